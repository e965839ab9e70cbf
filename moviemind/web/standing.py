"""What is asked for at this moment. A page's address carries all of it, so an answer can be kept, shared and corrected.

`q` holds words that are to be read. Once they are read and something is changed, the address spells out every part that
was understood, and the words move to `said`, which is only shown: what was taken out cannot come back by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.urls import reverse

from moviemind.catalog.models import FIRST_YEAR, LAST_YEAR
from recommender.shapes import (
    CONTENT_LIMITS,
    CONTENT_NOTES,
    MAX_FILMS_NAMED,
    MAX_TEXT,
    MAX_WORDS_NAMED,
    Answer,
    Controls,
    Filters,
    Request,
)
from recommender.shapes import spelt_out as outright

HIGHEST_ID = 2**63 - 1  # what a database column holds
MOST_REFINEMENTS = 12
LONGEST_NAME = 200
PLAIN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

_film = forms.IntegerField(min_value=1, max_value=HIGHEST_ID)
_name = forms.CharField(max_length=LONGEST_NAME)
_title = forms.CharField(max_length=MAX_TEXT)
_words = forms.CharField(max_length=MAX_TEXT, required=False)
_year = forms.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR)
_minutes = forms.IntegerField(min_value=1, max_value=10_000)
_language = forms.CharField(validators=[RegexValidator(r"^[a-z]{2,3}$", "A language is a code such as en.")])
_country = forms.CharField(validators=[RegexValidator(r"^[A-Z]{2}$", "A country is a code such as GB.")])

_CONTENT = "filters.content_max"
_FILTERS = tuple(each.name for each in fields(Filters) if each.name != "content_max")
_CONTROLS = tuple(control.name for control in fields(Controls))
_USUAL = Controls()
FILMS = {"seeds": "films you like", "dislikes": "films you do not like", "exclude": "films left out"}
NAMES = {
    "unknown": "unknown titles",
    "genres": "genres",
    "themes": "themes",
    "people": "people",
    "avoid_themes": "themes left out",
    "avoid_people": "people left out",
}
# name in the address -> how each value is checked, how many there may be, and what they are called
_LISTS: dict[str, tuple[forms.Field, int, str]] = {
    **{name: (_film, MAX_FILMS_NAMED, called) for name, called in FILMS.items()},
    **{name: (_name, MAX_WORDS_NAMED, called) for name, called in NAMES.items()},
    "unknown": (_title, MAX_WORDS_NAMED, NAMES["unknown"]),
    "filters.genres": (_name, MAX_WORDS_NAMED, "genres"),
    "filters.without_genres": (_name, MAX_WORDS_NAMED, "genres left out"),
    "filters.languages": (_language, 200, "languages"),
    "filters.countries": (_country, 200, "countries"),
    "then": (_name, MOST_REFINEMENTS, "changes"),
}
_ONCE: dict[str, forms.Field] = {
    "q": _words,
    "said": _words,
    "spirit": _words,
    "filters.year_min": _year,
    "filters.year_max": _year,
    "filters.runtime_min": _minutes,
    "filters.runtime_max": _minutes,
    "filters.ratings_min": forms.IntegerField(min_value=0, max_value=10**9),
    **{
        f"{_CONTENT}.{note}": forms.ChoiceField(choices=[(level, level) for level in CONTENT_LIMITS])
        for note in CONTENT_NOTES
    },
    "adventurous": forms.FloatField(min_value=0, max_value=1),
    "obscure": forms.FloatField(min_value=-1, max_value=1),
    "varied": forms.FloatField(min_value=0, max_value=1),
    "era": forms.IntegerField(min_value=1880, max_value=2090, step_size=10),
}


class Refused(ValueError):
    """An address that cannot be answered: `reasons`, in words for people."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The request that stands; `said` are the words it began with, `then` what was said since to change it."""

    request: Request = field(default_factory=Request)
    said: str = ""
    then: tuple[str, ...] = ()

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of the address, only those that say something; `read` turns them back."""
        return list(_pairs(self))

    @property
    def address(self) -> str:
        """Where this request is answered."""
        pairs = self.pairs()
        return f"{reverse('home')}?{urlencode(pairs)}" if pairs else reverse("home")

    def with_request(self, request: Request) -> Standing:
        """The same words, with another request."""
        return replace(self, request=request)

    def with_changes(self, **changes: Any) -> Standing:
        """The request with some fields replaced."""
        return replace(self, request=replace(self.request, **changes))

    def with_filters(self, **changes: Any) -> Standing:
        """The request with some conditions replaced."""
        return self.with_changes(filters=replace(self.request.filters, **changes))

    def with_controls(self, **changes: Any) -> Standing:
        """The request with some controls replaced."""
        return self.with_changes(controls=replace(self.request.controls, **changes))

    def adding(self, field_: str, value: Any) -> Standing:
        """With one value more in a list."""
        return self.with_changes(**{field_: (*getattr(self.request, field_), value)})

    def without(self, field_: str, value: Any) -> Standing:
        """With one value less in a list."""
        return self.with_changes(**{field_: tuple(each for each in getattr(self.request, field_) if each != value)})

    def without_filter(self, name: str, value: Any) -> Standing:
        """With one value less in a condition that is a list."""
        left = tuple(each for each in getattr(self.request.filters, name) if each != value)
        return self.with_filters(**{name: left})


def spelt_out(standing: Standing, answer: Answer) -> Standing:
    """The request with every part spelt out that the answer says was understood, and no words left to read."""
    request = outright(standing.request, answer.query)
    return replace(standing, request=request, said=standing.said or standing.request.text)


def changed(standing: Standing, request: Request, words: str, shown: Sequence[int]) -> Standing:
    """What stands after words have changed the request, kept within the bounds of an address.

    Of too many films already shown those on the page count; of too many changes the last are told.
    """
    latest = [film for film in shown if film in request.exclude]
    earlier = sorted(request.exclude - set(latest), reverse=True)
    return Standing(
        request=replace(
            request, exclude=frozenset([*latest, *earlier][:MAX_FILMS_NAMED]), spirit=request.spirit[:MAX_TEXT]
        ),
        said=standing.said or standing.request.text,
        then=(*(each for each in standing.then if each != words), words)[-MOST_REFINEMENTS:],
    )


def asks(params: QueryDict) -> bool:
    """Whether an address asks for films at all."""
    return any(name in _ONCE or name in _LISTS for name in params)


def read(params: QueryDict) -> Standing:
    """The request of an address. Parameters that are not ours are left alone.

    Raises:
        Refused: a parameter is out of bounds.
    """
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for name in params:
        if name not in _LISTS and name not in _ONCE:
            continue
        try:
            values[name] = _checked(name, params.getlist(name))
        except ValidationError as error:
            wrong += error.messages
    if wrong:
        raise Refused(list(dict.fromkeys(wrong)))
    filters = {
        name.removeprefix("filters."): value
        for name, value in values.items()
        if name.startswith("filters.") and not name.startswith("filters.content_max.")
    }
    notes = {
        n.removeprefix("filters.content_max."): v for n, v in values.items() if n.startswith("filters.content_max.")
    }
    request = Request(
        text=values.get("q", ""),
        spirit=values.get("spirit", ""),
        filters=Filters(**filters, content_max=notes),
        controls=Controls(**{name: values[name] for name in _CONTROLS if name in values}),
        exclude=frozenset(values.get("exclude", ())),
        **{name: values.get(name, ()) for name in (*FILMS, *NAMES) if name != "exclude"},
    )
    return Standing(request=request, said=values.get("said", ""), then=values.get("then", ()))


def _checked(name: str, given: list[str]) -> Any:
    given = [PLAIN.sub(" ", value) for value in given]
    if name in _ONCE:
        value = _ONCE[name].clean(given[-1])
        return " ".join(value.split()) if isinstance(value, str) else value
    check, most, called = _LISTS[name]
    distinct = tuple(dict.fromkeys(given))
    if len(distinct) > most:
        raise ValidationError(f"That is too many {called}: {len(distinct)}, and {most} is the most.")
    return tuple(check.clean(value) for value in distinct)


def _pairs(standing: Standing) -> Iterator[tuple[str, str]]:
    request = standing.request
    for name, words in (("q", request.text), ("said", standing.said), ("spirit", request.spirit)):
        if words:
            yield name, words
    for name in ("seeds", "dislikes", *NAMES):
        for value in getattr(request, name):
            yield name, str(value)
    for name, value in request.filters.as_dict().items():
        if isinstance(value, dict):
            yield from ((f"filters.{name}.{note}", level) for note, level in value.items())
        else:
            yield from ((f"filters.{name}", str(each)) for each in (value if isinstance(value, list) else [value]))
    for name in _CONTROLS:
        if (value := getattr(request.controls, name)) != getattr(_USUAL, name):
            yield name, f"{value:g}"
    yield from (("exclude", str(film)) for film in sorted(request.exclude))
    yield from (("then", words) for words in standing.then)
