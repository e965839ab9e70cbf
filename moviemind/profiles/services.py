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
from moviemind.profiles.said import Said, may_have

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
def mark(member: Member, film: Film, kind: str, verdict: str | None = None) -> Mark:
    """Put a film on the member's watchlist, or mark it seen or hidden; doing it twice is doing it once.

    Args:
        verdict: of a film that was seen: "liked", "disliked", or "" for neither; None leaves what was said before.

    Raises:
        ValueError: the kind is none of Mark.Kind, or the verdict none that it may have.
    """
    if kind not in Mark.Kind.values:
        raise ValueError(f"a mark is one of {', '.join(Mark.Kind.values)}")
    if not may_have(kind, verdict or ""):
        raise ValueError(f"only a film that was seen was {' or '.join(Mark.Verdict.values)}")
    made, new = Mark.objects.get_or_create(member=member, film=film, kind=kind, defaults={"verdict": verdict or ""})
    if not new and verdict is not None and made.verdict != verdict:
        made.verdict = verdict
        made.save(update_fields=["verdict"])
    return made


@_changes_taste
def unmark(member: Member, film_id: int, kind: str) -> bool:
    """Take a mark back; False when there was none."""
    return bool(Mark.objects.filter(member=member, film_id=film_id, kind=kind).delete()[0])


@_changes_taste
def forget(member: Member, film_id: int) -> Said:
    """Make it as if the member had never said anything of a film; returns what they had said, for `restore`."""
    said = Said.of(member, film_id)
    _clear(member, film_id)
    return said


@_changes_taste
def restore(member: Member, film: Film, said: Said) -> None:
    """Let the member have said this of a film, at those times, and nothing else: the undo of whatever came after."""
    _clear(member, film.pk)
    if said.half_stars is not None:
        rating = Rating.objects.create(member=member, film=film, half_stars=said.half_stars)
        if said.rated_at is not None:
            Rating.objects.filter(pk=rating.pk).update(created_at=said.rated_at, updated_at=said.rated_at)
    for kind, marked in said.marks.items():
        made = Mark.objects.create(member=member, film=film, kind=kind, verdict=marked.verdict)
        Mark.objects.filter(pk=made.pk).update(created_at=marked.at)


@_changes_taste
def settle(
    member: Member,
    *,
    taste_days: int | None = None,
    shows_listed: bool | None = None,
    collaborates: bool | None = None,
) -> None:
    """Set how the member's words are used; None leaves a setting as it is.

    Args:
        taste_days: how far back they count, one of Member.Window.
        shows_listed: whether films of the watchlist may still be recommended.
        collaborates: whether the site may learn from them what goes with what.

    Raises:
        ValueError: the days are none of Member.Window.
    """
    if taste_days is not None:
        if taste_days not in Member.Window.values:
            raise ValueError(f"one of {', '.join(map(str, Member.Window.values))} days")
        member.taste_days = taste_days
    if shows_listed is not None:
        member.shows_listed = shows_listed
    if collaborates is not None:
        member.collaborates = collaborates
    member.save(update_fields=["taste_days", "shows_listed", "collaborates"])


def _clear(member: Member, film_id: int) -> None:
    Rating.objects.filter(member=member, film_id=film_id).delete()
    Mark.objects.filter(member=member, film_id=film_id).delete()
