"""The only places where a member's word on a film is written: pages, API and imports all call these.

Each writes its row and raises the member's taste version in one transaction; the next request sees another version.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.db import transaction
from django.db.models import F

from moviemind.catalog.models import Film
from moviemind.profiles.models import Mark, Member, Rating

P = ParamSpec("P")
R = TypeVar("R")


def _changes_taste(write: Callable[Concatenate[Member, P], R]) -> Callable[Concatenate[Member, P], R]:
    @wraps(write)
    def wrapped(member: Member, *args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            Member.objects.filter(pk=member.pk).update(taste_version=F("taste_version") + 1)
            result = write(member, *args, **kwargs)
        member.refresh_from_db(fields=["taste_version"])
        return result

    return wrapped


@_changes_taste
def rate(member: Member, film: Film, stars: float) -> Rating:
    """Set the member's rating of a film, 0.5 to 5 in half stars; a second rating replaces the first.

    Raises:
        ValueError: stars are not one of 0.5, 1, ..., 5.
    """
    half_stars = int(stars * 2) if 0.5 <= stars <= 5 else 0
    if not half_stars or half_stars != stars * 2:
        raise ValueError("a rating is half a star to five stars, in half stars")
    rating, _ = Rating.objects.update_or_create(member=member, film=film, defaults={"half_stars": half_stars})
    return rating


@_changes_taste
def clear_rating(member: Member, film_id: int) -> bool:
    """Take the member's rating of a film back; False when there was none."""
    return bool(Rating.objects.filter(member=member, film_id=film_id).delete()[0])


@_changes_taste
def mark(member: Member, film: Film, kind: str) -> Mark:
    """Put a film on the member's watchlist, or mark it seen or hidden; doing it twice is doing it once.

    Raises:
        ValueError: the kind is none of Mark.Kind.
    """
    if kind not in Mark.Kind.values:
        raise ValueError(f"a mark is one of {', '.join(Mark.Kind.values)}")
    return Mark.objects.get_or_create(member=member, film=film, kind=kind)[0]


@_changes_taste
def unmark(member: Member, film_id: int, kind: str) -> bool:
    """Take a mark back; False when there was none."""
    return bool(Mark.objects.filter(member=member, film_id=film_id, kind=kind).delete()[0])
