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

// Plain keys stay with the field or button they are pressed on; in JupyterLab and Notebook 7 they
// would move to other cells, or delete one. With a modifier held they are Jupyter's: Shift+Enter
// runs the cell. Jupyter asks the focused element itself, so a mark on the frame would not do.
function guardKeys(root) {
  for (const type of ["focusin", "keydown", "keyup"]) {
    root.addEventListener(type, (event) => {
      if (!event.target.matches("input, button")) return;
      if (modified(event)) event.target.removeAttribute("data-lm-suppress-shortcuts");
      else event.target.setAttribute("data-lm-suppress-shortcuts", "true");
    });
  }
}

const modified = (event) => event.shiftKey || event.ctrlKey || event.altKey || event.metaKey;

function frame(label) {
  const root = make("div", { class: "descent-study", role: "group", "aria-label": label });
  guardKeys(root);
  return root;
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

// A line to type in. JupyterLab takes Enter away from inputs in cells, so it is handled here.
function textField(attributes) {
  return make("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    onkeydown: (event) => {
      if (event.key !== "Enter" || event.isComposing || modified(event)) return;
      event.preventDefault();
      event.target.form.requestSubmit();
    },
    ...attributes,
  });
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

