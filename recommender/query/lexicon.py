"""The lexicon: the titles, people and words that a question may use. An edit lays a small one over a large one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from recommender.query.fold import fold
from recommender.query.meanings import Meaning, learned_meanings, static_meanings
from recommender.query.people import PeopleIndex, Role
from recommender.query.suggest import Beginnings, Completions, Suggestion, complete
from recommender.query.titles import BEGUN, Ids, TitleIndex
from recommender.shapes import FilmFacts

T = TypeVar("T")


class _Tables:
    """All that is learned from one set of films."""

    def __init__(self, films: Iterable[FilmFacts]) -> None:
        self.titles = TitleIndex(films)
        known = self.titles.films.values()
        self.people = PeopleIndex(known)
        self.genres = frozenset(genre for film in known for genre in film.genres)
        self.themes = frozenset(theme for film in known for theme in film.themes)
        self.languages = frozenset(film.language for film in known if film.language)
        self.newest = max((film.year for film in known), default=0)
        self.phrases: Mapping[str, Meaning] = learned_meanings(sorted(self.genres), sorted(self.themes))

    @cached_property
    def completions(self) -> Completions:
        return Completions(self.titles.films.values(), self.people.names())


class Lexicon:
    """What the parser knows of the films. Made by `build`; `extended` is how it learns of edits."""

    def __init__(self, base: _Tables, overlay: _Tables, hidden: frozenset[int]) -> None:
        """Use `build` or `extended`."""
        self._base = base
        self._overlay = overlay
        self._hidden = hidden  # films of the base that are gone, or newer in the overlay
        self._layers = (overlay, base) if overlay.titles.films else (base,)

    @classmethod
    def build(cls, films: Iterable[FilmFacts]) -> Lexicon:
        """Learn the titles, people, genres and themes of these films."""
        return cls(_Tables(films), _Tables(()), frozenset())

    def extended(self, changed: Iterable[FilmFacts], gone: Iterable[int]) -> Lexicon:
        """A lexicon that also knows these edits. Costs as much as the edits since `build`, however large the base."""
        gone = frozenset(gone)
        fresh = {**self._overlay.titles.films, **{film.id: film for film in changed}}
        overlay = _Tables([film for film in fresh.values() if film.id not in gone])
        return Lexicon(self._base, overlay, self._hidden | gone | frozenset(fresh))

    def __len__(self) -> int:
        return sum(1 for film in self._base.titles.films if film not in self._hidden) + len(self._overlay.titles)

    def film(self, film: int) -> FilmFacts | None:
        """The facts of a film; None where it is gone."""
        if film in self._overlay.titles.films:
            return self._overlay.titles.films[film]
        return None if film in self._hidden else self._base.titles.films.get(film)

    def titled(self, folded: str) -> Ids:
        """All films whose folded title is exactly this, in the order of their ids."""
        return tuple(sorted(i for i in self.exact(folded.replace(" ", "")) if fold(self.facts(i).title) == folded))

    def facts(self, film: int) -> FilmFacts:
        """The facts of a film that is there."""
        found = self.film(film)
        if found is None:
            raise KeyError(film)
        return found

    def _visible(self, layer: _Tables, ids: Ids) -> Ids:
        if layer is self._overlay or not self._hidden:
            return ids
        return tuple(i for i in ids if i not in self._hidden)

    def exact(self, key: str) -> Ids:
        """Films whose title has this joined key."""
        if len(self._layers) == 1 and not self._hidden:
            return self._base.titles.titled(key)
        return tuple(i for layer in self._layers for i in self._visible(layer, layer.titles.titled(key)))

    def partial(self, key: str) -> Ids:
        """Films that have this joined key as nickname, original title, or part of the title."""
        if len(self._layers) == 1 and not self._hidden:
            return self._base.titles.alias(key) or self._base.titles.other(key)
        for lookup in (TitleIndex.alias, TitleIndex.other):
            found = tuple(i for layer in self._layers for i in self._visible(layer, lookup(layer.titles, key)))
            if found:
                return found
        return ()

    def look_up(self, key: str) -> tuple[Ids, bool]:
        """What `exact` has of a key, or else what `partial` has; and whether it was the former."""
        if len(self._layers) == 1 and not self._hidden:
            return self._base.titles.look_up(key)
        ids = self.exact(key)
        return (ids, True) if ids else (self.partial(key), False)

    def begins(self, key: str) -> bool:
        """False where no film goes by anything that goes on from this joined key of BEGUN letters or more."""
        beginning = key[:BEGUN]
        return any(beginning in layer.titles.beginnings for layer in self._layers)

    def containing(self, word: str) -> Ids:
        """Films with this key word in their title."""
        if len(self._layers) == 1 and not self._hidden:
            return tuple(self._base.titles.with_word(word))
        return tuple(i for layer in self._layers for i in self._visible(layer, tuple(layer.titles.with_word(word))))

    def near_keys(self, key: str, cutoff: float) -> list[tuple[float, Ids]]:
        """Films whose joined key is nearly this, with the similarity, best first."""
        hits = [
            (score, visible)
            for layer in self._layers
            for score, ids in layer.titles.near_keys(key, cutoff)
            if (visible := self._visible(layer, ids))
        ]
        return sorted(hits, key=lambda hit: -hit[0])

    def sharing(self, words: list[str], *, well_known: bool = False) -> list[tuple[int, list[str], float]]:
        """Films that share rare title words with these, the words with slips mended, and how alike the whole is.

        `well_known` leaves out all but well-known films.
        """
        return [
            (film, mended, layer.titles.similarity(mended, film))
            for layer in self._layers
            for film, mended in layer.titles.sharing(words)
            if self._visible(layer, (film,)) and (not well_known or layer.titles.films[film].well_known)
        ]

    def better_known(self, ids: Iterable[int]) -> int:
        """Of several films the one that is probably meant: well known, much rated, newer."""
        return max(ids, key=lambda i: (self.facts(i).well_known, self.facts(i).ratings, self.facts(i).year, -i))

    def person(self, key: str, role: Role = "") -> str:
        """The person of this joined name, or ""."""
        for layer in self._layers:  # not by a generator: it is asked of every run of words
            if name := layer.people.named(key, role):
                return name
        return ""

    def surname(self, key: str, role: Role = "") -> str:
        """The person whose surname this is, where it can only be one, or ""."""
        return next(filter(None, (layer.people.surnamed(key, role) for layer in self._layers)), "")

    def given_name(self, key: str, role: Role = "") -> str:
        """The well-known person who goes by this first name, or ""."""
        return next(filter(None, (layer.people.given(key, role) for layer in self._layers)), "")

    def is_given_name(self, key: str) -> bool:
        """Whether anybody in the films' credits goes by this first name."""
        return any(layer.people.is_given(key) for layer in self._layers)

    def called(self, first: str, last: str, role: Role = "") -> str:
        """The person of a shortened first name ("leo dicaprio"), or of a surname with a slip; or ""."""
        return next(filter(None, (layer.people.called(first, last, role) for layer in self._layers)), "")

    def near_person(self, key: str, role: Role = "") -> str:
        """The person whose name is nearly this, or ""."""
        return next(filter(None, (layer.people.near(key, role) for layer in self._layers)), "")

    def fame(self, name: str) -> int:
        """How well a person is known: the number of films, the well-known ones counted three times."""
        return max(layer.people.fame(name) for layer in self._layers)

    def meaning(self, phrase: str) -> Meaning | None:
        """What a phrase of the vocabulary means, or None."""
        for layer in self._layers:
            if (learned := layer.phrases.get(phrase)) is not None:
                return learned
        return static_meanings().get(phrase)

    @cached_property
    def themes(self) -> frozenset[str]:
        """The themes that some film carries."""
        return frozenset().union(*(layer.themes for layer in self._layers))

    @cached_property
    def genres(self) -> frozenset[str]:
        """The genres that some film has."""
        return frozenset().union(*(layer.genres for layer in self._layers))

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages that some film is in."""
        return frozenset().union(*(layer.languages for layer in self._layers))

    @cached_property
    def newest(self) -> int:
        """The year of the newest film: what "recent" is measured from, so that an index answers the same for ever."""
        return max(layer.newest for layer in self._layers)

    # -- what is being typed

    def titles_starting(self, key: str, limit: int, *, slips: bool = False) -> list[FilmFacts]:
        """Films whose title or original title begins so, or nearly so; the best known first."""
        found = [
            film
            for layer in self._layers
            for film in self._visible(layer, tuple(_looked_up(layer.completions.titles, key, 2 * limit, slips=slips)))
        ]
        return [self.facts(film) for film in found[:limit]]

    def people_starting(self, key: str, limit: int, *, slips: bool = False) -> list[str]:
        """People whose first or last name begins so, or nearly so; the best known first."""
        names = (
            name for layer in self._layers for name in _looked_up(layer.completions.people, key, limit, slips=slips)
        )
        return list(dict.fromkeys(names))[:limit]

    def themes_starting(self, key: str, limit: int, *, slips: bool = False) -> list[str]:
        """Themes of which some word begins so, or nearly so; the most frequent first."""
        names = (
            name for layer in self._layers for name in _looked_up(layer.completions.themes, key, limit, slips=slips)
        )
        return list(dict.fromkeys(names))[:limit]

    def suggest(self, text: str, limit: int = 8) -> tuple[int, tuple[Suggestion, ...]]:
        """What the end of a text may become, titles, then people, then themes; and where that end begins."""
        return complete(text, self, limit)


def _looked_up(beginnings: Beginnings[T], key: str, limit: int, *, slips: bool) -> list[T]:
    return beginnings.nearly(key, limit) if slips else beginnings.starting(key, limit)
