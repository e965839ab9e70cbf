"""Whatever changes a film leaves the news of it in the same transaction; the database keeps the rules."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from moviemind.catalog.models import CONTENT_NOTES, Credit, Film, FilmChange, Genre, Person, Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(empty: None) -> Film:
    film = Film.objects.create(title="The Warm Kettle", year=1987)
    film.genres.add(Genre.objects.get(name="Drama"))
    film.themes.add(Theme.objects.get(name="heist"))
    Credit.objects.create(film=film, person=Person.objects.create(name="Ann Lee"), role=Credit.Role.DIRECTOR)
    FilmChange.objects.all().delete()
    return film


def named() -> list[int]:
    return list(FilmChange.objects.values_list("film_id", flat=True))


def test_saving_and_deleting_a_film_are_news(film: Film) -> None:
    number = film.pk
    film.save()
    assert named() == [number]
    film.delete()
    assert named() == [number, number]
    assert not Credit.objects.exists()


def test_deleting_many_films_is_news_of_each(film: Film) -> None:
    other = Film.objects.create(title="Other", year=1990)
    FilmChange.objects.all().delete()
    Film.objects.filter(year__gte=1980).delete()
    assert sorted(named()) == sorted([film.pk, other.pk])


@pytest.mark.parametrize("name", ["Drama", "heist", "Ann Lee"])
def test_renaming_or_deleting_what_describes_a_film_is_news_of_it(film: Film, name: str) -> None:
    rows: Any = {"Drama": film.genres, "heist": film.themes, "Ann Lee": film.people}[name]
    one = rows.get(name=name)
    one.save()
    assert named() == [], "saved as it was"
    one.name = "Another name"
    one.save()
    assert named() == [film.pk]
    one.delete()
    assert named() == [film.pk, film.pk]


def test_deleting_names_at_once_is_news_of_each_film_once(film: Film) -> None:
    film.themes.add(Theme.objects.get(name="siege"))
    Theme.objects.filter(name__in=["heist", "siege"]).delete()
    assert named() == [film.pk]


@pytest.mark.parametrize("act", ["save", "delete"])
def test_a_film_is_not_changed_when_its_news_cannot_be_written(film: Film, act: str) -> None:
    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT") and "catalog_filmchange" in sql:
            raise DatabaseError("no room")
        return execute(sql, params, many, context)

    film.title = "Changed"
    with connection.execute_wrapper(refuse), pytest.raises(DatabaseError, match="no room"):
        getattr(film, act)()
    assert Film.objects.get(year=1987).title == "The Warm Kettle"


def test_the_number_of_a_deleted_film_is_never_given_out_again(film: Film) -> None:
    number = film.pk
    film.delete()
    assert Film.objects.create(title="Next", year=1990).pk > number


@pytest.mark.parametrize(("field", "value"), [("title", ""), ("year", 1873), ("year", 2101)])
def test_the_database_refuses_a_film_that_cannot_be(empty: None, field: str, value: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Film.objects.create(**{"title": "Film", "year": 1990, field: value})


def test_two_films_may_lack_an_id_but_not_share_one(empty: None) -> None:
    for year in (1990, 1991):
        Film.objects.create(title="Film", year=year)
    Film.objects.filter(year=1990).update(imdb_id="tt0000001")
    with pytest.raises(IntegrityError), transaction.atomic():
        Film.objects.filter(year=1991).update(imdb_id="tt0000001")


def test_a_person_has_one_credit_of_a_role_in_a_film(film: Film) -> None:
    person = Person.objects.get(name="Ann Lee")
    Credit.objects.create(film=film, person=person, role=Credit.Role.CAST)
    with pytest.raises(IntegrityError), transaction.atomic():
        Credit.objects.create(film=film, person=person, role=Credit.Role.CAST)


def test_an_unpublished_film_is_not_recommendable(film: Film) -> None:
    assert film in Film.objects.recommendable()
    film.published = False
    film.save()
    assert film not in Film.objects.recommendable()


def test_what_a_film_shows_is_unknown_until_somebody_says(film: Film) -> None:
    assert film.content == dict.fromkeys(CONTENT_NOTES, "unknown")


def test_the_facts_for_the_index_cost_the_same_for_any_number_of_films(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(4):
        films = list(Film.objects.for_index()[:300])
        assert all(film.genres.all() and film.credits.all()[0].person.name for film in films[:5])
