"""Reference members: brought in row by row, brought up to date, taken out; never mixed with our own."""

from __future__ import annotations

import os
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command

from moviemind.catalog.models import Film
from moviemind.profiles.models import Member, Rating, ReferenceRating, ReferenceSet
from moviemind.profiles.services import rate
from recommender.documents import rating_counts

pytestmark = pytest.mark.django_db
MOVIELENS = site.BASE_DIR.parent / "shared" / "data" / "ml-latest-small"
HEAD = "userId,movieId,rating,timestamp"
Write = Callable[..., Path]


@pytest.fixture
def troy() -> Film:
    return Film.objects.get(title="Troy")


@pytest.fixture
def gladiator() -> Film:
    return Film.objects.get(title="Gladiator")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes ratings.csv, and movies.csv where rows of it are given."""

    def written(*rows: str, head: str = HEAD, movies: tuple[str, ...] = ()) -> Path:
        (tmp_path / "ratings.csv").write_text("\n".join((head, *rows)) + "\n")
        if movies:
            (tmp_path / "movies.csv").write_text("\n".join(("movieId,title,genres", *movies)) + "\n")
        return tmp_path

    return written


def run(*arguments: Any, **options: Any) -> tuple[str, str, str]:
    """What it said, what it complained of, and its last words where it failed."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import_ratings", "movielens", *map(str, arguments), stdout=out, stderr=err, **options)
    except CommandError as error:
        return out.getvalue(), err.getvalue(), str(error)
    return out.getvalue(), err.getvalue(), ""


def kept() -> list[tuple[int, int, int]]:
    rows = ReferenceRating.objects.order_by("member_key", "film_id")
    return list(rows.values_list("member_key", "film_id", "half_stars"))


def test_ratings_are_brought_in_under_our_films(write: Write, troy: Film, gladiator: Film) -> None:
    said, complaints, failure = run(
        write(f"7,{troy.movielens_id},4.5,1000", f"7,{gladiator.movielens_id},3.0,1001", f"8,{troy.movielens_id},0.5,9")
    )
    assert "3 rows: 3 ratings of 2 reference members on 2 films" in said
    assert (complaints, failure) == ("", "")
    assert kept() == sorted([(7, troy.pk, 9), (7, gladiator.pk, 6), (8, troy.pk, 1)])
    assert not Member.objects.exists()
    assert not Rating.objects.exists()


def test_loading_again_changes_nothing(write: Write, troy: Film) -> None:
    place = write(f"7,{troy.movielens_id},4.5,1000")
    run(place)
    before = kept()
    run(place)
    assert kept() == before
    assert ReferenceSet.objects.get().ratings == 1


def test_a_newer_file_corrects_adds_and_removes(write: Write, troy: Film, gladiator: Film) -> None:
    run(write(f"7,{troy.movielens_id},4.5,1000", f"8,{troy.movielens_id},1.0,1"))
    said, _, _ = run(write(f"7,{troy.movielens_id},2.0,2000", f"9,{gladiator.movielens_id},5.0,1"))
    assert "1 earlier ratings that the file no longer has are gone" in said
    assert kept() == [(7, troy.pk, 4), (9, gladiator.pk, 10)]


def test_films_are_found_by_title_and_year_where_ids_say_nothing(write: Write, troy: Film) -> None:
    number = troy.movielens_id
    Film.objects.filter(pk=troy.pk).update(movielens_id=None, imdb_id=None, tmdb_id=None)
    run(write(f"7,{number},4.5,1000", movies=(f"{number},Troy (2004),Action|Drama",)))
    assert kept() == [(7, troy.pk, 9)]


def test_films_that_the_catalogue_has_not_are_counted(write: Write, troy: Film) -> None:
    said, _, failure = run(
        write("7,99999991,4.0,1", "8,99999991,4.0,1", "8,99999992,4.0,1", f"8,{troy.movielens_id},4,1")
    )
    assert "3 rows are of 2 films that the catalogue has not" in said
    assert failure == ""
    assert ReferenceSet.objects.get().unmatched == 3


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("7,1,4.3,1", "rating: '4.3' is not half a star to five stars"),
        ("7,1,0.0,1", "rating: '0.0'"),
        ("x,1,4.0,1", "userId: 'x' is no whole number"),
        ("7,-1,4.0,1", "movieId: '-1' is no whole number"),
        ("7,1,4.0,99999999999999999999999", "timestamp"),
        ("7,1", "has too few cells"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_the_others_load(
    write: Write, troy: Film, row: str, reason: str
) -> None:
    _, complaints, failure = run(write(f"7,{troy.movielens_id},4.5,1000", row))
    assert complaints.startswith(f"ratings.csv, line 3: {reason}")
    assert failure == "1 of 2 rows were refused; the others are loaded"
    assert kept() == [(7, troy.pk, 9)]


def test_a_file_that_cannot_be_read_is_one_line_and_changes_nothing(write: Write, tmp_path: Path, troy: Film) -> None:
    place = write(f"7,{troy.movielens_id},4.5,1000")
    run(place)
    for content, reason in (
        (b"", "names no column 'userId'"),
        (b"userId,movieId,rating\n1,2,3\n", "names no column 'timestamp'"),
        (HEAD.encode() + b"\n", "holds no ratings"),
        (HEAD.encode() + b"\n1,2,\xff\xfe,4\n", "is not UTF-8"),
        (HEAD.encode() + b'\n1,2,"3,4\n', "is not CSV"),
    ):
        (tmp_path / "ratings.csv").write_bytes(content)
        failure = run(place)[2]
        assert reason in failure
        assert "\n" not in failure
        assert kept() == [(7, troy.pk, 9)]
    (tmp_path / "ratings.csv").unlink()
    assert "cannot be read: No such file" in run(place)[2]
    assert "is no directory" in run(tmp_path / "nowhere")[2]
    assert "name the directory" in run()[2]


def test_a_dry_run_counts_and_writes_nothing(write: Write, troy: Film) -> None:
    said, _, _ = run(write(f"7,{troy.movielens_id},4.5,1000"), "--dry-run")
    assert "1 ratings of 1 reference members on 1 films (dry run: nothing was written)" in said
    assert not ReferenceSet.objects.exists()


def test_undo_takes_out_the_set_and_nothing_of_our_members(write: Write, troy: Film) -> None:
    ann = Member.objects.create_user("ann")
    rate(ann, troy, 4)
    run(write(f"7,{troy.movielens_id},4.5,1000"))
    said, _, failure = run("--undo")
    assert ("1 ratings are taken out" in said, failure) == (True, "")
    assert not ReferenceRating.objects.exists()
    assert not ReferenceSet.objects.exists()
    assert Rating.objects.count() == 1
    assert "no reference members are here from movielens" in run("--undo")[2]


def test_undo_of_one_directory_is_refused(write: Write, troy: Film) -> None:
    place = write(f"7,{troy.movielens_id},4.5,1000")
    run(place)
    assert "leave DIR" in run(place, "--undo")[2]
    assert kept()


def test_other_sources_are_named() -> None:
    with pytest.raises(CommandError, match="there is movielens"):
        call_command("import_ratings", "netflix", "/tmp")


def test_counts_of_a_film_hold_members_and_reference_members(write: Write, troy: Film, gladiator: Film) -> None:
    rate(Member.objects.create_user("ann"), troy, 4)
    run(write(f"7,{troy.movielens_id},4.5,1000", f"8,{troy.movielens_id},1.0,1", f"8,{gladiator.movielens_id},1.0,1"))
    assert rating_counts() == {troy.pk: 3, gladiator.pk: 1}
    assert rating_counts([gladiator.pk]) == {gladiator.pk: 1}


def test_a_deleted_film_leaves_its_reference_ratings_until_the_next_load(write: Write, troy: Film) -> None:
    place = write(f"7,{troy.movielens_id},4.5,1000")
    run(place)
    troy.delete()
    assert len(kept()) == 1
    run(place)
    assert not kept()


@pytest.mark.slow
@pytest.mark.skipif(not MOVIELENS.is_dir(), reason=f"MovieLens is not at {MOVIELENS}")
def test_movielens_as_published_loads_in_seconds_and_little_memory() -> None:
    import resource

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    used = os.times()
    said, complaints, failure = run(MOVIELENS)
    seconds = sum(os.times()[:2]) - sum(used[:2])
    assert (complaints, failure) == ("", "")
    assert "100,836 rows" in said
    owner = ReferenceSet.objects.get()
    assert owner.members == 610
    assert owner.ratings + owner.unmatched == 100_836
    assert ReferenceRating.objects.count() == owner.ratings
    assert seconds < 30
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < 150
