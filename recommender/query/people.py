"""Who made and plays in the films, by full name and by a surname that is theirs alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from recommender.query.fold import joined, words_of
from recommender.query.words import word_set
from recommender.shapes import FilmFacts

Role = Literal["director", "actor", ""]
# Two who direct together are asked for together; either stands for both.
DUOS = {
    "coenbrothers": "joelcoen", "coens": "joelcoen", "wachowskis": "lanawachowski", "wachowskisisters": "lanawachowski",
    "russobrothers": "anthonyrusso", "dardennebrothers": "jeanpierredardenne", "safdiebrothers": "joshsafdie",
}  # fmt: skip
_TOLD_APART = re.compile(r"\s*\([^)]*\)$")  # "Steve McQueen (director)"
PARTICLES = word_set("de del della di du da van von der den la le el ter ten bin al mac st")
_SUFFIXES = word_set("jr sr ii iii iv")
WELL_KNOWN_WEIGHT = 3
FAMOUS = 6  # two well-known films: a first name alone may mean this person
LEADING = 3.0  # so many times the fame of the next of the same surname makes it theirs
CLOSE = 0.86
CLOSE_SURNAME, LEAST_SURNAME = 0.8, 5  # of a surname with a slip behind a first name that is known


class PeopleIndex:
    """People by joined name; fame is the number of their films, the well-known ones counted three times."""

    def __init__(self, films: Iterable[FilmFacts]) -> None:
        """Index everybody in the films' credits."""
        self.directing: Counter[str] = Counter()
        self.acting: Counter[str] = Counter()
        for film in films:
            weight = WELL_KNOWN_WEIGHT if film.well_known else 1
            for name in film.directors:
                self.directing[name] += weight
            for name in film.cast:
                self.acting[name] += weight
        self._by_key: dict[str, list[str]] = defaultdict(list)
        self._by_surname: dict[str, list[str]] = defaultdict(list)
        self._by_given: dict[str, list[str]] = defaultdict(list)
        for name in sorted({*self.directing, *self.acting}):
            words = words_of(_TOLD_APART.sub("", name))
            self._by_key[joined(words)].append(name)
            if len(words) > 1:
                self._by_given[words[0]].append(name)
            for surname in surnames(words):
                self._by_surname[surname].append(name)

    def fame(self, name: str, role: Role = "") -> int:
        """How much a name weighs, in one role or in both."""
        return (self.directing[name] if role != "actor" else 0) + (self.acting[name] if role != "director" else 0)

    def named(self, key: str, role: Role = "") -> str:
        """The person of this full name, in this role if there are several; "" where there is none."""
        names = self._by_key.get(DUOS.get(key, key))
        return max(names, key=lambda name: (self.fame(name, role), name)) if names else ""

    def surnamed(self, key: str, role: Role = "") -> str:
        """The one person of this surname, or the one far better known than the others; else ""."""
        return self._leading(self._by_surname.get(key, ()), role)

    def given(self, key: str, role: Role = "") -> str:
        """The well-known person who goes by this first name ("denzel"), far better known than others of it; or ""."""
        name = self._leading(self._by_given.get(key, ()), role)
        return name if name and self.fame(name, role) >= FAMOUS else ""

    def is_given(self, key: str) -> bool:
        """Whether somebody goes by this first name."""
        return key in self._by_given

    def called(self, first: str, last: str, role: Role = "") -> str:
        """The person of this surname whose first name is shortened, or whose surname has a slip: "leo dicaprio"."""
        short = [name for name in self._by_surname.get(last, ()) if words_of(name)[0].startswith(first)]
        short = [name for name in short if len(first) > 1 and words_of(name)[0] != first]
        if short:
            return self._leading(short, role)
        if len(last) < LEAST_SURNAME:
            return ""
        hits = {name: max(map(_alike(last), surnames(words_of(name)))) for name in self._by_given.get(first, ())}
        near = [name for name, alike in hits.items() if alike >= CLOSE_SURNAME]
        return self._leading(near, role)

    def _leading(self, found: Sequence[str], role: Role) -> str:
        names = sorted(found, key=lambda name: (-self.fame(name, role), name))
        if not names or self.fame(names[0], role) == 0:
            return ""
        if len(names) > 1 and self.fame(names[0], role) < LEADING * self.fame(names[1], role):
            return ""
        return names[0]

    @cached_property
    def _keys_by_letter(self) -> dict[str, list[str]]:
        letters: dict[str, list[str]] = defaultdict(list)
        for key in (*self._by_key, *self._by_surname):
            if key:
                letters[key[0]].append(key)
        return dict(letters)

    def near(self, key: str, role: Role = "") -> str:
        """The person whose name is this but for a slip of the pen; "" where there is none."""
        if len(key) < 6:
            return ""
        hit = process.extractOne(
            key,
            self._keys_by_letter.get(key[0], ()),
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=CLOSE - (0.05 if len(key) < 9 else 0.0),
            processor=None,
        )
        return "" if hit is None else self.named(hit[0], role) or self.surnamed(hit[0], role)

    def names(self) -> list[tuple[str, int]]:
        """Everybody with their fame."""
        return [(name, self.fame(name)) for name in {*self.directing, *self.acting}]


def _alike(key: str) -> Callable[[str], float]:
    return lambda other: Levenshtein.normalized_similarity(key, other)


def surnames(words: list[str]) -> list[str]:
    """The joined surname of a name, with and without its particle: "deniro" and "niro"."""
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words = words[:-1]
    if len(words) < 2:
        return []
    found = [words[-1]]
    if len(words) > 2 and words[-2] in PARTICLES:
        found.append(joined(words[-2:]))
    return found
