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
