"""Building a new index in chunks, publishing it where it is no worse than the running one, and going back.

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
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

import numpy as np
from django.conf import settings
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from moviemind.catalog.models import Film
from recommender.documents import rating_counts
from recommender.encoder import Encoder
from recommender.engine import Engine
from recommender.evaluation.gate import Measure, compare
from recommender.index import Library, SnapshotError, load_snapshot, sweep_unfinished, write_snapshot
from recommender.models import FilmVector, IndexState, IndexVersion, RebuildRequest
from recommender.query import Lexicon
from recommender.shapes import FilmFacts
from recommender.training import Learnt, learn
from recommender.vectors import embed_films, encoder_label, locked_state, vector_of

logger = logging.getLogger(__name__)

CHUNK_S = 20.0  # a call works no longer than this at embedding, so that changes of films get their turn between
BATCH = 64  # films between two heartbeats
LOST_AFTER = timedelta(seconds=20)  # without a heartbeat
HEARTBEAT_S = 5.0  # during a step that cannot stop to say so itself
MAX_ATTEMPTS = 5
KEPT = 5  # published snapshots kept on disk for going back
OPEN = (RebuildRequest.Status.WAITING, RebuildRequest.Status.WORKING)


def request_rebuild(reason: str, *, publish_anyway: bool = False) -> RebuildRequest:
    """Ask for a new index; while one is asked for already, that one is returned.

    Args:
        publish_anyway: serve it even when it falls short of the running one.
    """
    request = RebuildRequest.objects.filter(status__in=OPEN).first()
    if request is None:
        try:
            with transaction.atomic():
                request = RebuildRequest.objects.create(reason=reason[:120], publish_anyway=publish_anyway)
        except IntegrityError:  # another process asked in the same moment
            request = RebuildRequest.objects.filter(status__in=OPEN).latest("pk")
    if publish_anyway and not request.publish_anyway:
        RebuildRequest.objects.filter(pk=request.pk).update(publish_anyway=True)
    return request


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
        IndexVersion.objects.filter(version=version).update(held_back="")
        held = RebuildRequest.objects.filter(version=version, status=RebuildRequest.Status.HELD)
        held.update(status=RebuildRequest.Status.DONE, error="")
        state = locked_state()
        state.current = version
        state.save(update_fields=["current"])


def rollback(version: str = "") -> str:
    """Publish an earlier version again, the one before the current if none is named, and return its name.

    A version that was held back is published when it is named: somebody has looked at it.

    Later edits of films stay: they lie over whatever snapshot is served.

    Raises:
        LookupError: there is no such version.
        SnapshotError: its files are missing or damaged.
    """
    with transaction.atomic():
        current = locked_state().current
    versions = list(IndexVersion.objects.values_list("version", flat=True))
    if not version:
        held_back = set(IndexVersion.objects.exclude(held_back="").values_list("version", flat=True))
        versions = [each for each in versions if each not in held_back]
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
    """Beat from a thread through one long step: the index of many films may take longer than LOST_AFTER to build."""
    over = threading.Event()

    def beat() -> None:
        try:
            while not over.wait(HEARTBEAT_S):
                with suppress(OperationalError):  # the database is busy: the next beat will do
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
    lacking = sorted(wanted - ready)
    missing = lacking + sorted(gone)
    for start in range(0, len(missing), BATCH):
        if time.monotonic() - started > CHUNK_S:
            return False
        embed_films(missing[start : start + BATCH], encoder)
        left = len(lacking[start + BATCH :])  # films that are gone are no films to embed
        _beat(request, films=len(wanted), embedded=len(wanted) - left)
    return True


def _publish(request: RebuildRequest, encoder: Encoder) -> None:
    """Learn from the ratings, write all vectors as a snapshot, and make it the current one if it passes the gate.

    Edits from now on lie over it.
    """
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
        learnt = learn(films, stacked)
        manifest = write_snapshot(
            settings.INDEX_DIR,
            films,
            stacked,
            overviews=[row.overview for row in rows],
            encoder=label,
            vectors_version=vectors_version,
            now=timezone.now(),
            collaboration=learnt.model,
        )
        measures = _measured(manifest.version, learnt, encoder)
    fallen = "; ".join(map(str, (measure for measure in measures if measure.fell)))
    with transaction.atomic():
        request.refresh_from_db(fields=["publish_anyway"])
        held_back = "" if request.publish_anyway else fallen[:400]
        _beat(
            request,
            status=RebuildRequest.Status.HELD if held_back else RebuildRequest.Status.DONE,
            finished_at=timezone.now(),
            version=manifest.version,
            owner="",
            error=f"held back: {held_back}" if held_back else "",
        )
        IndexVersion.objects.update_or_create(
            version=manifest.version,
            defaults={
                "films": len(rows),
                "vectors_version": vectors_version,
                "encoder": label,
                "ratings": learnt.ratings,
                "reference_ratings": learnt.reference,
                "measures": [measure.as_dict() for measure in measures],
                "held_back": held_back,
            },
        )
        state = locked_state()
        if not held_back:
            state.current = manifest.version
            state.save(update_fields=["current"])
    request.refresh_from_db()
    if held_back:
        logger.warning("index %s is held back: %s", manifest.version, held_back)
    else:
        logger.info("published index %s with %d films", manifest.version, len(rows))
    _forget_old(state.current)


def _measured(version: str, learnt: Learnt, encoder: Encoder) -> list[Measure]:
    """The new index beside the running one; nothing when there is none to compare with, or one of another encoder."""
    current = IndexState.objects.values_list("current", flat=True).filter(pk=IndexState.SINGLETON).first()
    if not current or current == version:
        return []
    try:
        running, new = (Library(load_snapshot(settings.INDEX_DIR / name)) for name in (current, version))
    except SnapshotError as error:
        logger.warning("the new index is not compared: %s", error)
        return []
    if running.manifest.encoder != new.manifest.encoder:
        return []
    ours, theirs = (Engine(library, Lexicon.build(library.films), encoder.encode) for library in (new, running))
    return compare(ours, theirs, learnt.cases)


def _forget_old(current: str) -> None:
    for old in IndexVersion.objects.exclude(version=current)[KEPT - 1 :]:
        shutil.rmtree(settings.INDEX_DIR / old.version, ignore_errors=True)
        old.delete()


__all__ = ["SnapshotError", "publish", "request_rebuild", "rollback", "work_on_rebuild"]
