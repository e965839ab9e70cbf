"""Reading and scoring conversations with known recommendations."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.conf import settings

from recommender.evaluation.dialogues import DialoguesError, outcomes_of, read_dialogues, summary
from recommender.management.dialogue_site import environment_of, make_site

DATA = settings.BASE_DIR.parent / "shared" / "data"
TALKED_OF = 20  # ratings of a film that people talk of; the test's site has no others, so that it is made in a minute
EVERY = 4  # of the conversations

GOOD = {"id": "a-1", "turns": [{"by": "member", "text": "hi"}], "answers": [["Heat", 1995, 6], ["Elf", 2003, 7]]}


def written(place: Path, *rows: object) -> Path:
    path = place / "dialogues.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


def test_recall_is_the_share_of_the_answers_among_the_first(tmp_path: Path) -> None:
    dialogues = read_dialogues(written(tmp_path, GOOD, {**GOOD, "id": "b-1", "answers": [["Up", 2009, 8]]}))
    figures = summary(outcomes_of(dialogues, lambda turns: [6, 1, 2, None, 3, 7]))
    assert [figures[f"recall@{at}"] for at in (1, 5, 10, 20)] == [0.25, 0.25, 0.5, 0.5]
    assert figures["cases"] == 2
    assert figures["ms"] >= 0


@pytest.mark.parametrize(
    "row",
    [[], {}, {**GOOD, "answers": []}, {**GOOD, "answers": [["Heat", 1995]]}, {**GOOD, "turns": []}, {"id": "x"}],
)
def test_a_line_of_another_shape_is_named(tmp_path: Path, row: object) -> None:
    with pytest.raises(DialoguesError, match="line 2"):
        read_dialogues(written(tmp_path, GOOD, row))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DialoguesError, match="nowhere"):
        read_dialogues(tmp_path / "nowhere.jsonl")


def _copied(source: Path, to: Path, films: Iterable[str]) -> None:
    """The rows of a MovieLens file that are about some films."""
    kept = set(films)
    with source.open(encoding="utf-8", newline="") as rows, to.open("w", encoding="utf-8", newline="") as copy:
        reader = csv.DictReader(rows)
        assert reader.fieldnames
        writer = csv.DictWriter(copy, reader.fieldnames)
        writer.writeheader()
        writer.writerows(row for row in reader if row["movieId"] in kept)


@pytest.mark.slow
@pytest.mark.skipif(not DATA.is_dir(), reason=f"MovieLens' ratings and the conversations are not in {DATA}")
def test_real_conversations_find_what_people_recommended_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "moviemind.settings")  # of a site, not of the tests
    movielens = tmp_path / "movielens"
    movielens.mkdir()
    with (DATA / "ml-latest-small" / "ratings.csv").open(encoding="utf-8", newline="") as rows:
        rated = Counter(row["movieId"] for row in csv.DictReader(rows))
    films = [film for film, times in rated.items() if times >= TALKED_OF]
    for name in ("movies.csv", "links.csv", "ratings.csv", "tags.csv"):
        _copied(DATA / "ml-latest-small" / name, movielens / name, films)
    conversations = tmp_path / "conversations.jsonl"
    lines = (DATA / "redial-dev.jsonl").read_text("utf-8").splitlines(keepends=True)
    conversations.write_text("".join(lines[::EVERY]), "utf-8")
    site = tmp_path / "site"
    site.mkdir()
    make_site(site, movielens, DATA / "wikipedia-films.jsonl.gz")
    said = subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "evaluate_dialogues", str(conversations), "--here"],
        env=environment_of(site), capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    figures = json.loads(said.splitlines()[-1])
    assert figures["cases"] >= 300
    assert figures["recall@10"] >= 0.12, figures
    assert figures["recall@1"] < figures["recall@20"] <= 1
