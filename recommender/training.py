"""What the site may learn from: the ratings of members who did not opt out, and those of reference members.

A tenth of the people are the panel: a fifth of what each of them rated is never trained on, so that one index can be
measured against another on ratings that neither has seen (recommender/evaluation/gate.py).
"""

from __future__ import annotations

import hashlib
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Sum
from numpy.typing import NDArray

from moviemind.profiles.models import Rating, ReferenceRating, ReferenceSet
from recommender.collaboration import Collaboration, Ratings, train
from recommender.evaluation.gate import Case
from recommender.models import IndexVersion
from recommender.shapes import FilmFacts, Floats, Rows

logger = logging.getLogger(__name__)

ROWS = np.dtype([("member", np.int64), ("film", np.int64), ("half_stars", np.int8)])
CHUNK = 20_000  # rows read at a time
PANEL, HELD_OUT = 10, 5  # one person in so many, one of their ratings in so many
NEW_SHARE, NEW_LEAST = 0.05, 200  # of the ratings trained on, and at least so many: then it is time to train again
LIKED, TOLD_LEAST = 8, 3  # half stars; likings that a person of the panel must have told beside one held out
MOST_CASES = 300


@dataclass(frozen=True, slots=True)
class Learnt:
    """What training read and made: the model, or None without ratings; the panel's cases; how many ratings there were.

    `reference` is how many of the ratings came from reference members.
    """

    model: Collaboration | None
    cases: tuple[Case, ...]
    ratings: int
    reference: int


def learn(films: Sequence[FilmFacts], vectors: Floats) -> Learnt:
    """Read all ratings that may be learnt from, and train.

    Args:
        films: those of the new index, in the order of their rows.
        vectors: (len(films), dim) float32, unit rows.
    """
    rows = read_ratings()
    reference = int((rows["member"] < 0).sum())
    panel = np.isin(rows["member"], [member for member in np.unique(rows["member"]).tolist() if _draw(PANEL, member)])
    held_out = np.zeros(len(rows), dtype=np.bool_)
    places = np.flatnonzero(panel)
    pairs = rows[["member", "film"]][places].tolist()
    held_out[places] = [_draw(HELD_OUT, *pair) for pair in pairs]
    ratings = Ratings(
        members=rows["member"][~held_out], films=rows["film"][~held_out], half_stars=rows["half_stars"][~held_out]
    )
    ids: Rows = np.array([film.id for film in films], dtype=np.int64)
    model = None
    if len(films) and np.isin(ratings.films, ids).any():
        model = train(ids, ratings, vectors, films=films)
        logger.info("learnt from %d ratings, %d of them of reference members", len(ratings), reference)
    return Learnt(model=model, cases=_cases(rows[panel], held_out[panel]), ratings=len(rows), reference=reference)


def read_ratings() -> NDArray[np.void]:
    """(n,) ROWS, in a fixed order: members under their numbers, reference members below 0."""
    own = Rating.objects.filter(member__collaborates=True).order_by("member_id", "film_id")
    others = ReferenceRating.objects.order_by("set_id", "member_key", "film_id")
    ours: Iterator[tuple[int, int, int]] = own.values_list("member_id", "film_id", "half_stars").iterator(CHUNK)
    theirs = (
        (-((owner << 44) + key % (1 << 44)) - 1, film, half_stars)
        for owner, key, film, half_stars in others.values_list(
            "set_id", "member_key", "film_id", "half_stars"
        ).iterator(CHUNK)
    )
    return np.concatenate([np.fromiter(ours, dtype=ROWS), np.fromiter(theirs, dtype=ROWS)])


def news_since(version: IndexVersion) -> int:
    """How many ratings have come, changed or gone since an index was trained, roughly."""
    reference = ReferenceSet.objects.aggregate(ratings=Sum("ratings"))["ratings"] or 0
    own = Rating.objects.filter(member__collaborates=True)
    since = own.filter(updated_at__gt=version.published_at).count()
    gone = max(version.ratings - version.reference_ratings + since - own.count(), 0) if version.ratings else 0
    return int(abs(reference - version.reference_ratings) + since + gone)


def is_due(version: IndexVersion) -> bool:
    """Whether so many ratings are new that the site should learn again before the night."""
    return news_since(version) >= max(NEW_LEAST, NEW_SHARE * version.ratings)


def _draw(one_in: int, *numbers: int) -> bool:
    """One in so many, the same ones always."""
    name = ":".join(map(str, ("panel", *numbers)))
    return int(hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest(), 16) % one_in == 0


def _cases(rows: NDArray[np.void], held_out: NDArray[np.bool_]) -> tuple[Case, ...]:
    """What each person of the panel told, and which films they liked that nobody was told of."""
    told: defaultdict[int, dict[int, int]] = defaultdict(dict)
    liked: defaultdict[int, list[int]] = defaultdict(list)
    for (member, film, half_stars), apart in zip(rows.tolist(), held_out.tolist(), strict=True):
        if not apart:
            told[member][film] = half_stars
        elif half_stars >= LIKED:
            liked[member].append(film)
    return tuple(_first(told, liked))


def _first(told: dict[int, dict[int, int]], liked: dict[int, list[int]]) -> Iterable[Case]:
    found = 0
    for member in sorted(liked):
        ratings = told.get(member, {})
        if sum(half_stars >= LIKED for half_stars in ratings.values()) >= TOLD_LEAST and found < MOST_CASES:
            found += 1
            yield Case(told=ratings, liked=tuple(liked[member]))
