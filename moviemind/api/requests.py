"""What callers may send: the bodies and the query strings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from moviemind.api.fields import Decimal, FilmId, Integer, NamedFilmId, Stars, StrictSerializer, Text
from moviemind.api.pagination import PageParameters
from moviemind.catalog.models import FIRST_YEAR, LAST_YEAR
from moviemind.profiles.models import Mark, Member
from moviemind.profiles.said import Marked, Said
from recommender.shapes import (
    CONTENT_LIMITS,
    CONTENT_NOTES,
    EARLIEST_DECADE,
    LATEST_DECADE,
    MAX_FILMS_NAMED,
    MAX_LIMIT,
    MAX_TEXT,
    MAX_WORDS_NAMED,
    Controls,
    Filters,
    Request,
)

MOST_NAMED = 20  # genres in one filter
MOST_CODES = 200  # languages or countries: "not in English" is all the others
LONGEST_NAME = 120
MAX_REFINE = 200
LANGUAGE, COUNTRY = r"^[a-z]{2,3}$", r"^[A-Z]{2}$"
NO_LANGUAGE = "an ISO 639-1 code in small letters, such as en"
NO_COUNTRY = "an ISO 3166-1 code in capitals, such as GB"


def _genres(meaning: str) -> serializers.ListField:
    return serializers.ListField(
        child=Text(max_length=LONGEST_NAME), max_length=MOST_NAMED, required=False, help_text=meaning
    )


def _codes(pattern: str, wrong: str, meaning: str) -> serializers.ListField:
    code = serializers.RegexField(pattern, error_messages={"invalid": wrong})
    return serializers.ListField(child=code, max_length=MOST_CODES, required=False, help_text=meaning)


def _year(meaning: str) -> Integer:
    return Integer(min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False, help_text=meaning)


def _minutes(meaning: str) -> Integer:
    return Integer(min_value=1, max_value=10_000, required=False, help_text=meaning)


def _moment(meaning: str) -> serializers.DateTimeField:
    return serializers.DateTimeField(required=False, allow_null=True, help_text=meaning)


def _in_order(values: Mapping[str, Any]) -> None:
    """Refuse a range that holds nothing.

    Raises:
        ValidationError: a lower bound is above its upper bound.
    """
    for name in ("year", "runtime"):
        low, high = values.get(f"{name}_min"), values.get(f"{name}_max")
        if low is not None and high is not None and low > high:
            raise serializers.ValidationError({f"{name}_min": [f"is above {name}_max, so nothing can match"]})


class ContentMax(StrictSerializer):
    """The most of something that a film may show."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """One for each note."""
        return {note: serializers.ChoiceField(choices=CONTENT_LIMITS, required=False) for note in CONTENT_NOTES}


class FiltersBody(StrictSerializer):
    """Hard conditions: a film that breaks one, or whose value is unknown, is in no answer."""

    genres = _genres("All of these.")
    without_genres = _genres("None of these.")
    year_min = _year("This year or later.")
    year_max = _year("This year or earlier.")
    runtime_min = _minutes("At least so many minutes.")
    runtime_max = _minutes("At most so many minutes.")
    languages = _codes(LANGUAGE, NO_LANGUAGE, "Any of these, as ISO 639-1 codes.")
    countries = _codes(COUNTRY, NO_COUNTRY, "Any of these, as ISO 3166-1 codes.")
    content_max = ContentMax(required=False, help_text="The most of something that a film may show.")
    ratings_min = Integer(min_value=0, max_value=10**9, required=False, help_text="Rated by so many people.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse ranges that hold nothing."""
        _in_order(attrs)
        return attrs


def _names(meaning: str, longest: int = LONGEST_NAME) -> serializers.ListField:
    return serializers.ListField(
        child=Text(max_length=longest), max_length=MAX_WORDS_NAMED, required=False, help_text=meaning
    )


def _films(meaning: str) -> serializers.ListField:
    return serializers.ListField(child=NamedFilmId(), max_length=MAX_FILMS_NAMED, required=False, help_text=meaning)


def _limit() -> Integer:
    return Integer(min_value=1, max_value=MAX_LIMIT, default=10, help_text="How many films to return.")


class ControlsBody(StrictSerializer):
    """How the list leans; filters bind each film, these lean the whole list."""

    adventurous = Decimal(min_value=0, max_value=1, required=False, help_text="0: near what was liked; 1: far from it.")
    obscure = Decimal(min_value=-1, max_value=1, required=False, help_text="-1: well known; 1: hardly known.")
    varied = Decimal(min_value=0, max_value=1, required=False, help_text="0: the best as they come; 1: most different.")
    era = Integer(
        min_value=EARLIEST_DECADE, max_value=LATEST_DECADE, required=False, help_text="A decade, by its first year."
    )

    def validate_era(self, era: int) -> int:
        """A decade begins with a year that ends in 0."""
        if era % 10:
            raise serializers.ValidationError("the first year of a decade, such as 1980")
        return era


class AskBody(StrictSerializer):
    """A question in words, films, wishes and conditions. What an answer's `query` holds may be sent back as it is.

    What is given outright wins over what the words say. At least one field that asks for something.
    """

    text = Text(
        max_length=MAX_TEXT,
        required=False,
        allow_blank=True,
        trim_whitespace=False,
        help_text="In your own words, such as: I love Troy, but nothing gory, under two hours",
    )
    seeds = _films("Films that are liked: ids, or objects with an id.")
    dislikes = _films("Films that are not.")
    unknown = _names("Titles that are none of ours; said back with our nearest.", MAX_TEXT)
    filters = FiltersBody(required=False)
    controls = ControlsBody(required=False, help_text="How the list leans.")
    genres = _names("Wished for: they weigh.")
    themes = _names("Wished for: they weigh.")
    people = _names("Wished for: they weigh.")
    avoid_themes = _names("No film that carries one.")
    avoid_people = _names("No film of theirs.")
    spirit = Text(
        max_length=MAX_TEXT, required=False, allow_blank=True, help_text="Free words, taken as they are and not read."
    )
    exclude = _films("Films to leave out, such as those already shown.")
    refine = Text(
        max_length=MAX_REFINE,
        required=False,
        allow_blank=True,
        help_text="A change of all this, in words: funnier, older, more like the second one, show me others.",
    )
    shown = _films("The films that `refine` speaks of, in their order.")
    limit = _limit()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse a question that asks nothing."""
        asks = any(attrs.get(name) for name in _ASKING)
        if not asks and not attrs.get("text", "").strip() and not filters_of(attrs.get("filters", {})):
            raise serializers.ValidationError({"text": ["ask something: at least one of text, seeds and filters"]})
        return attrs


class ForMeParameters(ControlsBody, FiltersBody):
    """The filters and the controls of a question, and how many films, as a query string."""

    limit = _limit()


class SimilarParameters(StrictSerializer):
    """How many films."""

    limit = _limit()


class SuggestParameters(StrictSerializer):
    """Words being typed."""

    q = Text(max_length=MAX_TEXT, trim_whitespace=False, help_text="The words so far: their end is completed.")
    limit = Integer(min_value=1, max_value=MAX_LIMIT, default=8, help_text="How many suggestions to return.")


class FilmParameters(PageParameters):
    """Search and filters of the list of films."""

    q = Text(max_length=200, required=False, allow_blank=True, help_text="A part of the title or the original title.")
    genre = serializers.ListField(
        child=Text(max_length=LONGEST_NAME),
        max_length=MOST_NAMED,
        required=False,
        help_text="Repeat it to ask for several: all of them.",
    )
    year_min = _year("This year or later.")
    year_max = _year("This year or earlier.")
    runtime_min = _minutes("At least so many minutes.")
    runtime_max = _minutes("At most so many minutes.")
    language = serializers.RegexField(
        LANGUAGE, required=False, error_messages={"invalid": NO_LANGUAGE}, help_text="Main language, as ISO 639-1."
    )
    ordering = serializers.ChoiceField(
        choices=("title", "-title", "year", "-year", "runtime", "-runtime"),
        required=False,
        help_text="With a minus: descending. Without it: best match first, then by title.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse ranges that hold nothing."""
        _in_order(attrs)
        return attrs


class RatingBody(StrictSerializer):
    """A member's rating of a film."""

    film = FilmId()
    rating = Stars()


class StarsBody(StrictSerializer):
    """A rating, of a film that the address names."""

    rating = Stars()


class MarkBody(StrictSerializer):
    """A film to put on a list."""

    film = FilmId()


class SeenBody(MarkBody):
    """A film that was seen, and what was thought of it."""

    verdict = serializers.ChoiceField(
        choices=Mark.Verdict.choices,
        required=False,
        allow_null=True,
        help_text="null: neither. Left away: what was said before stays.",
    )


class SaidBody(StrictSerializer):
    """All that is said of a film: what is left away, or null, is not said. A rating without a time is of now."""

    rating = Stars(required=False, allow_null=True)
    rated_at = _moment("When it was rated.")
    watchlist = _moment("When it was put on the watchlist.")
    seen = _moment("When it was marked as seen.")
    verdict = serializers.ChoiceField(
        choices=Mark.Verdict.choices, required=False, allow_null=True, help_text="Of a film that was seen."
    )
    hidden = _moment("When it was marked as not wanted.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Only what was rated has a time of rating, and only what was seen a verdict."""
        for name, needed in (("rated_at", "rating"), ("verdict", "seen")):
            if attrs.get(name) is not None and attrs.get(needed) is None:
                raise serializers.ValidationError({name: [f"needs {needed} beside it"]})
        return attrs


class SettingsBody(StrictSerializer):
    """How a member's words are used; what is left away stays."""

    taste_days = serializers.ChoiceField(
        choices=Member.Window.choices,
        required=False,
        help_text="How many days before your latest word still shape your lists; 0: all.",
    )
    shows_listed = serializers.BooleanField(
        required=False, help_text="Whether films of your watchlist may still be recommended."
    )
    collaborates = serializers.BooleanField(
        required=False, help_text="Whether the site may learn from your ratings what goes with what."
    )


class SignInBody(StrictSerializer):
    """A member's name and password."""

    username = Text(max_length=254)
    password = Text(max_length=1000, trim_whitespace=False, style={"input_type": "password"})


_WORDS = ("unknown", "genres", "themes", "people", "avoid_themes", "avoid_people")
_ASKING = ("seeds", "genres", "themes", "people", "spirit")

# Serializers hold no state of a request, so each is made once: making one copies all of its fields, every time.
_ASK, _FOR_ME, _SIMILAR, _SUGGEST = AskBody(), ForMeParameters(), SimilarParameters(), SuggestParameters()
_FOR_ME_DEFAULTS = _FOR_ME.run_validation({})  # of whoever says nothing, as most do


def filters_of(values: Mapping[str, Any]) -> Filters:
    """Checked values as the engine's filters."""
    names = Filters.__dataclass_fields__
    given: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in values.items() if n in names}
    return Filters(**given)


def ask_of(body: Any) -> Request:
    """A request body as the engine's request.

    Raises:
        ValidationError: it breaks the shape.
    """
    values = _ASK.run_validation(body)
    return Request(
        text=values.get("text", ""),
        seeds=tuple(values.get("seeds", ())),
        dislikes=tuple(values.get("dislikes", ())),
        filters=filters_of(values.get("filters", {})),
        controls=controls_of(values.get("controls", {})),
        spirit=values.get("spirit", ""),
        exclude=frozenset(values.get("exclude", ())),
        limit=values["limit"],
        **{name: tuple(values.get(name, ())) for name in _WORDS},  # type: ignore[arg-type]  # all are tuples of strings
    )


def change_of(body: Any) -> tuple[str, tuple[int, ...]]:
    """The change of a request that a body asks for, and the films that it speaks of. Call it on a checked body."""
    return body.get("refine", "").strip(), tuple(_film_id(film) for film in body.get("shown", ()))


def _film_id(film: Any) -> int:
    return int(film["id"] if isinstance(film, Mapping) else film)


def controls_of(values: Mapping[str, Any]) -> Controls:
    """Checked values as the engine's controls."""
    return Controls(**{name: values[name] for name in Controls.__dataclass_fields__ if name in values})


def for_me_of(query: Any) -> tuple[int, Filters, Controls]:
    """A query string as limit, filters and controls.

    Raises:
        ValidationError: it breaks the shape.
    """
    values = _FOR_ME.run_validation(query) if query else _FOR_ME_DEFAULTS
    return values["limit"], filters_of(values), controls_of(values)


def suggest_of(query: Any) -> tuple[str, int]:
    """A query string as words being typed and a limit.

    Raises:
        ValidationError: it breaks the shape.
    """
    values = _SUGGEST.run_validation(query)
    return values["q"], values["limit"]


def similar_limit_of(query: Any) -> int:
    """A query string as a limit.

    Raises:
        ValidationError: it breaks the shape.
    """
    limit: int = _SIMILAR.run_validation(query)["limit"]
    return limit


def said_of(body: Mapping[str, Any]) -> Said:
    """A checked SaidBody as what a member said."""
    now = timezone.now()
    marks = {
        kind: Marked(at=body[kind], verdict=(body.get("verdict") or "") if kind == Mark.Kind.SEEN else "")
        for kind in Mark.Kind.values
        if body.get(kind) is not None
    }
    rating = body.get("rating")
    return Said(
        half_stars=None if rating is None else int(rating * 2),
        rated_at=None if rating is None else body.get("rated_at") or now,
        marks=marks,
    )
