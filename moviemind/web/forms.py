"""Every form of the pages: what comes from outside is checked here, and nowhere trusted."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Max, Min
from django.db.models.functions import Lower
from django.urls import reverse_lazy

from moviemind.catalog.models import Film, FilmQuerySet, Genre
from moviemind.profiles.models import Mark, Member
from moviemind.profiles.said import Said
from recommender.shapes import MAX_LIMIT, MAX_TEXT

HALF_STARS = [f"{half / 2:g}" for half in range(1, 11)]
LAST_PAGE = 100_000
MAX_REFINE = 200


class AskForm(forms.Form):
    """The one box: what somebody would like to see, in their own words."""

    q = forms.CharField(
        label="What would you like to see?",
        max_length=MAX_TEXT,
        widget=forms.Textarea(
            attrs={
                "rows": 2,
                "maxlength": MAX_TEXT,
                "placeholder": "Films you love, a mood, a genre, a limit…",
                "autocomplete": "off",
                "data-enter-submits": "",
                "data-suggests": reverse_lazy("suggest"),
            }
        ),
        error_messages={
            "required": "Write a few words first: films you love, a mood, a genre.",
            "max_length": "That is too long: %(show_value)s characters, and %(limit_value)s is the most.",
            "null_characters_not_allowed": "The text holds characters that cannot be read. Please type it again.",
        },
    )

    def clean_q(self) -> str:
        """Line breaks and tabs are spaces here."""
        return " ".join(str(self.cleaned_data["q"]).split())


class RefineForm(forms.Form):
    """A change of the request that stands: "funnier", "older", "more like the second one", "show me others"."""

    refine = forms.CharField(
        label="Change it",
        max_length=MAX_REFINE,
        widget=forms.TextInput(attrs={"placeholder": "Funnier, but no Brad Pitt", "autocomplete": "off"}),
        error_messages={
            "required": "Write what to change: funnier, older, more like the second one.",
            "max_length": "That is too long: %(show_value)s characters, and %(limit_value)s is the most.",
            "null_characters_not_allowed": "The text holds characters that cannot be read. Please type it again.",
        },
    )
    shown = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)

    def clean_refine(self) -> str:
        """Line breaks and tabs are spaces here."""
        return " ".join(str(self.cleaned_data["refine"]).split())

    def clean_shown(self) -> tuple[int, ...]:
        """The films on the page, in their order: "12-40-7"; what is no number is left out."""
        return tuple(int(each) for each in self.cleaned_data["shown"].split("-") if each.isdecimal())[:MAX_LIMIT]


class FilmFilterForm(forms.Form):
    """Title search, filters, order and page of the list of films."""

    SORTS = (
        ("title", "Title, A to Z"),
        ("newest", "Newest first"),
        ("oldest", "Oldest first"),
        ("shortest", "Shortest first"),
        ("longest", "Longest first"),
    )
    ORDERS: ClassVar[dict[str, tuple[Any, ...]]] = {
        "title": (Lower("title"), "year", "pk"),
        "newest": ("-year", Lower("title"), "pk"),
        "oldest": ("year", Lower("title"), "pk"),
        "shortest": ("runtime", Lower("title"), "pk"),
        "longest": ("-runtime", Lower("title"), "pk"),
    }

    q = forms.CharField(
        label="Title",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Part of a title", "autocomplete": "off"}),
    )
    genre = forms.ModelChoiceField(
        Genre.objects.all(),
        label="Genre",
        required=False,
        to_field_name="name",
        empty_label="All genres",
        error_messages={"invalid_choice": "We know no such genre."},
    )
    decade = forms.TypedChoiceField(
        label="Decade",
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": "We have no such decade."},
    )
    sort = forms.ChoiceField(
        label="Order",
        required=False,
        choices=(("", "Best match"), *SORTS),
        error_messages={"invalid_choice": "We know no such order."},
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=LAST_PAGE, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = Film.objects.recommendable().aggregate(first=Min("year"), last=Max("year"))
        first, last = (years["first"] or 0) // 10, (years["last"] or -10) // 10
        decades = [(str(decade * 10), f"{decade * 10}s") for decade in range(last, first - 1, -1)]
        self.fields["decade"].choices = [("", "All decades"), *decades]  # type: ignore[attr-defined]

    def films(self) -> FilmQuerySet:
        """The films that the form asks for. Call it on a valid form."""
        wanted = self.cleaned_data
        films = Film.objects.recommendable()
        if wanted["genre"]:
            films = films.filter(genres=wanted["genre"])
        if wanted["decade"] is not None:
            films = films.filter(year__gte=wanted["decade"], year__lt=wanted["decade"] + 10)
        if wanted["q"]:
            films = films.titled_like(wanted["q"])
        if wanted["sort"] in ("shortest", "longest"):
            films = films.filter(runtime__isnull=False)
        if wanted["sort"] or not wanted["q"]:  # a title search without an order of its own shows the best fits first
            films = films.order_by(*self.ORDERS[wanted["sort"] or "title"])
        return films


class PageForm(forms.Form):
    """The page of a list of one's own."""

    page = forms.IntegerField(required=False, min_value=1, max_value=LAST_PAGE)


class RatingForm(forms.Form):
    """A rating in half stars, or the wish to take it back."""

    clear = forms.BooleanField(required=False)
    stars = forms.TypedChoiceField(
        choices=[(stars, stars) for stars in HALF_STARS],
        coerce=float,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "A rating is half a star to five stars, in half stars."},
    )

    def clean(self) -> dict[str, Any]:
        """One of the two must be there."""
        wanted = super().clean() or {}
        if not self.errors and not wanted.get("clear") and wanted.get("stars") is None:
            self.add_error("stars", "Choose how many stars first.")
        return wanted


class MarkForm(forms.Form):
    """A mark to set or to take back. A film that was seen may be marked as liked or disliked in one go."""

    SETS: ClassVar[dict[str, tuple[str, str | None]]] = {
        Mark.Kind.WATCHLIST: (Mark.Kind.WATCHLIST, None),
        Mark.Verdict.LIKED: (Mark.Kind.SEEN, Mark.Verdict.LIKED),
        Mark.Verdict.DISLIKED: (Mark.Kind.SEEN, Mark.Verdict.DISLIKED),
        Mark.Kind.SEEN: (Mark.Kind.SEEN, ""),
        Mark.Kind.HIDDEN: (Mark.Kind.HIDDEN, None),
    }

    mark = forms.ChoiceField(choices=[(name, name) for name in SETS], required=False)
    unmark = forms.ChoiceField(choices=Mark.Kind.choices, required=False)

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two must be there."""
        wanted = super().clean() or {}
        if not self.errors and bool(wanted.get("mark")) == bool(wanted.get("unmark")):
            raise forms.ValidationError(f"Say which to mark or to unmark: {', '.join(Mark.Kind.values)}.")
        return wanted


class UndoForm(forms.Form):
    """What a member had said of a film before, to be said again."""

    said = forms.CharField(required=False, max_length=200)

    def clean_said(self) -> Said:
        """As a value."""
        try:
            return Said.from_text(self.cleaned_data["said"])
        except ValueError:
            raise forms.ValidationError("That cannot be brought back.") from None


class PickForm(forms.Form):
    """A visitor picks a film, takes one back, writes a sentence, or has all of it forgotten."""

    pick = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    unpick = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    sentence = forms.CharField(
        label="Or write what you like",
        required=False,
        max_length=MAX_TEXT,
        widget=forms.TextInput(attrs={"placeholder": "I love Troy and films about the sea", "autocomplete": "off"}),
    )
    forget = forms.BooleanField(required=False)


class SettingsForm(forms.ModelForm):
    """How a member's words are used."""

    class Meta:
        model = Member
        fields = ("taste_days", "shows_listed", "collaborates")
        labels: ClassVar = {
            "taste_days": "What shapes my lists",
            "shows_listed": "Recommend films of my watchlist too",
            "collaborates": "Let the site learn from my ratings which films go together",
        }
        help_texts: ClassVar = {
            "taste_days": "Counted back from the last thing you said. What you rated, saw or hid stays away still.",
            "shows_listed": "",
            "collaborates": "Nobody sees them. Without this they shape your own lists and nothing else.",
        }
