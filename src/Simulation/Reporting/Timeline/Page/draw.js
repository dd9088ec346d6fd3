/** Draws what a pane shows. The nearer, the more: text, then dots, then one mark for all steps that share a pixel. */
class Painter extends Frame {
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
}

/** The kind of a step that is a timer, as the data numbers it. */
Painter.TIMER = 4;
