"""The shipped catalogue keeps what it promises: enough films, one vocabulary, overviews of our own."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from itertools import combinations
from typing import Any

import pytest
from django.conf import settings

from moviemind.catalog.models import CONTENT_NOTES
from moviemind.catalog.vocabulary import load_vocabulary

DATA = settings.BASE_DIR.parent / "shared" / "data"
FILMS: list[dict[str, Any]] = [
    json.loads(line)
    for path in sorted((settings.FIXTURES_DIR / "catalogue").rglob("*.jsonl"))
    for line in path.read_text().splitlines()
]
NAMED = (
    ("Kingdom of Heaven", 2005), ("Robin Hood", 2010), ("Troy", 2004), ("The Green Mile", 1999), ("Forrest Gump", 1994),
    ("Fight Club", 1999),
)  # fmt: skip
COMMON = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "has", "he", "her", "his", "in", "into",
    "is", "it", "its", "no", "not", "of", "on", "one", "out", "she", "that", "the", "their", "they", "this", "to",
    "two", "up", "was", "who", "with",
})  # fmt: skip


def words(text: str) -> list[str]:
    return re.findall(r"\w+(?:['’]\w+)*", text.casefold())


def named(film: dict[str, Any]) -> str:
    return f"{film['title']} ({film['year']})"


def test_there_are_six_hundred_films_and_more() -> None:
    assert len(FILMS) >= 600


def test_the_films_of_the_three_prompts_are_there() -> None:
    assert set(NAMED) <= {(film["title"], film["year"]) for film in FILMS}


@pytest.mark.skipif(not DATA.is_dir(), reason=f"MovieLens, which says how often a film was rated, is not at {DATA}")
def test_every_film_with_fifty_four_ratings_in_movielens_is_there() -> None:
    with (DATA / "ml-latest-small" / "ratings.csv").open(newline="") as file:
        counts = Counter(int(row["movieId"]) for row in csv.DictReader(file))
    often = {film for film, count in counts.items() if count >= 54}
    assert len(often) == 403
    assert often <= {film["ids"].get("movielens") for film in FILMS}


def test_every_fact_is_there() -> None:
    needed = ("title", "year", "runtime", "language", "countries", "genres", "directors", "themes", "overview")
    assert [(named(film), field) for film in FILMS for field in needed if not film.get(field)] == []
    assert [named(film) for film in FILMS if not film["cast"]] == ["Flow (2024)"], "nobody speaks or acts in it"


def test_ids_and_titles_are_unique() -> None:
    for name in ("imdb", "tmdb", "movielens"):
        counts = Counter(film["ids"][name] for film in FILMS if film["ids"].get(name))
        assert [value for value, count in counts.items() if count > 1] == []
    counts = Counter(named(film).casefold() for film in FILMS)
    assert [name for name, count in counts.items() if count > 1] == []


def test_films_have_five_to_twelve_themes_of_the_vocabulary() -> None:
    vocabulary = load_vocabulary()
    for film in FILMS:
        assert 5 <= len(film["themes"]) == len(set(film["themes"])) <= 12, named(film)
        assert set(film["themes"]) <= set(vocabulary.themes), named(film)
        assert set(film["genres"]) <= set(vocabulary.genres), named(film)


def test_every_theme_is_on_three_films_or_more() -> None:
    counts = Counter(theme for film in FILMS for theme in film["themes"])
    assert [theme for theme in load_vocabulary().themes if counts[theme] < 3] == []


def test_content_notes_are_complete() -> None:
    for film in FILMS:
        assert set(film["content"]) == set(CONTENT_NOTES), named(film)
        assert set(film["content"].values()) <= {"none", "some", "strong", "unknown"}, named(film)


def test_overviews_have_eighty_to_a_hundred_and_twenty_words() -> None:
    assert [named(film) for film in FILMS if not 80 <= len(film["overview"].split()) <= 120] == []


def test_no_eight_words_in_a_row_stand_in_two_overviews() -> None:
    standing: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for film in FILMS:
        said = words(film["overview"])
        for at in range(len(said) - 7):
            standing[tuple(said[at : at + 8])].add(named(film))
    assert {" ".join(run): films for run, films in standing.items() if len(films) > 1} == {}


def test_no_overview_names_its_own_film() -> None:
    for film in FILMS:
        said = f" {' '.join(words(film['overview']))} "
        for title in {film["title"], film.get("original_title")} - {None, ""}:
            assert f" {' '.join(words(title))} " not in said, named(film)


def test_no_two_overviews_are_nearly_the_same() -> None:
    """Two films of one story share some words; three in ten of all would be one text for both."""
    telling = [(named(film), set(words(film["overview"])) - COMMON) for film in FILMS]
    near = [(one, other) for (one, a), (other, b) in combinations(telling, 2) if len(a & b) > 0.3 * len(a | b)]
    assert near == []
