"""A token is got, used and revoked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

from moviemind.profiles.models import Member
from tests.api.conftest import PASSWORD, refused

pytestmark = pytest.mark.django_db
URL, MINE = "/api/v1/token/", "/api/v1/me/ratings/"


def sign_in(client: APIClient, username: Any = "ada", password: Any = PASSWORD, **headers: Any) -> Any:
    body = json.dumps({"username": username, "password": password})  # by itself: DRF's client cannot send all of it
    return client.generic("POST", URL, body, content_type="application/json", **headers)


def test_a_token_is_got_used_and_revoked(visitor: APIClient, member: Member) -> None:
    response = sign_in(visitor)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    visitor.credentials(HTTP_AUTHORIZATION=f"Token {response.json()['token']}")
    assert visitor.get(MINE).status_code == 200
    assert visitor.delete(URL).status_code == 204
    refused(visitor.get(MINE), 401, "Authorization")
    refused(visitor.delete(URL), 401, "Authorization")
    assert not Token.objects.exists()


def test_the_mail_address_will_do_for_a_name(visitor: APIClient, member: Member) -> None:
    assert sign_in(visitor, "ada@example.org").status_code == 200


def test_a_member_has_one_token(visitor: APIClient, member: Member) -> None:
    assert sign_in(visitor).json() == sign_in(visitor).json()


def test_a_stale_token_does_not_keep_anyone_from_another(visitor: APIClient, member: Member) -> None:
    assert sign_in(visitor, HTTP_AUTHORIZATION="Token stale").status_code == 200


@pytest.mark.parametrize(("name", "password"), [("ada", "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_password_and_an_unknown_name_read_alike(
    visitor: APIClient, member: Member, name: str, password: str
) -> None:
    response = sign_in(visitor, name, password)
    assert refused(response, 401, "password") == ["this name and this password do not belong together"]
    assert response["WWW-Authenticate"] == "Token"


def test_an_inactive_member_gets_none_and_uses_none(visitor: APIClient, member: Member) -> None:
    token = sign_in(visitor).json()["token"]
    Member.objects.update(is_active=False)
    refused(sign_in(visitor), 401, "password")
    refused(visitor.get(MINE, HTTP_AUTHORIZATION=f"Token {token}"), 401, "Authorization")


@pytest.mark.parametrize("value", [None, 7, ["ada"], {}, "", "a\x00b", "\x1b", "\ud800", "a" * 1001])
def test_a_name_or_password_of_the_wrong_shape_is_named(visitor: APIClient, value: Any) -> None:
    refused(sign_in(visitor, username=value), 400, "username")
    assert sign_in(visitor, password=value).status_code == 400


def test_a_session_cannot_revoke_a_token(member: Member) -> None:
    client = APIClient()
    client.force_login(member)
    refused(client.delete(URL), 401, "Authorization")


def test_guesses_for_one_name_run_out_and_others_may_still_sign_in(
    visitor: APIClient, member: Member, counting: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moviemind.api.throttling.GuessThrottle.rate", "3/hour")
    Member.objects.create_user("bob", password=PASSWORD)
    for _ in range(5):
        assert sign_in(visitor).status_code == 200  # right ones are not counted
    for _ in range(3):
        refused(sign_in(visitor, "ADA ", "guess"), 401, "password")
    response = sign_in(visitor)
    refused(response, 429, "")
    assert int(response["Retry-After"]) >= 1
    assert sign_in(visitor, "bob").status_code == 200


def test_one_address_tries_only_so_often(visitor: APIClient, counting: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moviemind.api.throttling.SignInThrottle.rate", "2/minute")
    statuses = [sign_in(visitor, f"name{n}", "guess").status_code for n in range(3)]
    assert statuses == [401, 401, 429]
