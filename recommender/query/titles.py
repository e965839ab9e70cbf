"""The title index: which films a run of words may name; exactly, by a part, or with a slip of the pen."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from recommender.query.aliases import ALIASES
from recommender.query.fold import ARTICLES, joined, normal, title_keys
from recommender.query.words import STOP, is_common, word_set
from recommender.shapes import FilmFacts

Ids = tuple[int, ...]
BEGUN = 7  # letters by which is told that no title begins so
MAX_WORDS = 14  # of a title that is looked up; longer ones are found by their head
_BREAK = re.compile(r":\s|\s[-–—]\s|\sor:\s|\sor\s\(|;\s|\s\(")
_OWNER = re.compile(r"(\w+)['’]s\b")
_NOT_A_NAME = word_set("movie film part chapter episode volume beginning final 1 2 3 4 5 6 7 8 9 10 sequel")
_LATIN = re.compile(r"[a-z0-9]")
CLOSE = 86.0  # similarity, of 100, from which a misspelt title counts as meant
NEAR = 62.0  # ... from which a title is worth offering: "did you mean"


def _add(table: dict[str, int | Ids], key: str, film: int) -> None:
    """Most keys have one film: a bare number is a third of the memory of a tuple."""
    known = table.setdefault(key, film)
    if known == film:
        return
    if isinstance(known, int):
        table[key] = (known, film)
    elif film not in known:
        table[key] = (*known, film)


def _ids(found: int | Ids | None) -> Ids:
    if found is None:
        return ()
    return (found,) if isinstance(found, int) else found


def parts_of(title: str) -> Iterator[str]:
    """What people call a film for short: the title before and after its colon, dash, "or:" or bracket."""
    pieces = [piece.strip(" )(") for piece in _BREAK.split(title)]
    if len(pieces) > 1:
        yield pieces[0]
        yield from (piece for piece in (pieces[-1], " ".join(pieces[1:])) if not _generic(piece))
        if len(pieces) > 2 and not _generic(pieces[1]):
            yield pieces[1]


def _generic(piece: str) -> bool:
    return all(key in _NOT_A_NAME or key in STOP for key in title_keys(piece)) or len(piece) < 4


class TitleIndex:
    """Titles, original titles and their parts, by key; built once and only read after."""

    def __init__(self, films: Iterable[FilmFacts]) -> None:
        """Index the films."""
        self.films: dict[int, FilmFacts] = {}
        self._exact: dict[str, int | Ids] = {}
        self._other: dict[str, int | Ids] = {}  # original titles and parts
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for film in films:
            self.films[film.id] = film
            self._index(film)

    def _index(self, film: FilmFacts) -> None:
        keys = title_keys(film.title)
        _add(self._exact, joined(keys), film.id)
        if keys and keys[-1] in ("v", "x", "i") and len(keys) > 1:  # "Rocky V" is asked for as "Rocky 5"
            _add(self._other, joined(keys[:-1]) + {"v": "5", "x": "10", "i": "1"}[keys[-1]], film.id)
        if len(keys) > 3 and not ARTICLES.isdisjoint(keys):  # "kubo and two strings"
            _add(self._other, joined(key for key in keys if key not in ARTICLES), film.id)
        owners = (normal(owner) for owner in _OWNER.findall(film.title))  # "Bridget Jones's" is asked for as "jones"
        for word in dict.fromkeys((*keys, *owners)):
            if word not in STOP:
                self._by_word[word].append(film.id)
        if film.original_title and film.original_title != film.title:
            _add(self._other, joined(title_keys(film.original_title)), film.id)
        if ":" in film.title or " - " in film.title or "(" in film.title or " or" in film.title or "–" in film.title:
            for part in parts_of(film.title):
                _add(self._other, joined(title_keys(part)), film.id)

    def __len__(self) -> int:
        return len(self.films)

    def titled(self, key: str) -> Ids:
        """Films of exactly this joined key."""
        return _ids(self._exact.get(key))

    def other(self, key: str) -> Ids:
        """Films that have this joined key as original title or part."""
        return _ids(self._other.get(key))

    def alias(self, key: str) -> Ids:
        """Films that go by a nickname ("lotr")."""
        full = ALIASES.get(key)
        return () if full is None else self.titled(full) or self.other(full)

    def look_up(self, key: str) -> tuple[Ids, bool]:
        """Films of exactly this joined key; or, and False, those that go by it, or have it as a part."""
        found = self._exact.get(key)
        return (self.alias(key) or self.other(key), False) if found is None else (_ids(found), True)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The first BEGUN letters of every joined key of a title, part or nickname."""
        return frozenset(key[:BEGUN] for table in (self._exact, self._other, ALIASES) for key in table)

    def with_word(self, word: str) -> Sequence[int]:
        """Films with this key word in the title."""
        return self._by_word.get(word, ())

    @cached_property
    def _words_by_shape(self) -> dict[tuple[str, int], list[str]]:
        shapes: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in self._by_word:
            if len(word) >= 4 and _LATIN.match(word):
                shapes[word[0], len(word)].append(word)
        return dict(shapes)

    @cached_property
    def _keys_by_shape(self) -> dict[tuple[str, int], list[str]]:
        shapes: dict[tuple[str, int], list[str]] = defaultdict(list)
        for table in (self._exact, self._other):
            for key in table:
                if len(key) >= 5 and _LATIN.match(key):
                    shapes[key[0], len(key)].append(key)
        return dict(shapes)

    def near_words(self, word: str) -> list[str]:
        """Title words that a misspelt word may stand for, nearest first; at most three."""
        if len(word) < 4:
            return []
        allowed = 1 if len(word) < 8 else 2
        found: list[tuple[int, str]] = []
        for size in range(len(word) - allowed, len(word) + allowed + 1):
            block = self._words_by_shape.get((word[0], size), ())
            for near, distance, _ in process.extract(
                word, block, scorer=OSA.distance, score_cutoff=allowed, limit=3, processor=None
            ):
                found.append((int(distance), near))
        return [near for _, near in sorted(found)[:3]]

    def near_keys(self, key: str, cutoff: float) -> list[tuple[float, Ids]]:
        """Titles whose whole joined key is nearly this one, with the similarity of 0 to 100."""
        if len(key) < 5:
            return []
        slack = 1 if len(key) < 8 else 2 if len(key) < 16 else 3
        best: list[tuple[float, str]] = []
        for size in range(len(key) - slack, len(key) + slack + 1):
            block = self._keys_by_shape.get((key[0], size), ())
            hit = process.extractOne(
                key, block, scorer=OSA.normalized_similarity, score_cutoff=cutoff / 100, processor=None
            )
            if hit is not None:
                best.append((hit[1] * 100, hit[0]))
        return [(score, self.titled(near) or self.other(near)) for score, near in sorted(best, reverse=True)[:2]]

    def sharing(self, words: Sequence[str], limit: int = 40) -> list[tuple[int, list[str]]]:
        """Films that share the rarest of the words, misspelt ones mended; with the words as mended."""
        votes: Counter[int] = Counter()
        mended: list[str] = []
        for word in words:
            if word in STOP or not word:
                mended.append(word)
                continue
            spellings = [word] if word in self._by_word else [] if is_common(word) else self.near_words(word)
            mended.append(spellings[0] if spellings else word)
            for spelling in spellings:
                holders = self._by_word[spelling]
                if len(holders) <= 2000:
                    if len(holders) <= 40:
                        votes.update(dict.fromkeys(holders, 1 + 40 // len(holders)))
                    else:
                        votes.update(holders)  # one vote each, counted in C
        return [(film, mended) for film in _most_voted(votes, limit)]

    def similarity(self, words: Sequence[str], film: int) -> float:
        """How alike the words and a film's title are, 0 to 100."""
        run_together, apart = _spelt(self.films[film].title)
        mine = [word for word in words if word]
        plain = fuzz.ratio(joined(mine), run_together)
        return max(plain, fuzz.token_sort_ratio(" ".join(mine), apart))


def _most_voted(votes: Mapping[int, int], limit: int) -> list[int]:
    """The films of most votes, of equals those of lower ids. A common word brings two thousand, most of one vote."""
    least = sorted(votes.values(), reverse=True)[limit - 1] if len(votes) > limit else 0
    above = sorted((-vote, film) for film, vote in votes.items() if vote > least)
    top = [film for _, film in above]
    if len(top) < limit:
        top += sorted(film for film, vote in votes.items() if vote == least)[: limit - len(top)]
    return top


@lru_cache(maxsize=16_384)
def _spelt(title: str) -> tuple[str, str]:
    """The key words of a title, without and with gaps: forty titles are compared with words that are hard to read."""
    keys = title_keys(title)
    return joined(keys), " ".join(keys)
