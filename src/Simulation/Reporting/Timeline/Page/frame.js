/** Draws what is round the lanes of a pane: times, texts, the hosts' names, the chosen row, the whole run at the edge. */
class Frame {
  constructor(pane) {
    this.pane = pane;
    this.cut = new Map();
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
