"""A drawn cover for a film: what it shows follows from its genres, how it is laid out from its title and year."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from xml.sax.saxutils import escape

from moviemind.web.covers.alphabet import can_write, spell
from moviemind.web.covers.lettering import LEADING, Setting, draw_line, fit
from moviemind.web.covers.motifs import ALONE, DECKS, DISTINCTIVE, OLD_WARS, Motif
from moviemind.web.covers.paper import PALETTES, STAGE, WIDTH, Dice, Palette, disc, mirrored, rect

DESIGN = 1  # raise it when covers change, so that browsers fetch them anew
HEIGHT = 450
MARGIN = 22
OLD = frozenset({"History", "Adventure", "Fantasy"})  # with these a war film need not be of our time
_ROOM = WIDTH - 2 * MARGIN


def cover_version(title: str, year: int, genres: Iterable[str]) -> str:
    """Changes whenever the cover would: part of its address, and its ETag."""
    return sha256("\n".join([str(DESIGN), title, str(year), *sorted(genres)]).encode()).hexdigest()[:10]


def cover_svg(title: str, year: int, genres: Iterable[str]) -> str:
    """The cover of a film as an SVG document, 300 by 450, the same every time for the same film."""
    return _cover_svg(title, year, tuple(sorted(genres)))


@lru_cache(maxsize=512)
def _cover_svg(title: str, year: int, genres: tuple[str, ...]) -> str:
    dice = Dice(f"{title}/{year}")
    motif, palette = _choose(dice, genres)
    picture = motif(dice, palette)
    if dice.roll() < 0.35:
        picture = mirrored(picture)
    setting, words = _set_title(title)
    layout = dice.pick((_title_below, _title_above, _title_on_block, _title_above_block))
    body = layout(picture, palette, setting, words, year)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f"<title>{escape(title)} ({year})</title>{rect(0, 0, WIDTH, HEIGHT, palette.ground)}{body}</svg>"
    )


def _choose(dice: Dice, genres: tuple[str, ...]) -> tuple[Motif, Palette]:
    """The motif of the film's most telling genre; the paper sometimes from the next one."""
    telling = [genre for genre in DISTINCTIVE if genre in genres] or ["Drama"]
    first = telling[1] if telling[0] not in ALONE and len(telling) > 2 and dice.roll() < 0.3 else telling[0]
    deck = OLD_WARS if first == "War" and OLD.intersection(genres) else DECKS[first]
    papers = DECKS[telling[1]] if len(telling) > 1 and dice.roll() < 0.4 else deck
    return dice.pick(deck.motifs), PALETTES[dice.pick(papers.palettes)]


def _set_title(title: str) -> tuple[Setting, str]:
    """The title broken into lines, in our alphabet where that has all the letters; otherwise `words` holds it."""
    if can_write(title) and spell(title):
        return fit(spell(title), _ROOM, 134.0, 92.0), ""
    return Setting(("",), 34.0), title


def _title(setting: Setting, words: str, top: float, ink: str) -> str:
    if words:
        size = max(13.0, min(30.0, _ROOM / max(len(words), 1) * 1.7))
        return (
            f'<text x="{MARGIN}" y="{top + size:.0f}" font-family="sans-serif" font-weight="700" '
            f'font-size="{size:.1f}" fill="{ink}">{escape(words[:60])}</text>'
        )
    return "".join(
        draw_line(line, MARGIN, top + step * setting.size * LEADING, setting.size, ink)
        for step, line in enumerate(setting.lines)
    )


def _foot(year: int, y: float, ink: str, paper: str) -> str:
    """The year, and our mark: a lens in a lens."""
    mark = disc(WIDTH - MARGIN - 7, y + 7, 7, ink) + disc(WIDTH - MARGIN - 5, y + 7, 3, paper)
    return draw_line(str(year), MARGIN, y, 14, ink, weight=14) + mark


def _stage(picture: str, y: float, height: float) -> str:
    """The picture, cut to a window as wide as the cover."""
    return (
        f'<svg x="0" y="{y:.1f}" width="{WIDTH}" height="{height:.1f}" viewBox="0 0 {WIDTH} {STAGE}" '
        f'preserveAspectRatio="xMidYMid slice">{picture}</svg>'
    )


def _title_below(picture: str, palette: Palette, setting: Setting, words: str, year: int) -> str:
    top = HEIGHT - 48 - setting.height
    return (
        _stage(picture, 0, top - 16)
        + _title(setting, words, top, palette.ink)
        + _foot(year, HEIGHT - 32, palette.ink, palette.ground)
    )


def _title_above(picture: str, palette: Palette, setting: Setting, words: str, year: int) -> str:
    foot = 56 + setting.height
    return (
        _stage(picture, foot + 14, HEIGHT - foot - 14)
        + _title(setting, words, 52, palette.ink)
        + _foot(year, 20, palette.ink, palette.ground)
    )


def _title_on_block(picture: str, palette: Palette, setting: Setting, words: str, year: int) -> str:
    top = HEIGHT - 46 - setting.height
    block = rect(0, top - 22, WIDTH, HEIGHT - top + 22, palette.ink)
    return (
        _stage(picture, 0, top - 22)
        + block
        + _title(setting, words, top, palette.ground)
        + _foot(year, HEIGHT - 30, palette.ground, palette.ink)
    )


def _title_above_block(picture: str, palette: Palette, setting: Setting, words: str, year: int) -> str:
    foot = 52 + setting.height + 20
    block = rect(0, 0, WIDTH, foot, palette.ink)
    return (
        _stage(picture, foot, HEIGHT - foot)
        + block
        + _title(setting, words, 48, palette.ground)
        + _foot(year, 18, palette.ground, palette.ink)
    )
