"""Conversations as requests, on the shipped titles."""

from __future__ import annotations

from typing import Any

import pytest

from recommender.query.conversation import FADING, OF_OTHER, UNLIKED, Conversation, Turn, read_conversation, turns_of
from recommender.shapes import RequestError
from tests.recommender.query.catalogue import find, lexicon


def heard(*said: str) -> Conversation:
    """The member and the other, by turns."""
    turns = [Turn(by="member" if place % 2 == 0 else "other", text=text) for place, text in enumerate(said)]
    return read_conversation(turns, lexicon())


def test_films_of_both_are_named_and_the_later_weigh_more() -> None:
    films = heard("I loved Alien (1979)", "Have you seen Aliens (1986)?", "Yes! What else?").films
    assert films == {find("Alien"): FADING**2, find("Aliens"): FADING}


def test_a_film_that_was_not_liked_pushes_away() -> None:
    assert heard("I hated Titanic").films == {find("Titanic"): UNLIKED}


def test_what_the_asker_wishes_weighs_more_than_what_the_other_offers() -> None:
    genres = heard("Do you like horror?", "I would rather watch a western").genres
    assert genres == {"Western": 1.0, "Horror": OF_OTHER * FADING}


def test_the_asker_is_the_one_who_spoke_last() -> None:
    heard_ = heard("I can recommend you anything", "Great, no horror please")
    assert heard_.query.filters.without_genres == ("Horror",)
    assert not heard("No horror please", "Great, what kind do you like?").query.filters


def test_a_refusal_holds_until_it_is_taken_back() -> None:
    talk = ("No horror please", "Sure", "Something fun", "Ok", "I like Elf", "Nice", "What else?")
    assert heard(*talk).query.filters.without_genres == ("Horror",)
    assert not heard(*talk, "Hm", "Let us try a horror movie after all").query.filters.without_genres


def test_a_limit_binds_for_a_while() -> None:
    assert heard("Something from the 80s").query.filters.year_min == 1980
    assert heard("Something from the 80s", "Hm", "Any will do", "Ok", "I like Elf").query.filters.year_min is None


def test_of_two_limits_that_leave_nothing_the_later_holds() -> None:
    filters = heard("films before 1980", "Sure?", "films after 2000 rather").query.filters
    assert (filters.year_min, filters.year_max) == (2001, None)


@pytest.mark.parametrize(
    ("turns", "field"),
    [
        (None, "turns"),
        ([], "turns"),
        ("hello", "turns"),
        ([{"by": "member", "text": "hi"}] * 101, "turns"),
        ([{"by": "member", "text": "  "}], "turns"),
        (["hello"], "turns.0"),
        ([{"by": "nobody", "text": "hi"}], "turns.0"),
        ([{"by": ["member"], "text": "hi"}], "turns.0"),
        ([{"by": "member", "text": "hi"}, {"by": "other"}], "turns.1"),
        ([{"by": "member", "text": "x" * 1001}], "turns.0.text"),
    ],
)
def test_turns_of_another_shape_are_refused(turns: Any, field: str) -> None:
    with pytest.raises(RequestError) as refusal:
        turns_of(turns)
    assert refusal.value.field == field
