// The stage: panels with their canvases, the controls, the words below.

const REACH = 22; // pixels around a point in which a click means it
const REST = 400; // milliseconds without a move until a screen reader is told the new summary

const floats = (view) =>
  new Float32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));

// Which picture belongs to the positions: a number of mixed radix, the last slider fastest.
const pictureOf = (over, index, lengths) =>
  over.reduce((picture, name) => picture * lengths[name] + index[name], 0);

function readLayers(model, scene) {
  const numbers = floats(model.get("numbers"));
  return scene.layers.map((layer) => ({ ...layer, numbers: numbers.subarray(layer.offset) }));
}

// One panel: matplotlib's pictures at the back, a canvas in front.
function makePanel(spec, pictures) {
  const backs = pictures.map((picture) => {
    const src = URL.createObjectURL(new Blob([picture], { type: "image/png" }));
    return make("img", { src, alt: "", draggable: "false" });
  });
  const canvas = make("canvas", { role: "img", "aria-label": spec.alt });
  const [width, height] = spec.size;
  const style = `--width: ${width}px; aspect-ratio: ${width} / ${height}`;
  return { spec, backs, canvas, element: make("div", { class: "stage-panel", style }, ...backs, canvas) };
}

function makePanels(model, scene, lengths) {
  const pictures = [...model.get("pictures")];
  return scene.panels.map((spec) => {
    const count = spec.over.reduce((product, name) => product * lengths[name], 1);
    return makePanel(spec, pictures.splice(0, count));
  });
}

function paintPanel(panel, layers, index, lengths) {
  const { canvas, spec } = panel;
  const picture = pictureOf(spec.over, index, lengths);
  panel.backs.forEach((back, number) => (back.style.visibility = number === picture ? "" : "hidden"));
  const [w, h] = [panel.width, panel.height];
  if (!w) return;
  const pen = canvas.getContext("2d");
  const at = place(spec.limits[picture], spec.box, w, h);
  const [left, top, width, height] = spec.box;
  pen.setTransform(canvas.width / w, 0, 0, canvas.height / h, 0, 0);
  pen.clearRect(0, 0, w, h);
  pen.save();
  pen.beginPath();
  pen.rect(left * w, top * h, width * w, height * h);
  pen.clip();
  for (const layer of layers) {
    if (layer.panel !== spec.name) continue;
    const row = pictureOf(layer.over, index, lengths);
    const numbers = layer.numbers.subarray(row * layer.row, (row + 1) * layer.row);
    const text = layer.texts?.[layer.texts.length > 1 ? row : 0];
    pen.save();
    pen.globalAlpha = layer.opacity;
    pen.strokeStyle = pen.fillStyle = layer.color;
    pen.lineJoin = "round";
    PAINTERS[layer.kind](pen, numbers, layer, at, w / spec.size[0], index, text);
    pen.restore();
  }
  pen.restore();
}

// The layer and the number of the point that lies under the mouse, where a click would choose it.
function pointUnder(event, panel, layers, index, lengths) {
  const { canvas, spec, width, height } = panel;
  const at = place(spec.limits[pictureOf(spec.over, index, lengths)], spec.box, width, height);
  const mouse = canvas.getBoundingClientRect();
  const away = (x, y) => Math.hypot(mouse.left + at.x(x) - event.clientX, mouse.top + at.y(y) - event.clientY);
  for (const layer of layers) {
    if (!layer.pick || layer.panel !== spec.name) continue;
    const row = pictureOf(layer.over, index, lengths) * layer.row;
    for (let i = 0; i + 1 < layer.row; i += 2)
      if (away(layer.numbers[row + i], layer.numbers[row + i + 1]) < REACH) return { layer, point: i / 2 };
  }
  return null;
}

function fit(panel) {
  const { width, height } = panel.element.getBoundingClientRect();
  const density = window.devicePixelRatio || 1;
  [panel.width, panel.height] = [width, height];
  panel.canvas.width = Math.round(width * density);
  panel.canvas.height = Math.round(height * density);
}

// The still in the Markdown cell above shows the same: one of the two is enough.
function hideStill(root, alt) {
  const text = alt.replace(/["\\]/g, "\\$&");
  return make("style", {}, `.jp-Notebook:has(#${root.id}) img[alt="${text}"] { display: none; }`);
}

// Words change at once for the eye; they count as ready for the ear when the hand rests.
function makeSummary() {
  const element = make("p", { class: "stage-summary", role: "status", "aria-live": "polite" });
  let timer = 0;
  const say = (text) => {
    if (element.textContent === text) return;
    element.setAttribute("aria-busy", "true");
    element.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(() => element.setAttribute("aria-busy", "false"), REST);
  };
  return { element, say };
}

function render({ model, el }) {
  const scene = model.get("scene");
  const lengths = Object.fromEntries(scene.sliders.map((one) => [one.name, one.texts.length]));
  const index = Object.fromEntries(scene.sliders.map((one) => [one.name, one.start]));
  const layers = readLayers(model, scene);
  const panels = makePanels(model, scene, lengths);
  const summary = makeSummary();
  const progress = make("progress", { max: 1, "aria-label": `${scene.title}: progress` });
  progress.hidden = true;
  const trouble = make("p", { class: "stage-trouble", role: "status" });
  const root = make("div", {
    id: newId(),
    class: "descent-stage",
    role: "group",
    "aria-label": scene.title,
    "data-lm-suppress-shortcuts": "true",
  });

  let frame = 0;
  const paint = () => {
    frame = 0;
    for (const panel of panels) paintPanel(panel, layers, index, lengths);
    root.dataset.painted = Object.values(index).join(" ");
  };
  const repaint = () => (frame ||= requestAnimationFrame(paint));
  const describe = () => {
    if (scene.asks && summary.element.textContent) return;
    const texts = scene.summaries.map((part) => part.texts[pictureOf(part.over, index, lengths)]);
    summary.say(texts.join(" "));
  };

  const receive = (message, buffers) => {
    const numbers = floats(buffers[0]);
    let offset = 0;
    for (const [number, size] of message.rows) {
      Object.assign(layers[number], { numbers: numbers.subarray(offset, offset + size), row: size });
      offset += size;
    }
    for (const [number, text] of message.texts) layers[number].texts = [text];
    summary.say(message.summary);
    progress.hidden = message.progress === undefined;
    progress.value = message.progress ?? 0;
    root.dataset.answered = message.turn;
    repaint();
  };
  const position = () => scene.sliders.map((one) => index[one.name]);
  const complain = (text) => (trouble.textContent = text);
  const talk = scene.asks ? converse(model, position, receive, complain) : null;

  const controls = scene.sliders.map((spec) =>
    CONTROLS[spec.kind](spec, (number) => {
      index[spec.name] = number;
      describe();
      talk?.moved();
      repaint();
    }),
  );
  for (const panel of panels) {
    const under = (event) => pointUnder(event, panel, layers, index, lengths);
    panel.canvas.addEventListener("mousemove", (event) => (panel.canvas.style.cursor = under(event) ? "pointer" : ""));
    panel.canvas.addEventListener("click", (event) => {
      const found = under(event);
      if (found) controls[scene.sliders.findIndex((one) => one.name === found.layer.pick)].goTo(found.point);
    });
  }
  const buttons = scene.buttons.map(({ name, label }) =>
    make("button", { type: "button", onclick: () => talk.pressed(name) }, label),
  );
  const widest = scene.panels.reduce((sum, panel) => sum + panel.size[0], 0);
  root.append(
    hideStill(root, model.get("alt")),
    make("div", { class: "stage-panels", style: `max-width: ${widest}px` }, ...panels.map((panel) => panel.element)),
    make("div", { class: "stage-controls" }, ...controls.map((control) => control.element)),
    ...(buttons.length ? [make("div", { class: "stage-buttons" }, ...buttons)] : []),
    progress,
    summary.element,
    trouble,
  );
  el.append(root);

  const watch = new ResizeObserver(() => {
    panels.forEach(fit);
    paint();
  });
  panels.forEach((panel) => watch.observe(panel.element));
  return () => {
    watch.disconnect();
    cancelAnimationFrame(frame);
    talk?.leave();
    controls.forEach((control) => control.leave());
    panels.forEach((panel) => panel.backs.forEach((back) => URL.revokeObjectURL(back.src)));
  };
}

export default { render };
