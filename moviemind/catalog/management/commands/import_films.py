"""`manage.py import_films`: bring films in from a source."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from moviemind.catalog.importers import SourceError, load_films, source_named, sources

SHOWN = 40  # changes that a dry run lists one by one


class Command(BaseCommand):
    """See `help`."""

    requires_system_checks = []  # noqa: RUF012  # they load every page of the site, which takes longer than the films
    help = "Bring films in from a source: all or nothing per row. Films that a curator edited or deleted stay so."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        about = "; ".join(f"{name}: {source.title}" for name, source in sources().items())
        parser.add_argument("source", metavar="SOURCE", help=about)
        parser.add_argument("path", metavar="PATH", type=Path, help="The file or directory to read.")
        parser.add_argument("--dry-run", action="store_true", help="Show what would change, and change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, report, and fail when a row was refused."""
        dry_run: bool = options["dry_run"]
        started = time.monotonic()
        try:
            source = source_named(options["source"])
            progress = {"progress": self._progress} if options["verbosity"] else {}
            report = load_films(source, options["path"], dry_run=dry_run, **progress)
        except SourceError as error:
            raise CommandError(str(error)) from None
        except DatabaseError as error:
            raise CommandError(f"the database refuses: {error}; has `manage.py migrate` run?") from None
        for refusal in report.refusals:
            self.stderr.write(str(refusal), self.style.ERROR)
        if dry_run:
            for line in report.changes[:SHOWN]:
                self.stdout.write(line)
            if len(report.changes) > SHOWN:
                self.stdout.write(f"... and {len(report.changes) - SHOWN:,} more")
        would = " (dry run: nothing was written)" if dry_run else ""
        took = f"{time.monotonic() - started:.1f} s"
        if options["verbosity"] or dry_run:
            self.stdout.write(f"{source.title}: {report.rows:,} rows: {report}{would}, {took}")
        if report.refusals:
            counted = f"{len(report.refusals):,} of {report.rows:,} rows"
            if dry_run:
                raise CommandError(f"{counted} would be refused")
            loaded = "; the others are loaded" if len(report.refusals) < report.rows else ""
            raise CommandError(f"{counted} were refused{loaded}")

    def _progress(self, done: int, total: int) -> None:
        """A bar that is drawn over itself on a terminal, and a line a batch elsewhere."""
        if sys.stderr.isatty():
            filled = 30 * done // max(total, 1)
            end = "\n" if done >= total else ""
            self.stderr.write(f"\r[{'#' * filled:<30}] {done:,} of {total:,}{end}", ending="")
        elif done < total:
            self.stderr.write(f"{done:,} of {total:,} rows")
