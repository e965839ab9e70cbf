"""All films that can be recommended: a snapshot, and over it the films that changed since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import faiss
import numpy as np
from numpy.typing import NDArray

from recommender.collaboration import Collaboration
from recommender.index.credits import Credits
from recommender.index.lexical import AskedWords, Lexical, Rarity
from recommender.index.snapshot import Snapshot, exact_vectors
from recommender.index.tags import TagColumn, top
from recommender.shapes import CONTENT_NOTES, FilmFacts, Filters, Floats, RequestError, Rows

Mask = NDArray[np.bool_]
CONTENT_STEPS = {"none": 0, "some": 1, "strong": 2}
UNKNOWN = 99  # fails every limit
RATED = 0.1  # what each unit of ln(1 + ratings) says of how known a film is, beside the mark "well known", which says 1
SCAN_UP_TO = 4_000  # so few films are left by a filter that looking at each is quicker than going by their codes
AHEAD, MORE = 2, 40  # of the films nearest by their codes so many times k and so many more are compared exactly


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A film's newest state, from after the snapshot: its vector and facts, or None and None when it is gone."""

    film_id: int
    version: int
    vector: Floats | None
    facts: FilmFacts | None
    overview: str = ""


class Library:
    """An immutable view of all films; `with_changes` gives the next one. Rows of one view mean nothing in another.

    `collaboration` is what ratings taught, by the same rows, or None on a site without ratings. An edited film keeps
    its part in it, a film added since the snapshot has none.
    """

    def __init__(self, snapshot: Snapshot, changes: Sequence[Change] = ()) -> None:
        """Lay `changes` (one for each film, in any order) over a snapshot."""
        self.manifest = snapshot.manifest
        self._snapshot = snapshot
        self._index = snapshot.index
        base = Columns.build(snapshot.films)
        self._base = base
        self._lay(changes)

    def with_changes(self, changes: Iterable[Change]) -> Library:
        """The same snapshot with further changes; a film's highest version wins."""
        newest = {change.film_id: change for change in self.changes}
        for change in changes:
            if change.film_id not in newest or newest[change.film_id].version < change.version:
                newest[change.film_id] = change
        library = object.__new__(Library)
        library.manifest, library._snapshot, library._index = self.manifest, self._snapshot, self._index
        library._base = self._base
        library._lay(tuple(newest.values()))
        return library

    def _lay(self, changes: Sequence[Change]) -> None:
        self.changes = tuple(sorted(changes, key=lambda change: change.version))
        added = [change for change in self.changes if change.facts is not None and change.vector is not None]
        facts = [change.facts for change in added if change.facts is not None]
        self._base_rows = len(self._snapshot.films)
        self._base_vectors = exact_vectors(self._index)
        self._fresh_vectors = np.array([change.vector for change in added], dtype=np.float32).reshape(
            len(added), self.manifest.dim
        )
        lexical = Lexical(self._snapshot.words)
        self._lexical = lexical.extended(facts, [change.overview for change in added]) if facts else lexical
        columns = self._base.extended(facts) if facts else self._base
        self.columns = columns
        self.films: tuple[FilmFacts, ...] = self._snapshot.films + tuple(facts)
        self.version = max((change.version for change in self.changes), default=self.manifest.vectors_version)
        changed = {change.film_id for change in self.changes}
        self.row_of: Mapping[int, int] = {
            film.id: row for row, film in enumerate(self.films) if row >= self._base_rows or film.id not in changed
        }
        self.ids = np.array([film.id for film in self.films], dtype=np.int64)
        self.alive: Mask = np.zeros(len(self.films), dtype=np.bool_)
        self.alive[list(self.row_of.values())] = True
        model = self._snapshot.collaboration
        self.collaboration: Collaboration | None = None if model is None else model.over(self.ids)

    def with_collaboration(self, model: Collaboration | None) -> Library:
        """The same films with another model of what members like together."""
        library = object.__new__(Library)
        kept = {name: value for name, value in self.__dict__.items() if name not in ("popularity", "by_popularity")}
        library.__dict__.update(kept)
        library.collaboration = None if model is None else model.over(self.ids)
        return library

    def __len__(self) -> int:
        return len(self.row_of)

    def film(self, film_id: int) -> FilmFacts | None:
        """The facts of a film, or None when it is not recommendable."""
        row = self.row_of.get(film_id)
        return None if row is None else self.films[row]

    def rows(self, film_ids: Iterable[int]) -> Rows:
        """Row numbers of the films that are here, in the order given."""
        row_of = self.row_of.get
        return np.array([row for i in film_ids if (row := row_of(i)) is not None], dtype=np.int64)

    def rows_or_absent(self, film_ids: NDArray[np.int64]) -> Rows:
        """Row numbers of many films at once, -1 for those that are not here."""
        ids, rows = self._sorted_ids
        if not len(ids):
            return np.full(len(film_ids), -1, dtype=np.int64)
        places = np.searchsorted(ids, film_ids)
        places[places == len(ids)] = 0
        return np.where(ids[places] == film_ids, rows[places], -1)

    @cached_property
    def _sorted_ids(self) -> tuple[Rows, Rows]:
        """The ids of the films that are here, ascending, and their rows."""
        rows = np.flatnonzero(self.alive)
        order = np.argsort(self.ids[rows], kind="stable")
        return self.ids[rows][order], rows[order]

    def vectors(self, rows: Rows) -> Floats:
        """(len(rows), dim) float32, unit rows."""
        if not len(self._fresh_vectors):
            return self._base_vectors.take(rows, axis=0)  # a fifth less time than by an index
        vectors = np.empty((len(rows), self.manifest.dim), dtype=np.float32)
        base = rows < self._base_rows
        vectors[base] = self._base_vectors[rows[base]]
        vectors[~base] = self._fresh_vectors[rows[~base] - self._base_rows]
        return vectors

    @cached_property
    def popularity(self) -> Floats:
        """(rows,) float32, 0 to 1: how well known each film is, by its ratings and by the catalogue's mark."""
        known = self.columns.well_known + RATED * np.log1p(self.columns.ratings)
        if self.collaboration is not None:
            known = known + self.collaboration.known()
        scaled: Floats = (known / max(float(known.max(initial=0)), 1)).astype(np.float32)
        return scaled

    @cached_property
    def by_popularity(self) -> Rows:
        """All rows, the best-known film first; ties go to the lower row."""
        return np.argsort(-self.popularity, kind="stable").astype(np.int64)

    def word_scores(self, asked: AskedWords, rows: Rows | None = None) -> Floats:
        """(rows,) float32: BM25 of each film, or of those at `rows`, ascending, for the words asked."""
        if rows is None:
            return self._lexical.scores(asked, len(self.films), self._base_rows)
        return self._lexical.scores_of(asked, rows, self._base_rows)

    def words_held(self, asked: AskedWords, row: int) -> Mask:
        """(stems asked,) bool: which of the stems the film at `row` holds."""
        return self._lexical.held(asked, row, self._base_rows)

    def word_rarity(self, asked: AskedWords) -> Rarity:
        """How rare each stem is among all films."""
        return self._lexical.rarity(asked)

    @cached_property
    def tags(self) -> Floats:
        """(rows, themes + genres) float32: each film's weighted themes, then its genres, each part of unit length."""
        parts = (self.columns.themes, self.columns.genres)
        return np.concatenate([each.matrix * each.weights / each.norms[:, None] for each in parts], axis=1)

    def allowed(self, filters: Filters, exclude: Collection[int] = (), *, unknown_keeps: bool = False) -> Mask:
        """(rows,) bool: recommendable, keeps every filter, not excluded.

        Args:
            unknown_keeps: a film of which a value is not known keeps filters on it; else it keeps none.

        Raises:
            RequestError: a filter names a genre that no film has.
        """
        mask = self.alive & self.columns.keeping(filters, unknown_keeps=unknown_keeps) if filters else self.alive.copy()
        if exclude:
            mask[self.rows(exclude)] = False
        return mask

    def search(self, vectors: Floats, k: int, allowed: Mask) -> list[Rows]:
        """For each query vector the rows of the k nearest allowed films by inner product, best first.

        Ties go to lower rows.

        Args:
            vectors: (queries, dim) float32, unit rows.
        """
        return [rows for rows, _ in self.nearest(vectors, k, allowed)]

    def nearest(self, vectors: Floats, k: int, allowed: Mask) -> list[tuple[Rows, Floats]]:
        """What `search` finds, and the inner product of each."""
        base_allowed = allowed[: self._base_rows]
        count = int(np.count_nonzero(base_allowed))
        if self._base_rows <= SCAN_UP_TO and not len(self._fresh_vectors):  # all at once: gathering rows takes longer
            every = self._base_vectors @ vectors.T
            every[~base_allowed] = -np.inf
            near = (top(scores, min(k, count)) for scores in every.T)
            return [(rows, scores[rows]) for rows, scores in zip(near, every.T, strict=True)]
        fresh = np.flatnonzero(allowed[self._base_rows :]) + self._base_rows
        if count <= SCAN_UP_TO:
            looked_at = [np.flatnonzero(base_allowed)] * len(vectors)
        else:
            looked_at = self._nearly(vectors, min(k, count), base_allowed, count)
        found = []
        for vector, rows in zip(vectors, looked_at, strict=True):
            rows = np.concatenate([rows, fresh]) if len(fresh) else rows
            scores = self.vectors(rows) @ vector
            best = top(scores, k)
            found.append((rows[best], scores[best]))
        return found

    def _nearly(self, vectors: Floats, k: int, allowed: Mask, count: int) -> list[Rows]:
        """For each query allowed rows of the snapshot, ascending, that hold the k nearest, all but a few at the end.

        Of 36,000 films 0.987 of the 150 nearest are among them, and all of the 10 nearest but one in 3,000.
        """
        if not hasattr(self._index, "base_index"):
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little")))
            _, found = self._index.search(np.ascontiguousarray(vectors), k, params=parameters)
            return [np.sort(near[near >= 0]) for near in found]
        ahead = min(len(allowed), (AHEAD * k + MORE) * len(allowed) // count)  # codes know nothing of filters
        _, found = self._index.base_index.search(np.ascontiguousarray(vectors), ahead)
        near_ones = [np.sort(near[allowed[near]]) for near in found]
        return [near if len(near) >= k else np.flatnonzero(allowed) for near in near_ones]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The facts of all rows as arrays, for filtering and scoring many films at once."""

    year: NDArray[np.int32]
    runtime: NDArray[np.int32]  # 0: unknown
    ratings: NDArray[np.int32]
    well_known: Mask
    content: NDArray[np.int8]  # (rows, 5): a CONTENT_STEPS value, or UNKNOWN
    genres: TagColumn
    themes: TagColumn
    languages: TagColumn
    countries: TagColumn
    people: Mapping[str, tuple[int, ...]]  # name -> rows
    credits: Credits

    @classmethod
    def build(cls, films: Sequence[FilmFacts], base: Columns | None = None) -> Columns:
        """Make the columns of `films`, below those of `base` where it is given."""

        def tags(name: str, rows: list[tuple[str, ...]]) -> TagColumn:
            return TagColumn.build(rows, getattr(base, name) if base else None)

        def stacked(name: str, values: list[int], dtype: type) -> NDArray[np.int32]:
            fresh: NDArray[np.int32] = np.array(values, dtype=dtype)
            return np.concatenate([getattr(base, name), fresh]) if base else fresh

        notes = [[CONTENT_STEPS.get(film.content.get(note, ""), UNKNOWN) for note in CONTENT_NOTES] for film in films]
        content = np.array(notes, dtype=np.int8).reshape(len(films), len(CONTENT_NOTES))
        above = len(base.year) if base else 0
        people: dict[str, tuple[int, ...]] = dict(base.people) if base else {}
        for row, film in enumerate(films, start=above):
            for name in dict.fromkeys((*film.directors, *film.cast)):
                people[name] = (*people.get(name, ()), row)
        return cls(
            year=stacked("year", [film.year for film in films], np.int32),
            runtime=stacked("runtime", [film.runtime or 0 for film in films], np.int32),
            ratings=stacked("ratings", [film.ratings for film in films], np.int32),
            well_known=stacked("well_known", [film.well_known for film in films], np.bool_).astype(np.bool_),
            content=np.concatenate([base.content, content]) if base else content,
            genres=tags("genres", [film.genres for film in films]),
            themes=tags("themes", [film.themes for film in films]),
            languages=tags("languages", [(film.language,) if film.language else () for film in films]),
            countries=tags("countries", [film.countries for film in films]),
            people=people,
            credits=Credits.build(films, base.credits if base else None),
        )

    def extended(self, films: Sequence[FilmFacts]) -> Columns:
        """These columns with further rows below."""
        return Columns.build(films, self)

    def keeping(self, filters: Filters, *, unknown_keeps: bool = False) -> Mask:
        """(rows,) bool: the films that keep every filter; an unknown value keeps none, or, where it is said, each.

        Raises:
            RequestError: a filter names a genre that no film has.
        """
        mask = np.ones(len(self.year), dtype=np.bool_)
        for field in ("genres", "without_genres"):
            for genre in getattr(filters, field):
                if genre not in self.genres.names:
                    raise RequestError(
                        f"filters.{field}", f"no genre {genre!r}; there are {', '.join(sorted(self.genres.names))}"
                    )

        def lay(known: Mask, keeps: Mask) -> None:
            mask[:] &= (keeps | ~known) if unknown_keeps else (keeps & known)

        if filters.genres:
            lay(self.genres.matrix.any(axis=1), self.genres.having_all(filters.genres))
        if filters.without_genres:
            lay(self.genres.matrix.any(axis=1), ~self.genres.having_any(filters.without_genres))
        if filters.year_min is not None:
            mask &= self.year >= filters.year_min
        if filters.year_max is not None:
            mask &= self.year <= filters.year_max
        if filters.runtime_min is not None:
            lay(self.runtime > 0, self.runtime >= filters.runtime_min)
        if filters.runtime_max is not None:
            lay(self.runtime > 0, self.runtime <= filters.runtime_max)
        if filters.languages:
            lay(self.languages.matrix.any(axis=1), self.languages.having_any(filters.languages))
        if filters.countries:
            lay(self.countries.matrix.any(axis=1), self.countries.having_any(filters.countries))
        if filters.ratings_min is not None:
            mask &= self.ratings >= filters.ratings_min
        for note, level in filters.content_max.items():
            shown = self.content[:, CONTENT_NOTES.index(note)]
            lay(shown != UNKNOWN, shown <= CONTENT_STEPS[level])
        return mask
