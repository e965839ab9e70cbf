"""At the browser: an answer is corrected, refined, taken back; titles are completed while somebody types."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

from tests.web.test_every_page import CUT_OFF, told
from tests.web.visitor import BROWSER_TESTS, Visitor

pytestmark = BROWSER_TESTS
WORDS = "I love Robin Hood and Troy, a comedy with Tom Hanks, no horror"


def chip(page: Page, name: str) -> Locator:
    return page.locator(".chip-made", has_text=name)


def names(page: Page) -> set[str]:
    return {" ".join(name.split()) for name in page.locator(".chip-name").all_inner_texts()}


# --- corrections ----------------------------------------------------------------------------------------------------


def test_a_chip_is_removed_and_the_back_button_brings_it_back(either: Visitor) -> None:
    page = either.page
    either.ask(WORDS)
    before, titles = names(page), either.titles()
    page.get_by_role("link", name="Remove Tom Hanks").click()
    expect(chip(page, "Tom Hanks")).to_have_count(0)
    assert names(page) == before - {"Tom Hanks"}
    assert either.titles() != titles
    assert "people" not in page.url
    expect(page.get_by_label("What would you like to see?")).to_have_value(WORDS)
    page.go_back()
    expect(chip(page, "Tom Hanks")).to_be_visible()
    assert either.titles() == titles
    page.go_forward()
    expect(chip(page, "Tom Hanks")).to_have_count(0)


def test_a_liked_film_is_switched_to_not_liked_and_stays_so_for_whom_the_address_is_sent(
    either: Visitor, visitor: Visitor
) -> None:
    either.ask(WORDS)
    either.page.get_by_role("link", name="Troy: I dislike it").click()
    disliked = either.page.locator(".chip-group", has_text="You dislike")
    expect(disliked.filter(has=chip(either.page, "Troy"))).to_be_visible()
    titles = either.titles()
    visitor.open(either.page.url.removeprefix(either.address))
    assert visitor.titles() == titles
    visitor.page.get_by_role("link", name="Troy: I like it").click()
    expect(visitor.page.get_by_role("link", name="Troy: I dislike it")).to_be_visible()


def test_another_film_of_the_title_is_chosen_in_the_chip(either: Visitor) -> None:
    page = either.page
    either.ask("I love Robin Hood")
    titles = either.titles()
    page.locator(".chip-others summary").click()
    other = page.locator(".chip-other").first
    year = other.inner_text()
    other.click()
    expect(page.locator(".chip-others summary")).to_contain_text(year)
    assert either.titles() != titles


def test_did_you_mean_takes_the_title_by_a_click(either: Visitor) -> None:
    page = either.page
    either.open("/?said=a+film&genres=Drama&unknown=Shawshank+Redemtions+Story")
    expect(page.locator(".unknown")).to_contain_text("We do not know “Shawshank Redemtions Story”; did you mean")
    page.get_by_role("link", name="The Shawshank Redemption (1994)").click()
    expect(chip(page, "The Shawshank Redemption")).to_be_visible()
    expect(page.locator(".unknown")).to_have_count(0)


def test_after_a_correction_the_focus_is_where_the_chips_are(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask(WORDS)
    page.get_by_role("link", name="Remove Horror").focus()
    page.keyboard.press("Enter")
    expect(chip(page, "Horror")).to_have_count(0)
    expect(page.locator("#understood")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".chip-name").first).to_be_focused()


# --- refinements ----------------------------------------------------------------------------------------------------


def test_an_answer_is_refined_step_by_step_and_taken_back_step_by_step(either: Visitor) -> None:
    page = either.page
    either.ask("a war film")
    first = either.titles()
    page.get_by_role("button", name="Show me others").click()
    expect(chip(page, "10 films already shown")).to_be_visible()
    second = either.titles()
    assert not set(first) & set(second)
    page.get_by_role("textbox", name="Change it").fill("without Brad Pitt")
    page.get_by_role("button", name="Change", exact=True).click()
    expect(chip(page, "Brad Pitt")).to_be_visible()
    expect(page.locator(".then")).to_have_text("Then you said: show me others, without Brad Pitt")
    page.go_back()
    expect(chip(page, "Brad Pitt")).to_have_count(0)
    assert either.titles() == second
    page.go_back()
    expect(chip(page, "10 films already shown")).to_have_count(0)
    assert either.titles() == first


def test_starting_over_is_an_empty_box(either: Visitor) -> None:
    either.ask("a war film")
    either.page.get_by_role("link", name="Start over").click()
    expect(either.page.get_by_label("What would you like to see?")).to_have_value("")
    assert either.page.url == f"{either.address}/"


def test_a_change_that_is_not_understood_is_said_beside_its_box(either: Visitor) -> None:
    page = either.page
    either.ask("a war film")
    titles = either.titles()
    page.get_by_role("textbox", name="Change it").fill("of the and")
    page.get_by_role("button", name="Change", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("We do not know how to do that here")
    assert either.titles() == titles


# --- the film that was meant ----------------------------------------------------------------------------------------


def test_a_title_alone_shows_the_film_and_a_way_out(either: Visitor) -> None:
    page = either.page
    either.ask("heat")
    expect(page.get_by_role("heading", name="Films like Heat")).to_be_visible()
    expect(page.locator(".this-film-title")).to_have_text("Heat")
    page.get_by_role("link", name="I meant it as words").click()
    expect(page.locator(".this-film")).to_have_count(0)
    expect(chip(page, "“heat”")).to_be_visible()


# --- suggestions ----------------------------------------------------------------------------------------------------


@pytest.fixture
def box(visitor: Visitor) -> Locator:
    visitor.open("/")
    box = visitor.page.get_by_role("combobox")
    box.focus()
    return box


def test_a_title_is_completed_by_keyboard_alone(visitor: Visitor, box: Locator) -> None:
    page = visitor.page
    box.press_sequentially("I love kingdom of hea")
    option = page.get_by_role("option", name="Kingdom of Heaven 2005")
    expect(option).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".ask [role=status]")).to_contain_text("suggestion")
    box.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(option.get_attribute("id")))
    box.press("Enter")
    expect(box).to_have_value("I love Kingdom of Heaven")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert page.url == f"{visitor.address}/"
    box.press("Enter")
    page.wait_for_url("**/?q=I+love+Kingdom+of+Heaven")


def test_home_end_arrows_and_escape(visitor: Visitor, box: Locator) -> None:
    page = visitor.page
    box.press_sequentially("the s")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    last = options.count() - 1
    for key, place in (("ArrowUp", last), ("Home", 0), ("End", last), ("ArrowDown", 0), ("ArrowDown", 1)):
        box.press(key)
        expect(options.nth(place)).to_have_attribute("aria-selected", "true")
        expect(page.locator("[role=option][aria-selected=true]")).to_have_count(1)
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    assert box.get_attribute("aria-activedescendant") is None
    expect(box).to_have_value("the s")


def test_enter_without_a_choice_asks_what_was_typed(visitor: Visitor, box: Locator) -> None:
    box.press_sequentially("war h")
    expect(visitor.page.get_by_role("option").first).to_be_visible()
    box.press("Enter")
    visitor.page.wait_for_url("**/?q=war+h")


def test_a_click_completes_in_the_middle_of_a_sentence(visitor: Visitor, box: Locator) -> None:
    box.fill("🎬 like the green m, but funny")
    for _ in ", but funny":
        box.press("ArrowLeft")
    box.press_sequentially("i")
    visitor.page.get_by_role("option", name="The Green Mile 1999").click()
    expect(box).to_have_value("🎬 like The Green Mile, but funny")
    expect(box).to_be_focused()


def test_letters_typed_while_an_answer_is_under_way_are_part_of_what_it_completes(visitor: Visitor) -> None:
    page = visitor.page
    page.clock.install()  # no second question goes out before the first is answered
    visitor.open("/")
    box = page.get_by_role("combobox")
    box.fill("like the green m, but funny")
    for _ in ", but funny":
        box.press("ArrowLeft")
    page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))
    held: list[Route] = []
    page.route("**/suggest/**", lambda route: held.append(route))
    box.press_sequentially("i")
    with page.expect_request("**/suggest/**"):
        page.clock.run_for(1000)
    box.press_sequentially("l")
    held[0].continue_()
    page.get_by_role("option", name="The Green Mile 1999").click()
    expect(box).to_have_value("like The Green Mile, but funny")


def test_suggestions_follow_into_an_exchanged_answer(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask(WORDS)
    page.get_by_role("link", name="Remove Horror").click()
    expect(chip(page, "Horror")).to_have_count(0)
    box = page.get_by_role("combobox")
    box.fill("")
    box.press_sequentially("inceptoin")
    expect(page.get_by_role("option", name="Inception 2010")).to_be_visible()


def test_without_scripts_the_box_is_a_plain_one(new_visitor: object) -> None:
    plain: Visitor = new_visitor(scripts=False)  # type: ignore[operator]
    plain.open("/")
    expect(plain.page.get_by_role("combobox")).to_have_count(0)
    plain.ask("war films")
    assert len(plain.titles()) == 10


# --- open to all ----------------------------------------------------------------------------------------------------

PAGES = {
    "chips": "/?q=I+love+Robin+Hood+and+Troy,+a+comedy+with+Tom+Hanks,+no+horror,+not+gory,+under+three+hours",
    "unknown": "/?said=x&genres=Drama&unknown=Shawshank+Redemtions+Story&then=older&exclude=1",
    "title": "/?q=heat",
    "no-match": "/?q=qwertz+uiop",
    "no-film": "/?said=x&genres=Comedy&filters.year_max=1900",
    "not-understood": "/?q=war&refine=of+the",
    "long": f"/?q={'very+' * 60}long&avoid_people=Tom+Hanks&filters.languages=fr&filters.countries=GB",
}
SMALL = """() => [...document.querySelectorAll("#asked :is(a, button, summary, input)")].filter(each => {
    const box = each.getBoundingClientRect();
    const shown = each.checkVisibility() && each.type !== "hidden";
    const elsewhere = each.closest("p:not(.unknown, .button-row), .card, .this-film-cover"); // running text, cards
    return shown && !elsewhere && (box.height < 24 || box.width < 24);
}).map(each => each.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_pages_of_answers_are_open_to_all(visitor: Visitor, path: str) -> None:
    page, axe = visitor.page, Axe()
    visitor.open(path)
    for summary in page.locator(".chip-others summary").all():
        summary.click()
    for width in (1440, 390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert not page.evaluate(CUT_OFF), width
        assert not page.evaluate(SMALL), width
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert not violations(page, axe), (width, scheme)


def test_the_open_list_of_suggestions_is_open_to_all(visitor: Visitor, box: Locator) -> None:
    page, axe = visitor.page, Axe()
    box.press_sequentially("the s")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert not violations(page, axe), scheme


def violations(page: Page, axe: Axe) -> list[str]:
    """What axe finds, all but one: it would not have a box of several lines be a combobox. Screen readers take it as
    one, and a line that hides most of a long sentence would be worse for everybody."""
    found = axe.run(page).response["violations"]
    return [
        told(each)
        for each in found
        if each["id"] != "aria-allowed-role" or any('id="id_q"' not in node["html"] for node in each["nodes"])
    ]
