"""One spelling for every way of writing a title: case, accents, punctuation, &, articles, numerals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

# A word; an acronym with its dots ("E.T."); a decimal or grouped number ("1.5", "10,000").
WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?|\d+\.\d+(?![^\W_])|\d{1,3}(?:,\d{3})+(?!\d)|[^\W_]+(?:['’ʼ][^\W_]+)*|[&+]"
)
ARTICLES = frozenset({"the", "a", "an"})
PARTS = frozenset({"part", "pt", "vol", "volume", "chapter", "episode"})
_COUNTED = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
NUMBERS = {word: str(value) for value, word in enumerate(_COUNTED.split(), start=1)}
ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
# Too short to be numerals anywhere but behind "part" and the like: "I, Robot", "V for Vendetta", "Malcolm X".
SHORT_ROMAN = {"i": "1", "v": "5", "x": "10", "deux": "2"}
# One spelling for words that British and American titles write apart.
_SPELLINGS = {
    "u": "you", "ur": "your",
    "colour": "color", "colours": "colors", "neighbour": "neighbor", "neighbours": "neighbors", "grey": "gray",
    "honour": "honor", "harbour": "harbor", "theatre": "theater", "centre": "center", "favourite": "favorite",
    "labour": "labor", "armour": "armor", "rumour": "rumor", "programme": "program", "jewellery": "jewelry",
    "doctor": "dr", "xmas": "christmas", "thru": "through", "nite": "night", "mister": "mr", "versus": "vs",
}  # fmt: skip
_KEYS = {**_SPELLINGS, **ROMAN, **NUMBERS}
_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "ı": "i", "ħ": "h", "ʼ": "'", "’": "'"}
)
_FRACTIONS = str.maketrans({"½": " 1 2", "⅓": " 1 3", "¼": " 1 4", "¾": " 3 4", "²": "2", "³": "3"})
_MARKS = re.compile("[\u0300-\u036f]")
_FLIPPED = re.compile(r"^(.*\S), (the|a|an)$", re.IGNORECASE)


def _plain(text: str) -> str:
    """Lower case, without accents; one character for one is not promised."""
    if text.isascii():
        return text.lower()
    folded = text.translate(_FRACTIONS).casefold().translate(_LETTERS)
    # Only the accents of Latin, Greek and Cyrillic go: the marks of other scripts are letters of their words.
    return unicodedata.normalize("NFKC", _MARKS.sub("", unicodedata.normalize("NFD", folded)))


@lru_cache(maxsize=65536)
def normal(word: str) -> str:
    """One word of a text as the lexicon's tables spell it: "Don't" is "dont", "E.T." is "et", "&" is "and"."""
    if word in ("&", "+"):
        return "and"
    return "".join(c for c in _plain(word) if c.isalnum() or (c == "." and word[0].isdigit()))


def words_of(text: str) -> list[str]:
    """The words of a text, each in its normal spelling."""
    if not text.isascii():
        text = text.translate(_FRACTIONS)
    return [spelt for spelt in map(normal, WORD.findall(text)) if spelt]


def keyed(words: Sequence[str]) -> list[str]:
    """The words as a title's key has them, one for one: numerals in digits, "part" before a numeral empty."""
    keys: list[str] = []
    after_part = False
    for i, word in enumerate(words):
        key = _KEYS.get(word) or (SHORT_ROMAN.get(word) if after_part else None)
        after_part = False
        if key is None and word in PARTS and i and i + 1 < len(words):
            after_part = is_numeral(words[i + 1])
            key = "" if after_part else word
        keys.append(word.replace(".", "") if key is None else key)
    return keys


def is_numeral(word: str) -> bool:
    """A number in digits, letters or Roman letters."""
    return word.isdigit() or word in NUMBERS or word in ROMAN or word in SHORT_ROMAN


def title_keys(title: str) -> list[str]:
    """The key words of a title, without its leading article and empty words."""
    flipped = _FLIPPED.match(title)
    words = words_of(f"{flipped[2]} {flipped[1]}" if flipped else title)
    if len(words) > 1 and words[0] in ARTICLES:
        del words[0]
    return [key for key in keyed(words) if key]


def fold(title: str) -> str:
    """The canonical key of a title: titles that people would call the same have the same key.

    Case, accents, punctuation, "&" or "and", a leading English article, and how numbers are written make no difference.
    """
    return " ".join(title_keys(title))


def joined(keys: Iterable[str]) -> str:
    """Key words without the gaps between them, so that "Spider-Man", "spider man" and "spiderman" are one."""
    return "".join(keys)
