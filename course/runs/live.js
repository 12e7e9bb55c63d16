// A loss curve that grows while a training runs; Python pushes the points.

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, LEFT, BOTTOM] = [560, 200, 46, 28];

function draw(tag, attributes, text = "") {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

function render({ model, el }) {
  const root = document.createElement("div");
  root.className = "descent-runs";
  const svg = draw("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": "The loss so far" });
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.setAttribute("aria-label", "training: progress");
  const words = document.createElement("p");
  root.append(svg, bar, words);
  el.append(root);
  const paint = () => {
    const points = model.get("points");
    const top = Math.max(1e-9, ...points.map(([, loss]) => loss)) * 1.05;
    const last = Math.max(model.get("epochs"), ...points.map(([epoch]) => epoch));
    const x = (epoch) => LEFT + (epoch / last) * (WIDTH - LEFT - 12);
    const y = (loss) => HEIGHT - BOTTOM - (loss / top) * (HEIGHT - BOTTOM - 10);
    svg.replaceChildren(
      draw("path", { d: `M${LEFT} 10V${HEIGHT - BOTTOM}H${WIDTH - 12}`, class: "axis" }),
      draw("text", { x: LEFT - 6, y: 18, "text-anchor": "end" }, points.length ? top.toPrecision(2) : ""),
      draw("text", { x: LEFT - 6, y: HEIGHT - BOTTOM, "text-anchor": "end" }, "0"),
      draw("text", { x: WIDTH - 12, y: HEIGHT - 8, "text-anchor": "end" }, `epoch ${last}`),
      draw("text", { x: LEFT, y: HEIGHT - 8 }, "loss"),
      draw("polyline", { points: points.map(([e, l]) => `${x(e)},${y(l)}`).join(" "), stroke: "#0072B2" }),
    );
    bar.value = model.get("done");
    words.textContent = model.get("said");
  };
  model.on("change", paint);
  paint();
  return () => model.off("change", paint);
}

export default { render };
