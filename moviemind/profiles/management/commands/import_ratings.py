"""`manage.py import_ratings movielens DIR`: bring ratings in, as reference members; `--undo` takes them out again."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from moviemind.catalog.importers import SourceError
from moviemind.profiles.reference import MOVIELENS, REFUSALS_SHOWN, forget, load_movielens

SOURCES = (MOVIELENS,)


class Command(BaseCommand):
    """See `help`."""

    requires_system_checks = []  # noqa: RUF012  # they load every page of the site, which takes longer than the ratings
    help = (
        "Bring ratings in from a MovieLens directory, as anonymous reference members: the site learns from them what "
        "goes with what, and they never mix with its own members. GroupLens' terms hold: research use only."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("source", metavar="SOURCE", help=f"one of {', '.join(SOURCES)}")
        parser.add_argument("path", metavar="DIR", type=Path, nargs="?", help="with ratings.csv, movies.csv, links.csv")
        parser.add_argument("--dry-run", action="store_true", help="say what would be brought in, and write nothing")
        parser.add_argument("--undo", action="store_true", help="take the source's reference members out again")

    def handle(self, *args: Any, source: str, path: Path | None, **options: Any) -> None:
        """Load, or take out, and say what was done."""
        if source not in SOURCES:
            raise CommandError(f"no source of ratings {source!r}; there is {', '.join(SOURCES)}")
        started = time.monotonic()
        try:
            if options["undo"]:
                self._undo(source, path, dry_run=options["dry_run"])
            else:
                self._load(source, path, options["dry_run"], options["verbosity"], started)
        except SourceError as error:
            raise CommandError(str(error)) from None
        except DatabaseError as error:
            raise CommandError(f"the database refuses: {error}; has `manage.py migrate` run?") from None

    def _undo(self, source: str, path: Path | None, *, dry_run: bool) -> None:
        if path is not None or dry_run:
            raise CommandError("--undo takes the whole source out; leave DIR and --dry-run away")
        self.stdout.write(f"{source}: {forget(source):,} ratings are taken out")

    def _load(self, source: str, path: Path | None, dry_run: bool, verbosity: int, started: float) -> None:
        if path is None:
            raise CommandError("name the directory that holds ratings.csv")
        progress = {"progress": self._progress} if verbosity else {}
        loaded = load_movielens(path, dry_run=dry_run, **progress)
        for refusal in loaded.refusals:
            self.stderr.write(refusal, self.style.ERROR)
        if loaded.refused > REFUSALS_SHOWN:
            self.stderr.write(f"... and {loaded.refused - REFUSALS_SHOWN:,} more", self.style.ERROR)
        if verbosity or dry_run:
            would = " (dry run: nothing was written)" if dry_run else ""
            took = f"{time.monotonic() - started:.1f} s"
            self.stdout.write(f"{source}: {loaded.rows:,} rows: {loaded}{would}, {took}")
        if loaded.refused:
            raise CommandError(f"{loaded.refused:,} of {loaded.rows:,} rows were refused; the others are loaded")

    def _progress(self, rows: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r{rows:,} rows", ending="")
