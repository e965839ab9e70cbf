"""The OpenAPI document: valid, complete, and true of what the API really answers; and the page that shows it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern
from rest_framework.test import APIClient
from rest_framework.views import APIView

from moviemind.api.urls import urlpatterns
from moviemind.api.views.docs import Docs, Schema
from moviemind.catalog.models import Film
from tests.api.conftest import PASSWORD

pytestmark = pytest.mark.django_db
Document = dict[str, Any]
GUIDE = (settings.BASE_DIR / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.fixture
def document(visitor: APIClient) -> Document:
    response = visitor.get("/api/v1/schema/")
    assert response.status_code == 200
    loaded: Document = response.json()
    return loaded


def closed(schema: Any) -> Any:
    """The schema with every object closed, so that a field which is answered but not documented fails."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    if inner.get("type") == "object" and "properties" in inner:
        inner["additionalProperties"] = False
    return inner


def holds(document: Document, template: str, response: Any) -> None:
    """Check a response against the document."""
    operation = document["paths"][template][response.request["REQUEST_METHOD"].lower()]
    described = operation["responses"][str(response.status_code)]
    if response.status_code == 204:
        assert "content" not in described
        assert response.content == b""
        return
    (content_type,) = described["content"]
    assert response["Content-Type"] == content_type
    schema = {**described["content"][content_type]["schema"], "components": document["components"]}
    jsonschema.Draft202012Validator(closed(schema)).validate(response.json())


def test_the_document_is_valid_and_nothing_in_it_is_guessed() -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json", stdout=io.StringIO())


def test_every_address_is_documented(document: Document) -> None:
    ours = {
        "/api/" + re.sub(r"<\w+:(\w+)>", r"{\1}", str(pattern.pattern))
        for pattern in urlpatterns
        if isinstance(pattern, URLPattern)
        and issubclass(view := pattern.callback.view_class, APIView)  # type: ignore[attr-defined]
        and view not in (Docs, Schema)
    }
    assert set(document["paths"]) == ours


def test_every_address_is_in_the_guide(document: Document) -> None:
    told = {
        (method.lower(), path)
        for methods, path in re.findall(r"^\| ((?:[A-Z]+ ?)+) \| `(/api/v1/[^`?]*)", GUIDE, flags=re.MULTILINE)
        for method in methods.split()
    }
    there = {(method, path) for path, operations in document["paths"].items() for method in operations}
    assert told == there


@pytest.mark.parametrize("body", re.findall(r"-d '(.*?)'", GUIDE, flags=re.DOTALL))
def test_every_question_in_the_guide_is_answered(visitor: APIClient, body: str) -> None:
    response = visitor.generic("POST", "/api/v1/recommendations/", body, content_type="application/json")
    assert response.status_code == 200, response.content


def test_operations_have_names_of_their_own_and_a_summary(document: Document) -> None:
    operations = [each for path in document["paths"].values() for each in path.values()]
    names = [each["operationId"] for each in operations]
    assert len(set(names)) == len(names)
    assert all(each["summary"] and each["description"] for each in operations)


def test_the_document_is_true_of_public_answers(visitor: APIClient, document: Document) -> None:
    troy = Film.objects.get(title="Troy")
    ask, one, similar = "/api/v1/recommendations/", "/api/v1/films/{film_id}/", "/api/v1/films/{film_id}/similar/"
    bodies: tuple[Any, ...] = (
        {"text": "I love Troy and Zzyzx Holiday, but nothing gory, under two hours"},
        {"seeds": [troy.pk], "dislikes": [Film.objects.exclude(pk=troy.pk).first().pk]},  # type: ignore[union-attr]
        {"filters": {"genres": ["War"], "content_max": {"gore": "some"}}},
        {"text": "🦈"},
        {"text": "", "limit": 0},
        [],
    )
    for body in bodies:
        holds(document, ask, visitor.post(ask, body, format="json"))
    holds(document, ask, visitor.generic("POST", ask, "text=a", content_type="text/plain"))
    holds(document, "/api/v1/films/", visitor.get("/api/v1/films/?q=the&page_size=3"))
    holds(document, "/api/v1/films/", visitor.get("/api/v1/films/?page=0"))
    for film_id in (troy.pk, 987654321):
        holds(document, one, visitor.get(one.format(film_id=film_id)))
        holds(document, similar, visitor.get(similar.format(film_id=film_id)))
    holds(document, similar, visitor.get(similar.format(film_id=troy.pk) + "?limit=0"))


def test_the_document_is_true_without_an_index(visitor: APIClient, document: Document, without_index: None) -> None:
    ask = "/api/v1/recommendations/"
    holds(document, ask, visitor.post(ask, {"text": "a western"}, format="json"))


def test_the_document_is_true_of_a_members_answers(
    visitor: APIClient, signed_in: APIClient, document: Document
) -> None:
    troy = Film.objects.get(title="Troy")
    ratings, rating, for_me = "/api/v1/me/ratings/", "/api/v1/me/ratings/{film_id}/", "/api/v1/me/recommendations/"
    mine = rating.format(film_id=troy.pk)
    holds(document, for_me, signed_in.get(for_me))
    holds(document, ratings, signed_in.post(ratings, {"film": troy.pk, "rating": 4.5}, format="json"))
    holds(document, ratings, signed_in.post(ratings, {"film": troy.pk, "rating": 7}, format="json"))
    holds(document, ratings, signed_in.get(ratings))
    holds(document, rating, signed_in.get(mine))
    holds(document, rating, signed_in.put(mine, {"rating": 5}, format="json"))
    holds(document, for_me, signed_in.get(for_me))
    holds(document, for_me, signed_in.get(f"{for_me}?limit=0"))
    for _ in range(2):  # gone, then not there
        holds(document, rating, signed_in.delete(mine))
    home, why = "/api/v1/me/home/", "/api/v1/impressions/{impression}/{film_id}/"
    holds(document, home, signed_in.get(home))
    holds(document, home, visitor.get(home))
    answer = signed_in.get(for_me).json()
    for film in (answer["results"][0]["id"], 987654321):
        holds(document, why, signed_in.get(why.format(impression=answer["impression"], film_id=film)))
    for kind in ("watchlist", "seen", "hidden"):
        url, entry = f"/api/v1/me/{kind}/", f"/api/v1/me/{kind}/{{film_id}}/"
        holds(document, url, signed_in.post(url, {"film": troy.pk}, format="json"))
        holds(document, url, signed_in.post(url, {"film": 0}, format="json"))
        holds(document, url, signed_in.get(url))
        for _ in range(2):
            holds(document, entry, signed_in.delete(entry.format(film_id=troy.pk)))
        holds(document, url, visitor.get(url))


def test_the_document_is_true_of_what_a_member_says_and_sets(
    visitor: APIClient, signed_in: APIClient, document: Document
) -> None:
    words, how, seen = "/api/v1/me/films/{film_id}/", "/api/v1/me/settings/", "/api/v1/me/seen/"
    mine = words.format(film_id=Film.objects.get(title="Troy").pk)
    body = {"rating": 4.5, "seen": "2026-01-01T00:00:00Z", "verdict": "liked"}
    holds(document, words, signed_in.put(mine, body, format="json"))
    holds(document, words, signed_in.put(mine, {"rating": 9}, format="json"))
    holds(document, words, signed_in.get(mine))
    holds(document, seen, signed_in.get(seen))
    for _ in range(2):  # forgotten, then nothing to forget
        holds(document, words, signed_in.delete(mine))
    holds(document, how, signed_in.get(how))
    holds(document, how, signed_in.patch(how, {"taste_days": 30}, format="json"))
    holds(document, how, signed_in.patch(how, {"taste_days": 31}, format="json"))
    holds(document, how, visitor.get(how))


def test_the_document_is_true_of_tokens(
    visitor: APIClient, signed_in: APIClient, document: Document, member: Any
) -> None:
    url = "/api/v1/token/"
    for password in (PASSWORD, "wrong", ""):
        body = {"username": "ada", "password": password}
        holds(document, url, visitor.post(url, body, format="json"))
    holds(document, url, signed_in.delete(url))
    holds(document, url, signed_in.delete(url))


def test_the_docs_page_loads_nothing_from_elsewhere_and_keeps_the_sites_policy(client: Client) -> None:
    response = client.get("/api/docs/")
    page = response.content.decode()
    policy = response["Content-Security-Policy"]
    assert "'unsafe-inline'" not in policy
    assert "'unsafe-eval'" not in policy
    assert "http" not in policy
    addresses = re.findall(r"""(?:src|href)=["']([^"']*)""", page)
    assert addresses
    assert all(address.startswith("/") and not address.startswith("//") for address in addresses)
    assert "<style" not in page
    assert re.findall(r"<script(?! src=)", page) == []
    assert not re.search(r"\son\w+=|style=", page)


def test_the_docs_page_starts_by_a_script_of_its_own(client: Client) -> None:
    (script,) = re.findall(r'src="(/api/docs/[^"]*)"', client.get("/api/docs/").content.decode())
    response = client.get(script, headers={"Accept": "*/*"})
    assert response["Content-Type"].startswith("application/javascript")
    assert "/api/v1/schema/" in response.content.decode().replace("\\u002D", "-")


def test_the_parts_of_the_docs_page_are_among_our_static_files(client: Client, find: Callable[[str], Any]) -> None:
    page = client.get("/api/docs/").content.decode()
    files = re.findall(r'(?:src|href)="/static/([^"]*)"', page)
    assert len(files) >= 4
    assert all(find(name) for name in files)


@pytest.fixture
def find() -> Callable[[str], Any]:
    from django.contrib.staticfiles import finders

    return finders.find
