"""What is embedded of a film: three texts, made from its facts and its overview, and one vector from the three."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import numpy as np

from recommender.shapes import FilmFacts, Floats

# How much each part tells of a film; fitted in docs/asking.md. Scoring by one vector so composed is the same as scoring
# each part by itself and adding, and costs a third.
OVERVIEW, THEMES, LINE = 1.0, 0.5, 0.2
RECIPE = "3"  # part of what a vector was made with: another recipe makes all vectors anew
Parts = tuple[str, str, str]


def parts_of(overview: str, facts: FilmFacts) -> Parts:
    """A film's texts: what happens; its themes and mood; its genres and people. "" where nothing is known.

    A film of which nothing is known has its title in the first.
    """
    themes = f"{', '.join(facts.themes)}." if facts.themes else ""
    made = [f"{', '.join(facts.genres)}."] if facts.genres else []
    made += [f"Directed by {', '.join(facts.directors)}."] if facts.directors else []
    made += [f"With {', '.join(facts.cast)}."] if facts.cast else []
    parts = (overview.strip(), themes, " ".join(made))
    return parts if any(parts) else (facts.title, "", "")


def film_vectors(parts: Sequence[Parts], encode: Callable[[Sequence[str]], Floats], dim: int) -> Floats:
    """(len(parts), dim) float32, unit rows: each film's texts embedded, and their weighted sum brought to length 1."""
    texts = list(dict.fromkeys(text for three in parts for text in three if text))
    vectors = np.zeros((len(parts), dim), dtype=np.float32)
    if not texts:
        return vectors
    encoded = dict(zip(texts, encode(texts), strict=True))
    for row, three in enumerate(parts):
        for text, weight in zip(three, (OVERVIEW, THEMES, LINE), strict=True):
            if text:
                vectors[row] += weight * encoded[text]
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return vectors


def digest_of(parts: Parts) -> str:
    """A fingerprint of a film's texts, to see whether its vector is still good."""
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
