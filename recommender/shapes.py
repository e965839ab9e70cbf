"""The shapes that cross the walls between the engine's rooms. Plain, frozen, keyword-only; no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]
ReasonKind = Literal["seed", "theme", "person", "genre", "interest", "rule", "filter", "popular"]
ShelfKind = Literal["because", "interest", "new", "gems", "outside"]
Confidence = Literal["strong", "fair", "weak", "none"]
CONTENT_NOTES = ("violence", "gore", "sex", "language", "fright")
CONTENT_LIMITS = ("none", "some")
MAX_TEXT = 1000
MAX_LIMIT = 50
MAX_FILMS_NAMED = 100
EARLIEST_DECADE, LATEST_DECADE = 1880, 2090
MAX_WORDS_NAMED = 20  # genres, themes or people, wished or refused


class RequestError(ValueError):
    """A request that cannot be answered: which field, and what is wrong with it."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmFacts:
    """What the engine knows of a film besides its vector."""

    id: int
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
    ratings: int = 0
    well_known: bool = False

    def as_dict(self) -> dict[str, Any]:
        """A JSON-ready dict; `from_dict` reads it back."""
        return {**{f.name: getattr(self, f.name) for f in fields(self)}, "content": dict(self.content)}

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Self:
        """Read a dict made by `as_dict`, before or after a trip through JSON."""
        values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}
        return cls(**values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Hard conditions: a film that breaks one, or whose value is unknown, is in no answer.

    `genres` asks for all of the genres named, `without_genres` for none of them; `languages` and `countries` for any.
    `content_max` names the most of something that a film may show: {"gore": "some"}.
    """

    genres: tuple[str, ...] = ()
    without_genres: tuple[str, ...] = ()
    year_min: int | None = None
    year_max: int | None = None
    runtime_min: int | None = None
    runtime_max: int | None = None
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    content_max: Mapping[str, str] = field(default_factory=dict)
    ratings_min: int | None = None

    def __bool__(self) -> bool:
        return self != NO_FILTERS

    def as_dict(self) -> dict[str, Any]:
        """Only what is set, JSON-ready: the shape of a request's `filters`."""
        if not self:
            return {}
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        values["content_max"] = dict(self.content_max)
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in values.items()
            if value not in (None, ()) and value != {}
        }


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Controls:
    """How a list is ranked: a lean of the whole list, where filters bind each film of it.

    Attributes:
        adventurous: 0 keeps to what was liked and is well known, 1 goes far from it.
        obscure: -1 leans to films that many know, 0 to neither, 1 to films that few know.
        varied: 0 takes the best-scored films as they come, 1 has them differ most from each other.
        era: a decade, as its first year, that is leaned towards; None leans to none.
    """

    adventurous: float = 0.25
    obscure: float = 0.0
    varied: float = 0.35
    era: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """All of it, JSON-ready: the shape of a request's `controls`."""
        return {"adventurous": self.adventurous, "obscure": self.obscure, "varied": self.varied, "era": self.era}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What kind of sentence was asked.

    Attributes:
        explained: the share of its telling words that name genres, themes or moods of ours, 0 to 1.
        telling: how many telling words there are.
        asks: it says that it asks for films.
        command: it reads like an order to some other machine, or a question about the world.
        question: it wants to know yes or no: "do wolves howl".
        told: it opens as a story does, with "a", "the" or somebody.
        chat: it is small talk and no more.
        open: it asks for any film at all.
        errand: the share of its telling words that are words of errands, 0 to 1.
        symbols: the share of its letters that are signs of programs and sums, 0 to 1.
        unread: it is in letters of another script throughout, of which we can read titles and names only.
        passing: a title or a person is named in it, and nothing that speaks of films or of liking.
    """

    explained: float = 0.0
    telling: int = 0
    asks: bool = False
    command: bool = False
    question: bool = False
    told: bool = False
    chat: bool = False
    open: bool = False
    unread: bool = False
    errand: float = 0.0
    symbols: float = 0.0
    passing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedQuery:
    """A sentence as understood.

    `filters` bind. `genres`, `themes`, `people` and `text` are wishes that weigh; `avoid_genres`, `avoid_themes` and
    `avoid_people` bind too: "no" is no. `unknown` holds what looks like a title but is no film of ours, each with the
    nearest title of ours or "". `written_out` are films whose title stands in the text, meant or not: none of them is
    recommended. `obscure` is how far the words lean to films that few know, as in Controls. `exact_title` is
    the film whose title is all that was typed; `plot` says that the text tells a story ("the one where ..."), as
    somebody does who looks for one film.
    """

    seeds: tuple[int, ...] = ()
    dislikes: tuple[int, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    filters: Filters = field(default_factory=Filters)
    genres: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    avoid_themes: tuple[str, ...] = ()
    avoid_people: tuple[str, ...] = ()
    text: str = ""
    notes: tuple[str, ...] = ()
    exact_title: int | None = None
    written_out: tuple[int, ...] = ()
    obscure: float = 0.0
    plot: bool = False
    signs: Signs = field(default_factory=Signs)


def spelt_out(request: Request, query: ParsedQuery) -> Request:
    """The request with every part given outright that was understood of it, and no words left to read."""
    return replace(
        request,
        text="",
        seeds=query.seeds,
        dislikes=query.dislikes,
        unknown=tuple(title for title, _ in query.unknown),
        filters=query.filters,
        genres=query.genres,
        themes=query.themes,
        people=query.people,
        avoid_themes=query.avoid_themes,
        avoid_people=query.avoid_people,
        spirit=query.text,
        controls=replace(request.controls, obscure=request.controls.obscure or query.obscure),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Taste:
    """What a member's ratings and marks say: weights by film id, liked above 0, disliked below; and what to leave out.

    Attributes:
        weights: ordered, the films that tell most first.
        ages: days between the member's word on a film and their latest word; what is not named is fresh.
        exclude: every film rated, seen or hidden.
    """

    weights: Mapping[int, float] = field(default_factory=dict)
    ages: Mapping[int, float] = field(default_factory=dict)
    exclude: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """A group of films that a member liked and that are alike, named for what they share.

    Attributes:
        name: "Science Fiction: outer space, aliens".
        films: ids, the most typical first.
        share: its part of the weight of all that the member liked, 0 to 1.
    """

    name: str
    films: tuple[int, ...]
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One question to the engine: words, films, conditions, in any mixture.

    `text` is read by the parser. All else is what a ParsedQuery says too, given outright: it wins over the words.
    `spirit` is free text that is taken as it is. `today` decides which of the curators' rules with dates act.
    """

    text: str = ""
    seeds: tuple[int, ...] = ()
    dislikes: tuple[int, ...] = ()
    unknown: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    controls: Controls = field(default_factory=Controls)
    genres: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    avoid_themes: tuple[str, ...] = ()
    avoid_people: tuple[str, ...] = ()
    spirit: str = ""
    limit: int = 10
    exclude: frozenset[int] = frozenset()
    today: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """Filters that leave nothing together with the others, and how many films there would be without them."""

    filters: tuple[str, ...]
    films: int

    def as_dict(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return {"filters": list(self.filters), "films": self.films}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One term of a film's score, for those who ask why.

    Attributes:
        kind: as of a reason, or "disliked" for what took away.
        text: what it is, in words.
        film: the liked film that it comes from, if it is one.
        value: what it adds to the score; all parts of a film sum to its score.
    """

    kind: str
    text: str
    film: int | None = None
    value: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return {"kind": self.kind, "text": self.text, "film": self.film, "value": round(self.value, 4)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """Everything that made a film's score.

    Attributes:
        parts: every term, the largest first.
        interest: the name of the interest that it serves most, or "".
        acted: what else had a say, in words: filters that it keeps, curators' rules, controls.
        barred: why it cannot be recommended to the one who asks, or "".
    """

    film: FilmFacts
    score: float
    parts: tuple[Part, ...]
    interest: str = ""
    acted: tuple[str, ...] = ()
    barred: str = ""

    def as_dict(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return {
            "film": {"id": self.film.id, "title": self.film.title, "year": self.film.year},
            "score": round(self.score, 4),
            "parts": [part.as_dict() for part in self.parts],
            "interest": self.interest,
            "acted": list(self.acted),
            "barred": self.barred,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a film is in the answer: `share` is this term's part of the film's score, 0 to 1."""

    kind: ReasonKind
    text: str
    film: int | None = None
    share: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """A JSON-ready dict. By hand: `asdict` copies deeply, forty times an answer."""
        return {"kind": self.kind, "text": self.text, "film": self.film, "share": self.share}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A recommended film with its score and its reasons, the weightiest first."""

    film: FilmFacts
    score: float
    reasons: tuple[Reason, ...]

    def as_dict(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return {
            "id": self.film.id,
            "title": self.film.title,
            "year": self.film.year,
            "runtime": self.film.runtime,
            "genres": list(self.film.genres),
            "score": round(self.score, 4),
            "reasons": [reason.as_dict() for reason in self.reasons],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A row of the home page.

    Attributes:
        kind: what it goes by.
        title: "Because you liked Troy".
        reason: what is true of every film in it, in one line.
        film: the liked film that it is about, if it is about one.
    """

    kind: ShelfKind
    title: str
    reason: str
    picks: tuple[Pick, ...]
    film: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return {
            "kind": self.kind,
            "title": self.title,
            "reason": self.reason,
            "film": self.film,
            "results": [pick.as_dict() for pick in self.picks],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownItem:
    """The film that a told plot seems to be: "Is it this?" `sure` is strong or fair; less is not said."""

    film: FilmFacts
    sure: Confidence

    def as_dict(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return {"id": self.film.id, "title": self.film.title, "year": self.film.year, "sure": self.sure}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the engine says to a request.

    `same_title` holds, for a film named, the others of exactly its title: perhaps one of them was meant.
    `did_you_mean` holds, for a title that is unknown, our nearest film.
    `known_item` is the film that a told plot describes, `exact_title` the film whose title was all that was typed.
    """

    picks: tuple[Pick, ...]
    query: ParsedQuery
    seeds: tuple[FilmFacts, ...]
    dislikes: tuple[FilmFacts, ...]
    text: str
    confidence: Confidence
    index_version: str
    notes: tuple[str, ...] = ()
    same_title: Mapping[int, tuple[FilmFacts, ...]] = field(default_factory=dict)
    did_you_mean: Mapping[str, FilmFacts] = field(default_factory=dict)
    known_item: KnownItem | None = None
    exact_title: FilmFacts | None = None
    relax: tuple[Relaxation, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The answer in the shape that the API, the shell and the pages share.

        `query` without its `text` is a request that asks the same.
        """
        query = self.query

        def named(films: tuple[FilmFacts, ...]) -> list[dict[str, Any]]:
            return [{"id": film.id, "title": film.title, "year": film.year} for film in films]

        return {
            "results": [pick.as_dict() for pick in self.picks],
            "query": {
                "seeds": named(self.seeds),
                "dislikes": named(self.dislikes),
                "unknown": [title for title, _ in query.unknown],
                "filters": query.filters.as_dict(),
                "genres": list(query.genres),
                "themes": list(query.themes),
                "people": list(query.people),
                "avoid_themes": list(query.avoid_themes),
                "avoid_people": list(query.avoid_people),
                "spirit": query.text,
                "controls": {"obscure": query.obscure} if query.obscure else {},
                "text": self.text,
            },
            "notes": list(self.notes),
            "same_title": [{"film": film, "others": named(others)} for film, others in self.same_title.items()],
            "did_you_mean": [
                {"unknown": title, "film": named((film,))[0]} for title, film in self.did_you_mean.items()
            ],
            "confidence": self.confidence,
            "known_item": self.known_item and self.known_item.as_dict(),
            "exact_title": named((self.exact_title,))[0] if self.exact_title else None,
            "relax": [each.as_dict() for each in self.relax],
            "index_version": self.index_version,
        }
