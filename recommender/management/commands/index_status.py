"""`manage.py index_status [--json]`: which index is served, and what waits."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from recommender import service


class Command(BaseCommand):
    """Print the index as the database knows it."""

    help = "Show the current index, earlier versions, waiting changes and the latest rebuild."

    def add_arguments(self, parser: CommandParser) -> None:
        """One flag."""
        parser.add_argument("--json", action="store_true", help="as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        status = service.index_status()
        if options["json"]:
            self.stdout.write(json.dumps(status, cls=DjangoJSONEncoder))
            return
        self.stdout.write(f"current   {status['current'] or 'none yet'}")
        self.stdout.write(f"changes   {status['pending']} waiting, the oldest for {status['oldest_s']} s; "
                          f"{status['set_aside']} set aside")  # fmt: skip
        if rebuild := status["rebuild"]:
            self.stdout.write(
                f"rebuild   {rebuild['status']}, {rebuild['embedded']} of {rebuild['films']} films {rebuild['error']}"
            )
        for row in status["versions"]:
            notes = "" if row["on_disk"] else "  (its files are missing)"
            notes += f"  (held back: {row['held_back']})" if row["held_back"] else ""
            learnt = f"  {row['ratings']} ratings" if row["ratings"] else ""
            at = row["published_at"].isoformat(timespec="seconds")
            self.stdout.write(f"version   {row['version']}  {row['films']} films{learnt}  {at}{notes}")
