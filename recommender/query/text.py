"""A sentence as a row of tokens, with what stands between them and what stands out by its capital."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from recommender.query.fold import WORD, keyed, normal
from recommender.query.words import STOP, word_set

MAX_TOKENS = 2500
_QUOTED = re.compile(
    r"\"([^\"\n]{1,80})\"|“([^”\n]{1,80})”|«([^»\n]{1,80})»|„([^“”\n]{1,80})[“”]|(?<![^\s,;:(])['‘]([^'’\n]{2,80}(?:['’][a-z][^'’\n]{1,60})?)['’](?=$|[\s,.;:!?)])"
)
_ABBREVIATIONS = word_set("mr mrs ms dr vs vol st jr sr pt ft etc")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FLIPPED = re.compile(r"^\s*((?:[^\W\d_]|['’ ]){1,60}), (the|a|an)\s*$", re.IGNORECASE)  # "Matrix, The"
_NUMBERED = re.compile(r"^[ \t]*(?:\d{1,2}[.)]|[-*•])[ \t]+(?=\S)", re.MULTILINE)
_NUMBERED_IN_LINE = re.compile(r"(?<=\S)[,;]?\s+(?:[2-9]|1\d|20)[.)]\s+(?=\S)")
_COUNTED = re.compile(r"[:,]?\s1[.)]\s+(?=\S.*\s2[.)]\s)")  # "my top three: 1) Alien 2) Jaws"
_STATES = ("US", "U.S.", "U.S")  # "US films", not "Us", the film
_OF_STATES = re.compile(r"[ -](?:films?|movies?|made|cinema|indies?|productions?|comed(?:y|ies)|thrillers?|dramas?)\b")
_DIGIT = re.compile(r"\d")
_WITH = re.compile(r"(?i)(?<!\S)w/(o?)(?=\s|$)")
# Signs that say a limit, as words; each stands beside a digit.
_SYMBOLS = (
    (re.compile(r"(?i)\b(from|in|since|before|after|until|around|year) ['’]([3-9]\d)\b(?!['’]?s)"), r"\1 19\2"),
    (re.compile(r"(?i)\b(from|in|since|before|after|until|around|year) ['’]([012]\d)\b(?!['’]?s)"), r"\1 20\2"),
    (re.compile(r"(?i)\b(between) ['’]?([3-9]\d) and ['’]([3-9]\d)\b(?!['’]?s)"), r"\1 19\2 and 19\3"),
    (re.compile(r"\b((?:18|19|20)\d\d)\s?[-–—]\s?(?=[3-9]\d\b(?!['’]?s))"), r"\1 to "),
    (re.compile(r"\b((?:18|19|20)\d\d)\s?\+"), r"\1 onwards "),
    (re.compile(r"(?i)\b(\d{2,3})\s?\+\s?(?=m(?:in|ins|inutes)?\b)"), r"at least \1 "),
    (re.compile(r"(?i)\b(\d{2,3})\s?[-–—]\s?(?=\d{2,3}\s?m(?:in|ins|inutes)?\b)"), r"\1 to "),
    (re.compile(r"(?i)\b(under|than|over|within|about|around|max) ([1-3]):([0-5]\d)\b(?!\s?[ap]m)"), r"\1 \2h \3"),
    (re.compile(r"(?:<|≤|<=)\s*(?=\d)"), " under "),
    (re.compile(r"(?:>|≥|>=)\s*(?=\d)"), " over "),
    (re.compile(r"\b((?:18|19|20)\d\d)\s?[-–—]\s?(?=(?:18|19|20)\d\d\b)"), r"\1 to "),
    (re.compile(r"\b((?:(?:18|19|20)?\d0)['’]?s)\s?[-–—]\s?(?=(?:(?:18|19|20)?\d0)['’]?s\b)"), r"\1 to "),
)
LIST_SEPARATORS = frozenset(",/\n;")


class Token(NamedTuple):
    """A word of the sentence. `before` parts it from the word before: one of , / newline ; . ( : or ""."""

    word: str
    key: str
    start: int
    end: int
    before: str
    capital: bool
    possessive: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens of a text. `quoted`: token spans in quotation marks. `cased`: capitals mean something here."""

    text: str
    tokens: tuple[Token, ...]
    quoted: tuple[tuple[int, int], ...]
    cased: bool

    def raw(self, start: int, end: int) -> str:
        """The text of some tokens, as written."""
        if start >= end:
            return ""
        return " ".join(self.text[self.tokens[start].start : self.tokens[end - 1].end].split())

    def capitalized(self, start: int, end: int) -> bool:
        """Whether capitals mark these tokens as a name: all but small words have one, the first of a sentence aside."""
        if not self.cased:
            return False
        telling = [i for i in range(start, end) if self.tokens[i].word not in STOP or end - start == 1]
        if not telling or not all(self.tokens[i].capital or self.tokens[i].word.isdigit() for i in telling):
            return False
        if all(self.tokens[i].word.isdigit() for i in telling):
            return False
        return len(telling) > 1 or not self.opens(telling[0])

    def opens(self, i: int) -> bool:
        """Whether a token begins a sentence, where a capital says nothing."""
        return i == 0 or self.tokens[i].before in (".", "\n")


@lru_cache(maxsize=16)
def read(text: str) -> Sentence:
    """Take a text apart. Time grows with its length; more than MAX_TOKENS words are not read.

    The last texts are kept: an answer's films are held against the words of the question once more.
    """
    text = _UNSEEN.sub(" ", text)
    if _NUMBERED.match(text):  # "1. Alien\n2. The Thing": the numbers are of the list
        text = _NUMBERED_IN_LINE.sub("\n", _NUMBERED.sub("", text))
    elif " 2" in text and _COUNTED.search(text):
        text = _NUMBERED_IN_LINE.sub("\n", _COUNTED.sub("\n", text))
    flipped = _FLIPPED.match(text)
    if flipped:
        text = f"{flipped[2]} {flipped[1]}"
    if "/" in text:
        text = _WITH.sub(lambda found: "without" if found[1] else "with", text)
    if _DIGIT.search(text):
        for pattern, instead in _SYMBOLS:
            text = pattern.sub(instead, text)
    spelt: list[tuple[str, int, int]] = []
    for match in WORD.finditer(text):
        word = normal(match[0])
        if word == "us" and match[0] in _STATES and _OF_STATES.match(text, match.end()):
            word = "usa"
        if word:
            spelt.append((word, match.start(), match.end()))
            if len(spelt) == MAX_TOKENS:
                break
    keys = keyed([word for word, _, _ in spelt])
    tokens = []
    for i, (word, start, end) in enumerate(spelt):
        previous = spelt[i - 1] if i else None
        gap = text[previous[2] if previous else 0 : start]
        raw = text[start:end]
        tokens.append(
            Token(
                word=word,
                key=keys[i],
                start=start,
                end=end,
                before=_separator(gap, previous[0] if previous else ""),
                capital=raw[0].isupper() or (raw[0].isdigit() and raw[-1:].isupper()),
                possessive=raw[-2:].lower() in ("'s", "’s") or (raw[-1:] == "s" and text[end : end + 1] in ("'", "’")),
            )
        )
    return Sentence(text, tuple(tokens), _quotations(text, tokens), _cased(text, tokens))


def _separator(gap: str, previous: str) -> str:
    if gap == " ":
        return ""
    if not gap.strip():
        return "\n" if "\n" in gap else ""
    if "\n" in gap:
        return "\n"
    if any(c in gap for c in "!?…") or ("." in gap and previous not in _ABBREVIATIONS and ". " in gap + " "):
        return "."
    for marks, separator in ((";", ";"), (",、，", ","), ("/|•·*>", "/"), ("([", "("), (")]", "/"), (":", ":")):
        if any(c in gap for c in marks):
            return separator
    return "/" if re.search(r"\s[-–—]+\s|[–—]|\s[-–—]\S", gap) else ""


def _cased(text: str, tokens: Sequence[Token]) -> bool:
    """Capitals tell nothing in a text all of capitals, or one that gives every word a capital."""
    letters = [token for token in tokens if text[token.start].isalpha()]
    lower = sum(1 for token in letters if not token.capital)
    if not letters or not lower:
        return any(text[token.start : token.end].isupper() is False for token in letters)
    return lower >= 2 or lower * 4 >= len(letters)


def _quotations(text: str, tokens: Sequence[Token]) -> tuple[tuple[int, int], ...]:
    if not any(c in text for c in "\"“«„'‘"):
        return ()
    spans = []
    for match in _QUOTED.finditer(text):
        inside = [i for i, token in enumerate(tokens) if match.start() <= token.start and token.end <= match.end()]
        if inside and len(inside) <= 12:
            spans.append((inside[0], inside[-1] + 1))
        if len(spans) == 40:
            break
    return tuple(spans)
