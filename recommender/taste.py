"""A member's taste, computed from their rows and kept by taste version: a new rating is another version, at once."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from moviemind.profiles.models import Mark, Member, Rating
from recommender.shapes import Taste

NEUTRAL = 6  # half stars: three stars say neither
PER_HALF_STAR = 0.25  # five stars weigh 1, half a star -1.25
WISHED, UNWANTED = 0.3, -0.4  # a film on the watchlist, a film marked "not interested"
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


def _computed(member: Member) -> Taste:
    ratings = Rating.objects.filter(member=member).order_by("-updated_at", "-pk").values_list("film_id", "half_stars")
    marks = Mark.objects.filter(member=member).order_by("-created_at", "-pk").values_list("film_id", "kind")
    marked = {Mark.Kind.WATCHLIST: WISHED, Mark.Kind.HIDDEN: UNWANTED, Mark.Kind.SEEN: 0.0}
    weights = {film_id: marked[Mark.Kind(kind)] for film_id, kind in marks}
    weights |= {film_id: PER_HALF_STAR * (half_stars - NEUTRAL) for film_id, half_stars in ratings}
    telling = sorted(weights.items(), key=lambda item: -abs(item[1]))  # stable: of equals the latest first
    return Taste(weights={film_id: weight for film_id, weight in telling if weight}, exclude=frozenset(weights))
