"""Errands that hold a film's title are errands; asks that look like errands are asks."""

from __future__ import annotations

import pytest

from recommender.holder import holder
from recommender.shapes import Request

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text",
    [
        "zodiac compatibility of two geminis",
        "paddington to swindon, which train gets in before nine",
        "Directions from Selma to Chicago by bus",
        "casablanca weather in april",
        "is the chicago marathon on a sunday",
        "price of a family ticket for the titanic museum",
        "what year did lincoln become president",
        "are frozen blueberries as healthy",
        "how old is Tilda Swinton",
        "does jeff goldblum speak german",
    ],
)
def test_an_errand_with_a_title_names_no_film(text: str) -> None:
    answer = holder.engine().ask(Request(text=text))
    assert not answer.seeds
    assert answer.confidence == "none"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Fargo", "Fargo"),
        ("fargo please", "Fargo"),
        ("heat", "Heat"),
        ("casablanca, then pizza", "Casablanca"),
        ("give me a cheerful chinatown", "Chinatown"),
        ("zodiac kept me up", "Zodiac"),
    ],
)
def test_a_title_asked_by_stays_a_film(text: str, title: str) -> None:
    answer = holder.engine().ask(Request(text=text))
    assert [film.title for film in answer.seeds] == [title]
    assert answer.confidence == "strong"


@pytest.mark.parametrize(
    "text", ["what else did Tilda Swinton play", "who is Tilda Swinton", "jeff goldblum on a boat"]
)
def test_a_person_asked_for_stays(text: str) -> None:
    answer = holder.engine().ask(Request(text=text))
    assert answer.query.people
    assert answer.confidence == "strong"


@pytest.mark.parametrize(
    "text",
    [
        "pump me up, i've got a match at three",
        "hungover, gentle please",
        "recipe for a good night: ratatouille and chef",
        "a film about a recipe",
        "we bought a huge screen, dazzle us",
    ],
)
def test_an_ask_that_holds_words_of_errands_is_an_ask(text: str) -> None:
    assert holder.engine().ask(Request(text=text)).confidence != "none"
