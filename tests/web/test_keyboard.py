"""Everything by keyboard alone, and always to be seen where one is."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.web.conftest import WebSite
from tests.web.visitor import BROWSER_TESTS, Visitor

pytestmark = BROWSER_TESTS

FOCUS = """() => {
    const at = document.activeElement;
    const shown = at.closest(".stars") ?? at;
    const style = getComputedStyle(shown);
    const box = shown.getBoundingClientRect();
    return {
        id: at.id, name: at.name ?? "", text: at.textContent.trim(),
        visible: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
            && box.width > 1 && box.height > 1,
    };
}"""


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until an element of this id, name or text has the focus; it must show on every stop."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["visible"], focus
        if wanted in (focus["id"], focus["name"], focus["text"]):
            return
    raise AssertionError(f"no way to {wanted}")


def test_the_first_stop_skips_to_the_content(visitor: Visitor) -> None:
    visitor.open("/films/")
    visitor.page.keyboard.press("Tab")
    link = visitor.page.get_by_role("link", name="Skip to the content")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("#main")).to_be_focused()
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.get_by_label("Title")).to_be_focused()


def test_asking_takes_a_few_words_and_enter(visitor: Visitor) -> None:
    visitor.open("/")
    tab_to(visitor.page, "id_q")
    visitor.page.keyboard.type("war films of the nineties")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/?q=war+films*")
    assert len(visitor.titles()) == 10
    tab_to(visitor.page, "Find films")


def test_rating_and_marking_take_arrows_space_and_enter(visitor: Visitor, web_site: WebSite) -> None:
    visitor.sign_up()
    page, film = visitor.page, web_site.film("Troy")
    visitor.open(f"/films/{film}/")
    tab_to(page, "stars")
    page.keyboard.press("Space")
    expect(page.locator(".rating-now")).to_contain_text("½ star")
    expect(page.locator(f"#stars-{film}-1")).to_be_focused()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".rating-now")).to_contain_text("3½ stars")
    expect(page.locator(f"#stars-{film}-7")).to_be_focused()
    tab_to(page, f"mark-{film}-seen")
    page.keyboard.press("Enter")
    button = page.locator(f"#mark-{film}-seen")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()


def test_hiding_a_film_of_the_list_leads_on_to_undo(visitor: Visitor) -> None:
    visitor.sign_up()
    before = visitor.titles()
    button = visitor.cards.first.get_by_role("button", name="Not interested")
    button.focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_role("button", name="Undo")).to_be_focused()
    visitor.page.keyboard.press("Enter")
    expect(visitor.cards.first).to_contain_text(before[0])


def test_the_account_menu_opens_by_keyboard(visitor: Visitor) -> None:
    visitor.sign_up()
    tab_to(visitor.page, visitor.name)
    visitor.page.keyboard.press("Enter")
    tab_to(visitor.page, "Sign out")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url(f"{visitor.address}/")
