"""What holds for every explorer of every lesson."""

import ast
import io
import subprocess
import sys
from functools import cache

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course import explorers

NAMES = explorers.__all__
LARGEST = 4_000_000  # bytes of numbers that a page may have to load


@pytest.fixture(params=NAMES)
def explorer(request):
    return getattr(explorers, request.param)


@cache
def still(explorer):
    return explorer.still()


@cache
def stage(explorer):
    return explorer.stage(*explorer.example())


def test_it_has_the_name_by_which_it_is_called_and_explains_itself(explorer):
    assert explorer.__name__ in NAMES
    assert explorer.__doc__.strip().endswith(".") or "Parameters" in explorer.__doc__


def test_its_alt_text_is_one_line_of_sentences(explorer):
    assert "\n" not in explorer.alt and "[" not in explorer.alt and "]" not in explorer.alt
    assert explorer.alt.endswith(".") and len(explorer.alt) > 60


def test_its_still_is_the_same_png_at_every_call_whatever_the_notebook_has_set(explorer):
    first = still(explorer)
    with plt.rc_context({"axes.facecolor": "black", "font.size": 30, "savefig.dpi": 20}):
        assert explorer.still() == first
    assert first.startswith(b"\x89PNG")
    assert b"Software" not in first and b"tEXt" not in first and b"tIME" not in first
    picture = plt.imread(io.BytesIO(first))
    assert picture.shape[0] > 300 and picture.std() > 0.02


def test_its_widget_says_the_same_as_its_still_and_stays_small(explorer):
    data, metadata = stage(explorer)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/plain"].startswith(explorer.alt)
    assert metadata["image/png"]["alt"] == explorer.alt
    assert len(stage(explorer).numbers) <= LARGEST
    assert sum(len(part["texts"]) for part in stage(explorer).scene["summaries"]) <= 5000


def test_every_panel_and_every_control_has_a_name_for_a_screen_reader(explorer):
    scene = stage(explorer).scene
    assert scene["title"] and all(panel["alt"].endswith(".") for panel in scene["panels"])
    for control in scene["sliders"]:
        assert control["label"] and len(control["texts"]) > 1
        assert len(set(control["texts"])) == len(control["texts"])


def test_every_layer_lies_on_a_panel_and_follows_sliders_that_exist(explorer):
    scene = stage(explorer).scene
    panels = {panel["name"] for panel in scene["panels"]}
    sliders = {slider["name"] for slider in scene["sliders"]}
    for layer in scene["layers"]:
        assert layer["panel"] in panels
        assert set(layer["over"]) <= sliders
        assert not layer.get("upto") or layer["upto"] in sliders


@pytest.mark.parametrize("variable", ["NBGRADER_EXECUTION", "NBGRADER_VALIDATING"])
def test_under_nbgrader_nothing_is_computed(explorer, monkeypatch, variable):
    monkeypatch.setenv(variable, "autograde")
    assert explorer(*[None] * len(explorer.example())) is None


def test_an_explorer_is_loaded_when_it_is_first_used():
    program = "import sys; from course import explorers; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ast.literal_eval(done.stdout) is False, done.stderr


def test_an_unknown_explorer_is_answered_with_the_names_there_are():
    with pytest.raises(AttributeError, match="no explorer 'wlak'; there are walk, fog"):
        explorers.wlak  # noqa: B018


def test_importing_the_module_of_an_explorer_leaves_its_name_alone():
    from course.explorers.weight_updates.walk import RATES

    assert len(RATES) and callable(explorers.walk)


def test_no_still_is_empty_paper():
    stills = {name: still(getattr(explorers, name)) for name in NAMES}
    assert len(set(stills.values())) == len(NAMES)
    assert np.min([len(still) for still in stills.values()]) > 10_000
