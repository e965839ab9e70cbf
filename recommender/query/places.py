"""Whether a language or a country in a sentence is said of the films wanted, or belongs to a story."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from recommender.query.candidates import JOINS
from recommender.query.elements import Element
from recommender.query.stories import folk
from recommender.query.text import Sentence
from recommender.query.vocabulary import GENRE_WORDS
from recommender.query.words import FILM_NOUNS, PLOT, word_set

Said = Literal["spoken", "made", "kind", ""]
_OF_SPEECH = word_set("language speaking subtitles audio dialogue")
_SPOKEN = word_set("in speaking spoken")
_BETWEEN = word_set("new wave old language cult indie made produced")  # "French new wave cinema"
_OPENS = word_set("something anything be is are a an any preferably ideally maybe perhaps me us")
_OUT = word_set("out cinema")
_MADE = word_set("made produced")
_BEING = word_set("was were is are been being comes come came originally both all")
_AT_HOME = word_set("am im were live living student greetings writing")
_CLOSES = word_set("please only")


def said_of_films(sentence: Sentence, elements: Sequence[Element], at: int) -> Said:
    """How the place at an element is said of films: as their language, their country, their kind, or not."""
    element = elements[at]
    assert element.meaning is not None
    if at > 1 and elements[at - 1].kind == "join" and elements[at - 1].end == element.start:
        other = elements[at - 2]
        if other.meaning is not None and other.meaning.of_place and said_of_films(sentence, elements, at - 2) == "made":
            return "made"  # "made in Denmark or Sweden"
    before = [token.word for token in sentence.tokens[max(0, element.start - 5) : element.start]]
    follows = sentence.tokens[element.end].word if element.end < len(sentence.tokens) else ""
    spoken = (before and before[-1] in _SPOKEN) or before[-2:] == ["in", "the"] or follows in _OF_SPEECH
    if before[-1:] == ["from"] and not _AT_HOME.isdisjoint(before):
        return ""  # "I am from Brazil and my favourites are"
    if [token.word for token in sentence.tokens[element.end : element.end + 2]] == ["or", "not"]:
        return ""  # "French or not"
    if follows == "subtitles" and before[-1:] == ["with"]:
        return ""
    spoken = spoken or before[-2:] == ["they", "speak"]
    told = element.plot and follows not in ("language", "speaking") and before[-2:] != ["they", "speak"]
    if element.meaning.languages and spoken and not told:
        return "spoken"
    if element.meaning.countries and _says_made(sentence, element):
        return "made"
    adjective = element.meaning.languages or element.meaning.nationalities or element.meaning.foreign
    if adjective and (before_films(sentence, elements, at) or _stands_alone(sentence, elements, at)):
        return "kind"
    return ""


def _says_made(sentence: Sentence, element: Element) -> bool:
    """ "From Iran", "out of Nigeria", "that was made in the States": not where a story goes to or comes from."""
    start, end = element.start, element.end
    words = [token.word for token in sentence.tokens[max(0, start - 8) : end]]
    at = len(words) - (end - start)
    while at < len(words) and words[at] in ("made", "in", "from", "the"):
        at += 1  # a phrase of our own may begin with them: "from the us"
    while at and words[at - 1] == "the":
        at -= 1
    if not at:
        return False
    if words[at - 1] == "from":
        at -= 1
        if folk(sentence, start - (len(words) - (end - start) - at) - 1):
            return False  # "a young cook from India"
    elif words[at - 1] in ("of", "in") and words[max(0, at - 2)] in (_OUT if words[at - 1] == "of" else _MADE):
        at -= 2
    else:
        return False
    if not element.plot:
        return True
    while at and words[at - 1] in _MADE | _BEING:
        at -= 1
    told = (token.word in PLOT for token in sentence.tokens[: start - (len(words) - (end - start) - at) - 1])
    return bool(at) and words[at - 1] in ("that", "which") and not any(told)


def before_films(sentence: Sentence, elements: Sequence[Element], at: int) -> bool:
    """ "French films", "Korean revenge thriller", "Japanese and French dramas"."""
    for following in elements[at + 1 : at + 6]:
        if sentence.tokens[following.start].before:
            return False
        if following.meaning is not None and following.meaning.genres and _tells_of_people(sentence, following):
            return False
        if following.text in FILM_NOUNS or (following.meaning is not None and following.meaning.genres):
            return True
        told = elements[at].plot
        if following.kind == "limit" and not told:
            return True
        if following.kind == "join" and not told:
            continue
        if following.cue or (following.kind != "meaning" and following.text not in _BETWEEN):
            return False
    return False


def _tells_of_people(sentence: Sentence, kind: Element) -> bool:
    """Whether what looks like a genre is of people: "a Korean family moves", "a French music teacher"."""
    follows = sentence.tokens[kind.end] if kind.end < len(sentence.tokens) else None
    if follows is None or follows.before:
        return False
    if sentence.tokens[kind.start].word == "family" and kind.end == kind.start + 1:
        return not (follows.word in FILM_NOUNS or follows.word in GENRE_WORDS or follows.word in JOINS)
    return folk(sentence, kind.end)


def _of_vocabulary(element: Element) -> bool:
    return element.meaning is not None and not element.cue and bool(element.meaning.themes or element.meaning.genres)


def _stands_alone(sentence: Sentence, elements: Sequence[Element], at: int) -> bool:
    """ "Korean", "something Danish please", "funny, French, short"."""
    element = elements[at]
    if element.plot:
        return False
    if at and not sentence.tokens[element.start].before:
        previous = elements[at - 1]
        if not (previous.kind in ("join", "limit") or previous.cue or previous.text in _OPENS):
            return False
    if at + 1 == len(elements):
        return True
    if not at and all(_of_vocabulary(other) for other in elements[1:]):
        return True  # "Chinese martial arts"
    following = elements[at + 1]
    parted = bool(sentence.tokens[following.start].before) or following.kind in ("join", "limit")
    return parted or bool(following.cue) or following.text in _CLOSES
