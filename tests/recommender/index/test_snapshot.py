from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from recommender.collaboration import train
from recommender.index import SnapshotError, load_snapshot, snapshot, sweep_unfinished, write_snapshot
from tests.recommender import toy
from tests.recommender.collaboration.toy import ratings

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    manifest = write_snapshot(tmp_path, toy.FILMS, toy.vectors(), encoder="m:r", vectors_version=7, now=NOW)
    return tmp_path / manifest.version


@pytest.fixture
def learned(tmp_path: Path) -> Path:
    """A snapshot of a site with ratings."""
    model = train(np.array([film.id for film in toy.FILMS]), ratings(), toy.vectors())
    manifest = write_snapshot(
        tmp_path, toy.FILMS, toy.vectors(), encoder="m:r", vectors_version=7, now=NOW, collaboration=model
    )
    return tmp_path / manifest.version


def test_what_was_written_is_loaded(place: Path) -> None:
    loaded = load_snapshot(place)
    assert loaded.films == toy.FILMS
    assert loaded.manifest.vectors_version == 7
    assert loaded.manifest.encoder == "m:r"
    assert np.allclose(snapshot.exact_vectors(loaded.index), toy.vectors())


def test_the_same_films_give_the_same_files_and_another_time_another_name(tmp_path: Path) -> None:
    first, second = (
        write_snapshot(tmp_path, toy.FILMS, toy.vectors(), encoder="m:r", vectors_version=7, now=now)
        for now in (NOW, NOW + timedelta(days=1))
    )
    assert first.files == second.files
    assert first.version < second.version


def test_no_unfinished_directory_is_left_behind(place: Path) -> None:
    assert [path.name for path in place.parent.iterdir()] == [place.name]


@pytest.mark.parametrize("name", ["manifest.json", "films.jsonl", "vectors.faiss"])
def test_any_flipped_byte_is_refused_with_the_files_name_and_what_to_do(place: Path, name: str) -> None:
    path = place / name
    content = path.read_bytes()
    for position in (0, len(content) // 3, len(content) // 2, len(content) - 2):
        damaged = bytearray(content)
        damaged[position] ^= 1
        path.write_bytes(damaged)
        with pytest.raises(SnapshotError, match=rf"{name}.*rebuild_index"):
            load_snapshot(place)
    path.write_bytes(content)
    assert load_snapshot(place).films == toy.FILMS


@pytest.mark.parametrize("name", ["manifest.json", "films.jsonl", "vectors.faiss"])
def test_a_missing_file_is_refused_by_name(place: Path, name: str) -> None:
    (place / name).unlink()
    with pytest.raises(SnapshotError, match=f"{name} is missing"):
        load_snapshot(place)


def test_a_truncated_file_is_refused(place: Path) -> None:
    path = place / "vectors.faiss"
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(SnapshotError, match=r"vectors\.faiss"):
        load_snapshot(place)


def test_a_snapshot_under_another_name_is_refused(place: Path) -> None:
    moved = place.rename(place.with_name("20260102T030405-00000000"))
    with pytest.raises(SnapshotError, match="name"):
        load_snapshot(moved)


def test_vectors_that_do_not_fit_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="12 films"):
        write_snapshot(tmp_path, toy.FILMS, toy.vectors()[:3], encoder="m:r", vectors_version=1, now=NOW)
    with pytest.raises(ValueError, match="unit length"):
        write_snapshot(tmp_path, toy.FILMS, toy.vectors() * 2, encoder="m:r", vectors_version=1, now=NOW)
    assert not list(tmp_path.iterdir())


def test_unfinished_directories_are_swept_and_snapshots_stay(place: Path) -> None:
    left = place.with_name(".building-abc")
    left.mkdir()
    assert sweep_unfinished(place.parent) == 1
    assert not left.exists()
    assert place.exists()


def test_what_ratings_taught_is_part_of_the_snapshot(learned: Path, place: Path) -> None:
    loaded = load_snapshot(learned)
    assert loaded.collaboration is not None
    assert loaded.collaboration.film_ids.tolist() == [film.id for film in toy.FILMS]
    assert set(loaded.manifest.files) == {"films.jsonl", "vectors.faiss", "words.bin", "collaboration.npz"}
    assert load_snapshot(place).collaboration is None


def test_a_damaged_or_missing_model_is_refused(learned: Path) -> None:
    path = learned / "collaboration.npz"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(SnapshotError, match=r"collaboration\.npz.*rebuild_index"):
        load_snapshot(learned)
    path.unlink()
    with pytest.raises(SnapshotError, match=r"collaboration\.npz is missing"):
        load_snapshot(learned)


def test_a_snapshot_of_an_older_release_is_refused_with_what_to_do(place: Path) -> None:
    path = place / "manifest.json"
    path.write_text(path.read_text().replace('"format": 4', '"format": 1'))
    with pytest.raises(SnapshotError, match=r"has format 1, this release reads 4.*rebuild_index"):
        load_snapshot(place)
