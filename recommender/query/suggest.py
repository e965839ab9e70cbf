"""Titles by their beginning, for suggestions while somebody types."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from recommender.query.fold import joined, title_keys
from recommender.query.titles import Ids
from recommender.shapes import FilmFacts

KEPT = 8  # best-known titles kept for each short beginning
SHORT = 3
SCANNED = 400


class Starts:
    """A sorted list of title keys; for beginnings of up to three letters the best known are worked out before."""

    def __init__(self, films: Iterable[FilmFacts]) -> None:
        """Sort the titles."""
        rows = [(joined(title_keys(film.title)), film) for film in films]
        ordered = sorted(rows, key=lambda row: (row[0], row[1].id))
        self._keys = [key for key, _ in ordered]
        self._films = [film.id for _, film in ordered]
        self._short: dict[str, list[int]] = {}
        for key, film in sorted(rows, key=lambda row: (not row[1].well_known, -row[1].ratings, row[0], row[1].id)):
            for size in range(1, SHORT + 1):
                best = self._short.setdefault(key[:size], [])
                if len(best) < KEPT * 3 and film.id not in best:
                    best.append(film.id)

    def beginning(self, key: str) -> Ids:
        """Films whose title key starts so; of very many, the first by the alphabet."""
        if not key:
            return ()
        if len(key) <= SHORT:
            return tuple(self._short.get(key, ()))
        first = bisect_left(self._keys, key)
        last = first
        while last < len(self._keys) and last - first < SCANNED and self._keys[last].startswith(key):
            last += 1
        return tuple(self._films[first:last])
