"""Who and what is kept out in roundabout words, how much of something is too much, and who is no person at all."""

from __future__ import annotations

import pytest

from recommender.query import parse
from recommender.shapes import ParsedQuery
from tests.recommender.query.catalogue import find, lexicon


def read(text: str) -> ParsedQuery:
    return parse(text, lexicon())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("this is a tom cruise free zone. a good spy thriller?", "Tom Cruise"),
        ("adam sandler-free comedies", "Adam Sandler"),
        ("anything funny that hasnt got adam sandler in it", "Adam Sandler"),
        ("a comedy Adam Sandler isn't in", "Adam Sandler"),
        ("I can't look at Adam Sandler's face, so a comedy that he isn't in", "Adam Sandler"),
        ("we all know Meryl Streep, something without her", "Meryl Streep"),
        ("Quentin Tarantino can stay at home, crime films are welcome", "Quentin Tarantino"),
        ("Nicolas Cage need not apply", "Nicolas Cage"),
        ("I won't take Nicolas Cage", "Nicolas Cage"),
        ("enough Tom Cruise already", "Tom Cruise"),
        ("had enough of Quentin Tarantino", "Quentin Tarantino"),
        ("wouldn't touch a Nicolas Cage film", "Nicolas Cage"),
        ("sans Tom Cruise", "Tom Cruise"),
        ("cannot stand the sight of Adam Sandler", "Adam Sandler"),
    ],
)
def test_people_are_kept_out(text: str, name: str) -> None:
    query = read(text)
    assert (query.people, query.avoid_people) == ((), (name,))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I adore Tom Hanks, anything with him in", "Tom Hanks"),
        ("Tom Hanks is in everything I love", "Tom Hanks"),
        ("free on Sunday for a Tom Hanks film", "Tom Hanks"),
        ("anything by whoever made Parasite", "Bong Joon-ho"),
        ("movies similar to hitchcock", "Alfred Hitchcock"),
    ],
)
def test_people_are_still_asked_for(text: str, name: str) -> None:
    query = read(text)
    assert (query.people, query.avoid_people) == ((name,), ())


@pytest.mark.parametrize("text", ["it made me want to cook", "i need to ford the evening", "we like to king it up"])
def test_what_one_does_is_nobodys_name(text: str) -> None:
    assert read(text).people == ()


def test_praise_of_whoever_made_a_film_is_praise_of_the_film() -> None:
    query = read("whoever made Room deserves every award")
    assert (query.seeds, query.people) == ((find("Room"),), ())


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("I'll take a thriller. I won't take horror", "Horror"),
        ("I've had it with westerns", "Western"),
        ("had my fill of musicals", "Musical"),
        ("i can do without musicals", "Musical"),
        ("enough westerns, please", "Western"),
        ("horror-free evening", "Horror"),
    ],
)
def test_genres_are_kept_out(text: str, genre: str) -> None:
    assert read(text).filters.without_genres == (genre,)


def test_enough_of_a_quality_refuses_nothing() -> None:
    query = read("something scary enough for halloween")
    assert not query.filters
    assert "scary" in query.themes


def test_a_refusal_in_brackets_ends_with_them() -> None:
    query = read("Instead of La La Land (hated the ending, hated him) what's a love story that turns out okay")
    assert query.filters.without_genres == ()
    assert query.genres == ("Romance",)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("nothing scary", {"fright": "none"}),
        ("nothing violent whatsoever", {"violence": "none"}),
        ("i don't want anything violent", {"violence": "none"}),
        ("not at all scary", {"fright": "none"}),
        ("no blood of any kind", {"gore": "none"}),
        ("violence-free", {"violence": "none"}),
        ("nothing too scary", {"fright": "some"}),
        ("nothing very violent", {"violence": "some"}),
        ("not so much sex, please, and not too much bad language", {"sex": "some", "language": "some"}),
        ("easy on the gore", {"gore": "some"}),
        ("not violent", {"violence": "some"}),
        ("a little violence is ok but no gore", {"gore": "none"}),
        ("a bit spooky for halloween but still fun, not properly scary", {}),
    ],
)
def test_how_much_of_something(text: str, levels: dict[str, str]) -> None:
    assert dict(read(text).filters.content_max) == levels
