"""What a film source is, and the list of those there are."""

from __future__ import annotations

import csv
import gzip
import importlib
import io
import json
import pkgutil
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from moviemind.catalog.importers._record import FilmRecord, RecordError, first_repeated

MAX_LINE = 1_000_000  # characters; the longest row that any source publishes has some thousands
NOT_HERE = {
    "imdb": "IMDb licenses its data for personal use only and describes no film in words; use wikipedia, movielens "
    "(which brings IMDb's ids) or tmdb, or a table of your own with csv",
}  # asked for by name, and why there is none


class SourceError(Exception):
    """A source that cannot be read at all; the message is one line that says which file and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was read: where it stands, and its fields, or what keeps it from having any."""

    file: str
    line: int
    fields: Mapping[str, Any]
    error: RecordError | None = None

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}"


class FilmSource(ABC):
    """One place that films come from. A subclass says its name, how to read it, and what a row means."""

    name: ClassVar[str]  # what the command calls it
    title: ClassVar[str]  # what people call it
    terms: ClassVar[str]  # under what terms its facts and texts come
    # An authority corrects whatever no curator has touched; the others only fill in what is empty, and mend their own.
    authority: ClassVar[bool] = False
    # How far apart the years of two sources may lie for one film.
    year_slack: ClassVar[int] = 0
    # A list in which films rightly stand twice; elsewhere the second row of a film is refused.
    repeats: ClassVar[bool] = False

    @abstractmethod
    def rows(self, path: Path) -> Iterator[Row]:
        """Read the rows at a path.

        Raises:
            SourceError: the path, or a file in it, cannot be read.
        """

    @abstractmethod
    def record(self, fields: Mapping[str, Any]) -> FilmRecord:
        """Make a row a film record.

        Raises:
            RecordError: the row breaks a rule.
        """


_registered: dict[str, FilmSource] = {}


def register(source: type[FilmSource]) -> type[FilmSource]:
    """Put a source on the list."""
    _registered[source.name] = source()
    return source


@cache
def sources() -> Mapping[str, FilmSource]:
    """The sources by name: every module of this package without a leading underscore brings its own."""
    package = importlib.import_module("moviemind.catalog.importers")
    for module in pkgutil.iter_modules(package.__path__):
        if not module.name.startswith("_"):
            importlib.import_module(f"{package.__name__}.{module.name}")
    return dict(sorted(_registered.items()))


def source_named(name: str) -> FilmSource:
    """The source of that name.

    Raises:
        SourceError: there is none; the message names those there are.
    """
    try:
        return sources()[name]
    except KeyError:
        if name in NOT_HERE:
            raise SourceError(f"{name} is not supported: {NOT_HERE[name]}") from None
        raise SourceError(f"no film source {name!r}; there are {', '.join(sources())}") from None


def read_text(path: Path) -> str:
    """A file as text, unpacked where it is gzip.

    Raises:
        SourceError: it is missing, empty, damaged, or not UTF-8.
    """
    try:
        data = path.read_bytes()
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise SourceError(f"{path}: cannot be read: {reason}") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(f"{path}: is not UTF-8: byte 0x{data[error.start]:02x} in line {line}") from None
    if not text.strip():
        raise SourceError(f"{path}: is empty")
    return text


def json_lines(path: Path) -> Iterator[Row]:
    """The JSON objects of a file, one a line; a line that is none is a row with an error.

    Raises:
        SourceError: the file cannot be read, or none of its lines is JSON.
    """
    rows = [
        _json_row(path.name, number, line)
        for number, line in enumerate(read_text(path).split("\n"), start=1)
        if line.strip()
    ]
    if all(row.error and row.error.field == "line" for row in rows):
        raise SourceError(f"{path}: no line of it is a JSON object")
    yield from rows


def csv_rows(path: Path, needed: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a CSV file by the names in its first line; a row of another length has an error.

    Raises:
        SourceError: the file cannot be read, or lacks a column that is needed.
    """
    reader = csv.DictReader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        columns = [name.strip() for name in reader.fieldnames or ()]
        missing = [name for name in needed if name not in columns]
        if missing:
            raise SourceError(f"{path}: its first line names no column {missing[0]!r}")
        reader.fieldnames = columns
        line = reader.line_num + 1
        for fields in reader:
            wrong = None in fields or None in fields.values()
            error = RecordError("line", f"has not the {len(columns)} cells of the first line") if wrong else None
            yield Row(path.name, line, fields, error)
            line = reader.line_num + 1
    except csv.Error as error:
        raise SourceError(f"{path}: is not CSV: {error} in line {reader.line_num}") from None


def _json_row(file: str, number: int, line: str) -> Row:
    if len(line) > MAX_LINE:
        return Row(file, number, {}, RecordError("line", f"at most {MAX_LINE:,} characters, this has {len(line):,}"))
    try:
        value = json.loads(line, object_pairs_hook=_without_repeats)
    except RecordError as error:
        return Row(file, number, {}, error)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "too deep or too long a number"
        return Row(file, number, {}, RecordError("line", f"is not JSON: {reason}"))
    if not isinstance(value, dict):
        return Row(file, number, {}, RecordError("line", f"is not a JSON object but {type(value).__name__}"))
    return Row(file, number, value)


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise RecordError(first_repeated(name for name, _ in pairs) or "", "stands in the row twice")
    return fields
