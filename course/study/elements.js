// Small helpers; widget.py puts this text before each widget's own module.

const SILENCE = 4000; // milliseconds until a missing answer of the kernel is said

// An element with attributes and children; a child is a node or plain text.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "html") element.innerHTML = value; // made by markup.py, which is safe
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

let made = 0;
const newId = () => `descent-study-${Date.now().toString(36)}-${made++}`;

// Keys typed here stay here: in JupyterLab and Notebook 7 they would run or delete cells.
function frame(label) {
  return make("div", {
    class: "descent-study",
    role: "group",
    "aria-label": label,
    "data-lm-suppress-shortcuts": "true",
  });
}

// A radio button or a check box with its label.
function option(type, name, value, html) {
  const id = newId();
  return make(
    "div",
    { class: "option" },
    make("input", { type, name, value, id }),
    make("label", { for: id, html }),
  );
}

// Call `show` now and at each reply; returns `ask`, which sends a message to Python.
function converse(model, note, show) {
  let timer;
  const answered = () => {
    clearTimeout(timer);
    const view = model.get("view");
    note.textContent = view.trouble || "";
    show(view);
  };
  model.on("change:view", answered);
  answered();
  const ask = (message) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      note.textContent =
        "Python has not answered yet. It may be busy; if it was restarted, run this cell again.";
    }, SILENCE);
    model.send(message);
  };
  const stop = () => {
    clearTimeout(timer);
    model.off("change:view", answered);
  };
  return { ask, stop };
}

