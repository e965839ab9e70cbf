"""A row that breaks a rule is refused with its line, its field and the reason, and nothing of it is loaded."""

from __future__ import annotations

import doctest
import json
from collections.abc import Callable
from typing import Any

import pytest

from moviemind.catalog.importers import Report, _record
from moviemind.catalog.models import Film, Person
from tests.catalog.conftest import news, row

pytestmark = pytest.mark.django_db

Load = Callable[..., Report]


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(_record).failed == 0


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"title": ""}, "title", "is missing"),
    ({"title": None}, "title", "is missing"),
    ({"title": "\u200b \u2060"}, "title", "is missing"),
    ({"title": 7}, "title", "must be text"),
    ({"title": "A\x00B"}, "title", "no printable character"),
    ({"title": "A\x1b[31mB"}, "title", "no printable character"),
    ({"title": "A\nB"}, "title", "no printable character"),
    ({"title": "A\ud800B"}, "title", "no printable character"),
    ({"title": "x" * 301}, "title", "at most 300"),
    ({"year": 99999}, "year", "99999 is not from 1874 to 2100"),
    ({"year": -1}, "year", "-1 is not from"),
    ({"year": "1987"}, "year", "must be a whole number, not text"),
    ({"year": 1987.5}, "year", "must be a whole number"),
    ({"year": True}, "year", "must be a whole number"),
    ({"year": None}, "year", "is missing"),
    ({"runtime": 0}, "runtime", "0 is not from 1 to 900"),
    ({"runtime": [101]}, "runtime", "not a list"),
    ({"language": "English"}, "language", "no ISO 639 code"),
    ({"countries": ["Britain"]}, "countries", "no ISO 3166-1 code"),
    ({"countries": "GB"}, "countries", "must be a list of texts"),
    ({"genres": ["Drama", "Sci-Fi"]}, "genres", "'Sci-Fi' is not in fixtures/vocabulary.toml"),
    ({"genres": ["Drama", "Drama"]}, "genres", "'Drama' stands there twice"),
    ({"themes": ["lighthouses"]}, "themes", "'lighthouses' is not in"),
    ({"themes": {"heist": 1}}, "themes", "must be a list of texts"),
    ({"cast": ["Bo", ""]}, "cast", "one of them is empty"),
    ({"cast": ["Bo\x07"]}, "cast", "no printable character"),
    ({"cast": [f"Actor {n}" for n in range(201)]}, "cast", "at most 200 names"),
    ({"directors": ["x" * 121]}, "directors", "at most 120"),
    ({"content": {"violence": "a lot"}}, "content.violence", "'a lot' is none of none, some, strong, unknown"),
    ({"content": {"violence": ["none"]}}, "content.violence", "is none of"),
    ({"content": {"smoking": "some"}}, "content", "no content note 'smoking'"),
    ({"content": "none"}, "content", "must be an object, not text"),
    ({"ids": {"imdb": "0133093"}}, "ids.imdb", "no IMDb id"),
    ({"ids": {"imdb": 133093}}, "ids.imdb", "must be text"),
    ({"ids": {"tmdb": 2**31}}, "ids.tmdb", "is not from 1"),
    ({"ids": {"netflix": 1}}, "ids.netflix", "is no field of a film"),
    ({"overview": "x" * 5001}, "overview", "at most 5000"),
    ({"overview": "A\tB"}, "overview", "no printable character"),
    ({"titel": "A"}, "titel", "is no field of a film"),
    ({"\x1b[31m" + "x" * 500: 1}, "\\x1b[31mxxx", "is no field of a film"),
]


@pytest.mark.parametrize(("fields", "field", "reason"), BAD, ids=lambda value: str(value)[:40])
def test_a_bad_row_is_refused_whole_and_the_others_load(
    empty: None, load: Load, fields: dict[str, Any], field: str, reason: str
) -> None:
    bad = row(directors=["Never Loaded"]) | fields
    report = load(row("First"), bad, row("Last"))
    (refusal,) = report.refusals
    assert refusal.row == "films.jsonl, line 2"
    assert refusal.field.startswith(field)
    assert reason in refusal.reason
    said = str(refusal)
    assert len(said) < 420
    assert said.isprintable()
    assert sorted(film.title for film in Film.objects.all()) == ["First", "Last"]
    assert not Person.objects.filter(name="Never Loaded").exists()
    assert news() == 2


@pytest.mark.parametrize(
    ("line", "field", "reason"),
    [
        ("{", "line", "is not JSON"),
        ("[]", "line", "is not a JSON object but list"),
        ("null", "line", "is not a JSON object"),
        ('{"title": "A", "year": 1990, "title": "B"}', "title", "stands in the row twice"),
        ('{"title": "A", "year": 1e400}', "year", "must be a whole number"),
        ('{"title": "A", "year": ' + "9" * 5000 + "}", "line", "too deep or too long a number"),
        ("[" * 100_000, "line", "too deep"),
        ('{"title": "A", "year": NaN}', "year", "must be a whole number"),
    ],
    ids=lambda value: value[:30],
)
def test_a_line_that_is_no_row_is_refused(empty: None, load: Load, line: str, field: str, reason: str) -> None:
    report = load(row("First"), line)
    (refusal,) = report.refusals
    assert (refusal.row, refusal.field) == ("films.jsonl, line 2", field)
    assert reason in refusal.reason
    assert Film.objects.count() == 1


@pytest.mark.parametrize("field", ["title", "overview", "language"])
def test_a_line_of_fifty_megabytes_is_refused_and_not_repeated(empty: None, load: Load, field: str) -> None:
    report = load(row("First"), row(**{field: "x" * 50_000_000}))
    (refusal,) = report.refusals
    assert refusal.field == "line"
    assert "at most 1,000,000 characters" in refusal.reason
    assert Film.objects.count() == 1


def test_a_long_list_of_one_word_is_refused_at_once(empty: None, load: Load) -> None:
    report = load(row("First"), row(genres=["Drama"] * 90_000))
    assert report.refusals[0].reason == "'Drama' stands there twice"


def test_html_is_text_and_the_page_shows_it_as_text(empty: None, load: Load, client: Any) -> None:
    evil = "<script>alert(1)</script>"
    report = load(row(evil, overview=f"<img src=x onerror=alert(1)> {evil}", cast=[evil]))
    assert not report.refusals
    page = client.get(Film.objects.get().get_absolute_url()).content.decode()
    assert evil not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page


def test_texts_are_brought_to_one_form(empty: None, load: Load) -> None:
    load(row("  Ame\u0301lie ", overview="First line.\nSecond line."))
    film = Film.objects.get()
    assert film.title == "Amélie"
    assert film.overview == "First line.\nSecond line."


def test_the_same_words_have_the_same_digest_and_others_another(empty: None) -> None:
    from moviemind.catalog.importers import source_named

    source = source_named("jsonl")
    one = source.record(row())
    assert one.digest == source.record(json.loads(json.dumps(row()))).digest
    assert one.digest != source.record(row(runtime=102)).digest
