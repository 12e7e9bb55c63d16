// The browser turns cards and keeps the queue of this sitting; Python keeps the boxes.

function render({ model, el }) {
  const cards = model.get("cards");
  let queue = [...model.get("due")];
  const root = frame("Flash cards");
  const left = make("p", { class: "note" });
  const front = make("div", { id: newId(), class: "front" });
  const back = make("div", { class: "back", role: "status" });
  const card = make("div", { class: "card" }, front, back);
  const button = (label, action, style) =>
    make("button", { type: "button", class: style, onclick: action }, label);
  const turn = button("Turn over", () => show(true), "main");
  const knew = button("Knew it", () => grade(true));
  const notYet = button("Not yet", () => grade(false));
  const all = button("Go through all cards", () => {
    queue = cards.map((_, number) => number);
    show(false);
    turn.focus();
  });
  const line = make("p", { class: "note", role: "status" });
  const note = make("p", { class: "note", role: "status" });
  turn.setAttribute("aria-describedby", front.id);
  root.append(left, card, turn, knew, notYet, all, line, note);
  el.append(root);

  function show(turned) {
    const more = queue.length > 0;
    card.hidden = !more;
    turn.hidden = !more || turned;
    knew.hidden = notYet.hidden = !more || !turned;
    all.hidden = more;
    left.textContent = more ? `${queue.length} to go` : "Done for now.";
    front.innerHTML = more ? cards[queue[0]].front : "";
    back.innerHTML = more && turned ? cards[queue[0]].back : "";
    if (turned) knew.focus();
  }

  function grade(known) {
    const number = queue.shift();
    if (!known) queue.push(number);
    talk.ask({ do: "grade", card: number, knew: known });
    show(false);
    (queue.length ? turn : all).focus();
  }

  const talk = converse(model, note, (view) => {
    line.textContent = view.line;
  });
  show(false);
  return talk.stop;
}

export default { render };
