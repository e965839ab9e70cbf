"""Fixtures that tests of several rooms share. The servers behind them are in servers.py."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import RedisServer, Server, Site


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
