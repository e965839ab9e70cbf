"""The engine: a request in, an answer out. One immutable view of the films, neither Django nor a database.

parse -> encode -> candidates -> exclusions -> score -> curators' rules -> diversity -> refill -> reasons
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from recommender.index import Library
from recommender.query import Lexicon, parse
from recommender.query.advice import advice
from recommender.query.conversation import Conversation, Turn, read_conversation
from recommender.query.fold import fold
from recommender.query.given import check_names, merged, offers, same_titles, signed
from recommender.query.written import misspelt
from recommender.ranking import (
    NONE,
    WEIGHTS,
    Acting,
    Evidence,
    Profile,
    Ranked,
    Reading,
    Rule,
    Talk,
    Wants,
    Weights,
    acting,
    confidence_of,
    could_be_told,
    evidence,
    explained,
    filled,
    interests_of,
    known_item_of,
    next_films,
    nonsense,
    one_by_one,
    popular,
    profile_of,
    rank,
    reading_of,
    relaxations,
    shelves,
    sorts,
)
from recommender.shapes import (
    CONTENT_LIMITS,
    CONTENT_NOTES,
    EARLIEST_DECADE,
    LATEST_DECADE,
    MAX_FILMS_NAMED,
    MAX_LIMIT,
    MAX_TEXT,
    Answer,
    Breakdown,
    Confidence,
    Controls,
    FilmFacts,
    Filters,
    Floats,
    Interest,
    KnownItem,
    ParsedQuery,
    Relaxation,
    Request,
    RequestError,
    Rows,
    Shelf,
    Taste,
)

Encode = Callable[[Sequence[str]], Floats | None]  # None: no encoder can be had
LIKE_ONE = Controls(adventurous=0.0, varied=0.1)  # films like one film: the nearest, hardly spread


class Engine:
    """Answers requests over one library. Immutable and thread-safe; a newer library means a new engine."""

    def __init__(
        self,
        library: Library,
        lexicon: Lexicon,
        encode: Encode,
        *,
        weights: Weights = WEIGHTS,
        rules: Sequence[Rule] = (),
    ) -> None:
        """Take a library, the lexicon of its titles and words, the encoder of free text, and curators' rules."""
        self.library = library
        self.lexicon = lexicon
        self.weights = weights
        self.rules = tuple(rules)
        self._encode = encode
        self._acting: tuple[date | None, Acting] = (None, acting(library, self.rules, None))

    def with_rules(self, rules: Sequence[Rule]) -> Engine:
        """The same engine under other rules."""
        return Engine(self.library, self.lexicon, self._encode, weights=self.weights, rules=rules)

    def ask(self, request: Request) -> Answer:
        """Answer a question in words, films and filters.

        Raises:
            RequestError: the request breaks a limit, or names a film or a genre that does not exist.
        """
        check(request, self.library)
        check_names(request, self.lexicon)
        asked = signed(merged(self._parsed(request), request), request, self.lexicon)
        said = None
        if asked.written_out and could_be_told(asked):
            asked, said = self._unless_told(request, asked)
        answer = self._replied(request, asked, said)
        while again := self._named_again(answer):
            asked = replace(asked, written_out=(*asked.written_out, *again))
            answer = self._replied(request, asked)
        return answer

    def _parsed(self, request: Request) -> ParsedQuery:
        """The words of a request as understood; a title that only happens to stand in an errand is none."""
        if not request.text.strip():
            return ParsedQuery()
        asked = parse(request.text, self.lexicon)
        if not asked.signs.passing:
            return asked
        errand = _as_errand(asked, request.text)
        wants = self._wants_of(errand, request.controls, self._open(request))
        return errand if nonsense(reading_of(self.library, errand, wants)) > NONE else asked

    def _unless_told(self, request: Request, asked: ParsedQuery) -> tuple[ParsedQuery, Evidence | None]:
        """A told plot may hold its film's title: such a film is not left out.

        Returns:
            The question without it, and what films say to its words where leaving the others out changes nothing.
        """
        unnamed = replace(asked, written_out=())
        said = self._said(asked.text, self._allowed(unnamed, request))
        if said is None or not said.rests_on(self._same_titles(self.library.rows(asked.written_out))):
            return asked, said  # a film that is not near the words is not what they tell
        told = self._replied(request, unnamed, said).known_item
        if told is None:
            return asked, None
        return replace(asked, written_out=tuple(i for i in asked.written_out if i != told.film.id)), None

    def _replied(self, request: Request, asked: ParsedQuery, said: Evidence | None = None) -> Answer:
        """The answer to a question as it was understood; `said`, where it is known, is what films say to its words."""
        allowed = self._allowed(asked, request)
        wants = self._wants_of(asked, request.controls, allowed, said)
        ranked = self._ranked(request, asked, wants, allowed) if wants else Ranked(picks=())
        reading = reading_of(self.library, asked, wants)
        confidence = confidence_of(asked, ranked, wants, reading)
        if confidence == "none" or not wants:  # only conditions, or nothing understood: the best-known films
            return self._popular(request, asked, wants, allowed, confidence)
        known_item = known_item_of(asked, ranked, wants, reading)
        return self._answer(request, asked, ranked, confidence, known_item)

    @staticmethod
    def _named_again(answer: Answer) -> tuple[int, ...]:
        """Films of an answer whose titles stand in the question with a slip, and which the parser did not see."""
        if not answer.text:
            return ()
        item = answer.known_item.film.id if answer.known_item else None
        return tuple(i for i in misspelt(answer.text, [pick.film for pick in answer.picks]) if i != item)

    def reading(self, text: str) -> Reading | None:
        """What is known of the words of a question where they alone decide how sure we are; None elsewhere."""
        asked = parse(text, self.lexicon)
        asked = _as_errand(asked, text) if asked.signs.passing else asked
        wants = self._wants_of(asked, Controls(), self._allowed(asked, Request(text=text)))
        if len(wants.liked) or wants.people or wants.said is None or asked.signs.chat or asked.signs.unread:
            return None
        return reading_of(self.library, asked, wants)

    def converse(
        self,
        turns: Sequence[Turn],
        *,
        limit: int = 10,
        exclude: frozenset[int] = frozenset(),
        today: date | None = None,
    ) -> Answer:
        """What to recommend next in a conversation: nothing that was named in it, and nothing of such a title.

        Raises:
            RequestError: the limit is out of bounds.
        """
        heard = read_conversation(turns, self.lexicon)
        request = Request(text=heard.words[1], limit=limit, exclude=exclude, today=today)
        check(request, self.library)
        allowed = self._allowed(heard.query, request, unknown_keeps=True)  # talk is loose: what is known to break it
        ranked = next_films(
            self.library,
            self._talk_of(heard),
            allowed,
            limit,
            acting=self._rules_on(today),
            filters=heard.query.filters,
        )
        return self._answer(request, heard.query, ranked, self._sure_of(heard))

    def for_taste(
        self,
        taste: Taste,
        *,
        limit: int,
        filters: Filters | None = None,
        controls: Controls | None = None,
        today: date | None = None,
        profile: Profile | None = None,
    ) -> Answer:
        """The list for a member, always filled while the catalogue has films that the filters allow.

        A member who liked nothing yet gets well-known films, marked as such.

        Args:
            today: decides which of the curators' rules with dates act.
            profile: what `profile` made of this taste, where it was kept.

        Raises:
            RequestError: the limit, a filter or a control is out of bounds.
        """
        request = Request(filters=filters or Filters(), controls=controls or Controls(), limit=limit, today=today)
        check(request, self.library)
        profile = profile or self.profile(taste)
        asked = ParsedQuery(filters=request.filters)
        allowed = self._open(request)
        allowed[profile.exclude] = False
        if taste.exclude is not profile.taste.exclude:  # more than was known when the profile was made
            allowed[self.library.rows(taste.exclude - profile.taste.exclude)] = False
        request = replace(request, exclude=taste.exclude)
        wants = replace(profile.wants, controls=request.controls)
        if not len(wants.liked):
            return self._popular(request, asked, wants, allowed, "none")
        return self._answer(request, asked, self._ranked(request, asked, wants, allowed), "strong")

    def shelves(
        self,
        taste: Taste,
        *,
        length: int,
        fresh: Iterable[int] = (),
        fresh_reason: str = "",
        today: date | None = None,
        profile: Profile | None = None,
    ) -> tuple[Shelf, ...]:
        """The rows of a home page for a taste: none where nothing is liked, no film twice.

        Args:
            length: films in a row.
            fresh: ids of films that are new in the catalogue, and `fresh_reason` what makes them new.
            today, profile: as in `for_taste`.
        """
        profile = profile or self.profile(taste)
        allowed = self._open(Request(today=today))
        allowed[profile.exclude] = False
        if taste.exclude is not profile.taste.exclude:
            allowed[self.library.rows(taste.exclude - profile.taste.exclude)] = False
        return shelves(
            self.library,
            profile.wants,
            allowed,
            length,
            fresh=self.library.rows(fresh),
            fresh_reason=fresh_reason,
            weights=self.weights,
            acting=self._rules_on(today),
        )

    def profile(self, taste: Taste) -> Profile:
        """What a taste means here. It may be kept as long as this engine's library serves, and given back."""
        return profile_of(self.library, taste, self.weights)

    def interests(self, taste: Taste, profile: Profile | None = None) -> tuple[Interest, ...]:
        """The interests of a taste, the weightiest first, named for what their films share."""
        return interests_of(self.library, (profile or self.profile(taste)).wants.groups)

    def similar(
        self,
        film_id: int,
        *,
        limit: int,
        exclude: frozenset[int] = frozenset(),
        controls: Controls | None = None,
        today: date | None = None,
    ) -> Answer:
        """Films like one film, best first; never the film itself or another of its title, few of its own series.

        Raises:
            RequestError: no such film can be recommended.
        """
        request = Request(seeds=(film_id,), limit=limit, exclude=exclude, controls=controls or LIKE_ONE, today=today)
        check(request, self.library)
        asked = ParsedQuery(seeds=(film_id,))
        allowed = self._allowed(asked, request)
        wants = self._wants_of(asked, request.controls, allowed)
        return self._answer(request, asked, self._ranked(request, asked, wants, allowed, of_one=True), "strong")

    def explain(
        self,
        film_id: int,
        taste: Taste,
        *,
        filters: Filters | None = None,
        controls: Controls | None = None,
        today: date | None = None,
        profile: Profile | None = None,
    ) -> Breakdown:
        """Why a film is, or is not, in a member's list: every term of its score, and what else had a say.

        Raises:
            RequestError: no such film can be recommended.
        """
        request = Request(seeds=(film_id,), filters=filters or Filters(), controls=controls or Controls(), today=today)
        check(request, self.library)
        row = self.library.row_of[film_id]
        barred = ""
        if film_id in taste.exclude:
            barred = "You rated, saw, hid or listed it"
        elif not self._open(request)[row]:
            barred = "A filter or a curator's rule leaves it out"
        return explained(
            self.library,
            row,
            replace((profile or self.profile(taste)).wants, controls=request.controls),
            weights=self.weights,
            acting=self._rules_on(today),
            filters=request.filters,
            barred=barred,
        )

    def explain_ask(self, film_id: int, request: Request) -> Breakdown:
        """The same for a question, or with `Request(seeds=(id,))` for a list of similar films.

        Raises:
            RequestError: as `ask`, or no such film can be recommended.
        """
        check(request, self.library)
        check(Request(seeds=(film_id,)), self.library)
        asked = signed(merged(self._parsed(request), request), request, self.lexicon)
        row = self.library.row_of[film_id]
        allowed = self._allowed(asked, request)
        return explained(
            self.library,
            row,
            self._wants_of(asked, request.controls, allowed),
            weights=self.weights,
            acting=self._rules_on(request.today),
            filters=asked.filters,
            barred="" if allowed[row] else "A filter, or what you asked for, leaves it out",
        )

    def _wants_of(
        self, asked: ParsedQuery, controls: Controls, allowed: np.ndarray, said: Evidence | None = None
    ) -> Wants:
        """A question as rows of the library; named films share one weight, so that words weigh the same beside any."""
        seeds, dislikes = self.library.rows(asked.seeds), self.library.rows(asked.dislikes)
        if asked.obscure and not controls.obscure:
            controls = replace(controls, obscure=asked.obscure)
        return Wants(
            liked=seeds,
            liked_weights=np.full(len(seeds), 1 / max(len(seeds), 1), dtype=np.float32),
            disliked=dislikes,
            disliked_weights=np.full(len(dislikes), 1 / max(len(dislikes), 1), dtype=np.float32),
            groups=one_by_one(seeds),
            said=said or self._said(asked.text, allowed),
            genres=asked.genres,
            themes=asked.themes,
            people=asked.people,
            controls=controls,
        )

    def _talk_of(self, heard: Conversation) -> Talk:
        """A conversation as rows of the library."""
        here = {film: weight for film, weight in heard.films.items() if film in self.library.row_of}
        encoded = self._encode([text for text in heard.words if text]) if any(heard.words) else None
        words: Floats | None = None
        if encoded is not None:
            words = np.zeros((len(heard.words), encoded.shape[1]), dtype=np.float32)
            words[[place for place, text in enumerate(heard.words) if text]] = encoded
        return Talk(
            told=self.library.rows(here),
            weights=np.array(list(here.values()), dtype=np.float32),
            genres=heard.genres,
            people=heard.people,
            words=words,
        )

    @staticmethod
    def _sure_of(heard: Conversation) -> Confidence:
        """Films and people named are firm ground, genres fair; beside small talk we only know what many like."""
        if any(weight > 0 for weight in heard.films.values()) or heard.people:
            return "strong"
        if heard.genres or heard.query.filters or heard.query.themes:
            return "fair"
        return "weak" if heard.words[0] else "none"

    def _said(self, text: str, allowed: np.ndarray) -> Evidence | None:
        if not text:
            return None
        encoded = self._encode([text])
        if encoded is None:
            return evidence(self.library, text, None, allowed)
        return evidence(self.library, text, encoded[0], allowed, sorts(self._encode))

    def _open(self, request: Request, filters: Filters | None = None, *, unknown_keeps: bool = False) -> np.ndarray:
        """(rows,) bool: what keeps the request's filters, or others, was not excluded by it, and by no curator."""
        filters = request.filters if filters is None else filters
        allowed = self.library.allowed(filters, request.exclude, unknown_keeps=unknown_keeps)
        allowed[self._rules_on(request.today).excluded] = False
        return allowed

    def _allowed(self, asked: ParsedQuery, request: Request, *, unknown_keeps: bool = False) -> np.ndarray:
        """(rows,) bool: what may answer a question: no named film, none of a named title, nothing to be avoided."""
        allowed = self._open(request, asked.filters, unknown_keeps=unknown_keeps)
        named = self.library.rows((*asked.seeds, *asked.dislikes, *asked.written_out))
        allowed[self._same_titles(named)] = False
        for name in asked.avoid_people:
            allowed[list(self.library.columns.people.get(name, ()))] = False
        if asked.avoid_themes:
            allowed &= ~self.library.columns.themes.having_any(asked.avoid_themes)
        return allowed

    def _rules_on(self, today: date | None) -> Acting:
        """The rules of a day, looked up once a day."""
        day, rules = self._acting
        if day != today:
            rules = acting(self.library, self.rules, today)
            self._acting = (today, rules)
        return rules

    def _same_titles(self, rows: Rows) -> list[int]:
        """The rows, and every other film of exactly one of their titles."""
        named = {fold(self.library.films[row].title) for row in rows}
        return [*map(int, rows), *(row for title in named for row in self.library.rows(self.lexicon.titled(title)))]

    def _ranked(
        self, request: Request, asked: ParsedQuery, wants: Wants, allowed: np.ndarray, *, of_one: bool = False
    ) -> Ranked:
        """The list, full while there are films."""
        how: dict[str, Any] = {
            "weights": self.weights,
            "acting": self._rules_on(request.today),
            "filters": asked.filters,
        }
        ranked = rank(self.library, wants, allowed, request.limit, of_one=of_one, **how)
        if not ranked.picks and not wants.by_member:
            return ranked
        return filled(self.library, ranked, allowed, request.limit, wants=wants, **how)

    def _popular(
        self, request: Request, asked: ParsedQuery, wants: Wants, allowed: np.ndarray, confidence: Confidence
    ) -> Answer:
        ranked = popular(
            self.library,
            allowed,
            request.limit,
            wants=wants,
            weights=self.weights,
            acting=self._rules_on(request.today),
            filters=asked.filters,
        )
        return self._answer(request, asked, ranked, confidence)

    def _answer(
        self,
        request: Request,
        asked: ParsedQuery,
        ranked: Ranked,
        confidence: Confidence,
        known_item: KnownItem | None = None,
    ) -> Answer:
        return Answer(
            picks=ranked.picks,
            query=asked,
            seeds=self._films(asked.seeds),
            dislikes=self._films(asked.dislikes),
            text=request.text,
            confidence=confidence if ranked.picks else "none",
            index_version=self.library.manifest.version,
            notes=(*asked.notes, *(advice(asked, confidence) if request.text.strip() or request.spirit else ())),
            same_title=same_titles((*asked.seeds, *asked.dislikes), self.lexicon),
            did_you_mean=offers(asked, self.lexicon, request.unknown),
            known_item=known_item,
            exact_title=None if asked.exact_title is None else self.library.film(asked.exact_title),
            relax=() if ranked.picks else self._relaxations(request, asked),
        )

    def _relaxations(self, request: Request, asked: ParsedQuery) -> tuple[Relaxation, ...]:
        """Which filters leave nothing, and what there would be without them."""
        if not asked.filters:
            return ()
        unfiltered = replace(asked, filters=Filters())
        return relaxations(self.library, asked.filters, self._allowed(unfiltered, request))

    def _films(self, ids: Iterable[int]) -> tuple[FilmFacts, ...]:
        return tuple(film for film in map(self.library.film, ids) if film is not None)


def _as_errand(asked: ParsedQuery, text: str) -> ParsedQuery:
    """A sentence as free words throughout: no film is named, nothing asked of films."""
    return ParsedQuery(text=text, signs=asked.signs, written_out=asked.written_out)


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
