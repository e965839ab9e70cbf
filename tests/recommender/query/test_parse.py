"""What a sentence becomes: every ask of the build half, and what is said back where a sentence cannot be kept."""

from __future__ import annotations

import pytest

from recommender.evaluation.asks import half_of, misread, read_asks
from recommender.query import parse
from tests.recommender.query.catalogue import ROOT, find, lexicon, named

BOUND = ("seeds", "dislikes", "filters", "people", "avoid_people", "unknown")


def test_the_asks_of_the_build_half_are_read_right() -> None:
    wrong = []
    asks = half_of(read_asks(ROOT / "tests" / "asks"), "build")
    for ask in asks:
        query = parse(ask["text"], lexicon())
        if ask["nonsense"] and query.signs.passing:
            continue  # whether a title in passing is a film is for the engine to say
        mistakes = misread(ask, query, named)
        wrong += [f"{ask['id']} {ask['text']!r}: {mistakes}" for aspect in mistakes if aspect in BOUND]
    assert len(wrong) <= len(asks) // 50, "\n".join(wrong)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("horror, no horror", "You ask both for horror and for none of it: we kept the last you said."),
        ("before 1980 and after 2000", "“up to 1979” and “from 2001” leave no year: we kept the last, from 2001."),
        ("I love Alien and hate Alien", "You both want and do not want Alien: we kept the last you said."),
        ("no subtitles", "We do not know how to leave out “subtitles”."),
        ("je cherche un film comme Amélie", "We understand English"),
        ("films directed by Zebulon Quark", "We know nobody called “Zebulon Quark” in our films."),
        ("recent comedies", "We took “recent” as films since"),
        ("no American films", "English"),
    ],
)
def test_what_cannot_be_kept_is_said(text: str, note: str) -> None:
    if text == "no American films":
        assert "en" not in parse(text, lexicon()).filters.languages
        return
    assert any(said.startswith(note) for said in parse(text, lexicon()).notes), parse(text, lexicon()).notes


def test_five_hundred_titles_are_cut_at_a_limit_that_is_named() -> None:
    titles = [film for film in map(lexicon().film, range(1, 501)) if film is not None]
    query = parse("; ".join(f"{film.title} ({film.year})" for film in titles), lexicon())
    assert len(query.seeds) == 20
    assert any("we used the first 20" in note for note in query.notes)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("películas como Titanic", "Titanic (1997)"),
        ("je cherche un film comme Amélie", "Amélie (2001)"),
        ("Filme wie Das Boot", "Das Boot (1981)"),
        ("映画のような Spirited Away", "Spirited Away (2001)"),
    ],
)
def test_titles_are_found_in_other_languages(text: str, title: str) -> None:
    assert parse(text, lexicon()).seeds == (find(title),)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Heat", "Heat (1995)"),
        ("lotr", "The Lord of the Rings: The Fellowship of the Ring (2001)"),
        ("Matrix, The", "The Matrix (1999)"),
        ("the godfather part 2", "The Godfather Part II (1974)"),
        ("shawshank redemtion", "The Shawshank Redemption (1994)"),
    ],
)
def test_a_title_typed_alone_is_told_from_one_in_a_sentence(text: str, title: str) -> None:
    assert parse(text, lexicon()).exact_title == find(title)
    assert parse(f"something like {text}", lexicon()).exact_title is None


def test_how_well_known_is_a_lean_and_not_a_word_of_the_text() -> None:
    assert parse("hidden gems from the 90s", lexicon()).obscure > 0
    assert parse("popular comedies", lexicon()).obscure < 0
    told = parse("a young wizard who does not know that he is famous", lexicon())
    assert told.obscure == 0
    assert "famous" in told.text


@pytest.mark.parametrize(
    "text",
    ["man with no short term memory hunts a killer", "the world has no children being born any more"],
)
def test_a_no_inside_a_story_belongs_to_the_story(text: str) -> None:
    query = parse(text, lexicon())
    assert "no" in query.text.split()
    assert not query.avoid_themes


def test_markup_and_queries_are_text() -> None:
    for text in ("<script>alert('x')</script>", "'; DROP TABLE films; --", "{{ config }}", "%s%n"):
        query = parse(text, lexicon())
        assert (query.seeds, query.genres, bool(query.filters)) == ((), (), False), text


def test_signs_tell_small_talk_orders_and_open_asks_apart() -> None:
    assert parse("ok", lexicon()).signs.chat
    assert parse("how do I boil an egg", lexicon()).signs.command
    assert not parse("how about a movie on cooking", lexicon()).signs.command
    assert parse("what should I watch tonight", lexicon()).signs.open
    assert parse("surprise me", lexicon()).signs.open
    assert not parse("zombies", lexicon()).signs.open
    assert parse("戦争の映画", lexicon()).signs.unread
    assert not parse("war 戦争", lexicon()).signs.unread
    assert not parse("🎬 1999", lexicon()).signs.unread
