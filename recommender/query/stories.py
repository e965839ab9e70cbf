"""Years and places that are no conditions: the setting of a told story, the year when somebody saw a film.

"A young nun in 60s Poland learns ..." tells a story; "a 60s film about a nun" asks for one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from recommender.query.elements import Element
from recommender.query.limits import Limit
from recommender.query.text import Sentence
from recommender.query.words import FILLER, FILM_NOUNS, STOP, word_set

# Whom stories are about.
FOLK = word_set("""
    man men woman women boy boys girl girls kid kids child children guy guys bloke blokes lad lads chap chaps fella
    fellow lady ladies gentleman gentlemen dude dudes teen teens teenager teenagers youth youths student students
    pupil pupils teacher teachers professor cook cooks chef chefs nun nuns monk monks priest priests soldier soldiers
    officer officers cop cops detective spy spies agent doctor doctors nurse nurses surgeon lawyer lawyers judge writer
    author novelist poet painter artist musician musicians pianist violinist cellist drummer singer dancer farmer
    farmers hunter driver drivers pilot sailor sailors captain king queen prince princess emperor empress president
    minister banker clerk secretary maid maids butler servant servants slave slaves worker workers miner miners
    boxer wrestler footballer player gangster gangsters thief thieves robber robbers killer assassin hitman criminal
    convict prisoner prisoners refugee refugees immigrant immigrants orphan orphans widow widows widower bride groom
    couple couples family families father fathers mother mothers dad dads mum mums mom moms son sons daughter daughters
    brother brothers sister sisters twins grandfather grandmother grandpa grandma grandad granny uncle aunt cousin
    cousins husband husbands wife wives neighbour neighbours neighbor neighbors mate mates crew gang tribe
    villager villagers folk folks stranger strangers hero boss shopkeeper barber tailor baker butcher waiter waitress
    astronaut scientist scientists engineer inventor hacker hackers programmer journalist reporter photographer samurai
    knight knights warrior warriors peasant peasants baron count duke dwarf ghost dog cat horse bear robot alien monster
    cowboy cowboys tourist tourists traveller traveler pensioner pensioners siblings lover lovers friend friends
    vampire vampires witch orphanage somebody someone
""")
_FOLK_ENDS = ("man", "men", "woman", "women", "girl", "girls", "boy", "boys")
_OURS = word_set("my our your for with")
# They say that a film is asked for.
_ASKS = word_set("""
    something anything nothing recommend recommendation recommendations suggest suggestions want wants need needs
    looking watch watching any please pls give find like similar prefer only mood some
""")
_FROM = word_set("from made released out produced came")
_THEN = word_set("since in back during")
# What somebody does or is when a film is not yet asked for.
_LIVED = word_set("""
    saw watched seen rewatched rewatching watching loop repeat obsessed hooked favourite favorite loved born grew raised
    kid kids child childhood young teenager teen school student college university cinema theatre theater theaters
    been havent took married met remember waiting fan stuck
""")
_SEEING = word_set("saw watched seen rewatched")
_FAR = 40  # words of a clause to either side that are looked at
_TOLD_WORDS = 2  # plain words of a clause that tells
_REASON = (["because", "of"], ["bc", "of"], ["thanks", "to"], ["cause", "of"])


def is_setting(sentence: Sentence, elements: Sequence[Element], at: int, *, told: bool) -> bool:
    """Whether years are when a story is set. `told`: the sentence tells one somewhere, and asks for nothing."""
    element = elements[at]
    first = sentence.tokens[element.start].word
    if _of_kind(sentence, elements, at) or (element.limit is not None and _open_ended(element.limit)):
        return False
    parted = bool(sentence.tokens[element.start].before) or not at
    if first in _FROM:
        return not parted and folk(sentence, element.start - 1)
    ends = element.end == len(sentence.tokens) or bool(sentence.tokens[element.end].before)
    if element.plot:
        return not (parted and ends)
    start, end = _clause(sentence, element.start)
    if _asks(sentence, elements, start, end):
        return False
    return told or _tells(sentence, _within(elements, start, end), start, end)


def lived_then(sentence: Sentence, elements: Sequence[Element], at: int) -> bool:
    """Whether years are those of somebody's life: "on loop since 2015", "grew up in the 80s", "saw Jaws in 1975"."""
    element = elements[at]
    tokens = sentence.tokens
    if element.limit is not None and element.limit.modest:
        return [token.word for token in tokens[element.end : element.end + 2]] in list(_REASON)
    words = [token.word for token in tokens[element.start : element.end]]
    start, _ = _clause(sentence, element.start)
    before = [token.word for token in tokens[start : element.start]]
    if words[0] in FILM_NOUNS and "in" in words:  # "saw this film in 1975"
        return not _SEEING.isdisjoint(before)
    previous = elements[at - 1] if at else None
    if words[0] not in _THEN or previous is None or tokens[element.start].before:
        return False
    if previous.group in ("genre", "place", "theme") or previous.kind in ("limit", "join") or previous.cue:
        return previous.cue == "love" and words[0] == "since"  # "has been my favourite since"
    if previous.text in FILM_NOUNS - {"cinema"} or previous.text in _ASKS or previous.text in _FROM:
        return False
    named = any(each.kind == "film" and each.start >= start for each in elements[:at])
    return not _LIVED.isdisjoint(before) or (named and words[0] == "since")


def _open_ended(limit: Limit) -> bool:
    return limit.year_min is None or limit.year_max is None


def _of_kind(sentence: Sentence, elements: Sequence[Element], at: int) -> bool:
    """Whether a kind of film stands right beside: "60s thriller", "horror of the 80s", "80s French films"."""
    element = elements[at]
    if at and not sentence.tokens[element.start].before and _is_kind(sentence, elements[at - 1], elements, at - 1):
        return True
    for i in range(at + 1, min(at + 5, len(elements))):
        following = elements[i]
        if sentence.tokens[following.start].before:
            return False
        if _is_kind(sentence, following, elements, i):
            return True
        if folk(sentence, following.start) or following.kind not in ("meaning", "limit", "word"):
            return False  # "60s Hong Kong neighbours", but "a 70s paranoia thriller"
    return False


def _is_kind(sentence: Sentence, element: Element, elements: Sequence[Element], at: int) -> bool:
    word = sentence.tokens[element.end - 1].word
    if element.text in FILM_NOUNS or word in FILM_NOUNS:
        return True
    if element.meaning is None or not element.meaning.genres or word == "family":
        return False
    return not folk(sentence, element.end)  # "a music teacher" is no music film


def _clause(sentence: Sentence, at: int) -> tuple[int, int]:
    """Where the stretch between separators that holds a token begins and ends."""
    start = end = at
    while start and at - start < _FAR and not sentence.tokens[start].before:
        start -= 1
    while end + 1 < len(sentence.tokens) and end - at < _FAR and not sentence.tokens[end + 1].before:
        end += 1
    return start, end + 1


def folk(sentence: Sentence, at: int) -> bool:
    """Whether a token is somebody whom a story may be about."""
    if not 0 <= at < len(sentence.tokens):
        return False
    word = sentence.tokens[at].word
    return word in FOLK or (len(word) > 5 and word.endswith(_FOLK_ENDS))


def _within(elements: Sequence[Element], start: int, end: int) -> list[Element]:
    first = bisect_left(elements, start, key=_start)
    return list(elements[first : bisect_left(elements, end, key=_start)])


def _start(element: Element) -> int:
    return element.start


def _asks(sentence: Sentence, elements: Sequence[Element], start: int, end: int) -> bool:
    words = {token.word for token in sentence.tokens[start:end]}
    if not words.isdisjoint(_ASKS) or not words.isdisjoint(FILM_NOUNS - {"one", "ones"}):
        return True
    return any(each.kind == "film" or each.cue == "want" for each in _within(elements, start, end))


def _tells(sentence: Sentence, clause: Sequence[Element], start: int, end: int) -> bool:
    """Whether a clause tells of somebody, and more than a word or two."""
    about = any(folk(sentence, i) and (not i or sentence.tokens[i - 1].word not in _OURS) for i in range(start, end))
    if not about:
        return False
    plain = (element.text for element in clause if element.kind == "word")
    return sum(word not in STOP and word not in FILLER for word in plain) >= _TOLD_WORDS


def told_elsewhere(sentence: Sentence, elements: Sequence[Element]) -> bool:
    """Whether a sentence tells a story somewhere and asks for nothing."""
    size = len(sentence.tokens)
    if _asks(sentence, elements, 0, size):
        return False
    starts = [0, *(i for i in range(1, size) if sentence.tokens[i].before)]
    ends = [*starts[1:], size]
    return any(
        _tells(sentence, _within(elements, start, end), start, end) for start, end in zip(starts, ends, strict=True)
    )
