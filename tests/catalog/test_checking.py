"""Names are read out of an opening paragraph as a person would read them."""

from __future__ import annotations

import doctest

import pytest

from moviemind.catalog import checking
from moviemind.catalog.checking import directors_named, fold_name, stars_named


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(checking).failed == 0


@pytest.mark.parametrize(
    ("opening", "directors"),
    [
        ("K is a 1987 drama directed by Ann Lee.", ["Ann Lee"]),
        ("K is a film written, produced, and directed by Ann Lee, based on a novel by Bo Ek.", ["Ann Lee"]),
        ("K is a film directed by Ann Lee (in her debut) and starring Bo Ek.", ["Ann Lee"]),
        ("K is a film co-directed by Ann Lee and Bo Ek.", ["Ann Lee", "Bo Ek"]),
        ("K is a film about a director.", []),
    ],
)
def test_directors(opening: str, directors: list[str]) -> None:
    assert directors_named(opening) == directors


@pytest.mark.parametrize(
    ("opening", "stars"),
    [
        ("K stars Ann Lee, Bo De Luca, and C. D. Ek. Dora Duo wrote it.", ["Ann Lee", "Bo De Luca", "C. D. Ek"]),
        ("K is a film with an ensemble cast including Ann Lee and Bo Ek as sisters.", ["Ann Lee", "Bo Ek"]),
        ("K is a film featuring the voices of Ann Lee and Bo Ek.", ["Ann Lee", "Bo Ek"]),
        ("K is a silent film.", []),
    ],
)
def test_stars(opening: str, stars: list[str]) -> None:
    assert stars_named(opening) == stars


def test_a_name_folds_whatever_its_accents_and_title() -> None:
    assert fold_name("Penélope Cruz") == fold_name("Penelope Cruz")
    assert fold_name("Robert Downey Jr.") == fold_name("Robert Downey")
    assert fold_name("Ann Lee") != fold_name("Ang Lee")
