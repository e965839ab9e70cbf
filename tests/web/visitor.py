"""Somebody at a browser: what they can do on our pages, the same with scripts and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, WebError, expect

BROWSER_TESTS = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
PASSWORD = "seven-brides-for-9-brothers"
THREE_WARS = "I love Kingdom of Heaven, Robin Hood and Troy"
# Chromium says so of every page that is meant to have such a status; the tests check the status itself.
_STATUS = re.compile(r"Failed to load resource: the server responded with a status of (400|403|404|429)")


class Visitor:
    """A browser window with cookies of its own. `complaints` are what should never happen on any page."""

    def __init__(self, context: BrowserContext, address: str, *, scripts: bool, name: str) -> None:
        self.context, self.address, self.scripts, self.name = context, address, scripts, name
        self.complaints: list[str] = []
        context.on("console", self._hear)
        context.on("weberror", self._catch)
        context.on("request", self._watch)
        self.page: Page = context.new_page()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not _STATUS.match(message.text):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _catch(self, error: WebError) -> None:
        self.complaints.append(f"{self.page.url}: {error.error}")

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((f"{self.address}/", "data:")):
            self.complaints.append(f"{self.page.url} asks for {request.url}")

    def open(self, path: str, status: int = 200) -> None:
        response = self.page.goto(self.address + path)
        assert response
        assert response.status == status, (path, response.status)

    def ask(self, text: str) -> None:
        self.open("/")
        self.page.get_by_label("What would you like to see?").fill(text)
        self.page.get_by_role("button", name="Find films").click()
        self.page.wait_for_url("**/?q=*")

    @property
    def cards(self) -> Locator:
        """The films of an answer or of the personal list."""
        return self.page.locator(".card-ranked")

    def titles(self) -> list[str]:
        return self.cards.locator(".card-title").all_text_contents()

    def genres(self) -> list[str]:
        return self.cards.locator(".card-genres").all_text_contents()

    def sign_up(self) -> None:
        self.open("/accounts/signup/")
        self.page.get_by_label("Username").fill(self.name)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_label("Password (again)").fill(PASSWORD)
        self.page.get_by_role("main").get_by_role("button", name="Sign up").click()
        self.page.wait_for_url("**/for-you/")

    def sign_in(self, password: str = PASSWORD) -> None:
        self.open("/accounts/login/")
        self.page.get_by_label("Username or email").fill(self.name)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("main").get_by_role("button", name="Sign in").click()

    def sign_out(self) -> None:
        self.page.locator(".account-menu summary").click()
        self.page.get_by_role("button", name="Sign out").click()
        self.page.wait_for_url(f"{self.address}/")

    def rate(self, stars: str, within: Locator | None = None) -> None:
        """Rate the film on the page: `4½ stars`."""
        place = within or self.page.locator(".film-say")
        place.get_by_role("radio", name=stars, exact=True).check()
        if not self.scripts:
            place.get_by_role("button", name="Rate", exact=True).click()
        if within is None:
            expect(place.locator(".rating-now")).to_have_text(re.compile(rf"^\s*{stars}\s*$"))

    def press(self, mark: str, within: Locator | None = None) -> None:
        """Set or take back a mark of the film: Watchlist, Seen or Not interested."""
        (within or self.page.locator(".film-say")).get_by_role("button", name=mark).click()

    def undo(self) -> None:
        self.page.locator("#notices").get_by_role("button", name="Undo").click()

    def notice(self, text: str) -> None:
        """Wait for a message that says this."""
        expect(self.page.locator("#notices")).to_contain_text(text)
