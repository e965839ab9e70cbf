"""Comparing the shipped catalogue's facts with what MovieLens, TMDB and Wikipedia publish."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from moviemind.catalog.importers import FilmRecord, RecordError, Row, SourceError, csv_rows, source_named
from moviemind.catalog.titles import fold_title

STARS = 3  # so many of the names that an opening bills first must be in our cast; it may go on to bill a dozen
TMDB_GENRES = {"Music": ("Music", "Musical")}  # where one of their words covers several of ours
KNOWN_TO = {
    "MovieLens": frozenset({
        "Action", "Adventure", "Animation", "Comedy", "Crime", "Documentary", "Drama", "Family", "Fantasy", "Film Noir",
        "Horror", "Musical", "Mystery", "Romance", "Science Fiction", "Thriller", "War", "Western",
    }),
    "TMDB": frozenset({
        "Action", "Adventure", "Animation", "Comedy", "Crime", "Documentary", "Drama", "Family", "Fantasy", "History",
        "Horror", "Music", "Musical", "Mystery", "Romance", "Science Fiction", "Thriller", "War", "Western",
    }),
}  # fmt: skip


@dataclass(frozen=True, order=True, slots=True)
class Disagreement:
    """One fact on which a source and the catalogue differ."""

    title: str
    year: int
    fact: str
    source: str
    theirs: str
    ours: str = field(compare=False)

    def __str__(self) -> str:
        return f"{self.title} ({self.year}): {self.fact}: {self.source} says {self.theirs}, we say {self.ours}"


@dataclass(slots=True)
class _Source:
    """What one source says of films, found by id or by title and year."""

    name: str
    records: list[FilmRecord] = field(default_factory=list)
    _at: dict[tuple[str, str | int], list[FilmRecord]] = field(default_factory=lambda: defaultdict(list))

    def add(self, record: FilmRecord) -> None:
        self.records.append(record)
        for item in record.ids.items():
            self._at[item].append(record)
        for title in {fold_title(record.title), fold_title(record.original_title)} - {""}:
            self._at["title", title].append(record)

    def find(self, record: FilmRecord) -> FilmRecord | None:
        """The record of the same film: by id where the source has ids, else by title and nearly the year."""
        for item in record.ids.items():
            if self._at.get(item):
                return self._at[item][0]
        titled = self._at.get(("title", fold_title(record.title)), ())
        near = [other for other in titled if abs(other.year - record.year) <= 1]
        return min(near, key=lambda other: abs(other.year - record.year), default=None)


def read_catalogue(path: Path) -> list[FilmRecord]:
    """The records of the shipped catalogue.

    Raises:
        SourceError: it cannot be read, or a row of it breaks a rule.
    """
    return [record for _, record in _read("jsonl", path, strict=True)]


def disagreements(catalogue: Iterable[FilmRecord], data: Path) -> Iterator[Disagreement]:
    """Every difference between the catalogue and the sources in a directory, film by film.

    Raises:
        SourceError: a source is missing or cannot be read.
    """
    movielens, tmdb, wikipedia = _Source("MovieLens"), _Source("TMDB"), _Source("Wikipedia")
    for _, record in _read("movielens", data / "ml-latest-small"):
        movielens.add(record)
    for _, record in _read("tmdb", data / "tmdb-facts.csv.gz"):
        genres = [ours for theirs in record.genres for ours in TMDB_GENRES.get(theirs, (theirs,))]
        tmdb.add(replace(record, genres=tuple(genres)))
    openings: dict[str, str] = {}
    for _, record in _read("wikipedia", data / "wikipedia-films.jsonl.gz"):
        wikipedia.add(record)
        openings[record.key] = record.overview
    for record in catalogue:
        found = [source for source in (movielens, tmdb, wikipedia) if source.find(record)]
        for source in found:
            other = source.find(record)
            assert other is not None
            yield from _facts(record, other, source.name)
        theirs = {s.name: s.find(record) for s in found if s is not wikipedia}
        yield from _genres(record, {name: other for name, other in theirs.items() if other and other.genres})
        page = wikipedia.find(record)
        if page is not None:
            yield from _people(record, page, openings[page.key])


def _facts(record: FilmRecord, other: FilmRecord, source: str) -> Iterator[Disagreement]:
    pairs: list[tuple[str, object, object]] = [("year", other.year, record.year)]
    pairs += [(f"ids.{name.removesuffix('_id')}", value, record.ids.get(name)) for name, value in other.ids.items()]
    if other.language:
        pairs.append(("language", other.language, record.language))
    names = {fold_title(title) for title in (record.title, record.original_title) if title}
    if names.isdisjoint(fold_title(title) for title in (other.title, other.original_title) if title):
        pairs.append(("title", other.title, record.title))
    for fact, theirs, ours in pairs:
        if theirs != ours:
            yield Disagreement(record.title, record.year, fact, source, str(theirs), str(ours))


def _genres(record: FilmRecord, sources: Mapping[str, FilmRecord]) -> Iterator[Disagreement]:
    """A genre of ours that no source has which knows it, and one that all sources have and we lack."""
    for genre in record.genres:
        able = [name for name in sources if genre in KNOWN_TO[name]]
        if able and not any(genre in sources[name].genres for name in able):
            yield Disagreement(record.title, record.year, "genres", " and ".join(able), f"not {genre}", genre)
    for genre in sorted({genre for other in sources.values() for genre in other.genres} - set(record.genres)):
        able = [name for name in sources if genre in KNOWN_TO[name]]
        twins = next((twins for twins in TMDB_GENRES.values() if genre in twins), (genre,))
        if able and all(genre in sources[name].genres for name in able) and not set(twins) & set(record.genres):
            ours = f"not {genre}"
            yield Disagreement(record.title, record.year, "genres", " and ".join(able), genre, ours)


def _people(record: FilmRecord, page: FilmRecord, opening: str) -> Iterator[Disagreement]:
    for fact, named, ours in (
        ("directors", directors_named(opening), record.directors),
        ("cast", stars_named(opening)[:STARS], record.cast),
    ):
        known = {fold_name(name) for name in ours}
        for name in named:
            if not any(_same_person(fold_name(name), other) for other in known):
                yield Disagreement(record.title, record.year, fact, "Wikipedia", name, ", ".join(ours) or "nobody")
    directors = directors_named(opening)
    directors += _named_after(_CO_DIRECTED, opening)
    for name in record.directors if directors else ():
        if not any(_same_person(fold_name(name), fold_name(other)) for other in directors):
            yield Disagreement(record.title, record.year, "directors", "Wikipedia", f"not {name}", name)
    listed = {fold_name(name) for name in page.cast}
    shared = any(_same_person(fold_name(name), other) for name in record.cast for other in listed)
    if listed and record.cast and not shared and "Documentary" not in record.genres:
        theirs = ", ".join(page.cast)
        yield Disagreement(record.title, record.year, "cast", "Wikipedia's list", theirs, ", ".join(record.cast))


_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\bJr)(?<!\bSr)(?<!\bDr)(?<!\bSt)\.(?:\s|$)|;|\(|\n")
_NAME_WORD = r"(?:[A-ZÀ-ÞĀ-Ž][\w.'’\-]*|de|da|di|del|della|der|la|le|van|von|bin|al|el|dos|y|ten|O'[A-Z]\w+)"
_NAME = re.compile(rf"[A-ZÀ-ÞĀ-Ž][\w.'’\-]*(?: {_NAME_WORD})*(?: (?:Jr\.?|Sr\.?|II|III))?")
_NO_NAME = frozenset({
    "A", "Academy", "American", "An", "British", "Columbia", "Disney", "English", "French", "German", "Golden", "He",
    "Her", "His", "In", "It", "Oscar", "Paramount", "Pixar", "She", "The", "This", "Universal", "Walt", "Warner",
})  # fmt: skip
_DIRECTED = re.compile(
    r"(?<!co-)\b[Dd]irected(?:,? (?:and )?[a-z\-]+(?:,? and [a-z\-]+| [a-z\-]+)?)?,? by (?:and starring )?"
)
_CO_DIRECTED = re.compile(r"\b[Cc]o-direct(?:ed|ion)(?: and [a-z\-]+)? by ")
_STARRING = re.compile(
    r"\b(?:[Ss]tarring|[Ss]tars|[Ff]eaturing the voices of|ensemble cast (?:led by|including|of|that includes)) "
    r"(?:the voices of |an ensemble cast (?:led by|including|of|that includes) )?"
)


def directors_named(opening: str) -> list[str]:
    """The people whom an opening paragraph calls the directors; co-directors only where it names no others.

    >>> directors_named("X is a 1999 film written and directed by Ann Lee and Bo De Luca, and starring C. D. Ek.")
    ['Ann Lee', 'Bo De Luca']
    >>> directors_named("X is a film produced and directed by Joel and Ethan Coen.")
    ['Joel Coen', 'Ethan Coen']
    """
    return _sharing_a_surname(_named_after(_DIRECTED, opening) or _named_after(_CO_DIRECTED, opening))


def stars_named(opening: str) -> list[str]:
    """The people whom an opening paragraph bills as its stars, in order.

    >>> stars_named("X is a film starring Ann Lee, Bo De Luca Jr. and C. D. Ek as thieves. It stars nobody.")
    ['Ann Lee', 'Bo De Luca Jr.', 'C. D. Ek']
    """
    return [name for name in _named_after(_STARRING, opening) if " " in name]


def _named_after(words: re.Pattern[str], opening: str) -> list[str]:
    found = words.search(opening)
    if not found:
        return []
    rest = opening[found.end() :]
    end = _SENTENCE_END.search(rest)
    rest = rest[: end.start()] if end else rest
    names: list[str] = []
    for part in re.split(r",? and (?:by )?|, | & ", rest):
        name = _NAME.match(part.strip())
        if not name or name[0].split()[0] in _NO_NAME:
            break
        names.append(name[0])
        if name.end() < len(part.strip()):
            break  # "... as thieves": what follows is no list of names any more
    return names


def _sharing_a_surname(names: list[str]) -> list[str]:
    """ "Joel" and "Ethan Coen" are two full names; a single word that stands alone is none."""
    if len(names) > 1 and " " not in names[0] and " " in names[1]:
        names = [f"{names[0]} {names[1].split(' ', 1)[1]}", *names[1:]]
    return [name for name in names if " " in name]


def fold_name(name: str) -> str:
    """A name without case, accents, signs and "Jr.".

    >>> fold_name("Robert De Niro, Jr.") == fold_name("robert deniro")
    True
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = re.sub(r"\b(?:jr|sr|ii|iii)\b\.?|\([^)]*\)", "", plain)
    return "".join(letter for letter in plain if letter.isalnum())


def _same_person(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) > 5 and (one in other or other in one))


def _read(source: str, path: Path, *, strict: bool = False) -> Iterator[tuple[Row, FilmRecord]]:
    reader = source_named(source)
    for row in reader.rows(path):
        try:
            if row.error:
                raise row.error
            yield row, reader.record(row.fields)
        except RecordError as error:
            if strict:
                raise SourceError(f"{row}: {error}") from None


def read_exceptions(path: Path) -> dict[Disagreement, str]:
    """The disagreements that somebody looked at by hand and found ours to be right, with the reason of each.

    Raises:
        SourceError: a line of the list lacks something.
    """
    rows = csv_rows(path, needed=("title", "year", "fact", "source", "theirs", "reason"))
    exceptions: dict[Disagreement, str] = {}
    for row in rows:
        fields = row.fields
        if row.error or not fields["year"].isdigit() or not fields["reason"].strip():
            raise SourceError(f"{row}: every exception has title, year, fact, source, theirs and a reason")
        found = Disagreement(
            fields["title"], int(fields["year"]), fields["fact"], fields["source"], fields["theirs"], ours=""
        )
        exceptions[found] = fields["reason"]
    return exceptions
