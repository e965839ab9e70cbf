"""Real conversations with known recommendations: read them, have each answered, count what was recommended next.

A conversation is a JSON line `id, turns, answers`; answers are the films recommended next, as [title, year, MovieLens
id]. Other fields are not looked at: which films were named is for the parser to find.
"""

from __future__ import annotations

import hashlib
import json
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recommender.query.conversation import Turn, turns_of
from recommender.shapes import RequestError

AT = (1, 5, 10, 20)


class DialoguesError(ValueError):
    """Conversations that cannot be read: which file and line, and why."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What was said, and the MovieLens ids of the films that were recommended next."""

    id: str
    turns: tuple[Turn, ...]
    answers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The share of a dialogue's answers among the first 1, 5, 10 and 20, and the milliseconds that it took."""

    dialogue: Dialogue
    recall: tuple[float, ...]
    ms: float


def read_dialogues(path: Path) -> list[Dialogue]:
    """Read a file of conversations.

    Raises:
        DialoguesError: the file cannot be read, or a line is no conversation with answers.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DialoguesError(f"{path}: cannot be read: {error}") from None
    dialogues = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            dialogues.append(_dialogue(json.loads(line)))
        except RequestError as error:
            raise DialoguesError(f"{path}, line {number}: {error}") from None
        except (ValueError, TypeError, KeyError, IndexError) as error:
            raise DialoguesError(
                f"{path}, line {number}: is no conversation with id, turns, answers: {error!r}"
            ) from None
    if not dialogues:
        raise DialoguesError(f"{path}: holds no conversation")
    return dialogues


def _dialogue(row: dict[str, Any]) -> Dialogue:
    answers = frozenset(int(answer[2]) for answer in row["answers"])
    if not answers:
        raise ValueError("it has no answers")
    return Dialogue(id=str(row["id"]), turns=turns_of(row["turns"]), answers=answers)


def half_of(dialogue: Dialogue) -> int:
    """The half that a dialogue is in; all that begin alike, up to the last dash of the id, are in one."""
    start = dialogue.id.rsplit("-", 1)[0]
    return int(hashlib.sha1(start.encode(), usedforsecurity=False).hexdigest(), 16) % 2


def outcomes_of(
    dialogues: Iterable[Dialogue], answered: Callable[[Sequence[Turn]], Sequence[int | None]]
) -> list[Outcome]:
    """Have each dialogue answered, by MovieLens ids, the best first, at least 20 of them; time it and score it."""
    outcomes = []
    for dialogue in dialogues:
        started = time.perf_counter()
        given = answered(dialogue.turns)
        took = (time.perf_counter() - started) * 1000
        recall = tuple(len(dialogue.answers & set(given[:at])) / len(dialogue.answers) for at in AT)
        outcomes.append(Outcome(dialogue, recall, took))
    return outcomes


def summary(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """`recall@1`, `@5`, `@10`, `@20`: the mean over dialogues; `ms`: the median of an answer; `cases`: how many."""
    recalls = zip(*(outcome.recall for outcome in outcomes), strict=True)
    figures: dict[str, Any] = {
        f"recall@{at}": round(statistics.fmean(values), 4) for at, values in zip(AT, recalls, strict=True)
    }
    return {**figures, "ms": round(statistics.median(outcome.ms for outcome in outcomes), 2), "cases": len(outcomes)}
