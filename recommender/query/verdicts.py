"""What is said of films or kinds of films right behind their names: "Gravity bored me", "Alien was so good"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from recommender.query.text import Token
from recommender.query.words import phrases_of, word_set

Verdict = Literal["cold", "warm", ""]
_SOFTENERS = word_set("really just also honestly kinda actually both all personally totally absolutely simply always")
_BE = word_set("was is were are felt seemed isnt wasnt arent werent")
_DEGREES = word_set(
    "so too very really pretty such just absolutely quite a an the not my still kinda rather all one of some two both"
    " way honestly bit little far truly simply such"
)
_COLD_WORDS = word_set("""
    boring awful terrible bad dull meh horrible trash garbage overrated overhyped disappointing disappointment letdown
    slog bore crap crappy tedious pretentious unwatchable weak annoying rubbish mediocre lame ok slow long cheesy
""")
_WARM_WORDS = word_set("""
    great amazing awesome brilliant fantastic excellent incredible perfect good cool lovely wonderful beautiful
    hilarious fun blast masterpiece best superb stunning favorite favourite fave fav favorites favourites faves favs
    jam gem phenomenal genius outstanding terrific
""")

_ONLY_TOO = word_set("slow long cheesy")  # "was too long", but "was long" says nothing
_REACH = 6
_COLD = """
    bored me | bore me | bores me | sucked | sucks | annoyed me | disappointed me | left me cold | put me to sleep
    not my thing | isnt my thing | is not my thing | arent my thing | are not my thing | wasnt my thing
    was not my thing | isnt my cup of tea | is not my cup of tea | wasnt my cup of tea | not my cup of tea
    arent my cup of tea | wasnt for me | isnt for me | was not for me | is not for me | arent for me | are not for me
    did nothing for me | do nothing for me | does nothing for me | didnt do it for me | dont do it for me
    is a no for me | is a no | is a hard no | is a no go | is off the table | is out | are a no for me | are a no
    are out | didnt work for me | did not work for me | not so much | not really | didnt click
"""
_WARM = """
    blew me away | blew my mind | made me cry | rocks | rocked | rules | slaps | slapped | wrecked me | destroyed me
    hit me hard | changed my life | is on my list | was right up my alley | is right up my alley
"""


# Said after a stop as well: "Titanic? No thanks. Gladiator? Yes!"
_COLD_AFTER_STOP = """
    no thanks | no thank you | no way | hell no | nope | nah | hated it | hated that | not for me | didnt like it
    couldnt finish it | boring | overrated | yuck | ugh
"""
_WARM_AFTER_STOP = """
    yes | yes please | loved it | loved that | love it | love that one | liked it | great | amazing | perfect
    brilliant | masterpiece | yep | absolutely | more of that
"""


def _by_first_word(phrases: str) -> dict[str, list[tuple[str, ...]]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases_of(phrases):
        words = tuple(phrase.split())
        table.setdefault(words[0], []).append(words)
    return table


_PHRASES: tuple[tuple[Verdict, dict[str, list[tuple[str, ...]]]], ...] = (
    ("cold", _by_first_word(_COLD)),
    ("warm", _by_first_word(_WARM)),
)
_AFTER_STOP: tuple[tuple[Verdict, dict[str, list[tuple[str, ...]]]], ...] = (
    ("cold", _by_first_word(_COLD_AFTER_STOP)),
    ("warm", _by_first_word(_WARM_AFTER_STOP)),
)
_OPENERS = frozenset().union(*(table for _, table in _PHRASES), _SOFTENERS, _BE)


def verdict(tokens: Sequence[Token], at: int) -> Verdict:
    """What the words from a token on say of what stands before them, within the same sentence."""
    return verdict_to(tokens, at)[0]


def verdict_to(tokens: Sequence[Token], at: int) -> tuple[Verdict, int]:
    """The verdict, and the token behind its words."""
    start = at
    if at >= len(tokens):
        return "", start
    if tokens[at].before:
        words = tuple(token.word for token in tokens[at : at + _REACH])
        for said, table in _AFTER_STOP:
            for phrase in table.get(words[0], ()):
                end = at + len(phrase)
                if words[: len(phrase)] == phrase and (end == len(tokens) or tokens[end].before):
                    return said, end
    if tokens[at].word not in _OPENERS or tokens[at].before in (".", "\n", ";"):
        return "", start
    while at < len(tokens) and tokens[at].word in _SOFTENERS:
        at += 1
    words = tuple(token.word for token in tokens[at : at + _REACH])
    if not words:
        return "", start
    for said, table in _PHRASES:
        for phrase in table.get(words[0], ()):
            if words[: len(phrase)] == phrase:
                return said, at + len(phrase)
    said, length = _judged(words) if words[0] in _BE else ("", 0)
    return (said, at + length) if said else ("", start)


def _judged(words: Sequence[str]) -> tuple[Verdict, int]:
    """The verdict of "was not that good" and the like, and how many words it takes."""
    negated = words[0].endswith("nt")
    degrees = set()
    for length, word in enumerate(words[1:], start=2):
        if word in _ONLY_TOO:
            return ("cold" if "too" in degrees and not negated else ""), length
        if word in _COLD_WORDS:
            return ("" if negated else "cold"), length
        if word in _WARM_WORDS:
            return ("cold" if negated else "warm"), length
        if word not in _DEGREES and word != "that":
            return "", 0
        negated = negated or word == "not"
        degrees.add(word)
    return "", 0
