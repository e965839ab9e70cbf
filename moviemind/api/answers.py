"""What the API says, as shapes. Films and members' lists are rendered by these; an answer of the engine comes in its
shape already and is returned as it is, so that these only describe it; a test holds both to the OpenAPI document."""

from __future__ import annotations

from typing import Any, get_args

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from moviemind.api.fields import Stars
from moviemind.api.requests import ControlsBody, FiltersBody
from moviemind.catalog.models import CONTENT_NOTES, ContentLevel, Credit, Film
from moviemind.profiles.models import Mark, Member, Rating
from recommender.shapes import Confidence, ReasonKind, ShelfKind


class FilmCard(serializers.ModelSerializer[Film]):
    """A film in a list."""

    genres = serializers.SerializerMethodField()

    class Meta:
        model = Film
        fields = ("id", "title", "original_title", "year", "runtime", "language", "genres")

    def get_genres(self, film: Film) -> list[str]:
        """Names, from what is prefetched."""
        return [genre.name for genre in film.genres.all()]


class FilmIds(serializers.ModelSerializer[Film]):
    """A film's numbers elsewhere."""

    imdb = serializers.CharField(source="imdb_id", allow_null=True)
    tmdb = serializers.IntegerField(source="tmdb_id", allow_null=True)
    movielens = serializers.IntegerField(source="movielens_id", allow_null=True)

    class Meta:
        model = Film
        fields = ("imdb", "tmdb", "movielens")


class ContentNotes(serializers.Serializer[Film]):
    """How much of something the film shows."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """One for each note."""
        return {note: serializers.ChoiceField(choices=ContentLevel.choices) for note in CONTENT_NOTES}


class FilmFacts(FilmCard):
    """All that we know of a film."""

    countries = serializers.ListField(child=serializers.CharField())
    directors = serializers.SerializerMethodField()
    cast = serializers.SerializerMethodField()
    themes = serializers.SerializerMethodField()
    content = ContentNotes()
    ids = FilmIds(source="*")
    overview_source = serializers.CharField(allow_blank=True, help_text="Empty: written by the curators.")
    overview_url = serializers.CharField(allow_blank=True, help_text="Where the overview comes from, if elsewhere.")

    class Meta:
        model = Film
        fields = (
            *FilmCard.Meta.fields,
            "countries",
            "directors",
            "cast",
            "themes",
            "content",
            "ids",
            "overview",
            "overview_source",
            "overview_url",
        )

    def get_directors(self, film: Film) -> list[str]:
        """Names, in billing order."""
        return self._people(film, Credit.Role.DIRECTOR)

    def get_cast(self, film: Film) -> list[str]:
        """Names, in billing order."""
        return self._people(film, Credit.Role.CAST)

    def get_themes(self, film: Film) -> list[str]:
        """Words of the catalogue's vocabulary."""
        return [theme.name for theme in film.themes.all()]

    @staticmethod
    def _people(film: Film, role: str) -> list[str]:
        return [credit.person.name for credit in film.credits.all() if credit.role == role]


class Rated(serializers.ModelSerializer[Rating]):
    """A member's rating of a film."""

    film = serializers.IntegerField(source="film_id")
    title = serializers.CharField(source="film.title")
    year = serializers.IntegerField(source="film.year")
    rating = Stars(source="stars")
    rated_at = serializers.DateTimeField(source="updated_at")

    class Meta:
        model = Rating
        fields = ("film", "title", "year", "rating", "rated_at")


class Marked(serializers.ModelSerializer[Mark]):
    """A film on a member's list."""

    film = serializers.IntegerField(source="film_id")
    title = serializers.CharField(source="film.title")
    year = serializers.IntegerField(source="film.year")
    marked_at = serializers.DateTimeField(source="created_at")

    class Meta:
        model = Mark
        fields = ("film", "title", "year", "marked_at")


class MarkedSeen(Marked):
    """A film that a member saw, and what they thought of it."""

    verdict = serializers.SerializerMethodField()

    class Meta:
        model = Mark
        fields = (*Marked.Meta.fields, "verdict")

    @extend_schema_field(serializers.ChoiceField(choices=Mark.Verdict.choices, allow_null=True))
    def get_verdict(self, mark: Mark) -> str | None:
        """Liked, disliked, or not said."""
        return mark.verdict or None


class SaidShape(serializers.Serializer[Any]):
    """All that a member said of a film; null is what was not said."""

    film = serializers.IntegerField()
    title = serializers.CharField()
    year = serializers.IntegerField()
    rating = Stars(allow_null=True)
    rated_at = serializers.DateTimeField(allow_null=True)
    watchlist = serializers.DateTimeField(allow_null=True, help_text="When it was put there.")
    seen = serializers.DateTimeField(allow_null=True)
    verdict = serializers.ChoiceField(choices=Mark.Verdict.choices, allow_null=True, help_text="Of a film seen.")
    hidden = serializers.DateTimeField(allow_null=True)


class SettingsShape(serializers.ModelSerializer[Member]):
    """How a member's words are used."""

    class Meta:
        model = Member
        fields = ("taste_days", "shows_listed", "collaborates")


class TokenShape(serializers.Serializer[Any]):
    """What to send as `Authorization: Token ...`."""

    token = serializers.CharField()


class ReasonShape(serializers.Serializer[Any]):
    """Why a film is in an answer."""

    kind = serializers.ChoiceField(choices=get_args(ReasonKind))
    text = serializers.CharField(help_text="One line for people.")
    film = serializers.IntegerField(allow_null=True, help_text="The film that it rests on, if it is one.")
    share = serializers.FloatField(min_value=0, max_value=1, help_text="Its part of the film's score.")


class PickShape(serializers.Serializer[Any]):
    """A recommended film."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    year = serializers.IntegerField()
    runtime = serializers.IntegerField(allow_null=True)
    genres = serializers.ListField(child=serializers.CharField())
    score = serializers.FloatField()
    reasons = ReasonShape(many=True)


class NamedFilm(serializers.Serializer[Any]):
    """A film that the question names."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    year = serializers.IntegerField()


class QueryShape(serializers.Serializer[Any]):
    """The question as understood."""

    seeds = NamedFilm(many=True)
    dislikes = NamedFilm(many=True)
    unknown = serializers.ListField(
        child=serializers.CharField(), help_text="What looks like a title, but is none of ours."
    )
    filters = FiltersBody()
    genres = serializers.ListField(child=serializers.CharField(), help_text="Wished for: they weigh.")
    themes = serializers.ListField(child=serializers.CharField(), help_text="Wished for: they weigh.")
    people = serializers.ListField(child=serializers.CharField(), help_text="Wished for: they weigh.")
    avoid_themes = serializers.ListField(child=serializers.CharField(), help_text="No film that carries one.")
    avoid_people = serializers.ListField(child=serializers.CharField(), help_text="No film of theirs.")
    spirit = serializers.CharField(allow_blank=True, help_text="The free words that were left, taken as they are.")
    controls = ControlsBody(help_text="How far the words lean the list, where they do.")
    text = serializers.CharField(allow_blank=True)


class SameTitle(serializers.Serializer[Any]):
    """A film named, and the others of its title: perhaps one of them was meant."""

    film = serializers.IntegerField()
    others = NamedFilm(many=True)


class DidYouMean(serializers.Serializer[Any]):
    """An unknown title, and the nearest film of ours."""

    unknown = serializers.CharField()
    film = NamedFilm()


class KnownItemShape(NamedFilm):
    """The film that a told plot seems to be."""

    sure = serializers.ChoiceField(choices=("strong", "fair"))


class RelaxShape(serializers.Serializer[Any]):
    """Filters that leave nothing, and how many films there would be without them."""

    filters = serializers.ListField(
        child=serializers.CharField(), help_text="Names of filters, to be left out at once."
    )
    films = serializers.IntegerField(min_value=1)


class AnswerShape(serializers.Serializer[Any]):
    """Films in order, each with its reasons; when nothing matches, popular ones, marked so."""

    results = PickShape(many=True)
    query = QueryShape()
    confidence = serializers.ChoiceField(choices=get_args(Confidence))
    known_item = KnownItemShape(allow_null=True, help_text="The film that the words describe, where they tell a plot.")
    exact_title = NamedFilm(allow_null=True, help_text="The film whose title is all that was asked.")
    index_version = serializers.CharField()
    notes = serializers.ListField(child=serializers.CharField(), help_text="For people: what could not be kept.")
    same_title = SameTitle(many=True)
    did_you_mean = DidYouMean(many=True)
    relax = RelaxShape(many=True, help_text="Where filters leave no film: what to relax, the most helpful first.")


class SuggestionShape(serializers.Serializer[Any]):
    """Something that the words being typed may become."""

    kind = serializers.ChoiceField(choices=("title", "person", "theme"))
    text = serializers.CharField()
    film = serializers.IntegerField(allow_null=True, help_text="Its id, if it is a title.")
    year = serializers.IntegerField(allow_null=True)
    insert = serializers.CharField(
        help_text="What to put into the sentence: a title that several films have, with its year."
    )


class SuggestionsShape(serializers.Serializer[Any]):
    """Titles, then people, then themes; of each the best known first."""

    start = serializers.IntegerField(help_text="Where in `q`, counted in characters, that begins which they complete.")
    suggestions = SuggestionShape(many=True)


class ListShape(AnswerShape):
    """An answer that is kept for a while, so that each film can be asked about."""

    impression = serializers.CharField(help_text="For `/api/v1/impressions/{impression}/{film_id}/`: why this film?")


class PartShape(serializers.Serializer[Any]):
    """One term of a film's score."""

    kind = serializers.CharField(help_text="As of a reason, or `disliked` for what took away.")
    text = serializers.CharField()
    film = serializers.IntegerField(allow_null=True)
    value = serializers.FloatField(help_text="What it adds to the score; all parts sum to it.")


class BreakdownShape(serializers.Serializer[Any]):
    """Everything that made a film's score."""

    film = NamedFilm()
    score = serializers.FloatField()
    parts = PartShape(many=True)
    interest = serializers.CharField(allow_blank=True)
    acted = serializers.ListField(child=serializers.CharField(), help_text="Filters, rules and controls.")
    barred = serializers.CharField(allow_blank=True, help_text="Why it would not be recommended, or empty.")


class WhyShape(serializers.Serializer[Any]):
    """Why a film was in a list."""

    film = serializers.IntegerField()
    made_at = serializers.DateTimeField(help_text="When the list was shown.")
    index_version = serializers.CharField()
    score = serializers.FloatField()
    reasons = ReasonShape(many=True)
    breakdown = BreakdownShape(allow_null=True, help_text="null: the film can no longer be recommended.")
    of_then = serializers.BooleanField(help_text="Whether the breakdown is of that time, or of today.")


class RowShape(serializers.Serializer[Any]):
    """A row of the home page."""

    kind = serializers.ChoiceField(choices=get_args(ShelfKind), help_text="What the row goes by.")
    title = serializers.CharField()
    reason = serializers.CharField(help_text="What is true of every film in it.")
    film = serializers.IntegerField(allow_null=True, help_text="The liked film that it is about, if it is about one.")
    results = PickShape(many=True)


class HomeShape(serializers.Serializer[Any]):
    """The rows of the home page; no film stands in two of them."""

    rows = RowShape(many=True)
    index_version = serializers.CharField()
    impression = serializers.CharField(help_text="As of an answer.")


class ErrorShape(serializers.Serializer[Any]):
    """One thing that is wrong."""

    field = serializers.CharField(allow_blank=True, help_text='Dotted, such as "filters.genres"; or a header\'s name.')
    reason = serializers.CharField()


class ProblemShape(serializers.Serializer[Any]):
    """A refusal, as RFC 9457 has it."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    errors = ErrorShape(many=True)  # type: ignore[assignment]  # the serializer's own errors, not meant here
