"""What the worker does. Beat asks; what there is to do stands in the database, so a lost message is no loss."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from celery.signals import heartbeat_sent
from django.conf import settings

from recommender import encoding, impressions
from recommender.models import IndexState, IndexVersion
from recommender.rebuild import request_rebuild, work_on_rebuild
from recommender.service import note_worker
from recommender.training import is_due
from recommender.vectors import drain_changes, encoder_label


@heartbeat_sent.connect
def still_alive(**_: Any) -> None:
    """Every two seconds, also while all threads of the worker are at long work: it is busy, not lost."""
    note_worker()


@shared_task(name="recommender.drain_change_log")
def drain_change_log() -> int:
    """Bring the film vectors level with the change log; returns how many changes were worked off."""
    note_worker()
    return drain_changes(encoding.get_encoder())


@shared_task(name="recommender.continue_rebuild")
def continue_rebuild() -> str:
    """Work a chunk at the open rebuild. Where there is no index, or one of another encoder, ask for a rebuild first."""
    encoder = encoding.get_encoder()
    state = IndexState.objects.filter(pk=IndexState.SINGLETON).first()
    if state is None or not state.current or not (settings.INDEX_DIR / state.current).is_dir():
        request_rebuild("there is no index yet")
    elif IndexVersion.objects.filter(version=state.current).exclude(encoder=encoder_label(encoder)).exists():
        request_rebuild("the index is of another encoder", publish_anyway=True)  # the running one fits no question
    request = work_on_rebuild(encoder)
    return str(request) if request else ""


@shared_task(name="recommender.request_nightly_rebuild")
def request_nightly_rebuild() -> int:
    """Ask for the nightly rebuild: it folds the day's edits into a fresh snapshot."""
    return request_rebuild("nightly").pk


@shared_task(name="recommender.learn_when_due")
def learn_when_due() -> bool:
    """Ask for a rebuild, which learns from the ratings, when many of them are new; returns whether it did."""
    state = IndexState.objects.filter(pk=IndexState.SINGLETON).first()
    latest = IndexVersion.objects.first()  # one that was held back has learnt as well
    if state is None or not state.current or latest is None or not is_due(latest):
        return False
    request_rebuild("many ratings are new")
    return True


@shared_task(name="recommender.prune_impressions")
def prune_impressions() -> int:
    """Forget lists that were shown long ago."""
    return impressions.prune()
