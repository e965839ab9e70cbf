"""The whole measurement on made-up people whose tastes a child could name."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from recommender.evaluation import peers, split
from tests.recommender.evaluation import toyratings

ROWS = {"accurate", "default", "popularity", "item_knn", "ease", "ease_graded", "text", "hybrid", "ials"}
FIGURES = ("ndcg@10", "recall@20", "coverage@10", "diversity@10", "novelty@10", "top1%@10")


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return toyratings.write(tmp_path_factory.mktemp("movielens"))


def evaluate(directory: Path, *more: str) -> tuple[list[str], dict[str, Any]]:
    out, err = StringIO(), StringIO()
    call_command("evaluate", "--ratings", str(directory), *more, stdout=out, stderr=err)
    lines = out.getvalue().splitlines()
    return lines, json.loads(lines[-1])


@pytest.fixture(scope="module")
def measured(directory: Path) -> tuple[list[str], dict[str, Any]]:
    return evaluate(directory, "--texts", str(directory / "texts.jsonl"))


def test_every_row_has_every_figure(measured: tuple[list[str], dict[str, Any]]) -> None:
    lines, figures = measured
    assert ROWS - set(figures["missing"]) <= set(figures)
    rows = [figures[name] for name in ROWS - set(figures["missing"])]
    rows += [figures["cold"][name] for name in ("ours", "text_knn20")]
    rows += [row for count in figures["few"].values() for row in count.values()]
    for row in rows:
        assert all(0 <= row[name] < 20 for name in FIGURES)
        assert row["ndcg@10_low"] <= row["ndcg@10"] <= row["ndcg@10_high"]
    assert set(figures["few"]["3"]) == {"ours", "popularity", "ease"}
    assert any(line.startswith("warm films") for line in lines)
    assert any("accurate less ease_graded" in line for line in lines)


def test_tastes_that_a_child_could_name_are_found(measured: tuple[list[str], dict[str, Any]]) -> None:
    _, figures = measured
    assert figures["accurate"]["ndcg@10"] > figures["popularity"]["ndcg@10"] + 0.2
    assert figures["few"]["3"]["ours"]["ndcg@10"] > figures["few"]["3"]["popularity"]["ndcg@10"]


def test_constants_are_fitted_without_reading_the_test_half(directory: Path, tmp_path: Path) -> None:
    texts = str(directory / "texts.jsonl")
    _, figures = evaluate(directory, "--texts", texts, "--validation")
    other = toyratings.write(tmp_path / "other")
    with (other / "ratings.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    changed = 0
    for row in rows:
        if split.number_of(f"{row['userId']}:{row['movieId']}") % split.PARTS == 0:
            row["rating"] = "0.5" if float(row["rating"]) >= 4 else "5.0"
            changed += 1
    with (other / "ratings.csv").open("w", newline="") as file:
        written = csv.DictWriter(file, rows[0])
        written.writeheader()
        written.writerows(rows)
    _, again = evaluate(other, "--texts", texts, "--validation")
    assert changed > 100
    assert {**figures, "seconds": 0} == {**again, "seconds": 0}
    assert figures["accurate"] != evaluate(directory, "--json")[1]["accurate"]


def test_only_json_when_asked_and_cold_only_with_texts(directory: Path) -> None:
    lines, figures = evaluate(directory, "--json")
    assert len(lines) == 1
    assert figures["cold"] == {}


def test_a_missing_peer_package_is_named_and_its_rows_left_out(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "IALS_PACKAGE", "no_such_package")
    lines, figures = evaluate(directory, "--texts", str(directory / "texts.jsonl"))
    assert figures["missing"] == dict.fromkeys(("ials", "hybrid", "text_ridge"), "no_such_package")
    assert not {"ials", "hybrid"} & set(figures)
    assert "ials is left out: the package no_such_package is not installed" in lines


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("ratings.csv", "userId,movieId,rating\n1,1,4.0\n1,x,4.0\n", r"ratings\.csv, line 3"),
        ("ratings.csv", "userId,movieId,rating\n1,1,7\n", r"line 2.*7 is not 0\.5 to 5"),
        ("ratings.csv", "userId,movieId,rating\n", "no ratings in it"),
        ("ratings.csv", "userId,movieId,rating\n1,999,4.0\n", r"movies\.csv: names no film 999"),
        ("ratings.csv", None, r"ratings\.csv: No such file"),
        ("texts.jsonl", '{"movieId": 1}\n', r"texts\.jsonl, line 1: not"),
    ],
)
def test_what_cannot_be_read_is_refused_by_file_and_line(
    tmp_path: Path, name: str, content: str | None, message: str
) -> None:
    directory = toyratings.write(tmp_path / "data", members=3)
    (directory / name).unlink()
    if content is not None:
        (directory / name).write_text(content)
    with pytest.raises(CommandError, match=message):
        call_command("evaluate", "--ratings", str(directory), "--texts", str(directory / "texts.jsonl"))


def test_lists_are_of_the_best_that_is_not_barred() -> None:
    from recommender.evaluation.protocol import lists_of

    lists = lists_of(np.array([[1.0, 3.0, 2.0, 3.0]]), np.array([[False, True, False, False]]))
    assert lists[0, :4].tolist() == [3, 2, 0, -1]
