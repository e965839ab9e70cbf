"""`manage.py evaluate_asks`: how well asks in people's own words are understood and answered, on the shipped films."""

import json
import statistics
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommender.encoder import EncoderError, load_encoder
from recommender.evaluation import certainty
from recommender.evaluation.asks import AsksError, Tally, half_of, read_asks, tally
from recommender.evaluation.shipped import shipped_engine
from recommender.shapes import Answer, FilmFacts, Filters, Request

MEASURES = (
    "seeds", "dislikes", "filters", "expected_in_ten", "known_item_first", "known_item_in_ten",
    "nonsense_recognised", "real_called_nonsense",
)  # fmt: skip


class Command(BaseCommand):
    """Count over the half of the asks that nothing was built with. It needs no database."""

    help = "Measure parser and answers on asks with known good answers; the last line is one JSON object."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Which asks."""
        parser.add_argument("--asks", type=Path, default=settings.BASE_DIR / "tests" / "asks", metavar="DIR")
        parser.add_argument("--half", choices=("report", "build", "all"), default="report")
        parser.add_argument("--mistakes", action="store_true", help="every mistake in a line; for the build half")

        parser.add_argument(
            "--fit", action="store_true", help="fit the constants of ranking/confidence.py on the build half"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask them all and print."""
        try:
            asks = half_of(read_asks(options["asks"]), "build" if options["fit"] else options["half"])
            engine = shipped_engine(load_encoder("onnxruntime", cache_size=0))
            if options["fit"]:
                self.stdout.writelines(f"{line}\n" for line in certainty.lines(certainty.readings_of(engine, asks)))
                return
        except (AsksError, EncoderError, ValueError) as error:
            raise CommandError(str(error)) from None
        took: list[float] = []

        def answered(text: str) -> Answer:
            started = time.perf_counter()
            answer = engine.ask(Request(text=text))
            took.append((time.perf_counter() - started) * 1000)
            return answer

        def keeps(film: FilmFacts, filters: Filters) -> bool:
            return bool(engine.library.allowed(filters)[engine.library.row_of[film.id]])

        def named(film: int) -> str:
            facts = engine.lexicon.facts(film)
            return f"{facts.title} ({facts.year})"

        tallies, outcomes = tally(asks, answered, named, keeps)
        if options["mistakes"]:
            for outcome in outcomes:
                for mistake in outcome.mistakes:
                    self.stdout.write(f"{outcome.ask['id']} {outcome.ask['text']!r}: {mistake}")
        self._table(tallies)
        figures = _figures(tallies["total"])
        figures |= {"half": options["half"], "films": len(engine.library), "ms": round(statistics.median(took), 2)}
        self.stdout.write(json.dumps(figures))

    def _table(self, tallies: dict[str, Tally]) -> None:
        heads = ("kind", "asks", *(name.replace("_", " ") for name in MEASURES), "filters broken", "named again")
        rows = [
            (kind, str(row.asks), *(_cell(row, name) for name in MEASURES), str(row.filters_broken),
             str(row.named_recommended))
            for kind, row in tallies.items()
        ]  # fmt: skip
        widths = [max(len(row[i]) for row in (heads, *rows)) for i in range(len(heads))]
        for row in (heads, *rows):
            self.stdout.write("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))


def _cell(row: Tally, measure: str) -> str:
    count = row.counts.get(measure)
    if count is None or count.share is None:
        return "-"
    return f"{count.right}/{count.of} {count.share:.0%}"


def _figures(total: Tally) -> dict[str, Any]:
    figures: dict[str, Any] = {"asks": total.asks}
    for measure in MEASURES:
        count = total.counts.get(measure)
        if count is not None and count.share is not None:
            figures[measure] = round(count.share, 4)
            figures[f"{measure}_of"] = count.of
    return figures | {"filters_broken": total.filters_broken, "named_recommended": total.named_recommended}
