"""Years and running times in a sentence: "from the nineties", "before 1970", "under two hours", "shorter than 1h40"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from recommender.query.spans import (
    BARE,
    DECADE,
    LEAST_BARE,
    MOST_BARE,
    NUMBER,
    SPAN,
    TO_DECADE,
    TO_YEAR,
    YEAR,
    decade,
    minutes,
    number,
    span,
    year,
)

FIRST_YEAR, LAST_YEAR = 1880, 2100
RECENT_YEARS = 10  # "recent" counts from the newest film of the catalogue
OLD_BEFORE = 1980
SHORT_FILM, NOT_LONG_FILM, LONG_FILM = 95, 120, 150  # minutes, where no number is said
AROUND = 15
AROUND_YEARS = 2
FIRST_SHORT_YEAR = 30  # "from 85" is 1985, "from 05" is 2005


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


def _rule(pattern: str, bounds: Callable[[re.Match[str], int], Bounds]) -> Rule:
    return re.compile(rf"(?<![^ ])(?:{pattern})(?![^ ])"), bounds


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
        /we have/weve got/i got/we got/nothing above/is not longer than/not much longer than/inside/no longer then
        /not a minute (?:over|longer than|more than)/not a second (?:over|longer than|more than)/nothing past/not past
        /no film over/max of/cap of/limit of/limit is/cant be more than/shouldnt be more than/wont be longer than
        /(?:done|over|finished|wrapped up|through|ends|end|ended) (?:in|within|inside|by)
    """)
    + "(?: only| just| about| exactly)*"
)
_AT_MOST = "(?:at (?:the )?(?:very )?(?:most|outside|longest|max|maximum)|max|maximum|tops|or less|or under|or shorter)"
_CLAUSE_ENDS = r"(?= [,.]| (?:please|pls|thanks|tops|max|but|and|if|for|with)(?: |$)|$)"
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
_AGE = rf"(?P<n>{NUMBER}|few|couple of|couple) years?"


def _between(match: re.Match[str]) -> Bounds:
    last = minutes(match)
    first = number(match["lo"])
    first = first * 60 if first < 10 and (match["h"] or match["hh"]) else first
    return {"runtime_min": round(min(first, last)), "runtime_max": round(max(first, last))}


def _about(length: int) -> Bounds:
    return {"runtime_min": length - AROUND, "runtime_max": length + AROUND}


def _bare(match: re.Match[str]) -> Bounds:
    length = round(number(match["bare"]))
    return {"runtime_max": length} if LEAST_BARE <= length <= MOST_BARE else {}


def _short_year(digits: str) -> int:
    """The year of two digits or four."""
    return int(digits) if len(digits) > 2 else int(digits) + (1900 if int(digits) >= FIRST_SHORT_YEAR else 2000)


def _ordered(first: int, last: int) -> Bounds:
    return {"year_min": min(first, last), "year_max": max(first, last)}


def _age(match: re.Match[str]) -> int:
    return {"few": 4, "couple of": 2, "couple": 2}.get(match["n"]) or round(number(match["n"]))


def _this_century(match: re.Match[str], newest: int) -> Bounds:
    return {"year_min": 2000}


_TIMES: tuple[Rule, ...] = (
    _rule(
        rf"(?:between|from) {span('lo_')} (?:and|to) {SPAN}",
        lambda m, _: {"runtime_min": minutes(m, "lo_"), "runtime_max": minutes(m)},
    ),
    _rule(rf"(?:between|from) (?P<lo>{NUMBER}) (?:and|to) {SPAN}", lambda m, _: _between(m)),
    _rule(rf"(?P<lo>\d+) to {SPAN}", lambda m, _: _between(m)),
    _rule(rf"{_MAX} (?:the )?{SPAN}(?: max| tops| at most)?", lambda m, _: {"runtime_max": minutes(m)}),
    _rule(rf"{_MIN} {SPAN}", lambda m, _: {"runtime_min": minutes(m)}),
    _rule(
        rf"{SPAN} (?:{_AT_MOST}|or so max|and not a (?:minute|second) (?:more|longer|over))",
        lambda m, _: {"runtime_max": minutes(m)},
    ),
    _rule(rf"{SPAN} {_FILM} (?:max|maximum|tops|at most|or less)", lambda m, _: {"runtime_max": minutes(m)}),
    _rule(
        rf"{SPAN} (?:or more|or longer|or over|plus|minimum|at least|and up|and longer)",
        lambda m, _: {"runtime_min": minutes(m)},
    ),
    _rule(
        rf"(?:around|about|roughly|approximately|approx|circa|near|close to) {SPAN}",
        lambda m, _: _about(minutes(m)),
    ),
    _rule(
        rf"{SPAN} (?:or thereabouts|give or take|or so|more or less|ish|roughly|approximately)"
        rf"|{span('x_')} , give or take",
        lambda m, _: _about(minutes(m) if m["h"] or m["hh"] or m["fixed"] or m["min"] else minutes(m, "x_")),
    ),
    _rule(r"(?P<ish>\d{2,3}) ?ish (?:minutes?|mins?|min)", lambda m, _: _about(int(m["ish"]))),
    _rule(
        rf"(?:only |just |exactly |with |got )+{SPAN} (?:before|until|till|to kill|to spare|to fill|left|free|spare)",
        lambda m, _: {"runtime_max": minutes(m)},
    ),
    _rule(rf"{BARE} {_AT_MOST}", lambda m, _: _bare(m)),
    _rule(
        rf"(?:under|below|less than|max|at most|no more than|no longer than|up to|within|not over|nothing over"
        rf"|not a minute over) {BARE}{_CLAUSE_ENDS}",
        lambda m, _: _bare(m),
    ),
)
_YEARS: tuple[Rule, ...] = (
    # Spans first
    _rule(
        r"(?:from |in |of )?(?P<this>(?:19|20)\d\d) or (?P<that>(?:19|20)\d\d)(?= [,.]|$)",
        lambda m, _: _ordered(int(m["this"]), int(m["that"])) if int(m["that"]) - int(m["this"]) in (1, 2) else {},
    ),
    _rule(
        rf"{_FROM}{YEAR} (?:to|until|till|through) {TO_YEAR}",
        lambda m, _: _ordered(year(m["year"]), year(m["to"])),
    ),
    _rule(
        rf"{_FROM}{YEAR} to (?P<to>[3-9]\d)",
        lambda m, _: _ordered(year(m["year"]), _short_year(m["to"])),
    ),
    _rule(
        rf"(?:{_FILM} )(?:that are |which are |that is )?(?:at least|more than|over) {_AGE} old",
        lambda m, newest: {"year_max": newest - _age(m)},
    ),
    _rule(
        rf"(?:{_FILM} )(?:that are |which are |that is )?(?:at most|less than|under) {_AGE} old",
        lambda m, newest: {"year_min": newest - _age(m)},
    ),
    _rule(rf"{_MADE}{YEAR} at the (?:very )?latest", lambda m, _: {"year_max": year(m["year"])}),
    _rule(rf"{_MADE}{YEAR} at the (?:very )?earliest", lambda m, _: {"year_min": year(m["year"])}),
    _rule(
        rf"{_FROM}between (?:the years )?{YEAR} and {TO_YEAR}",
        lambda m, _: _ordered(year(m["year"]), year(m["to"])),
    ),
    _rule(
        rf"{_NOT_SET}{_FROM}(?:the )?{DECADE} (?:and|or|to|through|until|till|,|/) "
        rf"(?:the |from the |in the )?{TO_DECADE}",
        lambda m, _: _ordered(min(decade(m)[0], decade(m, "e")[0]), max(decade(m)[1], decade(m, "e")[1])),
    ),
    _rule(rf"{_SINCE} {_AGE}(?: ago| old)?", lambda m, newest: {"year_min": newest - _age(m)}),
    _rule(rf"{_BEFORE} {_AGE}(?: ago| old)?", lambda m, newest: {"year_max": newest - _age(m) - 1}),
    _rule(rf"{_SINCE} (?:the )?(?:year )?{YEAR}", lambda m, _: {"year_min": year(m["year"])}),
    _rule(rf"{_SINCE} (?:the )?{DECADE}", lambda m, _: {"year_min": decade(m)[0]}),
    _rule(rf"{_UNTIL} (?:the )?(?:year )?{YEAR}", lambda m, _: {"year_max": year(m["year"])}),
    _rule(rf"{_UNTIL} (?:the )?{DECADE}", lambda m, _: {"year_max": decade(m)[1]}),
    _rule(rf"{_BEFORE} (?:the )?(?:year )?{YEAR}", lambda m, _: {"year_max": year(m["year"]) - 1}),
    _rule(rf"{_BEFORE} (?:the )?{DECADE}", lambda m, _: {"year_max": decade(m)[0] - 1}),
    _rule(rf"{_AFTER} (?:the )?(?:year )?{YEAR}", lambda m, _: {"year_min": year(m["year"]) + 1}),
    _rule(rf"{_AFTER} (?:the )?{DECADE}", lambda m, _: {"year_min": decade(m)[1] + 1}),
    _rule(rf"{_FROM}(?:the )?(?:year )?{YEAR} {_OR_LATER}", lambda m, _: {"year_min": year(m["year"])}),
    _rule(rf"{_FROM}(?:the )?{DECADE} {_OR_LATER}", lambda m, _: {"year_min": decade(m)[0]}),
    _rule(rf"{_FROM}(?:the )?(?:year )?{YEAR} {_OR_EARLIER}", lambda m, _: {"year_max": year(m["year"])}),
    _rule(rf"{_FROM}(?:the )?{DECADE} {_OR_EARLIER}", lambda m, _: {"year_max": decade(m)[1]}),
    _rule(rf"{_NOT_SET}{_FROM}(?:the )?{DECADE}", lambda m, _: _ordered(*decade(m))),
    _rule(
        rf"(?:from|released in|made in|came out in|out in|of|{_FILM} in|from the year|{_FILM} of) {YEAR}",
        lambda m, _: _ordered(year(m["year"]), year(m["year"])),
    ),
    _rule(
        rf"(?:{_MADE}|in )(?:around|about|circa|roughly|approximately|near)(?: the year)? {YEAR}",
        lambda m, _: _ordered(year(m["year"]) - AROUND_YEARS, year(m["year"]) + AROUND_YEARS),
    ),
    _rule(
        rf"{YEAR} (?:movies|films|flicks|pictures|releases)",
        lambda m, _: _ordered(year(m["year"]), year(m["year"])),
    ),
    _rule(
        rf"(?:from |in |of |made in |released in |over )?(?:the )?(?:last|past) {_AGE}",
        lambda m, newest: {"year_min": newest - _age(m)},
    ),
    _rule(
        rf"(?:from|released in|made in|came out in) (?P<yy>[3-9]\d){_CLAUSE_ENDS}",
        lambda m, _: _ordered(_short_year(m["yy"]), _short_year(m["yy"])),
    ),
    _rule(
        r"(?:only|just|strictly|exactly|specifically|nothing but) (?:from )?(?P<only>(?:19|20)\d\d)(?= [,.]|$)"
        r"|(?P<alone>(?:19|20)\d\d) (?:only|exclusively|and nothing else)(?= [,.]|$)",
        lambda m, _: _ordered(int(m["only"] or m["alone"]), int(m["only"] or m["alone"])),
    ),
    _rule(r"(?:from|of|in) (?:the )?silent (?:era|days|age)|silent era", lambda *_: {"year_max": 1929}),
    _rule(r"(?:from|of|made in|made during) the war years|wartime (?:made|era)", lambda *_: _ordered(1939, 1945)),
    _rule(r"(?:from |of |in |the )*interwar (?:years|period|films|movies|era)", lambda *_: _ordered(1919, 1938)),
    _rule(r"(?:from |of |in |the )*pre code (?:era|years|films?|movies?|hollywood)", lambda *_: _ordered(1929, 1934)),
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
            /golden age of hollywood/oldies/old stuff/something old/old black and white
            /black and white classics?/something vintage/old classics?
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
        _modest("""
            something short/short(?:ish)? FILM/short and sweet/quick watch/something quick/short watch/short ones?
            /keep it (?:nice and )?short/on the short side/not much time/a short one
        """),
        "short",
        lambda _: {"runtime_max": SHORT_FILM},
    ),
    (
        _modest("(?:very |really )?long FILM/something (?:really |very )?long/on the long side/(?:a|really) long one"),
        "long",
        lambda _: {"runtime_min": LONG_FILM},
    ),
)
# Without these there is nothing to look for; most sentences have none.
_MAYBE_TIME = re.compile(
    r"\d ?[mh]|hour|hr|min|most|max|tops|outside|under|below|less|th[ae]n|up to|within|over|out of"
)
_MAYBE_YEAR = re.compile(r"\d\d|ties|ughts|tens|century|decade|years?\b|nineteen|thousand|twent|silent|war|pre code")
_MAYBE_MODEST = re.compile(r"\bold|new|recent|latest|contemporary|modern|long|short|quick|vintage|golden|white|time")


def find_limits(words: Sequence[str], newest: int) -> Iterator[Limit]:
    """Every limit in a line of normal words and separators, none overlapping another, in the order of the rules.

    `words` holds separators (",", "." and so on) as words of their own; positions count them.
    """
    line = " ".join(words)
    starts: list[int] = []
    taken = bytearray(len(words) + 1)
    for start, end, bounds, name in _matches(line, newest):
        if not starts:
            starts = [0, *accumulate(len(word) + 1 for word in words)]
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        if any(taken[first:last]) or not _sane(bounds) or _of_somebodys_age(words, first):
            continue
        taken[first:last] = b"\1" * (last - first)
        yield Limit(start=first, end=last, modest=name, **bounds)


def _matches(line: str, newest: int) -> Iterator[tuple[int, int, Bounds, str]]:
    """Where each rule matches, in characters, with its bounds and its name."""
    for found in (_than_that(line), *_than_me(line)):
        if found is not None:
            yield (*found, "")
    for maybe, rules in ((_MAYBE_TIME, _TIMES), (_MAYBE_YEAR, _YEARS)):
        if maybe.search(line):
            for pattern, bounds_of in rules:
                for match in pattern.finditer(line):
                    yield match.start(), match.end(), bounds_of(match, newest), ""
    if _MAYBE_MODEST.search(line):
        for pattern, name, modest in _MODEST:
            for match in pattern.finditer(line):
                yield match.start(), match.end(), modest(newest), name


_A_SPAN = re.compile(rf"(?<![^ ]){SPAN}(?![^ ])")
_LONGER_THAN_THAT = re.compile(
    r"(?<![^ ])(?:(?:cant|cannot|mustnt|must not|shouldnt|should not|not|nothing|no|dont want it) "
    r"(?:be |go |run |a minute )?(?:any )?(?:longer|over|more|past)(?: than)? that"
    r"|not (?:a|one) (?:minute|second) (?:more|longer|over))(?![^ ])"
)


def _than_that(line: str) -> tuple[int, int, Bounds] | None:
    """A length said first and bound afterwards: "half an hour before the bus comes, can't be longer than that"."""
    said = _LONGER_THAN_THAT.search(line)
    before = list(_A_SPAN.finditer(line, 0, said.start())) if said else []
    return (said.start(), said.end(), {"runtime_max": minutes(before[-1])}) if said and before else None


_BIRTH = re.compile(
    r"(?<![^ ])(?:born(?: [,.])? (?:(?:back|way|was|is|it|in|so|that|means|which) )*"
    r"|(?:birth year|year i was born) (?:(?:[,.]|is|was|so) )*)"
    rf"(?P<born>{YEAR}|[3-9]\d|[01]\d)(?![^ ])"
)
_THAN_ME = re.compile(
    r"(?<![^ ])(?P<what>(?:(?:no|not|nothing|isnt|arent) )?(?:(?:made|released|from) )*(?:(?:older|newer|younger) )?)"
    r"(?P<mine>than (?:me|i am|myself)|(?:before|after|since) i was born|the year (?:that )?i was born"
    r"|my (?:birth|own) year)(?![^ ])"
)
APART = 40  # letters between the two; what stands between them is not taken for a part of the limit then


def _than_me(line: str) -> Iterator[tuple[int, int, Bounds]]:
    """Years counted from somebody's birth: "older than me, I was born in 88", "from my birth year, 1979"."""
    if "birth year" not in line and "born" not in line:
        return
    birth, said = _BIRTH.search(line), _THAN_ME.search(line)
    if birth is None or said is None:
        return
    born = birth["born"]
    then = _short_year(born) if born.isdigit() else year(born)
    words = said["what"].split()
    negated = not _NOT.isdisjoint(words)
    bounds: Bounds
    if "year" in said["mine"]:
        bounds = _ordered(then, then)
    elif "older" in words or said["mine"].startswith("before"):
        bounds = {"year_min": then} if negated else {"year_max": then - 1}
    else:
        bounds = {"year_max": then} if negated else {"year_min": then}
    together = max(birth.start() - said.end(), said.start() - birth.end()) < APART
    start, end = (min(birth.start(), said.start()), max(birth.end(), said.end())) if together else said.span()
    yield start, end, bounds


_NOT = frozenset({"no", "not", "nothing", "isnt", "arent"})
_OWNERS = frozenset({"his", "her", "their", "my", "your", "our", "its"})
_PARTS = frozenset({"early", "mid", "late", "the"})


def _of_somebodys_age(words: Sequence[str], at: int) -> bool:
    """Whether a decade is of a life: "a woman in her late thirties"."""
    while at and words[at - 1] in _PARTS:
        at -= 1
    at -= bool(at) and words[at - 1] in ("in", "of")
    return bool(at) and words[at - 1] in _OWNERS


_CHILD = "(?:daughter|son|kid|child|niece|nephew|grandson|granddaughter|grandchild|boy|girl|little one|kids|children)"
_CHILD_AGE = re.compile(
    rf"(?<![^ ])(?:(?:with|for) )?(?:my|our|a|an) "
    rf"(?:{_CHILD} (?:is |who is |turned )?(?P<a>{NUMBER})(?: years? old)?(?![^ ])"
    rf"|(?:little |young )?(?P<b>{NUMBER}) ?(?:years?|yrs?|yo)(?: ?olds?)?(?: {_CHILD})?)(?![^ ])"
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
    return (
        bool(bounds)
        and all(FIRST_YEAR - 1 <= year <= LAST_YEAR for year in years if year is not None)
        and all(1 <= time <= 1000 for time in times if time is not None)
    )
