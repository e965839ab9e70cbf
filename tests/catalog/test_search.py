"""A title search finds what people type, whatever the accents and capitals."""

from __future__ import annotations

import doctest

import pytest

from moviemind.catalog import search
from moviemind.catalog.models import Film

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    return [film.title for film in Film.objects.titled_like(text)]


@pytest.fixture
def films(empty: None) -> None:
    for title, original in (("Amélie", "Le Fabuleux Destin"), ("Brødre", ""), ("100% Wolf", ""), ("Wolf", ""),
                            ("The Wolfman", ""), ("Rashomon", "羅生門"), ("Under_score", "")):  # fmt: skip
        Film.objects.create(title=title, original_title=original, year=2001)


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(search).failed == 0


@pytest.mark.parametrize(
    ("text", "title"),
    [("amelie", "Amélie"), ("AMÉLIE", "Amélie"), ("ame\u0301lie", "Amélie"), ("brodre", "Brødre"), ("meli", "Amélie"),
     ("fabuleux", "Amélie"), ("羅生", "Rashomon"), ("  rashomon ", "Rashomon")],
)  # fmt: skip
def test_a_title_is_found_without_accents_in_any_case_and_in_part(films: None, text: str, title: str) -> None:
    assert found(text) == [title]


def test_titles_that_start_with_the_text_come_first(films: None) -> None:
    assert found("wolf") == ["Wolf", "100% Wolf", "The Wolfman"]


def test_signs_that_mean_something_to_sql_are_letters_here(films: None) -> None:
    assert found("%") == ["100% Wolf"]
    assert found("_") == ["Under_score"]
    assert found("'; DROP TABLE catalog_film; --") == []


def test_nothing_like_it_finds_nothing(films: None) -> None:
    assert found("zebra") == []
