"""Every refusal has one shape, whoever refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from moviemind.profiles.models import Member
from tests.api.conftest import refused

pytestmark = pytest.mark.django_db
ASK = "/api/v1/recommendations/"


def ask_raw(client: APIClient, body: bytes, content_type: str = "application/json") -> Any:
    return client.generic("POST", ASK, body, content_type=content_type)  # type: ignore[arg-type]


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "options"])
@pytest.mark.parametrize("path", ["/api/", "/api/v1/", "/api/v1/fims/", "/api/v2/films/", "/api/v1/films/x/", "/api/x"])
def test_an_unknown_address(method: str, path: str) -> None:
    refused(getattr(Client(enforce_csrf_checks=True), method)(path), 404, "path")


def test_a_missing_slash_is_put_right_for_any_method(visitor: APIClient) -> None:
    response = visitor.post("/api/v1/recommendations?a=b", {"text": "x"}, format="json")
    assert response.status_code == 308  # the method and the body stay
    assert response["Location"] == "/api/v1/recommendations/?a=b"
    assert visitor.get("/api/docs")["Location"] == "/api/docs/"


def test_a_wrong_method(visitor: APIClient) -> None:
    response = visitor.get(ASK)
    refused(response, 405, "method")
    assert "POST" in response["Allow"]
    refused(visitor.post("/api/v1/films/", {}, format="json"), 405, "method")
    refused(visitor.delete("/api/docs/"), 405, "method")


def test_an_answer_that_we_do_not_speak(visitor: APIClient) -> None:
    refused(visitor.get("/api/v1/films/", HTTP_ACCEPT="text/turtle"), 406, "Accept")


def test_a_browser_gets_json(visitor: APIClient) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert visitor.get("/api/v1/films/", HTTP_ACCEPT=accept)["Content-Type"] == "application/json"


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_body_that_is_no_json_by_its_own_word(visitor: APIClient, content_type: str) -> None:
    refused(ask_raw(visitor, b"text=troy", content_type), 415, "Content-Type")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"troy",
        b'{"text": "a',
        b'{"text": "\xff"}',
        b'{"limit": NaN}',
        b'{"limit": -Infinity}',
        b'{"limit": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"\x00",
        "{}".encode("utf-16"),
    ],
)
def test_a_body_that_is_no_json_in_truth(visitor: APIClient, body: bytes) -> None:
    refused(ask_raw(visitor, body), 400, "body")


@pytest.mark.parametrize("body", [b"[]", b'"troy"', b"7", b"null", b"true", b"[[]]"])
def test_json_that_is_no_object(visitor: APIClient, body: bytes) -> None:
    refused(ask_raw(visitor, body), 400, "body")


@pytest.mark.parametrize("charset", ["utf-16", "hex", "rot13", "zlib", "idna", "nonsense"])
def test_the_body_is_utf_8_whatever_it_says(visitor: APIClient, charset: str) -> None:
    refused(ask_raw(visitor, b"{}", f"application/json; charset={charset}"), 400, "text")
    assert visitor.get("/api/v1/films/?q=x", CONTENT_TYPE=f"text/plain; charset={charset}").status_code == 200


def test_a_body_in_chunks(visitor: APIClient) -> None:
    # As gunicorn hands it over: the header, and no length.
    response = visitor.generic("POST", ASK, "", content_type="application/json", HTTP_TRANSFER_ENCODING="chunked")
    refused(response, 411, "Content-Length")


def test_a_body_larger_than_we_read(visitor: APIClient, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 50
    refused(ask_raw(visitor, json.dumps({"text": "a" * 100}).encode()), 413, "body")


def test_names_that_we_say_back_are_cut_and_cannot_break_the_answer(visitor: APIClient) -> None:
    (error,) = visitor.post(ASK, {"x" * 5000: 1, "text": "a"}, format="json").json()["errors"]
    assert len(error["field"]) < 300
    refused(ask_raw(visitor, rb'{"\ud800": 1, "text": "a"}'), 400, "\ud800")


def test_too_many_requests(visitor: APIClient, counting: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rest_framework.throttling.AnonRateThrottle.THROTTLE_RATES", {"anon": "2/second", "user": None})
    monkeypatch.setattr("rest_framework.throttling.AnonRateThrottle.timer", lambda self: 1000.0)
    statuses = [visitor.get("/api/v1/films/").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    response = visitor.get("/api/v1/films/")
    refused(response, 429, "")
    assert response["Retry-After"] == "1"


def test_a_visitor_may_ask_twenty_times_a_second(
    visitor: APIClient, counting: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rest_framework.throttling.AnonRateThrottle.timer", lambda self: 1000.0)  # all in one moment
    monkeypatch.setattr("rest_framework.throttling.UserRateThrottle.timer", lambda self: 1000.0)
    assert [visitor.get("/api/v1/films/").status_code for _ in range(20)] == [200] * 20


def test_without_a_cache_nobody_is_kept_out(
    visitor: APIClient, settings: Any, monkeypatch: pytest.MonkeyPatch, member: Member
) -> None:
    assert "Redis" in settings.CACHES["default"]["BACKEND"]  # the product's own, and during tests it is away
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "unix:///nowhere/redis.sock"}}
    monkeypatch.setattr("moviemind.api.throttling.SignInThrottle.rate", "1/minute")
    for _ in range(3):
        assert visitor.get("/api/v1/films/").status_code == 200
        refused(visitor.post("/api/v1/token/", {"username": "ada", "password": "no"}, format="json"), 401, "password")


def test_no_index_yet(visitor: APIClient, signed_in: APIClient, without_index: None) -> None:
    for response in (
        visitor.post(ASK, {"text": "a western"}, format="json"),
        signed_in.get("/api/v1/me/recommendations/"),
    ):
        refused(response, 503, "")
        assert int(response["Retry-After"]) >= 1


def test_a_fault_of_ours_is_a_problem_too(visitor: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("moviemind.api.views.films._matching", broken)
    visitor.raise_request_exception = False
    response = visitor.get("/api/v1/films/")
    refused(response, 500, "")
    assert b"secret" not in response.content
