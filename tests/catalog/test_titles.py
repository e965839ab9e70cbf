"""Spellings of one title are equal, titles of different films are not."""

from __future__ import annotations

import doctest

import pytest

from moviemind.catalog import titles
from moviemind.catalog.titles import fold_title, unflipped


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(titles).failed == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [("Matrix, The", "the matrix"), ("Amélie", "AMELIE"), ("Fast & Furious", "Fast and Furious"),
     ("8½", "8 1/2"), ("Ocean’s Eleven", "Oceans Eleven"), ("  Se7en ", "SE7EN"),
     ("Les Misérables", "Misérables, Les")],
)  # fmt: skip
def test_spellings_of_one_title_fold_to_the_same(one: str, other: str) -> None:
    assert fold_title(one) == fold_title(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Alien", "Aliens"), ("Up", "The Upside"), ("Q", "!"), ("羅生門", "東京物語")]
)
def test_titles_of_two_films_fold_to_two(one: str, other: str) -> None:
    assert fold_title(one) != fold_title(other)


@pytest.mark.parametrize("title", ["!!!", "The", "A", "...", "?"])
def test_a_title_of_signs_or_of_an_article_alone_folds_to_something(title: str) -> None:
    assert fold_title(title)


def test_only_an_article_is_moved_to_the_front() -> None:
    assert unflipped("Good, the Bad and the Ugly, The") == "The Good, the Bad and the Ugly"
    assert unflipped("Monsters, Inc.") == "Monsters, Inc."
