"""What keeps somebody or something out, behind its name: "a Tom Cruise free zone", "Tarantino can stay at home"."""

from __future__ import annotations

from collections.abc import Sequence

from recommender.query.text import Token
from recommender.query.words import FILM_NOUNS, phrases_of, word_set

_OUT = """
    isnt in | is not in | isnt in it | is not in it | doesnt appear | does not appear | doesnt appear in | doesnt star
    doesnt star in | does not star in | didnt make | didnt direct | had no hand in | had nothing to do with
    isnt part of | has nothing to do with | can stay at home | can stay home | can stay away | can stay out
    can take a hike | can get lost | can go home | can go away | can jog on | can do one | can get in the bin
    can get in the sea | can sit this one out | can sit it out | can take the night off | can have the night off
    can take a break | can wait outside | can be left out | should stay at home | should stay home | should stay away
    need not apply | neednt apply | is banned | is barred | is off limits | is out of bounds | isnt allowed
    is not allowed | not allowed | isnt invited | is not invited | not invited | isnt wanted | is not wanted
    makes me ill | makes me sick | makes my skin crawl | gives me hives | gives me a headache | hard pass
"""
_PHRASES: dict[str, list[tuple[str, ...]]] = {}
for _phrase in phrases_of(_OUT):
    _PHRASES.setdefault(_phrase.split()[0], []).append(tuple(_phrase.split()))
_FREE_OF = word_set("zone please pls only and or but for tonight family")
_POINTING = word_set("he she him her they them")
_IN = word_set("in appear star feature")


def kept_out(tokens: Sequence[Token], at: int) -> int:
    """The token behind words from `at` on that keep out what stands before them; `at` where there are none."""
    if at >= len(tokens) or (tokens[at].before and tokens[at].before != ","):
        return at
    if tokens[at].word == "free" and not tokens[at].before:
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if after is None or after.before or after.word in _FREE_OF | FILM_NOUNS or _hyphenated(tokens, at):
            return at + 1 + (after is not None and not after.before and after.word == "zone")
        return at
    for phrase in _PHRASES.get(tokens[at].word, ()):
        end = at + len(phrase)
        ends = end >= len(tokens) or bool(tokens[end].before) or phrase[-1] != "in"
        if ends and tuple(token.word for token in tokens[at:end]) == phrase:
            return end
    return at


def _hyphenated(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at].start == tokens[at - 1].end + 1 and tokens[at].start > 0


def points_back(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a "no" from `start` to `end` is said of somebody named before: "that he isn't in", "without him"."""
    after = tokens[end].word if end < len(tokens) and not tokens[end].before else ""
    if after in _POINTING:
        return True
    before = tokens[start - 1].word if start and not tokens[start].before else ""
    return before in _POINTING and after in _IN
