"""A member's ratings and lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from moviemind.catalog.models import Film
from moviemind.profiles.models import Mark, Member, Rating
from tests.api.conftest import refused

pytestmark = pytest.mark.django_db
MakeFilm = Callable[..., Film]
RATINGS = "/api/v1/me/ratings/"
LISTS = ("watchlist", "seen", "hidden")


@pytest.mark.parametrize("stars", [0.5, 1, 3.5, 5, 5.0])
def test_a_film_is_rated(signed_in: APIClient, member: Member, film: MakeFilm, stars: float) -> None:
    troy = film("Troy", year=2004)
    response = signed_in.post(RATINGS, {"film": troy.pk, "rating": stars}, format="json")
    assert response.status_code == 201
    given = response.json()
    assert given.pop("rated_at")
    assert given == {"film": troy.pk, "title": "Troy", "year": 2004, "rating": stars}
    assert Rating.objects.get(member=member, film=troy).stars == stars


def test_a_rating_changes_the_members_taste_version(signed_in: APIClient, member: Member, film: MakeFilm) -> None:
    signed_in.post(RATINGS, {"film": film().pk, "rating": 4}, format="json")
    before = member.taste_version
    member.refresh_from_db()
    assert member.taste_version > before


def test_a_rating_is_replaced_read_and_taken_back(signed_in: APIClient, film: MakeFilm) -> None:
    url = f"{RATINGS}{film().pk}/"
    assert signed_in.put(url, {"rating": 2}, format="json").json()["rating"] == 2
    assert signed_in.put(url, {"rating": 4.5}, format="json").json()["rating"] == 4.5
    assert signed_in.get(url).json()["rating"] == 4.5
    assert Rating.objects.count() == 1
    response = signed_in.delete(url)
    assert (response.status_code, response.content) == (204, b"")
    for gone in (signed_in.get(url), signed_in.delete(url)):
        refused(gone, 404, "film_id")


def test_my_ratings_are_mine_the_latest_first(
    signed_in: APIClient, client_of: Callable[[Member], APIClient], film: MakeFilm
) -> None:
    films = [film(f"Film {letter}") for letter in "ABC"]
    other = client_of(Member.objects.create_user("bob"))
    other.post(RATINGS, {"film": films[0].pk, "rating": 1}, format="json")
    for each in films:
        signed_in.post(RATINGS, {"film": each.pk, "rating": 3}, format="json")
    body = signed_in.get(f"{RATINGS}?page_size=2").json()
    assert body["count"] == 3
    assert [entry["title"] for entry in body["results"]] == ["Film C", "Film B"]
    assert len(other.get(RATINGS).json()["results"]) == 1


@pytest.mark.parametrize("stars", [0, 0.4, 5.5, 10**9, -1, 3.3, "4", True, None, [4], {"stars": 4}, 1e300])
def test_a_rating_that_is_none_is_refused(signed_in: APIClient, film: MakeFilm, stars: Any) -> None:
    body = {"film": film().pk, "rating": stars}
    refused(signed_in.post(RATINGS, body, format="json"), 400, "rating")
    refused(signed_in.put(f"{RATINGS}{body['film']}/", {"rating": stars}, format="json"), 400, "rating")
    assert not Rating.objects.exists()


@pytest.mark.parametrize("film_id", [0, -1, 987654321, 10**30, "1", 1.5, True, None, [1]])
def test_a_film_that_is_none_is_refused(signed_in: APIClient, film_id: Any) -> None:
    refused(signed_in.post(RATINGS, {"film": film_id, "rating": 4}, format="json"), 400, "film")
    refused(signed_in.post("/api/v1/me/seen/", {"film": film_id}, format="json"), 400, "film")


def test_a_film_of_no_id_in_the_address_is_not_found(signed_in: APIClient) -> None:
    refused(signed_in.put(f"{RATINGS}987654321/", {"rating": 4}, format="json"), 404, "film_id")
    refused(signed_in.delete("/api/v1/me/seen/987654321/"), 404, "film_id")
    refused(signed_in.delete(f"/api/v1/me/seen/{10**40}/"), 404, "path")


def test_an_unpublished_film_cannot_be_rated_but_a_rating_of_it_be_taken_back(
    signed_in: APIClient, film: MakeFilm
) -> None:
    made = film()
    signed_in.post(RATINGS, {"film": made.pk, "rating": 4}, format="json")
    Film.objects.update(published=False)
    refused(signed_in.post(RATINGS, {"film": made.pk, "rating": 4}, format="json"), 400, "film")
    assert signed_in.get(RATINGS).json()["results"] == []
    assert signed_in.delete(f"{RATINGS}{made.pk}/").status_code == 204


def test_unknown_and_missing_fields_are_named_together(signed_in: APIClient) -> None:
    refused(signed_in.post(RATINGS, {"stars": 5}, format="json"), 400, "stars", "film", "rating")


@pytest.mark.parametrize("kind", LISTS)
def test_a_film_is_put_on_a_list_and_taken_off(signed_in: APIClient, member: Member, film: MakeFilm, kind: str) -> None:
    url, troy = f"/api/v1/me/{kind}/", film("Troy", year=2004)
    for _ in range(2):  # twice is once
        response = signed_in.post(url, {"film": troy.pk}, format="json")
        assert response.status_code == 201
        assert response.json()["film"] == troy.pk
    assert [mark.kind for mark in Mark.objects.filter(member=member)] == [kind]
    (entry,) = signed_in.get(url).json()["results"]
    assert (entry["film"], entry["title"], entry["year"]) == (troy.pk, "Troy", 2004)
    assert signed_in.delete(f"{url}{troy.pk}/").status_code == 204
    refused(signed_in.delete(f"{url}{troy.pk}/"), 404, "film_id")
    assert signed_in.get(url).json()["count"] == 0


def test_the_lists_do_not_mix(signed_in: APIClient, film: MakeFilm) -> None:
    for kind in LISTS:
        signed_in.post(f"/api/v1/me/{kind}/", {"film": film(f"My {kind}").pk}, format="json")
    for kind in LISTS:
        assert [e["title"] for e in signed_in.get(f"/api/v1/me/{kind}/").json()["results"]] == [f"My {kind}"]


@pytest.mark.parametrize("what", [*LISTS, "ratings", "recommendations", "settings", "films/1"])
def test_visitors_are_told_to_sign_in(visitor: APIClient, what: str) -> None:
    response = visitor.get(f"/api/v1/me/{what}/")
    refused(response, 401, "Authorization")
    assert response["WWW-Authenticate"] == "Token"
    refused(visitor.get(f"/api/v1/me/{what}/", HTTP_AUTHORIZATION="Token none"), 401, "Authorization")


def test_a_session_needs_the_csrf_token_for_writing(member: Member, film: MakeFilm) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(member)
    assert client.get(RATINGS).status_code == 200
    body = {"film": film().pk, "rating": 4}
    refused(client.post(RATINGS, body, format="json"), 403, "")
    client.cookies["csrftoken"] = "a" * 32
    assert client.post(RATINGS, body, format="json", HTTP_X_CSRFTOKEN="a" * 32).status_code == 201


@pytest.mark.parametrize("query", ["page=0", "page_size=1000", "colour=1"])
def test_a_wrong_parameter_is_named(signed_in: APIClient, query: str) -> None:
    for what in (*LISTS, "ratings"):
        refused(signed_in.get(f"/api/v1/me/{what}/?{query}"), 400, query.partition("=")[0])


def test_lists_take_a_bounded_number_of_queries(
    signed_in: APIClient, member: Member, film: MakeFilm, django_assert_max_num_queries: Any
) -> None:
    films = [film() for _ in range(20)]
    Rating.objects.bulk_create([Rating(member=member, film=each, half_stars=7) for each in films])
    Mark.objects.bulk_create([Mark(member=member, film=each, kind="seen") for each in films])
    for what in ("ratings", "seen"):
        with django_assert_max_num_queries(3):  # who, count, page
            assert len(signed_in.get(f"/api/v1/me/{what}/").json()["results"]) == 20


def test_rating_takes_a_bounded_number_of_queries(
    signed_in: APIClient, film: MakeFilm, django_assert_max_num_queries: Any
) -> None:
    made = film()
    with django_assert_max_num_queries(12):  # of which four are savepoints
        signed_in.post(RATINGS, {"film": made.pk, "rating": 4}, format="json")


def test_a_film_seen_carries_a_verdict(signed_in: APIClient, member: Member, film: MakeFilm) -> None:
    url, troy = "/api/v1/me/seen/", film("Troy", year=2004)
    for verdict in ("liked", "disliked", None):
        body = signed_in.post(url, {"film": troy.pk, "verdict": verdict}, format="json").json()
        assert body["verdict"] == verdict
        assert signed_in.get(url).json()["results"][0]["verdict"] == verdict
    signed_in.post(url, {"film": troy.pk, "verdict": "liked"}, format="json")
    assert signed_in.post(url, {"film": troy.pk}, format="json").json()["verdict"] == "liked"
    refused(signed_in.post(url, {"film": troy.pk, "verdict": "adored"}, format="json"), 400, "verdict")
    refused(signed_in.post("/api/v1/me/hidden/", {"film": troy.pk, "verdict": "liked"}, format="json"), 400, "verdict")


def test_a_film_is_forgotten_and_putting_back_what_came_undoes_it(signed_in: APIClient, film: MakeFilm) -> None:
    troy = film("Troy", year=2004)
    url = f"/api/v1/me/films/{troy.pk}/"
    signed_in.post(RATINGS, {"film": troy.pk, "rating": 4.5}, format="json")
    signed_in.post("/api/v1/me/seen/", {"film": troy.pk, "verdict": "liked"}, format="json")
    before = signed_in.get(url).json()
    assert (before["rating"], before["verdict"], before["watchlist"]) == (4.5, "liked", None)
    forgotten = signed_in.delete(url)
    assert forgotten.json() == before
    assert signed_in.get(RATINGS).json()["count"] == 0
    refused(signed_in.delete(url), 404, "film_id")
    words = {name: value for name, value in before.items() if name not in ("film", "title", "year")}
    assert signed_in.put(url, words, format="json").status_code == 200
    assert signed_in.get(url).json() == before


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"rating": 7}, "rating"),
        ({"verdict": "liked"}, "verdict"),
        ({"rated_at": "2026-01-01T00:00:00Z"}, "rated_at"),
        ({"seen": "yesterday"}, "seen"),
        ({"stars": 4}, "stars"),
    ],
)
def test_words_that_do_not_fit_are_refused_and_change_nothing(
    signed_in: APIClient, film: MakeFilm, body: dict[str, Any], field: str
) -> None:
    troy = film("Troy", year=2004)
    signed_in.post(RATINGS, {"film": troy.pk, "rating": 4.5}, format="json")
    refused(signed_in.put(f"/api/v1/me/films/{troy.pk}/", body, format="json"), 400, field)
    assert Rating.objects.get().stars == 4.5


def test_settings_are_read_and_changed(signed_in: APIClient, member: Member) -> None:
    url = "/api/v1/me/settings/"
    assert signed_in.get(url).json() == {"taste_days": 0, "shows_listed": False, "collaborates": True}
    changed = signed_in.patch(url, {"taste_days": 90, "collaborates": False}, format="json")
    assert changed.json() == {"taste_days": 90, "shows_listed": False, "collaborates": False}
    before = member.taste_version
    member.refresh_from_db()
    assert member.taste_version > before
    assert not member.collaborates
    for body, field in (({"taste_days": 7}, "taste_days"), ({"collaborates": None}, "collaborates"), ({"x": 1}, "x")):
        refused(signed_in.patch(url, body, format="json"), 400, field)
