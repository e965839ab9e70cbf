"""From ratings to the model that is served: solve, keep the weights that matter, place films that nobody rated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from recommender.collaboration.company import Company, Counting
from recommender.collaboration.ease import Ease
from recommender.collaboration.features import Shares, centred, features
from recommender.collaboration.grades import LIKED_FROM, graded
from recommender.collaboration.model import Collaboration
from recommender.collaboration.ratings import Ratings
from recommender.collaboration.sparse import Entries, gathered, kept, strongest
from recommender.shapes import FilmFacts, Floats, Rows

MOST_RATED = 14_000  # films that are solved for, the most rated; the others are placed by what they have in common
BLOCK = 512  # films whose weights are made at a time
SAMPLE = 16  # one film of so many tells which weights are worth keeping


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the model is trained. The defaults were fitted on the validation split of docs/recommending.md."""

    ridge: float = 200.0
    shares: Shares = field(default_factory=Shares)
    likings: float = 0.1  # that each film is taken to have on top of its own, where features speak
    kept: int = 150  # weights of each rated film, on average
    placing: Shares = field(default_factory=lambda: Shares(genres=1.0, years=1.0, text=1.0, spread=3.0))
    placing_ridge: float = 1.0
    raising: int = 200  # weights into a film that nobody rated, at most,
    raising_in_all: int = 1_500_000  # and into all of them together: lists of a large catalogue must stay quick
    raised: int = 50  # weights out of such a film, for films similar to it
    company: int = 50  # films that each rated film is in company with


def train(
    film_ids: Rows,
    ratings: Ratings,
    vectors: Floats | None = None,
    *,
    films: Sequence[FilmFacts] | None = None,
    settings: Settings | None = None,
) -> Collaboration:
    """Learn which films go together.

    Args:
        film_ids: (rows,) int64, all films that may be recommended, rated or not.
        ratings: of any films; those of films not named above are left out.
        vectors: (rows, dim) float32, unit rows, the texts of the films; they count together with the facts.
        films: (rows,) their facts; without them only rated films take part, and nothing but ratings counts.

    Returns:
        A model laid over `film_ids`. The same input gives the same model.

    Raises:
        ValueError: no rating is of any of the films.
    """
    told = prepare(film_ids, ratings, vectors, films=films, settings=settings)
    weighs, rated = told.weighs, told.rated
    company = in_company(told, Counting(told.said, told.texts), np.arange(len(rated)))
    solved = Ease(told.rows, told.settings.ridge)
    least = _least(solved, weighs, told.settings.kept)
    parts = list(between_rated(solved, np.arange(len(rated)), weighs, least, rated))
    unrated = np.setdiff1d(np.arange(len(film_ids)), rated)
    if films is not None and len(unrated):
        common = features(films, vectors, told.settings.placing)
        parts += _placed(solved, common, rated, unrated, weighs, told.settings)
    return collected(told, parts, told.likings, least, company)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a model is told, as matrices.

    Attributes:
        film_ids: (all films,) int64.
        rated: (films,) rows of those that are solved for, ascending.
        members: (members,) int64, their numbers, ascending.
        rows: (members + features, films) float32: how much each member liked each film; then `shared` times `weighs`.
        shared: (features, films) float32, what films have in common.
        likings: (films,) float32, how many like each.
        texts: (dim, films) float32, unit columns around their mean, or None where texts do not count.
    """

    film_ids: Rows
    rated: Rows
    members: Rows
    rows: Floats
    shared: Floats
    likings: Floats
    texts: Floats | None
    settings: Settings

    @property
    def said(self) -> Floats:
        """(members, films) the part of `rows` that members said."""
        return self.rows[: len(self.members)]

    @property
    def weighs(self) -> Floats:
        """(films,) how much a film counts where features speak, and in what is worth keeping."""
        return weighed(self.likings, self.settings)


def weighed(likings: Floats, settings: Settings) -> Floats:
    """The root of how many like a film: members' rows grow with their number, and features must grow with them."""
    weighs: Floats = np.sqrt(likings + np.float32(settings.likings))
    return weighs


def prepare(
    film_ids: Rows,
    ratings: Ratings,
    vectors: Floats | None = None,
    *,
    films: Sequence[FilmFacts] | None = None,
    settings: Settings | None = None,
) -> Told:
    """Bring what `train` takes into matrices.

    Raises:
        ValueError: no rating is of any of the films.
    """
    settings = settings or Settings()
    film_ids = np.asarray(film_ids, dtype=np.int64)
    rated = _most_rated(film_ids, ratings)
    if not len(rated):
        raise ValueError("none of the ratings is of a film that is here")
    ratings = ratings.only(np.isin(ratings.films, film_ids[rated]))
    by_id = np.argsort(film_ids[rated], kind="stable")
    columns = by_id[np.searchsorted(film_ids[rated], ratings.films, sorter=by_id)]
    likings = np.bincount(columns, weights=ratings.half_stars >= LIKED_FROM, minlength=len(rated)).astype(np.float32)
    shared = np.zeros((0, len(rated)), dtype=np.float32)
    if films is not None:
        shared = features(films, vectors, settings.shares)[:, rated]
    members, places = np.unique(ratings.members, return_inverse=True)
    rows = np.zeros((len(members) + len(shared), len(rated)), dtype=np.float32)
    rows[places, columns] = graded(ratings.half_stars)
    rows[len(members) :] = shared * weighed(likings, settings)
    return Told(
        film_ids=film_ids,
        rated=rated,
        members=members,
        rows=rows,
        shared=shared,
        likings=likings,
        texts=centred(vectors)[:, rated] if films is not None and vectors is not None else None,
        settings=settings,
    )


def collected(told: Told, parts: Iterable[Entries], likings: Floats, least: float, company: Company) -> Collaboration:
    """The model of which the weights are given."""
    indptr, indices, values = gathered(parts, len(told.film_ids))
    popularity = np.zeros(len(told.film_ids), dtype=np.float32)
    popularity[told.rated] = likings / max(float(likings.max()), 1.0)
    return Collaboration(
        film_ids=told.film_ids,
        indptr=indptr,
        indices=indices,
        values=values,
        popularity=popularity,
        rated=np.isin(np.arange(len(told.film_ids)), told.rated),
        least=least,
        place_of=np.arange(len(told.film_ids), dtype=np.int64),
        company=company,
    )


def in_company(told: Told, counting: Counting, wanted: Rows, without: int | None = None) -> Company:
    """The company of the films at the places `wanted`, the nearest for each; without a member, if one is named."""
    parts = [Entries(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32))]
    for start in range(0, len(wanted), BLOCK):
        films = wanted[start : start + BLOCK]
        weights = counting.weights(films, without)
        keep = strongest(weights, told.settings.company)
        parts.append(kept(weights, keep, told.rated[films], told.rated))
    indptr, indices, values = gathered(parts, len(told.film_ids))
    return Company(indptr=indptr, indices=indices, values=values)


def _most_rated(film_ids: Rows, ratings: Ratings) -> Rows:
    """Rows of the films with ratings, ascending; of too many the most rated, of equals those of the lower id."""
    ids, counts = np.unique(ratings.films, return_counts=True)
    here = np.isin(ids, film_ids)
    ids, counts = ids[here], counts[here]
    ids = ids[np.argsort(-counts, kind="stable")[:MOST_RATED]]
    return np.flatnonzero(np.isin(film_ids, ids)).astype(np.int64)


def _least(solved: Ease, weighs: Floats, kept: int) -> float:
    """How much a weight must be worth so that `kept` are kept for each film, on average.

    A weight is worth its size times the root of how many like either film: weights between films that nobody asks for
    fill memory and change no list.
    """
    sample = np.arange(0, solved.films, SAMPLE)
    worth = np.abs(solved.weights(sample)) * weighs[sample][:, None] * weighs
    share = min(kept / solved.films, 1.0)
    return float(np.quantile(worth, 1 - share))


def between_rated(solved: Ease, wanted: Rows, weighs: Floats, least: float, rated: Rows) -> Iterator[Entries]:
    """What is worth keeping of the weights out of the films at the places `wanted`."""
    for start in range(0, len(wanted), BLOCK):
        films = wanted[start : start + BLOCK]
        weights = solved.weights(films)
        worth = np.abs(weights) * weighs[films][:, None] * weighs
        yield kept(weights, (worth >= least) & (worth > 0), rated[films], rated)


def _placed(
    solved: Ease, common: Floats, rated: Rows, unrated: Rows, weighs: Floats, settings: Settings
) -> Iterator[Entries]:
    """Weights into and out of films that nobody rated.

    Such a film is a mixture of rated ones, by ridge regression on what films have in common; it is raised by what
    raises them, and liking it raises what liking them does.
    """
    of_rated = common[:, rated]
    inner = of_rated @ of_rated.T
    inner[np.diag_indices(len(inner))] += np.float32(settings.placing_ridge)
    mixing: Floats = np.linalg.solve(inner, of_rated)
    raising = max(min(settings.raising, settings.raising_in_all // len(unrated)), 1)
    for start in range(0, len(unrated), BLOCK):
        films = unrated[start : start + BLOCK]
        mixtures: Floats = mixing.T @ common[:, films]  # (rated, films)
        into = solved.told(mixtures).T
        yield kept(into, strongest(np.abs(into) * weighs, raising), films, rated).turned()
        out = solved.scores(mixtures.T)
        yield kept(out, strongest(np.abs(out) * weighs, settings.raised), films, rated)
