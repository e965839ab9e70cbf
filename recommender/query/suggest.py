"""What the words being typed may become: titles, people, themes; by their beginning, a slip of the pen forgiven.

Each kind is a sorted list of keys beside the place of each entry in the order of fame, so that the best known of the
thousands that begin with "s" are found by looking at numbers only.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Literal, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from recommender.query.fold import ARTICLES, fold, joined, words_of
from recommender.query.words import STOP
from recommender.shapes import FilmFacts

T = TypeVar("T")
Fame = tuple[int, int]
MAX_SUGGESTIONS = 50
MAX_TYPED = 200  # letters of the text that are looked at
TAIL_WORDS = 12  # so many last words of a sentence may be a title that is being typed
SHORTEST_TAIL, SHORTEST_SLIP = 2, 4  # letters that must be typed, at least
PEOPLE, THEMES = 3, 2  # places kept for them among the suggestions
LOOKED_THROUGH = 2000  # best-known keys in which a slip of the pen is looked for
LAST = "\uffff"
_WORD_BEGINS = re.compile(r"(?<![^\s,;/(\"“])[^\s,;/(\"“]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Something to complete what is being typed. `film` and `year` are set for titles.

    `insert` is what to put into a sentence, in which a title that several films have is told apart by its year.
    """

    kind: Literal["title", "person", "theme"]
    text: str
    film: int | None = None
    year: int | None = None
    insert: str = ""


class Beginnings(Generic[T]):
    """Entries by the beginnings of their keys, the best known first; of equals, those that begin so at their start."""

    def __init__(self, entries: Iterable[tuple[T, Fame, Sequence[str]]]) -> None:
        """Take entries, how well known each is (less is better), and its keys, that of the whole first."""
        ranked = sorted(
            ((fame, within > 0, tie, key), entry)
            for tie, (entry, fame, keys) in enumerate(entries)
            for within, key in enumerate(dict.fromkeys(keys))
            if key
        )
        self.entries: list[T] = [entry for _, entry in ranked]
        rows = sorted((key, place, within) for place, ((_, within, _, key), _) in enumerate(ranked))
        self._keys = [key for key, _, _ in rows]
        self._places: NDArray[np.int32] = np.array([place for _, place, _ in rows], dtype=np.int32)
        self._within = bytes(within for _, _, within in rows)

    def starting(self, typed: str, limit: int) -> list[T]:
        """The best known whose key begins so; those that are just this, and no more, come first."""
        first = bisect_left(self._keys, typed)
        last = bisect_left(self._keys, typed + LAST, first)
        same = bisect_left(self._keys, typed + "\0", first, last)
        whole = sorted(int(self._places[i]) for i in range(first, same) if not self._within[i])
        return self._named((*whole, *self._best(first, last, limit * 4)), limit)

    def nearly(self, typed: str, limit: int) -> list[T]:
        """The best known whose key begins nearly so, its first two letters right."""
        size = len(typed)
        first = bisect_left(self._keys, typed[:2])
        last = bisect_left(self._keys, typed[:2] + LAST, first)
        at = np.argsort(self._places[first:last], kind="stable")[:LOOKED_THROUGH] + first
        beginnings = [self._keys[i][:size] for i in at.tolist()]
        allowed = 1 if size < 6 else 2 if size < 12 else 3
        found = process.extract(
            typed, beginnings, scorer=OSA.distance, score_cutoff=allowed, limit=limit * 4, processor=None
        )
        ranked = sorted((distance, int(self._places[at[i]])) for _, distance, i in found)
        return self._named((place for _, place in ranked), limit)

    def _named(self, places: Iterable[int], limit: int) -> list[T]:
        return list(dict.fromkeys(self.entries[place] for place in places))[:limit]

    def _best(self, first: int, last: int, count: int) -> list[int]:
        block = self._places[first:last]
        if len(block) > count:
            block = np.partition(block, count)[:count]
        return sorted(block.tolist())


class Completions:
    """All that can be completed, of one set of films."""

    def __init__(self, films: Iterable[FilmFacts], fame: Sequence[tuple[str, int]]) -> None:
        """Take the films, and the people's names with their fame."""
        self._films = list(films)
        self._fame = fame

    @cached_property
    def titles(self) -> Beginnings[int]:
        """The ids of films by title and original title; of equally unknown ones the shorter and newer first."""
        known = sorted(self._films, key=lambda film: (len(film.title), -film.year, film.id))
        return Beginnings((film.id, (not film.well_known, -film.ratings), title_starts(film)) for film in known)

    @cached_property
    def people(self) -> Beginnings[str]:
        """People by first and by last name."""
        return Beginnings((name, (0, -fame), starts(name)) for name, fame in sorted(self._fame))

    @cached_property
    def themes(self) -> Beginnings[str]:
        """Themes by any of their words."""
        count = Counter(theme for film in self._films for theme in film.themes)
        return Beginnings((theme, (0, -count[theme]), starts(theme)) for theme in sorted(count))


def title_starts(film: FilmFacts) -> list[str]:
    """The keys of a film: its title from its first word on, and from each word on that tells something."""
    keys = starts(film.title)
    if film.original_title and film.original_title != film.title:
        keys.append(joined(words_of(film.original_title)))
    return keys


def starts(name: str) -> list[str]:
    """The joined words of a name from each telling word on: "The Green Mile" is typed "the gr", "green" and "mile".

    >>> starts("The Green Mile")
    ['thegreenmile', 'greenmile', 'mile']
    """
    words = words_of(name)
    inner = (i for i in range(1, len(words)) if words[i] not in STOP or words[i - 1] in ARTICLES)
    return [joined(words), *(joined(words[i:]) for i in inner)]


def tails(text: str) -> list[tuple[int, str]]:
    """The ends of a sentence that may be a name being typed: where each begins, and its key; the longest first."""
    begins = [match.start() for match in _WORD_BEGINS.finditer(text)]
    found = []
    for start in begins[-TAIL_WORDS:]:
        words = words_of(text[start:])
        key = joined(words)
        telling = len(key) >= SHORTEST_TAIL and not all(word in STOP for word in words)
        if key and (telling or start == begins[0]):
            found.append((start, key))
    return found


class Shelf(Protocol):
    """Where completions are looked up: a lexicon."""

    def titles_starting(self, key: str, limit: int, *, slips: bool = False) -> list[FilmFacts]:
        """Films by their beginnings."""

    def people_starting(self, key: str, limit: int, *, slips: bool = False) -> list[str]:
        """People by theirs."""

    def themes_starting(self, key: str, limit: int, *, slips: bool = False) -> list[str]:
        """Themes by theirs."""

    def titled(self, folded: str) -> tuple[int, ...]:
        """All films of one title."""


def complete(text: str, shelf: Shelf, limit: int = 8) -> tuple[int, tuple[Suggestion, ...]]:
    """What the end of a text may become, and where in the text that end begins.

    Of the ends that begin something the longest is taken: "like the green m" goes on with "The Green Mile". Where none
    does, the longest that is a beginning but for a slip of the pen.
    """
    limit = max(0, min(limit, MAX_SUGGESTIONS))
    ends = tails(text[-MAX_TYPED:]) if limit else []
    before = max(0, len(text) - MAX_TYPED)
    for start, key in ends:
        if found := _suggestions(key, shelf, limit):
            return before + start, found
    for start, key in _worth_mending(text, ends):
        if len(key) >= SHORTEST_SLIP and (found := _suggestions(key, shelf, limit, slips=True)):
            return before + start, found
    return len(text), ()


def _worth_mending(text: str, ends: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Where a slip of the pen is worth looking for: the longest end, and the last word while it is being typed."""
    if not ends:
        return []
    typing = not text[-1:].isspace() and words_of(text)[-1] not in STOP
    return list(dict.fromkeys((ends[0], ends[-1]))) if typing else ends[:1]


def _suggestions(key: str, shelf: Shelf, limit: int, *, slips: bool = False) -> tuple[Suggestion, ...]:
    titles = shelf.titles_starting(key, limit, slips=slips)
    people = shelf.people_starting(key, limit, slips=slips)
    themes = shelf.themes_starting(key, limit, slips=slips)
    themes_kept = min(len(themes), THEMES)
    people_kept = min(len(people), max(PEOPLE, limit - len(titles) - themes_kept))
    titles = titles[: max(1, limit - people_kept - themes_kept)]
    found = [_of_title(film, shelf) for film in titles]
    found += [Suggestion(kind="person", text=name, insert=name) for name in people[:people_kept]]
    found += [Suggestion(kind="theme", text=theme, insert=theme) for theme in themes]
    return tuple(found[:limit])


def _of_title(film: FilmFacts, shelf: Shelf) -> Suggestion:
    alone = len(shelf.titled(fold(film.title))) < 2
    insert = film.title if alone else f"{film.title} ({film.year})"
    return Suggestion(kind="title", text=film.title, film=film.id, year=film.year, insert=insert)
