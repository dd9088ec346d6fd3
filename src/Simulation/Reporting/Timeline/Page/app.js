const DATA = JSON.parse(document.getElementById("data").textContent);
const NOTES = DATA.notes;
const LONG = 60;

/** The page: one or two panes, the toolbar, the keys. */
class App {
  constructor() {
    this.theme = new Theme(() => this.panes.forEach(pane => pane.paint()));
    const diff = DATA.diff ?? -1;
    const on = { chosen: pane => this.chosen(pane), scrolled: pane => this.scrolled(pane) };
    this.panes = DATA.runs.map((data, i) => new Pane(new Run(data), titleOf(data, i), diff, NOTES, this.theme, on));
    this.current = this.panes[0];
    this.hit = -1;
    this.isBeside = this.panes.length > 1 && innerWidth > 720;
    this.keyOnly = this.panes[0].run.count > LONG;
    document.body.classList.add("scripted");
    this.panes.forEach(pane => {
      byId("panes").append(pane.element);
      pane.scroller.addEventListener("focus", () => { this.current = pane; });
    });
    this.bind();
    this.beside(this.isBeside);
    this.key(this.keyOnly);
    tellStep(byId("details"), this.current, DATA.lineKinds);
    this.toStart();
  }

  /** What a person looks for first: the failure's departure, or its end. */
  toStart() {
    const run = this.current.run;
    const first = run.pointed.length > 0 ? run.pointed[0] : run.fail;
    if (first >= 0 && this.current.height > 0) {
      this.current.choose(first);
    }
  }

  bind() {
    const click = (id, action) => byId(id).addEventListener("click", action);
    click("hit-next", () => this.toHit(1));
    click("hit-before", () => this.toHit(-1));
    click("key", () => this.key(!this.keyOnly));
    click("beside", () => this.beside(!this.isBeside));
    click("table", () => this.table());
    click("zoom-in", () => this.current.zoom(1.4));
    click("zoom-out", () => this.current.zoom(1 / 1.4));
    click("zoom-fit", () => this.panes.forEach(pane => pane.fit()));
    click("to-fail", () => this.toFailure());
    click("to-departure", () => this.toDeparture(1));
    click("to-diff", () => this.current.choose(DATA.diff));
    click("theme", () => this.nextTheme());
    click("help", () => byId("help-dialog").showModal());
    document.querySelector(".skip").addEventListener("click", () => this.table(true));
    byId("beside").disabled = this.panes.length < 2;
    byId("to-diff").disabled = DATA.diff === undefined;
    byId("to-fail").disabled = this.panes.every(pane => pane.run.fail < 0);
    byId("to-departure").disabled = this.panes.every(pane => pane.run.overtakes.size === 0);
    byId("search").addEventListener("input", () => this.search(byId("search").value.trim()));
    byId("search").addEventListener("keydown", event => this.searchKey(event));
    document.addEventListener("keydown", event => this.keyDown(event));
  }

  chosen(pane) {
    this.current = pane;
    tellStep(byId("details"), pane, DATA.lineKinds);
  }

  /** The other run is kept at the same step; past the first difference at the same distance from it. */
  scrolled(pane) {
    if (!this.isBeside) {
      return;
    }
    this.panes.filter(other => other !== pane && other.rows).forEach(other => {
      other.rowHeight = pane.rowHeight;
      other.arrange();
      const row = Math.floor(pane.top);
      const step = pane.rows.stepOf(Math.min(row, pane.rows.count - 1));
      other.scrollTo(other.rows.rowFrom(step) + (pane.top - row));
    });
  }

  key(keyOnly) {
    this.keyOnly = keyOnly;
    press("key", keyOnly);
    this.panes.forEach(pane => pane.show(keyOnly));
  }

  beside(isBeside) {
    this.isBeside = isBeside && this.panes.length > 1;
    press("beside", this.isBeside);
    this.panes.slice(1).forEach(pane => { pane.element.hidden = !this.isBeside; pane.element.style.display = this.isBeside ? "" : "none"; });
    this.current = this.isBeside ? this.current : this.panes[0];
  }

  table(isTable = !document.body.classList.contains("as-table")) {
    document.body.classList.toggle("as-table", isTable);
    press("table", isTable);
    if (isTable) {
      byId("story").focus();
    } else {
      this.panes.forEach(pane => pane.resize());
    }
  }

  search(text) {
    this.panes.forEach(pane => {
      pane.hits = text ? pane.run.search(text) : [];
      pane.paint();
    });
    this.hit = -1;
    if (text && this.current.hits.length > 0) {
      this.toHit(1);
    }
    this.tellHits(text);
  }

  tellHits(text) {
    const { hits } = this.current;
    byId("hits").textContent = !text ? "" : hits.length === 0 ? "nothing" : `${this.hit + 1} of ${hits.length}`;
  }

  /** A hit that is no key step is shown all the same: then all steps are. */
  toHit(by) {
    const { hits, rows } = this.current;
    if (hits.length === 0) {
      return;
    }
    this.hit = (this.hit + by + hits.length) % hits.length;
    if (rows.rowOf(hits[this.hit]) < 0) {
      this.key(false);
    }
    this.current.choose(hits[this.hit]);
    this.tellHits(byId("search").value.trim());
  }

  toFailure() {
    const pane = this.panes.find(one => one.run.fail >= 0);
    pane?.choose(pane.run.fail);
  }

  toDeparture(by) {
    const pane = this.current.run.overtakes.size > 0 ? this.current : this.panes[0];
    const steps = [...pane.run.overtakes.keys()];
    const later = by > 0 ? steps.find(step => step > pane.chosen) : steps.findLast(step => step < pane.chosen);
    if (steps.length > 0) {
      pane.choose(later ?? (by > 0 ? steps[0] : steps.at(-1)));
    }
  }

  nextTheme() {
    this.theme.next();
    byId("theme").textContent = `Theme: ${this.theme.choice}`;
    this.panes.forEach(pane => pane.paint());
  }

  searchKey(event) {
    if (event.key === "Enter") {
      this.toHit(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape") {
      byId("search").value = "";
      this.search("");
      this.current.scroller.focus();
    }
    event.stopPropagation();
  }

  keyDown(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || byId("help-dialog").open || document.activeElement === byId("search")) {
      return;
    }
    const isButton = document.activeElement instanceof HTMLButtonElement;
    const action = App.keys[event.key];
    if (action && !(isButton && event.key === "Enter")) {
      event.preventDefault();
      action(this, this.current);
    }
  }
}

App.keys = {
  ArrowDown: (_, pane) => pane.move(1),
  ArrowUp: (_, pane) => pane.move(-1),
  j: (_, pane) => pane.move(1),
  k: (_, pane) => pane.move(-1),
  PageDown: (_, pane) => pane.move(Math.floor(pane.rowsInView())),
  PageUp: (_, pane) => pane.move(-Math.floor(pane.rowsInView())),
  Home: (_, pane) => pane.choose(0),
  End: (_, pane) => pane.choose(pane.run.count - 1),
  ArrowLeft: (_, pane) => pane.pan(-40),
  ArrowRight: (_, pane) => pane.pan(40),
  "+": (_, pane) => pane.zoom(1.4),
  "=": (_, pane) => pane.zoom(1.4),
  "-": (_, pane) => pane.zoom(1 / 1.4),
  0: app => app.panes.forEach(pane => pane.fit()),
  "/": () => byId("search").focus(),
  n: app => app.toHit(1),
  N: app => app.toHit(-1),
  f: app => app.toFailure(),
  d: app => app.toDeparture(1),
  D: app => app.toDeparture(-1),
  x: (_, pane) => { if (DATA.diff !== undefined) { pane.choose(DATA.diff); } },
  p: (_, pane) => { if (pane.chosen >= 0 && pane.run.parents[pane.chosen] >= 0) { pane.choose(pane.run.parents[pane.chosen]); } },
  K: app => app.key(!app.keyOnly),
  s: app => app.beside(!app.isBeside),
  t: app => app.table(),
  "?": () => byId("help-dialog").showModal(),
};

function titleOf(data, index) {
  const end = data.outcome === "Passed" ? "Passes" : `${index === 0 ? "Fails" : data.outcome}`;
  const departures = data.departures.length / 2;
  return `${end} · ${data.laneOf.length} steps · ${departures} out of turn`;
}

function byId(id) {
  return document.getElementById(id);
}

function press(id, isPressed) {
  byId(id).setAttribute("aria-pressed", String(isPressed));
}

window.timeline = new App();
