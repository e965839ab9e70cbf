"""Each source is read as its owner publishes it; a file that cannot be read is said in one line."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from moviemind.catalog.importers import FilmRecord, RecordError, SourceError, load_films, source_named, sources
from moviemind.catalog.models import Film
from tests.catalog.conftest import row

DATA = settings.BASE_DIR.parent / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"the owners' files are not at {DATA}")


def one(source: str, **fields: Any) -> FilmRecord:
    return source_named(source).record(fields)


def test_the_sources_are_found_by_their_modules() -> None:
    assert list(sources()) == ["csv", "jsonl", "movielens", "tmdb", "wikipedia"]
    assert all(source.title and source.terms for source in sources().values())


def test_a_source_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(SourceError, match="no film source 'netflix'; there are csv, jsonl, movielens, tmdb, wikipedia"):
        source_named("netflix")


def test_imdb_is_refused_with_the_reason_and_what_to_use() -> None:
    with pytest.raises(SourceError, match=r"^imdb is not supported: IMDb licenses .* use wikipedia, movielens"):
        source_named("imdb")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b'{"title": "Am\xe9lie"}\n', "is not UTF-8: byte 0xe9 in line 1"),
        (b"ok\n\xff\xfe", "is not UTF-8: byte 0xff in line 2"),
        (b"\x1f\x8b\x08\x00 no gzip", "cannot be read"),
        (gzip.compress(b"x" * 1000, mtime=0)[:-12], "cannot be read"),
        (b"PK\x03\x04 a zip, or any text", "no line of it is a JSON object"),
    ],
    ids=lambda value: str(value)[:25],
)
@pytest.mark.parametrize("source", ["jsonl", "wikipedia"])
def test_a_file_that_is_no_source_is_said_in_one_line(tmp_path: Path, source: str, content: bytes, reason: str) -> None:
    path = tmp_path / "films.jsonl"
    path.write_bytes(content)
    with pytest.raises(SourceError) as refusal:
        list(source_named(source).rows(path))
    assert str(path) in str(refusal.value)
    assert reason in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("source", ["csv", "jsonl", "movielens", "tmdb", "wikipedia"])
def test_a_missing_path_and_an_empty_directory_are_said(tmp_path: Path, source: str) -> None:
    for path in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(SourceError, match=str(path)):
            list(source_named(source).rows(path))


@pytest.mark.django_db
def test_a_file_with_a_byte_order_mark_or_windows_line_ends_loads(empty: None, write: Callable[..., Path]) -> None:
    import json

    text = "\ufeff" + json.dumps(row()) + "\r\n\r\n" + json.dumps(row("Other")) + "\r\n"
    assert load_films(source_named("jsonl"), write(text)).outcomes == {"created": 2}


# --- a curator's table ----------------------------------------------------------------------------------------------
TABLE = (
    "title,year,runtime,genres,cast,imdb,content_gore,overview\n"
    '"Kettle, The",1987,101,Drama|Mystery,"Bo De Luca| C. D. Ek",tt0000007,None,"Warm,\nthen cold."\n'
)


@pytest.mark.django_db
def test_a_table_is_loaded(empty: None, write: Callable[..., Path]) -> None:
    assert load_films(source_named("csv"), write(TABLE, name="t.csv")).outcomes == {"created": 1}
    film = Film.objects.get()
    assert (film.title, film.runtime, film.imdb_id, film.content_gore) == ("Kettle, The", 101, "tt0000007", "none")
    assert film.overview == "Warm,\nthen cold."
    assert [credit.person.name for credit in film.credits.all()] == ["Bo De Luca", "C. D. Ek"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "field", "reason"),
    [
        ("B,1987", "line", "has not the 8 cells"),
        ("B,1987,,,,,,,,", "line", "has not the 8 cells"),
        ("B,199O,,,,,,", "year", "must be a whole number, not '199O'"),
        ("B,,,,,,,", "year", "is missing"),
        (",1987,,,,,,", "title", "is missing"),
        ("B,1987,,Opera,,,,", "genres", "'Opera' is not in"),
        ("B,1987,,,,,lots,", "content.gore", "'lots' is none of"),
        ("B\x00,1987,,,,,,", "title", "no printable character"),
    ],
    ids=lambda value: value[:20],
)
def test_a_bad_line_of_a_table_is_named(
    empty: None, write: Callable[..., Path], line: str, field: str, reason: str
) -> None:
    (refusal,) = load_films(source_named("csv"), write(TABLE + line, name="t.csv")).refusals
    assert (refusal.row, refusal.field) == ("t.csv, line 4", field)
    assert reason in refusal.reason
    assert Film.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("title;year\nA;1987\n", "names no column 'title'"),
        ("title\nA\n", "names no column 'year'"),
        ('title,year\n"A,1987\n', "is not CSV"),
        ("title,year\n" + "x" * 200_000 + ",1987\n", "is not CSV: field larger"),
    ],
    ids=["semicolons", "no year", "open quote", "huge cell"],
)
def test_a_table_that_is_none_is_said(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text)
    with pytest.raises(SourceError, match=reason):
        list(source_named("csv").rows(path))


# --- MovieLens ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "title", "original", "year"),
    [
        ("Toy Story (1995)", "Toy Story", "", 1995),
        ("Matrix, The (1999)", "The Matrix", "", 1999),
        ("City of Lost Children, The (Cité des enfants perdus, La) (1995)", "The City of Lost Children",
         "La Cité des enfants perdus", 1995),
        ("Seven (a.k.a. Se7en) (1995)", "Seven", "Se7en", 1995),
    ],
)  # fmt: skip
def test_a_title_of_movielens_holds_three_things(text: str, title: str, original: str, year: int) -> None:
    record = one("movielens", movieId="1", title=text, genres="Sci-Fi|Children|(no genres listed)", imdbId="0114709")
    assert (record.title, record.original_title, record.year) == (title, original, year)
    assert record.genres == ("Science Fiction", "Family")
    assert (record.imdb_id, record.movielens_id) == ("tt0114709", 1)


def test_a_title_of_movielens_without_a_year_is_refused() -> None:
    with pytest.raises(RecordError, match="does not end in a year"):
        one("movielens", movieId="1", title="Black Mirror", genres="")


# --- TMDB -----------------------------------------------------------------------------------------------------------
FACTS = {
    "tmdb_id": "603", "imdb_id": "tt0133093", "movielens_id": "2571", "title": "The Matrix", "vote_count": "1",
    "release_date": "1999-03-31", "original_language": "en", "genres": "Action|TV Movie", "keywords": "chosen one",
}  # fmt: skip


def test_facts_of_tmdb_come_without_its_words() -> None:
    record = one("tmdb", **FACTS)
    assert (record.title, record.year, record.language, record.genres) == ("The Matrix", 1999, "en", ("Action",))
    assert record.ids == {"imdb_id": "tt0133093", "tmdb_id": 603, "movielens_id": 2571}
    assert (record.themes, record.overview) == ((), "")
    assert one("tmdb", **FACTS | {"original_language": "cn"}).language == "zh"


@pytest.mark.parametrize(
    ("field", "value"), [("release_date", ""), ("release_date", "31/03/1999"), ("tmdb_id", ""), ("tmdb_id", "x")]
)
def test_a_film_of_tmdb_without_a_date_or_number_is_refused(field: str, value: str) -> None:
    with pytest.raises(RecordError, match=field):
        one("tmdb", **FACTS | {field: value})


# --- Wikipedia ------------------------------------------------------------------------------------------------------
PAGE = {"title": "The Kettle", "year": 1987, "cast": ["Bo De Luca", "-", "Bo De Luca"], "href": "The_Kettle",
        "genres": ["Suspense", "Spy", "Silent", "Noir"], "extract": "The Kettle is  a 1987 film."}  # fmt: skip


def test_an_opening_of_wikipedia_is_the_overview_and_names_its_page() -> None:
    record = one("wikipedia", **PAGE)
    assert record.overview == "The Kettle is a 1987 film."
    assert record.overview_source == "Wikipedia, CC BY-SA 4.0"
    assert record.overview_url == "https://en.wikipedia.org/wiki/The_Kettle"
    assert (record.genres, record.themes, record.cast) == (("Thriller",), ("spies",), ("Bo De Luca",))


def test_a_link_into_a_page_brings_no_opening_of_another_work() -> None:
    record = one("wikipedia", **PAGE | {"href": "List_of_films#K"})
    assert (record.overview, record.overview_source, record.overview_url) == ("", "", "")


def test_an_old_noir_is_film_noir() -> None:
    assert "Film Noir" in one("wikipedia", **PAGE | {"year": 1947}).genres


@needs_data
@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("source", "name", "rows", "refused"),
    [("movielens", "ml-latest-small", 9742, 13), ("tmdb", "tmdb-facts.csv.gz", 4070, 4),
     ("wikipedia", "wikipedia-films.jsonl.gz", 36254, 0)],
)  # fmt: skip
def test_what_its_owner_publishes_is_read_whole(source: str, name: str, rows: int, refused: int) -> None:
    reader = source_named(source)
    bad = []
    seen = 0
    for read in reader.rows(DATA / name):
        seen += 1
        try:
            reader.record(read.fields)
        except RecordError as error:
            bad.append(error)
    assert (seen, len(bad)) == (rows, refused)


@needs_data
@pytest.mark.slow
@pytest.mark.django_db
def test_two_thousand_wikipedia_films_load_within_half_a_minute(empty: None, tmp_path: Path) -> None:
    import time

    lines = gzip.decompress((DATA / "wikipedia-films.jsonl.gz").read_bytes()).split(b"\n")[-2001:-1]
    path = tmp_path / "wikipedia.jsonl"
    path.write_bytes(b"\n".join(lines))
    started = time.monotonic()
    report = load_films(source_named("wikipedia"), path)
    assert time.monotonic() - started < 30
    assert (report.rows, report.refusals) == (2000, [])
