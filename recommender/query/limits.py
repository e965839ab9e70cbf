"""Years and running times in a sentence: "from the nineties", "before 1970", "under two hours", "shorter than 1h40"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

FIRST_YEAR, LAST_YEAR = 1880, 2100
RECENT_YEARS = 10  # "recent" counts from the newest film of the catalogue
OLD_BEFORE = 1980
SHORT_FILM, NOT_LONG_FILM, LONG_FILM = 95, 120, 150  # minutes, where no number is said
AROUND = 15
AROUND_YEARS = 2
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
_N = rf"(?:\d+(?:\.\d+)?|(?:a )?(?:{_WORD_NUMBER})(?: (?:and )?(?:{_WORD_NUMBER})){{0,2}}|an|a)"
_SPAN = (
    rf"(?:(?P<h>{_N}) ?(?:hours?|hrs?|hr|h)(?:(?: and| ,)? ?(?:(?P<half>(?:a )?half|three quarters|(?:a )?quarter)"
    rf"|(?P<m>\d+|{_WORD_NUMBER}) ?(?:minutes?|mins?|m)?))?|(?P<hh>{_N}) and a half (?:hours?|hrs?)"
    r"|(?P<fixed>half an hour)"
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

    def turned(self) -> Limit | None:
        """What is left where this is refused: "no films before 1970". None where that is no one span."""
        if self.year_min is not None and self.year_max is not None:
            return None
        if self.runtime_min is not None and self.runtime_max is not None:
            return None
        return replace(
            self,
            year_min=None if self.year_max is None else self.year_max + 1,
            year_max=None if self.year_min is None else self.year_min - 1,
            runtime_min=self.runtime_max,
            runtime_max=self.runtime_min,
        )


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
        extra = 30 if "half" in match["half"] else 45 if "three" in match["half"] else 15
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


def _any(phrases: str) -> str:
    return "(?:" + "|".join(phrase.strip() for phrase in phrases.split("/")) + ")"


_MAX = (
    "(?:that (?:is|are|runs?) |which (?:is|are) |running |runs |lasting |with a runtime )?"
    + _any("""
        under/sub/less than/shorter than/below/within/up to/at most/no more than/not more than/no longer than
        /not longer than/not over/max/maximum/a maximum of/maximum of/not exceeding/fewer than/nothing over
        /cant run over/cannot run over/cant be over/cannot be over/cant be longer than/cannot be longer than
        /shouldnt be over/shouldnt be longer than/mustnt be over/mustnt be longer than/shouldnt run over
        /cant go over/cant exceed/mustnt exceed/shouldnt exceed/doesnt run over/doesnt go over/isnt over
        /isnt longer than/wont run over/dont want it over/nothing longer than/not above/doesnt exceed
        /does not exceed/no more then/less then/shorter then/in under/in less than/only have/only got/i have/ive got
        /we have/weve got/nothing above/is not longer than/not much longer than
    """)
    + "(?: only| just| about)?"
)
_MIN = _any("""
    over/more than/longer than/at least/above/minimum/a minimum of/minimum of/no shorter than/no less than
    /not shorter than/not less than/not under/longer then/more then/nothing under/nothing shorter than/exceeding
""")
_MADE = "(?:made |released |from |out |produced |was |were )*"
_BEFORE = _MADE + _any("before/pre/prior to/older than/earlier than/older then")
_AFTER = _MADE + _any("after/post/newer than/later than/more recent than/newer then/younger than")
_SINCE = _MADE + _any("""
    since/no older than/not older than/nothing older than/not before/nothing before/starting in/beginning in
    /nothing from before/nothing made before/not from before/not made before/isnt older than
""")
_UNTIL = _MADE + _any("""
    until/till/up to/no later than/not after/nothing after/nothing newer than/no newer than/not newer than
    /not later than/nothing from after/nothing made after/not from after/not made after
""")
_OR_LATER = _any("onwards?/on/or later/or newer/or after/and later/and newer/and after/and up/plus/or more recent")
_OR_EARLIER = _any("or earlier/or older/and earlier/or before/and older/and before")
_FILM = "(?:movies?|films?|flicks?|pictures?)"
_FROM = "(?:from |in |of |made in |released in |made during |during |back in |between |either )*"
# A story set in the sixties is no film from the sixties.
_NOT_SET = "".join(
    f"(?<!{words} )(?<!{words} the )"
    for words in ("set", "set in", "set during", "takes place", "taking place", "place in", "about")
)
_AGE = rf"(?P<n>{_N}|few|couple of|couple) years?"


def _between(match: re.Match[str]) -> Bounds:
    last = minutes(match)
    first = number(match["lo"])
    first = first * 60 if first < 10 and (match["h"] or match["hh"]) else first
    return {"runtime_min": round(min(first, last)), "runtime_max": round(max(first, last))}


def _ordered(first: int, last: int) -> Bounds:
    return {"year_min": min(first, last), "year_max": max(first, last)}


def _age(match: re.Match[str]) -> int:
    return {"few": 4, "couple of": 2, "couple": 2}.get(match["n"]) or round(number(match["n"]))


def _this_century(match: re.Match[str], newest: int) -> Bounds:
    return {"year_min": 2000}


_RULES: tuple[Rule, ...] = (
    # Running time
    _rule(rf"(?:between|from) (?P<lo>{_N}) (?:and|to) {_SPAN}", lambda m, _: _between(m)),
    _rule(rf"(?P<lo>\d+) to {_SPAN}", lambda m, _: _between(m)),
    _rule(rf"{_MAX} (?:the )?{_SPAN}(?: max| tops| at most)?", lambda m, _: {"runtime_max": minutes(m)}),
    _rule(rf"{_MIN} {_SPAN}", lambda m, _: {"runtime_min": minutes(m)}),
    _rule(
        rf"{_SPAN} (?:or less|or shorter|or under|max|maximum|tops|at most|at the most|or so max)",
        lambda m, _: {"runtime_max": minutes(m)},
    ),
    _rule(rf"{_SPAN} {_FILM} (?:max|maximum|tops|at most|or less)", lambda m, _: {"runtime_max": minutes(m)}),
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
        rf"{_FROM}{_YEAR} (?:to|until|till|through) (?P<to>(?:18[89]|19\d|20\d)\d)",
        lambda m, _: _ordered(int(m["year"]), int(m["to"])),
    ),
    _rule(
        rf"{_FROM}between (?:the years )?{_YEAR} and (?P<to>(?:18[89]|19\d|20\d)\d)",
        lambda m, _: _ordered(int(m["year"]), int(m["to"])),
    ),
    _rule(
        rf"{_NOT_SET}{_FROM}(?:the )?{_D} (?:and|or|to|through|until|till|,|/) (?:the |from the |in the )?{_D2}",
        lambda m, _: _ordered(min(decade(m)[0], decade(m, "e")[0]), max(decade(m)[1], decade(m, "e")[1])),
    ),
    _rule(rf"{_SINCE} {_AGE}(?: ago| old)?", lambda m, newest: {"year_min": newest - _age(m)}),
    _rule(rf"{_BEFORE} {_AGE}(?: ago| old)?", lambda m, newest: {"year_max": newest - _age(m) - 1}),
    _rule(rf"{_SINCE} (?:the )?(?:year )?{_YEAR}", lambda m, _: {"year_min": int(m["year"])}),
    _rule(rf"{_SINCE} (?:the )?{_D}", lambda m, _: {"year_min": decade(m)[0]}),
    _rule(rf"{_UNTIL} (?:the )?(?:year )?{_YEAR}", lambda m, _: {"year_max": int(m["year"])}),
    _rule(rf"{_UNTIL} (?:the )?{_D}", lambda m, _: {"year_max": decade(m)[1]}),
    _rule(rf"{_BEFORE} (?:the )?(?:year )?{_YEAR}", lambda m, _: {"year_max": int(m["year"]) - 1}),
    _rule(rf"{_BEFORE} (?:the )?{_D}", lambda m, _: {"year_max": decade(m)[0] - 1}),
    _rule(rf"{_AFTER} (?:the )?(?:year )?{_YEAR}", lambda m, _: {"year_min": int(m["year"]) + 1}),
    _rule(rf"{_AFTER} (?:the )?{_D}", lambda m, _: {"year_min": decade(m)[1] + 1}),
    _rule(rf"{_FROM}(?:the )?(?:year )?{_YEAR} {_OR_LATER}", lambda m, _: {"year_min": int(m["year"])}),
    _rule(rf"{_FROM}(?:the )?{_D} {_OR_LATER}", lambda m, _: {"year_min": decade(m)[0]}),
    _rule(rf"{_FROM}(?:the )?(?:year )?{_YEAR} {_OR_EARLIER}", lambda m, _: {"year_max": int(m["year"])}),
    _rule(rf"{_FROM}(?:the )?{_D} {_OR_EARLIER}", lambda m, _: {"year_max": decade(m)[1]}),
    _rule(rf"{_NOT_SET}{_FROM}(?:the )?{_D}", lambda m, _: _ordered(*decade(m))),
    _rule(
        rf"(?:from|released in|made in|came out in|out in|of|{_FILM} in|from the year|{_FILM} of) {_YEAR}",
        lambda m, _: _ordered(int(m["year"]), int(m["year"])),
    ),
    _rule(
        rf"(?:{_MADE}|in )(?:around|about|circa|roughly|approximately|near)(?: the year)? {_YEAR}",
        lambda m, _: _ordered(int(m["year"]) - AROUND_YEARS, int(m["year"]) + AROUND_YEARS),
    ),
    _rule(
        rf"{_YEAR} (?:movies|films|flicks|pictures|releases)",
        lambda m, _: _ordered(int(m["year"]), int(m["year"])),
    ),
    _rule(
        rf"(?:from |in |of |made in |released in |over )?(?:the )?(?:last|past) {_AGE}",
        lambda m, newest: {"year_min": newest - _age(m)},
    ),
    _rule(r"(?:from |in |of )?(?:the )?(?:last|past) decade", lambda _, newest: {"year_min": newest - 9}),
    _rule(rf"(?:from |in |of )?(?:the )?{_any('21st century/twenty first century/this century')}", _this_century),
    _rule(
        r"(?:from |in |of )?(?:the )?(?:20th century|twentieth century)|(?:from |in |of )(?:the )?last century",
        lambda *_: {"year_max": 2000},
    ),
)


def _modest(phrases: str) -> re.Pattern[str]:
    spelt = " ".join(phrases.split()).replace("FILM", _FILM)
    return re.compile(rf"(?<![^ ]){_any(spelt)}(?![^ ])")


# Said without a number: a modest limit, and the answer says which.
_MODEST: tuple[tuple[re.Pattern[str], str, Callable[[int], Bounds]], ...] = (
    (
        _modest("""
            (?:something |anything |more )?(?:recent|brand new|modern day|contemporary)(?: years)?
            /(?:newer|new|latest|newest) FILM/FILM (?:that are |that is )?(?:new|recent)/(?:new|recent) releases?
            /new ones/recently (?:made|released)/(?:from|in) recent years
        """),
        "recent",
        lambda newest: {"year_min": newest - RECENT_YEARS + 1},
    ),
    (
        _modest("""
            (?:old|older|vintage|old fashioned|old school|old time) FILM/old (?:school|hollywood)
            /golden age of hollywood/oldies/something old/old black and white/black and white classics?
            /something vintage/old classics?
        """),
        "old",
        lambda _: {"year_max": OLD_BEFORE - 1},
    ),
    (
        _modest("""
            (?:nothing |not )(?:too|very|so|overly|that) long/not long/isnt (?:too |very )?long
            /arent (?:too |very )?long/not a long (?:one|film|movie)
        """),
        "not too long",
        lambda _: {"runtime_max": NOT_LONG_FILM},
    ),
    (
        _modest("something short/short(?:ish)? FILM/short and sweet/quick watch/something quick/short watch"),
        "short",
        lambda _: {"runtime_max": SHORT_FILM},
    ),
    (
        _modest("(?:very |really )?long FILM/something (?:really |very )?long"),
        "long",
        lambda _: {"runtime_min": LONG_FILM},
    ),
)
_MAYBE = re.compile(
    r"\d|twentieth|hour|minute|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|noughties|aughts|decade"
    r"|century|years|\bold|\bnew|recent|latest|contemporary|brand|long|short|quick|vintage|golden|black and white"
)


def _of_newest(bounds: Callable[[int], Bounds]) -> Callable[[re.Match[str], int], Bounds]:
    return lambda _, newest: bounds(newest)


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
        *((pattern, name, _of_newest(bounds)) for pattern, name, bounds in _MODEST),
    ):
        for match in pattern.finditer(line):
            start = bisect_left(starts, match.start())
            end = bisect_left(starts, match.end())
            if any(taken[start:end]):
                continue
            bounds = bounds_of(match, newest)
            if not _sane(bounds):
                continue
            taken[start:end] = b"\1" * (end - start)
            yield Limit(start=start, end=end, modest=name, **bounds)


_CHILD = "(?:daughter|son|kid|child|niece|nephew|grandson|granddaughter|grandchild|boy|girl|little one|kids|children)"
_CHILD_AGE = re.compile(
    rf"(?<![^ ])(?:(?:with|for) )?(?:my|our|a|an) "
    rf"(?:{_CHILD} (?:is |who is |turned )?(?P<a>{_N})(?: years? old)?(?![^ ])"
    rf"|(?:little |young )?(?P<b>{_N}) ?(?:years?|yrs?|yo)(?: ?olds?)?(?: {_CHILD})?)(?![^ ])"
)
SMALL_CHILD, CHILD = 5, 12


def find_children(words: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """Where a child is said to watch too, by its age: where it begins and ends, and whether the child is small."""
    line = " ".join(words)
    if not re.search(r"\b(?:my|our|for an?|with an?) ", line):
        return
    for match in _CHILD_AGE.finditer(line):
        ours = match[0].startswith(("with ", "for ", "my ", "our "))
        age = number(match["a"] or match["b"])
        if ours and 1 < age <= CHILD:
            start = line.count(" ", 0, match.start())
            yield start, start + match[0].count(" ") + 1, age <= SMALL_CHILD


def _sane(bounds: Bounds) -> bool:
    years = [bounds.get("year_min"), bounds.get("year_max")]
    times = [bounds.get("runtime_min"), bounds.get("runtime_max")]
    return all(FIRST_YEAR - 1 <= year <= LAST_YEAR for year in years if year is not None) and all(
        1 <= time <= 1000 for time in times if time is not None
    )
