"""Members and what they told us about films."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

from moviemind.catalog.models import Film


class Member(AbstractUser):
    """A person with an account. `taste_version` rises with every word on a film, so that lists know they are stale."""

    class Window(models.IntegerChoices):
        """How far back a member's words shape their lists, in days before their latest word."""

        ALL = 0, "Everything I ever said"
        YEAR = 365, "My last year"
        QUARTER = 90, "My last three months"
        MONTH = 30, "My last month"

    taste_version = models.PositiveBigIntegerField(default=0, editable=False)
    taste_days = models.PositiveSmallIntegerField(
        choices=Window, default=Window.ALL, help_text="Older words shape no list; their films stay away all the same."
    )
    shows_listed = models.BooleanField(
        default=False, help_text="Whether films of their watchlist may still be recommended to them."
    )
    collaborates = models.BooleanField(
        default=True, help_text="Whether the site may learn from their ratings what goes with what."
    )


class Rating(models.Model):
    """How a member liked a film, in half stars: 1 is half a star, 10 is five."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="ratings")
    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="ratings")
    half_stars = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-updated_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "film"], name="rating_once_per_film"),
            models.CheckConstraint(
                condition=models.Q(half_stars__gte=1, half_stars__lte=10), name="rating_half_to_five_stars"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stars:g} stars for film {self.film_id}"

    @property
    def stars(self) -> float:
        """0.5 to 5."""
        return self.half_stars / 2


class Mark(models.Model):
    """A member's note on a film that is no rating: to watch, seen, or not interested.

    A film that was seen may have been liked or disliked, or neither be said.
    """

    class Kind(models.TextChoices):
        WATCHLIST = "watchlist", "Watchlist"
        SEEN = "seen", "Seen"
        HIDDEN = "hidden", "Not interested"

    class Verdict(models.TextChoices):
        LIKED = "liked", "Liked"
        DISLIKED = "disliked", "Disliked"

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="marks")
    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=9, choices=Kind)
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "film", "kind"], name="mark_once_per_kind"),
            models.CheckConstraint(
                condition=models.Q(verdict="") | models.Q(kind="seen"), name="mark_verdict_only_when_seen"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}{f', {self.verdict}' if self.verdict else ''}: film {self.film_id}"


class ReferenceSet(models.Model):
    """Ratings of people elsewhere, brought in under one name: what others like, never a member of ours.

    A load writes its number into every rating that it brings, so that those which a later load lacks can go.
    """

    name = models.CharField(max_length=40, unique=True)
    load = models.PositiveIntegerField(default=0, help_text="Rises with every load.")
    loaded_at = models.DateTimeField(null=True, help_text="When the last load came to its end.")
    members = models.PositiveIntegerField(default=0)
    ratings = models.PositiveBigIntegerField(default=0)
    unmatched = models.PositiveBigIntegerField(default=0, help_text="Ratings of films that are not in the catalogue.")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return f"{self.name}: {self.ratings} ratings of {self.members} reference members"


class ReferenceRating(models.Model):
    """How a reference member liked a film. There may be many millions: plain numbers, and two indexes.

    `film_id` is a plain number: deleting a film need not walk through everything that strangers said of it.
    """

    set = models.ForeignKey(ReferenceSet, on_delete=models.CASCADE, related_name="+", db_index=False)
    member_key = models.PositiveBigIntegerField(help_text="The member's number at the source.")
    film_id = models.BigIntegerField(db_index=True)
    half_stars = models.PositiveSmallIntegerField()
    rated_at = models.PositiveBigIntegerField(help_text="Seconds since 1970.")
    load = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["set", "member_key", "film_id"], name="reference_rating_once"),
            models.CheckConstraint(
                condition=models.Q(half_stars__gte=1, half_stars__lte=10), name="reference_rating_half_to_five_stars"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.half_stars / 2:g} stars for film {self.film_id}"
