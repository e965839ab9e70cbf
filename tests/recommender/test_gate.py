"""An index that falls below the running one is held back, and a curator may publish it all the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from moviemind.profiles.models import Member
from recommender import rebuild, service
from recommender.encoding import get_encoder
from recommender.holder import holder
from recommender.models import FilmVector, IndexState, IndexVersion, RebuildRequest
from recommender.shapes import Request
from tests.recommender.test_rebuild import build

pytestmark = pytest.mark.django_db


def current() -> str:
    return IndexState.objects.get().current


@pytest.fixture
def shuffled(index_dir: Path) -> str:
    """The running version, and vectors in the database that belong to other films."""
    rows = list(FilmVector.objects.exclude(vector=b"").order_by("film_id"))
    vectors = [row.vector for row in rows]
    for row, place in zip(rows, np.random.default_rng(3).permutation(len(rows)), strict=True):
        row.vector = vectors[place]
    FilmVector.objects.bulk_update(rows, ["vector"], batch_size=200)
    return current()


def work() -> RebuildRequest:
    request = rebuild.work_on_rebuild(get_encoder())
    assert request is not None
    return request


def test_an_index_as_good_as_the_running_one_is_published_with_its_figures(index_dir: Path) -> None:
    version = build()
    row = IndexVersion.objects.get(version=version)
    assert current() == version
    assert row.held_back == ""
    (measure,) = row.measures
    assert measure["new"] == measure["running"] > 0.3
    assert measure["cases"] == 100


def test_a_worse_index_is_held_back_and_nobody_is_served_from_it(shuffled: str) -> None:
    rebuild.request_rebuild("test")
    request = work()
    assert request.status == RebuildRequest.Status.HELD
    assert "known films by their themes" in request.error
    assert current() == shuffled != request.version
    row = IndexVersion.objects.get(version=request.version)
    assert "the running index" in row.held_back
    holder.forget()
    assert service.ask(Request(text="war")).answer.index_version == shuffled
    with pytest.raises(LookupError, match="no earlier"):
        rebuild.rollback()  # a version that was held back is no earlier one
    assert service.index_status()["versions"][0]["held_back"] == row.held_back


def test_a_damaged_running_index_is_not_replaced_by_one_that_was_held_back(shuffled: str, index_dir: Path) -> None:
    rebuild.request_rebuild("test")
    held = work().version
    (index_dir / shuffled / "manifest.json").unlink()
    holder.forget()
    with pytest.raises(service.IndexUnavailable):
        holder.engine()
    rebuild.publish(held)
    holder.forget()
    assert holder.engine().library.manifest.version == held


def test_who_asks_for_it_gets_it_published_anyway(shuffled: str) -> None:
    rebuild.request_rebuild("one")
    request = rebuild.request_rebuild("two", publish_anyway=True)
    assert work().pk == request.pk
    assert current() != shuffled
    assert IndexVersion.objects.get(version=current()).held_back == ""


def test_the_shell_says_why_and_how_to_publish_it(shuffled: str, capsys: Any) -> None:
    with pytest.raises(CommandError, match=r"is not published, held back: known films.*rollback_index") as refusal:
        call_command("rebuild_index", "--wait")
    assert current() == shuffled
    version = str(refusal.value).split()[0]
    call_command("rollback_index", version)
    assert current() == version
    assert IndexVersion.objects.get(version=version).held_back == ""
    call_command("index_status")
    assert "held back" not in capsys.readouterr().out


def test_rebuild_index_with_publish_anyway(shuffled: str) -> None:
    call_command("rebuild_index", "--wait", "--publish-anyway")
    assert current() != shuffled


def test_the_admin_shows_it_and_publishes_it(shuffled: str, client: Client) -> None:
    client.force_login(Member.objects.create_superuser("curator", password="a long enough password"))
    rebuild.request_rebuild("test")
    version = work().version
    page = client.get(reverse("admin:recommender_indexversion_changelist")).content.decode()
    assert "Held back" in page
    assert page.count("Publish anyway") == 1
    client.post(reverse("admin:recommender_index_rollback"), {"version": version})
    assert current() == version
    page = client.get(reverse("admin:recommender_indexversion_changelist")).content.decode()
    assert "Publish anyway" not in page


def test_an_index_of_another_encoder_is_not_compared(index_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild, "encoder_label", lambda encoder: "another:encoder")
    monkeypatch.setattr("recommender.vectors.encoder_label", lambda encoder: "another:encoder")
    version = build()
    assert IndexVersion.objects.get(version=version).measures == []
