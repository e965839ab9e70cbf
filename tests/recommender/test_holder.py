"""How a process comes by its index."""

from __future__ import annotations

import pytest

from recommender import holder as holders
from recommender.holder import Holder, IndexUnavailable
from recommender.models import IndexState

pytestmark = pytest.mark.django_db


class Clock:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


def test_a_process_without_an_index_sees_the_first_one_at_once_and_a_newer_one_within_a_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock()
    monkeypatch.setattr(holders, "time", clock)
    state = IndexState.objects.get(pk=IndexState.SINGLETON)
    published, state.current = state.current, ""
    state.save(update_fields=["current"])
    process = Holder()
    with pytest.raises(IndexUnavailable):
        process.engine()
    state.current = published
    state.save(update_fields=["current"])
    clock.now += holders.LOOK_WITHOUT_S
    first = process.engine()
    assert first.library.manifest.version == published
    IndexState.objects.filter(pk=state.pk).update(rules_version=state.rules_version + 1)
    clock.now += holders.LOOK_EVERY_S / 2
    assert process.engine() is first
    clock.now += holders.LOOK_EVERY_S / 2
    assert process.engine() is not first
