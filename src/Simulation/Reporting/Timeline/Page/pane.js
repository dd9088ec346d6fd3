/** The tallest element that browsers lay out without rounding; a longer run is scrolled in proportion. */
const TALLEST = 4e6;
const LEAST_ZOOM = 0.001;
const MOST_ZOOM = 44;
const USUAL_ZOOM = 21;

/** One run on the screen: a scroller whose content is only as tall as the run, and a canvas over it with what is in view. */
class Pane {
  constructor(run, title, diff, notes, theme, on) {
    Object.assign(this, { run, diff, notes, theme, on, chosen: -1, hits: [], top: 0, side: 0, rowHeight: USUAL_ZOOM });
    this.element = document.createElement("section");
    this.element.className = "pane";
    this.element.setAttribute("aria-label", title);
    this.title = this.element.appendChild(document.createElement("h2"));
    this.title.textContent = title;
    this.title.className = run.fail >= 0 ? "failed" : "passed";
    const view = this.element.appendChild(document.createElement("div"));
    view.className = "view";
    this.scroller = view.appendChild(document.createElement("div"));
    this.scroller.className = "scroller";
    this.scroller.tabIndex = 0;
    this.scroller.setAttribute("role", "application");
    this.scroller.setAttribute("aria-roledescription", "timeline");
    this.scroller.setAttribute("aria-label", `${title}: ${run.count} steps. Arrow keys choose a step, which is then told; the story as a table follows below.`);
    this.spacer = this.scroller.appendChild(document.createElement("div"));
    this.canvas = view.appendChild(document.createElement("canvas"));
    this.canvas.setAttribute("aria-hidden", "true");
    this.context = this.canvas.getContext("2d", { alpha: false });
    this.painter = new Painter(this);
    this.scroller.addEventListener("scroll", () => this.scrolled());
    this.scroller.addEventListener("wheel", event => this.wheel(event), { passive: false });
    this.scroller.addEventListener("click", event => this.clicked(event));
    new ResizeObserver(() => this.resize()).observe(view);
  }

  /** Shows all steps, or those that say something. */
  show(keyOnly) {
    const at = this.rows ? this.rows.stepOf(Math.min(this.rows.count - 1, Math.floor(this.top))) : 0;
    this.rows = new Rows(this.run, keyOnly, this.diff);
    this.side = 0;
    this.resize();
    this.scrollTo(this.rows.rowFrom(at));
  }

  resize() {
    this.width = this.scroller.clientWidth;
    this.height = this.scroller.clientHeight;
    this.ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(this.width * this.ratio);
    this.canvas.height = Math.round(this.height * this.ratio);
    this.canvas.style.width = `${this.width}px`;
    this.canvas.style.height = `${this.height}px`;
    this.arrange();
  }

  /** The layout follows the rows, the size and the zoom. */
  arrange() {
    if (!this.rows || this.width === 0) {
      return;
    }
    this.context.font = `12px ${this.theme.font}`;
    this.layout = new Layout(this.rows, this.width, this.context, this.rowHeight >= TEXT_FROM);
    this.side = Math.max(0, Math.min(this.side, this.layout.lanes - this.layout.room));
    const exact = HEAD + this.rows.count * this.rowHeight + 8;
    this.spacer.style.height = `${Math.min(exact, TALLEST)}px`;
    this.perRow = exact <= TALLEST ? this.rowHeight : (TALLEST - this.height) / Math.max(1, this.rows.count - this.rowsInView());
    this.scrollTo(this.top);
  }

  rowsInView() {
    return (this.height - HEAD) / this.rowHeight;
  }

  scrolled() {
    const top = this.scroller.scrollTop / this.perRow;
    if (Math.abs(top - this.top) * this.perRow >= 1) {
      this.top = top;
      this.on.scrolled(this);
    }
    // At once, not in the next frame: what has been scrolled in is never blank.
    this.paint();
  }

  scrollTo(row) {
    const most = Math.max(0, this.rows.count + 8 / this.rowHeight - this.rowsInView());
    this.top = Math.max(0, Math.min(row, most));
    this.scroller.scrollTop = this.top * this.perRow;
    this.paint();
  }

  paint() {
    if (this.rows && this.layout && this.width > 0) {
      this.painter.draw();
    }
  }

  /** Zooms so that what is at a height stays there. */
  zoom(factor, y = this.height / 2) {
    const at = this.top + (y - HEAD) / this.rowHeight;
    this.rowHeight = Math.max(Math.min(LEAST_ZOOM, this.fitting()), Math.min(MOST_ZOOM, this.rowHeight * factor));
    this.arrange();
    this.scrollTo(at - (y - HEAD) / this.rowHeight);
    this.on.scrolled(this);
  }

  fit() {
    this.rowHeight = Math.min(USUAL_ZOOM, this.fitting());
    this.arrange();
    this.scrollTo(0);
  }

  fitting() {
    return (this.height - HEAD - 8) / Math.max(1, this.rows.count);
  }

  /** Chooses a step and brings it into view. One that is not shown lets its next neighbor be chosen. */
  choose(step) {
    const row = this.rows.rowFrom(Math.max(0, Math.min(step, this.run.count - 1)));
    this.chosen = this.rows.stepOf(row);
    const margin = Math.min(3, this.rowsInView() / 3);
    if (row < this.top + margin || row + 1 > this.top + this.rowsInView() - margin) {
      this.scrollTo(row - this.rowsInView() / 2);
    }
    this.paint();
    this.on.chosen(this);
  }

  /** Moves the choice by rows. */
  move(rows) {
    const at = this.chosen < 0 ? Math.floor(this.top) - 1 : this.rows.rowFrom(this.chosen);
    this.choose(this.rows.stepOf(Math.max(0, Math.min(this.rows.count - 1, at + rows))));
  }

  pan(by) {
    this.side = Math.max(0, Math.min(this.side + by, this.layout.lanes - this.layout.room));
    this.paint();
  }

  wheel(event) {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 1.25 : 0.8, event.offsetY - this.scroller.scrollTop);
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      this.pan(event.deltaX || event.deltaY);
    }
  }

  clicked(event) {
    const y = event.clientY - this.canvas.getBoundingClientRect().top;
    const row = Math.floor(this.top + (y - HEAD) / this.rowHeight);
    if (y > HEAD && row < this.rows.count) {
      this.choose(this.rows.stepOf(row));
    }
  }
}
