"""Films and what describes them; the log of their changes; where the shipped ones came from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models.functions import Lower
from django.urls import reverse

from moviemind.catalog.search import plain

FIRST_YEAR, LAST_YEAR = 1874, 2100
CONTENT_NOTES = ("violence", "gore", "sex", "language", "fright")


class ContentLevel(models.TextChoices):
    """How much of something a film shows. Unknown fails every limit: we do not promise what we do not know."""

    NONE = "none"
    SOME = "some"
    STRONG = "strong"
    UNKNOWN = "unknown"


class NamedQuerySet(models.QuerySet["Named"]):
    """Genres, themes or people; what is done to them is news of their films."""

    def films(self) -> FilmQuerySet:
        """The films that carry one of these names."""
        return Film.objects.filter(**{f"{self.model.film_field}__in": self.values("pk")}).order_by().distinct()

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete, and leave the news of their films in the change log, in one transaction."""
        with transaction.atomic():
            FilmChange.objects.record(self.films().values_list("pk", flat=True))
            return super().delete()


class Named(models.Model):
    """Something that is known by its name alone."""

    film_field: ClassVar[str]  # the field of Film that leads here

    name = models.CharField(max_length=120, unique=True)

    objects = NamedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the name; a new name for an old row is news of all its films, in the same transaction."""
        with transaction.atomic():
            same = type(self).objects.filter(pk=self.pk)
            if self.pk and same.exclude(name=self.name).exists():
                FilmChange.objects.record(same.films().values_list("pk", flat=True))
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the name, and leave the news of its films in the change log, in one transaction."""
        with transaction.atomic():
            films = type(self).objects.filter(pk=self.pk).films()
            FilmChange.objects.record(films.values_list("pk", flat=True))
            return super().delete(*args, **kwargs)


class Genre(Named):
    """One of the twenty or so genres of fixtures/vocabulary.toml."""

    film_field = "genres"


class Theme(Named):
    """A word of the vocabulary: what happens, what it is about, who is in it, where, how it feels."""

    film_field = "themes"

    group = models.CharField(max_length=20, blank=True)


class Person(Named):
    """A director or an actor. Two people of one name are told apart in the name: "Steve McQueen (director)"."""

    film_field = "people"

    class Meta(Named.Meta):
        verbose_name_plural = "people"


class FilmQuerySet(models.QuerySet["Film"]):
    """The vocabulary for picking films; views, tasks and the admin never spell these filters out."""

    def recommendable(self) -> FilmQuerySet:
        """Films that may appear in an answer."""
        return self.filter(published=True)

    def for_cards(self) -> FilmQuerySet:
        """With what a card shows, in one further query."""
        return self.prefetch_related("genres")

    def for_index(self) -> FilmQuerySet:
        """With all that the engine wants to know of a film, in three further queries.

        The people are joined: fetched apart, a thousand of them are more than SQLite takes in one expression.
        """
        credits = models.Prefetch("credits", queryset=Credit.objects.select_related("person"))
        return self.prefetch_related("genres", "themes", credits)

    def titled_like(self, text: str) -> FilmQuerySet:
        """Films whose title or original title contains the text, accents aside; those that start with it first."""
        wanted = plain(text.strip())
        found = self.filter(models.Q(title__plain__contains=wanted) | models.Q(original_title__plain__contains=wanted))
        starts = models.Case(models.When(title__plain__startswith=wanted, then=0), default=1)
        return found.order_by(starts, Lower("title"), "year", "pk")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete, and leave the news of it in the change log, in one transaction."""
        with transaction.atomic():
            FilmChange.objects.record(self.values_list("pk", flat=True))
            return super().delete()


class Film(models.Model):
    """A film of the catalogue."""

    title = models.CharField(max_length=300)
    original_title = models.CharField(max_length=300, blank=True, help_text="Where it differs from the title.")
    year = models.PositiveSmallIntegerField(validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)])
    runtime = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(900)], help_text="Minutes."
    )
    language = models.CharField(max_length=3, blank=True, help_text="ISO 639-1 code of the main language, such as en.")
    countries = models.JSONField(default=list, blank=True, help_text='ISO 3166-1 codes, such as ["US", "GB"].')
    overview = models.TextField(
        max_length=5000, blank=True, help_text="What it is about and how it feels; no spoilers."
    )
    overview_source = models.CharField(max_length=120, blank=True, help_text="Empty: written by the curators.")
    overview_url = models.URLField(max_length=500, blank=True)
    genres = models.ManyToManyField(Genre, blank=True, related_name="films")
    themes = models.ManyToManyField(Theme, blank=True, related_name="films")
    people = models.ManyToManyField(Person, through="Credit", related_name="films")
    content_violence = models.CharField(max_length=7, choices=ContentLevel, default=ContentLevel.UNKNOWN)
    content_gore = models.CharField(max_length=7, choices=ContentLevel, default=ContentLevel.UNKNOWN)
    content_sex = models.CharField(max_length=7, choices=ContentLevel, default=ContentLevel.UNKNOWN)
    content_language = models.CharField(max_length=7, choices=ContentLevel, default=ContentLevel.UNKNOWN)
    content_fright = models.CharField(max_length=7, choices=ContentLevel, default=ContentLevel.UNKNOWN)
    imdb_id = models.CharField(max_length=12, null=True, blank=True, unique=True)
    tmdb_id = models.PositiveIntegerField(null=True, blank=True, unique=True)
    movielens_id = models.PositiveIntegerField(null=True, blank=True, unique=True)
    well_known = models.BooleanField(default=False, help_text="Offered to newcomers, and when nothing matches.")
    published = models.BooleanField(default=True, help_text="Unpublished films are in no list and no answer.")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    edited_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When a curator last changed it: from then on no import does."
    )

    objects = FilmQuerySet.as_manager()

    class Meta:
        ordering = (Lower("title"), "year", "pk")
        indexes: ClassVar = [
            models.Index(fields=["year"], name="film_year"),
            models.Index(Lower("title"), name="film_title_lower"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(title=""), name="film_has_title"),
            models.CheckConstraint(
                condition=models.Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="film_year_is_sane"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the film and the news of it in one transaction."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            FilmChange.objects.record([self.pk])

    def get_absolute_url(self) -> str:
        """The film's page."""
        return reverse("film", args=[self.pk])

    @property
    def content(self) -> dict[str, str]:
        """The content notes by name: {"violence": "some", ...}."""
        return {note: getattr(self, f"content_{note}") for note in CONTENT_NOTES}

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the film and leave the news of it in the change log, in one transaction."""
        with transaction.atomic():
            FilmChange.objects.record([self.pk])
            return super().delete(*args, **kwargs)


class Credit(models.Model):
    """A person's part in a film, in billing order."""

    class Role(models.TextChoices):
        DIRECTOR = "director"
        CAST = "cast"

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="credits")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="credits")
    role = models.CharField(max_length=8, choices=Role)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("role", "position", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["film", "person", "role"], name="credit_once_per_role"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.role}"


class FilmChangeQuerySet(models.QuerySet["FilmChange"]):
    """Changes by their state: pending, then done; or set aside after failing too often."""

    def record(self, film_ids: Iterable[int]) -> None:
        """Log that these films changed. Call it in the transaction that changes them."""
        self.bulk_create((self.model(film_id=film_id) for film_id in film_ids), batch_size=500)

    def pending(self) -> FilmChangeQuerySet:
        """Not yet worked off, oldest first."""
        return self.filter(done_at=None, set_aside_at=None).order_by("pk")


class FilmChange(models.Model):
    """The news that a film was saved or deleted, until the index knows it.

    It names the film by a plain number: deleting a film must not delete the news of it.
    """

    film_id = models.BigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)

    objects = FilmChangeQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes: ClassVar = [
            models.Index(fields=["id"], name="filmchange_pending", condition=models.Q(done_at=None, set_aside_at=None)),
        ]

    def __str__(self) -> str:
        return f"film {self.film_id}, change {self.pk}"


class SourceRecord(models.Model):
    """What a source last said of a film, so that loading it again is quick and never undoes a curator's work.

    `film_id` is a plain number: a record whose film is gone tells the loader that it was deleted on purpose.
    """

    source = models.CharField(max_length=40)
    key = models.CharField(max_length=320)
    digest = models.CharField(max_length=64)
    film_id = models.BigIntegerField()
    identities = models.JSONField(
        default=list, help_text="What the row goes by: ids, folded title and year. No source revives a deleted film."
    )
    fields = models.JSONField(
        default=list, help_text="What of the film this source wrote, and may therefore correct or take back."
    )

    class Meta:
        ordering = ("source", "key")
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "key"], name="source_record_once")]
        indexes: ClassVar = [models.Index(fields=["film_id"], name="source_record_film")]

    def __str__(self) -> str:
        return f"{self.source}: {self.key}"
