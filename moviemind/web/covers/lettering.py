"""Lines of the house alphabet as SVG: one path a line, fitted into a given box."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from moviemind.web.covers.alphabet import GLYPHS, HEIGHT, MARKS, SPACE, STROKE, TAILS, TRACKING, width

MOST_LINES = 6
LEADING = 1.24  # line height, for letters one unit high
_COMMAND = re.compile(r"([MLHVACZ])([^MLHVACZ]*)")


def _shifted(path: str, dx: float) -> str:
    """The same path, dx further to the right."""
    parts: list[str] = []
    for command, digits in _COMMAND.findall(path):
        numbers = [float(number) for number in digits.split()]
        if command in "MLH":
            numbers[0] += dx
        elif command == "A":
            numbers[5] += dx
        elif command == "C":
            numbers[0::2] = [x + dx for x in numbers[0::2]]
        parts.append(command + " ".join(f"{number:g}" for number in numbers))
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of letters as path data: `letters` within 0..100, `marks` (accents) above and below."""

    letters: str
    marks: str
    width: int


@lru_cache(maxsize=4096)
def line(text: str) -> Line:
    """Set a spelled text as one line of letters 100 units high."""
    x, letters, marks, last = 0, [], [], 0.0
    for char in text:
        if char == " ":
            x += SPACE
        elif char in GLYPHS:
            advance, path = GLYPHS[char]
            letters.append(_shifted(path, x))
            last = x + advance / 2
            if char in TAILS:
                marks.append(_shifted(TAILS[char], last))
            x += advance + TRACKING
        elif char in MARKS:
            marks.append(_shifted(MARKS[char], last))
    return Line("".join(letters), "".join(marks), width(text))


def draw_line(
    text: str, x: float, y: float, size: float, ink: str, *, stretch: float = 1.0, weight: int = STROKE
) -> str:
    """SVG of one spelled line, its top left corner at (x, y), letters `size` high.

    The letters sit in a viewport of their own, which cuts their ends off flat at top and foot.
    """
    set_line = line(text)
    wide = size * set_line.width / HEIGHT * stretch
    svg = (
        f'<svg x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{size:.1f}" '
        f'viewBox="0 0 {set_line.width} {HEIGHT}" preserveAspectRatio="none">'
        f'<path d="{set_line.letters}" fill="none" stroke="{ink}" stroke-width="{weight}"/></svg>'
    )
    if set_line.marks:
        scale = size / HEIGHT
        svg += (
            f'<path transform="translate({x:.1f} {y:.1f}) scale({scale * stretch:.4f} {scale:.4f})" '
            f'd="{set_line.marks}" fill="none" stroke="{ink}" stroke-width="{weight * 0.75:g}"/>'
        )
    return svg


@dataclass(frozen=True, slots=True)
class Setting:
    """A title broken into lines, with the size of its letters."""

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        """From the top of the first line to the foot of the last."""
        return self.size * (1 + LEADING * (len(self.lines) - 1))


@lru_cache(maxsize=4096)
def fit(text: str, box_width: float, box_height: float, largest: float) -> Setting:
    """Break a spelled title so that its letters get as large as the box allows.

    Of all ways to break it into up to six lines the one with the largest letters wins, then the one with fewer lines.
    """
    words = text.split()[:24] or ["?"]
    best = Setting((" ".join(words),), 0.0)
    for count in range(1, min(len(words), MOST_LINES) + 1):
        lines = _balanced(words, count)
        widest = max(width(each) for each in lines) / HEIGHT
        size = min(box_width / widest, box_height / (1 + LEADING * (count - 1)), largest)
        if size > best.size * 1.02:
            best = Setting(lines, size)
    return best


def _balanced(words: list[str], count: int) -> tuple[str, ...]:
    """Break the words into `count` lines whose widest is as narrow as can be."""
    if len(words) > 14:  # too many ways to try them all: fill line after line
        return _filled(words, count)
    best: tuple[str, ...] = ()
    narrowest = float("inf")
    for breaks in combinations(range(1, len(words)), count - 1):
        edges = (0, *breaks, len(words))
        lines = tuple(" ".join(words[start:end]) for start, end in pairwise(edges))
        widest = max(width(each) for each in lines)
        if widest < narrowest:
            best, narrowest = lines, widest
    return best


def _filled(words: list[str], count: int) -> tuple[str, ...]:
    target = width(" ".join(words)) / count * 1.08
    lines: list[str] = []
    current: list[str] = []
    for word in words:
        if current and width(" ".join([*current, word])) > target and len(lines) < count - 1:
            lines.append(" ".join(current))
            current = []
        current.append(word)
    return (*lines, " ".join(current))
