"""Rebuilds: asked for, worked in chunks, taken over, published, rolled back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from moviemind.catalog.models import Film
from recommender import rebuild, service
from recommender.encoding import get_encoder
from recommender.holder import IndexUnavailable, holder
from recommender.models import FilmVector, IndexState, IndexVersion, RebuildRequest
from recommender.shapes import Request

pytestmark = pytest.mark.django_db


def build() -> str:
    """Publish another index and return its version."""
    rebuild.request_rebuild("test")
    while (request := rebuild.work_on_rebuild(get_encoder())) and request.status == RebuildRequest.Status.WORKING:
        pass
    assert request is not None
    assert request.status == RebuildRequest.Status.DONE, request.error
    return request.version


def forget_vectors(count: int) -> None:
    ids = FilmVector.objects.values_list("film_id", flat=True)[:count]
    FilmVector.objects.filter(film_id__in=list(ids)).delete()


def test_a_second_wish_while_one_is_open_is_the_same_wish(index_dir: Path) -> None:
    assert rebuild.request_rebuild("one").pk == rebuild.request_rebuild("two").pk
    assert RebuildRequest.objects.filter(reason="two").count() == 0


def test_a_rebuild_publishes_all_recommendable_films_and_processes_swap(index_dir: Path) -> None:
    film = Film.objects.create(title="Lighthouse Bees", year=2024, overview="Beekeepers on a lighthouse rock.")
    before = service.ask(Request(text="beekeepers")).answer.index_version
    version = build()
    holder.forget()
    answer = service.ask(Request(text="beekeepers on a lighthouse rock")).answer
    assert answer.index_version == version != before
    assert answer.picks[0].film.id == film.pk
    assert IndexVersion.objects.get(version=version).films == Film.objects.recommendable().count()


def test_work_is_done_in_chunks_and_goes_on_where_it_stopped(index_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forget_vectors(3 * rebuild.BATCH)
    monkeypatch.setattr(rebuild, "CHUNK_S", -1)
    request = rebuild.request_rebuild("chunks")
    assert rebuild.work_on_rebuild(get_encoder()).status == RebuildRequest.Status.WORKING  # type: ignore[union-attr]
    monkeypatch.setattr(rebuild, "CHUNK_S", 60)
    assert rebuild.work_on_rebuild(get_encoder()).status == RebuildRequest.Status.DONE  # type: ignore[union-attr]
    request.refresh_from_db()
    assert (index_dir / request.version / "manifest.json").is_file()


def test_films_that_are_gone_are_no_films_to_embed(index_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild, "BATCH", 4)
    kept = Film.objects.recommendable().values_list("pk", flat=True)[:3]
    Film.objects.exclude(pk__in=list(kept)).delete()
    FilmVector.objects.filter(film_id__in=list(kept)).delete()
    told: list[int] = []
    beat = rebuild._beat

    def heard(request: RebuildRequest, **progress: Any) -> None:
        told.extend([progress["embedded"]] if "embedded" in progress else [])
        beat(request, **progress)

    monkeypatch.setattr(rebuild, "_beat", heard)
    build()
    assert len(told) > 100
    assert set(told) == {3}


def test_only_one_works_at_a_time_and_a_silent_one_is_taken_over(index_dir: Path) -> None:
    request = rebuild.request_rebuild("held")
    RebuildRequest.objects.filter(pk=request.pk).update(
        owner="someone", heartbeat_at=timezone.now(), status=RebuildRequest.Status.WORKING
    )
    assert rebuild.work_on_rebuild(get_encoder()) is None
    RebuildRequest.objects.filter(pk=request.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=1))
    taken = rebuild.work_on_rebuild(get_encoder())
    assert taken is not None
    assert taken.status == RebuildRequest.Status.DONE


def test_a_failing_rebuild_says_why_and_gives_up_in_the_end_while_the_old_index_serves(
    index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*args: Any, **kwargs: Any) -> None:
        raise OSError(28, "No space left on device")

    current = IndexState.objects.get().current
    monkeypatch.setattr(rebuild, "write_snapshot", full_disk)
    request = rebuild.request_rebuild("full disk")
    for _ in range(rebuild.MAX_ATTEMPTS):
        rebuild.work_on_rebuild(get_encoder())
    request.refresh_from_db()
    assert request.status == RebuildRequest.Status.FAILED
    assert "No space left" in request.error
    assert service.ask(Request(text="war")).answer.index_version == current


def test_rollback_serves_the_earlier_version_with_later_edits_over_it(index_dir: Path) -> None:
    first = IndexState.objects.get().current
    build()
    film = Film.objects.create(title="Late Film", year=2026, overview="A clockmaker repairs a whale.")
    from recommender.vectors import drain_changes

    drain_changes(get_encoder())
    assert service.rollback() == first
    holder.forget()
    answer = service.ask(Request(text="a clockmaker repairs a whale")).answer
    assert answer.index_version == first
    assert answer.picks[0].film.id == film.pk


def test_rolling_back_to_nothing_or_to_an_unknown_version_is_an_error(index_dir: Path) -> None:
    with pytest.raises(LookupError, match="no earlier"):
        service.rollback()
    with pytest.raises(LookupError, match="no index version 'nope'"):
        service.rollback("nope")


@pytest.mark.parametrize("name", ["manifest.json", "films.jsonl", "vectors.faiss", "words.bin"])
def test_a_flipped_byte_makes_a_new_process_serve_the_previous_version_and_name_the_file(
    index_dir: Path, name: str
) -> None:
    first = IndexState.objects.get().current
    second = build()
    path = index_dir / second / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    holder.forget()
    assert service.ask(Request(text="war")).answer.index_version == first
    report = service.readiness()
    assert report["status"] == "degraded"
    assert report["index"] == {"ok": True, "version": first, "films": Film.objects.recommendable().count()}
    assert any(str(path) in problem and "rebuild_index" in problem for problem in report["problems"])


def test_with_every_snapshot_damaged_nothing_is_served_and_readiness_says_down(index_dir: Path) -> None:
    for place in index_dir.iterdir():
        (place / "manifest.json").unlink()
    holder.forget()
    with pytest.raises(IndexUnavailable):
        service.ask(Request(text="war"))
    report = service.readiness()
    assert report["status"] == "down"
    assert any("manifest.json is missing" in problem for problem in report["problems"])


def test_a_half_built_directory_is_never_loaded(index_dir: Path) -> None:
    half = index_dir / ".building-0123"
    half.mkdir()
    (half / "films.jsonl").write_text("{}")
    holder.forget()
    assert service.ask(Request(text="war")).answer.picks


def test_old_versions_are_forgotten_but_enough_are_kept_for_going_back(index_dir: Path) -> None:
    for _ in range(rebuild.KEPT + 2):
        Film.objects.first().save()  # type: ignore[union-attr]
        build()
    assert IndexVersion.objects.count() <= rebuild.KEPT
    assert len(list(index_dir.iterdir())) <= rebuild.KEPT + 1
