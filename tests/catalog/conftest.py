"""Files of films as a curator would write them, and loading them into a catalogue with no other film in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from moviemind.catalog.importers import Report, load_films, source_named
from moviemind.catalog.models import Film, FilmChange, SourceRecord

OVERVIEW = "A keeper of a lighthouse finds a boat with nobody in it and a kettle that is still warm."


def row(title: str = "The Warm Kettle", **fields: Any) -> dict[str, Any]:
    """A legal row of our own catalogue."""
    return {
        "title": title,
        "year": 1987,
        "runtime": 101,
        "language": "en",
        "countries": ["GB"],
        "genres": ["Drama", "Mystery"],
        "directors": ["Ann Lee"],
        "cast": ["Bo De Luca", "C. D. Ek"],
        "themes": ["missing person", "ocean and sea"],
        "content": {"violence": "none"},
        "overview": OVERVIEW,
        **fields,
    }


@pytest.fixture
def empty(db: None) -> None:
    """A catalogue without films, and without memories of any."""
    Film.objects.all().delete()
    FilmChange.objects.all().delete()
    SourceRecord.objects.all().delete()


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows as JSON lines, text or bytes as they are."""

    def written(*lines: dict[str, Any] | str | bytes, name: str = "films.jsonl") -> Path:
        path = tmp_path / name
        parts = [json.dumps(line) if isinstance(line, dict) else line for line in lines]
        path.write_bytes(b"\n".join(part.encode() if isinstance(part, str) else part for part in parts) + b"\n")
        return path

    return written


@pytest.fixture
def load(write: Callable[..., Path]) -> Callable[..., Report]:
    """Loads rows of our own catalogue."""

    def loaded(*rows: dict[str, Any] | str | bytes, source: str = "jsonl", dry_run: bool = False) -> Report:
        return load_films(source_named(source), write(*rows), dry_run=dry_run)

    return loaded


def news() -> int:
    """How many changes the log holds."""
    return FilmChange.objects.count()
