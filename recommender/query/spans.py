"""Numbers, lengths of time, years and decades as people write them: patterns, and what a match of them means."""

from __future__ import annotations

import re

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENFOLD = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENFOLDS = "twenties thirties forties fifties sixties seventies eighties nineties"
_UNITS = {word: value for value, word in enumerate(_ONES.split())}
_TENS = {word: 10 * tens for tens, word in enumerate(_TENFOLD.split(), start=2)}
_DECADES = {word: 10 * tens for tens, word in enumerate(_TENFOLDS.split(), start=2)}
_DECADES |= {"noughties": 0, "aughts": 0, "naughties": 0}

_WORD_NUMBER = "|".join((*_UNITS, *_TENS, "hundred"))
NUMBER = rf"(?:\d+(?:\.\d+)?|(?:a )?(?:{_WORD_NUMBER})(?: (?:and )?(?:{_WORD_NUMBER})){{0,2}}|an|a)"


def span(prefix: str = "") -> str:
    """A pattern for a length of time; its groups begin with the prefix."""
    return (
        rf"(?:(?P<{prefix}h>{NUMBER}) ?(?:hours?|hrs?|hr|h)(?:(?: and| ,)? ?"
        rf"(?:(?P<{prefix}half>(?:a )?half|three quarters|(?:a )?quarter)"
        rf"|(?P<{prefix}m>\d+|(?:{'|'.join(_TENS)})(?: (?:{_WORD_NUMBER}))?|{_WORD_NUMBER}) ?(?:minutes?|mins?|m)?))?"
        rf"|(?P<{prefix}hh>{NUMBER}) and a half (?:hours?|hrs?)|(?P<{prefix}fixed>half an hour|half hour)"
        rf"|(?P<{prefix}min>{NUMBER}) ?(?:minutes?|minuts?|mins?|min|m))(?: long| in length)?"
    )


SPAN = span()
# Minutes without the word: "90 at most", "under ninety".
BARE = rf"(?P<bare>\d{{2,3}}|(?:a )?(?:{_WORD_NUMBER})(?: (?:and )?(?:{_WORD_NUMBER})){{0,2}})"
LEAST_BARE, MOST_BARE = 60, 240
_SPELT = (
    rf"nineteen (?:hundred|oh (?:{'|'.join(_UNITS)})|(?:{'|'.join(_TENS)})(?: (?:{'|'.join(_UNITS)}))?|"
    rf"{'|'.join(list(_UNITS)[10:])})|two thousand(?: (?:and )?(?:{'|'.join(_UNITS)}))?"
    rf"|twenty (?:{'|'.join(list(_UNITS)[10:])}|twenty(?: (?:{'|'.join(_UNITS)}))?)"
)
_DIGITS = r"(?:18[89]|19\d|20\d)\d"
YEAR = rf"(?P<year>{_DIGITS}|{_SPELT})"
TO_YEAR = rf"(?P<to>{_DIGITS}|{_SPELT})"
_DECADE = (
    r"(?P<{0}part>early |mid |late |)(?:the )?(?P<{0}part2>early |mid |late |)"
    r"(?:(?P<{0}full>(?:18[89]|19\d|20\d)0) ?(?:s|ies)|(?P<{0}short>[0-9]0) ?(?:s|ies)"
    rf"|(?:nineteen |twenty )?(?P<{{0}}word>{'|'.join(_DECADES)})|(?P<{{0}}tens>twenty tens))"
)
DECADE, TO_DECADE = _DECADE.format("d"), _DECADE.format("e")


def number(text: str) -> float:
    """A number in digits or words."""
    if text in ("a", "an"):
        return 1
    if text[0].isdigit():
        return float(text)
    total = 0
    for word in text.split():
        if word == "hundred":
            total = (total or 1) * 100
        else:
            total += _UNITS.get(word, 0) + _TENS.get(word, 0)
    return total


def year(text: str) -> int:
    """A year in digits or words: "nineteen ninety four", "two thousand and ten", "twenty twelve"."""
    if text.isdigit():
        return int(text)
    first, _, rest = text.partition(" ")
    if first == "two":
        return 2000 + round(number(rest.removeprefix("thousand").removeprefix(" and").strip() or "zero"))
    rest = rest.removeprefix("oh ")
    return (1900 if first == "nineteen" else 2000) + (0 if rest == "hundred" else round(number(rest)))


def minutes(match: re.Match[str], prefix: str = "") -> int:
    """The minutes of a matched span of time."""
    part = {name.removeprefix(prefix): said for name, said in match.groupdict().items() if name.startswith(prefix)}
    if part["fixed"]:
        return 30
    if part["min"]:
        return round(number(part["min"]))
    if part["hh"]:
        return round(number(part["hh"]) * 60 + 30)
    extra = 0.0
    if part["half"]:
        extra = 30 if "half" in part["half"] else 45 if "three" in part["half"] else 15
    elif part["m"]:
        extra = number(part["m"])
    return round(number(part["h"]) * 60 + extra)


def decade(match: re.Match[str], prefix: str = "d") -> tuple[int, int]:
    """The first and last year of a matched decade, or of its early, middle or late part."""
    if match[f"{prefix}full"]:
        first = int(match[f"{prefix}full"])
    elif match[f"{prefix}tens"]:
        first = 2010
    else:
        short = int(match[f"{prefix}short"]) if match[f"{prefix}short"] else _DECADES[match[f"{prefix}word"]]
        first = 2000 + short if short < 20 else 1900 + short
    part = (match[f"{prefix}part"] or match[f"{prefix}part2"]).strip()
    if part == "early":
        return first, first + 3
    if part == "mid":
        return first + 3, first + 6
    if part == "late":
        return first + 6, first + 9
    return first, first + 9
