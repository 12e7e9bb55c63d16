// Asking Python at each move: one question on its way at most, then the newest position.

const SILENCE = 4000; // milliseconds until a missing answer is said

function converse(model, position, show, complain) {
  const view = newId();
  const presses = [];
  let [turn, waiting, stale, timer] = [0, "", false, 0];
  const next = () => {
    if (waiting || !(stale || presses.length)) return;
    waiting = `${view}-${++turn}`;
    stale = false;
    timer = setTimeout(
      () => complain("Python has not answered yet. If it was restarted, run this cell again."),
      SILENCE,
    );
    model.send({ turn: waiting, index: position(), press: presses.shift() ?? null });
  };
  const receive = (message, buffers) => {
    show(message, buffers);
    if (message.turn !== waiting) return;
    clearTimeout(timer);
    waiting = "";
    complain("");
    next();
  };
  model.on("msg:custom", receive);
  return {
    moved() {
      stale = true;
      next();
    },
    pressed(name) {
      presses.push(name);
      next();
    },
    leave() {
      clearTimeout(timer);
      model.off("msg:custom", receive);
    },
  };
}
