"""Completing what is being typed: whatever it is, quickly, the best known first."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.query import Lexicon
from recommender.query.fold import joined, words_of
from recommender.query.suggest import MAX_SUGGESTIONS, tails
from recommender.shapes import FilmFacts
from tests.recommender.query.catalogue import films, find, lexicon

many = settings(max_examples=200, deadline=None, derandomize=True)


def first(text: str) -> str:
    return lexicon().suggest(text)[1][0].text


@given(text=st.text(max_size=300), limit=st.integers(-3, 60))
@many
def test_any_text_is_completed_or_not(text: str, limit: int) -> None:
    start, found = lexicon().suggest(text, limit)
    assert 0 <= start <= len(text)
    assert len(found) <= max(0, min(limit, MAX_SUGGESTIONS))


@given(
    film=st.sampled_from(films()), size=st.integers(9, 40), before=st.sampled_from(["", "I love ", "war, ", "like "])
)
@many
def test_every_title_is_found_by_its_beginning(film: FilmFacts, size: int, before: str) -> None:
    typed = before + film.title[:size].rstrip()
    start, found = lexicon().suggest(typed, MAX_SUGGESTIONS)
    if words_of(typed[start:]) and joined(words_of(film.title)).startswith(joined(words_of(typed[start:]))):
        assert film.id in [each.film for each in found]


@given(film=st.sampled_from([film for film in films() if film.well_known and len(joined(words_of(film.title))) >= 10]))
@many
def test_a_slip_of_the_pen_is_forgiven(film: FilmFacts) -> None:
    letters = list(film.title)
    at = len(letters) // 2
    letters[at], letters[at + 1] = letters[at + 1], letters[at]
    _, found = lexicon().suggest("".join(letters), MAX_SUGGESTIONS)
    assert film.id in [each.film for each in found]


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("the godfather", "The Godfather"),
        ("godfather", "The Godfather"),
        ("amelie", "Amélie"),
        ("LEON", "Léon: The Professional"),
        ("7 samurai", "Seven Samurai"),
        ("un prophete", "A Prophet"),
    ],
)
def test_titles_as_people_type_them(typed: str, becomes: str) -> None:
    titles = [each.text for each in lexicon().suggest(typed)[1]]
    if becomes in {film.title for film in films()}:
        assert becomes in titles


def test_the_whole_title_comes_before_longer_ones_and_the_well_known_before_others() -> None:
    made = [
        FilmFacts(id=1, title="Heat Wave", year=2001, well_known=True),
        FilmFacts(id=2, title="Heat", year=1995),
        FilmFacts(id=3, title="Heathers", year=1989, ratings=5),
        FilmFacts(id=4, title="White Heat", year=1949, ratings=5),
    ]
    _, found = Lexicon.build(made).suggest("heat")
    assert [each.film for each in found] == [2, 1, 3, 4]


def test_films_of_one_title_are_told_apart_where_they_are_put_in() -> None:
    made = [FilmFacts(id=1, title="Solaris", year=1972), FilmFacts(id=2, title="Solaris", year=2002)]
    assert {each.insert for each in Lexicon.build(made).suggest("sol")[1]} == {"Solaris (1972)", "Solaris (2002)"}


def test_an_edit_is_known_and_what_is_gone_is_not() -> None:
    alien = find("Alien (1979)")
    edited = lexicon().extended([replace(lexicon().facts(alien), title="Xenomorph")], [find("Titanic")])
    assert [each.film for each in edited.suggest("xenom")[1]] == [alien]
    assert alien not in [each.film for each in edited.suggest("alien")[1]]
    assert find("Titanic") not in [each.film for each in edited.suggest("titanic")[1]]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("the gr", ["thegr", "gr"]),
        ("like x, the", ["likexthe", "xthe"]),
        ("a film about hei", ["afilmabouthei", "filmabouthei", "abouthei", "hei"]),
        ("  ", []),
        ("...", []),
    ],
)
def test_the_ends_of_a_sentence_that_may_go_on(text: str, keys: list[str]) -> None:
    assert [key for _, key in tails(text)] == keys


def test_looking_takes_no_longer_for_a_hundred_times_the_films() -> None:
    """The time that 30,000 titles take, in this process, against that of 300: numbers are looked at, not titles."""
    few = [replace(film, id=number) for number, film in enumerate(films()[:300], start=1)]
    many_ = [
        replace(few[number % 300], id=number, title=f"{few[number % 300].title} {number}")
        for number in range(1, 30_001)
    ]
    took = []
    for made in (few, many_):
        built = Lexicon.build(made)
        built.suggest("a")
        started = time.perf_counter()
        for _ in range(20):
            for typed in ("s", "the", "star", "a film about war", "godfather"):
                built.suggest(typed)
        took.append(time.perf_counter() - started)
    assert took[1] < 20 * took[0]
