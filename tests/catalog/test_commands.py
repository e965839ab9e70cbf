"""`manage.py import_films` and `check_catalogue`, as the shell sees them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command

from moviemind.catalog.models import Film
from tests.catalog.conftest import row

DATA = site.BASE_DIR.parent / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"the sources to compare with are not at {DATA}")


def run(*arguments: Any) -> tuple[str, str, str]:
    """What it said, what it complained of, and its last words where it failed."""
    out, err = StringIO(), StringIO()
    try:
        call_command(*map(str, arguments), stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), err.getvalue(), str(error)
    return out.getvalue(), err.getvalue(), ""


@pytest.mark.django_db
class TestImportFilms:
    @pytest.fixture(autouse=True)
    def _empty(self, empty: None) -> None:
        pass

    def test_says_what_it_did(self, write: Callable[..., Path]) -> None:
        path = write(row(), row("Other"))
        said, complaints, failure = run("import_films", "jsonl", path)
        assert "MovieMind's own catalogue: 2 rows: 2 created" in said
        assert (complaints, failure) == ("", "")
        assert "2 rows: 2 unchanged" in run("import_films", "jsonl", path)[0]

    def test_names_each_bad_row_and_fails_in_one_line(self, write: Callable[..., Path]) -> None:
        path = write(row(), row("B", year=99999), "{")
        _, complaints, failure = run("import_films", "jsonl", path)
        assert complaints.splitlines() == [
            "films.jsonl, line 2: year: 99999 is not from 1874 to 2100",
            "films.jsonl, line 3: line: is not JSON: Expecting property name enclosed in double quotes",
        ]
        assert failure == "2 of 3 rows were refused; the others are loaded"
        assert Film.objects.count() == 1

    def test_never_says_that_others_are_loaded_where_none_are(self, write: Callable[..., Path]) -> None:
        assert run("import_films", "jsonl", write(row(year=1), row(year=2)))[2] == "2 of 2 rows were refused"
        assert run("import_films", "jsonl", write(row(), "{"), "--dry-run")[2] == "1 of 2 rows would be refused"

    def test_a_dry_run_writes_nothing_and_lists_what_would_change(self, write: Callable[..., Path]) -> None:
        said, _, _ = run("import_films", "jsonl", write(*(row(f"Film {n}") for n in range(50))), "--dry-run")
        assert "+ Film 0 (1987)" in said
        assert "... and 10 more" in said
        assert "50 created (dry run: nothing was written)" in said
        assert not Film.objects.exists()

    @pytest.mark.parametrize(
        ("source", "reason"),
        [("imdb", "imdb is not supported"), ("netflix", "there are csv, jsonl"), ("jsonl", "No such file")],
    )
    def test_a_wrong_word_is_one_line(self, source: str, reason: str, tmp_path: Path) -> None:
        _, _, failure = run("import_films", source, tmp_path / "nowhere.jsonl")
        assert reason in failure
        assert "\n" not in failure


@needs_data
class TestCheckCatalogue:
    @pytest.fixture
    def own(self, tmp_path: Path, settings: Any) -> Path:
        """The fixtures in a directory that the test may change."""
        place = tmp_path / "fixtures"
        shutil.copytree(site.FIXTURES_DIR, place)
        settings.FIXTURES_DIR = place
        return place

    def test_every_disagreement_of_the_shipped_catalogue_is_explained(self) -> None:
        said, _, failure = run("check_catalogue", "--data", DATA)
        assert failure == "", said

    @pytest.mark.slow
    def test_a_wrong_year_is_printed_and_fails(self, own: Path) -> None:
        path = own / "catalogue" / "2000s.jsonl"
        text = path.read_text().replace(
            '"title": "Almost Famous", "year": 2000', '"title": "Almost Famous", "year": 2001'
        )
        path.write_text(text)
        said, _, failure = run("check_catalogue", "--data", DATA)
        assert "Almost Famous (2001): year: MovieLens says 2000, we say 2001" in said
        assert "mend fixtures/catalogue" in failure

    @pytest.mark.slow
    def test_an_exception_that_nobody_needs_is_to_be_taken_off(self, own: Path) -> None:
        with (own / "catalogue-exceptions.csv").open("a") as file:
            file.write("Almost Famous,2000,year,TMDB,1999,First shown in 1999.\n")
        said, _, failure = run("check_catalogue", "--data", DATA)
        assert "Almost Famous (2000): year: nobody says 1999 any more; take it off the list" in said
        assert failure

    def test_an_exception_without_a_reason_is_refused(self, own: Path) -> None:
        with (own / "catalogue-exceptions.csv").open("a") as file:
            file.write("Almost Famous,2000,year,TMDB,1999,\n")
        assert "and a reason" in run("check_catalogue", "--data", DATA)[2]


def test_a_missing_source_is_said_in_one_line(tmp_path: Path) -> None:
    failure = run("check_catalogue", "--data", tmp_path)[2]
    assert str(tmp_path) in failure
    assert "\n" not in failure
