"""Whether the parts work, and how far the index is behind: for /readyz, the admin and the shell."""

from __future__ import annotations

import time
from typing import Any

import redis
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from django.db.models import Count, Min
from django.utils import timezone

from moviemind.catalog.models import FilmChange
from recommender import encoding
from recommender.holder import IndexUnavailable, holder
from recommender.models import IndexState, IndexVersion, RebuildRequest

WORKER_SEEN = "worker-seen"
WORKER_LOST_S = 15


def note_worker() -> None:
    """Remember that a worker lives; forgotten by itself when it stops saying so."""
    cache.set(WORKER_SEEN, time.time(), timeout=WORKER_LOST_S)


def readiness() -> dict[str, Any]:
    """The state of every part. "down" only when no question can be answered; "degraded" when something needs a hand."""
    problems: list[str] = []
    report: dict[str, Any] = {
        "status": "ready",
        "database": {"ok": False},
        "broker": {"ok": _broker_answers()},
        "worker": {"ok": False, "pending": 0, "oldest_s": 0},
        "index": {"ok": False, "version": None, "films": 0},
        "encoder": {},
        "problems": problems,
    }
    try:
        pending = FilmChange.objects.pending().order_by().aggregate(count=Count("pk"), oldest=Min("created_at"))
        set_aside = FilmChange.objects.filter(set_aside_at__isnull=False, done_at=None).count()
        report["database"]["ok"] = True
    except DatabaseError as error:
        problems.append(f"the database does not answer: {error}; check DATABASE_URL")
        pending, set_aside = {"count": 0, "oldest": None}, 0
    oldest = pending["oldest"]
    report["worker"] = {
        "ok": report["broker"]["ok"] and cache.get(WORKER_SEEN) is not None,
        "pending": pending["count"],
        "oldest_s": round((timezone.now() - oldest).total_seconds(), 1) if oldest else 0,
    }
    _look_at_index(report, problems)
    encoder = encoding.state()
    problems += encoder.pop("problems")  # type: ignore[arg-type]
    report["encoder"] = encoder
    if not report["broker"]["ok"]:
        problems.append("the broker does not answer: changes wait in the database; start Redis or check REDIS_URL")
    elif not report["worker"]["ok"]:
        problems.append(f"no worker has been seen for {WORKER_LOST_S} s: changes wait in the database; start a worker")
    if set_aside:
        problems.append(
            f"{set_aside} film changes failed too often and were set aside; see the film changes in the admin"
        )
    if not report["index"]["ok"] or not report["database"]["ok"]:
        report["status"] = "down"
    elif problems:
        report["status"] = "degraded"
    return report


def _look_at_index(report: dict[str, Any], problems: list[str]) -> None:
    try:
        library = holder.engine().library
    except IndexUnavailable as error:
        problems.extend(holder.problems or [f"{error}; `manage.py rebuild_index --wait` builds one"])
    except DatabaseError:
        return  # said above
    else:
        problems.extend(holder.problems)
        report["index"] = {"ok": True, "version": library.manifest.version, "films": len(library)}


def _broker_answers() -> bool:
    try:
        with redis.from_url(settings.REDIS_URL, socket_connect_timeout=0.3, socket_timeout=0.5) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def index_status() -> dict[str, Any]:
    """The index as the database knows it: for the admin page and `manage.py index_status`. Times are aware."""
    state = IndexState.objects.filter(pk=IndexState.SINGLETON).first()
    versions = [
        {
            "version": row.version,
            "films": row.films,
            "encoder": row.encoder,
            "published_at": row.published_at,
            "ratings": row.ratings,
            "measures": row.measures,
            "held_back": row.held_back,
            "on_disk": (settings.INDEX_DIR / row.version / "manifest.json").is_file(),
        }
        for row in IndexVersion.objects.all()
    ]
    pending = FilmChange.objects.pending().order_by().aggregate(count=Count("pk"), oldest=Min("created_at"))
    rebuild = RebuildRequest.objects.first()
    return {
        "current": state.current if state else "",
        "vectors_version": state.vectors_version if state else 0,
        "versions": versions,
        "pending": pending["count"],
        "oldest_s": round((timezone.now() - pending["oldest"]).total_seconds(), 1) if pending["oldest"] else 0,
        "set_aside": FilmChange.objects.filter(set_aside_at__isnull=False, done_at=None).count(),
        "rebuild": rebuild
        and {
            "id": rebuild.pk,
            "status": rebuild.status,
            "reason": rebuild.reason,
            "embedded": rebuild.embedded,
            "films": rebuild.films,
            "requested_at": rebuild.requested_at,
            "finished_at": rebuild.finished_at,
            "error": rebuild.error,
            "version": rebuild.version,
        },
    }
