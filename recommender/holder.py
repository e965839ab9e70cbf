"""The engine of this process, kept as new as the database says, without a restart."""

from __future__ import annotations

import logging
import threading
import time

from django.conf import settings
from django.db import DatabaseError

from recommender import encoding
from recommender.engine import Engine
from recommender.index import Change, Library, SnapshotError, load_snapshot
from recommender.models import IndexState, IndexVersion, rules_now
from recommender.query import Lexicon
from recommender.vectors import changes_since

logger = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0
LOOK_WITHOUT_S = 0.1  # as long as there is no index: who asks just when the first is published should not be refused


class IndexUnavailable(RuntimeError):
    """No index can be loaded: it is still being built, or every snapshot is damaged."""


class Holder:
    """Holds one engine and swaps it between two requests. Thread-safe."""

    def __init__(self) -> None:
        self._engine: Engine | None = None
        self._lock = threading.Lock()
        self._looked_at = float("-inf")
        self._wanted = ""  # the version that the database called current when we last loaded one
        self._rules_version = -1  # of the rules that the engine keeps
        self.problems: list[str] = []

    def engine(self) -> Engine:
        """The newest engine; at most once a second one caller looks for a newer, the others go on with what there is.

        Raises:
            IndexUnavailable: there is none to answer with.
        """
        if self._is_old() and self._lock.acquire(blocking=self._engine is None):
            try:
                if self._is_old():
                    self._refresh()
                    self._looked_at = time.monotonic()
            finally:
                self._lock.release()
        if self._engine is None:
            raise IndexUnavailable(self.problems[0] if self.problems else "the index is still being built")
        return self._engine

    def _is_old(self) -> bool:
        """Whether it is time to look for a newer engine."""
        every = LOOK_WITHOUT_S if self._engine is None else LOOK_EVERY_S
        return time.monotonic() - self._looked_at >= every

    def refresh_quietly(self) -> None:
        """Load what there is, if there is anything."""
        try:
            self.engine()
        except IndexUnavailable as reason:
            logger.info("no index yet: %s", reason)

    def forget(self) -> None:
        """Start again as a fresh process would; for tests and shells that change the database under it."""
        self.__init__()  # type: ignore[misc]

    def _refresh(self) -> None:
        try:
            state = IndexState.objects.filter(pk=IndexState.SINGLETON).first()
        except DatabaseError as error:
            if self._engine is None:
                raise
            logger.warning("could not look for a newer index: %s", error)
            return
        if state is None or not state.current:
            return
        if self._engine is None or state.current != self._wanted:
            self._load(state.current)
        elif state.vectors_version > self._engine.library.version:
            self._lay(self._engine, changes_since(self._engine.library.version))
        if self._engine is not None and state.rules_version != self._rules_version:
            self._engine = self._engine.with_rules(rules_now())
            self._rules_version = state.rules_version

    def _load(self, current: str) -> None:
        """Load the current version, or the newest earlier one that is whole; problems say which file is not."""
        earlier = IndexVersion.objects.filter(held_back="").exclude(version=current).values_list("version", flat=True)
        problems: list[str] = []
        for version in (current, *earlier):
            try:
                library = Library(load_snapshot(settings.INDEX_DIR / version))
            except SnapshotError as error:
                problems.append(str(error))
                logger.error("index %s is not served: %s", version, error)
                continue
            rules = self._engine.rules if self._engine is not None else ()
            lexicon = Lexicon.build(library.films)
            lexicon.suggest("a")  # sorts what can be completed now, and not while somebody types
            engine = Engine(library, lexicon, encoding.encode_query, rules=rules)
            self._lay(engine, changes_since(library.version))
            break
        self._wanted = current
        self.problems = problems

    def _lay(self, engine: Engine, changes: list[Change]) -> None:
        if not changes:
            self._engine = engine
            return
        library = engine.library.with_changes(changes)
        changed = [change.facts for change in changes if change.facts is not None]
        gone = [change.film_id for change in changes if change.facts is None]
        lexicon = engine.lexicon.extended(changed, gone)
        self._engine = Engine(library, lexicon, encoding.encode_query, rules=engine.rules)


holder = Holder()
