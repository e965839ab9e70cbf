"""`manage.py evaluate_dialogues FILE`: what the other person recommended next in real conversations, and what we do."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from moviemind.catalog.models import Film
from recommender import encoding
from recommender.engine import Engine
from recommender.evaluation.dialogues import AT, DialoguesError, half_of, outcomes_of, read_dialogues, summary
from recommender.holder import IndexUnavailable, holder
from recommender.management.dialogue_site import SiteError, environment_of, make_site
from recommender.query.conversation import Turn

DATA = settings.BASE_DIR.parent / "shared" / "data"
MADE = "made"  # a file that says that the site in a directory is whole


class Command(BaseCommand):
    """Make a site of its own, never touching this one's database, and put the conversations to it."""

    help = "Measure recommendations in conversations; the last line is one JSON object."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The conversations, and what the films come from."""
        parser.add_argument("file", type=Path, metavar="FILE", help='JSON lines {"id", "turns", "answers"}')
        parser.add_argument("--ratings", type=Path, default=DATA / "ml-latest-small", metavar="DIR")
        parser.add_argument("--texts", type=Path, default=DATA / "wikipedia-films.jsonl.gz", metavar="FILE")
        parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the site there, and use it if it is there")
        parser.add_argument("--here", action="store_true", help="ask the index of this very site as it is")
        parser.add_argument("--misses", action="store_true", help="each case with what was given and what was wanted")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the site, then measure in a process that has it for its own."""
        if options["here"]:
            self._measure(options["file"], misses=options["misses"])
        elif options["keep"] is not None:
            self._on_site(options["keep"].resolve(), options)
        else:
            with tempfile.TemporaryDirectory(prefix="moviemind-dialogues-") as place:
                self._on_site(Path(place), options)

    def _on_site(self, place: Path, options: dict[str, Any]) -> None:
        started = time.monotonic()
        try:
            read_dialogues(options["file"])
            place.mkdir(parents=True, exist_ok=True)
            if not (place / MADE).exists():
                make_site(place, options["ratings"].resolve(), options["texts"].resolve())
                (place / MADE).touch()
        except (DialoguesError, SiteError, OSError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"films, ratings and index are there after {time.monotonic() - started:.0f} s")
        more = ["--misses"] if options["misses"] else []
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "evaluate_dialogues"]
        ended = subprocess.run(
            [*command, str(options["file"].resolve()), "--here", *more],
            env=environment_of(place),
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if ended.returncode:
            raise CommandError("the conversations could not be answered; see above")
        self.stdout.write(ended.stdout.rstrip())

    def _measure(self, path: Path, *, misses: bool) -> None:
        try:
            dialogues = read_dialogues(path)
            engine = holder.engine()
        except (DialoguesError, IndexUnavailable) as error:
            raise CommandError(str(error)) from None
        encoding.encode_query(["a warm word"])
        movielens = dict(Film.objects.values_list("pk", "movielens_id"))

        def answered(turns: Sequence[Turn]) -> list[int | None]:
            return [movielens.get(pick.film.id) for pick in engine.converse(turns, limit=max(AT)).picks]

        outcomes = outcomes_of(dialogues, answered)
        if misses:
            self._list(engine, outcomes, {number: film for film, number in movielens.items() if number})
        for half in (0, 1):
            of_half = [outcome for outcome in outcomes if half_of(outcome.dialogue) == half]
            if of_half:
                self.stdout.write(f"{('fitted on', 'reported')[half]:10} {json.dumps(summary(of_half))}")
        self.stdout.write(json.dumps(summary(outcomes)))

    def _list(self, engine: Engine, outcomes: Sequence[Any], film_of: dict[int, int]) -> None:
        for outcome in outcomes:
            if outcome.recall[2] == 1:
                continue
            answer = engine.converse(outcome.dialogue.turns, limit=10)
            wanted = [engine.library.film(film_of.get(number, 0)) for number in sorted(outcome.dialogue.answers)]
            self.stdout.write(f"{outcome.dialogue.id}: {outcome.dialogue.turns[-1].text[:200]}")
            self.stdout.write(f"    wanted {', '.join(film.title if film else 'a film not here' for film in wanted)}")
            self.stdout.write(f"    given  {', '.join(pick.film.title for pick in answer.picks)}")
