"""Lists as they were shown, kept for a while, so that "why this?" can be asked of them later.

Writing must not hold an answer up: what was shown is put on a pile, and a thread writes the pile every half second, one
INSERT for all of it. A process that dies loses half a second of it; what cannot be written is dropped and logged.
"""

from __future__ import annotations

import atexit
import logging
import threading
import time
import uuid
from collections import deque
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import orjson
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.timezone import localdate

from moviemind.profiles.models import Member
from recommender import service
from recommender.models import Impression
from recommender.shapes import Breakdown, Controls, Filters, Pick, Request, RequestError, Taste

logger = logging.getLogger(__name__)

KEPT_DAYS = 30
KEPT_MOST = 200_000
PILED_MOST = 2000  # impressions that wait for the database at most; then the oldest are dropped
PRUNED_AT_ONCE = 5000
NAMES = uuid.UUID("5f2d6a0e-7b1c-4f0a-9d0e-3c6d5b1f8a42")

_pile: deque[dict[str, Any]] = deque(maxlen=PILED_MOST)
_lock = threading.Lock()
_waiting = threading.Semaphore()
_thread: threading.Thread | None = None


def record(
    kind: str,
    picks: Iterable[Pick],
    index_version: str,
    *,
    member: Member | None = None,
    session: str = "",
    request: dict[str, Any] | None = None,
) -> str:
    """Keep what was shown, and return the name under which it can be asked about.

    The same list shown to the same person has the same name: the same question has the same answer, byte for byte.
    """
    shown = [
        {"id": pick.film.id, "score": round(pick.score, 4), "reasons": [each.as_dict() for each in pick.reasons]}
        for pick in picks
    ]
    version = member.taste_version if member else 0
    told = [kind, member.pk if member else None, session, version, index_version, request or {}, shown]
    name = uuid.uuid5(NAMES, orjson.dumps(told, default=float, option=orjson.OPT_SORT_KEYS).decode())
    _pile.append(  # not yet a row: to make one takes a third of the time of all this
        {
            "pk": name,
            "made_at": timezone.now(),
            "kind": kind,
            "member_id": member.pk if member else None,
            "session": session,
            "taste_version": version,
            "index_version": index_version,
            "request": request or {},
            "picks": shown,
        }
    )
    if settings.IMPRESSIONS_WAIT_S:
        _start()
    else:
        flush()
    return str(name)


def flush() -> int:
    """Write the pile; returns how many impressions that were."""
    with _lock:
        made = {each["pk"]: each for each in (_pile.popleft() for _ in range(len(_pile)))}
        if made:
            try:
                Impression.objects.bulk_create(
                    [Impression(**each) for each in made.values()],
                    batch_size=100,
                    update_conflicts=True,
                    unique_fields=["id"],
                    update_fields=["made_at"],
                )
            except DatabaseError as error:
                logger.warning("%d impressions could not be written: %s", len(made), error)
                return 0
    return len(made)


def find(name: str, member: Member | None, session: str = "") -> Impression | None:
    """The impression of that name, where it was shown to this member, or to a visitor."""
    try:
        wanted = uuid.UUID(name)
    except ValueError:
        return None
    flush()
    found = Impression.objects.filter(pk=wanted).first()
    if found is None and settings.IMPRESSIONS_WAIT_S and _waiting.acquire(blocking=False):
        try:  # another process may have it on its pile yet; one request at a time waits, so that none can hold all up
            time.sleep(2 * settings.IMPRESSIONS_WAIT_S)
            found = Impression.objects.filter(pk=wanted).first()
        finally:
            _waiting.release()
    if found is None or found.member_id != (member.pk if member else None):
        return None
    return found if found.member_id is not None or found.session in ("", session or "") else None


def why(impression: Impression, film_id: int, member: Member | None) -> tuple[dict[str, Any] | None, bool]:
    """The full breakdown of a film of an impression, and whether it is of that time.

    The first who asks has it computed and kept with the impression. When the member has said more since, or another
    index serves, it is computed as of today, not kept, and marked so: the reasons that were told then stay as they are.

    Returns:
        A recommender.shapes.Breakdown as a dict, or None when the film can no longer be recommended.
    """
    kept = impression.breakdowns.get(str(film_id))
    if kept is not None:
        return kept, True
    try:
        made = _computed(impression, film_id, member)
    except RequestError:
        return None, False
    same = impression.index_version == service.index_version() and (
        member is None or member.taste_version == impression.taste_version
    )
    if same:
        impression.breakdowns = {**impression.breakdowns, str(film_id): made.as_dict()}
        impression.save(update_fields=["breakdowns"])
    return made.as_dict(), same


def prune() -> int:
    """Forget what is old, or too much; returns how many that were, a bounded number at a time."""
    gone = 0
    old = Impression.objects.filter(made_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)).order_by("made_at")
    surplus = Impression.objects.count() - KEPT_MOST
    oldest = Impression.objects.order_by("made_at")[: max(min(surplus, PRUNED_AT_ONCE), 0)]
    for rows in (old[:PRUNED_AT_ONCE], oldest):
        ids = list(rows.values_list("pk", flat=True))
        for start in range(0, len(ids), 500):
            gone += Impression.objects.filter(pk__in=ids[start : start + 500]).delete()[0]
    return gone


def as_request(request: Request) -> dict[str, Any]:
    """A question, JSON-ready; `from_request` reads it back. What the member has seen is not part of it."""
    lists = ("seeds", "dislikes", "unknown", "genres", "themes", "people", "avoid_themes", "avoid_people")
    told: dict[str, Any] = {name: list(value) for name in lists if (value := getattr(request, name))}
    told |= {name: value for name in ("text", "spirit") if (value := getattr(request, name))}
    told |= {"filters": request.filters.as_dict()} if request.filters else {}
    told |= {"controls": request.controls.as_dict()} if request.controls != Controls() else {}
    return told | {"today": (request.today or localdate()).isoformat()}


def from_request(told: dict[str, Any]) -> Request:
    """What `as_request` wrote."""
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    values["filters"] = _filters(told.get("filters", {}))
    values["controls"] = Controls(**told.get("controls", {}))
    values["today"] = date.fromisoformat(told["today"]) if "today" in told else None
    return Request(**values)


def _filters(told: dict[str, Any]) -> Filters:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    return Filters(**values)


def _computed(impression: Impression, film_id: int, member: Member | None) -> Breakdown:
    asked = from_request(impression.request)
    if impression.kind == Impression.Kind.ASK:
        return service.explain_ask(film_id, asked)
    if impression.kind == Impression.Kind.PICKED or member is None:
        taste = Taste(weights=dict.fromkeys(asked.seeds, 1.0) | dict.fromkeys(asked.dislikes, -1.0))
        return service.explain_taste(film_id, taste, filters=asked.filters, controls=asked.controls, today=asked.today)
    return service.explain(film_id, member, filters=asked.filters, controls=asked.controls, today=asked.today)


def _start() -> None:
    global _thread
    if _thread is None or not _thread.is_alive():
        with _lock:
            if _thread is None or not _thread.is_alive():
                _thread = threading.Thread(target=_write_on, name="impressions", daemon=True)
                _thread.start()


def _write_on() -> None:
    """Write the pile again and again, until nothing has come for a while."""
    quiet = 0
    wait = threading.Event()
    while quiet < 20:
        wait.wait(settings.IMPRESSIONS_WAIT_S)
        quiet = 0 if flush() else quiet + 1
    connection.close()


atexit.register(flush)
