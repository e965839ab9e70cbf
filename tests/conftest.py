"""What tests share. Every database test sees the whole shipped catalogue, loaded once, and a real index over it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The test database, with the shipped catalogue and an index that the shipped encoder built (ONNX Runtime)."""
    from recommender.encoding import get_encoder
    from recommender.rebuild import request_rebuild, work_on_rebuild
    from recommender.vectors import drain_changes

    with django_db_blocker.unblock():
        call_command("import_films", "jsonl", str(settings.CATALOGUE), verbosity=0)
        request_rebuild("tests")
        while (request := work_on_rebuild(get_encoder())) and request.status != "done":
            assert request.status in ("waiting", "working"), request.error
        while drain_changes(get_encoder()):
            pass


@pytest.fixture(autouse=True)
def _fresh_engine(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each database test begins as a fresh process would: what an earlier test changed was rolled back."""
    yield
    if {"db", "transactional_db", "live_server"} & set(request.fixturenames):
        from recommender.holder import holder

        holder.forget()


@pytest.fixture
def index_dir(tmp_path: Any, settings: Any) -> Any:
    """The index snapshots of the session in a directory that the test may damage."""
    place = tmp_path / "index"
    shutil.copytree(settings.INDEX_DIR, place)
    settings.INDEX_DIR = place
    return place
