"""What the engine understood of a question, in plain words."""

from __future__ import annotations

from typing import Any

from moviemind.web.places import country_name, language_name
from recommender.shapes import Answer

MATCH = {
    "strong": "A close match",
    "fair": "A fair match",
    "weak": "A loose match: say more, and it gets better",
}


def understood(answer: Answer) -> dict[str, Any]:
    """The seeds, dislikes, unknown titles, conditions and wishes of an answer, ready to be shown."""
    query = answer.query
    return {
        "seeds": answer.seeds,
        "dislikes": answer.dislikes,
        "unknown": query.unknown,
        "conditions": conditions(query.filters.as_dict())
        + [f"no {word}" for word in (*query.avoid_themes, *query.avoid_people)],
        "wishes": [*query.genres, *query.themes, *query.people],
        "notes": answer.notes,
        "match": MATCH.get(answer.confidence, ""),
    }


def conditions(filters: dict[str, Any]) -> list[str]:
    """Filters as phrases.

    >>> conditions({"year_min": 1990, "year_max": 1999, "runtime_max": 120, "without_genres": ["Horror"]})
    ['no Horror', 'from 1990 to 1999', 'at most 120 minutes']
    """
    phrases = [f"only {genre}" for genre in filters.get("genres", ())]
    phrases += [f"no {genre}" for genre in filters.get("without_genres", ())]
    phrases += _span(filters.get("year_min"), filters.get("year_max"), "from {}", "until {}", "from {} to {}")
    phrases += _span(
        filters.get("runtime_min"),
        filters.get("runtime_max"),
        "at least {} minutes",
        "at most {} minutes",
        "{} to {} minutes",
    )
    if languages := filters.get("languages"):
        phrases.append(f"in {' or '.join(language_name(code) for code in languages)}")
    if countries := filters.get("countries"):
        phrases.append(f"from {' or '.join(country_name(code) for code in countries)}")
    phrases += [
        f"no {note}" if most == "none" else f"not much {note}" for note, most in filters.get("content_max", {}).items()
    ]
    if ratings := filters.get("ratings_min"):
        phrases.append(f"rated at least {ratings} times")
    return phrases


def _span(low: int | None, high: int | None, at_least: str, at_most: str, both: str) -> list[str]:
    if low is not None and high is not None:
        return [str(low) if low == high else both.format(low, high)]
    if low is not None:
        return [at_least.format(low)]
    return [] if high is None else [at_most.format(high)]
