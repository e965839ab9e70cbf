"""The rows of the home page: for members from all that they said, for visitors from what they picked or wrote."""

from __future__ import annotations

from django.http import HttpRequest

from moviemind.web.picked import Picked, picked_by
from moviemind.web.views._common import member_of
from moviemind.web.words import Row, rows_of
from recommender import impressions, service
from recommender.service import Home
from recommender.shapes import Request, Taste


def rows_for(request: HttpRequest) -> list[Row]:
    """The rows, none for whom we know nothing of, or while there is no index."""
    member = member_of(request)
    try:
        if member is not None:
            return _shown(request, service.home(member), "home", Request())
        picked = picked_by(request)
        asked = asked_of(picked)
        return _shown(request, service.home_for(taste_of(asked)), "picked", asked) if asked.seeds else []
    except service.IndexUnavailable:
        return []


def asked_of(picked: Picked) -> Request:
    """What a visitor told us as one question: the films that they picked or named, and their words.

    Films that have gone from the catalogue since are left out.
    """
    understood = service.understood(picked.sentence) if picked.sentence else None
    named = understood.seeds if understood else ()
    asked = Request(
        text=picked.sentence,
        seeds=tuple(dict.fromkeys((*picked.films, *named))),
        dislikes=understood.dislikes if understood else (),
    )
    return service.known(asked)[0]


def taste_of(asked: Request) -> Taste:
    """The films of a question as a taste."""
    weights = dict.fromkeys(asked.seeds, 1.0) | dict.fromkeys(asked.dislikes, -1.0)
    return Taste(weights=weights, exclude=frozenset(weights))


def _shown(request: HttpRequest, home: Home, kind: str, asked: Request) -> list[Row]:
    if not home.shelves:
        return []
    kept = impressions.record(
        kind,
        (pick for shelf in home.shelves for pick in shelf.picks),
        home.index_version,
        member=member_of(request),
        session=request.session.session_key or "",
        request=impressions.as_request(asked),
    )
    return rows_of(home, request.user, kept)
