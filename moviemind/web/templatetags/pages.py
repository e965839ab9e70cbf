"""The small words of our templates: lettering, icons, minutes, stars, covers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from moviemind.catalog.models import CONTENT_NOTES, Film
from moviemind.profiles.models import Mark
from moviemind.web import places
from moviemind.web.covers import can_write, cover_version, line, spell
from moviemind.web.undo import Undo, undo_of
from moviemind.web.words import Words

register = template.Library()

register.filter("language_name", places.language_name)
register.filter("country_name", places.country_name)

# One path each, on a 24 by 24 grid, drawn as lines.
ICONS = {
    "watchlist": "M6 3.5h12v17l-6-4.5-6 4.5z",
    "seen": "M4 12.5l5.5 5.5L20 6.5",
    "liked": "M7 11v9H4v-9zM7 11l4-7.5c1.4 0 2.3 1 2 2.4l-.6 3.6h6.1q2 0 1.7 2.2l-1.6 6.5q-.3 1.8-2 1.8H7",
    "disliked": "M17 13V4h3v9zM17 13l-4 7.5c-1.4 0-2.3-1-2-2.4l.6-3.6H5.5q-2 0-1.7-2.2l1.6-6.5q.3-1.8 2-1.8H17",
    "hidden": "M5.5 5.5l13 13m0-13l-13 13",
    "arrow": "M4 12h15m-6-6.5l6.5 6.5-6.5 6.5",
    "down": "M6 9.5l6 6 6-6",
    "switch": "M4 8.5h15l-4-4M20 15.5H5l4 4",
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L21 21",
    "star": "M12 3.2l2.7 5.7 6.1.8-4.5 4.3 1.2 6.2-5.5-3-5.5 3 1.2-6.2-4.5-4.3 6.1-.8z",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small drawing for a button; its meaning must also stand there in words."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" '
        'stroke-width="2" stroke-linejoin="round" stroke-linecap="round" aria-hidden="true"><path d="{}"/></svg>',
        ICONS[name],
    )


@register.simple_tag
def lettered(text: Any) -> SafeString:
    """The text in the house alphabet, word by word so that it wraps; screen readers get the plain text.

    A text with letters that the alphabet lacks stays plain.
    """
    text = str(text)
    if not can_write(text) or not spell(text):
        return format_html('<span class="plain-title">{}</span>', text)
    words = format_html_join("", "{}", ((_word(word),) for word in spell(text).split()))
    return format_html(
        '<span class="visually-hidden">{}</span><span class="letters" aria-hidden="true">{}</span>', text, words
    )


def _word(word: str) -> SafeString:
    drawn = line(word)
    marks = format_html('<path d="{}" stroke-width="12"/>', drawn.marks) if drawn.marks else ""
    return format_html(
        '<svg viewBox="0 0 {w} 100" width="{w}" height="100" fill="none" stroke="currentColor" overflow="visible">'
        '<svg viewBox="0 0 {w} 100" width="{w}" height="100"><path d="{d}" stroke-width="16"/></svg>{marks}</svg>',
        w=drawn.width,
        d=drawn.letters,
        marks=marks,
    )


@register.filter
def cover_url(film: Film) -> str:
    """The address of a film's cover; it changes when the cover does, so browsers may keep it for ever."""
    version = cover_version(film.title, film.year, [genre.name for genre in film.genres.all()])
    return f"{reverse('film-cover', args=[film.pk])}?v={version}"


@register.filter
def minutes(runtime: int | None) -> str:
    """Minutes as people say them.

    >>> minutes(144), minutes(45), minutes(120), minutes(None)
    ('2 h 24 min', '45 min', '2 h', '')
    """
    if not runtime:
        return ""
    hours, rest = divmod(runtime, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)


@register.filter
def stars(half_stars: int) -> str:
    """Half stars as people write them.

    >>> stars(9), stars(2), stars(1), stars(10)
    ('4½ stars', '1 star', '½ star', '5 stars')
    """
    whole, half = divmod(half_stars, 2)
    number = f"{whole or ''}{'½' if half else ''}"
    return f"{number} {'star' if half_stars <= 2 else 'stars'}"


@register.filter
def percent(share: float) -> str:
    """A share as people say it.

    >>> percent(0.256), percent(0.001)
    ('26 %', '0 %')
    """
    return f"{round(share * 100)} %"


@register.simple_tag
def star_choices(half_stars: int | None) -> list[dict[str, Any]]:
    """The ten choices of the rating control."""
    return [
        {"value": f"{half / 2:g}", "half": half, "label": stars(half), "checked": half == half_stars}
        for half in range(1, 11)
    ]


@dataclass(frozen=True, slots=True)
class MarkChoice:
    """One of the buttons: what it sets, the kind that pressing it again takes back, and its names."""

    name: str
    kind: str
    on: bool
    label: str
    short: str


MARK_BUTTONS = (  # name, kind, label when off, label when on, short
    ("watchlist", Mark.Kind.WATCHLIST, "Add to watchlist", "On your watchlist", "Watchlist"),
    ("liked", Mark.Kind.SEEN, "Seen and liked", "Seen and liked", "Liked it"),
    ("disliked", Mark.Kind.SEEN, "Seen and not liked", "Seen and not liked", "Did not like it"),
    ("seen", Mark.Kind.SEEN, "Mark as seen", "Seen", "Seen"),
    ("hidden", Mark.Kind.HIDDEN, "Not interested", "Not interested", "Not interested"),
)


@register.simple_tag
def mark_choices(words: Words) -> list[MarkChoice]:
    """The buttons, and which of them are set: of the three on a film that was seen, one."""
    told = words.verdict or Mark.Kind.SEEN
    return [
        MarkChoice(name, kind, on, (label, label_on)[on], short)
        for name, kind, label, label_on, short in MARK_BUTTONS
        for on in [kind in words.marks and (kind != Mark.Kind.SEEN or name == told)]
    ]


@register.simple_tag
def pages_of(page: Page[Any]) -> list[int | str]:
    """The page numbers to link to, with a gap for those left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def content_notes(film: Film) -> list[tuple[str, str]]:
    """What is known of the film's content, as pairs of note and level."""
    return [(note, level) for note in CONTENT_NOTES if (level := film.content[note]) != "unknown"]


@register.filter
def undo(message: Message) -> Undo | None:
    """What the message's Undo button would do, where it has one."""
    return undo_of(message)


@register.simple_tag(takes_context=True)
def here(context: dict[str, Any], *prefixes: str) -> SafeString:
    """Marks the navigation's link to the page we are on."""
    request = context.get("request")
    if request is not None and any(request.path.startswith(prefix) for prefix in prefixes):
        return mark_safe('aria-current="page"')
    return mark_safe("")
