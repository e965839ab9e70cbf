"""Texts for films, from openings of Wikipedia pages: only where title and year are the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Folded = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A page's first paragraph, and the film that it is about."""

    title: str
    year: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A film that needs a text."""

    film: int
    titles: tuple[str, ...]  # the title, and others that it is known by
    year: int
    genres: tuple[str, ...]


def texts_for(wanted: Iterable[Wanted], openings: Iterable[Opening], folded: Folded) -> Iterator[tuple[int, str]]:
    """(film, text) for each film of which a page has one of the titles and the year: title, genres, opening.

    Two pages of one title and year are two films: which is meant cannot be told, and neither is taken.

    Args:
        folded: brings spellings of one title to one form.
    """
    pages: dict[tuple[str, int], set[str]] = defaultdict(set)
    for opening in openings:
        pages[folded(opening.title), opening.year].add(opening.text)
    for film in wanted:
        for title in film.titles:
            found = pages.get((folded(title), film.year), set())
            if len(found) == 1:
                genres = f"{', '.join(film.genres)}. " if film.genres else ""
                yield film.film, f"{film.titles[0]} ({film.year}). {genres}{next(iter(found))}"
                break
