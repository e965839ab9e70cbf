"""A standing request, changed in words."""

from __future__ import annotations

import pytest

from recommender.query import refine
from recommender.shapes import Filters, Request
from tests.recommender.query.catalogue import find, lexicon

STANDING = Request(text="90s crime with Brad Pitt like Pulp Fiction")
SHOWN = tuple(find(title) for title in ("Heat (1995)", "Fargo (1996)", "Seven Samurai"))


def refined(text: str, standing: Request = STANDING) -> Request:
    return refine(standing, text, lexicon(), SHOWN).request


def test_nothing_said_keeps_everything() -> None:
    request = refined("")
    assert (request.seeds, request.genres, request.people) == ((find("Pulp Fiction"),), ("Crime",), ("Brad Pitt",))
    assert request.filters == Filters(year_min=1990, year_max=1999)
    assert not refine(STANDING, "", lexicon(), SHOWN).understood


@pytest.mark.parametrize(
    ("text", "themes"),
    [("funnier", ("funny",)), ("make it funnier", ("funny",)), ("darker", ("bleak",)), ("scarier please", ("scary",))],
)
def test_a_comparative_is_a_wish_and_no_free_text(text: str, themes: tuple[str, ...]) -> None:
    request = refined(text)
    assert request.themes == themes
    assert request.spirit == ""


def test_less_violent_tightens_with_every_turn() -> None:
    once = refined("less violent")
    assert once.filters.content_max == {"violence": "some"}
    assert refined("less violent", once).filters.content_max == {"violence": "none"}


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("older", Filters(year_max=1989)),
        ("newer", Filters(year_min=2000)),
        ("a bit newer", Filters(year_min=2000)),
        ("from the 80s", Filters(year_min=1980, year_max=1989)),
        ("shorter", Filters(year_min=1990, year_max=1999, runtime_max=169)),
        ("no horror", Filters(year_min=1990, year_max=1999, without_genres=("Horror",))),
        ("in French", Filters(year_min=1990, year_max=1999, languages=("fr",))),
    ],
)
def test_limits_move_and_the_newer_word_holds(text: str, filters: Filters) -> None:
    assert refined(text).filters == filters


def test_films_shown_are_pointed_at_by_their_place() -> None:
    assert refined("more like the second one").seeds == (find("Pulp Fiction"), SHOWN[1])
    assert refined("like the last one").seeds == (find("Pulp Fiction"), SHOWN[2])
    assert refined("not the first one").dislikes == (SHOWN[0],)
    assert refined("more like the ninth one").seeds == (find("Pulp Fiction"),)
    assert refined("less like Heat").dislikes == (find("Heat (1995)"),)


def test_people_are_left_out_or_exchanged() -> None:
    assert refined("without Brad Pitt").avoid_people == ("Brad Pitt",)
    assert refined("without Brad Pitt").people == ()
    assert refined("with Tom Hanks instead").people == ("Tom Hanks",)


@pytest.mark.parametrize("text", ["show me others", "something else", "I've seen these", "next", "any others?"])
def test_others_leave_out_what_was_shown(text: str) -> None:
    request = refined(text)
    assert request.exclude == frozenset(SHOWN)
    assert request.genres == ("Crime",)


def test_how_well_known_is_a_control() -> None:
    assert refined("more obscure").controls.obscure > 0 > refined("more popular").controls.obscure
    twice = refined("more obscure", refined("more obscure"))
    assert twice.controls.obscure == 1.0


def test_starting_over_forgets_all_but_what_comes_with_it() -> None:
    over = refine(STANDING, "start over", lexicon(), SHOWN)
    assert over.started_over
    assert over.request == Request()
    assert refined("start over with westerns") == Request(genres=("Western",))
