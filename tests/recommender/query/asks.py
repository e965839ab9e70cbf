"""The asks of tests/asks, split by a hash in the half that the parser is built with and the half that only reports."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from recommender.query import parse
from recommender.shapes import ParsedQuery
from tests.recommender.query.catalogue import ROOT, lexicon, named

ASPECTS = ("seeds", "dislikes", "filters", "genres", "people", "avoid_people", "unknown")


@cache
def asks() -> tuple[dict[str, Any], ...]:
    """Every ask, in the order of the files."""
    paths = sorted((ROOT / "tests" / "asks").glob("*.jsonl"))
    return tuple(json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip())


def half(name: str) -> list[dict[str, Any]]:
    """The "build" or the "report" half."""
    want = {"build": 0, "report": 1}[name]
    return [ask for ask in asks() if hashlib.sha256(ask["id"].encode()).digest()[0] % 2 == want]


def mistakes(ask: dict[str, Any], query: ParsedQuery) -> dict[str, tuple[Any, Any]]:
    """What was expected and what was understood, by aspect, where the two differ."""
    understood: dict[str, Any] = {
        "seeds": sorted(map(named, query.seeds)),
        "dislikes": sorted(map(named, query.dislikes)),
        "filters": _filters(query.filters.as_dict()),
        "genres": sorted(query.genres),
        "people": sorted(query.people),
        "avoid_people": sorted(query.avoid_people),
        "unknown": sorted(_bare(title) for title, _ in query.unknown),
    }
    expected: dict[str, Any] = {
        "seeds": sorted(ask["seeds"]),
        "dislikes": sorted(ask["dislikes"]),
        "filters": _filters(ask["filters"]),
        "genres": sorted(ask["genres"]),
        "people": sorted(ask.get("people", ())),
        "avoid_people": sorted(ask.get("avoid_people", ())),
        "unknown": sorted(map(_bare, ask.get("unknown", ()))),
    }
    if not ask.get("unknown"):
        understood["unknown"] = expected["unknown"]  # said only where a title of ours might be guessed instead
    return {
        aspect: (expected[aspect], understood[aspect]) for aspect in ASPECTS if expected[aspect] != understood[aspect]
    }


def report(chosen: Iterable[dict[str, Any]]) -> tuple[Counter[str], Counter[str], list[str]]:
    """Right answers by aspect, asks by kind that are wholly right, and a line for each mistake."""
    right: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    lines = []
    for ask in chosen:
        wrong = mistakes(ask, parse(ask["text"], lexicon()))
        right.update(aspect for aspect in ASPECTS if aspect not in wrong)
        whole[ask["kind"]] += not wrong
        lines += [f"{ask['id']} {ask['text']!r}: {a} {was} instead of {want}" for a, (want, was) in wrong.items()]
    return right, whole, lines


def _filters(filters: dict[str, Any]) -> dict[str, Any]:
    return {name: sorted(value) if isinstance(value, list) else value for name, value in filters.items()}


def _bare(title: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in title.lower()).split())
