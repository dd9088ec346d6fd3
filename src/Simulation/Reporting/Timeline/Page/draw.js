/** Sizes in CSS pixels. */
const HEAD = 26;
const TEXT_FROM = 13;
const DOTS_FROM = 5;
const MOST_ARROWS = 1500;

/** Where things are in a pane of some size: the gutter with the times, the lanes of each host, the text. */
class Layout {
  constructor(rows, width, context, zoomed) {
    this.gutter = width < 560 ? 78 : 132;
    const columns = rows.hosts.reduce((sum, host) => sum + host.count, 0);
    const room = Math.max(150, width * (zoomed ? 0.46 : 0.8) - this.gutter);
    const spare = room - rows.hosts.length * 22;
    const widest = Math.max(26, Math.min(150, room * 1.2 / Math.max(1, rows.hosts.length) - 16));
    this.column = Math.max(6, Math.min(22, spare / Math.max(1, columns)));
    this.rows = rows;
    let x = 0;
    this.hosts = new Map();
    rows.hosts.forEach(host => {
      const wide = Math.max(host.count * this.column, Math.min(widest, context.measureText(host.name).width) + 8);
      this.hosts.set(host.host, { ...host, x, width: wide });
      x += wide + 8;
    });
    this.lanes = x;
    this.room = Math.min(x, Math.max(room * 1.25, zoomed ? 0 : width - this.gutter - 60));
    this.text = this.gutter + this.room + 8;
    this.width = width;
  }

  /** The middle of a lane, before the lanes are moved sideways. */
  xOf(lane) {
    const host = this.hosts.get(this.rows.run.lane[lane].host);
    return host.x + (host.width - host.count * this.column) / 2 + (Math.max(0, this.rows.placeOf[lane]) + 0.5) * this.column;
  }
}

/** Draws what a pane shows. The nearer, the more: text, then dots, then one mark for all steps that share a pixel. */
class Painter {
  constructor(pane) {
    this.pane = pane;
    this.cut = new Map();
  }

  draw() {
    const { pane } = this;
    const { context: c, theme, width, height } = pane;
    this.layout = pane.layout;
    c.setTransform(pane.ratio, 0, 0, pane.ratio, 0, 0);
    c.fillStyle = theme.color.back;
    c.fillRect(0, 0, width, height);
    if (pane.rows.count === 0) {
      return;
    }
    this.first = Math.max(0, Math.floor(pane.top) - 1);
    this.last = Math.min(pane.rows.count - 1, Math.ceil(pane.top + (height - HEAD) / pane.rowHeight) + 1);
    c.font = `12px ${theme.font}`;
    c.textBaseline = "middle";
    this.bands();
    c.save();
    c.beginPath();
    c.rect(this.layout.gutter, HEAD, this.layout.room, height - HEAD);
    c.clip();
    this.spans();
    this.lifelines();
    this.blocks();
    this.timers();
    this.messages();
    if (pane.rowHeight >= DOTS_FROM) { this.dots(); } else { this.density(); }
    c.restore();
    if (pane.rowHeight >= TEXT_FROM) { this.texts(); } else { this.overviewTexts(); }
    this.choice();
    this.head();
    this.map();
  }

  y(row) {
    return HEAD + (row + 0.5 - this.pane.top) * this.pane.rowHeight;
  }

  x(lane) {
    return this.layout.gutter + this.layout.xOf(lane) - this.pane.side;
  }

  xOfStep(step) {
    return this.x(this.pane.run.laneOf[step]);
  }

  /** What is behind a row: a hit, a departure, the failure, the first difference. */
  bands() {
    const { pane } = this;
    const { context: c, run, rows, theme } = pane;
    const high = Math.max(1, pane.rowHeight);
    const band = (step, color) => {
      const row = rows.rowOf(step);
      if (row >= this.first && row <= this.last) {
        c.fillStyle = color;
        c.fillRect(0, Math.floor(this.y(row) - high / 2), pane.width, Math.ceil(high));
      }
    };
    const shown = step => step >= rows.stepOf(this.first) && step <= rows.stepOf(this.last);
    pane.hits.forEach(step => { if (shown(step)) { band(step, theme.color.hit); } });
    run.pointed.forEach(step => { if (shown(step)) { band(step, theme.color["departs-back"]); } });
    band(run.fail, theme.color["fails-back"]);
    const diff = rows.rowFrom(Math.min(pane.diff, run.count - 1));
    if (pane.diff >= 0 && diff >= this.first && diff <= this.last) {
      c.fillStyle = theme.color.accent;
      c.fillRect(0, this.y(diff) - high / 2 - 1, pane.width, 2);
    }
  }

  /** A frame round the chosen row. */
  choice() {
    const { pane } = this;
    const { context: c, theme } = pane;
    const row = pane.chosen < 0 ? -1 : pane.rows.rowOf(pane.chosen);
    if (row >= this.first && row <= this.last) {
      const high = Math.max(4, pane.rowHeight);
      c.strokeStyle = theme.color.accent;
      c.lineWidth = 2;
      c.strokeRect(1, this.y(row) - high / 2 + 0.5, pane.width - 13, high - 1);
    }
  }

  /** What lasts: behind the host that it is about, or behind all for the network. */
  spans() {
    const { pane, layout } = this;
    const { context: c, rows, theme } = pane;
    pane.run.span.forEach(span => {
      const from = this.y(rows.rowFrom(span.first)) - pane.rowHeight / 2;
      const to = this.y(rows.rowFrom(span.last)) + pane.rowHeight / 2;
      if (to < HEAD || from > pane.height) {
        return;
      }
      const host = layout.hosts.get(span.host);
      const x = layout.gutter - pane.side + (host ? host.x : 0);
      const width = host ? host.width : layout.lanes;
      c.fillStyle = theme.color.fault;
      c.globalAlpha = span.host < 0 ? 0.1 : 0.22;
      c.fillRect(x, from, width, to - from);
      c.globalAlpha = 1;
      c.fillRect(x, from, 2, to - from);
    });
  }

  lifelines() {
    const { pane, layout } = this;
    const { context: c, run, rows, theme } = pane;
    const top = rows.stepOf(this.first);
    const bottom = rows.stepOf(this.last);
    c.lineWidth = 1;
    layout.hosts.forEach(host => {
      c.fillStyle = theme.color.faint;
      c.fillRect(layout.gutter + host.x + host.width + 3 - pane.side, HEAD, 1, pane.height);
    });
    run.lane.forEach((lane, i) => {
      if (lane.last >= top && lane.first <= bottom && lane.last > lane.first && rows.placeOf[i] >= 0) {
        const from = Math.max(HEAD, this.y(rows.rowFrom(lane.first)));
        const to = Math.min(pane.height, this.y(rows.rowFrom(lane.last)));
        c.fillStyle = theme.color.line;
        c.fillRect(Math.round(this.x(i)), from, 1, to - from);
      }
    });
  }

  blocks() {
    const { pane } = this;
    const { context: c, rows, theme } = pane;
    pane.run.block.forEach(block => {
      const from = this.y(rows.rowFrom(block.step));
      const to = this.y(rows.rowFrom(block.end));
      if (to >= HEAD && from <= pane.height) {
        c.fillStyle = theme.color.blocked;
        c.globalAlpha = 0.55;
        c.fillRect(this.xOfStep(block.step) - 2, from, 4, to - from);
        c.globalAlpha = 1;
      }
    });
  }

  /** A ring where one is set, a cross where it is canceled, a dotted line to where it fires. */
  timers() {
    const { pane } = this;
    const { context: c, rows, theme } = pane;
    if (pane.rowHeight < TEXT_FROM) {
      return;
    }
    const top = rows.stepOf(this.first);
    const bottom = rows.stepOf(this.last);
    c.strokeStyle = theme.color.timer;
    c.lineWidth = 1;
    pane.run.timer.forEach(timer => {
      if (Math.max(timer.end, timer.setIn) < top || timer.setIn > bottom || timer.setIn < 0) {
        return;
      }
      const set = rows.rowOf(timer.setIn);
      const end = timer.end < 0 ? -1 : rows.rowOf(timer.end);
      const x = this.xOfStep(timer.setIn) + 6;
      c.beginPath();
      if (set >= 0) {
        c.moveTo(x + 2.5, this.y(set) + 4);
        c.arc(x, this.y(set) + 4, 2.5, 0, 7);
      }
      if (end >= 0 && !timer.fired) {
        cross(c, this.xOfStep(timer.end) + 7, this.y(end) - 4, 2.5);
      }
      c.stroke();
      if (set >= 0 && end >= 0 && timer.fired) {
        c.setLineDash([1, 3]);
        c.beginPath();
        c.moveTo(x, this.y(set) + 6);
        c.lineTo(x, this.y(end));
        c.lineTo(this.xOfStep(timer.end), this.y(end));
        c.stroke();
        c.setLineDash([]);
      }
    });
  }

  messages() {
    const { pane } = this;
    const { rows } = pane;
    const found = pane.run.messagesIn(rows.stepOf(this.first), rows.stepOf(this.last))
      .filter(message => rows.rowOf(message.from) >= 0 && (message.to < 0 || rows.rowOf(message.to) >= 0));
    const some = found.length <= MOST_ARROWS ? found : found.filter(message => message.note > 0 || message.late > 0).slice(0, MOST_ARROWS);
    some.forEach(message => this.message(message));
  }

  message(message) {
    const { pane, layout } = this;
    const { context: c, rows, theme } = pane;
    const isLost = message.to < 0;
    const x = this.xOfStep(message.from);
    const y = this.y(rows.rowOf(message.from));
    const target = layout.hosts.get(message.target);
    const toX = !isLost ? this.xOfStep(message.to) : target ? layout.gutter + target.x + target.width / 2 - pane.side : x + 40;
    const toY = isLost ? y + pane.rowHeight * 0.8 : this.y(rows.rowOf(message.to));
    const endX = isLost ? x + (toX - x) * 0.7 : toX - Math.sign(toX - x) * 5;
    c.strokeStyle = c.fillStyle = isLost || message.note > 0 ? theme.color.fails : message.late > 0 ? theme.color.departs : theme.hostColor(message.source);
    c.lineWidth = pane.rowHeight >= DOTS_FROM ? 1.3 : 0.7;
    c.setLineDash(isLost ? [4, 3] : message.late > 0 ? [7, 3] : []);
    c.beginPath();
    c.moveTo(x, y);
    c.lineTo(endX, toY);
    c.stroke();
    c.setLineDash([]);
    if (pane.rowHeight >= DOTS_FROM) {
      this.arrowEnd(c, x, y, endX, toY, isLost);
    }
    const label = this.labelOf(message);
    if (label && pane.rowHeight >= TEXT_FROM) {
      c.font = `10px ${theme.font}`;
      const at = (x + endX) / 2 - c.measureText(label).width / 2;
      c.fillText(label, at, (y + toY) / 2 - 6);
      c.font = `12px ${theme.font}`;
    }
  }

  labelOf(message) {
    const note = message.note > 0 ? this.pane.notes[message.note] : "";
    return message.late > 0 ? `${note} +${+(message.late / 1e4).toFixed(3)} ms`.trim() : note;
  }

  arrowEnd(c, x, y, endX, endY, isLost) {
    c.beginPath();
    if (isLost) {
      cross(c, endX, endY, 4);
      c.lineWidth = 2;
      c.stroke();
      return;
    }
    const angle = Math.atan2(endY - y, endX - x);
    c.moveTo(endX, endY);
    c.lineTo(endX - 7 * Math.cos(angle - 0.4), endY - 7 * Math.sin(angle - 0.4));
    c.lineTo(endX - 7 * Math.cos(angle + 0.4), endY - 7 * Math.sin(angle + 0.4));
    c.fill();
  }

  dots() {
    const { pane } = this;
    const { context: c, run, rows, theme } = pane;
    const size = Math.min(5, pane.rowHeight / 2 - 1);
    for (let row = this.first; row <= this.last; row++) {
      const step = rows.stepOf(row);
      const x = this.xOfStep(step);
      const y = this.y(row);
      c.fillStyle = theme.hostColor(run.laneOfStep(step).host);
      if (step === run.fail) {
        c.strokeStyle = theme.color.fails;
        c.lineWidth = 3;
        c.beginPath();
        cross(c, x, y, size);
        c.stroke();
      } else if (run.overtakes.has(step)) {
        c.fillStyle = theme.color.departs;
        c.beginPath();
        c.moveTo(x - size, y - size - 1);
        c.lineTo(x + size + 2, y);
        c.lineTo(x - size, y + size + 1);
        c.fill();
      } else if (run.kinds[step] === Painter.TIMER && size > 3) {
        this.clock(x, y, size);
      } else {
        c.beginPath();
        c.arc(x, y, run.hasLines(step) ? size : size * 0.7, 0, 7);
        c.fill();
      }
    }
  }

  clock(x, y, size) {
    const { context: c, theme } = this.pane;
    c.strokeStyle = c.fillStyle;
    c.fillStyle = theme.color.back;
    c.lineWidth = 1.5;
    c.beginPath();
    c.arc(x, y, size - 0.5, 0, 7);
    c.fill();
    c.moveTo(x, y - size + 1.5);
    c.lineTo(x, y);
    c.lineTo(x + size - 2, y);
    c.stroke();
  }

  /** One mark for all steps of a column that share a pixel; what departs or fails is drawn over it. */
  density() {
    const { pane, layout } = this;
    const { context: c, run, rows, theme } = pane;
    const high = Math.max(1, pane.rowHeight - 1);
    const wide = Math.max(2, layout.column * 0.7);
    const drawn = new Int32Array(run.lane.length).fill(-1);
    let host = -1;
    for (let row = this.first; row <= this.last; row++) {
      const lane = run.laneOf[rows.stepOf(row)];
      const y = Math.floor(this.y(row));
      if (drawn[lane] !== y) {
        drawn[lane] = y;
        if (run.lane[lane].host !== host) {
          ({ host } = run.lane[lane]);
          c.fillStyle = theme.hostColor(host);
        }
        c.fillRect(Math.round(this.x(lane) - wide / 2), y, wide, high);
      }
    }
    const mark = (step, color) => {
      const row = rows.rowOf(step);
      if (row >= this.first && row <= this.last) {
        c.fillStyle = color;
        c.fillRect(this.xOfStep(step) - wide, Math.floor(this.y(row)) - 1, wide * 2, Math.max(3, high));
      }
    };
    run.pointed.forEach(step => mark(step, theme.color.departs));
    mark(run.fail, theme.color.fails);
  }

  texts() {
    const { pane, layout } = this;
    const { context: c, run, rows, theme } = pane;
    const room = pane.width - layout.text - 22;
    const narrow = room < 420;
    const methodWidth = narrow ? 0 : Math.min(250, room * 0.4);
    let time = this.first > 0 ? run.time[rows.stepOf(this.first - 1)] : -1;
    for (let row = this.first; row <= this.last; row++) {
      const step = rows.stepOf(row);
      const y = this.y(row) + 0.5;
      this.gutterText(step, y, run.time[step] !== time);
      time = run.time[step];
      const said = this.says(step);
      if (!narrow || !said.text) {
        c.fillStyle = theme.color.muted;
        this.text(run.whatOf(step), layout.text, y, narrow ? room : methodWidth - 10);
      }
      if (said.text) {
        c.fillStyle = said.color;
        this.text(said.text, layout.text + methodWidth, y, room - methodWidth);
      }
    }
  }

  gutterText(step, y, isLater) {
    const { pane, layout } = this;
    const { context: c, run, theme } = pane;
    if (isLater) {
      c.fillStyle = theme.color.line;
      c.fillRect(0, Math.round(y - pane.rowHeight / 2), layout.gutter, 1);
      c.fillStyle = theme.color.text;
      c.textAlign = "right";
      c.fillText(run.secondsOf(step), layout.gutter - 12, y);
      c.textAlign = "left";
    }
    if (layout.gutter > 100) {
      c.fillStyle = theme.color.muted;
      c.font = `10px ${theme.font}`;
      c.fillText(`#${step}`, 6, y);
      c.font = `12px ${theme.font}`;
    }
  }

  /** What a row says, in its color: why it fails, what it overtakes, what it logs, what it gets. */
  says(step) {
    const { run, theme, diff } = this.pane;
    const text = run.textOf(step);
    if (step === run.fail) {
      return { text: [text, `✖ ${run.message.split("\n")[0]}`].filter(Boolean).join("  ·  "), color: theme.color.fails };
    }
    if (run.overtakes.has(step)) {
      return { text: [text, this.overtakes(run.overtakes.get(step))].filter(Boolean).join("   "), color: theme.color.departs };
    }
    if (!text && step === diff) {
      return { text: "the runs part here", color: theme.color.accent };
    }
    return { text, color: theme.color.text };
  }

  overtakes(step) {
    const { run } = this.pane;
    return step < 0 ? "◀ before its turn" : `◀ before ${run.hasLines(step) ? `“${run.linesOf(step)[0]}”` : run.whatOf(step)}`;
  }

  /** Too small for text: a bar where something was said. */
  overviewTexts() {
    const { pane, layout } = this;
    const { context: c, run, rows, theme } = pane;
    let drawn = -1;
    for (let row = this.first; row <= this.last; row++) {
      const step = rows.stepOf(row);
      const y = Math.floor(this.y(row));
      if (run.hasLines(step) && y !== drawn) {
        drawn = y;
        c.fillStyle = step === run.fail ? theme.color.fails : theme.color.blocked;
        c.fillRect(layout.text, y, Math.max(4, Math.min(pane.width - layout.text - 24, run.textOf(step).length * 2)), Math.max(1, pane.rowHeight - 2));
      }
    }
    for (let y = HEAD + 40, at; y < pane.height; y += 80) {
      at = Math.floor(pane.top + (y - HEAD) / pane.rowHeight);
      if (at < rows.count) {
        this.gutterText(rows.stepOf(at), y, true);
      }
    }
  }

  head() {
    const { pane, layout } = this;
    const { context: c, theme } = pane;
    c.fillStyle = theme.color.panel;
    c.fillRect(0, 0, pane.width, HEAD);
    c.fillStyle = theme.color.line;
    c.fillRect(0, HEAD - 1, pane.width, 1);
    c.fillStyle = theme.color.muted;
    c.fillText(layout.gutter > 100 ? "step     virtual s" : "virtual s", 6, HEAD / 2);
    if (pane.rowHeight >= TEXT_FROM) {
      c.fillText("what runs, and what it says", layout.text, HEAD / 2);
    }
    c.save();
    c.beginPath();
    c.rect(layout.gutter, 0, layout.room, HEAD);
    c.clip();
    layout.hosts.forEach(host => {
      const x = layout.gutter + host.x - pane.side;
      c.fillStyle = theme.hostColor(host.host);
      c.fillRect(x, HEAD - 4, host.width, 3);
      this.text(host.name, x + (host.width - Math.min(host.width, c.measureText(host.name).width)) / 2, HEAD / 2 - 1, host.width);
    });
    c.restore();
  }

  /** The whole run at the right edge: where it departs, fails, has hits, and what is in view. */
  map() {
    const { pane } = this;
    const { context: c, run, rows, theme } = pane;
    const x = pane.width - 10;
    const scale = (pane.height - HEAD) / rows.count;
    c.fillStyle = theme.color.panel;
    c.fillRect(x, HEAD, 10, pane.height - HEAD);
    c.fillStyle = theme.color.line;
    c.fillRect(x, HEAD + pane.top * scale, 10, Math.max(8, (pane.height - HEAD) / pane.rowHeight * scale));
    const marks = (steps, color) => {
      c.fillStyle = color;
      let drawn = -1;
      steps.forEach(step => {
        const y = Math.floor(HEAD + rows.rowFrom(step) * scale);
        if (step >= 0 && y !== drawn) {
          drawn = y;
          c.fillRect(x + 1, y - 1, 8, 2.5);
        }
      });
    };
    marks(pane.hits, theme.color.accent);
    marks(run.span.map(span => span.first), theme.color.fault);
    marks(run.pointed, theme.color.departs);
    marks([run.fail], theme.color.fails);
  }

  /** Text that ends in an ellipsis where it is longer than there is room. */
  text(text, x, y, room) {
    const { context: c } = this.pane;
    if (room < 12) {
      return;
    }
    const key = `${Math.round(room)} ${text}`;
    let shown = this.cut.get(key);
    if (shown === undefined) {
      shown = fit(c, text, room);
      if (this.cut.size > 5000) {
        this.cut.clear();
      }
      this.cut.set(key, shown);
    }
    c.fillText(shown, x, y);
  }
}

/** The kind of a step that is a timer, as the data numbers it. */
Painter.TIMER = 4;

function cross(c, x, y, size) {
  c.moveTo(x - size, y - size);
  c.lineTo(x + size, y + size);
  c.moveTo(x + size, y - size);
  c.lineTo(x - size, y + size);
}

function fit(c, text, room) {
  let shown = text.length > 400 ? text.slice(0, 400) : text;
  if (c.measureText(shown).width <= room) {
    return shown;
  }
  let low = 0;
  let high = shown.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (c.measureText(`${shown.slice(0, middle)}…`).width <= room) { low = middle; } else { high = middle - 1; }
  }
  return `${shown.slice(0, low)}…`;
}
