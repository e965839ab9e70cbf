"""A real worker on a real Redis, beside a real web server: what goes on while parts of it die."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.servers import RedisServer, Server, Site, processes_of, wait_until
from tests.visitor import Visitor

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc"),
]

PASSWORD = "lighthouse-bees-1904"
PEOPLE = f"""
from moviemind.profiles.models import Member
Member.objects.create_superuser("curator", password={PASSWORD!r})
Member.objects.create_user("ann", password={PASSWORD!r})
result = "made"
"""


@dataclass
class Running:
    """A site with everything running; a test leaves it so."""

    site: Site
    redis: RedisServer
    worker: Server
    visitor: Visitor
    curator: Visitor

    def add_film(self, title: str, overview: str) -> str:
        """Save a film in the admin; returns the path of its form there."""
        fields = {"title": title, "year": "2024", "overview": overview}
        reply = self.curator.fill("/admin/catalog/film/add/", **fields, _continue="1")
        assert "/change/" in reply.url, reply.text[:3000]
        return reply.url

    def delete_film(self, form: str) -> None:
        reply = self.curator.fill(form.replace("/change/", "/delete/"), post="yes")
        assert "/change/" not in reply.url

    def expect(self, title: str, wish: str) -> None:
        """The film is among the first three within five seconds."""
        wait_until(lambda: title in self.visitor.titles(wish)[:3], 5, f"{title} is recommended")

    def ask_for_rebuild(self) -> None:
        self.curator.fill("/admin/recommender/indexversion/", to="rebuild/")

    def settled(self) -> bool:
        """Everything works, and nothing waits, whichever process is asked."""
        reports = [self.visitor.ready() for _ in range(6)]
        return all(report["status"] == "ready" and report["worker"]["pending"] == 0 for report in reports)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, migrated_var: Path) -> Iterator[Running]:
    place = tmp_path_factory.mktemp("running")
    redis = RedisServer(place / "redis")
    redis.start()
    site = Site(shutil.copytree(migrated_var, place / "var"), redis.url, DATABASE_URL="")
    try:
        site.eval(PEOPLE)
        address = site.start_web()
        worker = site.start_worker()
        site.start_beat()
        curator = Visitor(address)
        curator.fill("/admin/login/", username="curator", password=PASSWORD)
        running = Running(site, redis, worker, Visitor(address), curator)
        wait_until(running.settled, 90, "a first index, and nothing to do")
        yield running
    finally:
        site.stop()
        redis.stop()


@pytest.mark.xdist_group("running-site")  # one site for all of them
class TestARunningSite:
    def test_an_index_asked_for_is_published_and_loaded_without_a_restart(self, running: Running) -> None:
        before = running.visitor.ready()["index"]["version"]
        pids = {process.pid for process in processes_of(running.site.var)}
        running.ask_for_rebuild()
        asked = running.site.sql("SELECT count(*) FROM recommender_rebuildrequest")
        assert asked == [(2,)]
        after = wait_until(lambda: _other(running.visitor, before), 60, "another version is served")
        # Both processes of the web server have it.
        wait_until(lambda: {running.visitor.ready()["index"]["version"] for _ in range(8)} == {after}, 10, "by all")
        assert {process.pid for process in processes_of(running.site.var)} == pids
        wait_until(lambda: running.visitor.ask("war")["index_version"] == after, 10, "by whoever answers")

    def test_a_saved_film_is_recommendable_in_five_seconds_and_goes_at_once(self, running: Running) -> None:
        wish = "beekeepers on a lighthouse rock"
        form = running.add_film("Salt and Honey", "Two beekeepers keep their hives on a lighthouse rock.")
        running.expect("Salt and Honey", wish)
        running.curator.fill(form, published=None, _continue="1")
        assert "Salt and Honey" not in running.visitor.titles(wish)
        running.curator.fill(form, published="on", _continue="1")
        running.expect("Salt and Honey", wish)
        running.delete_film(form)
        for _ in range(4):  # by either process
            assert "Salt and Honey" not in running.visitor.titles(wish)

    def test_without_a_worker_changes_wait_and_deletions_hold(self, running: Running) -> None:
        form = running.add_film("Glass Harbour", "A glassblower rebuilds a drowned harbour town.")
        wish = "a glassblower in a drowned harbour town"
        running.expect("Glass Harbour", wish)
        wait_until(running.settled, 5, "nothing waits")
        running.worker.kill()
        running.delete_film(form)
        assert "Glass Harbour" not in running.visitor.titles(wish)
        running.add_film("Tin Orchard", "A tinsmith plants an orchard of metal trees.")
        assert "Tin Orchard" not in running.visitor.titles("a tinsmith and an orchard of metal trees")
        waiting = running.visitor.ready()["worker"]
        assert waiting["pending"] >= 2
        assert wait_until(
            lambda: running.visitor.ready()["worker"]["oldest_s"] > waiting["oldest_s"] >= 0, 5, "it ages"
        )
        report = wait_until(lambda: _degraded(running.visitor, "no worker"), 30, "the loss of the worker is said")
        assert report["http"] == 200
        assert not report["worker"]["ok"]
        assert report["broker"]["ok"]
        running.worker = running.site.start_worker()
        wait_until(running.settled, 30, "the new worker has worked them off")
        running.expect("Tin Orchard", "a tinsmith and an orchard of metal trees")

    def test_without_a_broker_all_goes_on_and_changes_wait(self, running: Running) -> None:
        form = running.add_film("Paper Lions", "A circus of paper lions crosses a desert.")
        wish = "a circus of paper lions in a desert"
        running.expect("Paper Lions", wish)
        running.redis.kill()
        report = running.visitor.ready()
        assert (report["http"], report["status"], report["broker"]["ok"]) == (200, "degraded", False)
        assert any("broker" in problem and "REDIS_URL" in problem for problem in report["problems"])
        ann = Visitor(running.visitor.address)
        for path in ("/", "/?q=war", "/films/", "/films/1/", "/healthz", "/api/v1/films/", "/accounts/signup/"):
            assert ann.get(path).status == 200, path
        assert ann.fill("/accounts/login/", login="ann", password=PASSWORD).url.endswith("/for-you/")
        assert ann.fill("/films/1/", stars="4.5").status == 200
        assert _rated(running.site) == [(9,)]
        running.delete_film(form)
        assert "Paper Lions" not in running.visitor.titles(wish)
        running.add_film("Copper Rain", "It rains copper on a village of potters.")
        assert ann.ready()["worker"]["pending"] >= 2

        running.redis.start()  # with what its file holds
        wait_until(running.settled, 60, "the worker has found it again")
        running.expect("Copper Rain", "potters and a rain of copper")

    def test_the_worker_lives_through_a_broker_that_dies_again_and_again(self, running: Running) -> None:
        for _ in range(4):
            running.redis.kill()
            running.ask_for_rebuild()
            running.redis.start()
            wait_until(running.settled, 60, "the worker has found it again")
        assert running.worker.alive

    def test_nothing_is_missing_after_all_of_redis_is_lost(self, running: Running) -> None:
        running.redis.lose_all()
        running.add_film("Borrowed Snow", "A thief sells borrowed snow to a town without winter.")
        running.ask_for_rebuild()
        before = running.visitor.ready()["index"]["version"]
        running.redis.start()
        wait_until(lambda: _other(running.visitor, before), 60, "the rebuild that was asked for is published")
        wait_until(running.settled, 30, "all is worked off")
        running.expect("Borrowed Snow", "a thief of snow in a town without winter")
        assert running.worker.alive
        assert running.curator.get("/admin/").url.endswith("/admin/")  # still signed in
        films = running.site.sql("SELECT count(*) FROM catalog_film WHERE published")
        assert films == [(running.visitor.ready()["index"]["films"],)]


def test_a_rebuild_outlives_the_kill_of_its_worker(site: Site, celery_worker_process: Server) -> None:
    # On a quiet machine the change log is drained first, and the rebuild then takes no tenth of a second.
    wait_until(lambda: _rebuild(site)[0] == "working", 60, "the worker is at the first index", every=0.001)
    celery_worker_process.kill()
    status, version = _rebuild(site)
    assert (status, version) == ("working", "")
    half_built = site.var / "index" / ".building-by-the-killed"
    half_built.mkdir(parents=True)
    (half_built / "films.jsonl").write_text('{"id": 1, "tit')

    site.start_worker()
    wait_until(lambda: _rebuild(site)[0] == "done", 60, "the rebuild ends")
    (place,) = (site.var / "index").iterdir()  # what was half built is gone, and was never served
    assert place.name == _rebuild(site)[1]
    address = site.start_web()
    assert Visitor(address).ready()["index"]["version"] == place.name


STRANGERS = """
import random
from moviemind.catalog.models import Film
from moviemind.profiles.models import ReferenceRating, ReferenceSet
from recommender.service import request_rebuild
draw = random.Random(3)
films = list(Film.objects.values_list("pk", flat=True))
owner = ReferenceSet.objects.create(name="strangers", load=1)
ReferenceRating.objects.bulk_create(
    (
        ReferenceRating(
            set=owner, member_key=key, film_id=film, half_stars=9 - 6 * ((film + key) % 2), rated_at=0, load=1
        )
        for key in range(4000)
        for film in draw.sample(films, min(60, len(films)))
    ),
    batch_size=5000,
)
ReferenceSet.objects.update(ratings=ReferenceRating.objects.count())
result = request_rebuild("strangers").pk
"""


def test_learning_outlives_the_kill_of_its_worker_and_the_old_index_serves_meanwhile(
    site: Site, celery_worker_process: Server
) -> None:
    wait_until(lambda: _rebuild(site)[0] == "done", 90, "a first index, of texts alone")
    first = _rebuild(site)[1]
    visitor = Visitor(site.start_web())
    site.eval(STRANGERS)
    learning = "SELECT 1 FROM recommender_rebuildrequest WHERE status = 'working' AND embedded = films AND films > 0"
    wait_until(lambda: site.sql(learning), 60, "the worker learns")
    celery_worker_process.kill()
    assert _rebuild(site) == ("working", "")
    assert site.sql("SELECT current FROM recommender_indexstate") == [(first,)]
    assert visitor.ready()["index"]["version"] == first

    site.start_worker()
    wait_until(lambda: _rebuild(site)[0] == "done", 90, "another worker has learnt")
    second = _rebuild(site)[1]
    assert (site.var / "index" / second / "collaboration.npz").is_file()
    assert not (site.var / "index" / first / "collaboration.npz").exists()
    wait_until(lambda: visitor.ready()["index"]["version"] == second, 10, "it serves")
    assert site.sql("SELECT ratings FROM recommender_indexversion WHERE version = ?", second) == [(240_000,)]


def test_two_workers_do_no_double_harm(site: Site, celery_worker_process: Server) -> None:
    site.start_worker()
    wait_until(lambda: _rebuild(site)[0] == "done", 90, "an index is published")
    wait_until(lambda: not site.sql("SELECT 1 FROM catalog_filmchange WHERE done_at IS NULL"), 30, "nothing waits")
    assert site.sql("SELECT count(*), max(attempts) FROM recommender_rebuildrequest") == [(1, 0)]
    assert site.sql("SELECT max(attempts) FROM catalog_filmchange") == [(0,)]
    ((version, films),) = site.sql("SELECT version, films FROM recommender_indexversion")
    assert [place.name for place in (site.var / "index").iterdir()] == [version]
    ((rows, versions, highest),) = site.sql(
        "SELECT count(*), count(DISTINCT version), max(version) FROM recommender_filmvector"
    )
    assert rows == versions == films == site.sql("SELECT count(*) FROM catalog_film")[0][0]
    assert site.sql("SELECT current, vectors_version FROM recommender_indexstate") == [(version, highest)]


def _other(visitor: Visitor, version: str) -> str | None:
    found: str = visitor.ready()["index"]["version"]
    return found if found != version else None


def _degraded(visitor: Visitor, word: str) -> Any:
    report = visitor.ready()
    return report if any(word in problem for problem in report["problems"]) else None


def _rebuild(site: Site) -> tuple[str, str]:
    rows = site.sql("SELECT status, version FROM recommender_rebuildrequest ORDER BY id DESC")
    return rows[0] if rows else ("", "")


def _rated(site: Site) -> list[tuple[Any, ...]]:
    return site.sql("SELECT half_stars FROM profiles_rating")
