"""A hundred batch gradients around the gradient of all, and how far theory says they lie."""

import numpy as np

from course.explorers.explorer import explorer
from course.explorers.layers import Label, Path, Points
from course.explorers.panel import Panel
from course.explorers.patients import START, loss_of_line
from course.explorers.sliders import Choice, Slider
from course.explorers.stage import Stage
from course.explorers.summary import Summary

SIZES = np.array([1, 2, 4, 8, 16, 32, 64, 128, 256, 384, 442])
BATCHES = 100
PLACES = ("far from the minimum", "at the minimum")
WAYS = ("with replacement", "without")
MARGINS = (0.75, 0.12, 0.5, 0.36)  # room for powers of ten
HALF = {PLACES[0]: (6.3, 5.0), PLACES[1]: (2.52, 2.0)}  # of the axes; a circle looks round


@explorer(
    alt="""Two panels. Left: a hundred dots, the gradients of a hundred batches of eight patients,
    scattered around the gradient of all; a circle of the radius that theory gives holds more than
    half of them. Right: the distance from the gradient of all against the batch size, on
    logarithmic axes: the measured dots fall along theory's straight line."""
)
def noise_cloud():
    """Show how far batch gradients lie from the gradient of all, for each batch size."""
    G = np.stack([gradients_at(place) for place in places()])
    clouds = np.stack([[batch_gradients(one, way) for way in WAYS] for one in G])
    radius = np.stack([[theory(one, SIZES, way) for way in WAYS] for one in G])
    measured = distances(clouds, G.mean(axis=1))
    over = ("place", "way", "size")
    return Stage(
        "The noise of batch gradients",
        panels=[
            Panel("cloud", _draw_cloud, "Gradients of a hundred batches.", over=("place",)),
            Panel(
                "sizes",
                _draw_sizes,
                "Their distance from the gradient of all, by batch size.",
                margins=MARGINS,
            ),
        ],
        sliders=[
            Slider("size", SIZES, "batch size B", start=3, format="{:.0f}"),
            Choice("place", PLACES, "weights"),
            Choice("way", WAYS, "drawn"),
        ],
        layers=[
            Points("cloud", clouds, over, color="blue", size=2.5, opacity=0.6),
            Path("cloud", _circles(G.mean(axis=1), radius), over, color="vermillion", width=2),
            Points("cloud", G.mean(axis=1)[:, np.newaxis], ("place",), color="black", size=5),
            Path("sizes", _curve(theory_everywhere(G)), ("place", "way"), color="vermillion"),
            Points("sizes", _curve((SIZES, measured)), ("place", "way"), color="blue", size=3.5),
            Points(
                "sizes",
                np.stack(np.broadcast_arrays(SIZES, measured), axis=-1)[..., np.newaxis, :],
                over,
                color="black",
                size=7,
                hollow=True,
            ),
            Label("sizes", [1.3, 0.012], texts="theory", color="vermillion"),
            Label("sizes", [1.3, 0.02], texts="a hundred batches", color="blue"),
        ],
        summary=Summary(_said(measured, radius), over),
    )


def places():
    """Return the two points (b, w) at which gradients are looked at."""
    return START, loss_of_line().minimum


def gradients_at(p):
    """Return the gradient of each patient at p = (b, w): shape (442, 2)."""
    loss = loss_of_line()
    return (loss.X @ p - loss.y)[:, np.newaxis] * loss.X


def batch_gradients(G, way):
    """Return the gradients of a hundred batches of each size: shape (sizes, 100, 2)."""
    rng = np.random.default_rng(3)
    return np.stack([G[_rows(rng, len(G), size, way)].mean(axis=1) for size in SIZES])


def theory(G, sizes, way):
    """Return the root mean square distance of a batch gradient, √(tr Σ / B · correction)."""
    n, trace = len(G), np.var(G, axis=0).sum()
    correction = 1.0 if way == WAYS[0] else (n - sizes) / (n - 1)
    return np.sqrt(trace / sizes * correction)


def theory_everywhere(G):
    """Return a fine row of batch sizes, and theory's distances there: shape (places, ways, T)."""
    sizes = np.append(np.geomspace(1, 440, 80), np.linspace(440.5, 442, 16))
    return sizes, np.stack([[theory(one, sizes, way) for way in WAYS] for one in G])


def distances(clouds, middle):
    """Return the root mean square distance of the clouds from the gradients of all."""
    away = clouds - middle[:, np.newaxis, np.newaxis, np.newaxis]
    return np.sqrt(np.mean(np.sum(away**2, axis=-1), axis=-1))


def _rows(rng, n, size, way):
    if way == WAYS[0]:
        return rng.integers(n, size=(BATCHES, size))
    return np.argsort(rng.random((BATCHES, n)), axis=1)[:, :size]


def _circles(middle, radius):
    turn = np.linspace(0, 2 * np.pi, 73)
    ring = np.stack([np.cos(turn), np.sin(turn)], axis=-1)
    return (
        middle[:, np.newaxis, np.newaxis, np.newaxis] + radius[..., np.newaxis, np.newaxis] * ring
    )


def _curve(points):
    sizes, away = points
    away = np.where(away < 1e-9, np.nan, away)  # zero has no place on a logarithmic axis
    return np.stack(np.broadcast_arrays(sizes, away), axis=-1)


def _said(measured, radius):
    return [
        [
            [
                f"B = {size}, {way}{'' if way == WAYS[0] else ' replacement'}, {place}: the batch "
                f"gradients lie {away:.3f} from the gradient of all (root mean square); "
                f"theory: {told:.3f}."
                for size, away, told in zip(SIZES, m, r, strict=True)
            ]
            for way, m, r in zip(WAYS, m_place, r_place, strict=True)
        ]
        for place, m_place, r_place in zip(PLACES, measured, radius, strict=True)
    ]


def _draw_cloud(ax, place):
    middle = gradients_at(dict(zip(PLACES, places(), strict=True))[place]).mean(axis=0)
    wide, high = HALF[place]
    ax.axhline(0, color="#cccccc", lw=0.8)
    ax.axvline(0, color="#cccccc", lw=0.8)
    ax.set(xlim=middle[0] + np.array([-wide, wide]), ylim=middle[1] + np.array([-high, high]))
    ax.set(xlabel="slope for b", ylabel="slope for w", title="a hundred batch gradients")


def _draw_sizes(ax):
    ax.set(xscale="log", yscale="log", xlim=(0.8, 600), ylim=(0.008, 5))
    ax.set(xlabel="batch size B", ylabel="distance", title="distance from the gradient of all")
    ax.grid(alpha=0.25)
