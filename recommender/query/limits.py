"""Years and running times in a sentence: "from the nineties", "before 1970", "under two hours", "shorter than 1h40"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

FIRST_YEAR, LAST_YEAR = 1880, 2100
RECENT_YEARS = 10  # "recent" counts from the newest film of the catalogue
OLD_BEFORE = 1980
SHORT_FILM, NOT_LONG_FILM, LONG_FILM = 95, 120, 150  # minutes, where no number is said
AROUND = 15
_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen".split()
    )
}
_TENS = {w: 10 * (i + 2) for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
_DECADES = {
    w: 10 * (i + 2)
    for i, w in enumerate("twenties thirties forties fifties sixties seventies eighties nineties".split())
} | {"noughties": 0, "aughts": 0, "naughties": 0}

_WORD_NUMBER = "|".join((*_UNITS, *_TENS, "hundred"))
_N = rf"(?:\d+(?:\.\d+)?|(?:a )?(?:{_WORD_NUMBER})(?: (?:and )?(?:{_WORD_NUMBER})){{0,2}}|an|a)"
_SPAN = (
    rf"(?:(?P<h>{_N}) ?(?:hours?|hrs?|hr|h)(?: and| ,)?(?: ?(?:(?P<m>\d+|{_WORD_NUMBER}) ?(?:minutes?|mins?|m)?"
    rf"|(?P<half>(?:a )?half|(?:a )?quarter)))?|(?P<hh>{_N}) and a half (?:hours?|hrs?)|(?P<fixed>half an hour)"
    rf"|(?P<min>{_N}) ?(?:minutes?|minuts?|mins?|min|m))(?: long| in length)?"
)
_YEAR = r"(?P<year>(?:18[89]|19\d|20\d)\d)"
_DECADE = (
    r"(?P<{0}part>early |mid |late |)(?:the )?(?P<{0}part2>early |mid |late |)"
    rf"(?:(?P<{{0}}full>(?:18[89]|19\d|20\d)0) ?s|(?P<{{0}}short>[0-9]0) ?s|(?P<{{0}}word>{'|'.join(_DECADES)}))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A condition on years or minutes, on the tokens from `start` to `end`. `modest`: said without a number."""

    start: int
    end: int
    year_min: int | None = None
    year_max: int | None = None
    runtime_min: int | None = None
    runtime_max: int | None = None
    modest: str = ""


Bounds = dict[str, int | None]
Rule = tuple[re.Pattern[str], Callable[[re.Match[str], int], Bounds]]


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


def minutes(match: re.Match[str]) -> int:
    """The minutes of a matched span of time."""
    if match["fixed"]:
        return 30
    if match["min"]:
        return round(number(match["min"]))
    if match["hh"]:
        return round(number(match["hh"]) * 60 + 30)
    extra = 0.0
    if match["half"]:
        extra = 30 if "half" in match["half"] else 15
    elif match["m"]:
        extra = number(match["m"])
    return round(number(match["h"]) * 60 + extra)


def decade(match: re.Match[str], prefix: str = "d") -> tuple[int, int]:
    """The first and last year of a matched decade, or of its early, middle or late part."""
    if match[f"{prefix}full"]:
        first = int(match[f"{prefix}full"])
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


def _rule(pattern: str, bounds: Callable[[re.Match[str], int], Bounds]) -> Rule:
    return re.compile(rf"(?<![^ ])(?:{pattern})(?![^ ])"), bounds


_D, _D2 = _DECADE.format("d"), _DECADE.format("e")
_MAX = (
    r"(?:that (?:is|are|runs?) |which (?:is|are) |running |runs |lasting |with a runtime )?"
    r"(?:under|less than|shorter than|below|within|up to|at most|no more than|not more than|no longer than|not longer than"
    r"|not over|max|maximum|a maximum of|maximum of|not exceeding|fewer than|nothing over|nothing longer than|not above"
    r"|doesnt exceed|does not exceed|no more then|less then|shorter then|in under|in less than|only have|only got"
    r"|i have|ive got|we have|weve got|we only have|nothing above|isnt over|isnt longer than|is not longer than"
    r"|not much longer than)(?: only| just| about)?"
)
_MIN = (
    r"(?:over|more than|longer than|at least|above|minimum|a minimum of|minimum of|no shorter than|no less than"
    r"|not shorter than|not less than|not under|longer then|more then|nothing under|nothing shorter than|exceeding)"
)
_BEFORE = r"(?:made |released |from |out |produced )?(?:before|pre|prior to|older than|earlier than|older then|not after the year)"
_AFTER = r"(?:made |released |from |out |produced )?(?:after|post|newer than|later than|more recent than|newer then|younger than)"
_SINCE = r"(?:made |released |out )?(?:since|no older than|not older than|nothing older than|not before|nothing before|starting in|beginning in)"
_UNTIL = r"(?:made |released |out )?(?:until|till|up to|no later than|not after|nothing after|nothing newer than|no newer than|not newer than|not later than)"
_FILM = r"(?:movies?|films?|flicks?|pictures?)"
_SET = r"(?<!set in )(?<!set in the )(?<!set during )(?<!set during the )(?<!place in )(?<!place in the )(?<!about )(?<!about the )"

_RULES: tuple[Rule, ...] = (
    # Running time
    _rule(rf"(?:between|from) (?P<lo>{_N}) (?:and|to) {_SPAN}", lambda m, _: _between(m)),
    _rule(rf"{_MAX} (?:the )?{_SPAN}(?: max| tops| at most)?", lambda m, _: {"runtime_max": minutes(m)}),
    _rule(rf"{_MIN} {_SPAN}", lambda m, _: {"runtime_min": minutes(m)}),
    _rule(
        rf"{_SPAN} (?:or less|or shorter|or under|max|maximum|tops|at most|at the most|or so max)",
        lambda m, _: {"runtime_max": minutes(m)},
    ),
    _rule(
        rf"{_SPAN} (?:or more|or longer|or over|plus|minimum|at least|and up|and longer)",
        lambda m, _: {"runtime_min": minutes(m)},
    ),
    _rule(
        rf"(?:around|about|roughly|approximately|approx|circa|near|close to) {_SPAN}",
        lambda m, _: {"runtime_min": minutes(m) - AROUND, "runtime_max": minutes(m) + AROUND},
    ),
    # Years: spans first
    _rule(
        r"(?:between |from |in |made |released )*(?P<year>(?:18[89]|19\d|20\d)\d) (?:and|to|until|till|through) (?P<to>(?:18[89]|19\d|20\d)\d)",
        lambda m, _: _ordered(int(m["year"]), int(m["to"])),
    ),
    _rule(
        rf"{_SET}(?:between |from |in |made in |either )*(?:the )?{_D} (?:and|or|to|through|until|till|,|/) (?:the |from the |in the )?{_D2}(?! (?:and|or) )",
        lambda m, _: _ordered(min(decade(m)[0], decade(m, "e")[0]), max(decade(m)[1], decade(m, "e")[1])),
    ),
    _rule(rf"{_BEFORE} (?:the )?(?:year )?{_YEAR}", lambda m, _: {"year_max": int(m["year"]) - 1}),
    _rule(rf"{_BEFORE} (?:the )?{_D}", lambda m, _: {"year_max": decade(m)[0] - 1}),
    _rule(rf"{_SINCE} (?:the )?(?:year )?{_YEAR}", lambda m, _: {"year_min": int(m["year"])}),
    _rule(rf"{_SINCE} (?:the )?{_D}", lambda m, _: {"year_min": decade(m)[0]}),
    _rule(rf"{_UNTIL} (?:the )?(?:year )?{_YEAR}", lambda m, _: {"year_max": int(m["year"])}),
    _rule(rf"{_UNTIL} (?:the )?{_D}", lambda m, _: {"year_max": decade(m)[1]}),
    _rule(rf"{_AFTER} (?:the )?(?:year )?{_YEAR}", lambda m, _: {"year_min": int(m["year"]) + 1}),
    _rule(rf"{_AFTER} (?:the )?{_D}", lambda m, _: {"year_min": decade(m)[1] + 1}),
    _rule(
        rf"(?:from |in |made in )?(?:the )?{_YEAR} (?:onwards?|on|or later|or newer|or after|and later|and newer|and after|and up|plus)",
        lambda m, _: {"year_min": int(m["year"])},
    ),
    _rule(
        rf"(?:from |in )?(?:the )?{_D} (?:onwards?|on|or later|or newer|and later|and newer|and after)",
        lambda m, _: {"year_min": decade(m)[0]},
    ),
    _rule(
        rf"(?:from |in )?(?:the )?{_YEAR} (?:or earlier|or older|and earlier|or before|and older|and before)",
        lambda m, _: {"year_max": int(m["year"])},
    ),
    _rule(
        rf"(?:from |in |of |made in |released in |made during |during |back in )*(?:the )?{_SET}{_D}",
        lambda m, _: dict(zip(("year_min", "year_max"), decade(m), strict=True)),
    ),
    _rule(
        rf"(?:from|released in|made in|came out in|out in|of|{_FILM} in|from the year|{_FILM} of) {_SET}{_YEAR}",
        lambda m, _: {"year_min": int(m["year"]), "year_max": int(m["year"])},
    ),
    _rule(
        rf"(?:from |in |of |made in |released in |over )?(?:the )?(?:last|past) (?P<n>{_N}|few|couple of) years?",
        lambda m, newest: {"year_min": newest - (round(number(m["n"])) if m["n"] not in ("few", "couple of") else 4)},
    ),
    _rule(r"(?:from |in |of )?(?:the )?(?:last|past) decade", lambda _, newest: {"year_min": newest - 9}),
    _rule(
        r"(?:from |in |of )?(?:the )?(?:21st century|twenty first century|this century)", lambda *_: {"year_min": 2000}
    ),
    _rule(r"(?:from |in |of )(?:the )?(?:20th century|last century)", lambda *_: {"year_max": 2000}),
)

_MODEST: tuple[tuple[re.Pattern[str], str, Callable[[int], Bounds]], ...] = (
    (
        re.compile(
            rf"(?<![^ ])(?:(?:something |anything |more )?(?:recent|brand new|modern day|contemporary)(?: years)?|(?:newer|new|latest|newest) {_FILM}"
            rf"|{_FILM} (?:that are |that is )?(?:new|recent)|(?:new|recent) releases?|new ones|recently (?:made|released)|(?:from|in) recent years)(?![^ ])"
        ),
        "recent",
        lambda newest: {"year_min": newest - RECENT_YEARS + 1},
    ),
    (
        re.compile(
            rf"(?<![^ ])(?:(?:old|older|vintage|old fashioned|old school|old time) {_FILM}|old (?:school|hollywood)|golden age of hollywood|oldies"
            r"|something old|old black and white|black and white classics?|something vintage|old classics?)(?![^ ])"
        ),
        "old",
        lambda _: {"year_max": OLD_BEFORE - 1},
    ),
    (
        re.compile(
            rf"(?<![^ ])(?:(?:nothing |not )(?:too|very|so|overly|that) long|not long|isnt (?:too |very )?long"
            r"|arent (?:too |very )?long|not a long (?:one|film|movie))(?![^ ])"
        ),
        "not too long",
        lambda _: {"runtime_max": NOT_LONG_FILM},
    ),
    (
        re.compile(rf"(?<![^ ])(?:something short|short(?:ish)? {_FILM}|short and sweet|quick watch|something quick|short watch)(?![^ ])"),
        "short",
        lambda _: {"runtime_max": SHORT_FILM},
    ),
    (
        re.compile(rf"(?<![^ ])(?:(?:very |really )?long {_FILM}|something (?:really |very )?long)(?![^ ])"),
        "long",
        lambda _: {"runtime_min": LONG_FILM},
    ),
)  # fmt: skip
_MAYBE = re.compile(
    r"\d|hour|minute|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|noughties|aughts|decade"
    r"|century|years|\bold|\bnew|recent|latest|contemporary|brand|long|short|quick|vintage|golden|black and white"
)


def _between(match: re.Match[str]) -> Bounds:
    last = minutes(match)
    first = number(match["lo"])
    first = first * 60 if first < 10 and (match["h"] or match["hh"]) else first
    return {"runtime_min": round(min(first, last)), "runtime_max": round(max(first, last))}


def _ordered(first: int, last: int) -> Bounds:
    return {"year_min": min(first, last), "year_max": max(first, last)}


def find_limits(words: Sequence[str], newest: int) -> Iterator[Limit]:
    """Every limit in a line of normal words and separators, none overlapping another, in the order of the rules.

    `words` holds separators (",", "." and so on) as words of their own; positions count them.
    """
    line = " ".join(words)
    if not _MAYBE.search(line):
        return
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word) + 1)
    taken = bytearray(len(words) + 1)
    for pattern, name, bounds_of in (
        *((pattern, "", bounds) for pattern, bounds in _RULES),
        *((pattern, name, lambda _m, newest, f=f: f(newest)) for pattern, name, f in _MODEST),  # type: ignore[misc]
    ):
        for match in pattern.finditer(line):
            start = bisect_left(starts, match.start())
            end = bisect_left(starts, match.end())
            if any(taken[start:end]):
                continue
            bounds = bounds_of(match, newest)  # type: ignore[call-arg]
            if not _sane(bounds):
                continue
            taken[start:end] = b"\1" * (end - start)
            yield Limit(start=start, end=end, modest=name, **bounds)


def _sane(bounds: Bounds) -> bool:
    years = [bounds.get("year_min"), bounds.get("year_max")]
    times = [bounds.get("runtime_min"), bounds.get("runtime_max")]
    return all(FIRST_YEAR - 1 <= year <= LAST_YEAR for year in years if year is not None) and all(
        1 <= time <= 1000 for time in times if time is not None
    )
