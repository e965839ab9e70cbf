"""Asking, one's own list, and similar films: real films with real reasons, in the documented shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from moviemind.catalog.models import Film
from moviemind.profiles import services
from moviemind.profiles.models import Member
from recommender.shapes import MAX_FILMS_NAMED, MAX_LIMIT, MAX_TEXT
from tests.api.conftest import refused

pytestmark = pytest.mark.django_db
ASK, FOR_ME = "/api/v1/recommendations/", "/api/v1/me/recommendations/"


def ask(client: APIClient, **body: Any) -> dict[str, Any]:
    response = client.post(ASK, body, format="json")
    assert response.status_code == 200, response.content
    answer: dict[str, Any] = response.json()
    return answer


def ids(answer: dict[str, Any]) -> list[int]:
    return [film["id"] for film in answer["results"]]


@pytest.fixture
def troy(db: None) -> Film:
    return Film.objects.get(title="Troy", year=2004)


def test_a_visitor_asks_in_words(visitor: APIClient) -> None:
    answer = ask(visitor, text="I love Kingdom of Heaven, Robin Hood and Troy")
    assert len(answer["results"]) == 10
    assert Film.objects.recommendable().filter(pk__in=ids(answer)).count() == 10
    assert {film["title"] for film in answer["query"]["seeds"]} == {"Kingdom of Heaven", "Robin Hood", "Troy"}
    assert not {film["title"] for film in answer["results"]} & {"Kingdom of Heaven", "Robin Hood", "Troy"}
    assert all(film["reasons"] for film in answer["results"])
    assert answer["query"]["text"] == "I love Kingdom of Heaven, Robin Hood and Troy"


def test_films_are_named_by_id_and_conditions_bind(visitor: APIClient, troy: Film) -> None:
    answer = ask(visitor, seeds=[troy.pk], filters={"genres": ["War"], "year_max": 1999, "runtime_max": 180}, limit=5)
    found = Film.objects.in_bulk(ids(answer))
    assert len(found) == 5
    for film in found.values():
        assert film.year <= 1999
        assert film.runtime
        assert film.runtime <= 180
        assert film.genres.filter(name="War").exists()
    assert troy.pk not in found
    assert answer["query"]["filters"] == {"genres": ["War"], "year_max": 1999, "runtime_max": 180}


def test_conditions_alone_are_enough(visitor: APIClient) -> None:
    answer = ask(visitor, filters={"content_max": {"gore": "none"}, "languages": ["fr"]})
    found = Film.objects.in_bulk(ids(answer))
    assert found
    assert {(film.language, film.content_gore) for film in found.values()} == {("fr", "none")}


def test_the_same_question_has_the_same_answer(visitor: APIClient) -> None:
    bodies = [visitor.post(ASK, {"text": "a quiet film about grief"}, format="json").content for _ in range(2)]
    assert bodies[0] == bodies[1]


def test_a_question_that_matches_nothing_says_so_and_offers_popular_films(visitor: APIClient) -> None:
    answer = ask(visitor, text="🎬")
    assert answer["confidence"] == "none"
    assert len(answer["results"]) == 10
    assert {reason["kind"] for film in answer["results"] for reason in film["reasons"]} == {"popular"}


@pytest.mark.parametrize("told", ["rated", "seen", "hidden"])
def test_a_member_gets_nothing_that_they_know(
    signed_in: APIClient, member: Member, visitor: APIClient, told: str
) -> None:
    text = "a war film"
    known = Film.objects.get(pk=ids(ask(visitor, text=text))[0])
    if told == "rated":
        services.rate(member, known, 5)
    else:
        services.mark(member, known, told)
    assert known.pk in ids(ask(visitor, text=text))
    assert known.pk not in ids(ask(signed_in, text=text))


def test_a_session_serves_as_well_as_a_token(member: Member, troy: Film) -> None:
    services.rate(member, troy, 5)
    client = APIClient()
    client.force_login(member)
    answer = client.get(FOR_ME).json()
    assert len(answer["results"]) == 10
    assert troy.pk not in ids(answer)


def test_my_list_is_full_and_changes_with_the_next_rating(signed_in: APIClient, member: Member) -> None:
    newcomer = signed_in.get(FOR_ME).json()
    assert len(newcomer["results"]) == 10
    assert {reason["kind"] for film in newcomer["results"] for reason in film["reasons"]} == {"popular"}
    for film in Film.objects.filter(genres__name="War").order_by("pk")[:5]:
        signed_in.post("/api/v1/me/ratings/", {"film": film.pk, "rating": 5}, format="json")
    after = signed_in.get(FOR_ME).json()
    assert len(after["results"]) == 10
    assert ids(after) != ids(newcomer)
    wars = sum("War" in film["genres"] for film in after["results"])
    assert wars > sum("War" in film["genres"] for film in newcomer["results"])


def test_my_list_keeps_filters_of_the_query_string(signed_in: APIClient) -> None:
    query = "limit=7&genres=Comedy&genres=Romance&year_min=1990&content_max.gore=none&languages=en"
    answer = signed_in.get(f"{FOR_ME}?{query}").json()
    assert len(answer["results"]) == 7
    assert all({"Comedy", "Romance"} <= set(film["genres"]) and film["year"] >= 1990 for film in answer["results"])
    assert answer["query"]["filters"] == {
        "genres": ["Comedy", "Romance"],
        "year_min": 1990,
        "languages": ["en"],
        "content_max": {"gore": "none"},
    }


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=51", "limit"),
        ("colour=blue", "colour"),
        ("genres=Sofa", "genres"),
        ("genres=a&genres=%00", "genres.1"),
        ("content_max.gore=strong", "content_max.gore"),
        ("content_max.smoke=none", "content_max.smoke"),
        ("limit.x=1", "limit.x"),
        ("year_min=1990&year_max=1980", "year_min"),
        ("countries=gb", "countries.0"),
    ],
)
def test_a_wrong_parameter_of_my_list_is_named(signed_in: APIClient, query: str, field: str) -> None:
    refused(signed_in.get(f"{FOR_ME}?{query}"), 400, field)


def test_similar_films(visitor: APIClient, troy: Film) -> None:
    answer = visitor.get(f"/api/v1/films/{troy.pk}/similar/?limit=5").json()
    assert len(answer["results"]) == 5
    assert troy.pk not in ids(answer)
    assert [film["id"] for film in answer["query"]["seeds"]] == [troy.pk]
    assert len(visitor.get(f"/api/v1/films/{troy.pk}/similar/").json()["results"]) == 10


def test_similar_films_of_none(visitor: APIClient) -> None:
    refused(visitor.get("/api/v1/films/987654321/similar/"), 404, "id")


def test_a_film_that_the_index_does_not_know_yet(visitor: APIClient, film: Callable[..., Film]) -> None:
    (reason,) = refused(visitor.get(f"/api/v1/films/{film('Brand New').pk}/similar/"), 404, "id")
    assert "new" in reason


@pytest.mark.parametrize(("query", "field"), [("limit=0", "limit"), ("limit=1e9", "limit"), ("genres=War", "genres")])
def test_a_wrong_parameter_of_similar_films_is_named(visitor: APIClient, troy: Film, query: str, field: str) -> None:
    refused(visitor.get(f"/api/v1/films/{troy.pk}/similar/?{query}"), 400, field)


def test_a_deleted_film_is_gone_from_answers_at_once(visitor: APIClient) -> None:
    first = ids(ask(visitor, text="a war film"))[0]
    Film.objects.get(pk=first).delete()
    assert first not in ids(ask(visitor, text="a war film"))


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": " \n\t"}, "text"),
        ({"filters": {}}, "text"),
        ({"dislikes": [1]}, "text"),
        ({"limit": 5}, "text"),
        ({"text": "a" * (MAX_TEXT + 1)}, "text"),
        ({"text": "a" * 10_000}, "text"),
        ({"text": "🎬" * (MAX_TEXT + 1)}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"text": "\x1b[2J"}, "text"),
        ({"text": "\x7f"}, "text"),
        ({"text": None}, "text"),
        ({"text": 7}, "text"),
        ({"text": ["a"]}, "text"),
        ({"text": {"a": 1}}, "text"),
        ({"text": "a", "limit": 0}, "limit"),
        ({"text": "a", "limit": -1}, "limit"),
        ({"text": "a", "limit": MAX_LIMIT + 1}, "limit"),
        ({"text": "a", "limit": 10**9}, "limit"),
        ({"text": "a", "limit": 10**30}, "limit"),
        ({"text": "a", "limit": "10"}, "limit"),
        ({"text": "a", "limit": 1.5}, "limit"),
        ({"text": "a", "limit": True}, "limit"),
        ({"text": "a", "limit": None}, "limit"),
        ({"text": "a", "colour": "blue"}, "colour"),
        ({"text": "a", "filters": {"colour": "blue"}}, "filters.colour"),
        ({"text": "a", "filters": {"content_max": {"smoke": "none"}}}, "filters.content_max.smoke"),
        ({"text": "a", "filters": {"content_max": {"gore": "strong"}}}, "filters.content_max.gore"),
        ({"text": "a", "filters": {"content_max": {"gore": ["none"]}}}, "filters.content_max.gore"),
        ({"text": "a", "filters": {"content_max": "none"}}, "filters.content_max"),
        ({"text": "a", "filters": []}, "filters"),
        ({"text": "a", "filters": None}, "filters"),
        ({"text": "a", "filters": {"genres": "War"}}, "filters.genres"),
        ({"text": "a", "filters": {"genres": ["War", 7]}}, "filters.genres.1"),
        ({"text": "a", "filters": {"genres": ["Sofa"]}}, "filters.genres"),
        ({"text": "a", "filters": {"without_genres": ["Sofa"]}}, "filters.without_genres"),
        ({"text": "a", "filters": {"year_min": "1990"}}, "filters.year_min"),
        ({"text": "a", "filters": {"year_min": 10**9}}, "filters.year_min"),
        ({"text": "a", "filters": {"year_min": 1990, "year_max": 1980}}, "filters.year_min"),
        ({"text": "a", "filters": {"runtime_max": -5}}, "filters.runtime_max"),
        ({"text": "a", "filters": {"languages": ["English"]}}, "filters.languages.0"),
        ({"text": "a", "filters": {"countries": ["uk"]}}, "filters.countries.0"),
        ({"text": "a", "filters": {"ratings_min": -1}}, "filters.ratings_min"),
        ({"seeds": 1}, "seeds"),
        ({"seeds": ["1"]}, "seeds.0"),
        ({"seeds": [True]}, "seeds.0"),
        ({"seeds": [0]}, "seeds.0"),
        ({"seeds": [10**30]}, "seeds.0"),
        ({"seeds": [987654321]}, "seeds"),
        ({"seeds": list(range(1, MAX_FILMS_NAMED + 2))}, "seeds"),
        ({"text": "a", "dislikes": [987654321]}, "dislikes"),
    ],
)
def test_a_wrong_field_is_named(visitor: APIClient, body: dict[str, Any], field: str) -> None:
    refused(visitor.post(ASK, body, format="json"), 400, field)


def test_all_wrong_fields_are_named_at_once(visitor: APIClient) -> None:
    body = {"txt": "a", "limit": 0, "filters": {"colour": 1, "year_min": "x"}}
    refused(visitor.post(ASK, body, format="json"), 400, "txt", "filters.colour", "filters.year_min", "limit")


@pytest.mark.parametrize(
    "text",
    [
        "🎬🦈",
        "Ich liebe Kriegsfilme",
        "戦争映画が好きです",
        "أفلام الحرب",
        "a\r\nb\tc",
        "'; DROP TABLE films; --",
        "a" * MAX_TEXT,
        "%s %d {0} {{x}}",
        "<script>alert(1)</script>",
        "\u202etxet",
        "e\u0301" * 400,
        "troy " * 200,
        "no no no not",
        ",,,;;;",
    ],
)
def test_any_words_are_answered(visitor: APIClient, text: str) -> None:
    assert ask(visitor, text=text)["query"]["text"] == text


def test_answers_take_a_bounded_number_of_queries(
    visitor: APIClient, signed_in: APIClient, member: Member, troy: Film, django_assert_max_num_queries: Any
) -> None:
    for film in Film.objects.order_by("pk")[:50]:
        services.rate(member, film, 4)
    ask(visitor, text="a war film")  # the process has loaded its index
    with django_assert_max_num_queries(3):  # a newer index, at most once a second; changes since; which films are there
        ask(visitor, text="a war film", limit=50)
    with django_assert_max_num_queries(6):  # the same; whose token; their ratings and marks
        signed_in.get(f"{FOR_ME}?limit=50")
    with django_assert_max_num_queries(3):  # the same as the first; the film itself is looked for among its like
        visitor.get(f"/api/v1/films/{troy.pk}/similar/?limit=50")


def titles(response: Any) -> list[str]:
    return [film["title"] for film in response.json()["results"]]


def test_controls_lean_the_list_and_are_the_same_in_body_and_query(signed_in: APIClient, member: Member) -> None:
    for title in ("Alien", "Heat", "Toy Story"):
        services.rate(member, Film.objects.get(title=title), 5)
    url = "/api/v1/me/recommendations/"
    usual = titles(signed_in.get(url))
    assert titles(signed_in.get(f"{url}?adventurous=0.25&obscure=0&varied=0.35")) == usual
    assert titles(signed_in.get(f"{url}?adventurous=1&obscure=1")) != usual
    old = signed_in.get(f"{url}?era=1950").json()["results"]
    new = signed_in.get(f"{url}?era=2010").json()["results"]
    assert sum(film["year"] for film in old) < sum(film["year"] for film in new)
    body = {"text": "I love Alien", "controls": {"era": 1950, "varied": 0}}
    assert signed_in.post("/api/v1/recommendations/", body, format="json").status_code == 200


@pytest.mark.parametrize(
    ("name", "value"),
    [("adventurous", 1.5), ("obscure", -2), ("varied", "much"), ("era", 1985), ("era", 5), ("adventurous", True)],
)
def test_a_control_out_of_bounds_is_named(visitor: APIClient, signed_in: APIClient, name: str, value: Any) -> None:
    body = {"text": "war", "controls": {name: value}}
    refused(visitor.post("/api/v1/recommendations/", body, format="json"), 400, f"controls.{name}")
    refused(signed_in.get(f"/api/v1/me/recommendations/?{name}={value}"), 400, name)


def test_why_a_film_was_in_an_answer_and_in_a_list(visitor: APIClient, signed_in: APIClient, member: Member) -> None:
    services.rate(member, Film.objects.get(title="Alien"), 5)
    asked = visitor.post("/api/v1/recommendations/", {"text": "I love Alien"}, format="json").json()
    mine = signed_in.get("/api/v1/me/recommendations/").json()
    home = signed_in.get("/api/v1/me/home/").json()
    for client, answer, films in (
        (visitor, asked, asked["results"]),
        (signed_in, mine, mine["results"]),
        (signed_in, home, home["rows"][0]["results"]),
    ):
        why = client.get(f"/api/v1/impressions/{answer['impression']}/{films[0]['id']}/").json()
        assert why["of_then"] is True
        assert why["reasons"] == films[0]["reasons"]
        assert why["breakdown"]["score"] == pytest.approx(films[0]["score"], abs=2e-3)
    refused(visitor.get(f"/api/v1/impressions/{mine['impression']}/{mine['results'][0]['id']}/"), 404, "impression")
    refused(visitor.get(f"/api/v1/impressions/{asked['impression']}/987654321/"), 404, "impression")
    refused(visitor.get("/api/v1/impressions/nonsense/1/"), 404, "impression")
