"""What is given outright, laid over what was read from the words: what is given wins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from recommender.query.fold import fold, words_of
from recommender.query.lexicon import Lexicon
from recommender.query.mentions import Namer
from recommender.query.signs import signs_of
from recommender.query.text import read
from recommender.shapes import (
    MAX_FILMS_NAMED,
    MAX_TEXT,
    MAX_WORDS_NAMED,
    FilmFacts,
    Filters,
    ParsedQuery,
    Request,
    RequestError,
)

T = TypeVar("T")
MAX_OFFERED = 5  # unknown titles for which our nearest is looked up
NAMED = {
    "seeds": "film", "dislikes": "film", "genres": "genre", "themes": "theme", "people": "person",
    "avoid_themes": "theme", "avoid_people": "person",
}  # fmt: skip
_YEAR = re.compile(r"\s\((\d{4})\)$")


def merged(read_: ParsedQuery, given: Request) -> ParsedQuery:
    """Both at once. Lists are joined; of what is both wished and refused, what is given holds.

    A request that itself wants and refuses the same film, theme or person: the refusal holds.
    """
    seeds, dislikes = _sides(read_.seeds, read_.dislikes, given.seeds, given.dislikes)
    themes, avoid_themes = _sides(read_.themes, read_.avoid_themes, given.themes, given.avoid_themes)
    people, avoid_people = _sides(read_.people, read_.avoid_people, given.people, given.avoid_people)
    filters = merged_filters(_yielding(read_.filters, given), given.filters)
    bound = {*filters.genres, *filters.without_genres}
    asked = replace(
        read_,
        seeds=seeds,
        dislikes=dislikes,
        unknown=tuple({**dict.fromkeys(given.unknown, ""), **dict(read_.unknown)}.items()),
        filters=filters,
        genres=tuple(genre for genre in _joined(given.genres, read_.genres) if genre not in bound),
        themes=themes,
        people=people,
        avoid_themes=avoid_themes,
        avoid_people=avoid_people,
        text=(given.spirit.strip() or read_.text)[:MAX_TEXT],
        obscure=given.controls.obscure or read_.obscure,
    )
    return _bounded(asked)


def signed(asked: ParsedQuery, given: Request, lexicon: Lexicon) -> ParsedQuery:
    """With the signs of free words that were given outright, where no sentence was read that has signs of its own."""
    if given.text.strip() or not asked.text:
        return asked
    return replace(asked, signs=signs_of(words_of(asked.text), lexicon, asked.text))


def _bounded(query: ParsedQuery) -> ParsedQuery:
    """No more of anything than a request may name, so that what was understood can always be asked again."""
    cut: dict[str, Any] = {}
    notes = list(query.notes)
    for field in NAMED:
        named, most = getattr(query, field), MAX_FILMS_NAMED if NAMED[field] == "film" else MAX_WORDS_NAMED
        if len(named) > most:
            cut[field] = named[:most]
            notes.append(f"You named {len(named)} {field.replace('_', ' ')}: we used the first {most}.")
    return replace(query, notes=tuple(notes), **cut) if cut else query


def merged_filters(understood: Filters, given: Filters) -> Filters:
    """Both sets of conditions at once: those given by field win over those read from the words; lists are joined."""
    values: dict[str, Any] = {}
    for name in Filters.__dataclass_fields__:
        ours, theirs = getattr(understood, name), getattr(given, name)
        if isinstance(theirs, tuple):
            values[name] = _joined(theirs, ours)
        elif name == "content_max":
            values[name] = {**ours, **theirs}
        else:
            values[name] = ours if theirs is None else theirs
    return Filters(**values)


def _yielding(read_: Filters, given: Request) -> Filters:
    """The genres that were read, less those of which the opposite is given."""
    wanted, refused = {*given.genres, *given.filters.genres}, set(given.filters.without_genres)
    return replace(
        read_,
        genres=tuple(genre for genre in read_.genres if genre not in refused),
        without_genres=tuple(genre for genre in read_.without_genres if genre not in wanted),
    )


def known(request: Request, lexicon: Lexicon) -> tuple[Request, tuple[str, ...]]:
    """The request less the films, genres, themes and people that are no longer here, and what went.

    A link that was kept for long may name such; a film that went has no title any more and is told by its number.
    """
    kept: dict[str, Any] = {}
    gone: list[str] = []

    def sieve(named: Iterable[Any], is_known: Callable[[Any], bool]) -> tuple[Any, ...]:
        gone.extend(str(each) for each in named if not is_known(each))
        return tuple(each for each in named if is_known(each))

    for field in NAMED:
        kept[field] = sieve(getattr(request, field), _knows(lexicon, field))
    filters = request.filters
    is_genre = _knows(lexicon, "genres")
    kept["filters"] = replace(
        filters,
        genres=sieve(filters.genres, is_genre),
        without_genres=sieve(filters.without_genres, is_genre),
    )
    return replace(request, **kept), tuple(gone)


def check_names(request: Request, lexicon: Lexicon) -> None:
    """Refuse genres, themes and people that no film has. Films and filters are checked elsewhere.

    Raises:
        RequestError: with the field and the first such name, or the limit.
    """
    for field, noun in NAMED.items():
        named: tuple[str, ...] = getattr(request, field)
        if noun == "film" or not named:
            continue
        if len(named) > MAX_WORDS_NAMED:
            raise RequestError(field, f"at most {MAX_WORDS_NAMED}, this has {len(named)}")
        knows = _knows(lexicon, field)
        for name in named:
            if not knows(name):
                raise RequestError(field, f"no film has the {noun} {name!r}")


def _knows(lexicon: Lexicon, field: str) -> Callable[[Any], bool]:
    tests: dict[str, Callable[[Any], bool]] = {
        "film": lambda film: lexicon.film(film) is not None,
        "genre": lambda name: name in lexicon.genres,
        "theme": lambda name: name in lexicon.themes,
        "person": lambda name: lexicon.fame(name) > 0,
    }
    return tests[NAMED[field]]


def same_titles(ids: Iterable[int], lexicon: Lexicon) -> dict[int, tuple[FilmFacts, ...]]:
    """For each film the others of exactly its title, where there are any."""
    found = {}
    for film in ids:
        facts = lexicon.film(film)
        others = () if facts is None else lexicon.titled(fold(facts.title))
        if len(others) > 1:
            found[film] = tuple(lexicon.facts(each) for each in others if each != film)
    return found


def offers(query: ParsedQuery, lexicon: Lexicon, unread: Iterable[str] = ()) -> dict[str, FilmFacts]:
    """For each unknown title the nearest film of ours, where one is near and not named already.

    Args:
        unread: titles that were given outright: what is nearest to them has not been looked for yet.
    """
    found = {}
    for title, near in query.unknown[:MAX_OFFERED]:
        film = titled(near or (_nearest(title, lexicon) if title in unread else ""), lexicon)
        if film is not None and film not in (*query.seeds, *query.dislikes):
            found[title] = lexicon.facts(film)
    return found


def titled(title: str, lexicon: Lexicon) -> int | None:
    """The best-known film of exactly this title; with a year behind it, "Troy (2004)", that one; or None."""
    ids = lexicon.titled(fold(title))
    if not ids and (year := _YEAR.search(title)):
        ids = tuple(i for i in lexicon.titled(fold(title[: year.start()])) if lexicon.facts(i).year == int(year[1]))
    return lexicon.better_known(ids) if ids else None


def _nearest(title: str, lexicon: Lexicon) -> str:
    sentence = read(title)
    return Namer(sentence, lexicon).nearest(0, len(sentence.tokens)) if sentence.tokens else ""


def _sides(
    wished: Iterable[T], refused: Iterable[T], given_wished: Iterable[T], given_refused: Iterable[T]
) -> tuple[tuple[T, ...], tuple[T, ...]]:
    """The wished and the refused, none of them on both sides."""
    no = _joined(given_refused, (each for each in refused if each not in set(given_wished)))
    return tuple(each for each in _joined(given_wished, wished) if each not in set(no)), no


def _joined(first: Iterable[T], second: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*first, *second)))
