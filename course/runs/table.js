// The table of runs: a button in each column's head sorts it; below it the loss curves.

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, LEFT, BOTTOM, RIGHT] = [640, 280, 50, 32, 26];
const COLORS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#9A6A00", "#000000"];
const DASHES = ["", "7 4", "2 3"];

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function draw(tag, attributes, text = "") {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

const said = (value) =>
  value === null || value === "" ? "–" : typeof value === "number" && !Number.isInteger(value) ? value.toFixed(3) : `${value}`;

// What is missing stands last, whichever way is sorted.
function compare(a, b, sign) {
  if (a === null || a === "") return b === null || b === "" ? 0 : 1;
  if (b === null || b === "") return -1;
  return sign * (typeof a === "number" ? a - b : a.localeCompare(b));
}

function plot(runs, chosen) {
  const svg = draw("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": "The loss of each chosen run, epoch by epoch" });
  const shown = runs.filter((run) => chosen.has(run.number) && run.losses.length);
  const all = shown.flatMap((run) => run.losses.filter((loss) => loss !== null));
  const top = Math.max(1e-9, ...all) * 1.05;
  const last = Math.max(2, ...shown.map((run) => run.epochs.at(-1)));
  const x = (epoch) => LEFT + ((epoch - 1) / (last - 1)) * (WIDTH - LEFT - RIGHT);
  const y = (loss) => HEIGHT - BOTTOM - (loss / top) * (HEIGHT - BOTTOM - 12);
  svg.append(
    draw("path", { d: `M${LEFT} 12V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}`, class: "axis" }),
    draw("text", { x: LEFT - 6, y: 20, "text-anchor": "end" }, all.length ? top.toPrecision(2) : ""),
    draw("text", { x: LEFT - 6, y: HEIGHT - BOTTOM, "text-anchor": "end" }, "0"),
    draw("text", { x: LEFT, y: HEIGHT - 10 }, "loss, from epoch 1"),
    draw("text", { x: WIDTH - RIGHT, y: HEIGHT - 10, "text-anchor": "end" }, `epoch ${last}`),
  );
  for (const run of shown) {
    const points = run.losses.map((loss, i) => [x(run.epochs[i]), loss === null ? NaN : y(loss)]).filter(([, v]) => !Number.isNaN(v));
    if (!points.length) continue;
    const color = COLORS[(run.number - 1) % COLORS.length];
    const dash = DASHES[Math.floor((run.number - 1) / COLORS.length) % DASHES.length];
    svg.append(
      draw("polyline", { points: points.map((point) => point.join()).join(" "), stroke: color, "stroke-dasharray": dash }),
      draw("text", { x: points.at(-1)[0] + 5, y: points.at(-1)[1] + 4, fill: color, class: "number" }, run.number),
    );
  }
  return svg;
}

function render({ model, el }) {
  const root = make("div", { class: "descent-runs", role: "group", "aria-label": "Your runs", "data-lm-suppress-shortcuts": "true" });
  el.append(root);
  const runs = model.get("runs");
  if (!runs.length) return void root.append(make("p", {}, model.get("empty")));
  const columns = Object.entries(model.get("columns"));
  const chosen = new Set(runs.slice(-6).map((run) => run.number));
  const body = make("tbody");
  const paper = make("div", { class: "runs-plot" });
  const status = make("p", { role: "status" });
  const heads = {};
  let [by, sign] = ["number", 1];

  const repaint = () => paper.replaceChildren(plot(runs, chosen));
  const line = (run) => {
    const box = make("input", { type: "checkbox", "aria-label": `show run ${run.number}`, "data-lm-suppress-shortcuts": "true" });
    box.checked = chosen.has(run.number);
    box.addEventListener("change", () => {
      box.checked ? chosen.add(run.number) : chosen.delete(run.number);
      repaint();
    });
    return make("tr", {}, make("td", {}, box), ...columns.map(([name]) => make("td", {}, said(run[name]))));
  };
  const sort = () => {
    const sorted = [...runs].sort((a, b) => compare(a[by], b[by], sign) || a.number - b.number);
    body.replaceChildren(...sorted.map(line));
    for (const [name, head] of Object.entries(heads)) {
      const way = name !== by ? "none" : sign > 0 ? "ascending" : "descending";
      head.setAttribute("aria-sort", way);
      head.querySelector(".arrow").textContent = { none: "", ascending: " ▲", descending: " ▼" }[way];
    }
  };
  for (const [name, label] of columns) {
    const arrow = make("span", { class: "arrow", "aria-hidden": "true" });
    const button = make("button", { type: "button", "data-lm-suppress-shortcuts": "true" }, label, arrow);
    button.addEventListener("click", () => {
      // The best accuracy is what one looks for first.
      [by, sign] = [name, name === by ? -sign : name === "accuracy" ? -1 : 1];
      sort();
      status.textContent = `Sorted by ${label}, ${sign > 0 ? "ascending" : "descending"}.`;
    });
    heads[name] = make("th", { scope: "col" }, button);
  }
  const head = make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "plot"), ...Object.values(heads)));
  root.append(make("div", { class: "runs-scroll" }, make("table", {}, head, body)), status, paper);
  sort();
  repaint();
}

export default { render };
