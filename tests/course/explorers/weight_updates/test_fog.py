import numpy as np
import pytest

from course.explorers.weight_updates.fog import RATE, Game, fog

STILL = {"east": 0.0, "north": 0.0}


def go(game, move):
    return game.answer({"east": move[0], "north": move[1]}, "step")


def slope_felt(game):
    x0, y0, x1, y1 = game.answer(STILL, None).layers["slope"][0]
    return np.array([x0 - x1, y0 - y1]) / 0.3


def test_in_the_fog_nothing_but_the_slope_and_ones_own_steps_is_shown():
    layers = Game(0).answer(STILL, None).layers
    assert np.isnan(layers["contours"]).all() and np.isnan(layers["descent"]).all()
    assert np.isfinite(layers["slope"]).all() and np.isfinite(layers["fog"]).all()


def test_the_arrow_is_against_the_slope_of_the_ground():
    game = Game(3)
    measured = [
        (game._height(game.here + step) - game._height(game.here - step)) / 2e-6
        for step in 1e-6 * np.eye(2)
    ]
    assert np.allclose(slope_felt(game), measured, atol=1e-6)


@pytest.mark.parametrize("number", range(6))
def test_who_follows_the_slope_as_gradient_descent_does_needs_as_many_steps(number):
    game = Game(number)
    par = len(game.descent()) - 1
    for _ in range(par):
        assert not game.arrived()
        answer = go(game, -RATE * slope_felt(game))
    assert game.arrived()
    assert answer.summary == (
        f"You are in the valley after {par} steps; gradient descent with rate {RATE} needs {par}."
    )
    assert np.allclose(answer.layers["walk"], answer.layers["descent"])
    assert np.isnan(answer.layers["fog"]).all() and np.isfinite(answer.layers["contours"]).any()


def test_a_preview_of_a_step_does_not_take_it():
    game = Game(1)
    answer = game.answer({"east": 1.0, "north": -0.5}, None)
    assert len(game.path) == 1
    assert np.allclose(answer.layers["move"], [game.here, game.here + [1.0, -0.5]])
    assert f"{slope_felt(game) @ [1.0, -0.5]:+.2f}" in answer.summary


def test_a_step_of_no_length_or_after_the_fog_has_lifted_does_not_count():
    game = Game(1)
    go(game, (0, 0))
    game.answer(STILL, "lift")
    answer = go(game, (1, 1))
    assert len(game.path) == 1 and "The fog is lifted after 0 steps" in answer.summary


def test_a_step_ends_at_the_edge_of_the_map():
    game = Game(2)
    for _ in range(20):
        go(game, (1.5, 1.5))
    assert np.abs(game.here).max() <= 3.25


def test_a_new_ground_begins_in_fog_again():
    game = Game(1)
    game.answer(STILL, "lift")
    answer = game.answer(STILL, "again")
    assert game.number == 2 and len(game.path) == 1
    assert np.isfinite(answer.layers["fog"]).all()


def test_the_contours_are_where_the_height_is_the_same():
    game = Game(4)
    contours = game.answer(STILL, "lift").layers["contours"]
    for ring in np.split(contours, 8):
        heights = game._height(ring[:-1])
        assert np.allclose(heights, heights[0])


def test_the_stage_starts_with_what_the_game_answers():
    stage = fog.stage()
    start = Game(0).answer(STILL, None)
    numbers = np.frombuffer(stage.numbers, np.float32)
    walk = next(
        layer for layer in stage.scene["layers"] if layer["kind"] == "path" and layer["head"] == 6
    )
    assert np.allclose(numbers[walk["offset"] :][:2], start.layers["walk"][0])
    assert stage.scene["asks"] and stage.scene["summaries"][0]["texts"] == [start.summary]
