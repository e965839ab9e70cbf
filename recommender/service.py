"""The one door of the engine for the site: rows in, engine types through, rows out.

Each process holds one engine over the newest snapshot and the changes since, and looks for newer ones at most once a
second; requests that come meanwhile are answered by the engine at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.timezone import localdate

from moviemind.catalog.models import Film
from moviemind.catalog.present import still_recommendable
from moviemind.profiles.models import Member
from recommender import encoding
from recommender.curation import Effect, effect_of
from recommender.engine import Engine
from recommender.fresh import fresh_films
from recommender.holder import IndexUnavailable, holder
from recommender.profiles import profile_of
from recommender.query import Refined, Suggestion, parse
from recommender.query import refine as refined
from recommender.query.conversation import Turn
from recommender.query.given import known as only_known
from recommender.ranking import Profile
from recommender.rebuild import publish, request_rebuild, rollback
from recommender.shapes import (
    Answer,
    Breakdown,
    Controls,
    Filters,
    Interest,
    ParsedQuery,
    Pick,
    Request,
    RequestError,
    Shelf,
    Taste,
)
from recommender.status import index_status, note_worker, readiness
from recommender.taste import taste_of

ON_A_SHELF = 6  # films in a row of the home page

__all__ = [
    "Card",
    "Effect",
    "Home",
    "IndexUnavailable",
    "Refined",
    "RequestError",
    "Served",
    "Suggestion",
    "ask",
    "converse",
    "effect_of",
    "explain",
    "explain_ask",
    "explain_taste",
    "for_member",
    "for_taste",
    "home",
    "home_for",
    "index_status",
    "index_version",
    "interests",
    "known",
    "note_worker",
    "publish",
    "readiness",
    "refine",
    "request_rebuild",
    "rollback",
    "similar",
    "starters",
    "suggest",
    "understood",
    "warm_up",
]


@dataclass(frozen=True)
class Card:
    """A recommended film: its row, with genres at hand, and why it is there."""

    film: Film
    pick: Pick


@dataclass(frozen=True)
class Served:
    """An answer, all of whose films are in the catalogue at this moment."""

    answer: Answer

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """The picks with their catalogue rows, in two queries."""
        rows = Film.objects.recommendable().for_cards().in_bulk([pick.film.id for pick in self.answer.picks])
        return tuple(Card(film=rows[pick.film.id], pick=pick) for pick in self.answer.picks if pick.film.id in rows)

    def as_dict(self) -> dict[str, Any]:
        """The answer in the shape that the API, the shell and the pages share."""
        return self.answer.as_dict()


@dataclass(frozen=True)
class Home:
    """The rows of a home page, all of whose films are in the catalogue at this moment."""

    shelves: tuple[Shelf, ...]
    index_version: str

    @cached_property
    def films(self) -> dict[int, Film]:
        """The catalogue rows of all films by id, in two queries."""
        ids = [pick.film.id for shelf in self.shelves for pick in shelf.picks]
        return Film.objects.recommendable().for_cards().in_bulk(ids)

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {"rows": [shelf.as_dict() for shelf in self.shelves], "index_version": self.index_version}


def ask(request: Request, member: Member | None = None) -> Served:
    """Answer a question; a member gets nothing that they rated, saw, hid or listed.

    Raises:
        RequestError: the request breaks a limit or names what does not exist.
        IndexUnavailable: there is no index to answer from.
    """
    exclude = request.exclude | taste_of(member).exclude if member is not None else request.exclude
    asked = replace(request, today=request.today or localdate(), exclude=exclude)
    return _served(lambda engine, gone: engine.ask(replace(asked, exclude=exclude | gone) if gone else asked))


def converse(turns: Sequence[Turn], member: Member | None = None, *, limit: int = 10) -> Served:
    """What to recommend next in a conversation; a member gets nothing that they rated, saw, hid or listed.

    Raises:
        RequestError: the limit is out of bounds.
        IndexUnavailable: there is no index to answer from.
    """
    exclude = taste_of(member).exclude if member is not None else frozenset()
    return _served(lambda engine, gone: engine.converse(turns, limit=limit, exclude=exclude | gone, today=localdate()))


def for_member(
    member: Member,
    *,
    limit: int = 10,
    filters: Filters | None = None,
    controls: Controls | None = None,
    exclude: frozenset[int] = frozenset(),
    today: date | None = None,
) -> Served:
    """The member's own list, full while the catalogue has films. Newcomers get well-known ones, marked so.

    Args:
        exclude: further films to leave out: those that the page shows already.

    Raises:
        RequestError: the limit, a filter or a control is out of bounds.
        IndexUnavailable: there is no index to answer from.
    """

    def answer(engine: Engine, gone: frozenset[int]) -> Answer:
        profile = profile_of(member, engine)
        more = exclude | gone
        taste = replace(profile.taste, exclude=profile.taste.exclude | more) if more else profile.taste
        return engine.for_taste(
            taste, limit=limit, filters=filters, controls=controls, today=today or localdate(), profile=profile
        )

    return _served(answer)


def for_taste(
    taste: Taste,
    *,
    limit: int = 10,
    filters: Filters | None = None,
    controls: Controls | None = None,
    today: date | None = None,
) -> Served:
    """The list for any taste: one of a member's interests, or the films that a visitor picked.

    Raises:
        RequestError: the limit, a filter or a control is out of bounds.
        IndexUnavailable: there is no index to answer from.
    """

    def answer(engine: Engine, gone: frozenset[int]) -> Answer:
        asked = replace(taste, exclude=taste.exclude | gone) if gone else taste
        return engine.for_taste(asked, limit=limit, filters=filters, controls=controls, today=today or localdate())

    return _served(answer)


def home(member: Member, *, length: int = ON_A_SHELF, today: date | None = None) -> Home:
    """The rows of the member's home page, out of one look at the candidates; none before they liked anything.

    Raises:
        IndexUnavailable: there is no index to answer from.
    """
    engine = holder.engine()
    return _home(engine, profile_of(member, engine), length, today)


def home_for(taste: Taste, *, length: int = ON_A_SHELF, today: date | None = None) -> Home:
    """The same for any taste: the films that a visitor picked.

    Raises:
        IndexUnavailable: there is no index to answer from.
    """
    engine = holder.engine()
    return _home(engine, engine.profile(taste), length, today)


def _home(engine: Engine, profile: Profile, length: int, today: date | None) -> Home:
    version = engine.library.manifest.version
    fresh, reason = fresh_films(version, engine.library.version)
    taste, gone = profile.taste, frozenset[int]()
    while True:
        if gone:
            taste = replace(profile.taste, exclude=profile.taste.exclude | gone)
        shelves = engine.shelves(
            taste, length=length, fresh=fresh, fresh_reason=reason, today=today or localdate(), profile=profile
        )
        ids = {pick.film.id for shelf in shelves for pick in shelf.picks}
        missing = ids - still_recommendable(ids)
        if not missing:
            return Home(shelves=shelves, index_version=version)
        gone |= missing


def interests(member: Member) -> tuple[Interest, ...]:
    """The member's interests, the weightiest first.

    Raises:
        IndexUnavailable: there is no index to tell them from.
    """
    engine = holder.engine()
    profile = profile_of(member, engine)
    return engine.interests(profile.taste, profile)


def explain(
    film_id: int,
    member: Member,
    *,
    filters: Filters | None = None,
    controls: Controls | None = None,
    today: date | None = None,
) -> Breakdown:
    """Why a film is, or is not, in the member's list: every term of its score.

    Raises:
        RequestError: no such film can be recommended.
        IndexUnavailable: there is no index to answer from.
    """
    engine = holder.engine()
    profile = profile_of(member, engine)
    return engine.explain(
        film_id, profile.taste, filters=filters, controls=controls, today=today or localdate(), profile=profile
    )


def explain_taste(
    film_id: int, taste: Taste, *, filters: Filters | None = None, controls: Controls | None = None, today: date | None
) -> Breakdown:
    """The same for any taste: the films that a visitor picked."""
    return holder.engine().explain(film_id, taste, filters=filters, controls=controls, today=today or localdate())


def explain_ask(film_id: int, request: Request) -> Breakdown:
    """The same for a question."""
    return holder.engine().explain_ask(film_id, replace(request, today=request.today or localdate()))


def index_version() -> str:
    """The version that serves now.

    Raises:
        IndexUnavailable: there is none.
    """
    return holder.engine().library.manifest.version


def similar(film_id: int, *, limit: int = 10, today: date | None = None) -> Served:
    """Films like one film, the same for everybody.

    Raises:
        RequestError: no such film can be recommended from.
        IndexUnavailable: there is no index to answer from.
    """

    def answer(engine: Engine, gone: frozenset[int]) -> Answer:
        if film_id in gone:
            raise RequestError("seeds", f"no film has the id {film_id}")
        return engine.similar(film_id, limit=limit, exclude=gone, today=today or localdate())

    return _served(answer, film_id)


def starters(limit: int = 24) -> list[Film]:
    """Well-known films across genres, for a newcomer to begin with."""
    served = for_taste(Taste(), limit=limit)
    return [card.film for card in served.cards]


def warm_up(processes: int = 1) -> None:
    """Load index and encoder of a fresh process, the encoder in the background. Call it after the fork.

    Args:
        processes: how many like this one share the machine; its encoder takes its share of the cores.
    """
    encoding.warm_up(processes)
    holder.refresh_quietly()


def _served(answer: Callable[[Engine, frozenset[int]], Answer], *named: int) -> Served:
    """Ask until every film of the answer still is in the catalogue: a deletion holds before the index knows.

    Films that the question names are looked for in the same query.
    """
    gone: frozenset[int] = frozenset()
    engine = holder.engine()
    while True:
        given: Answer = answer(engine, gone)
        ids = {*named, *(pick.film.id for pick in given.picks)}
        missing = ids - still_recommendable(ids)
        if not missing:
            return Served(given)
        gone |= missing


def known(request: Request) -> tuple[Request, tuple[str, ...]]:
    """The request less what is no longer in the catalogue, as a link that was kept may name; and what went.

    Raises:
        IndexUnavailable: there is no index to answer from.
    """
    return only_known(request, holder.engine().lexicon)


def refine(request: Request, words: str, shown: Sequence[int] = ()) -> Refined:
    """The request that stands, changed by words: "funnier", "older", "more like the second one", "show me others".

    Args:
        request: what stands; words in its `text` are read, and spelt out in the result.
        words: what to change.
        shown: the films of the answer that the words speak of, in its order.

    Raises:
        IndexUnavailable: there is no index to answer from.
    """
    return refined(request, words, holder.engine().lexicon, shown)


def suggest(text: str, limit: int = 8) -> tuple[int, tuple[Suggestion, ...]]:
    """What the end of a text being typed may become, and where in the text that end begins.

    Raises:
        IndexUnavailable: there is no index to answer from.
    """
    return holder.engine().lexicon.suggest(text, limit)


def understood(text: str) -> ParsedQuery:
    """A sentence as the parser understands it, without an answer."""
    return parse(text, holder.engine().lexicon)
