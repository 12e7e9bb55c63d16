"""How tests read a picture: from the bytes that the browser gets, not from the program's arrays."""

import numpy as np
import pytest

from course.explorers.summary import picture_of


@pytest.fixture
def shown():
    """Return the numbers of layer `number` at a position: `shown(stage, 2, rate=1, step=5)`."""

    def read(stage, number, **index):
        scene, numbers = stage.scene, np.frombuffer(stage.numbers, np.float32)
        lengths = {one["name"]: len(one["texts"]) for one in scene["sliders"]}
        index = {one["name"]: one["start"] for one in scene["sliders"]} | index
        layer = scene["layers"][number]
        first = layer["offset"] + picture_of(layer["over"], index, lengths) * layer["row"]
        row = numbers[first : first + layer["row"]]
        return row[: 2 * (index[layer["upto"]] + 1)] if layer.get("upto") else row

    return read


@pytest.fixture
def agrees(shown):
    """Assert that a layer equals `expected` to a millionth of its panel's axis ranges."""

    def compare(stage, number, expected, **index):
        layer = stage.scene["layers"][number]
        panel = next(one for one in stage.scene["panels"] if one["name"] == layer["panel"])
        ranges = [np.ptp(panel["limits"][0][axis]) for axis in "xy"]
        got = shown(stage, number, **index).reshape(-1, 2)
        expected = np.asarray(expected, dtype=float).reshape(-1, 2)
        assert got.shape == expected.shape
        far = np.maximum(ranges, np.abs(expected))  # outside the axes the number itself counts
        assert np.all(np.abs(got - expected) <= 1e-6 * far)

    return compare


@pytest.fixture
def said():
    """Return what is said at a position: `said(stage, rate=1)`."""

    def read(stage, **index):
        scene = stage.scene
        lengths = {one["name"]: len(one["texts"]) for one in scene["sliders"]}
        index = {one["name"]: one["start"] for one in scene["sliders"]} | index
        parts = scene["summaries"]
        return " ".join(p["texts"][picture_of(p["over"], index, lengths)] for p in parts)

    return read
