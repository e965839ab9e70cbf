"""Immutable snapshots of the index on disk.

A snapshot is a directory `<version>/` with vectors.faiss, films.jsonl, words.bin and manifest.json, on a site with
ratings also collaboration.npz.
The manifest holds the hash of each file, and the version's own name ends in the manifest's hash, so
that one flipped byte anywhere is noticed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from recommender.collaboration import Collaboration, CollaborationError
from recommender.index.lexical import Words
from recommender.shapes import FilmFacts, Floats

FORMAT = 4  # 1 knew no collaboration.npz, 2 no words.bin, 3 no company in the former
MANIFEST, VECTORS, FILMS, WORDS = "manifest.json", "vectors.faiss", "films.jsonl", "words.bin"
COLLABORATION = "collaboration.npz"
BUILDING = ".building-"
EXACT_UP_TO = 20_000  # films: below, an exact scan takes under 2 ms and needs no codes
DIMS_A_CODE, BITS = 2, 4  # of a vector's short form: half a byte for every two numbers, a sixteenth of the vector


class SnapshotError(RuntimeError):
    """A snapshot that must not be served. The message names the file, what is wrong, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a snapshot holds, and the hashes that prove it."""

    version: str
    films: int
    dim: int
    encoder: str  # model:runtime that made the vectors
    vectors_version: int  # film vectors with a higher version are newer than this snapshot
    files: dict[str, str]  # file name -> sha256
    format: int = FORMAT


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A loaded snapshot: row i of `index` is the vector of `films[i]`. Without ratings there is no `collaboration`."""

    manifest: Manifest
    films: tuple[FilmFacts, ...]
    index: faiss.Index
    words: Words
    collaboration: Collaboration | None = None


def write_snapshot(
    directory: Path,
    films: Sequence[FilmFacts],
    vectors: Floats,
    *,
    overviews: Sequence[str] = (),
    encoder: str,
    vectors_version: int,
    now: datetime,
    collaboration: Collaboration | None = None,
) -> Manifest:
    """Write a snapshot under `directory` and return its manifest: aside first, synced, then renamed into place.

    Args:
        films: in any order; rows follow it.
        vectors: (len(films), dim) float32, unit rows.
        overviews: one for each film, whose words are to be found; none where there are none.
        now: becomes part of the version's name, so that names sort by age.
        collaboration: what ratings taught, trained on any films; None on a site without ratings.

    Raises:
        ValueError: vectors do not fit the films, or are not of unit length.
    """
    vectors = np.ascontiguousarray(vectors, dtype=np.float32)
    if vectors.ndim != 2 or len(vectors) != len(films):
        raise ValueError(f"{len(films)} films, but vectors of shape {vectors.shape}")
    if len(vectors) and not np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3):
        raise ValueError("film vectors must have unit length")
    aside = directory / f"{BUILDING}{uuid.uuid4().hex}"
    aside.mkdir(parents=True)
    faiss.write_index(_build(vectors), str(aside / VECTORS))
    with (aside / FILMS).open("w", encoding="utf-8") as file:
        for film in films:
            file.write(json.dumps(film.as_dict(), ensure_ascii=False, sort_keys=True) + "\n")
    Words.build(films, overviews or [""] * len(films)).save(aside / WORDS)
    names = [FILMS, VECTORS, WORDS]
    if collaboration is not None:
        collaboration.save(aside / COLLABORATION)
        names.append(COLLABORATION)
    body: dict[str, Any] = {
        "films": len(films),
        "dim": int(vectors.shape[1]),
        "encoder": encoder,
        "vectors_version": vectors_version,
        "files": {name: _sha256(aside / name) for name in names},
        "format": FORMAT,
    }
    version = f"{now:%Y%m%dT%H%M%S}-{_digest(body)}"
    (aside / MANIFEST).write_text(json.dumps({"version": version, **body}, indent=1) + "\n", encoding="utf-8")
    for path in (*aside.iterdir(), aside):
        _sync(path)
    place = directory / version
    if place.exists():  # the same films within the same second: what lies there may be damaged, ours is fresh
        shutil.rmtree(place)
    aside.rename(place)
    _sync(directory)
    return Manifest(version=version, **body)


def load_snapshot(place: Path) -> Snapshot:
    """Load and verify the snapshot in the directory `place`.

    Raises:
        SnapshotError: a file is missing, damaged, or of another format.
    """
    manifest = _read_manifest(place)
    for name, digest in manifest.files.items():
        path = place / name
        if not path.is_file():
            raise SnapshotError(_refusal(path, "is missing"))
        if _sha256(path) != digest:
            raise SnapshotError(_refusal(path, "does not match its hash in the manifest"))
    lines = (place / FILMS).read_text(encoding="utf-8").split("\n")  # by nothing else: a title may hold U+2028
    films = tuple(FilmFacts.from_dict(json.loads(line)) for line in lines if line)
    index = _coded(faiss.read_index(str(place / VECTORS)))
    if not len(films) == index.ntotal == manifest.films or index.d != manifest.dim:
        raise SnapshotError(_refusal(place, "holds different numbers of films and vectors"))
    try:
        words = Words.load(place / WORDS)
    except (OSError, ValueError) as error:
        raise SnapshotError(_refusal(place / WORDS, str(error))) from None
    return Snapshot(
        manifest=manifest, films=films, index=index, words=words, collaboration=_collaboration(place, manifest)
    )


def sweep_unfinished(directory: Path) -> int:
    """Remove what killed writers left, and return how many directories that were. For the only writer to call."""
    left = list(directory.glob(f"{BUILDING}*"))
    for path in left:
        shutil.rmtree(path, ignore_errors=True)
    return len(left)


def exact_vectors(index: faiss.Index) -> Floats:
    """(films, dim) float32: a view of the vectors inside a FAISS index, without copying them. Keep the index alive."""
    storage = next((getattr(index, part) for part in ("refine_index", "storage") if hasattr(index, part)), index)
    if not index.ntotal:
        return np.empty((0, index.d), dtype=np.float32)
    flat: Floats = faiss.rev_swig_ptr(faiss.downcast_index(storage).get_xb(), index.ntotal * index.d)
    return flat.reshape(index.ntotal, index.d)


def _build(vectors: Floats) -> faiss.Index:
    """Exact up to EXACT_UP_TO films; above, with short codes beside the vectors, by which the near ones are found.

    Product quantization, looked up in registers (André, Kermarrec, Le Scouarnec, 2015): all codes are read for every
    question, one after the other, which takes less time than following a graph through vectors all over the memory.
    Learnt on one thread: same in, same out.
    """
    dim = vectors.shape[1]
    if len(vectors) <= EXACT_UP_TO:
        index = faiss.IndexFlatIP(dim)
        index.add(vectors)
        return index
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        codes = faiss.IndexPQFastScan(dim, dim // DIMS_A_CODE, BITS, faiss.METRIC_INNER_PRODUCT)
        index = faiss.IndexRefineFlat(codes)
        index.train(vectors)
        index.add(vectors)
    finally:
        faiss.omp_set_num_threads(threads)
    return index


def _coded(index: faiss.Index) -> faiss.Index:
    """The index; one of a release that followed a graph gets its codes now, in a second."""
    return _build(exact_vectors(index)) if hasattr(index, "hnsw") else index


def _collaboration(place: Path, manifest: Manifest) -> Collaboration | None:
    if COLLABORATION not in manifest.files:
        return None
    try:
        return Collaboration.load(place / COLLABORATION)
    except CollaborationError:
        raise SnapshotError(_refusal(place / COLLABORATION, "cannot be read")) from None


def _read_manifest(place: Path) -> Manifest:
    path = place / MANIFEST
    try:
        fields: dict[str, Any] = json.loads(path.read_bytes())
        manifest = Manifest(**fields)
    except FileNotFoundError:
        raise SnapshotError(_refusal(path, "is missing")) from None
    except (ValueError, TypeError):
        raise SnapshotError(_refusal(path, "cannot be read")) from None
    if manifest.format != FORMAT:
        raise SnapshotError(_refusal(path, f"has format {manifest.format}, this release reads {FORMAT}"))
    body = asdict(manifest)
    version = body.pop("version")
    if version != place.name or not version.endswith(f"-{_digest(body)}"):
        raise SnapshotError(_refusal(path, "does not match the version's name"))
    return manifest


def _refusal(path: Path, what: str) -> str:
    return f"{path} {what}; run `manage.py rebuild_index` to publish a fresh index"


def _digest(body: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:8]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
