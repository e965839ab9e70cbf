"""Which films are new in the catalogue: looked up once a library, and kept."""

from __future__ import annotations

from datetime import timedelta
from threading import Lock

from django.db.models import Min
from django.utils import timezone

from moviemind.catalog.models import Film

NEW_DAYS = 60
FIRST_LOAD = timedelta(days=1)  # what came with the catalogue itself is not new in it
LEAST, MOST = 12, 300
Fresh = tuple[tuple[int, ...], str]

_kept: dict[tuple[str, int, str], Fresh] = {}
_lock = Lock()


def fresh_films(index_version: str, vectors_version: int) -> Fresh:
    """Ids of new films, the newest first, and what makes them new: added of late, or else the latest to come out.

    Args:
        index_version, vectors_version: of the library that serves; a film that is added raises the second.
    """
    today = timezone.localdate()
    key = (index_version, vectors_version, today.isoformat())
    with _lock:
        if key in _kept:
            return _kept[key]
    found = _looked_up()
    with _lock:
        _kept.clear()  # an older library is not asked for again
        _kept[key] = found
    return found


def _looked_up() -> Fresh:
    films = Film.objects.recommendable().order_by("-pk")
    first = films.aggregate(first=Min("created_at"))["first"]
    if first is None:
        return (), ""
    since = max(first + FIRST_LOAD, timezone.now() - timedelta(days=NEW_DAYS))
    added = tuple(films.filter(created_at__gt=since).values_list("pk", flat=True)[:MOST])
    if len(added) >= LEAST:
        return added, f"Added to the catalogue in the last {NEW_DAYS} days"
    latest = list(films.order_by("-year", "-pk").values_list("pk", "year")[:MOST])
    return tuple(film for film, _ in latest), f"The latest to come out, from {min(year for _, year in latest)} on"
