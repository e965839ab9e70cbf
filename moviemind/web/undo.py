"""Messages that can take back what they tell of."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

from moviemind.profiles.models import Mark

_TAG = "undo"


@dataclass(frozen=True, slots=True)
class Undo:
    """The mark that an Undo button removes."""

    film_id: int
    kind: str


def say(request: HttpRequest, text: str, *, undo: Undo | None = None) -> None:
    """Tell the member something on the next page, with an Undo button where there is something to take back."""
    messages.success(request, text, extra_tags=f"{_TAG}-{undo.kind}-{undo.film_id}" if undo else "")


def undo_of(message: Message) -> Undo | None:
    """What the message can take back, or None."""
    tag, _, rest = (message.extra_tags or "").partition("-")
    kind, _, film_id = rest.partition("-")
    if tag == _TAG and kind in Mark.Kind.values and film_id.isdigit():
        return Undo(int(film_id), kind)
    return None
