"""A visitor picks films and has a list and rows of them; a member's words teach different things, and are undone."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.web.conftest import WebSite
from tests.web.visitor import BROWSER_TESTS, Visitor

pytestmark = BROWSER_TESTS


def test_a_visitor_picks_films_sees_a_list_and_rows_and_takes_them_back(either: Visitor, web_site: WebSite) -> None:
    page = either.page
    for title in ("Alien", "Heat"):
        either.open(f"/films/{web_site.film(title)}/")
        page.get_by_role("button", name="I love it").click()
        page.wait_for_url("**/for-you/")
    expect(page.locator(".picked-films")).to_contain_text("Alien")
    expect(either.cards).to_have_count(10)
    before = either.titles()
    assert not {"Alien", "Heat"} & set(before)

    page.locator(".picks button").first.click()
    expect(page.locator(".picked-films .chip-button")).to_have_count(3)
    expect(either.cards).to_have_count(10)
    assert either.titles() != before

    either.open("/")
    rows = page.locator(".row")
    assert rows.count() >= 4
    expect(rows.first.locator("h2")).to_have_text(re.compile("Because you liked"))
    films = page.locator(".rows .card-title").all_text_contents()
    assert len(films) == len(page.locator(".rows .card").all())

    page.locator(".card-why").first.click()
    expect(page.get_by_role("heading", name="Everything that counted")).to_be_visible()
    expect(page.locator(".why-told")).to_contain_text("Because you liked")

    either.open("/for-you/")
    page.get_by_role("button", name="Forget all").click()
    expect(page.locator(".picked-films")).to_have_count(0)
    either.open("/")
    expect(page.locator(".row")).to_have_count(0)


def test_a_visitors_sentence_makes_a_list(either: Visitor) -> None:
    either.open("/for-you/")
    either.page.get_by_label("Or write what you like").fill("I love Troy and Gladiator")
    either.page.get_by_role("button", name="Go", exact=True).click()
    expect(either.page.locator(".picked-films")).to_contain_text("I love Troy and Gladiator")
    expect(either.cards).to_have_count(10)
    either.open("/")
    expect(either.page.locator(".row").first).to_contain_text("Because you liked")


def test_seen_and_disliked_changes_the_list_and_undo_brings_it_back(either: Visitor, web_site: WebSite) -> None:
    either.sign_up()
    for title in ("Alien", "Aliens", "The Thing"):
        either.open(f"/films/{web_site.film(title)}/")
        either.press("Liked it")
        either.notice("liked it")
    either.open("/for-you/")
    before = either.titles()
    assert not {"Alien", "Aliens", "The Thing"} & {title.strip() for title in before}

    either.press("Did not like it", within=either.cards.first)
    expect(either.cards.filter(has_text=before[0])).to_have_count(0)
    expect(either.cards).to_have_count(10)
    after = either.titles()
    assert after != before[1:] + after[-1:], "it teaches more than that it was seen"
    either.undo()
    expect(either.cards.first).to_contain_text(before[0])
    assert either.titles() == before


def test_a_film_is_forgotten_and_remembered(either: Visitor, web_site: WebSite) -> None:
    either.sign_up()
    either.open(f"/films/{web_site.film('Troy')}/")
    either.rate("4½ stars")
    either.press("Seen")
    either.notice("marked as seen")
    either.page.get_by_role("button", name="Forget this film").click()
    either.notice("forgotten")
    expect(either.page.locator(".film-say .rating-now")).to_contain_text("Not rated")
    expect(either.page.get_by_role("button", name="Forget this film")).to_have_count(0)
    either.undo()
    expect(either.page.locator(".film-say .rating-now")).to_contain_text("4½ stars")
    expect(either.page.locator(".film-say").get_by_role("button", name="Seen")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_the_list_leans_and_the_address_says_how(either: Visitor, web_site: WebSite) -> None:
    either.sign_up()
    either.open(f"/films/{web_site.film('Alien')}/")
    either.rate("5 stars")
    either.open("/for-you/")
    before = either.titles()
    either.page.get_by_label("Lean to").select_option("1950")
    if not either.scripts:
        either.page.get_by_role("button", name="Apply").click()
    expect(either.page).to_have_url(re.compile(r"/for-you/\?era=1950$"))
    expect(either.cards).to_have_count(10)
    assert either.titles() != before
    either.open("/for-you/?year_min=1990&year_max=1990&genres=War&genres=Comedy")
    expect(either.page.get_by_role("main")).to_contain_text("No film keeps all of these conditions")
    either.page.locator(".aside-note a").first.click()
    expect(either.cards.first).to_be_visible()


def test_how_words_are_used_is_set_and_stays(either: Visitor) -> None:
    either.sign_up()
    either.open("/mine/settings/")
    page = either.page
    page.get_by_label("What shapes my lists").select_option("90")
    page.get_by_label("Let the site learn").uncheck()
    page.get_by_role("button", name="Save").click()
    either.notice("Saved")
    either.open("/mine/settings/")
    expect(page.get_by_label("What shapes my lists")).to_have_value("90")
    expect(page.get_by_label("Let the site learn")).not_to_be_checked()
