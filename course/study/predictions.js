// A question, a number or a choice, a confidence; then the comparison.

const CONFIDENCES = [
  ["0.5", "a guess (50 %)"],
  ["0.75", "fairly sure (75 %)"],
  ["0.95", "certain (95 %)"],
];

function answerFields(model) {
  const name = newId();
  if (model.get("kind") === "choice") {
    const choices = model.get("choices");
    const options = choices.map((html, index) => option("radio", name, String(index), html));
    return make("fieldset", {}, make("legend", {}, "Your prediction"), ...options);
  }
  const id = newId();
  return make(
    "div",
    {},
    make("label", { for: id }, "Your prediction: "),
    textField({ id, class: "number" }),
    ` ${model.get("unit")} `,
    make("span", { class: "note" }, model.get("promise")),
  );
}

function typed(form) {
  const field = form.querySelector(".number");
  if (field) return field.value;
  return form.querySelector(".answer input:checked")?.value ?? "";
}

function render({ model, el }) {
  const root = frame("Predict first");
  const problem = make("div", { class: "problem", role: "alert" });
  const verdict = make("div", { class: "verdict" });
  const explanation = make("div");
  const result = make("div", { role: "status", tabindex: "-1" }, verdict, explanation);
  const note = make("p", { class: "note", role: "status" });
  const certainty = newId();
  const form = make(
    "form",
    {
      novalidate: true,
      oninput: () => problem.replaceChildren(),
      onsubmit: (event) => {
        event.preventDefault();
        const confidence = form.querySelector(`input[name="${certainty}"]:checked`)?.value ?? "";
        talk.ask({ do: "commit", answer: typed(form), confidence });
      },
    },
    make("div", { class: "answer" }, answerFields(model)),
    make(
      "fieldset",
      {},
      make("legend", {}, "How sure are you?"),
      make(
        "div",
        { class: "side-by-side" },
        ...CONFIDENCES.map(([value, label]) => option("radio", certainty, value, label)),
      ),
    ),
    problem,
    make("button", { type: "submit", class: "main" }, "Compare"),
    make(
      "button",
      { type: "button", onclick: () => talk.ask({ do: "skip" }) },
      "Show me without an answer",
    ),
  );
  const again = make(
    "button",
    { type: "button", onclick: () => talk.ask({ do: "again" }) },
    "Try again",
  );
  root.append(make("div", { class: "question", html: model.get("question") }), form, result, again, note);
  el.append(root);

  let before;
  const talk = converse(model, note, (view) => {
    const asking = view.state === "asking";
    form.hidden = !asking;
    again.hidden = asking;
    result.hidden = asking;
    problem.textContent = view.problem || "";
    verdict.textContent = view.verdict || "";
    explanation.innerHTML = view.explanation || "";
    if (before && before !== view.state) {
      if (asking) form.reset();
      (asking ? form.querySelector("input") : result).focus({ preventScroll: true });
    }
    before = view.state;
  });
  return talk.stop;
}

export default { render };
