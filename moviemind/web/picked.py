"""What a visitor without an account told us: films they picked and a sentence. It lies in their session alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from recommender.shapes import MAX_TEXT

MOST_PICKS = 30
PICKS, SENTENCE = "picks", "sentence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """Ids of films, the latest first, and a sentence or ""."""

    films: tuple[int, ...] = ()
    sentence: str = ""

    def __bool__(self) -> bool:
        return bool(self.films or self.sentence)


def picked_by(request: HttpRequest) -> Picked:
    """What this visitor told us before; nothing for whom no session was begun."""
    films: Any = request.session.get(PICKS, [])
    sentence = request.session.get(SENTENCE, "")
    return Picked(films=tuple(films), sentence=sentence)


def pick(request: HttpRequest, film_id: int) -> None:
    """Add a film; beyond MOST_PICKS the oldest goes."""
    films = [film_id, *(film for film in request.session.get(PICKS, []) if film != film_id)]
    request.session[PICKS] = films[:MOST_PICKS]


def unpick(request: HttpRequest, film_id: int) -> None:
    """Take a film back."""
    request.session[PICKS] = [film for film in request.session.get(PICKS, []) if film != film_id]


def write(request: HttpRequest, sentence: str) -> None:
    """Keep a sentence in place of the one before."""
    request.session[SENTENCE] = sentence[:MAX_TEXT]


def forget(request: HttpRequest) -> None:
    """Forget all of it."""
    for name in (PICKS, SENTENCE):
        request.session.pop(name, None)
