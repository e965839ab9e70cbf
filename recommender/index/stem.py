"""Words to stems, so that "dances", "danced" and "dancing" are one: the first steps of Porter's stemmer (1980), and
the commonest of its suffixes. Plain and quick; it needs to be the same for films and questions, not to be English."""

from __future__ import annotations

from functools import lru_cache

_VOWELS = frozenset("aeiouy")
# Longest first: what is left must keep a vowel and three letters.
_SUFFIXES = (
    ("ational", "ate"), ("fulness", "ful"), ("ousness", "ous"), ("iveness", "ive"), ("ization", "ize"),
    ("isation", "ize"), ("ising", "ize"), ("izing", "ize"), ("ised", "ize"), ("ises", "ize"), ("ation", "ate"),
    ("ments", ""), ("ment", ""), ("ness", ""), ("ities", "ity"), ("ally", "al"), ("ically", "ic"), ("ely", "e"),
    ("ly", ""), ("ists", ""), ("ist", ""), ("ies", "y"), ("ied", "y"),
)  # fmt: skip
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "kids": "child", "kid": "child", "wives": "wife",
    "lives": "life", "thieves": "thief", "wolves": "wolf", "knives": "knife", "people": "person", "mice": "mouse",
    "feet": "foot", "died": "die", "dying": "die", "dead": "die", "death": "die", "dies": "die", "deaths": "die",
    "fell": "fall", "fought": "fight", "caught": "catch", "taught": "teach", "stole": "steal", "stolen": "steal",
    "lost": "lose", "left": "leave", "found": "find", "ran": "run", "won": "win", "sold": "sell", "kept": "keep",
    "became": "become", "met": "meet", "married": "marry", "wed": "marry", "grew": "grow", "grown": "grow",
    "built": "build", "hid": "hide", "hidden": "hide", "broke": "break", "broken": "break", "woke": "wake",
    "frozen": "freeze", "froze": "freeze", "sang": "sing", "sung": "sing", "swam": "swim", "shot": "shoot",
    "lying": "lie", "lied": "lie", "wrote": "write", "written": "write", "drove": "drive", "driven": "drive",
    "flew": "fly", "flown": "fly", "brought": "bring", "bought": "buy", "thought": "think", "went": "go",
    "flat": "apartment", "flats": "apartment", "grey": "gray", "mum": "mother", "mom": "mother", "dad": "father",
    "cop": "police", "cops": "police", "policeman": "police", "policemen": "police", "film": "film", "films": "film",
    "movie": "film", "movies": "film", "colour": "color", "neighbour": "neighbor", "neighbours": "neighbor",
}  # fmt: skip


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a word in its normal spelling.

    >>> [stem(word) for word in ("dances", "danced", "dancing", "dancer")]
    ['danc', 'danc', 'danc', 'danc']
    """
    word = _IRREGULAR.get(word, word)
    if len(word) < 4 or not word.isalpha():
        return word
    for suffix, instead in _SUFFIXES:
        if word.endswith(suffix) and _holds(word[: -len(suffix)]):
            word = word[: -len(suffix)] + instead
            break
    word = _without_ending(word)
    if word.endswith(("er", "or")) and len(word) > 5:
        word = word[:-2]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in _VOWELS:
        word = word[:-1]  # "kill" as "killing"
    if word.endswith("y") and len(word) > 3 and word[-2] not in _VOWELS:
        word = word[:-1] + "i"
    return word.removesuffix("e") if len(word) > 3 else word


def _holds(rest: str) -> bool:
    return len(rest) >= 3 and any(letter in _VOWELS for letter in rest)


def _without_ending(word: str) -> str:
    """Without -s, -ed and -ing."""
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and _holds(rest):
            return rest
    return word
