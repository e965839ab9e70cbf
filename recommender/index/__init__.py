"""Vectors and facts of all films, searchable: immutable snapshots, and the overlay of fresher films."""

from recommender.index.lexical import AskedWords, Rarity, Words
from recommender.index.library import Change, Library
from recommender.index.snapshot import (
    Manifest,
    Snapshot,
    SnapshotError,
    load_snapshot,
    sweep_unfinished,
    write_snapshot,
)
from recommender.index.tags import TagColumn

__all__ = [
    "AskedWords",
    "Change",
    "Library",
    "Manifest",
    "Rarity",
    "Snapshot",
    "SnapshotError",
    "TagColumn",
    "Words",
    "load_snapshot",
    "sweep_unfinished",
    "write_snapshot",
]
