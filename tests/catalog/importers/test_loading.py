"""Loading is quick to repeat, corrects what nobody touched, keeps an edit, and never revives a deletion."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from moviemind.catalog.importers import Report, load_films, source_named
from moviemind.catalog.models import Credit, Film, FilmChange, SourceRecord
from tests.catalog.conftest import news, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty")]

Load = Callable[..., Report]


def everything() -> list[Any]:
    films: list[Any] = list(Film.objects.order_by("pk").values())
    return [films, list(Credit.objects.order_by("pk").values()), list(SourceRecord.objects.order_by("pk").values()),
            list(FilmChange.objects.values_list("pk", flat=True))]  # fmt: skip


def test_all_of_a_row_is_loaded_with_its_news(load: Load) -> None:
    ids = {"imdb": "tt0000007", "tmdb": 8, "movielens": 9}
    assert load(row(original_title="Der Kessel", ids=ids)).outcomes == {"created": 1}
    film = Film.objects.get()
    assert (film.title, film.original_title, film.year, film.runtime) == ("The Warm Kettle", "Der Kessel", 1987, 101)
    assert (film.language, film.countries) == ("en", ["GB"])
    assert {genre.name for genre in film.genres.all()} == {"Drama", "Mystery"}
    assert {theme.name for theme in film.themes.all()} == {"missing person", "ocean and sea"}
    credits = [(credit.role, credit.person.name) for credit in film.credits.all()]
    assert credits == [("cast", "Bo De Luca"), ("cast", "C. D. Ek"), ("director", "Ann Lee")]
    assert film.content["violence"] == "none"
    assert film.content["gore"] == "unknown"
    assert (film.imdb_id, film.tmdb_id, film.movielens_id) == ("tt0000007", 8, 9)
    assert list(FilmChange.objects.values_list("film_id", flat=True)) == [film.pk]


def test_loading_twice_changes_nothing(load: Load) -> None:
    rows = [row(), row("Other", ids={"imdb": "tt0000007"})]
    load(*rows)
    before = everything()
    assert load(*rows).outcomes == {"unchanged": 2}
    assert everything() == before


def test_a_changed_row_updates_its_film_and_is_news(load: Load) -> None:
    load(row(), row("Other"))
    assert news() == 2
    changed = row(runtime=99, genres=["Comedy"], cast=["C. D. Ek"], overview="Now a comedy of kettles.")
    report = load(changed, row("Other"))
    assert report.outcomes == {"changed": 1, "unchanged": 1}
    film = Film.objects.get(title="The Warm Kettle")
    assert (film.runtime, film.overview) == (99, "Now a comedy of kettles.")
    assert [genre.name for genre in film.genres.all()] == ["Comedy"]
    assert [credit.person.name for credit in film.credits.filter(role="cast")] == ["C. D. Ek"]
    assert news() == 3


def test_what_a_row_no_longer_says_is_taken_back(load: Load) -> None:
    load(row())
    load({name: value for name, value in row().items() if name not in ("runtime", "themes", "cast")})
    film = Film.objects.get()
    assert film.runtime is None
    assert not film.themes.exists()
    assert not film.credits.filter(role="cast").exists()


@pytest.mark.parametrize("fields", [{"title": "The Cold Kettle"}, {"year": 1988}], ids=str)
def test_a_corrected_title_or_year_is_the_same_film_where_an_id_says_so(load: Load, fields: dict[str, Any]) -> None:
    load(row(ids={"imdb": "tt0000007"}))
    number = Film.objects.get().pk
    assert load(row(ids={"imdb": "tt0000007"}) | fields).outcomes == {"changed": 1}
    film = Film.objects.get()
    assert film.pk == number
    assert getattr(film, next(iter(fields))) == next(iter(fields.values()))


def test_an_edit_of_a_curator_is_kept_whole(load: Load) -> None:
    load(row())
    film = Film.objects.get()
    film.overview, film.edited_at = "A curator's words.", timezone.now()
    film.save()
    film.genres.clear()
    before = news()
    assert load(row(runtime=99)).outcomes == {"kept": 1}
    film.refresh_from_db()
    assert (film.overview, film.runtime) == ("A curator's words.", 101)
    assert not film.genres.exists()
    assert news() == before


@pytest.mark.parametrize("again", [{}, {"runtime": 99}, {"title": "The Cold Kettle"}, {"overview": "Other."}], ids=str)
def test_a_deleted_film_is_not_revived(load: Load, again: dict[str, Any]) -> None:
    ids = {"imdb": "tt0000007"}
    load(row(ids=ids))
    Film.objects.get().delete()
    before = news()
    assert load(row(ids=ids) | again).outcomes == {"deleted": 1}
    assert not Film.objects.exists()
    assert news() == before


def test_a_deleted_film_is_not_revived_by_another_source(load: Load, write: Callable[..., Path]) -> None:
    load(row("The Warm Kettle"))
    Film.objects.get().delete()
    wiki = {"title": "The Warm Kettle", "year": 1988, "cast": [], "genres": [], "href": "Kettle", "extract": "A film."}
    report = load_films(source_named("wikipedia"), write(wiki))
    assert report.outcomes == {"deleted": 1}
    assert not Film.objects.exists()


def test_another_source_fills_what_is_empty_and_changes_nothing_else(load: Load, write: Callable[..., Path]) -> None:
    load({"title": "The Warm Kettle", "year": 1987, "genres": ["Drama"]})
    page = {"title": "The Warm Kettle", "year": 1987, "cast": ["Bo De Luca"], "genres": ["Horror"], "href": "Kettle",
            "extract": "The Warm Kettle is a 1987 film."}  # fmt: skip
    report = load_films(source_named("wikipedia"), write(page))
    assert report.outcomes == {"changed": 1}
    film = Film.objects.get()
    assert [genre.name for genre in film.genres.all()] == ["Drama"]
    assert film.overview == "The Warm Kettle is a 1987 film."
    assert film.overview_source == "Wikipedia, CC BY-SA 4.0"
    assert [credit.person.name for credit in film.credits.all()] == ["Bo De Luca"]


def test_a_dry_run_says_what_would_change_and_writes_nothing(load: Load) -> None:
    load(row())
    before = everything()
    report = load(row(runtime=99), row("New"), dry_run=True)
    assert report.outcomes == {"changed": 1, "created": 1}
    assert sorted(report.changes) == ["+ New (1987)", "~ The Warm Kettle (1987): runtime"]
    assert everything() == before


@pytest.mark.parametrize(
    ("one", "other", "field", "reason"),
    [
        ({"ids": {"imdb": "tt0000007"}}, {"title": "B", "ids": {"imdb": "tt0000007"}}, "ids.imdb", "tt0000007"),
        ({"ids": {"tmdb": 7}}, {"title": "B", "ids": {"tmdb": 7}}, "ids.tmdb", "7"),
        ({}, {}, "title", "The Warm Kettle"),
        ({}, {"title": "WARM KETTLE, The"}, "title", "WARM KETTLE, The"),
    ],
    ids=["imdb", "tmdb", "title and year", "title in another spelling"],
)
def test_the_second_row_of_one_film_is_refused(
    load: Load, one: dict[str, Any], other: dict[str, Any], field: str, reason: str
) -> None:
    report = load(row() | one, row() | other)
    (refusal,) = report.refusals
    assert (refusal.row, refusal.field) == ("films.jsonl, line 2", field)
    assert refusal.reason == f"{reason} stands at films.jsonl, line 1 already"
    assert Film.objects.count() == 1


def test_two_films_of_one_title_and_year_with_ids_of_their_own_are_two(load: Load) -> None:
    load(row(ids={"imdb": "tt0000007"}), row(ids={"imdb": "tt0000008"}))
    assert Film.objects.count() == 2


def test_an_id_that_belongs_to_another_film_is_refused(load: Load) -> None:
    load(row("First", ids={"imdb": "tt0000007", "tmdb": 1}), row("Second", ids={"imdb": "tt0000008"}))
    report = load(row("Second", ids={"imdb": "tt0000008", "tmdb": 1}))
    (refusal,) = report.refusals
    assert (refusal.field, refusal.reason) == ("ids.tmdb", "1 belongs to First (1987)")
    assert Film.objects.get(title="Second").tmdb_id is None


def test_films_and_their_news_are_written_together_or_not_at_all(load: Load) -> None:
    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT") and "catalog_filmchange" in sql:
            raise DatabaseError("no room")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse), pytest.raises(DatabaseError, match="no room"):
        load(row())
    assert not Film.objects.exists()
    assert not SourceRecord.objects.exists()


def test_more_films_than_a_batch_cost_some_queries_a_batch(load: Load, django_assert_max_num_queries: Any) -> None:
    rows = [row(f"Film {number}", cast=[f"Actor {number}", "Bo De Luca"]) for number in range(1200)]
    with django_assert_max_num_queries(120):
        assert load(*rows).outcomes == {"created": 1200}
    assert news() == 1200


def test_a_directory_is_read_file_by_file(write: Callable[..., Path]) -> None:
    write(row("First"), name="a.jsonl")
    folder = write(row("Second"), name="b.jsonl").parent
    report = load_films(source_named("jsonl"), folder)
    assert report.outcomes == {"created": 2}
