"""Whatever is sent, the answer is a film list or a problem, never a fault of ours."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from moviemind.catalog.models import Genre
from recommender.shapes import CONTENT_NOTES

pytestmark = pytest.mark.django_db
# The fixtures hold rows that no example changes, so one set serves all examples.
many = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=-(10**25), max_value=10**25)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(), max_size=30)
)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
)
WORDS = st.text(st.characters(), max_size=1100) | st.sampled_from(
    ["a war film", "I love Troy", "no no no", "", " ", "under 2 hours, not gory", "\x00", "like Alien but 😀", "“Heat”"]
)
IDS = st.lists(st.integers(min_value=1, max_value=1200) | ANYTHING, max_size=5)
GENRES = st.lists(st.sampled_from(["War", "Comedy", "Drama", "Sofa"]) | ANYTHING, max_size=4)
LEVELS = st.sampled_from(["none", "some", "strong"])
NOTES = st.dictionaries(st.sampled_from(CONTENT_NOTES) | st.text(max_size=5), LEVELS)
BOUNDS = ("year_min", "year_max", "runtime_min", "runtime_max", "ratings_min")
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "genres": GENRES,
        "without_genres": GENRES,
        **{bound: st.integers(-10, 3000) | ANYTHING for bound in BOUNDS},
        "languages": st.lists(st.sampled_from(["en", "fr", "xx", "EN"]) | ANYTHING, max_size=3),
        "countries": st.lists(st.sampled_from(["US", "GB", "gb"]) | ANYTHING, max_size=3),
        "content_max": NOTES | ANYTHING,
        "colour": SCALARS,
    },
)
ASKS = st.fixed_dictionaries(
    {},
    optional={
        "text": WORDS | ANYTHING,
        "seeds": IDS | ANYTHING,
        "dislikes": IDS | ANYTHING,
        "filters": FILTERS | ANYTHING,
        "limit": st.integers(-1, 52) | ANYTHING,
        "colour": ANYTHING,
    },
)
PARAMETERS = st.lists(
    st.tuples(
        st.sampled_from(
            ["q", "genre", "genres", "limit", "page", "page_size", "year_min", "ordering", "content_max.gore"]
        )
        | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
        st.sampled_from(["1", "0", "War", "none", "-1", "year", "1e9", "999999999999999999999", ""])
        | st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    ),
    max_size=5,
)


def sound(response: Any, *refusals: int) -> None:
    """Check that a response is an answer, or a problem that names fields."""
    assert response.status_code in (200, *refusals), response.content[:500]
    if response.status_code != 200:
        body = response.json()
        assert response["Content-Type"] == "application/problem+json"
        assert body["errors"]
        assert all(set(error) == {"field", "reason"} and error["reason"] for error in body["errors"])


@many
@given(body=ASKS | ANYTHING)
def test_any_json_is_answered_or_refused(visitor: APIClient, body: Any) -> None:
    response = visitor.generic("POST", "/api/v1/recommendations/", json.dumps(body), content_type="application/json")
    sound(response, 400)


@many
@given(body=st.binary(max_size=200))
def test_any_bytes_are_refused(visitor: APIClient, body: bytes) -> None:
    url = "/api/v1/recommendations/"
    sound(visitor.generic("POST", url, body, content_type="application/json"), 400)  # type: ignore[arg-type]


@many
@given(body=ANYTHING | st.fixed_dictionaries({"film": st.integers(), "rating": st.floats(0, 6) | ANYTHING}))
def test_any_rating_is_taken_or_refused(signed_in: APIClient, body: Any) -> None:
    for what in ("ratings", "seen"):
        url = f"/api/v1/me/{what}/"
        response = signed_in.generic("POST", url, json.dumps(body), content_type="application/json")
        assert response.status_code in (201, 400), response.content[:500]


@many
@given(parameters=PARAMETERS)
def test_any_query_string_is_answered_or_refused(signed_in: APIClient, parameters: list[tuple[str, str]]) -> None:
    query = urlencode(parameters)
    film = Genre.objects.first().films.first()  # type: ignore[union-attr]
    assert film
    for path in ("films/", f"films/{film.pk}/similar/", "me/recommendations/", "me/ratings/", "me/hidden/"):
        sound(signed_in.get(f"/api/v1/{path}?{query}"), 400, 404)


@many
@given(body=st.dictionaries(st.sampled_from(["username", "password", "x"]), ANYTHING))
def test_any_name_and_password_are_refused(visitor: APIClient, body: dict[str, Any]) -> None:
    response = visitor.generic("POST", "/api/v1/token/", json.dumps(body), content_type="application/json")
    assert response.status_code in (400, 401), response.content[:500]
