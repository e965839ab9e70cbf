"""Pages for what goes wrong: each says what happened and leads on."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from moviemind.profiles.models import Member

pytestmark = pytest.mark.django_db


def test_an_unknown_address_offers_a_search(client: Client) -> None:
    response = client.get("/nowhere/<script>/")
    assert response.status_code == 404
    assert 'action="/films/"' in response.content.decode()
    assert "<script>/" not in response.content.decode()


def test_a_fault_of_ours_says_so_and_tells_no_details(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("moviemind.web.views.films.cover_svg", fail)
    response = Client(raise_request_exception=False).get("/films/1/cover.svg")
    page = response.content.decode()
    assert response.status_code == 500
    assert "Something broke on our side." in page
    assert "secret of the house" not in page
    assert 'href="/"' in page


def test_staff_without_the_right_are_told_so(client: Client) -> None:
    client.force_login(Member.objects.create_user("clerk", password="x", is_staff=True))
    response = client.get("/admin/catalog/film/")
    assert response.status_code == 403
    assert "This door is not for you" in response.content.decode()


def test_too_many_tries_are_stopped_with_a_page_that_says_to_wait(client: Client, settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "tries"}}
    caches["default"].clear()
    for _ in range(40):
        response = client.post("/accounts/signup/", {"username": ""})
        if response.status_code == 429:
            break
    assert response.status_code == 429
    assert "Wait a few minutes" in response.content.decode()


@pytest.mark.parametrize(
    "path", ["/", "/?q=war", "/films/", "/accounts/login/", "/nowhere/", "/api/docs/", "/admin/login/"]
)
def test_every_page_carries_the_strict_policy(client: Client, path: str) -> None:
    response = client.get(path)
    policy = dict(part.strip().partition(" ")[::2] for part in response["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    page = response.content.decode()
    assert "style=" not in page
    assert "onclick=" not in page


def test_an_icon_where_browsers_look_for_one(client: Client) -> None:
    reply = client.get("/favicon.ico")
    assert reply.status_code == 302
    assert reply["Location"].endswith(".svg")


def test_alive_and_ready_are_told_to_machines(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["status"] in ("ready", "degraded")
    assert ready.json()["index"]["ok"] is True
    assert "no-cache" in ready["Cache-Control"]
