"""A member's taste, computed from their rows and kept by taste version: a new rating is another version, at once."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime
from threading import Lock

from moviemind.profiles.models import Mark, Member, Rating
from recommender.ranking import WEIGHTS
from recommender.shapes import Taste

# What marks say. A film seen and liked is worth four stars and a bit, one seen and disliked a star and a half; "not
# interested" is no judgement of the film and pushes less; a film seen without a word only stays away.
WISHED, UNWANTED = 0.3, -0.3
SEEN = {"": 0.0, Mark.Verdict.LIKED: 0.6, Mark.Verdict.DISLIKED: -0.75}
A_DAY = 86_400.0
KEPT = 512  # members

_kept: OrderedDict[tuple[int, int], Taste] = OrderedDict()
_lock = Lock()


def taste_of(member: Member) -> Taste:
    """The member's taste, in at most two queries."""
    key = (member.pk, member.taste_version)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    taste = _computed(member)
    with _lock:
        _kept[key] = taste
        if len(_kept) > KEPT:
            _kept.popitem(last=False)
    return taste


Word = tuple[float, datetime]  # what it weighs, and when it was said


def _computed(member: Member) -> Taste:
    """Every word as a weight with its age; of several on one film the rating tells, else the strongest mark.

    Ages count from the member's latest word: a list does not change because time goes by, and somebody who comes back
    after a year finds the taste that they left.
    """
    words: dict[int, Word] = {}
    listed, others = set[int](), set[int]()  # films of the watchlist; films rated, seen or hidden
    marks = Mark.objects.filter(member=member).order_by("-created_at", "-pk")
    for film_id, kind, verdict, at in marks.values_list("film_id", "kind", "verdict", "created_at"):
        wished = 0.0 if member.shows_listed else WISHED  # what may be recommended cannot be its own reason
        weight = {"watchlist": wished, "hidden": UNWANTED}.get(kind, SEEN.get(verdict, 0.0))
        (listed.add if kind == Mark.Kind.WATCHLIST else others.add)(film_id)
        if film_id not in words or abs(weight) > abs(words[film_id][0]):
            words[film_id] = weight, at
    ratings = Rating.objects.filter(member=member).order_by("-updated_at", "-pk")
    for film_id, half_stars, at in ratings.values_list("film_id", "half_stars", "updated_at"):
        words[film_id] = WEIGHTS.stars[half_stars - 1], at
        others.add(film_id)
    if not words:
        return Taste()
    latest = max(at for _, at in words.values())
    ages = {film_id: (latest - at).total_seconds() / A_DAY for film_id, (_, at) in words.items()}
    telling = sorted(words, key=lambda film_id: -abs(words[film_id][0]))  # stable: of equals the latest first
    counted = [i for i in telling if words[i][0] and (not member.taste_days or ages[i] <= member.taste_days)]
    return Taste(
        weights={film_id: words[film_id][0] for film_id in counted},
        ages={film_id: ages[film_id] for film_id in counted},
        exclude=frozenset(others if member.shows_listed else others | listed),
    )
