"""`manage.py rebuild_index [--wait]`: ask for a new index."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommender import service
from recommender.encoder import EncoderError
from recommender.encoding import get_encoder
from recommender.models import RebuildRequest
from recommender.rebuild import work_on_rebuild

UNCLAIMED_S = 3.0  # a worker that is there takes it within two
ENDED = (RebuildRequest.Status.DONE, RebuildRequest.Status.FAILED, RebuildRequest.Status.HELD)


class Command(BaseCommand):
    """Write the wish; with --wait follow it to its end, and work at it here when no worker does."""

    help = "Ask the worker for a new index."

    def add_arguments(self, parser: CommandParser) -> None:
        """Two flags."""
        parser.add_argument("--wait", action="store_true", help="until it is published; works itself without a worker")

        parser.add_argument(
            "--publish-anyway", action="store_true", help="even when its measures fall below those of the running index"
        )

    def handle(self, *args: Any, wait: bool, publish_anyway: bool, **options: Any) -> None:
        """Ask, and wait if told to."""
        request = service.request_rebuild("asked for in the shell", publish_anyway=publish_anyway)
        if not wait:
            self.stdout.write(f"rebuild {request.pk} asked for; `manage.py index_status` tells how far it is")
            return
        asked_at = time.monotonic()
        told = ""
        while request.status not in ENDED:
            if request.status == RebuildRequest.Status.WAITING and time.monotonic() - asked_at < UNCLAIMED_S:
                time.sleep(0.2)
            elif not request.owner:
                self._work()
            else:
                time.sleep(0.5)
                self._work()  # takes over only from a worker that has fallen silent
            request.refresh_from_db()
            line = f"{request.embedded} of {request.films} films embedded"
            if line != told and request.films:
                self.stdout.write(line)
                told = line
        if request.status == RebuildRequest.Status.FAILED:
            raise CommandError(f"the rebuild failed: {request.error}")
        if request.status == RebuildRequest.Status.HELD:
            raise CommandError(
                f"{request.version} is not published, {request.error}; the running index goes on. "
                f"`manage.py rollback_index {request.version}` publishes it all the same"
            )
        self.stdout.write(f"published {request.version}")

    @staticmethod
    def _work() -> None:
        try:
            work_on_rebuild(get_encoder())
        except EncoderError as error:
            raise CommandError(f"the index cannot be built: {error}") from None
