"""What the engine keeps in the database: film vectors, published indexes, and asked-for rebuilds.

All of it can be made again from the catalogue; the change log says what is still to be done.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


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

    def __str__(self) -> str:
        return self.current or "no index yet"


class IndexVersion(models.Model):
    """A published snapshot. Its files lie in var/index/<version>/; their hashes are in the manifest there."""

    version = models.CharField(max_length=60, unique=True)
    films = models.PositiveIntegerField()
    vectors_version = models.BigIntegerField(help_text="Later vectors are laid over this snapshot.")
    encoder = models.CharField(max_length=80)
    published_at = models.DateTimeField(auto_now_add=True)

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
    version = models.CharField(max_length=60, blank=True, help_text="What it published.")

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                models.Value(1), name="one_open_rebuild", condition=models.Q(status__in=["waiting", "working"])
            ),
        ]

    def __str__(self) -> str:
        return f"rebuild {self.pk}: {self.status}"
