"""The change log drained into film vectors, with the shipped encoder."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from moviemind.catalog.models import Film, FilmChange
from recommender.encoding import get_encoder
from recommender.models import FilmVector, IndexState
from recommender.vectors import SET_ASIDE_AFTER, changes_since, drain_changes, embed_films

pytestmark = pytest.mark.django_db


class FailingEncoder:
    """Delegates to the real one, but breaks on one word, as a bad text might."""

    def __init__(self, word: str) -> None:
        self._real, self._word = get_encoder(), word
        self.runtime, self.model, self.dim, self.encoded = self._real.runtime, self._real.model, self._real.dim, 0

    def encode(self, texts: Any) -> Any:
        if any(self._word in text for text in texts):
            raise RuntimeError("this text breaks the runtime")
        self.encoded += len(texts)
        return self._real.encode(texts)


def version() -> int:
    return IndexState.objects.get().vectors_version


def test_a_saved_film_gets_a_vector_under_a_higher_version() -> None:
    before = version()
    film = Film.objects.create(title="Harvest Moon", year=2025, overview="Two farmers fall in love at harvest time.")
    assert drain_changes(get_encoder()) == 1
    row = FilmVector.objects.get(film_id=film.pk)
    assert row.version > before
    assert np.linalg.norm(np.frombuffer(bytes(row.vector), np.float32)) == pytest.approx(1, abs=1e-3)
    assert row.facts["title"] == "Harvest Moon"
    assert [change.film_id for change in changes_since(before)] == [film.pk]
    assert not FilmChange.objects.pending().exists()


def test_ten_edits_are_one_embedding_and_an_unchanged_text_is_none() -> None:
    film = Film.objects.first()
    assert film is not None
    film.overview = "Something else entirely: beekeepers on a lighthouse island."
    for _ in range(10):
        film.save()
    encoder: Any = FailingEncoder("no such word in any film, surely")
    assert drain_changes(encoder) == 10
    assert encoder.encoded == 3  # one film's three texts, once
    film.title = "Renamed"
    film.save()
    drain_changes(encoder)
    assert encoder.encoded == 3
    assert FilmVector.objects.get(film_id=film.pk).facts["title"] == "Renamed"


def test_a_deleted_and_an_unpublished_film_leave_an_empty_vector() -> None:
    gone, hidden = Film.objects.all()[:2]
    gone_id = gone.pk
    before = version()
    gone.delete()
    hidden.published = False
    hidden.save()
    drain_changes(get_encoder())
    changes = {change.film_id: change for change in changes_since(before)}
    assert changes[gone_id].vector is None
    assert changes[hidden.pk].facts is None


def test_a_change_that_fails_is_set_aside_and_does_not_hold_up_the_others() -> None:
    encoder: Any = FailingEncoder("catastrophe-word")
    bad = Film.objects.create(title="Bad", year=2020, overview="A catastrophe-word in the text.")
    good = Film.objects.create(title="Good", year=2020, overview="A plain text about a plain day.")
    for _ in range(SET_ASIDE_AFTER):
        drain_changes(encoder)
    assert FilmVector.objects.filter(film_id=good.pk).exists()
    assert not FilmVector.objects.filter(film_id=bad.pk).exists()
    change = FilmChange.objects.get(film_id=bad.pk)
    assert change.set_aside_at is not None
    assert "breaks the runtime" in change.error
    assert drain_changes(encoder) == 0


def test_a_worker_that_was_overtaken_does_not_bring_an_older_state_back() -> None:
    film = Film.objects.create(title="First", year=2020, overview="The first version of the text.")
    stale = FilmChange.objects.pending().latest("pk")
    film.title = "Second"
    film.save()
    drain_changes(get_encoder())  # another worker was quicker and has done the later change
    newest = FilmVector.objects.get(film_id=film.pk)
    embed_films([film.pk], get_encoder(), newest={film.pk: stale.pk})
    assert FilmVector.objects.get(film_id=film.pk).version == newest.version
