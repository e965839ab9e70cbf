"""Words that change the request that stands: each leads to an address of its own, so that the back button undoes it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from moviemind.catalog.models import Film
from recommender.shapes import MAX_FILMS_NAMED
from tests.web.test_correcting import chips, films

pytestmark = pytest.mark.django_db


def refine(client: Client, page: Any, words: str) -> Any:
    """Send the form under the answers, as a browser does."""
    kept: dict[str, list[str]] = {}
    for name, value in page.context["understood"]["kept"]:
        kept.setdefault(name, []).append(value)
    shown = "-".join(map(str, page.context["shown"]))
    return client.get("/", {**kept, "shown": shown, "refine": words}, follow=True)


@pytest.mark.parametrize(
    ("words", "chip"),
    [
        ("funnier", "You wish for: funny"),
        ("less violent", "You insist on: not much violence"),
        ("without Brad Pitt", "Leave out: Brad Pitt"),
        ("no westerns", "Leave out: Western"),
        ("show me others", "Leave out: 10 films already shown"),
        ("like Alien", "You like: Alien"),
    ],
)
def test_a_change_is_a_chip_more_and_all_else_stays(client: Client, words: str, chip: str) -> None:
    page = client.get("/", {"q": "I love Troy, a war film"})
    after = refine(client, page, words)
    assert len(after.redirect_chain) == 1
    assert set(chips(after)) == {*chips(page), chip}
    assert after.context["question"] == "I love Troy, a war film"
    assert f"<q>{words}</q>" in after.content.decode()
    assert set(chips(client.get(chips(after)[chip].remove))) == set(chips(page))


def test_others_are_others_again_and_again(client: Client) -> None:
    page = client.get("/", {"q": "a war film"})
    seen: list[int] = []
    for _ in range(4):
        assert not set(films(page)) & set(seen)
        seen += films(page)
        page = refine(client, page, "show me others")
    assert page.status_code == 200
    assert page.content.decode().count("<q>show me others</q>") == 1


def test_of_very_many_films_shown_the_latest_count(client: Client) -> None:
    shown = [film.pk for film in Film.objects.filter(well_known=True).order_by("pk")[: MAX_FILMS_NAMED + 5]]
    page = client.get("/", {"q": "a war film", "exclude": [str(film) for film in shown[:MAX_FILMS_NAMED]]})
    after = refine(client, page, "show me others")
    assert after.status_code == 200
    assert not set(films(page)) & set(films(after))


def test_the_second_one_is_the_second_of_the_page(client: Client) -> None:
    page = client.get("/", {"q": "a war film"})
    after = refine(client, page, "more like the second one")
    assert f"You like: {page.context['cards'][1].film.title}" in chips(after)


def test_older_means_older_than_those_shown(client: Client) -> None:
    page = client.get("/", {"q": "a war film"})
    after = refine(client, page, "older")
    years = sorted(film["year"] for film in page.context["answer"]["results"])
    assert max(film["year"] for film in after.context["answer"]["results"]) < years[6]


def test_starting_over_leads_home(client: Client) -> None:
    after = refine(client, client.get("/", {"q": "a war film"}), "start over")
    assert after.redirect_chain == [("/", 302)]
    assert 'class="screen"' in after.content.decode()


def test_what_changes_nothing_is_said_beside_the_box_and_the_answer_stays(client: Client) -> None:
    page = client.get("/", {"q": "a war film"})
    after = refine(client, page, "the and of")
    assert not after.redirect_chain
    assert "We do not know how to do that here" in after.content.decode()
    assert films(after) == films(page)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "Write what to change"),
        ("x" * 10_000, "10000 characters, and 200 is the most"),
        ("a\x00b", "cannot be read"),
    ],
)
def test_a_change_that_cannot_be_read_is_refused_beside_its_box(client: Client, words: str, says: str) -> None:
    page = client.get("/", {"q": "a war film"})
    after = refine(client, page, words)
    assert says in after.content.decode()
    assert films(after) == films(page)


@pytest.mark.parametrize("shown", ["", "1", "x-y", "-1--5", "9" * 400, "999999999999-1"])
def test_any_list_of_films_shown_is_survived(client: Client, shown: str) -> None:
    response = client.get("/", {"q": "a war film", "refine": "more like the second one", "shown": shown})
    assert response.status_code in (200, 302)


def test_a_change_keeps_the_whole_state_in_the_address(client: Client) -> None:
    page = client.get("/?q=heist&obscure=0.5&filters.year_min=1980")
    after = refine(client, page, "funnier")
    address = after.redirect_chain[0][0]
    state = parse_qs(urlsplit(address).query)
    assert state["obscure"] == ["0.5"]
    assert state["filters.year_min"] == ["1980"]
    assert films(client.get(address)) == films(Client().get(address))
