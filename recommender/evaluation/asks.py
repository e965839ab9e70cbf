"""Asks with known good parses and answers: read them, put them to an engine, count what was right.

An ask is a JSON line: `id, kind, text, seeds, dislikes, filters, genres, expect, nonsense`, and where they matter
`people, avoid_people, unknown`. Films are "Title (Year)". `expect` holds films of which one should be in the top ten;
an ask of the kind "plots" describes the first of them.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from recommender.query import fold
from recommender.shapes import Answer, FilmFacts, Filters, ParsedQuery

Ask = dict[str, Any]
Half = Literal["build", "report", "all"]
ASPECTS = ("seeds", "dislikes", "filters", "genres", "people", "avoid_people", "unknown")
PLOTS = "plots"
TOP = 10


class AsksError(ValueError):
    """Asks that cannot be read: which file and line, and why."""


@dataclass(slots=True)
class Count:
    """So many of so many."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        """Count one more."""
        self.right += right
        self.of += 1

    @property
    def share(self) -> float | None:
        """The share that is right; None of nothing."""
        return self.right / self.of if self.of else None


@dataclass(slots=True)
class Tally:
    """What was counted, by the name of the measure."""

    asks: int = 0
    counts: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    filters_broken: int = 0
    named_recommended: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """One ask, its answer, what was misread (aspect: expected, understood), and every mistake in words."""

    ask: Ask
    answer: Answer
    misread: dict[str, tuple[Any, Any]]
    mistakes: tuple[str, ...]


def read_asks(directory: Path) -> list[Ask]:
    """Every ask of a directory's *.jsonl, in the order of the files.

    Raises:
        AsksError: no file is there, or a line is no ask.
    """
    paths = sorted(directory.glob("*.jsonl"))
    if not paths:
        raise AsksError(f"{directory}: no *.jsonl there")
    asks = []
    for path in paths:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            try:
                ask = json.loads(line)
                ask["id"], ask["text"]
            except (ValueError, KeyError, TypeError) as error:
                raise AsksError(f"{path}, line {number}: not an ask ({error})") from None
            asks.append({"kind": path.stem, **_EMPTY, **ask})
    return asks


def half_of(asks: Iterable[Ask], half: Half) -> list[Ask]:
    """The half of the asks to build with, or the half that only reports, by a hash of the id."""
    if half == "all":
        return list(asks)
    want = {"build": 0, "report": 1}[half]
    return [ask for ask in asks if hashlib.sha256(ask["id"].encode()).digest()[0] % 2 == want]


def misread(ask: Ask, query: ParsedQuery, named: Callable[[int], str]) -> dict[str, tuple[Any, Any]]:
    """What was expected and what was understood, by aspect, where the two differ."""
    understood: dict[str, Any] = {
        "seeds": sorted(map(named, query.seeds)),
        "dislikes": sorted(map(named, query.dislikes)),
        "filters": _sorted_lists(query.filters.as_dict()),
        "genres": sorted(query.genres),
        "people": sorted(query.people),
        "avoid_people": sorted(query.avoid_people),
        "unknown": sorted(_bare(title) for title, _ in query.unknown),
    }
    expected: dict[str, Any] = {aspect: sorted(ask[aspect]) for aspect in ASPECTS if aspect != "filters"}
    expected |= {"filters": _sorted_lists(ask["filters"]), "unknown": sorted(map(_bare, ask["unknown"]))}
    if not ask["unknown"]:
        understood["unknown"] = expected["unknown"]  # said only where a title of ours might be guessed instead
    return {
        aspect: (expected[aspect], understood[aspect]) for aspect in ASPECTS if expected[aspect] != understood[aspect]
    }


def examine(
    ask: Ask, answer: Answer, named: Callable[[int], str], keeps: Callable[[FilmFacts, Filters], bool]
) -> tuple[Outcome, dict[str, bool], int, int]:
    """An ask's answer held against what is good.

    Args:
        named: "Title (Year)" of a film's id.
        keeps: whether a film keeps hard conditions.

    Returns:
        The outcome; each measure that applies, right or wrong; hard filters broken; named films recommended.
    """
    wrong = misread(ask, answer.query, named)
    measures = {aspect: aspect not in wrong for aspect in ("seeds", "dislikes", "filters")}
    mistakes = [f"{aspect}: {was} instead of {want}" for aspect, (want, was) in wrong.items()]
    shown = [pick.film for pick in answer.picks[:TOP]]
    titles = [f"{film.title} ({film.year})" for film in shown]
    if ask["expect"]:
        measures["expected_in_ten"] = any(title in ask["expect"] for title in titles)
        if ask["kind"] == PLOTS:
            measures["known_item_first"] = titles[:1] == ask["expect"][:1]
            measures["known_item_in_ten"] = ask["expect"][0] in titles
            if not measures["known_item_first"]:
                mistakes.append(f"not first: {ask['expect'][0]}, but {titles[:3]}")
        if not measures["expected_in_ten"]:
            mistakes.append(f"not in ten: {ask['expect'][:3]}, but {titles}")
    nothing = answer.confidence == "none"
    measures["nonsense_recognised" if ask["nonsense"] else "real_called_nonsense"] = nothing
    if nothing != ask["nonsense"]:
        mistakes.append(f"confidence {answer.confidence}: {titles[:3]}")
    stated: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in ask["filters"].items()}
    filters = Filters(**stated)
    broken = [film.title for film in shown if not keeps(film, filters)]
    no_go = {fold(title.rpartition(" (")[0]) for title in (*ask["seeds"], *ask["dislikes"])}
    again = [film.title for film in shown if fold(film.title) in no_go]
    mistakes += [f"broken by {title}" for title in broken] + [f"named, yet recommended: {title}" for title in again]
    return Outcome(ask, answer, wrong, tuple(mistakes)), measures, len(broken), len(again)


def tally(
    asks: Sequence[Ask],
    answered: Callable[[str], Answer],
    named: Callable[[int], str],
    keeps: Callable[[FilmFacts, Filters], bool],
) -> tuple[dict[str, Tally], list[Outcome]]:
    """Put every ask and count, by kind and in "total"."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    outcomes = []
    for ask in asks:
        outcome, measures, broken, again = examine(ask, answered(ask["text"]), named, keeps)
        outcomes.append(outcome)
        for name in (ask["kind"], "total"):
            row = tallies[name]
            row.asks += 1
            row.filters_broken += broken
            row.named_recommended += again
            for measure, right in measures.items():
                row.counts[measure].add(right)
    total = tallies.pop("total", Tally())
    return {**dict(sorted(tallies.items())), "total": total}, outcomes


_EMPTY: Ask = {
    "seeds": [], "dislikes": [], "filters": {}, "genres": [], "people": [], "avoid_people": [], "unknown": [],
    "expect": [], "nonsense": False,
}  # fmt: skip


def _sorted_lists(filters: dict[str, Any]) -> dict[str, Any]:
    return {name: sorted(value) if isinstance(value, list) else value for name, value in filters.items()}


def _bare(title: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in title.lower()).split())
