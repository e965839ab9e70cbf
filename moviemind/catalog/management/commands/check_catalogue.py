"""`manage.py check_catalogue`: compare the shipped catalogue's facts with what other sources publish."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from moviemind.catalog.checking import disagreements, read_catalogue, read_exceptions
from moviemind.catalog.importers import SourceError

EXCEPTIONS = "catalogue-exceptions.csv"


class Command(BaseCommand):
    """See `help`."""

    requires_system_checks = []  # noqa: RUF012
    help = (
        "Print each fact of fixtures/catalogue that MovieLens, TMDB or Wikipedia contradict and nobody looked at yet."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        shared = settings.BASE_DIR.parent / "shared" / "data"
        parser.add_argument("--data", type=Path, default=shared, help="Where ml-latest-small/ and the others lie.")
        parser.add_argument("--all", action="store_true", help="Print those that were looked at as well, with why.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, print, and fail when something is not on the list of exceptions, or the list is out of date."""
        try:
            listed = read_exceptions(settings.FIXTURES_DIR / EXCEPTIONS)
            catalogue = read_catalogue(settings.FIXTURES_DIR / "catalogue")
            found = sorted(disagreements(catalogue, options["data"]))
        except SourceError as error:
            raise CommandError(str(error)) from None
        unlisted = [one for one in found if one not in listed]
        settled = sorted(listed.keys() - set(found))
        for one in found if options["all"] else unlisted:
            self.stdout.write(f"{one}{f'; {listed[one]}' if one in listed else ''}")
        for one in settled:
            self.stdout.write(
                f"{one.title} ({one.year}): {one.fact}: nobody says {one.theirs} any more; take it off the list"
            )
        summary = (
            f"{len(catalogue):,} films, {len(found)} disagreements, {len(found) - len(unlisted)} of them explained"
        )
        if unlisted or settled:
            raise CommandError(
                f"{summary}; mend fixtures/catalogue, or list them with a reason in fixtures/{EXCEPTIONS}"
            )
        self.stdout.write(summary)
