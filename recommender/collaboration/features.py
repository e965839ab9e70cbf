"""What films have in common besides their ratings, as further rows for the model: genres, years, texts.

Each row says how much every film has of something, as a member's row says how much they like it; so films with few
ratings, or none, are told from films that are like them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recommender.shapes import FilmFacts, Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """How much each kind of likeness weighs, and over how many years films count as of one time."""

    genres: float = 0.5
    years: float = 0.5
    text: float = 0.5
    spread: float = 6.0  # years around the middle of a period; periods overlap, so that near years are alike


def features(films: Sequence[FilmFacts], vectors: Floats | None, shares: Shares) -> Floats:
    """(features, films) float32; for each kind a film's column has the length of the kind's share.

    Args:
        vectors: (films, dim) float32, unit rows, or None.
    """
    kinds = [shares.genres * genres(films), shares.years * periods(films, shares.spread)]
    if vectors is not None:
        kinds.append(shares.text * centred(vectors))
    return np.concatenate(kinds).astype(np.float32)


def genres(films: Sequence[FilmFacts]) -> Floats:
    """(genres, films) float32, unit columns, the rarer genre the longer; a film without any has a column of zeros."""
    names = sorted({genre for film in films for genre in film.genres})
    carried = np.array([[name in film.genres for film in films] for name in names], dtype=np.float32)
    carried = carried.reshape(len(names), len(films))
    telling = np.sqrt(np.log1p(len(films) / np.maximum(carried.sum(axis=1), 1)))
    return unit(carried * telling[:, None])


def periods(films: Sequence[FilmFacts], spread: float) -> Floats:
    """(periods, films) float32, unit columns: how near each film's year is to the middle of each period."""
    years = np.array([film.year for film in films], dtype=np.float32)
    known = years[years > 0]
    if not len(known):
        return np.zeros((0, len(films)), dtype=np.float32)
    middles = np.arange(known.min() - spread, known.max() + 1.5 * spread, spread / 2, dtype=np.float32)
    near = np.exp(-0.5 * np.square((years[None, :] - middles[:, None]) / np.float32(spread)))
    return unit(near * (years > 0))


def centred(vectors: Floats) -> Floats:
    """(dim, films) float32: the vectors as unit columns, seen from their mean."""
    return unit(vectors.T - vectors.mean(axis=0)[:, None])


def unit(columns: Floats) -> Floats:
    """The columns, each of length 1; columns of zeros stay."""
    lengths = np.linalg.norm(columns, axis=0, keepdims=True)
    scaled: Floats = columns / np.maximum(lengths, 1e-6)
    return scaled
