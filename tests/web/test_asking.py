"""A visitor at the browser asks, and gets films."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.web.conftest import WebSite
from tests.web.visitor import BROWSER_TESTS, THREE_WARS, Visitor

pytestmark = BROWSER_TESTS
NAMED = {"Kingdom of Heaven", "Robin Hood", "Troy"}


def test_a_visitor_asks_and_gets_ten_films_with_their_facts_and_a_reason_each(
    either: Visitor, web_site: WebSite
) -> None:
    either.ask(THREE_WARS)
    titles = either.titles()
    assert len(set(titles)) == 10
    assert not set(titles) & NAMED
    for card in either.cards.all():
        title = card.locator(".card-title").inner_text()
        year, runtime = card.locator(".fact").all_inner_texts()
        rows = web_site.sql("SELECT runtime FROM catalog_film WHERE title = ? AND year = ?", title, int(year))
        hours, minutes = (int(number) for number in re.findall(r"(\d+) (?:h|min)", f"{runtime} 0 min")[:2])
        assert (hours * 60 + minutes,) in rows
        assert card.locator(".card-genres").inner_text()
        assert card.locator(".card-reason").inner_text()
        assert card.locator(".card-link").get_attribute("href")
    chips = either.page.locator(".understood .chip-name").all_inner_texts()
    assert {" ".join(chip.split()) for chip in chips} == {"Kingdom of Heaven 2005", "Robin Hood", "Troy 2004"}
    assert either.page.locator(".chip-others summary").inner_text().strip() == "2010"


def test_covers_are_drawn_for_every_answer(visitor: Visitor) -> None:
    visitor.ask(THREE_WARS)
    for cover in visitor.cards.locator("img").all():
        cover.scroll_into_view_if_needed()
        expect(cover).to_have_js_property("complete", True)
        assert cover.evaluate("image => image.naturalWidth") == 300


@pytest.mark.parametrize("example", range(3))
def test_each_example_on_the_home_page_leads_to_ten_films(visitor: Visitor, example: int) -> None:
    visitor.open("/")
    ticket = visitor.page.locator(".ticket").nth(example)
    words = ticket.inner_text()
    ticket.click()
    visitor.page.wait_for_url("**/?q=*")
    expect(visitor.page.get_by_label("What would you like to see?")).to_have_value(words)
    assert len(visitor.titles()) == 10


def test_an_answer_leads_to_the_film_and_on_to_similar_films(either: Visitor) -> None:
    either.ask(THREE_WARS)
    title = either.titles()[0]
    either.cards.first.locator(".card-link").click()
    expect(either.page.get_by_role("heading", level=1)).to_contain_text(title)
    similar = either.page.locator(".similar .card")
    expect(similar).to_have_count(10)
    assert title not in similar.locator(".card-title").all_inner_texts()
    assert not any("you liked" in reason for reason in similar.locator(".card-reason").all_inner_texts())


def test_films_are_searched_filtered_and_paged_through(either: Visitor) -> None:
    page = either.page
    either.open("/films/")
    first = page.locator(".card-title").all_inner_texts()
    page.get_by_role("link", name="Next").click()
    expect(page.locator(".page-number[aria-current]")).to_contain_text("2")
    assert not set(first) & set(page.locator(".card-title").all_inner_texts())
    page.get_by_label("Genre").select_option("War")
    page.get_by_label("Decade").select_option("1990s")
    page.get_by_label("Order").select_option("Newest first")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**genre=War**")
    assert all("War" in genres for genres in page.locator(".card-genres").all_inner_texts())
    years = [int(facts[:4]) for facts in page.locator(".card-facts").all_inner_texts()]
    assert years == sorted(years, reverse=True)
    assert all(1990 <= year < 2000 for year in years)
    either.open("/films/?q=kingdom+of+heaven")
    assert page.locator(".card-title").first.inner_text() == "Kingdom of Heaven"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("🎬🎬🎬", "Nothing in our catalogue matches that."),
        ("like Zorblaxian Sunrise Parade", "We do not know"),
    ],
)
def test_what_is_not_understood_is_said_on_the_page(visitor: Visitor, text: str, says: str) -> None:
    visitor.ask(text)
    expect(visitor.page.get_by_role("main")).to_contain_text(says)
    assert len(visitor.titles()) == 10


@pytest.mark.parametrize(
    ("text", "status", "says"),
    [
        ("x" * 10_000, 400, "That is too long: 10000 characters, and 1000 is the most."),
        ("🎬" * 1000, 200, "Nothing in our catalogue matches that."),
        ("戦争" * 500, 200, "Nothing in our catalogue matches that."),
    ],
    ids=["too-long", "emoji", "japanese"],
)
def test_the_longest_questions_reach_the_page_through_the_server(
    visitor: Visitor, text: str, status: int, says: str
) -> None:
    visitor.open(f"/?{urlencode({'q': text})}", status)
    expect(visitor.page.get_by_role("main")).to_contain_text(says)


def test_html_in_a_question_is_shown_as_text(visitor: Visitor) -> None:
    text = '</textarea><script>document.title="taken"</script><img src=x onerror=alert(1)> war films'
    visitor.ask(text)
    expect(visitor.page.get_by_label("What would you like to see?")).to_have_value(text)
    expect(visitor.page).not_to_have_title("taken")
    assert visitor.page.locator("main script, main img[src=x]").count() == 0


def test_pages_answers_and_sign_in_go_on_while_redis_is_away(either: Visitor, web_site: WebSite) -> None:
    either.sign_up()
    web_site.redis.kill()
    try:
        either.ask(THREE_WARS)
        assert len(either.titles()) == 10
        either.open(f"/films/{web_site.film('Platoon')}/")
        either.rate("4½ stars")
        either.sign_out()
        either.sign_in()
        either.page.wait_for_url("**/for-you/")
        assert len(either.titles()) == 10
    finally:
        web_site.redis.start()
