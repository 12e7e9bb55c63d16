// Sliders, choices and buttons, each with a name that a screen reader says.

let made = 0;
const newId = () => `descent-stage-${Date.now().toString(36)}-${made++}`;

// In JupyterLab and Notebook 7 a key would run or delete cells; what has the focus must say no itself.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  if (["input", "button"].includes(tag)) element.setAttribute("data-lm-suppress-shortcuts", "true");
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

const stillness = window.matchMedia("(prefers-reduced-motion: reduce)");

// A button that moves a slider by itself; where motion is unwelcome, one position a press.
function playButton(spec, input, goTo) {
  let timer = 0;
  const last = spec.texts.length - 1;
  const label = () => (timer ? "Pause" : stillness.matches ? "Next" : "Play");
  const button = make("button", { type: "button", "aria-label": `${label()}: ${spec.label}` });
  const say = () => {
    button.textContent = label();
    button.setAttribute("aria-label", `${label()}: ${spec.label}`);
  };
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    say();
  };
  const advance = () => {
    goTo(Number(input.value) + 1);
    if (Number(input.value) === last) stop();
  };
  button.addEventListener("click", () => {
    if (timer) return stop();
    if (Number(input.value) === last) goTo(0);
    else if (stillness.matches) goTo(Number(input.value) + 1);
    if (stillness.matches) return;
    timer = setInterval(advance, spec.play);
    say();
  });
  input.addEventListener("input", stop);
  stillness.addEventListener("change", stop);
  say();
  const leave = () => {
    stop();
    stillness.removeEventListener("change", stop);
  };
  return { button, leave };
}

function slider(spec, moved) {
  const id = newId();
  const input = make("input", { type: "range", id, min: 0, max: spec.texts.length - 1, step: 1 });
  const value = make("span", { class: "stage-value", "aria-hidden": "true" }); // aria-valuetext says it
  const goTo = (position) => {
    input.value = position;
    value.textContent = spec.texts[input.value];
    input.setAttribute("aria-valuetext", spec.texts[input.value]);
    moved(Number(input.value));
  };
  input.addEventListener("input", () => goTo(input.value));
  const element = make("div", { class: "stage-control" }, make("label", { for: id }, spec.label), input, value);
  goTo(spec.start);
  if (!spec.play) return { element, leave() {} };
  const { button, leave } = playButton(spec, input, goTo);
  element.append(button);
  return { element, leave };
}

function choice(spec, moved) {
  const name = newId();
  const options = spec.texts.map((text, position) => {
    const input = make("input", { type: "radio", name, value: position });
    input.checked = position === spec.start;
    input.addEventListener("change", () => moved(position));
    return make("label", {}, input, make("span", {}, text));
  });
  const element = make("fieldset", { class: "stage-control" }, make("legend", {}, spec.label), ...options);
  const goTo = (position) => {
    options[position].firstChild.checked = true;
    moved(position);
  };
  moved(spec.start);
  return { element, goTo, leave() {} };
}

const CONTROLS = { slider, choice };
