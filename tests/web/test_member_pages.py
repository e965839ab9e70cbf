"""A member at the browser: signing up, rating, marking, and a list that follows."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.web.conftest import NewVisitor, WebSite
from tests.web.visitor import BROWSER_TESTS, PASSWORD, Visitor

pytestmark = BROWSER_TESTS
WAR = ("Platoon", "Saving Private Ryan", "Full Metal Jacket", "Dunkirk", "Apocalypse Now")


def wars(visitor: Visitor) -> int:
    return sum("War" in genres for genres in visitor.genres())


def test_a_newcomer_rates_war_films_and_the_list_turns_to_war(either: Visitor, web_site: WebSite) -> None:
    either.sign_up()
    expect(either.page.get_by_role("main")).to_contain_text("Rate 5 films you know")
    before, lists = wars(either), [either.titles()]
    assert len(lists[0]) == 10
    for title in WAR:
        either.open(f"/films/{web_site.film(title)}/")
        either.rate("5 stars")
        either.open("/for-you/")
        lists.append(either.titles())
        assert len(lists[-1]) == 10
        assert not {name.partition(" (")[0] for name in lists[-1]} & set(WAR[: len(lists) - 1])
    assert wars(either) > before
    assert lists[1] != lists[0]
    assert lists[-1] != lists[1]
    expect(either.page.get_by_role("main")).to_contain_text("From 5 ratings")


def test_a_rating_is_in_half_stars_and_can_be_changed_and_cleared(either: Visitor, web_site: WebSite) -> None:
    either.sign_up()
    either.open(f"/films/{web_site.film('Troy')}/")
    for stars in ("3½ stars", "½ star", "5 stars"):
        either.rate(stars)
        either.page.reload()
        expect(either.page.get_by_role("radio", name=stars, exact=True)).to_be_checked()
    either.page.get_by_role("button", name="Clear").click()
    expect(either.page.locator(".film-say .rating-now")).to_contain_text("Not rated")
    either.open("/mine/ratings/")
    expect(either.page.get_by_role("main")).to_contain_text("You have not rated a film yet.")


def test_marks_are_set_listed_and_undone(either: Visitor, web_site: WebSite) -> None:
    either.sign_up()
    for mark, kind in (("Watchlist", "watchlist"), ("Seen", "seen"), ("Not interested", "hidden")):
        either.open(f"/films/{web_site.film('Troy')}/")
        button = either.page.locator(".film-say").get_by_role("button", name=mark)
        either.press(mark)
        expect(button).to_have_attribute("aria-pressed", "true")
        either.open(f"/mine/{kind}/")
        expect(either.page.locator(".card-title")).to_have_text(["Troy"])
        either.page.get_by_role("button", name="Undo" if kind == "hidden" else "Remove").click()
        expect(either.page.get_by_role("main")).to_contain_text("Nothing here")
        either.open(f"/films/{web_site.film('Troy')}/")
        either.press(mark)
        either.undo()
        expect(button).to_have_attribute("aria-pressed", "false")


def test_what_was_seen_or_hidden_leaves_the_list_and_undo_brings_it_back(either: Visitor) -> None:
    either.sign_up()
    for mark in ("Seen", "Not interested"):
        before = either.titles()
        either.press(mark, within=either.cards.nth(2))
        expect(either.cards.filter(has_text=before[2])).to_have_count(0)
        expect(either.cards).to_have_count(10)
        either.undo()
        expect(either.cards.nth(2)).to_contain_text(before[2])
        assert either.titles() == before


def test_with_scripts_the_list_follows_a_rating_without_a_new_page(visitor: Visitor) -> None:
    visitor.sign_up()
    before = visitor.titles()
    visitor.page.evaluate("window.samePage = true")
    visitor.rate("5 stars", within=visitor.page.locator(".ballot").first)
    visitor.notice("5 stars")
    expect(visitor.page.locator("#my-list .found")).to_have_text("From 1 rating: 4 more make it yours")
    assert visitor.titles() != before
    assert visitor.page.evaluate("window.samePage") is True


def test_signing_out_and_in_and_changing_the_password(either: Visitor) -> None:
    page, new = either.page, "a-river-runs-through-92"
    either.sign_up()
    page.locator(".account-menu summary").click()
    page.get_by_role("link", name="Change password").click()
    page.get_by_label("Current Password").fill(PASSWORD)
    page.get_by_label("New Password", exact=True).fill(new)
    page.get_by_label("New Password (again)").fill(new)
    page.get_by_role("button", name="Change password").click()
    either.notice("Password successfully changed")
    either.sign_out()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    either.sign_in(PASSWORD)
    expect(page.get_by_role("main")).to_contain_text("The username and/or password you specified are not correct.")
    either.sign_in(new)
    page.wait_for_url("**/for-you/")


def test_a_visitor_is_sent_to_sign_in_and_comes_back(either: Visitor, new_visitor: NewVisitor) -> None:
    other = new_visitor(name=either.name)
    other.sign_up()
    either.open("/mine/watchlist/")
    expect(either.page).to_have_url(re.compile("/accounts/login/"))
    either.page.get_by_label("Username or email").fill(either.name)
    either.page.get_by_label("Password").fill(PASSWORD)
    either.page.get_by_role("main").get_by_role("button", name="Sign in").click()
    either.page.wait_for_url("**/mine/watchlist/")


def test_what_could_not_be_saved_is_said(visitor: Visitor, web_site: WebSite) -> None:
    visitor.sign_up()
    visitor.open(f"/films/{web_site.film('Troy')}/")
    visitor.context.clear_cookies()
    visitor.press("Seen")
    visitor.notice("That could not be saved.")
    complaint = visitor.complaints.pop()  # htmx tells the console too
    assert "Response Status Error Code 403" in complaint
