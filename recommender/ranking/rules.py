"""Curators' rules: what they pin, boost, bury or exclude, as a stage between score and diversity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from recommender.index import Library
from recommender.shapes import Floats, Rows

Action = Literal["pin", "boost", "bury", "exclude"]
Target = Literal["film", "genre", "theme", "person"]
BOOST, BURY = 0.5, -0.6  # part of what raised a film that is given, or taken, again
PINNED_OF = 3  # at most one film in so many of a list is pinned


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. It acts from `starts` to `ends`, both days included; None: without such an end.

    `name` is the genre, theme or person; of a film `film` is its id.
    """

    id: int
    action: Action
    target: Target
    film: int | None = None
    name: str = ""
    starts: date | None = None
    ends: date | None = None

    def acts_on(self, today: date | None) -> bool:
        """Whether it acts on that day; a rule with dates never does where no day is known."""
        if today is None:
            return self.starts is None and self.ends is None
        return (self.starts is None or self.starts <= today) and (self.ends is None or today <= self.ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """The rules of one day over one library.

    Attributes:
        excluded: (films,) rows that nobody gets.
        pinned: rows that come first, in the order of their rules.
        boosts: (rows of the library,) what each unit of `raised` gets added, or None.
        rules: each rule that pins, boosts or buries, with its rows.
    """

    excluded: Rows = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    pinned: Rows = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    boosts: Floats | None = None
    rules: tuple[tuple[Rule, frozenset[int]], ...] = ()

    def on(self, row: int) -> list[Rule]:
        """The rules that acted on the film at `row`."""
        return [rule for rule, rows in self.rules if row in rows]

    def boosts_of(self, rows: Rows) -> Floats | None:
        """(len(rows),) what the rules add for each unit of `raised`."""
        return None if self.boosts is None else self.boosts[rows]


NO_RULES = Acting()


def acting(library: Library, rules: Sequence[Rule], today: date | None) -> Acting:
    """The rules that act today, in the order of their ids, as rows of the library."""
    excluded: list[Rows] = []
    pinned: list[Rows] = []
    boosts: Floats | None = None
    told: list[tuple[Rule, frozenset[int]]] = []
    for rule in sorted(rules, key=lambda rule: rule.id):
        if not rule.acts_on(today):
            continue
        rows = rows_of(library, rule)
        if rule.action == "exclude":
            excluded.append(rows)
            continue
        told.append((rule, frozenset(rows.tolist())))
        if rule.action == "pin":
            pinned.append(rows)
        else:
            boosts = np.zeros(len(library.films), dtype=np.float32) if boosts is None else boosts
            boosts[rows] += BOOST if rule.action == "boost" else BURY
    return Acting(excluded=_joined(excluded), pinned=_joined(pinned), boosts=boosts, rules=tuple(told))


def rows_of(library: Library, rule: Rule) -> Rows:
    """The films that a rule is about."""
    columns = library.columns
    if rule.target == "film":
        return library.rows([rule.film or 0])
    if rule.target == "person":
        return np.array(columns.people.get(rule.name, ()), dtype=np.int64)
    column = columns.genres if rule.target == "genre" else columns.themes
    return np.flatnonzero(column.having_any([rule.name]))


def pinned_first(order: Rows, pinned: Rows, limit: int) -> Rows:
    """The places of an ordered list with the pinned ones first, at most a third of the list.

    Args:
        order: the list, as any numbers.
        pinned: numbers of the same kind, each at most once.
    """
    first = pinned[: max(limit // PINNED_OF, 1)]
    return np.concatenate([first, order[~np.isin(order, first)]])[:limit] if len(first) else order


def without(allowed: NDArray[np.bool_], acting: Acting) -> NDArray[np.bool_]:
    """What may be recommended, without what curators excluded; changes and returns `allowed`."""
    allowed[acting.excluded] = False
    return allowed


def _joined(lists: Iterable[Rows]) -> Rows:
    joined = [row for rows in lists for row in rows.tolist()]
    return np.array(list(dict.fromkeys(joined)), dtype=np.int64)
