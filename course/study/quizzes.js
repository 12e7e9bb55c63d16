// One form a question; Python judges.

function questionForm(question, number, ask) {
  const name = newId();
  const problem = make("div", { class: "problem", role: "alert" });
  const reply = make("div", { role: "status" });
  const legend = make("legend", { html: question.question });
  const fields =
    question.kind === "number"
      ? [textField({ "aria-label": "Your answer" })]
      : question.choices.map((html, index) =>
          option(question.kind === "single" ? "radio" : "checkbox", name, String(index), html),
        );
  const hint = question.kind === "multiple" ? make("p", { class: "note" }, "More than one may be right.") : null;
  const form = make(
    "form",
    {
      novalidate: true,
      oninput: () => problem.replaceChildren(),
      onsubmit: (event) => {
        event.preventDefault();
        const answer =
          question.kind === "number"
            ? form.querySelector("input").value
            : [...form.querySelectorAll("input:checked")].map((input) => Number(input.value));
        ask({ do: "answer", question: number, answer });
      },
    },
    make("fieldset", {}, legend, hint, ...fields),
    problem,
    make("button", { type: "submit", class: "main" }, "Check"),
    reply,
  );
  const show = ({ problem: sentence = "", right, lines = [] }) => {
    problem.textContent = sentence;
    const verdict = right === undefined ? "" : right ? "✓ Right." : "✗ Not yet.";
    const reasons = lines.map((html) => make("p", { html }));
    reply.replaceChildren(make("div", { class: "verdict" }, verdict), ...reasons);
  };
  return { form, show };
}

function render({ model, el }) {
  const root = frame("Quiz");
  const note = make("p", { class: "note", role: "status" });
  const score = make("p", { class: "verdict", role: "status" });
  const questions = model
    .get("questions")
    .map((question, number) => questionForm(question, number, (message) => talk.ask(message)));
  root.append(...questions.map(({ form }) => form), score, note);
  el.append(root);
  let started = false;
  const talk = converse(model, note, (view) => {
    score.textContent = view.score;
    questions.forEach(({ show }, number) => {
      // Only what changed, so that a screen reader hears only the new reply.
      if (!started || view.question === number) show(view.replies[number] ?? {});
    });
    started = true;
  });
  return talk.stop;
}

export default { render };
