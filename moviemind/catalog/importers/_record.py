"""What a source says of one film, checked."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from moviemind.catalog.models import CONTENT_NOTES, FIRST_YEAR, LAST_YEAR, ContentLevel, Film, Person
from moviemind.catalog.titles import fold_title
from moviemind.catalog.vocabulary import load_vocabulary

MAX_ID = 2_147_483_647
MAX_NAMES = 200  # directors, or actors, of one film
_IMDB = re.compile(r"tt\d{7,9}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_url_is_sane = URLValidator(schemes=["http", "https"])


class RecordError(ValueError):
    """A row that cannot become a film: which field, and what is wrong with it, in a line that fits a screen."""

    def __init__(self, field: str, reason: str) -> None:
        self.field = _in_a_line(field, 60)
        self.reason = _in_a_line(reason, 300)
        super().__init__(f"{self.field}: {self.reason}")


def _in_a_line(text: str, longest: int) -> str:
    """What was read may be of any length and hold signs that a terminal obeys."""
    cut = text if len(text) <= longest else f"{text[: longest - 1]}…"
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in cut)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmRecord:
    """A film as a source describes it. Empty means: the source does not say. Making one checks it.

    `key` is what the source calls the row, the same at every load, unique within the source.

    Raises:
        RecordError: a field breaks a rule.
    """

    key: str
    title: str
    year: int
    original_title: str = ""
    runtime: int | None = None
    language: str = ""
    countries: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    directors: tuple[str, ...] = ()
    cast: tuple[str, ...] = ()
    content: Mapping[str, str] = field(default_factory=dict)
    imdb_id: str | None = None
    tmdb_id: int | None = None
    movielens_id: int | None = None
    overview: str = ""
    overview_source: str = ""
    overview_url: str = ""
    well_known: bool | None = None

    def __post_init__(self) -> None:
        for name in ("title", "original_title", "overview", "overview_source", "overview_url"):
            _check_text(name, getattr(self, name), _longest(Film, name))
        if not any(letter.isprintable() and not letter.isspace() for letter in self.title):
            raise RecordError("title", "is missing")
        _check_range("year", self.year, FIRST_YEAR, LAST_YEAR)
        _check_range("runtime", self.runtime, 1, 900)
        if self.language and not _LANGUAGE.fullmatch(self.language):
            raise RecordError("language", f'{self.language!r} is no ISO 639 code such as "en"')
        for country in self.countries:
            if not _COUNTRY.fullmatch(country):
                raise RecordError("countries", f'{country!r} is no ISO 3166-1 code such as "US"')
        vocabulary = load_vocabulary()
        _check_words("genres", self.genres, vocabulary.genres)
        _check_words("themes", self.themes, vocabulary.themes)
        for name in ("directors", "cast", "countries"):
            _check_names(name, getattr(self, name), _longest(Person, "name"))
        for note, level in self.content.items():
            if note not in CONTENT_NOTES:
                raise RecordError("content", f"no content note {note!r}; there are {', '.join(CONTENT_NOTES)}")
            if level not in ContentLevel.values:
                raise RecordError(f"content.{note}", f"{level!r} is none of {', '.join(ContentLevel.values)}")
        if self.imdb_id is not None and not _IMDB.fullmatch(self.imdb_id):
            raise RecordError("ids.imdb", f'{self.imdb_id!r} is no IMDb id such as "tt0133093"')
        _check_range("ids.tmdb", self.tmdb_id, 1, MAX_ID)
        _check_range("ids.movielens", self.movielens_id, 1, MAX_ID)
        if self.overview_url:
            try:
                _url_is_sane(self.overview_url)
            except ValidationError:
                raise RecordError("overview_url", f"{self.overview_url!r} is no web address") from None

    @property
    def ids(self) -> dict[str, str | int]:
        """The ids that are known, under the names of the film's fields."""
        named = {"imdb_id": self.imdb_id, "tmdb_id": self.tmdb_id, "movielens_id": self.movielens_id}
        return {name: value for name, value in named.items() if value is not None}

    @property
    def identities(self) -> list[str]:
        """What the film goes by anywhere: its ids, its folded title with the year."""
        return [f"{name}:{value}" for name, value in self.ids.items()] + [f"title:{fold_title(self.title)}:{self.year}"]

    @property
    def digest(self) -> str:
        """A fingerprint of all that the source says: while it is the same, there is nothing to do."""
        said = [dict(value) if isinstance(value, Mapping) else value for value in map(self.__getattribute__, _NAMES)]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


_NAMES = tuple(f.name for f in fields(FilmRecord))


@cache
def _longest(model: type[Film | Person], name: str) -> int:
    longest: Any = model._meta.get_field(name).max_length  # type: ignore[union-attr]
    return int(longest)


def _check_text(name: str, text: str, longest: int) -> None:
    if len(text) > longest:
        raise RecordError(name, f"at most {longest} characters, this has {len(text)}")
    for letter in text:
        if unicodedata.category(letter) in {"Cc", "Cs"} and not (letter == "\n" and name == "overview"):
            raise RecordError(name, f"holds {letter!r}, which is no printable character")


def _check_range(name: str, number: int | None, lowest: int, highest: int) -> None:
    if number is not None and not lowest <= number <= highest:
        raise RecordError(name, f"{number} is not from {lowest} to {highest}")


def _check_words(name: str, words: tuple[str, ...], known: Iterable[str]) -> None:
    for word in words:
        if word not in known:
            raise RecordError(name, f"{word!r} is not in fixtures/vocabulary.toml")
    _check_repeats(name, words)


def _check_names(name: str, names: tuple[str, ...], longest: int) -> None:
    if len(names) > MAX_NAMES:
        raise RecordError(name, f"at most {MAX_NAMES} names, this has {len(names)}")
    for person in names:
        if not person:
            raise RecordError(name, "one of them is empty")
        _check_text(name, person, longest)
    _check_repeats(name, names)


def _check_repeats(name: str, words: tuple[str, ...]) -> None:
    repeated = first_repeated(words)
    if repeated is not None:
        raise RecordError(name, f"{repeated!r} stands there twice")


def first_repeated(words: Iterable[str]) -> str | None:
    """The first word that stands there a second time.

    >>> first_repeated(["a", "b", "c", "b", "a"]), first_repeated(["a", "b"])
    ('b', None)
    """
    seen: set[str] = set()
    return next((word for word in words if word in seen or seen.add(word)), None)  # type: ignore[func-returns-value]
