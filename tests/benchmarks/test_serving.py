"""The serving benchmark runs to its last line; what it measures is not judged here."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks.serving_site.world import asks
from tests.benchmarks.ran import printed_by

WIKIPEDIA = [
    {"title": f"Harbour {number}", "year": 1950 + number % 50, "cast": [f"Player {number % 9}"], "genres": ["Drama"],
     "href": f"Harbour_{number}", "extract": f"Harbour {number} is about keeper {number} of a lighthouse."}
    for number in range(30)
]  # fmt: skip


@pytest.mark.slow
def test_a_short_run_ends_with_the_figures_of_both_catalogues(tmp_path: Path) -> None:
    films = tmp_path / "films.jsonl"
    films.write_text("".join(json.dumps(film) + "\n" for film in WIKIPEDIA))
    printed = printed_by("serving", "--calls", "6", "--wikipedia", str(films))
    assert f"Python {sys.version.split()[0]}" in "\n".join(printed)
    last = json.loads(printed[-1])
    shipped = last["shipped"]
    assert last["catalogue"] == "wikipedia"
    assert last["films"] == shipped["films"] + len(WIKIPEDIA)
    for figures in (last, shipped):
        assert figures["runtime"] == "onnxruntime"
        for key in ("empty_ms", "bare_ms", "personal_x", "home_x", "ask_x", "similar_x", "suggest_x", "mb_per_process"):
            assert figures[key] > 0, key
    assert last["parse_ms"] > 0


def test_no_sentence_is_asked_twice_and_each_run_asks_the_same() -> None:
    sentences = asks(720)
    assert len(set(sentences)) == len(sentences) == 720
    assert asks(720) == sentences
