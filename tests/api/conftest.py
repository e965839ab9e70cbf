"""Films, members and clients for the API's tests. The engine's own come from tests/conftest.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import caches
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

from moviemind.catalog.models import Credit, Film, Genre, Person, Theme
from moviemind.profiles.models import Member
from recommender.holder import holder
from recommender.models import IndexState

PASSWORD = "seven-brides-for-9-brothers"


@pytest.fixture
def visitor() -> APIClient:
    return APIClient()


@pytest.fixture
def member(db: None) -> Member:
    return Member.objects.create_user("ada", email="ada@example.org", password=PASSWORD)


@pytest.fixture
def client_of() -> Callable[[Member], APIClient]:
    """A client that sends the member's token."""

    def make(member: Member) -> APIClient:
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Token {Token.objects.get_or_create(user=member)[0].key}")
        return client

    return make


@pytest.fixture
def signed_in(member: Member, client_of: Callable[[Member], APIClient]) -> APIClient:
    return client_of(member)


@pytest.fixture
def no_films(db: None) -> None:
    """A catalogue whose shipped films are all unpublished, so that a test's own are the only ones."""
    Film.objects.update(published=False)


@pytest.fixture
def film(db: None) -> Callable[..., Film]:
    """Makes films: bare calls give a legal one, lists of names become genres, themes and people."""
    made = 0

    def make(title: str = "", **facts: Any) -> Film:
        nonlocal made
        made += 1
        genres, themes = facts.pop("genres", ("Drama",)), facts.pop("themes", ())
        people = {Credit.Role.DIRECTOR: facts.pop("directors", ()), Credit.Role.CAST: facts.pop("cast", ())}
        facts = {"year": 1990, "runtime": 100, "language": "en", **facts}
        film = Film.objects.create(title=title or f"Film {made}", **facts)
        film.genres.set([Genre.objects.get_or_create(name=name)[0] for name in genres])
        film.themes.set([Theme.objects.get_or_create(name=name)[0] for name in themes])
        for role, names in people.items():
            for position, name in enumerate(names):
                person = Person.objects.get_or_create(name=name)[0]
                Credit.objects.create(film=film, person=person, role=role, position=position)
        return film

    return make


@pytest.fixture
def without_index(db: None) -> Iterator[None]:
    """A fresh process, and a database that knows no index."""
    IndexState.objects.update(current="")
    holder.forget()
    yield
    holder.forget()


@pytest.fixture
def counting(settings: Any) -> None:
    """A cache that counts, instead of the Redis that is away during tests."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "api-tests"}}
    caches["default"].clear()


def refused(response: Any, status: int, *fields: str) -> list[str]:
    """Check that a response is a problem about these fields, and return the reasons."""
    assert response.status_code == status, response.content[:500]
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert set(body) == {"type", "title", "status", "errors"}
    assert body["status"] == status
    assert [error["field"] for error in body["errors"]] == list(fields)
    assert all(error["reason"] for error in body["errors"])
    return [error["reason"] for error in body["errors"]]
