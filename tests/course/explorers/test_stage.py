import numpy as np
import pytest

from course.explorers.layers import COLORS, Arrow, Label, Path, Points
from course.explorers.panel import Panel
from course.explorers.sliders import Choice, Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary

PANEL = Panel("map", lambda ax: ax.set(xlim=(0, 10), ylim=(0, 1)), "A map.")
RATE = Slider("rate", (0.1, 0.2, 0.3), start=1, format="{:.2f}")
STEP = Slider("step", range(4))


def stage(*layers, **settings):
    return Stage("A test", panels=[PANEL], sliders=[RATE, STEP], layers=layers, **settings)


def test_each_position_of_two_sliders_has_its_own_picture(shown):
    data = np.arange(3 * 4 * 1 * 2, dtype=float).reshape(3, 4, 1, 2)
    picture = stage(Points("map", data[0, 0]), Points("map", data, ("rate", "step")))
    for rate in range(3):
        for step in range(4):
            assert (
                shown(picture, 1, rate=rate, step=step).tolist()
                == data[rate, step].ravel().tolist()
            )


def test_the_order_of_the_sliders_in_over_is_the_order_of_the_arrays_dimensions(shown):
    data = np.arange(4 * 3 * 4, dtype=float).reshape(4, 3, 1, 4)
    picture = stage(Arrow("map", data, ("step", "rate")))
    assert shown(picture, 0, rate=2, step=1).tolist() == data[1, 2, 0].tolist()


def test_a_path_is_cut_at_the_position_of_its_slider(shown):
    path = np.arange(8.0).reshape(4, 2)
    picture = stage(Path("map", path, upto="step"))
    assert shown(picture, 0, step=0).tolist() == [0, 1]
    assert shown(picture, 0, step=2).tolist() == [0, 1, 2, 3, 4, 5]


def test_a_wrong_shape_names_the_layer_what_came_and_what_is_needed():
    with pytest.raises(ValueError, match=r"Path on panel 'map': .*\(3, 5, 2\).*\(3, 4, any, 2\)"):
        stage(Path("map", np.zeros((3, 5, 2)), ("rate", "step")))


def test_a_summary_needs_a_text_for_each_position():
    with pytest.raises(ValueError, match="got 2 texts, expected 3"):
        stage(summary=Summary(["one", "two"], ("rate",)))


def test_summaries_are_joined_and_start_where_the_sliders_start(said):
    picture = stage(summary=["Always.", Summary(["a", "b", "c"], ("rate",))])
    assert said(picture) == "Always. b"
    assert said(picture, rate=2) == "Always. c"


def test_a_slider_prints_its_values_and_refuses_a_start_that_it_has_not():
    assert RATE.spec()["texts"] == ["0.10", "0.20", "0.30"]
    with pytest.raises(ValueError, match="rate: start is 3; expected 0 to 2"):
        Slider("rate", (1, 2, 3), start=3).spec()


def test_a_panel_over_a_choice_has_a_picture_and_limits_for_each_name():
    def draw(ax, ground):
        ax.set(xlim=(0, 1), ylim=(1e-3, 1), yscale="log" if ground == "log" else "linear")

    picture = Stage(
        "Two grounds",
        panels=[Panel("map", draw, "A map.", over=("ground",))],
        sliders=[Choice("ground", ("plain", "log"))],
        layers=[],
    )
    assert [limits["ylog"] for limits in picture.scene["panels"][0]["limits"]] == [False, True]
    assert len(picture.pictures) == 2 and len(set(picture.pictures)) == 2


def test_the_box_of_a_panel_is_where_matplotlib_has_drawn_the_axes():
    import io

    import matplotlib.pyplot as plt

    def frame(ax):
        ax.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[], facecolor="red")

    panel = Panel("map", frame, "A red square.")
    picture = plt.imread(io.BytesIO(panel.picture({})[0]))[..., :3]
    red = np.argwhere((picture == [1, 0, 0]).all(axis=-1))
    (top, left), (bottom, right) = red.min(axis=0), red.max(axis=0) + 1
    high, wide = picture.shape[:2]
    measured = left / wide, top / high, (right - left) / wide, (bottom - top) / high
    assert np.allclose(measured, panel.box, atol=3 / high)


def test_what_is_too_large_for_the_browser_does_not_warn_and_is_a_gap(shown, recwarn):
    picture = stage(Path("map", np.array([[0.0, 0.0], [1e300, np.nan]])))
    assert np.isinf(shown(picture, 0)[2]) and np.isnan(shown(picture, 0)[3])
    assert picture.still() and not recwarn


def test_a_label_has_one_text_or_one_a_picture():
    picture = stage(
        Label("map", np.zeros((3, 2)), ("rate",), texts=["low", "middle", "high"]),
        Label("map", [1.0, 0.5], texts="here"),
        still={"rate": 2},
    )
    assert [layer["texts"] for layer in picture.scene["layers"]] == [
        ["low", "middle", "high"],
        ["here"],
    ]


def test_the_first_eight_colours_are_those_that_okabe_and_ito_published():
    published = "#000000, #E69F00, #56B4E9, #009E73, #F0E442, #0072B2, #D55E00, #CC79A7"
    assert ", ".join([*COLORS.values()][:8]) == published
