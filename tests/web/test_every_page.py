"""Every kind of page: open to all, as wide as the window, quiet in the console, with nothing from elsewhere.

That no browser complains and nothing comes from elsewhere is checked by the fixture that makes visitors.
"""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.conftest import NewVisitor, WebSite
from tests.web.visitor import BROWSER_TESTS, Visitor

pytestmark = BROWSER_TESTS

LONG_TITLE = "Borat: Cultural Learnings of America for Make Benefit Glorious Nation of Kazakhstan"
VISITORS = {
    "home": "/",
    "answers": "/?q=I+love+Kingdom+of+Heaven,+Robin+Hood+and+Troy,+no+horror,+under+three+hours",
    "unknown-title": "/?q=like+Zorblaxian+Sunrise",
    "no-match": "/?q=%F0%9F%8E%AC",
    "empty-ask": "/?q=",
    "film": "/films/{film}/",
    "films": "/films/",
    "no-films": "/films/?q=zzzzzzzz",
    "bad-filter": "/films/?genre=Opera",
    "for-visitors": "/for-you/",
    "sign-in": "/accounts/login/",
    "sign-up": "/accounts/signup/",
    "reset-password": "/accounts/password/reset/",
    "sources": "/sources/",
    "not-found": "/nowhere/",
}
MEMBERS = {
    "answers": "/?q=war",
    "film": "/films/{film}/",
    "films": "/films/",
    "for-you": "/for-you/",
    "rows": "/",
    "leaning": "/for-you/?adventurous=0.8&era=1990&genres=War&content_max.gore=none",
    "settings": "/mine/settings/",
    "ratings": "/mine/ratings/",
    "watchlist": "/mine/watchlist/",
    "hidden": "/mine/hidden/",
    "change-password": "/accounts/password/change/",
    "email": "/accounts/email/",
    "sign-out": "/accounts/logout/",
}
STATUS = {"/?q=": 400, "/films/?genre=Opera": 400, "/nowhere/": 404}


@pytest.fixture(scope="module")
def axe() -> Axe:
    return Axe()


@pytest.mark.parametrize("path", VISITORS.values(), ids=VISITORS)
def test_visitors_page(visitor: Visitor, web_site: WebSite, axe: Axe, path: str) -> None:
    visitor.open(path.format(film=web_site.film(LONG_TITLE)), STATUS.get(path, 200))
    check(visitor, axe)


def test_members_pages(visitor: Visitor, web_site: WebSite, axe: Axe) -> None:
    visitor.sign_up()
    visitor.page.locator(".account-menu summary").click()
    check(visitor, axe)  # the personal list of a newcomer, and the open menu
    for title in (LONG_TITLE, "Troy", "Alien"):
        visitor.open(f"/films/{web_site.film(title)}/")
        visitor.rate("3½ stars")
        visitor.press("Watchlist")
        visitor.notice("watchlist")
    check(visitor, axe)  # a film page with a notice and Undo
    for path in MEMBERS.values():
        visitor.open(path.format(film=web_site.film("Troy")))
        check(visitor, axe)
    visitor.open("/for-you/")
    visitor.page.locator(".card-why").first.click()
    visitor.page.wait_for_url("**/why/**")
    check(visitor, axe)


def check(visitor: Visitor, axe: Axe) -> None:
    """No serious finding of axe in both colour schemes at both widths, and nothing to scroll sideways for."""
    page = visitor.page
    for width, schemes in ((1440, ("dark", "light")), (390, ("light", "dark")), (320, ())):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)
        assert not page.evaluate(CUT_OFF), (page.url, width)
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            found = axe.run(page).response["violations"]
            grave = [told(violation) for violation in found if violation["impact"] in ("serious", "critical")]
            assert not grave, (page.url, width, scheme)


# The body cuts off what is too wide, so that the page never scrolls: look for such elements by themselves.
CUT_OFF = """() => [...document.querySelectorAll("main *, header *, footer *")].filter(element => {
    const box = element.getBoundingClientRect();
    const outside = box.right > innerWidth + 1 || box.left < -1;
    return outside && element.checkVisibility() && box.width > 1 && !element.closest("svg, .house");
}).map(element => element.outerHTML.slice(0, 80))"""


def told(violation: dict[str, Any]) -> str:
    return f"{violation['id']}: {[node['html'][:120] for node in violation['nodes'][:3]]}"


def test_the_curators_desk_and_the_api_docs_load_nothing_from_elsewhere(
    new_visitor: NewVisitor, web_site: WebSite
) -> None:
    curator = new_visitor(name="curator")
    curator.sign_in((web_site.var / "curator-password").read_text().strip())
    curator.page.wait_for_url("**/for-you/")
    film = web_site.film("Troy")
    for path in (
        "/admin/",
        "/admin/catalog/film/",
        f"/admin/catalog/film/{film}/change/",
        "/admin/recommender/indexversion/",
        "/api/docs/",
    ):
        curator.open(path)
        curator.page.wait_for_load_state("networkidle")
        if path.startswith("/admin/"):
            curator.page.set_viewport_size({"width": 390, "height": 844})
            assert curator.page.evaluate("document.documentElement.scrollWidth") <= 390, path
    curator.page.get_by_text("Ask for films").wait_for()


def test_a_script_or_style_within_the_page_would_be_stopped_and_noticed(visitor: Visitor) -> None:
    visitor.open("/")
    visitor.page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "document.title = 'taken'";
            document.head.append(script);
            document.body.setAttribute("style", "color: red");
            fetch("http://127.0.0.1:9/").catch(() => {});
        }"""
    )
    visitor.page.wait_for_function("document.title !== 'taken'")
    visitor.page.wait_for_timeout(100)
    heard = "\n".join(visitor.complaints)
    visitor.complaints.clear()
    for policy in ("script-src", "style-src", "connect-src"):
        assert policy in heard


def test_nobody_but_curators_enters_the_desk(visitor: Visitor) -> None:
    visitor.sign_up()
    visitor.open("/admin/")
    assert "not authorized" in visitor.page.locator("body").inner_text()
