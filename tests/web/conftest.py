"""A browser, and one site with the whole catalogue for all the tests that drive it.

The browser lives for one module: while Playwright runs, Django's database may not be used in the same thread. Modules
that want it carry `BROWSER_TESTS`, so that one worker runs them all and the site is made once.
"""

from __future__ import annotations

import itertools
import os
import subprocess
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import find
from tests.servers import PYTHON, ROOT, RedisServer, Site
from tests.web.visitor import Visitor


class WebSite(Site):
    """A served site: `.address` is where, `.redis` what can be taken from it."""

    address: str
    redis: RedisServer

    def film(self, title: str) -> int:
        """The id of the film of that title, the best known one."""
        return int(
            self.sql("SELECT id FROM catalog_film WHERE title = ? ORDER BY well_known DESC, year DESC", title)[0][0]
        )


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; without one the tests that drive it are skipped, and fail under CI."""
    path = find()
    if path is None:
        reason = "no Chromium is here: set CHROMIUM_PATH, or get one with `python -m tests.browser`"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@pytest.fixture(scope="session")
def web_site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebSite]:
    """The shipped catalogue behind the production web server and a real Redis, with an index really built."""
    var = tmp_path_factory.mktemp("web-site")
    redis = RedisServer(tmp_path_factory.mktemp("redis"))
    redis.start()
    site = WebSite(var, redis.url, DATABASE_URL="")
    site.redis = redis
    try:
        # Tables, static files and the curator, as the demo makes them.
        subprocess.run([PYTHON, "-m", "deploy.demo.prepare"], cwd=ROOT, env=site.env, check=True, capture_output=True)
        site.manage("import_films", "jsonl", "fixtures/catalogue")
        site.manage("rebuild_index", "--wait")
        site.address = site.start_web()
        yield site
    finally:
        site.stop()
        redis.stop()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """The Chromium that is here."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        yield browser
        browser.close()


NewVisitor = Callable[..., Visitor]
_names = itertools.count(1)


@pytest.fixture
def new_visitor(browser: Browser, web_site: WebSite) -> Iterator[NewVisitor]:
    """Makes visitors, each with cookies of their own. None may see the browser complain, or load from elsewhere."""
    visitors: list[Visitor] = []

    def make(*, scripts: bool = True, name: str = "") -> Visitor:
        context = browser.new_context(java_script_enabled=scripts, viewport={"width": 1280, "height": 900})
        visitors.append(Visitor(context, web_site.address, scripts=scripts, name=name or f"member-{next(_names)}"))
        return visitors[-1]

    yield make
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for visitor in visitors:
        visitor.context.close()
    assert not complaints


@pytest.fixture
def visitor(new_visitor: NewVisitor) -> Visitor:
    return new_visitor()


@pytest.fixture(params=[True, False], ids=["with-scripts", "without-scripts"])
def either(request: pytest.FixtureRequest, new_visitor: NewVisitor) -> Visitor:
    """A visitor with JavaScript, and one without."""
    return new_visitor(scripts=request.param)
