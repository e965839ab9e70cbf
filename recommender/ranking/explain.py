"""Why this film? Every term of one film's score, in words."""

from __future__ import annotations

import numpy as np

from recommender.index import Library
from recommender.ranking import words
from recommender.ranking.collaborative import shares
from recommender.ranking.interests import named
from recommender.ranking.rules import NO_RULES, Acting
from recommender.ranking.score import Score, score
from recommender.ranking.wants import Wants
from recommender.ranking.weights import WEIGHTS, Weights
from recommender.shapes import Breakdown, Filters, Part, Rows

CONTROLS = {
    "known": "How well known it is",
    "unknown": "Lifted, for fewer know it",
    "obscure": "Your lean between well known and obscure",
}


def explained(
    library: Library,
    row: int,
    wants: Wants,
    *,
    weights: Weights = WEIGHTS,
    acting: Acting = NO_RULES,
    filters: Filters | None = None,
    barred: str = "",
) -> Breakdown:
    """The parts of the score of the film at `row`; they sum to the score that a list would give it."""
    rows: Rows = np.array([row], dtype=np.int64)
    scored = score(library, rows, wants, weights, acting.boosts_of(rows))
    parts = [part for part in _parts(library, scored, wants, weights, acting) if part.value]
    parts.sort(key=lambda part: -abs(part.value))
    acted = [words.ruled(rule) for rule in acting.on(row)]
    if filters:
        acted.append(words.within(filters))
    return Breakdown(
        film=library.films[row],
        score=float(scored.total[0]),
        parts=tuple(parts),
        interest=_interest(library, scored, wants),
        acted=tuple(acted),
        barred=barred,
    )


def _parts(library: Library, scored: Score, wants: Wants, weights: Weights, acting: Acting) -> list[Part]:
    row = int(scored.rows[0])
    liked = [*wants.liked.tolist(), *wants.further.tolist()]
    further = weights.collaboration * shares(library, scored.rows, wants.further, wants.further_weights)[0]
    parts = [
        Part(kind="seed", text=words.because(library, row, seed), film=library.films[seed].id, value=float(value))
        for seed, value in zip(liked, [*scored.seeds[0], *further], strict=True)
    ]
    if scored.people is not None:
        names = library.columns.credits.names
        hits = (scored.people.people.tolist(), scored.people.values.tolist(), scored.people.films.tolist())
        for number, value, with_them in zip(*hits, strict=True):
            said = words.with_person(library, row, names[number], with_them)
            parts.append(Part(kind="person", text=said, film=library.films[with_them].id, value=value))
    for wish in scored.wishes:
        said = f"You asked for {wish.name}" if wish.name else words.NEAR_WORDS
        parts.append(Part(kind=wish.kind, text=said, value=float(wish.values[0])))
    known = "Being known" if wants.company is None else "Being known, and rated by those who rated what you like"
    parts.append(Part(kind="popular", text=f"{known}, while little else is known", value=float(scored.prior[0])))
    raised = float(scored.raised[0])
    for name, values in scored.factors.items():
        parts.append(_factor(name, raised * float(values[0]), wants, acting, row))
    parts.append(Part(kind="disliked", text="Like films that you disliked", value=-float(scored.disliked[0])))
    rest = float(scored.total[0]) - sum(part.value for part in parts)
    if abs(rest) > 1e-3 * max(abs(raised), 1e-3):  # controls and rules cannot take more than LEAST_FACTOR leaves
        parts.append(Part(kind="rule", text="The least that controls and rules leave", value=rest))
    return parts


def _factor(name: str, value: float, wants: Wants, acting: Acting, row: int) -> Part:
    if name == "rule":
        said = ", ".join(words.ruled(rule) for rule in acting.on(row) if rule.action != "pin")
        return Part(kind="rule", text=said, value=value)
    if name == "era":
        return Part(kind="filter", text=f"Your lean to the {wants.controls.era}s", value=value)
    return Part(kind="popular", text=CONTROLS[name], value=value)


def _interest(library: Library, scored: Score, wants: Wants) -> str:
    """The name of the interest whose films bring most."""
    if not wants.groups:
        return ""
    place = {row: n for n, row in enumerate(wants.liked.tolist())}
    brought = [sum(scored.seeds[0, place[row]] for row in group.rows.tolist()) for group in wants.groups]
    best = int(np.argmax(brought))
    return wants.interest_names[best] if wants.interest_names else named(library, wants.groups[best]).name
