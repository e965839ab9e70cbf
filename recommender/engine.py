"""The engine: a request in, an answer out. One immutable view of the films, neither Django nor a database.

parse -> encode -> candidates -> score -> diversity -> reasons
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from recommender.index import Library
from recommender.query import Lexicon, parse
from recommender.query.fold import fold
from recommender.query.given import check_names, merged, offers, same_titles
from recommender.ranking import Ranked, Wants, popular, rank
from recommender.shapes import (
    CONTENT_LIMITS,
    CONTENT_NOTES,
    EARLIEST_DECADE,
    LATEST_DECADE,
    MAX_FILMS_NAMED,
    MAX_LIMIT,
    MAX_TEXT,
    Answer,
    Confidence,
    Controls,
    FilmFacts,
    Filters,
    Floats,
    KnownItem,
    ParsedQuery,
    Request,
    RequestError,
    Rows,
    Taste,
)

Encode = Callable[[Sequence[str]], Floats | None]  # None: no encoder can be had
INTEREST_FILMS = 40  # a member's most telling films; more would only slow the answer down
# Cosine between free text and its best film: below WEAK we say that we found nothing. Fitted in docs/architecture.md.
STRONG, FAIR, WEAK = 0.50, 0.40, 0.30


class Engine:
    """Answers requests over one library. Immutable and thread-safe; a newer library means a new engine."""

    def __init__(self, library: Library, lexicon: Lexicon, encode: Encode) -> None:
        """Take a library, the lexicon of its titles and words, and the encoder of free text."""
        self.library = library
        self.lexicon = lexicon
        self._encode = encode

    def ask(self, request: Request) -> Answer:
        """Answer a question in words, films and filters.

        Raises:
            RequestError: the request breaks a limit, or names a film or a genre that does not exist.
        """
        check(request, self.library)
        check_names(request, self.lexicon)
        parsed = parse(request.text, self.lexicon) if request.text.strip() else ParsedQuery()
        asked = merged(parsed, request)
        encoded = self._encode([asked.text]) if asked.text else None
        vector = None if encoded is None else encoded[0]
        seeds, dislikes = self.library.rows(asked.seeds), self.library.rows(asked.dislikes)
        wants = Wants(
            liked=seeds,
            liked_weights=np.ones(len(seeds), dtype=np.float32),
            disliked=dislikes,
            disliked_weights=np.ones(len(dislikes), dtype=np.float32),
            vector=vector,
            text=asked.text,
            genres=asked.genres,
            themes=asked.themes,
            people=asked.people,
        )
        allowed = self.library.allowed(asked.filters, request.exclude)
        allowed[self._same_titles(np.concatenate([seeds, dislikes]))] = False
        for name in asked.avoid_people:
            allowed[list(self.library.columns.people.get(name, ()))] = False
        if asked.avoid_themes:
            allowed &= ~self.library.columns.themes.having_any(asked.avoid_themes)
        if wants or not asked.filters:
            ranked = rank(self.library, wants, allowed, request.limit)
        else:  # only conditions: the best-known films that keep them
            return self._answer(request, asked, popular(self.library, allowed, request.limit), "fair")
        confidence = self._confidence(ranked, wants)
        if confidence == "none":
            return self._answer(request, asked, popular(self.library, allowed, request.limit), "none")
        return self._answer(request, asked, self._refilled(ranked, allowed, request.limit), confidence)

    def for_taste(
        self, taste: Taste, *, limit: int, filters: Filters | None = None, controls: Controls | None = None
    ) -> Answer:
        """The list for a member, always filled while the catalogue has films that the filters allow.

        A member who liked nothing yet gets well-known films, marked as such.
        """
        request = Request(
            filters=filters or Filters(), controls=controls or Controls(), limit=limit, exclude=taste.exclude
        )
        check(request, self.library)
        allowed = self.library.allowed(request.filters, taste.exclude)
        wants = self._wants_of(taste)
        query = ParsedQuery(filters=request.filters)
        if not len(wants.liked):
            return self._answer(request, query, popular(self.library, allowed, limit), "none")
        ranked = rank(self.library, wants, allowed, limit)
        return self._answer(request, query, self._refilled(ranked, allowed, limit), "strong")

    def similar(
        self, film_id: int, *, limit: int, exclude: frozenset[int] = frozenset(), controls: Controls | None = None
    ) -> Answer:
        """Films like one film, best first; never the film itself or another of its title.

        Raises:
            RequestError: no such film can be recommended.
        """
        return self.ask(Request(seeds=(film_id,), limit=limit, exclude=exclude, controls=controls or Controls()))

    def _wants_of(self, taste: Taste) -> Wants:
        def told(sign: int) -> tuple[Rows, Floats]:
            known = ((i, abs(w)) for i, w in taste.weights.items() if w * sign > 0 and i in self.library.row_of)
            films = list(islice(known, INTEREST_FILMS))
            return self.library.rows(i for i, _ in films), np.array([w for _, w in films], dtype=np.float32)

        (liked, liked_weights), (disliked, disliked_weights) = told(1), told(-1)
        return Wants(liked=liked, liked_weights=liked_weights, disliked=disliked, disliked_weights=disliked_weights)

    def _same_titles(self, rows: Rows) -> list[int]:
        """The rows, and every other film of exactly one of their titles."""
        named = {fold(self.library.films[row].title) for row in rows}
        return [*map(int, rows), *(row for title in named for row in self.library.rows(self.lexicon.titled(title)))]

    def _refilled(self, ranked: Ranked, allowed: np.ndarray, limit: int) -> Ranked:
        """Fill a short list with well-known films, marked as such."""
        missing = limit - len(ranked.picks)
        if missing <= 0:
            return ranked
        rest = allowed.copy()
        rest[self.library.rows(pick.film.id for pick in ranked.picks)] = False
        return replace(ranked, picks=ranked.picks + popular(self.library, rest, missing).picks)

    def _answer(self, request: Request, asked: ParsedQuery, ranked: Ranked, confidence: Confidence) -> Answer:
        return Answer(
            picks=ranked.picks,
            query=asked,
            seeds=self._films(asked.seeds),
            dislikes=self._films(asked.dislikes),
            text=request.text,
            confidence=confidence,
            index_version=self.library.manifest.version,
            notes=asked.notes,
            same_title=same_titles((*asked.seeds, *asked.dislikes), self.lexicon),
            did_you_mean=offers(asked, self.lexicon),
            known_item=self._known_item(asked, ranked),
            exact_title=None if asked.exact_title is None else self.library.film(asked.exact_title),
        )

    @staticmethod
    def _known_item(asked: ParsedQuery, ranked: Ranked) -> KnownItem | None:
        """The film that a told plot describes: the first pick, where its text is near the words."""
        if not asked.plot or asked.seeds or asked.people or not asked.text or not ranked.picks:
            return None
        if ranked.best_cosine < FAIR or ranked.picks[0].score <= 0:
            return None
        return KnownItem(film=ranked.picks[0].film, sure="strong" if ranked.best_cosine >= STRONG else "fair")

    def _films(self, ids: Iterable[int]) -> tuple[FilmFacts, ...]:
        return tuple(film for film in map(self.library.film, ids) if film is not None)

    @staticmethod
    def _confidence(ranked: Ranked, wants: Wants) -> Confidence:
        """How sure we are. Named films, people and genres are firm ground; free text alone is judged by its cosine."""
        if not ranked.picks:
            return "none"
        if len(wants.liked) or wants.people or wants.genres:
            return "strong"
        if wants.themes:
            return "fair"
        for level, least in (("strong", STRONG), ("fair", FAIR), ("weak", WEAK)):
            if ranked.best_cosine >= least:
                return level  # type: ignore[return-value]
        return "none"


def check(request: Request, library: Library) -> None:
    """Refuse a request that breaks a limit or names what does not exist.

    Raises:
        RequestError: with the field and the reason.
    """
    if len(request.text) > MAX_TEXT:
        raise RequestError("text", f"at most {MAX_TEXT} characters, this has {len(request.text)}")
    if len(request.spirit) > MAX_TEXT:
        raise RequestError("spirit", f"at most {MAX_TEXT} characters, this has {len(request.spirit)}")
    if not 1 <= request.limit <= MAX_LIMIT:
        raise RequestError("limit", f"from 1 to {MAX_LIMIT}")
    for field in ("seeds", "dislikes"):
        named: tuple[int, ...] = getattr(request, field)
        if len(named) > MAX_FILMS_NAMED:
            raise RequestError(field, f"at most {MAX_FILMS_NAMED} films")
        missing = [str(i) for i in named if i not in library.row_of]
        if missing:
            raise RequestError(field, f"no film has the id {', '.join(missing[:5])}")
    for note, level in request.filters.content_max.items():
        if note not in CONTENT_NOTES:
            raise RequestError("filters.content_max", f"no content note {note!r}; there are {', '.join(CONTENT_NOTES)}")
        if level not in CONTENT_LIMITS:
            raise RequestError(f"filters.content_max.{note}", f"one of {', '.join(CONTENT_LIMITS)}")
    check_controls(request.controls)


def check_controls(controls: Controls) -> None:
    """Refuse a control that is out of its bounds.

    Raises:
        RequestError: with the field, `controls.<name>`, and the reason.
    """
    for name, least in (("adventurous", 0), ("obscure", -1), ("varied", 0)):
        if not least <= getattr(controls, name) <= 1:  # a NaN is in no range
            raise RequestError(f"controls.{name}", f"from {least} to 1")
    era = controls.era
    if era is not None and (not EARLIEST_DECADE <= era <= LATEST_DECADE or era % 10):
        raise RequestError("controls.era", f"the first year of a decade, from {EARLIEST_DECADE} to {LATEST_DECADE}")
