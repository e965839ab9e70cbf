"""`manage.py rollback_index [VERSION]`: publish an earlier index again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommender import service
from recommender.index import SnapshotError


class Command(BaseCommand):
    """Go back to a version, the one before the current if none is named."""

    help = "Publish an earlier index version again."

    def add_arguments(self, parser: CommandParser) -> None:
        """One name."""
        parser.add_argument("version", nargs="?", default="", help="as `index_status` lists it")

    def handle(self, *args: Any, version: str, **options: Any) -> None:
        """Go back, or say why that cannot be."""
        try:
            self.stdout.write(f"published {service.rollback(version)}")
        except (LookupError, SnapshotError) as error:
            raise CommandError(str(error)) from None
