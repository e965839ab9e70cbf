"""The genres and themes that a film may carry: fixtures/vocabulary.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Vocabulary:
    """The words of the catalogue. `themes` maps each theme to its group."""

    genres: tuple[str, ...]
    themes: Mapping[str, str]


def load_vocabulary(path: Path | None = None) -> Vocabulary:
    """Read a vocabulary, the shipped one if no other is named; a file is read once a process."""
    return _read(path or settings.FIXTURES_DIR / "vocabulary.toml")


@lru_cache(maxsize=4)
def _read(path: Path) -> Vocabulary:
    with path.open("rb") as file:
        words = tomllib.load(file)
    themes = {theme: group for group, members in words["themes"].items() for theme in members}
    return Vocabulary(genres=tuple(words["genres"]), themes=themes)
