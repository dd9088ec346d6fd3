/** The colors of the page's style, as the canvas needs them. */
class Theme {
  static names = ["back", "panel", "line", "faint", "text", "muted", "accent", "departs", "departs-back", "fails", "fails-back", "hit", "chosen", "fault", "timer", "blocked"];
  static order = ["auto", "light", "dark"];

  constructor(onChange) {
    this.choice = "auto";
    this.system = matchMedia("(prefers-color-scheme: dark)");
    this.system.addEventListener("change", () => { this.apply(); onChange(); });
    this.apply();
  }

  next() {
    this.choice = Theme.order[(Theme.order.indexOf(this.choice) + 1) % Theme.order.length];
    this.apply();
  }

  apply() {
    const isDark = this.choice === "dark" || (this.choice === "auto" && this.system.matches);
    document.documentElement.dataset.theme = isDark ? "dark" : "light";
    const style = getComputedStyle(document.documentElement);
    const color = name => style.getPropertyValue(`--${name}`).trim();
    this.color = Object.fromEntries(Theme.names.map(name => [name, color(name)]));
    this.host = Array.from({ length: 8 }, (_, i) => color(`host${i}`));
    this.font = style.fontFamily;
  }

  hostColor(host) {
    return host === 0 ? this.host[0] : this.host[1 + ((host - 1) % 7)];
  }
}
