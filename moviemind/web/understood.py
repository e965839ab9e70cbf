"""How an answer is told: how sure we are, in words, and what would help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from moviemind.web.chips import groups_of, offers_of
from moviemind.web.standing import Standing, spelt_out
from recommender.shapes import Answer, Confidence

SURE: dict[Confidence, tuple[str, str]] = {
    "strong": ("A close match", ""),
    "fair": ("A fair match", "One film that you love, or one more wish, makes it better."),
    "weak": (
        "No strong match",
        "These come nearest. It helps to name a film you love, somebody who plays in it, a genre, or what happens.",
    ),
    "none": ("No strong match", ""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A change of the request that a click makes without typing."""

    words: str


QUICK = tuple(Step(words=words) for words in ("show me others", "newer", "older", "funnier", "less violent"))


def understood(standing: Standing, answer: Answer) -> dict[str, Any]:
    """All that the page tells of a question besides the films: what was understood, how sure, what was said since."""
    match, advice = SURE[answer.confidence]
    groups = groups_of(standing, answer)
    return {
        "groups": groups,
        "offers": offers_of(standing, answer),
        "notes": answer.query.notes,  # what would help is told beside how sure we are
        "match": match if groups or answer.confidence in ("weak", "none") else "",
        "advice": advice,
        "then": standing.then,
        "quick": QUICK,
        "kept": spelt_out(standing, answer).pairs(),
    }
