"""Loading a source into the catalogue: all or nothing per row, quick when nothing changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.db import IntegrityError

from moviemind.catalog.importers._base import FilmSource, Row
from moviemind.catalog.importers._matching import Catalogue, Deleted
from moviemind.catalog.importers._record import FilmRecord, RecordError
from moviemind.catalog.importers._writing import Planned, write
from moviemind.catalog.models import Film, SourceRecord

BATCH = 500
REFUSED = 0  # no film has this number
Item = tuple[Row, FilmRecord]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not loaded: where it stands, which field, what is wrong with it."""

    row: str
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.row}: {self.field}: {self.reason}"


@dataclass(slots=True)
class Report:
    """What a load did.

    `outcomes` counts rows: created, changed, unchanged; kept (a curator edited the film); deleted (the film was
    deleted since); repeated (the film stands in the source twice). `changes` says it film by film.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    changes: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows there were."""
        return self.outcomes.total() + len(self.refusals)

    def __str__(self) -> str:
        counts = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(self.outcomes.items()))
        return ", ".join(filter(None, (counts, f"{len(self.refusals):,} refused" if self.refusals else "")))


def load_films(
    source: FilmSource, path: Path, *, dry_run: bool = False, progress: Progress = lambda done, total: None
) -> Report:
    """Bring the films at a path into the catalogue.

    A row that cannot be loaded is refused whole, and the others load. Every film that is made or changed leaves its
    news in the change log, in the same transaction. A film that a curator edited stays as it is, and one that was
    deleted stays away. A dry run does it all and takes it back.

    Args:
        progress: called with the number of rows done and of all rows, after each batch.

    Raises:
        SourceError: the source cannot be read; nothing was loaded.
    """
    report = Report()
    checked = list(_checked(source, path, report))
    news = _news(source, checked, report)
    if news:
        catalogue = Catalogue.read(source, in_file={record.key for _, record in checked})
        total = report.rows + len(news)
        for batch in _batches(_planned(catalogue, news, report)):
            _write_batch(batch, catalogue, report, dry_run=dry_run)
            progress(report.rows, total)
    return report


def _checked(source: FilmSource, path: Path, report: Report) -> Iterator[Item]:
    """The records of the rows that keep the rules; the others are refused, and repeated ones left out."""
    seen: dict[str, Item] = {}
    for row in source.rows(path):
        try:
            if row.error:
                raise row.error
            record = source.record(row.fields)
        except RecordError as error:
            report.refusals.append(Refusal(str(row), error.field, error.reason))
            continue
        names = [*record.identities, f"key:{record.key}"]
        repeated = next((name for name in names if name in seen and _is_same(name, record, seen[name][1])), None)
        if repeated is None:
            seen |= dict.fromkeys(names, (row, record))
            yield row, record
        elif source.repeats:
            report.outcomes["repeated"] += 1
        else:
            kind, _, value = repeated.partition(":")
            named = f"ids.{kind.removesuffix('_id')}" if kind.endswith("_id") else "title"
            reason = f"{value if named != 'title' else record.title} stands at {seen[repeated][0]} already"
            report.refusals.append(Refusal(str(row), named, reason))


def _is_same(name: str, record: FilmRecord, other: FilmRecord) -> bool:
    """Two rows of one title and year are two films when each has a key of its own beside it, an id or a page."""
    return not name.startswith("title:") or not (_has_name(record) and _has_name(other))


def _has_name(record: FilmRecord) -> bool:
    return bool(record.ids or record.overview_url)


def _news(source: FilmSource, checked: Sequence[Item], report: Report) -> list[Item]:
    """Leave out what the source said before in the same words: that costs no write."""
    known = {
        key: (digest, film_id)
        for key, digest, film_id in SourceRecord.objects.filter(source=source.name)
        .order_by()
        .values_list("key", "digest", "film_id")
    }
    films = set(Film.objects.order_by().values_list("pk", flat=True)) if known else set()
    news: list[Item] = []
    for row, record in checked:
        digest, film_id = known.get(record.key, ("", 0))
        if digest != record.digest:
            news.append((row, record))
        else:
            report.outcomes["unchanged" if film_id in films else "deleted"] += 1
    return news


def _planned(catalogue: Catalogue, news: Sequence[Item], report: Report) -> Iterator[tuple[Row, Planned]]:
    """Find each record's film. Exact matches first: "nearly that year" is for the films that no other row means."""
    later: list[Item] = []
    for row, record in news:
        film_id = _found(catalogue, row, record, report, slack=0)
        if film_id:
            yield row, Planned(record, film_id)
        elif film_id is None:
            later.append((row, record))
    for row, record in later:
        film_id = _found(catalogue, row, record, report, slack=catalogue.source.year_slack)
        if film_id != REFUSED:
            yield row, Planned(record, film_id)


def _found(catalogue: Catalogue, row: Row, record: FilmRecord, report: Report, *, slack: int) -> int | None:
    """The film of a record, None for a new one, REFUSED when it is not to be loaded, which is then in the report."""
    try:
        return catalogue.find(record, slack=slack)
    except Deleted:
        report.outcomes["deleted"] += 1
    except RecordError as error:
        report.refusals.append(Refusal(str(row), error.field, error.reason))
    return REFUSED


def _batches(planned: Iterator[tuple[Row, Planned]]) -> Iterator[list[tuple[Row, Planned]]]:
    while batch := list(islice(planned, BATCH)):
        yield batch


def _write_batch(batch: Sequence[tuple[Row, Planned]], catalogue: Catalogue, report: Report, *, dry_run: bool) -> None:
    """Write a batch; when the database refuses it, write row by row, and refuse the row it is about."""
    try:
        write([planned for _, planned in batch], catalogue, dry_run=dry_run)
    except IntegrityError as error:
        if len(batch) > 1:
            for item in batch:
                fresh = Planned(item[1].record, item[1].film_id)
                _write_batch([(item[0], fresh)], catalogue, report, dry_run=dry_run)
            return
        report.refusals.append(Refusal(str(batch[0][0]), "ids", f"the database refuses it: {error}"))
        return
    for _, planned in batch:
        report.outcomes[planned.outcome] += 1
        if planned.changes and planned.film is not None:
            sign = "+" if planned.outcome == "created" else "~"
            names = "" if planned.outcome == "created" else f": {', '.join(sorted(planned.changes))}"
            report.changes.append(f"{sign} {planned.film}{names}")
