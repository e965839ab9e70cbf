"""Years, lengths, languages and countries: in how many ways they are said, and where they are no conditions."""

from __future__ import annotations

from typing import Any

import pytest

from recommender.query import parse
from recommender.query.languages import COUNTRIES, LANGUAGES, NATIONALITIES
from recommender.query.limits import find_limits
from tests.recommender.query.catalogue import find, lexicon

NEWEST = 2020


def filters(text: str) -> dict[str, Any]:
    return parse(text, lexicon()).filters.as_dict()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1994. just 1994", 1994, 1994),
        ("only 1987", 1987, 1987),
        ("2003 only", 2003, 2003),
        ("thriller, 2011", 2011, 2011),
        ("horror 1982", 1982, 1982),
        ("1984 comedies", 1984, 1984),
        ("from nineteen ninety four", 1994, 1994),
        ("since two thousand and ten", 2010, None),
        ("after twenty ten", 2011, None),
        ("nineteen-fifties melodrama", 1950, 1959),
        ("the twenty tens", 2010, 2019),
        ("90ies movies", 1990, 1999),
        ("from the naughties", 2000, 2009),
        ("1975 at the latest", None, 1975),
        ("1990 at the earliest", 1990, None),
        ("2010+ thrillers", 2010, None),
        ("1990 to 95", 1990, 1995),
        ("between '60 and '75", 1960, 1975),
        ("anything from 85", 1985, 1985),
        ("nothing older than me, i was born in 88", 1988, None),
        ("older than me (born 1990)", None, 1989),
        ("made before i was born (1975)", None, 1974),
        ("a film from my birth year, 1979", 1979, 1979),
        ("from the silent era", None, 1929),
        ("from the war years", 1939, 1945),
    ],
)
def test_years_in_many_words(text: str, first: int | None, last: int | None) -> None:
    found = filters(text)
    assert (found.get("year_min"), found.get("year_max")) == (first, last)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("eighty minutes, ninety at the very outside", None, 90),
        ("90 at most", None, 90),
        ("keep it under 90", None, 90),
        ("max 95 min", None, 95),
        ("less than 1:45", None, 105),
        ("an hour and a half at the outside", None, 90),
        ("two and a half hours tops", None, 150),
        ("not a minute over ninety", None, 90),
        ("finished in 90 minutes", None, 90),
        ("got exactly half an hour before the bus comes, can't be longer than that", None, 30),
        ("I've got two hours and not a minute more", None, 120),
        ("between an hour and a half and two hours", 90, 120),
        ("80-100 minutes", 80, 100),
        ("90 minutes, give or take", 75, 105),
        ("short ones please", None, 95),
    ],
)
def test_lengths_in_many_words(text: str, least: int | None, most: int | None) -> None:
    found = filters(text)
    assert (found.get("runtime_min"), found.get("runtime_max")) == (least, most)


@pytest.mark.parametrize(
    "text",
    [
        "fury road on loop since 2015",
        "i've watched Alien every year since 1999",
        "haven't been to the cinema since 2019",
        "saw this film in 1975 and never forgot it",
        "i grew up in the 80s",
        "i got into old movies bc of Some Like It Hot",
        "a man in his late sixties",
        "i was born in 1990 and love Jaws",
        "have you ever seen Monster (2003) with Charlize Theron?",
        "i liked Sisters (2015)",
        "i speak Spanish too and love comedies",
    ],
)
def test_the_years_of_a_life_are_no_condition(text: str) -> None:
    assert filters(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "young nun in 60s poland learns she's jewish and goes on a drive with her boozy aunt",
        "boy hides a metal robot in a barn, 1950s, the government agent goes mad",
        "french, black and white, desperate men driving trucks full of nitroglycerine",
        "desperate men drive lorries full of explosives. It was black and white and in French.",
        "young cook from india, his dad opens a place facing the posh one, somewhere in france",
        "a bear from peru comes to live with a london family",
        "korean family cons its way into a rich house",
        "a french music teacher leads a choir of unruly pupils",
        "in 1950s new york a shopgirl falls for an older woman",
        "boy in 1984 england wants to dance ballet",
        "1962, a boy from the bronx has to choose between his dad and a gangster",
        "a film where a nun in 60s poland finds her parents' grave",
    ],
)
def test_the_setting_of_a_told_story_is_no_condition(text: str) -> None:
    assert filters(text) == {}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("a french film about a thief", {"languages": ["fr"]}),
        ("60s thriller where a man spies on his neighbour", {"year_min": 1960, "year_max": 1969}),
        ("80s movie about a boy who befriends an alien", {"year_min": 1980, "year_max": 1989}),
        ("movie from the 70s about a man who drives a taxi", {"year_min": 1970, "year_max": 1979}),
        ("korean film about a family that cons a rich one", {"languages": ["ko"]}),
        ("korean family dramas", {"languages": ["ko"]}),
        ("a 70s paranoia thriller with a lonely man", {"year_min": 1970, "year_max": 1979}),
        ("80s teen flicks where the kids save the town", {"year_min": 1980, "year_max": 1989}),
        ("french crime, 60s, stylish", {"languages": ["fr"], "year_min": 1960, "year_max": 1969}),
        ("thrillers since 2010", {"year_min": 2010}),
        ("animated, for my kids, from the 2010s", {"year_min": 2010, "year_max": 2019}),
    ],
)
def test_where_the_words_ask_years_and_places_are_conditions(text: str, asked: dict[str, Any]) -> None:
    found = filters(text)
    found.pop("content_max", None)
    assert found == asked


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("the thing from 82 with the dogs and the snow", "The Thing (1982)"),
        ("something like The Thing '82", "The Thing (1982)"),
        ("the 90s Mission Impossible", "Mission: Impossible"),
        ("the original 1933 King Kong", "King Kong (1933)"),
    ],
)
def test_a_year_that_tells_films_apart_is_no_condition(text: str, title: str) -> None:
    query = parse(text, lexicon())
    assert query.seeds == (find(title),)
    assert query.filters.as_dict() == {}


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("what's good that was made in Iran", ["IR"]),
        ("Iranian", ["IR"]),
        ("a film from Ethiopia", ["ET"]),
        ("films out of Nigeria", ["NG"]),
        ("cinema of Mongolia", ["MN"]),
        ("Pakistani films", ["PK"]),
        ("Filipino films", ["PH"]),
        ("US films", ["US"]),
        ("films made in the US", ["US"]),
        ("Nollywood", ["NG"]),
    ],
)
def test_countries_of_the_world(text: str, countries: list[str]) -> None:
    assert filters(text) == {"countries": countries}


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("films in Tagalog", ["tl"]),
        ("Basque films", ["eu"]),
        ("Slovak film", ["sk"]),
        ("foreign, preferably Danish", ["da"]),
        ("French, with subtitles", ["fr"]),
        ("Danish with English subtitles", ["da"]),
        ("a film in which they speak Russian", ["ru"]),
    ],
)
def test_languages_of_the_world(text: str, languages: list[str]) -> None:
    assert filters(text) == {"languages": languages}


def test_two_languages_refused_leave_out_both() -> None:
    left = filters("no French films, no German films")["languages"]
    assert left
    assert not {"fr", "de"} & set(left)


def test_every_code_is_spelt_as_films_carry_it() -> None:
    for table, upper in ((LANGUAGES, False), (COUNTRIES, True), (NATIONALITIES, True)):
        for word, codes in table.items():
            assert word == word.lower().strip()
            assert all(len(code) == 2 and code.isalpha() and code.isupper() == upper for code in codes), word


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("Animated films only.", "Animation"),
        ("westerns and nothing else", "Western"),
        ("comedy or nothing", "Comedy"),
        ("I will only watch comedies", "Comedy"),
        ("has to be a musical, nothing but a musical", "Musical"),
        ("sci-fi films only pls", "Science Fiction"),
    ],
)
def test_only_binds_wherever_it_stands(text: str, genre: str) -> None:
    assert filters(text) == {"genres": [genre]}


def test_only_behind_a_decade_binds_no_genre() -> None:
    query = parse("musicals, 1960s only please", lexicon())
    assert (query.genres, query.filters.genres) == (("Musical",), ())


@pytest.mark.parametrize("line", ["a man over 90", "war of 1812", "room for 20", "10 at most", "in her thirties"])
def test_numbers_that_are_no_limit(line: str) -> None:
    assert list(find_limits(line.split(), NEWEST)) == []
