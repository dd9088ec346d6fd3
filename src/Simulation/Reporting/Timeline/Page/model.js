/** A run as the page's data has it: columns of numbers, with indexes to find what belongs to a step. */
class Run {
  constructor(data) {
    Object.assign(this, data);
    this.count = data.laneOf.length;
    this.time = sums(data.times);
    this.lineStart = starts(data.lineSteps, this.count);
    this.overtakes = pairs(data.departures);
    /** Where most steps depart, as in a run that was not shrunk, that a step does is nothing to point at. */
    this.pointed = this.overtakes.size <= 20 + this.count / 20 ? [...this.overtakes.keys()] : [];
    this.lane = groups(data.lanes, 4, ([host, name, first, last]) => ({ host, name: data.laneNames[name], first, last }));
    this.sent = groups(data.messages, 7, ([from, to, source, target, bytes, late, note], i) =>
      ({ from, to, source, target, bytes, late, note, what: data.messageNames[i] }));
    this.timer = groups(data.timers, 4, ([setIn, due, end, fired]) => ({ setIn, due, end, fired: fired === 1 }));
    this.block = groups(data.blocks, 2, ([step, resumed]) => ({ step, end: resumed < 0 ? this.count - 1 : resumed }));
    this.span = groups(data.spans, 3, ([first, last, host], i) => ({ first: Math.max(0, first), last, host, text: data.spanNames[i] }));
    this.touch = groups(data.touches, 3, ([step, resource, write]) => ({ step, name: data.resources[resource], isWrite: write === 1 }));
    this.reach = reach(this.sent);
    const between = this.sent.filter(message => message.bytes > 0 && message.source !== message.target);
    this.arrivals = sumBytes(between.filter(message => message.to >= 0), message => message.to);
    this.sendings = sumBytes(between, message => message.from);
  }

  /** The lines that a step logged. */
  linesOf(step) {
    return this.lines.slice(this.lineStart[step], this.lineStart[step + 1]);
  }

  hasLines(step) {
    return this.lineStart[step] < this.lineStart[step + 1];
  }

  /** What a row says of a step: its lines, or nothing. */
  textOf(step) {
    return this.hasLines(step) ? this.linesOf(step).join("  ·  ") : "";
  }

  methodOfStep(step) {
    return this.methods[this.methodOf[step]];
  }

  /** What runs, as a row says it: who wrote the step's first line where that is known, what arrives, or the method that resumes. */
  whatOf(step) {
    const method = this.methodOfStep(step);
    const source = this.hasLines(step) ? this.sources[this.lineSources[this.lineStart[step]]] : "";
    const arrival = this.arrivals.get(step);
    const sending = this.sendings.get(step);
    return arrival ? `← ${arrival.bytes} bytes from ${this.hosts[arrival.source]}`
      : sending && !this.hasLines(step) ? `→ ${sending.bytes} bytes to ${this.hosts[sending.target]}  ·  ${method}`
      : source && !method.startsWith(`${source}.`) ? source : method;
  }

  laneOfStep(step) {
    return this.lane[this.laneOf[step]];
  }

  hostOfStep(step) {
    return this.hosts[this.laneOfStep(step).host];
  }

  secondsOf(step) {
    return (this.time[step] / 1e7).toFixed(6);
  }

  /** The messages that may cross a range of steps: those sent before its end, back to where none reaches its beginning. */
  messagesIn(first, last) {
    let at = upperBound(this.sent, last, message => message.from);
    const found = [];
    while (--at >= 0 && this.reach[at] >= first) {
      const message = this.sent[at];
      if (Math.max(message.to, message.from) >= first) {
        found.push(message);
      }
    }
    return found;
  }

  /** The steps in which a text occurs: in a line, a method, a host or what is touched. */
  search(text) {
    const wanted = text.toLowerCase();
    const has = name => name.toLowerCase().includes(wanted);
    const methods = this.methods.map(has);
    const hosts = this.hosts.map(has);
    const found = new Uint8Array(this.count);
    this.lines.forEach((line, i) => { if (has(line)) { found[this.lineSteps[i]] = 1; } });
    this.touch.forEach(touch => { if (has(touch.name)) { found[touch.step] = 1; } });
    const steps = [];
    for (let i = 0; i < this.count; i++) {
      if (found[i] || methods[this.methodOf[i]] || hosts[this.lane[this.laneOf[i]].host]) {
        steps.push(i);
      }
    }
    return steps;
  }
}

/** The bytes of the messages that share a step. */
function sumBytes(messages, stepOf) {
  const all = new Map();
  messages.forEach(message => {
    all.set(stepOf(message), { bytes: message.bytes + (all.get(stepOf(message))?.bytes ?? 0), source: message.source, target: message.target });
  });
  return all;
}

function sums(deltas) {
  const all = new Float64Array(deltas.length);
  let sum = 0;
  deltas.forEach((delta, i) => { all[i] = sum += delta; });
  return all;
}

/** Where the entries of each step begin in a list that is sorted by step. */
function starts(steps, count) {
  const all = new Int32Array(count + 1);
  steps.forEach(step => { all[step + 1]++; });
  for (let i = 0; i < count; i++) {
    all[i + 1] += all[i];
  }
  return all;
}

function pairs(flat) {
  const all = new Map();
  for (let i = 0; i < flat.length; i += 2) {
    all.set(flat[i], flat[i + 1]);
  }
  return all;
}

function groups(flat, size, make) {
  const all = new Array(flat.length / size);
  for (let i = 0; i < all.length; i++) {
    all[i] = make(flat.slice(i * size, (i + 1) * size), i);
  }
  return all;
}

/** For each message the last step to which it or an earlier one reaches. */
function reach(messages) {
  const all = new Int32Array(messages.length);
  let most = -1;
  messages.forEach((message, i) => { all[i] = most = Math.max(most, message.from, message.to); });
  return all;
}

/** The first index whose key is greater. */
function upperBound(list, key, keyOf) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyOf(list[middle]) <= key) { low = middle + 1; } else { high = middle; }
  }
  return low;
}
