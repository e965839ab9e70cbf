"""Cut paper: the few shapes that every cover is made of, the palettes they are cut from, and the dice that place them.

Only presentation attributes are used, never a style: the site's content security policy forbids those.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")
Point = tuple[float, float]
WIDTH, STAGE = 300, 330  # the box that motifs are drawn in


@dataclass(frozen=True, slots=True)
class Palette:
    """Five papers: the ground, three for shapes, and the ink that reads on the ground."""

    ground: str
    a: str
    b: str
    c: str
    ink: str


PALETTES: dict[str, Palette] = {
    "midnight": Palette("#141b2d", "#e8b04b", "#c8553d", "#3d5a80", "#f3e9d2"),
    "ember": Palette("#2b0f0e", "#d9381e", "#f28f3b", "#7a1f1a", "#fbe3c8"),
    "desert": Palette("#e9b872", "#a63d2f", "#6b2d1c", "#f6e6c0", "#2e1710"),
    "sage": Palette("#dfe3cf", "#6a7f4f", "#c96f3b", "#2f4034", "#1f2a22"),
    "rose": Palette("#f3c9c0", "#c2263e", "#7b1e3a", "#f8efe6", "#3d0f22"),
    "plum": Palette("#2d1b3d", "#b0578d", "#f2a65a", "#5c3d78", "#f6e4ef"),
    "lagoon": Palette("#0f3b45", "#37a39b", "#f2c14e", "#1f5f66", "#eef3df"),
    "sky": Palette("#a9d3df", "#f2f0df", "#e4572e", "#2f6690", "#14293a"),
    "butter": Palette("#f6d55c", "#e2492f", "#20639b", "#fff6d8", "#1d2433"),
    "mint": Palette("#c6e2d0", "#2a8c82", "#f07a5b", "#fdf6e3", "#123a37"),
    "noir": Palette("#121212", "#e9e4d8", "#8a857b", "#2c2a28", "#f2ede1"),
    "bone": Palette("#e9e2d0", "#b3261e", "#1a1a1a", "#b4ab96", "#1a1a1a"),
    "olive": Palette("#3b3f2b", "#9a975f", "#d1a45f", "#23261a", "#f1e8cb"),
    "steel": Palette("#27313d", "#8fa3b5", "#e0a13a", "#47566a", "#edf0ee"),
    "gold": Palette("#1f1710", "#c9972c", "#8c2f1f", "#f0d9a0", "#f5e8c9"),
    "parchment": Palette("#efe0bf", "#8c2f1b", "#34495e", "#c8a15a", "#2a1c12"),
    "cosmos": Palette("#0b1026", "#7d5ba6", "#ff6b6b", "#2f3e75", "#f1edff"),
    "acid": Palette("#0d1f1a", "#b5e550", "#1f6f50", "#f4f1de", "#f4f1de"),
    "coral": Palette("#f9805f", "#fff1dc", "#20304a", "#ffd166", "#20223a"),
    "dusk": Palette("#3a2440", "#f07f5a", "#f7c873", "#7a3b5d", "#fdeedd"),
    "wine": Palette("#3f0d18", "#e0a458", "#a4243b", "#6b1526", "#f7e6d4"),
    "ice": Palette("#dbe7ea", "#35627c", "#c8473a", "#9dbccb", "#13242e"),
    "moss": Palette("#1d2f25", "#7fa35b", "#e3c567", "#355e45", "#eef0da"),
    "paper": Palette("#f4ead7", "#d1495b", "#00798c", "#edae49", "#22303c"),
}


class Dice:
    """Chance that comes out the same on every machine and every day, for the same film."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._throws = 0

    def roll(self) -> float:
        """The next number, from 0 up to but not including 1."""
        self._throws += 1
        digest = sha256(f"{self._seed}/{self._throws}".encode()).digest()
        return int.from_bytes(digest[:6]) / 2**48

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[int(self.roll() * len(options))]

    def between(self, low: float, high: float) -> float:
        """A number from low to high."""
        return low + (high - low) * self.roll()


def rect(x: float, y: float, width: float, height: float, fill: str, round_by: float = 0) -> str:
    """A rectangle."""
    rounded = f' rx="{round_by:g}"' if round_by else ""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"{rounded} fill="{fill}"/>'


def disc(x: float, y: float, radius: float, fill: str) -> str:
    """A filled circle."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}"/>'


def ring(x: float, y: float, radius: float, stroke: str, thick: float) -> str:
    """A circle's line."""
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="none" stroke="{stroke}" stroke-width="{thick:g}"/>'
    )


def oval(x: float, y: float, wide: float, high: float, fill: str, turn: float = 0) -> str:
    """An ellipse of the given half axes, turned by degrees."""
    turned = f' transform="rotate({turn:.1f} {x:.1f} {y:.1f})"' if turn else ""
    return f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{wide:.1f}" ry="{high:.1f}" fill="{fill}"{turned}/>'


def cut(points: Sequence[Point], fill: str) -> str:
    """A polygon."""
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polygon points="{corners}" fill="{fill}"/>'


def shape(data: str, fill: str) -> str:
    """A filled path."""
    return f'<path d="{data}" fill="{fill}"/>'


def thread(data: str, stroke: str, thick: float, *, ends: str = "butt", dashes: str = "") -> str:
    """A path's line."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<path d="{data}" fill="none" stroke="{stroke}" stroke-width="{thick:g}" '
        f'stroke-linecap="{ends}" stroke-linejoin="round"{dashed}/>'
    )


def moved(drawing: str, x: float = 0, y: float = 0, scale: float = 1, turn: float = 0) -> str:
    """The drawing turned by degrees, scaled, and put at (x, y)."""
    return f'<g transform="translate({x:.1f} {y:.1f}) rotate({turn:.1f}) scale({scale:.3f})">{drawing}</g>'


def mirrored(drawing: str) -> str:
    """The drawing seen in a mirror."""
    return f'<g transform="translate({WIDTH} 0) scale(-1 1)">{drawing}</g>'


def wheel(x: float, y: float, radius: float, count: int, first: float = 0) -> list[Point]:
    """Points around a circle; the first at `first` degrees, where 0 is at the top."""
    angles = (math.radians(first - 90 + 360 * step / count) for step in range(count))
    return [(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]


def star(x: float, y: float, outer: float, inner: float, points: int, fill: str, first: float = 0) -> str:
    """A star with the given number of points."""
    tips = wheel(x, y, outer, points, first)
    dents = wheel(x, y, inner, points, first + 180 / points)
    return cut([corner for pair in zip(tips, dents, strict=True) for corner in pair], fill)


def rays(x: float, y: float, count: int, fill: str, first: float = 0, reach: float = 600) -> str:
    """Wedges of light from a point, as wide as the gaps between them."""
    half = 180 / count / 2
    tips = []
    for step in range(count):
        middle = first + 360 * step / count
        left, right = wheel(x, y, reach, 1, middle - half)[0], wheel(x, y, reach, 1, middle + half)[0]
        tips.append(f"M{x:.0f} {y:.0f}L{left[0]:.0f} {left[1]:.0f}L{right[0]:.0f} {right[1]:.0f}Z")
    return shape("".join(tips), fill)


def person(x: float, y: float, height: float, fill: str) -> str:
    """A figure seen from far, standing at (x, y)."""
    unit = height / 10
    body = (
        f"M{x - unit * 1.5:.1f} {y - unit * 7.4:.1f}h{unit * 3:.1f}l{unit * 0.5:.1f} {unit * 3.6:.1f}"
        f"h{-unit * 0.9:.1f}l{-unit * 0.3:.1f} {unit * 3.8:.1f}h{-unit * 1.0:.1f}l{-unit * 0.3:.1f} {-unit * 3.2:.1f}"
        f"l{-unit * 0.3:.1f} {unit * 3.2:.1f}h{-unit * 1.0:.1f}l{-unit * 0.3:.1f} {-unit * 3.8:.1f}h{-unit * 0.9:.1f}Z"
    )
    return disc(x, y - unit * 8.8, unit * 1.15, fill) + shape(body, fill)


def skyline(dice: Dice, base: float, tallest: float, fill: str, lit: str = "") -> str:
    """A row of houses across the stage; `lit` is the colour of their windows."""
    drawing, x = "", -6.0
    while x < WIDTH:
        wide, high = dice.between(24, 52), dice.between(tallest * 0.35, tallest)
        drawing += rect(x, base - high, wide + 1, high + 60, fill)
        if lit:
            for row in range(int(high // 18) - 1):
                for column in range(int(wide // 14)):
                    if dice.roll() < 0.34:
                        drawing += rect(x + 6 + column * 13, base - high + 9 + row * 18, 6, 9, lit)
        x += wide
    return drawing


def hills(dice: Dice, top: float, swing: float, fill: str) -> str:
    """A soft ridge from side to side, filled down to the foot of the stage."""
    heights = [top + dice.between(-swing, swing) for _ in range(4)]
    line = f"M0 {heights[0]:.0f}C60 {heights[1] - swing:.0f} 90 {heights[1]:.0f} 150 {heights[2]:.0f}"
    return shape(f"{line}S240 {heights[3] + swing:.0f} 300 {heights[3]:.0f}V{STAGE + 20}H0Z", fill)
