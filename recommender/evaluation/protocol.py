"""The whole measurement: the site's lists beside its peers', on warm films, cold films and members little known.

A rating is held out by its hash, so that every run splits alike (split.py). Nothing here is fitted: constants were, on
the validation split inside the training half.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from recommender.collaboration import LeavingOut, Ratings, graded, prepare, train
from recommender.evaluation import measures, peers, split
from recommender.evaluation.data import Rated
from recommender.evaluation.served import ACCURATE, DEFAULT, Case, engine_of, served_library, served_lists
from recommender.index import Library
from recommender.index.tags import top
from recommender.shapes import Controls, FilmFacts, Floats, Rows

LIKED = 8  # half stars
LEAST_LIKED = 5  # in the training half
PLACES = 20
KNOWN = (1, 3, 10, 50)  # films known of members little known
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One recommender's figures."""

    ndcg: Floats  # (members,) at 10
    recall: Floats  # (members,) at 20
    coverage: float
    diversity: float
    novelty: float
    top_share: float

    def as_dict(self) -> dict[str, float]:
        """A JSON-ready dict."""
        interval = measures.bootstrap(self.ndcg)
        figures = {
            "ndcg@10": interval.mean,
            "recall@20": float(self.recall.mean()),
            "coverage@10": self.coverage,
            "diversity@10": self.diversity,
            "novelty@10": self.novelty,
            "top1%@10": self.top_share,
            "ndcg@10_low": interval.low,
            "ndcg@10_high": interval.high,
        }
        return {name: round(value, 4) for name, value in figures.items()}


@dataclass(slots=True)
class Report:
    """All rows, by section and name, and which were left out because a package is missing."""

    warm: dict[str, Row] = field(default_factory=dict)
    cold: dict[str, Row] = field(default_factory=dict)
    few: dict[str, dict[str, Row]] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)  # row -> package
    members: dict[str, int] = field(default_factory=dict)  # section -> how many were measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """What is known of films: facts by id, and vectors of their texts.

    Attributes:
        described: ids of the films that have a text of their own, beyond title and genres.
    """

    facts: Mapping[int, FilmFacts]
    vectors: Mapping[int, Floats]
    described: frozenset[int]


class World:
    """Films and members of one training set, with its matrices. Rows of films are ascending by id."""

    def __init__(self, known: Rated, catalogue: Catalogue, also: Rows | None = None) -> None:
        """Take the ratings to train on; films of `also` are there too, without ratings."""
        self.known = known
        ids = np.unique(known.ratings.films)
        self.ids = ids if also is None else np.union1d(ids, also)
        self.films = tuple(catalogue.facts[film] for film in self.ids.tolist())
        self.vectors: Floats = np.array([catalogue.vectors[film] for film in self.ids.tolist()], dtype=np.float32)
        self.members = np.unique(known.ratings.members)

    def rows(self, ids: Rows) -> Rows:
        """Rows of films; NOTHING for a film that is not here."""
        found = np.searchsorted(self.ids, ids).clip(max=len(self.ids) - 1)
        return np.where(self.ids[found] == ids, found, measures.NOTHING)

    def matrix(self, values: Floats) -> Floats:
        """(members, films) float32 of one value for each rating."""
        matrix = np.zeros((len(self.members), len(self.ids)), dtype=np.float32)
        ratings = self.known.ratings
        matrix[np.searchsorted(self.members, ratings.members), self.rows(ratings.films)] = values
        return matrix

    @cached_property
    def liked(self) -> Floats:
        """1 where a member liked a film."""
        return self.matrix((self.known.ratings.half_stars >= LIKED).astype(np.float32))

    @cached_property
    def rated(self) -> Floats:
        """1 where a member rated a film."""
        return self.matrix(np.ones(len(self.known.ratings), dtype=np.float32))

    @cached_property
    def genres(self) -> Floats:
        """(films, genres) 0 and 1."""
        names = sorted({genre for film in self.films for genre in film.genres})
        return np.array([[name in film.genres for name in names] for film in self.films], dtype=np.float32)

    @cached_property
    def decades(self) -> Floats:
        """(films, decades) 0 and 1."""
        decades = np.array([film.year // 10 for film in self.films])
        return (decades[:, None] == np.unique(decades)).astype(np.float32)

    def row(self, lists: Rows, wanted: Sequence[Rows], films: int | None = None) -> Row:
        """The figures of lists of rows."""
        counts = self.rated.sum(axis=0).astype(np.int64)
        return Row(
            ndcg=measures.ndcg(lists, wanted),
            recall=measures.recall(lists, wanted, PLACES),
            coverage=measures.coverage(lists, films or len(self.ids)),
            diversity=float(measures.diversity(lists, self.genres).mean()),
            novelty=float(measures.novelty(lists, counts, len(self.members)).mean()),
            top_share=measures.share_of_top(lists, counts),
        )


def cases_of(known: Rated, held_out: Ratings) -> Iterator[tuple[int, Case]]:
    """Members with enough liked films that are known and one that is held out, each with their number."""
    liked = held_out.only(held_out.half_stars >= LIKED)
    for member in np.unique(liked.members).tolist():
        told = known.only(known.ratings.members == member)
        if int((told.ratings.half_stars >= LIKED).sum()) >= LEAST_LIKED:
            yield member, Case(known=told.ratings, at=told.at, wanted=liked.films[liked.members == member])


def run(rated: Rated, catalogue: Catalogue, say: Say = lambda words: None, *, validation: bool = False) -> Report:
    """Measure everything. The test half is read here and nowhere else.

    Args:
        say: told what is being done.
        validation: measure inside the training half instead, and leave the test half unread: for fitting constants.
    """
    report = Report()
    held_out = split.held_out(rated.ratings.members, rated.ratings.films)
    if validation:
        rated = rated.only(~held_out)
        held_out = split.held_out(rated.ratings.members, rated.ratings.films, "v:")
    _warm(report, rated, held_out, catalogue, say)
    _cold(report, rated, split.cold(rated.ratings.films, "vfilm:" if validation else "film:"), catalogue, say)
    return report


def _warm(report: Report, rated: Rated, held_out: split.Mask, catalogue: Catalogue, say: Say) -> None:
    world = World(rated.only(~held_out), catalogue)
    told = dict(cases_of(world.known, rated.ratings.only(held_out)))
    report.members["warm"] = len(told)
    if not told:
        return
    cases, wanted = list(told.values()), [world.rows(case.wanted) for case in told.values()]
    places = np.searchsorted(world.members, list(told))
    barred = world.rated[places] > 0

    def ranked(scores: Floats) -> Row:
        return world.row(lists_of(scores[places], barred), wanted)

    def listed(over: Library, controls: Controls) -> Row:
        return world.row(world.rows(served_lists(engine_of(over), cases, controls, PLACES)), wanted)

    say("training")
    model = train(world.ids, world.known.ratings, world.vectors, films=world.films)
    library = served_library(world.films, world.vectors, model)
    say("the site's lists")
    report.warm["accurate"] = listed(library, ACCURATE)
    report.warm["default"] = listed(library, DEFAULT)
    say("peers")
    shared = np.concatenate([world.genres.T, world.decades.T])
    grades = world.matrix(graded(world.known.ratings.half_stars))
    contest: dict[str, Callable[[], Floats]] = {
        "popularity": lambda: peers.popularity(world.liked),
        "item_knn": lambda: peers.item_knn(world.liked),
        "ease": lambda: peers.ease(world.liked),
        "ease_graded": lambda: peers.ease(grades),
        "ials": lambda: peers.ials(world.liked),
        "hybrid": lambda: peers.hybrid(world.liked, world.rated, shared),
    }
    for name, scores in contest.items():
        _enter(report, report.warm, name, scores, ranked)
    report.warm["text"] = listed(library.with_collaboration(None), ACCURATE)
    say("members little known")
    _few(report, world, told, library, model.least)


def _few(report: Report, world: World, told: Mapping[int, Case], library: Library, least: float) -> None:
    """Of each member only some films are known, and the model was trained without them."""
    leaving = LeavingOut(prepare(world.ids, world.known.ratings, world.vectors, films=world.films), least)
    lists: dict[int, list[Rows]] = {count: [] for count in KNOWN}
    asked: dict[int, list[tuple[int, Case]]] = {count: [] for count in KNOWN}
    for member, case in told.items():
        order = split.few(member, case.known.films[case.known.half_stars >= LIKED])
        model = leaving.model(member, order[: max(KNOWN)])
        engine = engine_of(library.with_collaboration(model))
        for count in KNOWN:
            if len(order) >= count:
                few = _knowing(case, order[:count])
                asked[count].append((member, few))
                lists[count].append(served_lists(engine, [few], ACCURATE, PLACES)[0])
    for count in KNOWN:
        if not asked[count]:
            continue
        report.members[f"few {count}"] = len(asked[count])
        wanted = [world.rows(case.wanted) for _, case in asked[count]]
        places = np.searchsorted(world.members, [member for member, _ in asked[count]])
        known = np.zeros((len(places), len(world.ids)), dtype=np.float32)
        for row, (_, case) in enumerate(asked[count]):
            known[row, world.rows(case.known.films)] = 1
        barred = world.rated[places] > 0
        popular = world.liked.sum(axis=0) - world.liked[places]
        alone = peers.ease_few(world.liked, places, known)
        report.few[str(count)] = {
            "ours": world.row(world.rows(np.array(lists[count])), wanted),
            "popularity": world.row(lists_of(popular, barred), wanted),
            "ease": world.row(lists_of(alone, barred), wanted),
        }


def _knowing(case: Case, films: Rows) -> Case:
    """The case with only these films known; the member's others may not be recommended."""
    kept = np.isin(case.known.films, films)
    barred = frozenset(case.known.films[~kept].tolist())
    return Case(known=case.known.only(kept), at=case.at[kept], wanted=case.wanted, barred=barred)


def _cold(report: Report, rated: Rated, held_out: split.Mask, catalogue: Catalogue, say: Say) -> None:
    """Films whose ratings are all held out, those with a text ranked among themselves."""
    wanted_of = rated.ratings.only(held_out)
    described = np.array(sorted(catalogue.described), dtype=np.int64)
    films = np.intersect1d(np.unique(wanted_of.films), described)
    if not len(films):
        return
    say("cold films")
    world = World(rated.only(~held_out), catalogue, also=films)
    told = dict(cases_of(world.known, wanted_of.only(np.isin(wanted_of.films, films))))
    report.members["cold"] = len(told)
    if not told:
        return
    others = frozenset(np.setdiff1d(world.ids, films).tolist())
    cases = [Case(known=c.known, at=c.at, wanted=c.wanted, barred=others) for c in told.values()]
    wanted = [world.rows(case.wanted) for case in cases]
    model = train(world.ids, world.known.ratings, world.vectors, films=world.films)
    engine = engine_of(served_library(world.films, world.vectors, model))
    lists = world.rows(served_lists(engine, cases, ACCURATE, PLACES))
    report.cold["ours"] = world.row(lists, wanted, len(films))
    places, rows = np.searchsorted(world.members, list(told)), world.rows(films)
    warm = np.setdiff1d(np.arange(len(world.ids)), rows)
    has = np.isin(world.ids[warm], described)
    texts = np.where(has[:, None], world.vectors[warm], 0)
    liked, cold = world.liked[:, warm], world.vectors[rows]

    def ranked(scores: Floats) -> Row:
        lists = lists_of(scores[places], np.zeros((len(places), len(rows)), dtype=np.bool_))
        return world.row(rows[lists], wanted, len(films))

    _enter(report, report.cold, "text_knn20", lambda: peers.text_knn(liked, texts, cold), ranked)
    _enter(report, report.cold, "text_ridge", lambda: peers.text_ridge(liked, texts, cold), ranked)


def _enter(
    report: Report, section: dict[str, Row], name: str, scores: Callable[[], Floats], ranked: Callable[[Floats], Row]
) -> None:
    """Make a peer's row, or name the package without which it cannot be made."""
    try:
        section[name] = ranked(scores())
    except peers.PeerMissing as missing:
        report.missing[name] = str(missing)


def lists_of(scores: Floats, barred: split.Mask) -> Rows:
    """(members, PLACES) the best-scored films of each that are not barred; of equals those of the lower row."""
    lists = np.full((len(scores), PLACES), measures.NOTHING, dtype=np.int64)
    for member, (row, out) in enumerate(zip(scores, barred, strict=True)):
        best = top(np.where(out, -np.inf, row), PLACES)
        best = best[~out[best]]
        lists[member, : len(best)] = best
    return lists
