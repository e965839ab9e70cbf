"""Messages that can take back what they tell of."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

from moviemind.profiles.said import Said

_TAG = "undo"


@dataclass(frozen=True, slots=True)
class Undo:
    """What an Undo button brings back: all that the member had said of the film before, as text."""

    film_id: int
    said: str


def say(request: HttpRequest, text: str, *, undo: tuple[int, Said] | None = None) -> None:
    """Tell the member something on the next page, with an Undo button where there is something to take back."""
    messages.success(request, text, extra_tags=f"{_TAG} {undo[0]} {undo[1].as_text()}" if undo else "")


def undo_of(message: Message) -> Undo | None:
    """What the message can take back, or None."""
    tag, _, rest = (message.extra_tags or "").partition(" ")
    film_id, _, said = rest.partition(" ")
    return Undo(int(film_id), said) if tag == _TAG and film_id.isdecimal() else None
