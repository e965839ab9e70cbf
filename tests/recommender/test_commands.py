"""The shell's commands, on the shipped catalogue and a real index."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from moviemind.profiles.models import Member
from recommender.models import IndexState, RebuildRequest

pytestmark = pytest.mark.django_db


def run(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def test_recommend_prints_ten_films_with_reasons() -> None:
    lines = run("recommend", "I love Kingdom of Heaven, Robin Hood and Troy").strip().splitlines()
    assert len(lines) == 10
    assert all("(" in line and "Because you liked" in line for line in lines)


def test_recommend_as_json_has_the_shared_shape() -> None:
    answer = json.loads(run("recommend", "funny heist", "--json", "--limit", "3"))
    assert len(answer["results"]) == 3
    assert {"results", "query", "confidence", "known_item", "exact_title", "index_version"} <= set(answer)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "say what you like"),
        (("   ",), "say what you like"),
        (("x" * 1001,), "at most 1000"),
        (("war", "--limit", "0"), "from 1 to 50"),
        (("war", "--member", "nobody"), "no member 'nobody'"),
        (("--batch", "/no/such/file"), "No such file"),
    ],
)
def test_recommend_refuses_in_one_line(arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(CommandError, match=message) as refusal:
        run("recommend", *arguments)
    assert "\n" not in str(refusal.value)


def test_recommend_knows_a_member() -> None:
    Member.objects.create_user("mira")
    assert run("recommend", "war", "--member", "mira")


def test_a_batch_answers_each_line_and_refuses_a_bad_one_in_its_place(tmp_path: Path) -> None:
    lines = [
        {"id": 1, "text": "sci-fi comedy"},
        {"id": 2, "text": ""},
        {"id": 3, "turns": [{"by": "member", "text": "I love Alien"}, {"by": "other", "text": "Saw Aliens?"}]},
        {"id": 4, "turns": [{"by": "nobody", "text": "x"}]},
    ]
    path = tmp_path / "asks.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)) + "\nnot json\n")
    answers = [json.loads(line) for line in run("recommend", batch=str(path)).splitlines()]
    assert [answer["id"] for answer in answers] == [1, 2, 3, 4, None]
    assert len(answers[0]["results"]) == 10
    assert answers[1]["error"]["field"] == "text"
    assert not {"Alien", "Aliens"} & {film["title"] for film in answers[2]["results"]}
    assert answers[3]["error"]["field"] == "turns.0"
    assert answers[4]["error"] == {"field": "line", "reason": "not JSON"}


def test_rebuild_index_leaves_a_wish_for_the_worker() -> None:
    assert "asked for" in run("rebuild_index")
    assert RebuildRequest.objects.filter(status="waiting").count() == 1


def test_rebuild_index_that_waits_works_itself_without_a_worker(index_dir: Path) -> None:
    out = run("rebuild_index", wait=True)
    assert f"published {IndexState.objects.get().current}" in out


def test_index_status_tells_people_and_programs() -> None:
    current = IndexState.objects.get().current
    assert current in run("index_status")
    assert json.loads(run("index_status", json=True))["current"] == current


def test_rollback_goes_back_and_says_so_or_why_not(index_dir: Path) -> None:
    first = IndexState.objects.get().current
    with pytest.raises(CommandError, match="no earlier"):
        run("rollback_index")
    run("rebuild_index", wait=True)
    assert f"published {first}" in run("rollback_index")
    with pytest.raises(CommandError, match="no index version"):
        run("rollback_index", "nope")
