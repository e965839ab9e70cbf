"""What tests share. Every database test sees the whole shipped catalogue, loaded once, and a real index over it.

Tests of whole processes have a site of their own instead: see `site` below and servers.py.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.servers import RedisServer, Server, Site


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The test database, with the shipped catalogue and an index that the shipped encoder built (ONNX Runtime)."""
    from recommender.encoding import get_encoder
    from recommender.rebuild import request_rebuild, work_on_rebuild
    from recommender.vectors import drain_changes

    with django_db_blocker.unblock():
        call_command("import_films", "jsonl", "fixtures/catalogue", verbosity=0)
        request_rebuild("tests")
        while (request := work_on_rebuild(get_encoder())) and request.status != "done":
            assert request.status in ("waiting", "working"), request.error
        while drain_changes(get_encoder()):
            pass


@pytest.fixture(autouse=True)
def _fresh_engine(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each database test begins as a fresh process would: what an earlier test changed was rolled back."""
    yield
    if request.node.get_closest_marker("django_db") or {"db", "transactional_db"} & set(request.fixturenames):
        from recommender.fresh import _kept as fresh
        from recommender.holder import holder
        from recommender.profiles import _kept as profiles
        from recommender.taste import _kept as tastes

        holder.forget()
        fresh.clear()
        profiles.clear()
        tastes.clear()  # a member's number and taste version come again after a rollback


@pytest.fixture
def index_dir(tmp_path: Any, settings: Any) -> Any:
    """The index snapshots of the session in a directory that the test may damage."""
    place = tmp_path / "index"
    shutil.copytree(settings.INDEX_DIR, place)
    settings.INDEX_DIR = place
    return place


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """A real Redis with a file behind it, on its own socket: `.url`, `.kill()`, `.start()`, `.lose_all()`."""
    server = RedisServer(tmp_path / "redis")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def migrated_var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A VAR_DIR with the tables and the 1980s' films of the shipped catalogue, to copy from."""
    var = tmp_path_factory.mktemp("migrated")
    site = Site(var, "unix:///nowhere", DATABASE_URL="")
    site.manage("migrate", "--verbosity", "0")
    site.manage("import_films", "jsonl", "fixtures/catalogue/1980s.jsonl")
    return var


@pytest.fixture
def site(tmp_path: Path, migrated_var: Path, redis_server: RedisServer) -> Iterator[Site]:
    """A site of the test's own with some hundred films, a real Redis, no index yet, and no server running.

    `start_worker()`, `start_beat()` and `start_web()` start the real ones, as the demo does; `manage()`, `eval()` and
    `sql()` look inside. Mark the test slow.
    """
    var = tmp_path / "var"
    shutil.copytree(migrated_var, var)
    site = Site(var, redis_server.url, DATABASE_URL="")
    yield site
    site.stop()


@pytest.fixture
def celery_worker_process(site: Site) -> Server:
    """The worker of `site`, with beat beside it: a real process, which `.kill()` kills."""
    site.start_beat()
    return site.start_worker()
