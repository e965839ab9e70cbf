"""A lexical index beside the vectors: BM25 (Robertson and Zaragoza, 2009) over stems and pairs of neighbouring stems.

Vectors know what is meant, words know names and rare things; the two are fused in ranking. Terms are kept as 32-bit
hashes and postings as three flat arrays, so that 36,000 films take some 40 MB, mapped from the snapshot's file and
shared by all processes.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from recommender.index.stem import stem
from recommender.query.fold import words_of
from recommender.query.words import STOP
from recommender.shapes import FilmFacts, Floats, Rows

K1, B = 1.2, 0.6
PAIR = 0.6  # what a pair of neighbouring words weighs beside one word as rare
TITLE, THEMES, PEOPLE = 1.0, 1.5, 1.0  # how often a word there counts, beside once for one in the overview
Terms = dict[int, float]  # hash -> how much of it


def stems_of(text: str) -> list[str]:
    """The stems of a text's words; "" where a small word stood, so that pairs do not reach over it twice."""
    return ["" if word in STOP else stem(word) for word in words_of(text)]


def _hash(term: str) -> int:
    return zlib.crc32(term.encode())


def _pairs(stems: Sequence[str]) -> Iterator[str]:
    """Neighbours, with at most one small word between them."""
    for i, first in enumerate(stems):
        if not first:
            continue
        for second in stems[i + 1 : i + 3]:
            if second:
                yield f"{first} {second}"
                break


@dataclass(frozen=True, slots=True)
class AskedWords:
    """The words of a question as terms: each stem's and each pair's hash."""

    stems: tuple[str, ...]
    words: tuple[int, ...]
    pairs: tuple[int, ...]

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a text."""
        stems = stems_of(text)
        told = tuple(dict.fromkeys(filter(None, stems)))
        return cls(told, tuple(map(_hash, told)), tuple(dict.fromkeys(map(_hash, _pairs(stems)))))


def _terms_of(film: FilmFacts, overview: str) -> tuple[Terms, int]:
    """Every term of a film with its weighted count, and the length that BM25 measures it by."""
    counts: Counter[str] = Counter()
    length = 0
    parts = [(film.title, TITLE), (overview, 1.0)]
    parts += [(theme, THEMES) for theme in film.themes] + [(genre, 1.0) for genre in film.genres]
    parts += [(name, PEOPLE) for name in dict.fromkeys((*film.directors, *film.cast))]
    for text, weight in parts:
        stems = stems_of(text)
        length += sum(map(bool, stems))
        for term in (*filter(None, stems), *_pairs(stems)):
            counts[term] += weight  # type: ignore[assignment]
    return {_hash(term): float(count) for term, count in counts.items()}, length


@dataclass(frozen=True, slots=True)
class Words:
    """Postings of some films: for term `keys[i]` the films `rows[starts[i]:starts[i+1]]`, with BM25's weight of each.

    Attributes:
        keys: (terms,) uint32, rising.
        starts: (terms + 1,) int64.
        rows: (postings,) int32.
        weights: (postings,) float16, all of BM25 but the sum, idf included.
        films: how many films it holds.
        length: their mean length.
    """

    keys: NDArray[np.uint32]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: NDArray[np.float16]
    films: int
    length: float

    @classmethod
    def build(cls, films: Sequence[FilmFacts], overviews: Sequence[str], base: Words | None = None) -> Words:
        """Index films; for films laid over `base`, rarity and length are measured by it."""
        read = [_terms_of(film, overview) for film, overview in zip(films, overviews, strict=True)]
        lengths = np.array([length for _, length in read], dtype=np.float32)
        sizes = [len(terms) for terms, _ in read]
        keys = np.fromiter((key for terms, _ in read for key in terms), dtype=np.uint32, count=sum(sizes))
        counts = np.fromiter((n for terms, _ in read for n in terms.values()), dtype=np.float32, count=sum(sizes))
        rows = np.repeat(np.arange(len(read), dtype=np.int32), sizes)
        order = np.argsort(keys, kind="stable")
        keys, counts, rows = keys[order], counts[order], rows[order]
        unique, first, held = np.unique(keys, return_index=True, return_counts=True)
        mean = base.length if base is not None else float(lengths.mean()) if len(lengths) else 1.0
        total = len(read)
        if base is not None:
            held, total = base.holders(unique), base.films
        idf = np.log1p((total - held + 0.5) / (held + 0.5)).astype(np.float32)
        norm = K1 * (1 - B + B * lengths[rows] / max(mean, 1.0))
        sizes_of = np.diff(np.append(first, len(keys)))
        weights = np.repeat(idf, sizes_of) * counts * (K1 + 1) / (counts + norm)
        starts = np.append(first, len(keys)).astype(np.int64)
        return cls(unique, starts, rows, weights.astype(np.float16), total, mean)

    def holders(self, keys: NDArray[np.uint32]) -> NDArray[np.int64]:
        """How many films hold each term."""
        if not len(self.keys):
            return np.zeros(len(keys), dtype=np.int64)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        held = np.where(self.keys[at] == keys, self.starts[at + 1] - self.starts[at], 0)
        return held.astype(np.int64)

    def held(self, keys: Sequence[int], row: int) -> NDArray[np.bool_]:
        """(keys,) which of the terms a film holds."""
        held = np.zeros(len(keys), dtype=np.bool_)
        for place, at in self._found(keys):
            span = self.rows[self.starts[at] : self.starts[at + 1]]
            near = int(span.searchsorted(span.dtype.type(row)))
            held[place] = near < len(span) and int(span[near]) == row
        return held

    def _found(self, keys: Sequence[int]) -> Iterator[tuple[int, int]]:
        """For each of the terms that some film holds its place in `keys` and its number."""
        if len(self.keys) and keys:
            # Both sides of one type: else all the terms there are would be converted first.
            wanted = np.array(keys, dtype=np.uint32)
            at = np.minimum(self.keys.searchsorted(wanted), len(self.keys) - 1)
            places = np.flatnonzero(self.keys[at] == wanted)
            yield from zip(places.tolist(), at[places].tolist(), strict=True)

    def add(self, scores: Floats, keys: Sequence[int], weight: float, offset: int = 0) -> None:
        """Add each film's weights for these terms to `scores`, film 0 of these at `offset`."""
        for _, at in self._found(keys):
            span = slice(int(self.starts[at]), int(self.starts[at + 1]))
            scores[self.rows[span] + offset] += weight * self.weights[span].astype(np.float32)

    def add_to(self, scores: Floats, rows: NDArray[np.int32], keys: Sequence[int], weight: float) -> None:
        """Add the weights of the films at `rows`, ascending, for these terms to `scores`, one for each of the rows."""
        for _, at in self._found(keys):
            start, end = int(self.starts[at]), int(self.starts[at + 1])
            span = self.rows[start:end]
            places = np.minimum(span.searchsorted(rows), end - start - 1)
            held = np.flatnonzero(span[places] == rows)
            if len(held):
                scores[held] += weight * self.weights[start + places[held]].astype(np.float32)

    def save(self, path: Path) -> None:
        """Write to one file: a header and the four arrays, each at a place that can be mapped."""
        with path.open("wb") as file:
            np.array([self.films, len(self.keys), len(self.rows)], dtype=np.int64).tofile(file)
            np.array([self.length], dtype=np.float64).tofile(file)
            for array in (self.starts, self.rows, self.keys, self.weights):
                array.tofile(file)

    @classmethod
    def load(cls, path: Path) -> Words:
        """Map what `save` wrote.

        Raises:
            ValueError: the file is not as long as its header says.
        """
        header = np.fromfile(path, dtype=np.int64, count=3)
        if len(header) < 3:
            raise ValueError("is cut short")
        films, terms, postings = map(int, header)
        if path.stat().st_size != 32 + 8 * (terms + 1) + 4 * postings + 4 * terms + 2 * postings:
            raise ValueError("is not as long as its header says")
        length = float(np.fromfile(path, dtype=np.float64, count=1, offset=24)[0])
        at = 32

        def mapped(dtype: type[Any], size: int) -> NDArray[Any]:
            nonlocal at
            place, at = at, at + size * np.dtype(dtype).itemsize
            if not size:
                return np.empty(0, dtype=dtype)
            # As a plain array: the subclass costs more than the look-ups.
            return np.asarray(np.memmap(path, dtype=dtype, mode="r", offset=place, shape=(size,)))

        starts, rows = mapped(np.int64, terms + 1), mapped(np.int32, postings)
        keys, weights = mapped(np.uint32, terms), mapped(np.float16, postings)
        return cls(keys, starts, rows, weights, films, length)


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare the stems of a question are.

    Attributes:
        of: (stems asked,) float32; a stem that no film holds is the rarest.
        known: (stems asked,) whether any film holds it.
    """

    of: Floats
    known: NDArray[np.bool_]

    @property
    def all_of_it(self) -> float:
        """Of all stems together, at least 1: about what a film that holds each of them scores."""
        return max(1.0, float(self.of.sum()))

    def part(self, which: NDArray[np.bool_]) -> float:
        """Of some of the stems, as a part of all of it."""
        return float((self.of * which).sum()) / self.all_of_it


@dataclass(frozen=True, slots=True)
class Lexical:
    """The words of all films of a library: those of the snapshot, and those laid over it below."""

    base: Words
    fresh: Words | None = None

    def extended(self, films: Sequence[FilmFacts], overviews: Sequence[str]) -> Lexical:
        """The snapshot's words with those of fresh films below."""
        return Lexical(self.base, Words.build(films, overviews, self.base) if films else None)

    def scores(self, asked: AskedWords, rows: int, base_rows: int) -> Floats:
        """(rows,) float32: BM25 of every film for the words asked; 0 where no word is shared."""
        scores = np.zeros(rows, dtype=np.float32)
        for words, offset in ((self.base, 0), (self.fresh, base_rows)):
            if words is not None:
                words.add(scores, asked.words, 1.0, offset)
                words.add(scores, asked.pairs, PAIR, offset)
        return scores

    def scores_of(self, asked: AskedWords, rows: Rows, base_rows: int) -> Floats:
        """(len(rows),) float32: the same of the films at `rows`, ascending: of a few in a fraction of the time."""
        scores = np.zeros(len(rows), dtype=np.float32)
        parted = int(rows.searchsorted(base_rows))
        for words, part, offset in ((self.base, slice(parted), 0), (self.fresh, slice(parted, None), base_rows)):
            if words is not None and len(rows[part]):
                own = (rows[part] - offset).astype(np.int32)
                words.add_to(scores[part], own, asked.words, 1.0)
                words.add_to(scores[part], own, asked.pairs, PAIR)
        return scores

    def rarity(self, asked: AskedWords) -> Rarity:
        """How rare each stem is among the films of the snapshot."""
        held = self.base.holders(np.array(asked.words, dtype=np.uint32))
        of = np.log1p((self.base.films - held + 0.5) / (held + 0.5)).astype(np.float32)
        return Rarity(of, held > 0)

    def held(self, asked: AskedWords, row: int, base_rows: int) -> NDArray[np.bool_]:
        """(stems asked,) which of the stems the film at `row` holds."""
        words, at = (self.base, row) if row < base_rows else (self.fresh, row - base_rows)
        return np.zeros(len(asked.words), dtype=np.bool_) if words is None else words.held(asked.words, at)
