"""How a personal list leans, and what its films must keep: a form whose fields are the address, named as in the API."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from moviemind.catalog.models import CONTENT_NOTES, FIRST_YEAR, LAST_YEAR, Genre
from moviemind.web.places import LANGUAGES_OFFERED, language_name
from recommender.ranking.words import within
from recommender.shapes import CONTENT_LIMITS, Controls, Filters, Relaxation

USUAL = Controls()
FIRST_ERA = 1920
STEP = 0.05


def _range(label: str, low: str, high: str, least: float, usual: float) -> forms.FloatField:
    field = forms.FloatField(
        label=label,
        required=False,
        min_value=least,
        max_value=1,
        initial=usual,
        widget=forms.NumberInput(attrs={"type": "range", "min": least, "max": 1, "step": STEP}),
    )
    field.ends = (low, high)  # type: ignore[attr-defined]  # what its two ends mean, shown beside it
    return field


def _year(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)


class LeaningForm(forms.Form):
    """The controls, and the hard filters, of a personal list. All of it may be left away."""

    CONTROLS: ClassVar = ("adventurous", "obscure", "varied", "era")

    adventurous = _range("Familiar or adventurous", "Familiar", "Adventurous", 0, USUAL.adventurous)
    obscure = _range("Popular or obscure", "Popular", "Obscure", -1, USUAL.obscure)
    varied = _range("Narrow or varied", "Narrow", "Varied", 0, USUAL.varied)
    era = forms.TypedChoiceField(
        label="Lean to a time",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Any time"), *((str(decade), f"The {decade}s") for decade in range(2020, FIRST_ERA - 10, -10))],
        error_messages={"invalid_choice": "Choose a decade."},
    )
    genres = forms.ModelMultipleChoiceField(
        Genre.objects.all(),
        label="Only",
        required=False,
        to_field_name="name",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "We know no genre “%(value)s”."},
    )
    without_genres = forms.ModelMultipleChoiceField(
        Genre.objects.all(),
        label="No",
        required=False,
        to_field_name="name",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "We know no genre “%(value)s”."},
    )
    year_min, year_max = _year("From year"), _year("To year")
    runtime_min = forms.IntegerField(label="At least, minutes", required=False, min_value=1, max_value=10_000)
    runtime_max = forms.IntegerField(label="At most, minutes", required=False, min_value=1, max_value=10_000)
    languages = forms.RegexField(
        r"^[a-z]{2,3}$",
        label="Language",
        required=False,
        error_messages={"invalid": "That is no code."},
    )
    countries = forms.RegexField(
        r"^[A-Z]{2}$", label="Country", required=False, error_messages={"invalid": "A country is a code such as GB."}
    )
    ratings_min = forms.IntegerField(label="Rated by at least", required=False, min_value=0, max_value=10**9)

    def __init__(self, data: QueryDict, **options: Any) -> None:
        """Read an address: what it leaves away is as usual."""
        super().__init__(data, **options)
        for note in CONTENT_NOTES:
            self.fields[f"content_max.{note}"] = forms.ChoiceField(
                label="Strong language" if note == "language" else note.capitalize(),
                required=False,
                choices=[("", "Any"), ("some", "Not much"), ("none", "None")],
                error_messages={"invalid_choice": f"One of {', '.join(CONTENT_LIMITS)}."},
            )
        self.fields["languages"].widget = forms.Select(
            choices=[("", "Any"), *((code, language_name(code)) for code in LANGUAGES_OFFERED)]
        )
        self.fields["countries"].widget.attrs |= {"placeholder": "GB, US, …", "maxlength": 2}

    def clean(self) -> dict[str, Any]:
        """A lower bound above its upper one leaves nothing."""
        values = super().clean() or {}
        for name in ("year", "runtime"):
            low, high = values.get(f"{name}_min"), values.get(f"{name}_max")
            if low is not None and high is not None and low > high:
                self.add_error(f"{name}_min", "This is above the other end, so nothing can match.")
        return values

    @property
    def controls(self) -> Controls:
        """How the list leans. Call it on a valid form."""
        given = {name: self.cleaned_data[name] for name in self.CONTROLS if self.cleaned_data.get(name) is not None}
        return Controls(**given)

    @property
    def filters(self) -> Filters:
        """What each film must keep. Call it on a valid form."""
        values = self.cleaned_data
        notes = {note: most for note in CONTENT_NOTES if (most := values.get(f"content_max.{note}"))}
        return Filters(
            genres=tuple(genre.name for genre in values["genres"]),
            without_genres=tuple(genre.name for genre in values["without_genres"]),
            languages=(values["languages"],) if values["languages"] else (),
            countries=(values["countries"],) if values["countries"] else (),
            content_max=notes,
            **{name: values[name] for name in ("year_min", "year_max", "runtime_min", "runtime_max", "ratings_min")},
        )

    @property
    def value_of(self) -> dict[str, Any]:
        """What each control shows: what was given, else what is usual."""
        return {name: self.data.get(name) or getattr(USUAL, name) for name in self.CONTROLS}

    def ranges(self) -> Iterator[dict[str, Any]]:
        """The three sliders, ready to be shown."""
        for name in self.CONTROLS[:3]:
            field = self.fields[name]
            yield {
                "name": name,
                "label": field.label,
                "low": field.ends[0],  # type: ignore[attr-defined]
                "high": field.ends[1],  # type: ignore[attr-defined]
                "least": field.min_value,  # type: ignore[attr-defined]
                "step": STEP,
                "value": self.value_of[name],
            }

    def limits(self) -> Iterator[forms.BoundField]:
        """The filters that are one field each."""
        names = ("year_min", "year_max", "runtime_min", "runtime_max", "languages", "countries", "ratings_min")
        return (self[name] for name in (*names, *(f"content_max.{note}" for note in CONTENT_NOTES)))

    def at_fault(self) -> list[forms.BoundField]:
        """What else is wrong, where the field itself does not say so."""
        return [self[name] for name in (*self.CONTROLS, "genres", "without_genres") if name in self.errors]


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """Filters to leave away, and what there would be then."""

    address: str
    conditions: str
    films: int


def short_address(form: LeaningForm, path: str, without: Sequence[str] = ()) -> str:
    """The address with only what is not as usual, and without some filters. Call it on a valid form."""
    filters = form.filters
    usual = Filters()
    left: dict[str, Any] = {name: getattr(usual, name) for name in without}
    pairs = list(_pairs(replace(filters, **left), form.controls))
    return f"{path}?{urlencode(pairs)}" if pairs else path


def ways_out(form: LeaningForm, path: str, relax: Sequence[Relaxation]) -> list[WayOut]:
    """Links that leave filters away which together leave nothing."""
    return [
        WayOut(
            address=short_address(form, path, each.filters),
            conditions=within(_only(form.filters, each.filters)).partition(": ")[2],
            films=each.films,
        )
        for each in relax
    ]


def _only(filters: Filters, names: Sequence[str]) -> Filters:
    """These filters of all."""
    return Filters(**{name: getattr(filters, name) for name in names})


def _pairs(filters: Filters, controls: Controls) -> Iterator[tuple[str, str]]:
    for name, value in controls.as_dict().items():
        if value is not None and value != getattr(USUAL, name):
            yield name, f"{value:g}"
    for name, value in filters.as_dict().items():
        if name == "content_max":
            yield from ((f"content_max.{note}", most) for note, most in value.items())
        elif isinstance(value, list):
            yield from ((name, each) for each in value)
        else:
            yield name, str(value)
