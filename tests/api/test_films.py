"""The list of films with search and filters, and the facts of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from moviemind.catalog.models import Film
from tests.api.conftest import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_films")]
MakeFilm = Callable[..., Film]


def titles(client: APIClient, query: str = "") -> list[str]:
    response = client.get(f"/api/v1/films/?{query}")
    assert response.status_code == 200, response.content
    return [film["title"] for film in response.json()["results"]]


def test_visitors_see_published_films_by_title(visitor: APIClient, film: MakeFilm) -> None:
    film("Zulu")
    film("alien", year=1979, runtime=117, genres=("Horror", "Science Fiction"))
    film("Secret", published=False)
    body = visitor.get("/api/v1/films/").json()
    assert body["count"] == 2
    assert [f["title"] for f in body["results"]] == ["alien", "Zulu"]
    first = body["results"][0]
    assert (first["year"], first["runtime"], first["genres"]) == (1979, 117, ["Horror", "Science Fiction"])


@pytest.mark.parametrize("query", ["amelie", "AMÉLIE", "Amélie", "améL", "poulain"])
def test_search_minds_neither_accents_nor_capitals(visitor: APIClient, film: MakeFilm, query: str) -> None:
    film("Amélie", original_title="Le Fabuleux Destin d'Amélie Poulain")
    film("Troy")
    assert titles(visitor, f"q={query}") == ["Amélie"]


def test_search_puts_titles_that_begin_so_first(visitor: APIClient, film: MakeFilm) -> None:
    film("A Bridge Too Far")
    film("Far and Away")
    assert titles(visitor, "q=far") == ["Far and Away", "A Bridge Too Far"]


def test_filters_bind_together(visitor: APIClient, film: MakeFilm) -> None:
    film("Old", year=1950, genres=("War",))
    film("Long", year=1990, runtime=200, genres=("War",))
    film("Plain", year=1990, genres=("Drama",))
    film("Both", year=1990, runtime=99, genres=("War", "Drama"), language="fr")
    film("Unknown", year=1990, runtime=None, genres=("War",))
    assert titles(visitor, "genre=war&year_min=1980&runtime_max=120") == ["Both"]
    assert titles(visitor, "genre=War&genre=Drama") == ["Both"]
    assert titles(visitor, "language=fr") == ["Both"]
    assert titles(visitor, "year_max=1960") == ["Old"]
    assert titles(visitor, "runtime_min=150") == ["Long"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [("year", "ABC"), ("-year", "CBA"), ("runtime", "BAC"), ("-runtime", "ABC"), ("-title", "CBA")],
)
def test_order(visitor: APIClient, film: MakeFilm, order: str, expected: str) -> None:
    film("A", year=1950, runtime=120)
    film("B", year=1960, runtime=90)
    film("C", year=1970, runtime=None)
    assert titles(visitor, f"ordering={order}") == list(expected)


def test_pages_link_to_each_other_and_keep_the_search(visitor: APIClient, film: MakeFilm) -> None:
    for number in range(5):
        film(f"Rocky {number}")
    first = visitor.get("/api/v1/films/?q=rocky&page_size=2").json()
    second = visitor.get(first["next"]).json()
    third = visitor.get(second["next"]).json()
    assert first["count"] == 5
    found = [f["title"] for page in (first, second, third) for f in page["results"]]
    assert found == [f"Rocky {number}" for number in range(5)]
    assert first["previous"] is None
    assert third["next"] is None
    assert visitor.get(third["previous"]).json()["results"] == second["results"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("colour=blue", "colour"),
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=last", "page"),
        ("page=1000000000", "page"),
        (f"page={'9' * 5000}", "page"),
        ("page_size=0", "page_size"),
        ("page_size=101", "page_size"),
        ("page_size=ten", "page_size"),
        ("year_min=soon", "year_min"),
        ("year_min=1000000000000000000000", "year_min"),
        ("year_min=1990&year_max=1980", "year_min"),
        ("runtime_max=0", "runtime_max"),
        ("language=klingon", "language"),
        ("ordering=password", "ordering"),
        ("genre=Sofa", "genre"),
        ("genre=%00", "genre.0"),
        ("q=%00", "q"),
        ("q=%1b[31m", "q"),
        (f"q={'a' * 201}", "q"),
        ("format=xml", "format"),
    ],
)
def test_a_wrong_parameter_is_named(visitor: APIClient, film: MakeFilm, query: str, field: str) -> None:
    film()
    refused(visitor.get(f"/api/v1/films/?{query}"), 400, field)


def test_a_page_too_far_is_not_found(visitor: APIClient, film: MakeFilm) -> None:
    film()
    assert refused(visitor.get("/api/v1/films/?page=2"), 404, "page") == ["there is 1 page"]


@pytest.mark.parametrize("query", ["q=%F0%9F%A6%88", "q=羅生門", "q=%ff%fe", "q=%25_", "q='%3B--", "q="])
def test_odd_searches_are_answered(visitor: APIClient, film: MakeFilm, query: str) -> None:
    film("Jaws")
    assert titles(visitor, query) in ([], ["Jaws"])


def test_a_film_with_all_its_facts(visitor: APIClient, film: MakeFilm) -> None:
    made = film(
        "Rashomon",
        original_title="Rashōmon",
        year=1950,
        runtime=88,
        language="ja",
        countries=["JP"],
        genres=("Crime", "Drama"),
        themes=("nature of reality",),
        directors=("Akira Kurosawa",),
        cast=("Toshiro Mifune", "Machiko Kyo"),
        content_gore="none",
        imdb_id="tt99999999",
        overview="A woodcutter, a bandit and a ghost disagree.",
    )
    assert visitor.get(f"/api/v1/films/{made.pk}/").json() == {
        "id": made.pk,
        "title": "Rashomon",
        "original_title": "Rashōmon",
        "year": 1950,
        "runtime": 88,
        "language": "ja",
        "countries": ["JP"],
        "genres": ["Crime", "Drama"],
        "directors": ["Akira Kurosawa"],
        "cast": ["Toshiro Mifune", "Machiko Kyo"],
        "themes": ["nature of reality"],
        "content": {
            "violence": "unknown",
            "gore": "none",
            "sex": "unknown",
            "language": "unknown",
            "fright": "unknown",
        },
        "ids": {"imdb": "tt99999999", "tmdb": None, "movielens": None},
        "overview": "A woodcutter, a bandit and a ghost disagree.",
        "overview_source": "",
        "overview_url": "",
    }


@pytest.mark.parametrize("film_id", [0, 987654321, 10**17])
def test_a_film_that_does_not_exist(visitor: APIClient, film_id: int) -> None:
    refused(visitor.get(f"/api/v1/films/{film_id}/"), 404, "id")


def test_an_unpublished_film_does_not_exist(visitor: APIClient, film: MakeFilm) -> None:
    refused(visitor.get(f"/api/v1/films/{film(published=False).pk}/"), 404, "id")
    refused(visitor.get(f"/api/v1/films/{film(published=False).pk}/similar/"), 404, "id")


def test_a_list_takes_a_bounded_number_of_queries(
    visitor: APIClient, film: MakeFilm, django_assert_max_num_queries: Any
) -> None:
    for _ in range(30):
        film(genres=("War", "Drama"))
    with django_assert_max_num_queries(4):  # genre names, count, page, its genres
        assert len(titles(visitor, "genre=War&page_size=30")) == 30


def test_a_film_takes_a_bounded_number_of_queries(
    visitor: APIClient, film: MakeFilm, django_assert_max_num_queries: Any
) -> None:
    made = film(genres=("War", "Drama"), themes=("siege", "revenge"), cast=[f"Actor {n}" for n in range(20)])
    with django_assert_max_num_queries(5):
        assert len(visitor.get(f"/api/v1/films/{made.pk}/").json()["cast"]) == 20
