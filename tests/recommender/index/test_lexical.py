"""Films found by the words of their texts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from recommender.index import AskedWords, Change, Library, Words, load_snapshot, write_snapshot
from recommender.index.lexical import Lexical, stems_of
from recommender.index.stem import stem
from recommender.shapes import FilmFacts
from tests.recommender import toy

OVERVIEWS = (
    *(f"A story of the film number {film.id}." for film in toy.FILMS[:-1]),
    "Three gunslingers hunt for Confederate gold buried in a cemetery.",
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    manifest = write_snapshot(
        tmp_path, toy.FILMS, toy.vectors(), overviews=OVERVIEWS, encoder="m:r", vectors_version=1,
        now=datetime(2026, 1, 2, tzinfo=UTC),
    )  # fmt: skip
    return Library(load_snapshot(tmp_path / manifest.version))


def best(library: Library, text: str) -> str:
    scores = library.word_scores(AskedWords.read(text))
    return library.films[int(scores.argmax())].title if scores.any() else ""


@pytest.mark.parametrize(
    "words",
    [
        "dance dances danced dancing dancer",
        "kill kills killed killing killer",
        "story stories",
        "travel travelled",
        "wife wives",
        "potato potatoes",
        "marry married",
        "neighbour neighbors",
    ],
)
def test_forms_of_a_word_have_one_stem(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


def test_other_words_keep_stems_of_their_own() -> None:
    words = ["war", "general", "gene", "police", "policy", "organ", "organise", "ship", "shop"]
    assert len({stem(word) for word in words}) == len(words)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("a gunslinger hunting buried gold", "Dust and Saddles"),  # the overview
        ("Dora Duo", "The Last Battle"),  # a person
        ("haunted houses", "Cold House"),  # a theme
        ("robot laughs", "Robot Laughs"),  # the title
        ("xylophones", ""),
        ("", ""),
        ("the of and", ""),
    ],
)
def test_each_part_of_a_film_is_found_by_its_words(library: Library, text: str, title: str) -> None:
    if text == "Dora Duo":
        scores = library.word_scores(AskedWords.read(text))
        assert {library.films[row].title for row in np.flatnonzero(scores)} == {"The Last Battle", "Two Hearts"}
    else:
        assert best(library, text) == title


def test_neighbouring_words_count_more_than_the_same_words_apart() -> None:
    films = [FilmFacts(id=i, title="", year=2000) for i in range(8)]
    texts = ["time travel machine", "travel for the first time machine", *["nothing"] * 6]
    words = Lexical(Words.build(films, texts))
    scores = words.scores(AskedWords.read("time travel"), 8, 8)
    assert scores[0] > scores[1] > 0 == scores[2]


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    films = [FilmFacts(id=i, title="", year=2000) for i in range(10)]
    words = Lexical(Words.build(films, ["dog"] * 8 + ["lawnmower", "dog"]))
    scores = words.scores(AskedWords.read("dog lawnmower"), 10, 10)
    assert scores.argmax() == 8


def test_a_film_laid_over_the_snapshot_is_found_and_an_edit_replaces_its_words(library: Library) -> None:
    vector = toy.vectors()[0]
    fresh = FilmFacts(id=99, title="Lawnmower Days", year=2024)
    edited = FilmFacts(id=12, title="Dust and Saddles", year=1966)
    later = library.with_changes(
        [
            Change(film_id=99, version=5, vector=vector, facts=fresh, overview="An old man mows the prairie."),
            Change(film_id=12, version=6, vector=vector, facts=edited, overview="Nothing happens."),
        ]
    )
    assert best(later, "an old man with a lawnmower") == "Lawnmower Days"
    found = np.flatnonzero(later.word_scores(AskedWords.read("happens")))
    assert later.row_of[12] in found
    row = later.row_of[99]
    assert later.words_held(AskedWords.read("old lawnmower mows zebra"), row).tolist() == [True, True, True, False]
    for few in ([row], [0, 3, row], np.arange(len(later.films))):
        asked = AskedWords.read("an old man mows the lawnmower story of a haunted house")
        rows = np.array(few)
        assert later.word_scores(asked, rows).tolist() == later.word_scores(asked)[rows].tolist()


def test_a_word_that_no_film_holds_is_the_rarest_and_not_known(library: Library) -> None:
    asked = AskedWords.read("gunslinger xylophone film")
    rarity = library.word_rarity(asked)
    assert rarity.known.tolist() == [True, False, True]
    assert rarity.of[1] > rarity.of[0] > rarity.of[2] > 0
    assert 0 < rarity.part(rarity.known) < 1


def test_saved_words_are_mapped_as_they_were(tmp_path: Path) -> None:
    words = Words.build(toy.FILMS, OVERVIEWS)
    words.save(tmp_path / "words.bin")
    loaded = Words.load(tmp_path / "words.bin")
    assert (loaded.films, loaded.length) == (words.films, words.length)
    for name in ("keys", "starts", "rows", "weights"):
        assert np.array_equal(getattr(loaded, name), getattr(words, name))
    assert isinstance(loaded.rows.base, np.memmap)
    (tmp_path / "words.bin").write_bytes((tmp_path / "words.bin").read_bytes()[:-1])
    with pytest.raises(ValueError, match="not as long"):
        Words.load(tmp_path / "words.bin")


def test_no_films_make_no_words(tmp_path: Path) -> None:
    words = Words.build([], [])
    words.save(tmp_path / "words.bin")
    assert Lexical(Words.load(tmp_path / "words.bin")).scores(AskedWords.read("war"), 0, 0).shape == (0,)


def test_small_words_are_gaps() -> None:
    assert stems_of("the king of the hill") == ["", "king", "", "", "hil"]
