"""The texts that the recipe reads: what it may train on, and what it is measured on and never trains on."""

import csv
import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from recommender.sparsify.errors import RecipeError

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[\"'A-Z0-9])")
NOT_AN_END = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Jr|Sr|vs|Lt|Col|Gen|Sgt|No|Inc|Ltd)\.$")


@dataclass(frozen=True, slots=True)
class Opening:
    """A film and the opening paragraph of its Wikipedia page."""

    href: str
    title: str
    year: int
    genres: tuple[str, ...]
    text: str

    @property
    def held_out(self) -> bool:
        """True for the fifth of all pages that is for measuring alone."""
        return int(hashlib.sha1(f"wiki:{self.href}".encode()).hexdigest(), 16) % 5 == 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences and how similar people found them, 0 to 5."""

    score: float
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class CatalogueFilm:
    """A film of our own catalogue: our overview, its themes and genres."""

    overview: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Texts:
    """Everything readable below the data folder and the catalogue folder; each part is read when first asked for."""

    data: Path
    catalogue_folder: Path

    @cached_property
    def openings(self) -> list[Opening]:
        """All films with an opening, in the file's order, each page once."""
        found: dict[str, Opening] = {}
        path = self.data / "wikipedia-films.jsonl.gz"
        try:
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    row = json.loads(line)
                    if row["href"] and row["extract"]:
                        genres, text = tuple(row["genres"]), row["extract"].strip()
                        found.setdefault(row["href"], Opening(row["href"], row["title"], row["year"], genres, text))
        except (OSError, ValueError, KeyError) as error:
            raise RecipeError(f"{path} cannot be read ({error}): name the folder of the data with --data.") from error
        return list(found.values())

    def pairs(self, split: str) -> list[Pair]:
        """STS benchmark pairs of a split: "train" may be trained on, "dev" and "test" never."""
        path = self.data / "stsb" / f"sts-{split}.csv"
        try:
            # Tabs only: a quotation mark in a sentence is a quotation mark.
            rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
            return [Pair(float(row[4]), row[5].strip(), row[6].strip()) for row in rows]
        except (OSError, ValueError, IndexError) as error:
            raise RecipeError(f"{path} cannot be read ({error}): name the folder of the data with --data.") from error

    @cached_property
    def catalogue(self) -> list[CatalogueFilm]:
        """Our films' own words."""
        films = []
        for path in sorted(self.catalogue_folder.rglob("*.jsonl")):
            try:
                for line in path.read_text(encoding="utf-8").splitlines():
                    row = json.loads(line)
                    words = (*row["themes"], *(genre.lower() for genre in row["genres"]))
                    films.append(CatalogueFilm(row["overview"], words))
            except (OSError, ValueError, KeyError) as error:
                raise RecipeError(f"{path} cannot be read ({error}).") from error
        if not films:
            raise RecipeError(f"{self.catalogue_folder} holds no films: name the catalogue's folder with --catalogue.")
        return films

    def keyword_queries(self) -> list[tuple[str, str]]:
        """(keywords joined with commas, opening) of each popular film that has both; for measuring, never for training.

        A film of the facts file and a page belong together when title (case aside) and year are equal.
        """
        pages: dict[tuple[str, int], Opening] = {}
        for opening in self.openings:
            pages.setdefault((opening.title.casefold(), opening.year), opening)
        path = self.data / "tmdb-facts.csv.gz"
        found: dict[str, tuple[str, str]] = {}
        try:
            with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
                for row in csv.DictReader(lines):
                    year = row["release_date"][:4]
                    page = pages.get((row["title"].casefold(), int(year))) if year else None
                    if page is not None and row["keywords"]:
                        found.setdefault(page.href, (row["keywords"].replace("|", ", "), page.text))
        except (OSError, ValueError, KeyError) as error:
            raise RecipeError(f"{path} cannot be read ({error}): name the folder of the data with --data.") from error
        return list(found.values())

    def sentence_queries(self) -> list[tuple[str, str]]:
        """(last sentence, title masked; the sentences before) of each held-out opening of three sentences or more."""
        pairs = []
        for opening in self.openings:
            parts = sentences(opening.text)
            if opening.held_out and len(parts) >= 3:
                pairs.append((masked(parts[-1], opening.title), " ".join(parts[:-1])))
        return pairs


def sentences(text: str) -> list[str]:
    """A paragraph's sentences, in order; initials and titles such as "Dr." do not end one."""
    parts: list[str] = []
    for piece in SENTENCE_END.split(text.strip()):
        if parts and NOT_AN_END.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {piece}"
        elif piece:
            parts.append(piece)
    return parts


def masked(text: str, title: str) -> str:
    """The text with a film's title replaced, so that the words of the title give nothing away."""
    bare = re.sub(r"\s*\([^)]*\)$", "", title)
    return re.sub(re.escape(bare), "the film", text, flags=re.IGNORECASE) if bare else text
