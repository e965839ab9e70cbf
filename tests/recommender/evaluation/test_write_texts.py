import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

PAGES = [
    {
        "title": "Heat",
        "year": 1995,
        "cast": [],
        "genres": [],
        "href": "Heat",
        "extract": "Heat is a film about a heist.",
    },
    {
        "title": "Heat",
        "year": 1986,
        "cast": [],
        "genres": [],
        "href": "Heat86",
        "extract": "Another film of that name.",
    },
    {"title": "Twice", "year": 2000, "cast": [], "genres": [], "href": "A", "extract": "One film."},
    {"title": "Twice", "year": 2000, "cast": [], "genres": [], "href": "B", "extract": "Another of that year."},
    {
        "title": "The Matrix",
        "year": 1999,
        "cast": [],
        "genres": [],
        "href": "M",
        "extract": "A hacker learns the truth.",
    },
]
MOVIES = """movieId,title,genres
6,Heat (1995),Action|Crime
7,Twice (2000),Drama
8,"Matrix, The (1999)",Sci-Fi
9,Unknown (1999),Drama
"""


def test_texts_are_those_of_pages_of_one_title_and_year(tmp_path: Path) -> None:
    (tmp_path / "movies.csv").write_text(MOVIES)
    pages = tmp_path / "pages.jsonl"
    pages.write_text("".join(json.dumps(page) + "\n" for page in PAGES))
    out = StringIO()
    call_command("write_texts", str(pages), str(tmp_path), str(tmp_path / "texts.jsonl"), stdout=out)
    written = [json.loads(line) for line in (tmp_path / "texts.jsonl").read_text().splitlines()]
    assert {row["movieId"]: row["text"] for row in written} == {
        6: "Heat (1995). Action, Crime. Heat is a film about a heist.",
        8: "The Matrix (1999). Science Fiction. A hacker learns the truth.",
    }
    assert "2 of 4 films" in out.getvalue()


def test_a_source_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"pages\.jsonl"):
        call_command("write_texts", str(tmp_path / "pages.jsonl"), str(tmp_path), str(tmp_path / "out"))
