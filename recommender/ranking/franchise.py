"""Which films belong to one series, told from their titles: sequels and remakes must not fill a list."""

from __future__ import annotations

import re
from functools import lru_cache

from recommender.query.fold import PARTS, is_numeral, title_keys
from recommender.shapes import FilmFacts

_SUBTITLE = re.compile(r"\s*(?::\s|\s[-–—]\s|\().*$")
_RAISED = str.maketrans({"¹": " 1", "²": " 2", "³": " 3"})  # Alien³
LEAST_WORD = 4  # letters; shorter words alone ("It", "Up") say too little


@lru_cache(maxsize=65_536)
def series_of(title: str) -> str:
    """What the titles of a series have in common; of a film that stands alone, just its title's key.

    Cut off are subtitles, numbers, a plural, and in "... and the ..." all behind a name of two words or more.

    >>> [series_of(title) for title in ("Alien", "Aliens", "Alien 3", "Alien: Covenant")]
    ['alien', 'alien', 'alien', 'alien']
    >>> series_of("The Godfather: Part II"), series_of("Harry Potter and the Goblet of Fire"), series_of("2012")
    ('godfather', 'harry potter', '2012')
    """
    title = title.translate(_RAISED)
    whole = title_keys(title)
    short = _SUBTITLE.sub("", title)
    keys = (title_keys(short) or whole) if short != title else whole
    while len(keys) > 1 and (is_numeral(keys[-1]) or keys[-1] in PARTS):
        keys = keys[:-1]
    for place in range(2, len(keys) - 1):
        if keys[place : place + 2] == ["and", "the"]:
            keys = keys[:place]
            break
    if keys and len(keys[-1]) >= LEAST_WORD and keys[-1].endswith("s") and not keys[-1].endswith("ss"):
        keys = [*keys[:-1], keys[-1][:-1]]
    return " ".join(keys or whole)


def related(film: FilmFacts, other: FilmFacts) -> bool:
    """Whether two films are of one series: by their titles, and where these say little, by a person in both.

    "The Dark Knight Rises" goes on from "The Dark Knight"; "Alien Resurrection" from "Alien", for they share an actor,
    and "Alien Nation" does not.
    """
    ours, theirs = sorted((series_of(film.title), series_of(other.title)), key=len)
    if ours == theirs:
        return True
    if not theirs.startswith(f"{ours} "):
        return False
    if " " in ours:
        return True
    return len(ours) >= LEAST_WORD and bool(_people(film) & _people(other))


def _people(film: FilmFacts) -> set[str]:
    return {*film.directors, *film.cast}
