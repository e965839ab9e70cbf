"""Reading and scoring conversations with known recommendations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recommender.evaluation.dialogues import DialoguesError, outcomes_of, read_dialogues, summary

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
