"""From a slider's move to the paint, in a real JupyterLab: `python3 bench/explorers.py`.

Three pictures are dragged through in headless Chromium: `walk`, whose family of pictures is in the
browser; `fog`, which Python answers at each move; and the figure of `walk`, redrawn by `interact`
and matplotlib. The clock is the browser's: from the event of the slider to the frame on which the
new picture is on the screen.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "browser")]

from course.bootstrap.checkout import interpreter  # noqa: E402 (after the path is set)

MOVES = 120
REDRAWS = 25  # interact is slow: fewer do
NODELAY = "course.jupyter.websocket.PromptConnection"
BOUNDS = {"walk": 16.7, "fog": 35.0}  # milliseconds, 95th percentile
INTERACT = """
import matplotlib.pyplot as plt
from ipywidgets import interact
from course.explorers.descent import walks
from course.explorers.patients import START, draw_map, draw_patients, line, loss_of_line
loss = loss_of_line()
def redraw(step=(0, 40)):
    path = walks(loss.gradient, START, [0.1], 40)[0]
    figure, (data, ground, curve) = plt.subplots(1, 3, figsize=(12.6, 3.6))
    draw_patients(data)
    data.plot(*line(path[step]).T)
    draw_map(ground, loss)
    ground.plot(*path[: step + 1].T, ".-")
    curve.set(xlim=(-0.5, 40.5), ylim=(0, 2.2))
    curve.plot(loss.value(path[: step + 1]), ".-")
    plt.show()
interact(redraw);
""".strip()
# Waits for each event of a slider, then for the frame on which the picture's mark has changed.
# After a frame's callbacks comes the paint, and after that a message that was posted in them.
WATCH = """
([root, mark]) => {
  const read = new Function("root", `return ${mark}`);
  const channel = new MessageChannel();
  const times = (window.benchTimes = []);
  const afterPaint = () =>
    new Promise((resolve) => {
      channel.port1.onmessage = resolve;
      requestAnimationFrame(() => channel.port2.postMessage(0));
    });
  let busy = false;
  const started = async () => {
    if (busy) return;
    busy = true;
    const [start, before] = [performance.now(), read(root)];
    do await afterPaint();
    while (read(root) === before && performance.now() - start < 5000);
    times.push(performance.now() - start);
    busy = false;
  };
  root.addEventListener("input", started, true);
  const onTrack = (event) => event.target.closest(".noUi-target") && started();
  root.addEventListener("pointermove", onTrack, true);
}
"""


def main():
    from lab import Notebook, Server, launch, write_notebook
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        option = f"--ServerApp.kernel_websocket_connection_class={NODELAY}"
        server = Server(Path(folder) / "work", option)
        browser = launch(driver)
        try:
            cells = (
                "from course import explorers",
                "explorers.walk()",
                "explorers.fog()",
                INTERACT,
            )
            write_notebook(server.work / "bench.ipynb", *cells, INTERACT)
            page = browser.new_page(viewport={"width": 1400, "height": 1000})
            notebook = Notebook(page, server, "bench.ipynb")
            notebook.run_all()
            report(
                {
                    "walk": drag_stage(notebook, 0, "step", "root.dataset.painted"),
                    "fog": drag_stage(notebook, 1, "step to the east", "root.dataset.answered"),
                    "interact": drag_interact(notebook),
                }
            )
        finally:
            browser.close()
            server.stop()


def drag_stage(notebook, number, label, mark):
    """Return the milliseconds of each move of an explorer's slider."""
    stage = notebook.stage(number)
    slider = stage.get_by_role("slider", name=label, exact=True)
    return drag(notebook.page, stage, slider, mark, MOVES, 60)


def drag_interact(notebook):
    """Return the milliseconds until matplotlib's new picture is there and decoded."""
    output = notebook.page.locator(".jp-OutputArea-output:has(.widget-interact)").last
    output.locator("img").first.wait_for()
    slider = output.locator(".noUi-target")
    mark = "[...root.querySelectorAll('img')].map((one) => one.complete && one.src).join()"
    return drag(notebook.page, output, slider, mark, REDRAWS, 600, output.locator(".noUi-handle"))


def drag(page, root, slider, mark, moves, pause, handle=None):
    """Drag a slider, by its handle, to and fro; the first ten moves are for warming up."""
    root.scroll_into_view_if_needed()
    page.evaluate(WATCH, [root.element_handle(), mark])
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    height = box["y"] + box["height"] / 2
    (handle or slider).hover()
    page.mouse.down()
    for move in range(moves + 10):
        share = 0.05 + 0.9 * abs((move * 0.07) % 2 - 1)
        page.mouse.move(box["x"] + share * box["width"], height)
        page.wait_for_timeout(pause)
    page.mouse.up()
    return page.evaluate("benchTimes")[10:]


def report(times):
    """Print the table; the ratio is that of the medians to interact's."""
    slow = statistics.median(times["interact"])
    print(f"{'slider to paint':<18}{'median':>9}{'p95':>9}{'bound':>9}{'interact /':>12}")
    for name, each in times.items():
        middle, late = statistics.median(each), statistics.quantiles(each, n=20)[-1]
        bound = f"{BOUNDS[name]:.1f}" if name in BOUNDS else ""
        print(f"{name:<18}{middle:>6.1f} ms{late:>6.1f} ms{bound:>9}{slow / middle:>11.1f}×")


if __name__ == "__main__":
    python = interpreter(ROOT / ".venv")
    if Path(sys.prefix) != ROOT / ".venv" and python.exists():
        sys.exit(subprocess.call([str(python), __file__], env=os.environ))
    main()
