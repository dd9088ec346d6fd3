/** Which steps are shown, a row each, and in which columns their lanes are: those of a host beside one another. */
class Rows {
  constructor(run, keyOnly, diff) {
    this.run = run;
    this.steps = keyOnly ? keySteps(run, diff) : null;
    this.count = this.steps ? this.steps.length : run.count;
    this.rowOfStep = this.steps ? new Int32Array(run.count).fill(-1) : null;
    this.steps?.forEach((step, row) => { this.rowOfStep[step] = row; });
    this.hosts = columns(this);
  }

  stepOf(row) {
    return this.steps ? this.steps[row] : row;
  }

  /** The row of a step; -1 where it is not shown. */
  rowOf(step) {
    return this.rowOfStep ? this.rowOfStep[step] : step;
  }

  /** The first row at a step or after it. */
  rowFrom(step) {
    return this.steps ? Math.min(this.count - 1, upperBound(this.steps, step - 1, each => each)) : Math.min(step, this.count - 1);
  }
}

/** The steps that say something: they log, depart or are overtaken, send or get, begin or end what lasts, or fail. */
function keySteps(run, diff) {
  const key = new Uint8Array(run.count);
  const mark = step => { if (step >= 0 && step < run.count) { key[step] = 1; } };
  run.lineSteps.forEach(mark);
  run.pointed.forEach(step => { mark(step); mark(run.overtakes.get(step)); });
  const isTold = message => message.source !== message.target && (message.bytes > 0 || message.note > 0);
  run.sent.forEach(message => { if (isTold(message)) { mark(message.from); mark(message.to); } });
  run.span.forEach(span => { mark(span.first); mark(span.last); });
  run.block.forEach(block => { mark(block.step); mark(block.end); });
  [0, run.fail, diff, run.count - 1].forEach(mark);
  return Array.from(key.keys()).filter(step => key[step]);
}

/** The hosts that have rows. A lane takes the first column of its host whose last lane is over; the network has one for itself. */
function columns(rows) {
  const run = rows.run;
  const last = new Int32Array(run.lane.length).fill(-1);
  const first = new Int32Array(run.lane.length);
  const order = [];
  for (let row = 0; row < rows.count; row++) {
    const lane = run.laneOf[rows.stepOf(row)];
    if (last[lane] < 0) {
      first[lane] = row;
      order.push(lane);
    }
    last[lane] = row;
  }
  rows.placeOf = new Int32Array(run.lane.length).fill(-1);
  const isNetwork = lane => run.lane[lane].name === "network";
  order.sort((one, other) => run.lane[one].host - run.lane[other].host || isNetwork(other) - isNetwork(one) || first[one] - first[other]);
  const hosts = new Map();
  order.forEach(lane => {
    const { host } = run.lane[lane];
    const ends = hosts.get(host) ?? hosts.set(host, []).get(host);
    const free = ends.findIndex(end => end < first[lane]);
    rows.placeOf[lane] = free < 0 ? ends.length : free;
    ends[rows.placeOf[lane]] = isNetwork(lane) ? Infinity : last[lane];
  });
  return [...hosts].map(([host, ends]) => ({ host, name: run.hosts[host], count: ends.length }));
}
