"""What the engine keeps in the database: film vectors, published indexes, and asked-for rebuilds.

All of it can be made again from the catalogue; the change log says what is still to be done.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction

from moviemind.catalog.models import Film, Genre, Person, Theme
from recommender.ranking import Rule


class FilmVector(models.Model):
    """The newest embedding and facts of a film, under a version that only rises.

    A film that is gone, or unpublished, keeps its row with an empty vector: processes must learn that it went.
    """

    film_id = models.BigIntegerField(primary_key=True)
    version = models.BigIntegerField(unique=True)
    vector = models.BinaryField(help_text="float32, unit length; empty when the film is not recommendable.")
    facts = models.JSONField(default=dict, help_text="recommender.shapes.FilmFacts, as a dict.")
    overview = models.TextField(blank=True, default="", help_text="For the index of words.")
    encoder = models.CharField(max_length=80, help_text="model:runtime that made the vector.")
    text_digest = models.CharField(max_length=64, help_text="Of the text that was embedded.")

    def __str__(self) -> str:
        return f"film {self.film_id}, version {self.version}"


class IndexState(models.Model):
    """One row that every process looks at, at most once a second, to learn of anything new."""

    SINGLETON = 1

    current = models.CharField(max_length=60, blank=True, help_text="The published index version.")
    vectors_version = models.BigIntegerField(default=0, help_text="The highest FilmVector.version given out.")
    rules_version = models.BigIntegerField(default=0, help_text="Rises with every change of a curators' rule.")

    def __str__(self) -> str:
        return self.current or "no index yet"


class IndexVersion(models.Model):
    """A snapshot. Its files lie in var/index/<version>/; their hashes are in the manifest there.

    One that fell short of the running one is held back: it is served only when a curator says so.
    """

    version = models.CharField(max_length=60, unique=True)
    films = models.PositiveIntegerField()
    vectors_version = models.BigIntegerField(help_text="Later vectors are laid over this snapshot.")
    encoder = models.CharField(max_length=80)
    published_at = models.DateTimeField(auto_now_add=True)
    ratings = models.PositiveBigIntegerField(default=0, help_text="How many it learnt from.")
    reference_ratings = models.PositiveBigIntegerField(default=0, help_text="How many of them of reference members.")
    measures = models.JSONField(default=list, help_text="Its figures beside those of the index that ran before it.")
    held_back = models.CharField(max_length=400, blank=True, help_text="Why it is not served; empty when it may be.")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.version


class RebuildRequest(models.Model):
    """A wish for a new index, worked off in chunks by whichever worker holds it."""

    class Status(models.TextChoices):
        WAITING = "waiting"
        WORKING = "working"
        DONE = "done"
        FAILED = "failed"
        HELD = "held", "held back"

    requested_at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=7, choices=Status, default=Status.WAITING)
    owner = models.CharField(max_length=120, blank=True, help_text="The worker at it.")
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    embedded = models.PositiveIntegerField(default=0)
    films = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    version = models.CharField(max_length=60, blank=True, help_text="What it made.")
    publish_anyway = models.BooleanField(
        default=False, help_text="Even when it falls short of the running index: a curator said so."
    )

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                models.Value(1), name="one_open_rebuild", condition=models.Q(status__in=["waiting", "working"])
            ),
        ]

    def __str__(self) -> str:
        return f"rebuild {self.pk}: {self.status}"


class RuleQuerySet(models.QuerySet["CurationRule"]):
    """Curators' rules; what changes them tells every process."""

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete the rules, in one transaction with the news of it."""
        with transaction.atomic():
            note_rules_changed()
            return super().delete()


class CurationRule(models.Model):
    """What a curator wants of all lists: to pin, boost, bury or exclude a film, or all of a genre, theme or person.

    Exclusions of members hold first: no rule shows anybody a film that they rated, saw or hid.
    """

    class Action(models.TextChoices):
        PIN = "pin", "Pin: first in lists"
        BOOST = "boost", "Boost: higher in lists"
        BURY = "bury", "Bury: lower in lists"
        EXCLUDE = "exclude", "Exclude: in no list"

    TARGETS = ("film", "genre", "theme", "person")

    action = models.CharField(max_length=7, choices=Action)
    film = models.ForeignKey(Film, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    genre = models.ForeignKey(Genre, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    starts = models.DateField(null=True, blank=True, help_text="First day; empty: at once.")
    ends = models.DateField(null=True, blank=True, help_text="Last day; empty: until it is deleted.")
    note = models.CharField(max_length=300, blank=True, help_text="Why. For curators only.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                name="rule_has_one_target",
                condition=models.Q(
                    *(
                        models.Q(
                            **{f"{other}__isnull": other != target for other in ("film", "genre", "theme", "person")}
                        )
                        for target in ("film", "genre", "theme", "person")
                    ),
                    _connector=models.Q.OR,
                ),
            ),
            models.CheckConstraint(
                name="rule_ends_after_it_starts",
                condition=models.Q(starts__isnull=True)
                | models.Q(ends__isnull=True)
                | models.Q(ends__gte=models.F("starts")),
            ),
            models.CheckConstraint(
                name="rule_pins_films_only", condition=~models.Q(action="pin") | models.Q(film__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.about}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, in one transaction with the news of it."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            note_rules_changed()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, in one transaction with the news of it."""
        with transaction.atomic():
            note_rules_changed()
            return super().delete(*args, **kwargs)

    @property
    def about(self) -> str:
        """What the rule is about, in words."""
        return next((str(getattr(self, t)) for t in self.TARGETS if getattr(self, f"{t}_id")), "nothing")

    def clean(self) -> None:
        """Refuse a rule about nothing, about two things, or that ends before it starts."""
        named = [target for target in self.TARGETS if getattr(self, f"{target}_id")]
        if len(named) != 1:
            raise ValidationError("Choose one: a film, a genre, a theme or a person.")
        if self.action == self.Action.PIN and named != ["film"]:
            raise ValidationError({"action": "Only a film can be pinned; boost a genre, theme or person."})
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": "It ends before it starts."})

    def as_rule(self) -> Rule:
        """The rule as the engine knows it."""
        target = next(each for each in self.TARGETS if getattr(self, f"{each}_id"))
        return Rule(
            id=self.pk or 0,
            action=self.action,  # type: ignore[arg-type]
            target=target,  # type: ignore[arg-type]
            film=self.film_id,
            name="" if target == "film" else getattr(self, target).name,
            starts=self.starts,
            ends=self.ends,
        )


def note_rules_changed() -> None:
    """Let every process know, within a second, that rules have changed."""
    IndexState.objects.get_or_create(pk=IndexState.SINGLETON)
    IndexState.objects.filter(pk=IndexState.SINGLETON).update(rules_version=models.F("rules_version") + 1)


def rules_now() -> list[Rule]:
    """All curators' rules, those of other days too."""
    rows = CurationRule.objects.select_related("genre", "theme", "person")
    return [row.as_rule() for row in rows]


class Impression(models.Model):
    """A list as it was shown to somebody: what was asked, and every film with its reasons, so that "why this?" can be
    answered later. Old ones are pruned.
    """

    class Kind(models.TextChoices):
        ASK = "ask", "an answer"
        LIST = "list", "your list"
        HOME = "home", "the rows of your home page"
        PICKED = "picked", "the rows for your picks"

    id = models.UUIDField(primary_key=True, editable=False)
    made_at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=6, choices=Kind)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    session = models.CharField(max_length=40, blank=True, help_text="Of a visitor who has one.")
    taste_version = models.PositiveBigIntegerField(default=0)
    index_version = models.CharField(max_length=60)
    request = models.JSONField(default=dict, help_text="recommender.asking: what would ask the same again.")
    picks = models.JSONField(default=list, help_text="Id, score and reasons of each film, as it was told.")
    breakdowns = models.JSONField(default=dict, help_text="By film: the full breakdown, once somebody has asked.")

    def __str__(self) -> str:
        return f"{self.kind} of {self.made_at:%Y-%m-%d %H:%M}"

    def pick(self, film_id: int) -> dict[str, Any] | None:
        """The film as it was shown, or None."""
        return next((pick for pick in self.picks if pick["id"] == film_id), None)
