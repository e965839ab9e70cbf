"""Building a new index in chunks, publishing it, and going back to an earlier one.

A rebuild is a row in the database. Whoever holds it beats its heart there; when that stops, another worker goes on.
"""

from __future__ import annotations

import logging
import os
import shutil
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import numpy as np
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from moviemind.catalog.models import Film
from recommender.documents import rating_counts
from recommender.encoder import Encoder
from recommender.index import SnapshotError, load_snapshot, sweep_unfinished, write_snapshot
from recommender.models import FilmVector, IndexVersion, RebuildRequest
from recommender.shapes import FilmFacts
from recommender.vectors import embed_films, encoder_label, locked_state, vector_of

logger = logging.getLogger(__name__)

CHUNK_S = 20.0  # a call works no longer than this at embedding, well within the broker's visibility timeout
BATCH = 64  # films between two heartbeats
LOST_AFTER = timedelta(seconds=20)  # without a heartbeat
HEARTBEAT_S = 5.0  # during a step that cannot stop to say so itself
MAX_ATTEMPTS = 5
KEPT = 5  # published snapshots kept on disk for going back
OPEN = (RebuildRequest.Status.WAITING, RebuildRequest.Status.WORKING)


def request_rebuild(reason: str) -> RebuildRequest:
    """Ask for a new index; while one is asked for already, that one is returned."""
    open_request = RebuildRequest.objects.filter(status__in=OPEN).first()
    if open_request:
        return open_request
    try:
        with transaction.atomic():
            return RebuildRequest.objects.create(reason=reason[:120])
    except IntegrityError:  # another process asked in the same moment
        return RebuildRequest.objects.filter(status__in=OPEN).latest("pk")


def work_on_rebuild(encoder: Encoder) -> RebuildRequest | None:
    """Work a chunk at the open request, if there is one that nobody else is at; publish when all films are embedded.

    Returns:
        The request as it then stands, or None when there was nothing to do.
    """
    request = _claim()
    if request is None:
        return None
    try:
        if _embed_missing(request, encoder):
            _publish(request, encoder)
        else:
            _release(request)
    except Exception as error:
        logger.exception("rebuild %s failed", request.pk)
        fields = {"attempts": request.attempts + 1, "error": f"{type(error).__name__}: {error}"[:2000], "owner": ""}
        if request.attempts + 1 >= MAX_ATTEMPTS:
            fields |= {"status": RebuildRequest.Status.FAILED, "finished_at": timezone.now()}
        _mine(request).update(**fields)
        request.refresh_from_db()
    return request


def publish(version: str) -> None:
    """Make an existing snapshot the current one.

    Raises:
        SnapshotError: the snapshot is missing or damaged.
    """
    load_snapshot(settings.INDEX_DIR / version)
    with transaction.atomic():
        state = locked_state()
        state.current = version
        state.save(update_fields=["current"])


def rollback(version: str = "") -> str:
    """Publish an earlier version again, the one before the current if none is named, and return its name.

    Later edits of films stay: they lie over whatever snapshot is served.

    Raises:
        LookupError: there is no such version.
        SnapshotError: its files are missing or damaged.
    """
    with transaction.atomic():
        current = locked_state().current
    versions = list(IndexVersion.objects.values_list("version", flat=True))
    if not version:
        at = versions.index(current) if current in versions else -1
        if at + 1 >= len(versions):
            raise LookupError("there is no earlier index version to go back to")
        version = versions[at + 1]
    if version not in versions:
        raise LookupError(f"no index version {version!r}; there are {', '.join(versions) or 'none'}")
    publish(version)
    return version


def _claim() -> RebuildRequest | None:
    free = Q(owner="") | Q(heartbeat_at__lt=timezone.now() - LOST_AFTER)
    request = RebuildRequest.objects.filter(free, status__in=OPEN).first()
    if request is None:
        return None
    me = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
    claimed = RebuildRequest.objects.filter(free, pk=request.pk, status__in=OPEN).update(
        owner=me[-120:], heartbeat_at=timezone.now(), status=RebuildRequest.Status.WORKING
    )
    return RebuildRequest.objects.get(pk=request.pk) if claimed else None


def _mine(request: RebuildRequest) -> QuerySet[RebuildRequest]:
    """The request's row, as long as nobody has taken it over."""
    return RebuildRequest.objects.filter(pk=request.pk, owner=request.owner)


def _release(request: RebuildRequest) -> None:
    _mine(request).update(owner="")


def _beat(request: RebuildRequest, **progress: Any) -> None:
    """Say that this worker is alive.

    Raises:
        RuntimeError: another worker took over, believing this one dead.
    """
    if not _mine(request).update(heartbeat_at=timezone.now(), **progress):
        raise RuntimeError("another worker has taken this rebuild over")


@contextmanager
def _beating(request: RebuildRequest) -> Iterator[None]:
    """Beat from a thread through one long step: the graph of many films takes longer than LOST_AFTER to build."""
    over = threading.Event()

    def beat() -> None:
        try:
            while not over.wait(HEARTBEAT_S):
                _beat(request)
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name="rebuild-heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _embed_missing(request: RebuildRequest, encoder: Encoder) -> bool:
    """Embed what lacks a vector of this encoder; True when nothing is left, False when the chunk's time is up."""
    started = time.monotonic()
    label = encoder_label(encoder)
    wanted = set(Film.objects.recommendable().values_list("pk", flat=True))
    ready = set(FilmVector.objects.filter(encoder=label).exclude(vector=b"").values_list("film_id", flat=True))
    gone = set(FilmVector.objects.exclude(vector=b"").values_list("film_id", flat=True)) - wanted
    missing = sorted(wanted - ready) + sorted(gone)
    for start in range(0, len(missing), BATCH):
        if time.monotonic() - started > CHUNK_S:
            return False
        embed_films(missing[start : start + BATCH], encoder)
        _beat(request, films=len(wanted), embedded=len(wanted) - max(len(missing) - start - BATCH, 0))
    return True


def _publish(request: RebuildRequest, encoder: Encoder) -> None:
    """Write all vectors as a snapshot and make it the current one. Edits from now on lie over it."""
    with transaction.atomic():
        vectors_version = locked_state().vectors_version
        rows = list(FilmVector.objects.exclude(vector=b"").order_by("film_id"))
    label = encoder_label(encoder)
    counts = rating_counts()
    films = [FilmFacts.from_dict({**row.facts, "ratings": counts.get(row.film_id, 0)}) for row in rows]
    vectors = [vector for row in rows if (vector := vector_of(row)) is not None]
    stacked = np.array(vectors, dtype=np.float32).reshape(len(rows), encoder.dim)
    sweep_unfinished(settings.INDEX_DIR)
    _beat(request, films=len(rows), embedded=len(rows))
    with _beating(request):
        manifest = write_snapshot(
            settings.INDEX_DIR,
            films,
            stacked,
            overviews=[row.overview for row in rows],
            encoder=label,
            vectors_version=vectors_version,
            now=timezone.now(),
        )
    with transaction.atomic():
        _beat(
            request,
            status=RebuildRequest.Status.DONE,
            finished_at=timezone.now(),
            version=manifest.version,
            owner="",
            error="",
        )
        IndexVersion.objects.update_or_create(
            version=manifest.version,
            defaults={"films": len(rows), "vectors_version": vectors_version, "encoder": label},
        )
        state = locked_state()
        state.current = manifest.version
        state.save(update_fields=["current"])
    request.refresh_from_db()
    logger.info("published index %s with %d films", manifest.version, len(rows))
    _forget_old(manifest.version)


def _forget_old(current: str) -> None:
    for old in IndexVersion.objects.exclude(version=current)[KEPT - 1 :]:
        shutil.rmtree(settings.INDEX_DIR / old.version, ignore_errors=True)
        old.delete()


__all__ = ["SnapshotError", "publish", "request_rebuild", "rollback", "work_on_rebuild"]
