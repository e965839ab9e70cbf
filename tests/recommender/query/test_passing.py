"""Titles that may stand in a sentence about something else, by what the sentence alone says."""

from __future__ import annotations

import pytest

from recommender.query import parse
from tests.recommender.query.catalogue import find, lexicon


@pytest.mark.parametrize(
    "text",
    [
        "zodiac compatibility of two geminis",
        "ferry from dunkirk with bikes",
        "Shrek birthday banner, delivered",
        "paddington to swindon before nine",
    ],
)
def test_a_title_beside_words_of_something_else_stands_in_passing(text: str) -> None:
    assert parse(text, lexicon()).signs.passing


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Fargo", "Fargo"),
        ("fargo please", "Fargo"),
        ("heat", "Heat"),
        ("like Fargo but in the snow", "Fargo"),
        ("zodiac was brilliant", "Zodiac"),
        ("something with the atmosphere of zodiac", "Zodiac"),
        ("another casablanca", "Casablanca"),
        ("Die Hard 2 on a boat", "Die Hard 2"),
        ("shawshenk redemtion with lawyers", "The Shawshank Redemption"),
        ("jaws on a mountain", "Jaws"),
    ],
)
def test_a_title_that_is_spoken_of_does_not(text: str, title: str) -> None:
    query = parse(text, lexicon())
    assert query.seeds == (find(title),)
    assert not query.signs.passing


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("do hedgehogs hibernate in sheds", True),
        ("is the town hall open today", True),
        ("are there any with a talking dog", False),
        ("did you see Alien", False),
        ("is there anything like Alien", False),
    ],
)
def test_questions_about_the_world_are_told_from_asks(text: str, asks: bool) -> None:
    assert parse(text, lexicon()).signs.question is asks


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("psych me up for the final", "inspiring"),
        ("first date on friday", "romantic"),
        ("snuggly, under a blanket", "cosy"),
        ("I could do with a good cry", "sad"),
        ("crack me up", "funny"),
        ("something that gives me faith in humanity", "hopeful"),
        ("sweaty palms, please", "tense"),
        ("eye candy for the new projector", "spectacular"),
    ],
)
def test_moods_are_understood_by_occasion_and_by_feeling(text: str, theme: str) -> None:
    assert theme in parse(text, lexicon()).themes
