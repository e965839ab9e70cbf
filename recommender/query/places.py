"""Whether a language or a country in a sentence is said of the films wanted, or belongs to a story."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from recommender.query.elements import Element
from recommender.query.text import Sentence
from recommender.query.words import FILM_NOUNS, word_set

Said = Literal["spoken", "made", "kind", ""]
_OF_SPEECH = word_set("language speaking subtitles audio dialogue")
_BETWEEN = word_set("new wave old language cult indie")  # "French new wave cinema"
_OPENS = word_set("something anything be is are a an any preferably ideally maybe perhaps")
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
    spoken = before[-1:] in (["in"], ["speaking"]) or before[-2:] == ["in", "the"] or follows in _OF_SPEECH
    if before[-1:] == ["from"] and not _AT_HOME.isdisjoint(before):
        return ""  # "I am from Brazil and my favourites are"
    if [token.word for token in sentence.tokens[element.end : element.end + 2]] == ["or", "not"]:
        return ""  # "French or not"
    made = before[-1:] == ["from"] or before[-2:] in (["made", "in"], ["produced", "in"], ["from", "the"])
    made = made or (before[-1:] == ["the"] and before[-3:-1] in (["made", "in"], ["produced", "in"]))
    if element.meaning.languages and spoken and (not element.plot or follows in ("language", "speaking")):
        return "spoken"
    if element.meaning.countries and made and not element.plot:
        return "made"
    adjective = element.meaning.languages or element.meaning.nationalities or element.meaning.foreign
    if adjective and (_before_films(sentence, elements, at) or _stands_alone(sentence, elements, at)):
        return "kind"
    return ""


def _before_films(sentence: Sentence, elements: Sequence[Element], at: int) -> bool:
    """ "French films", "Korean revenge thriller", "Japanese and French dramas"."""
    for following in elements[at + 1 : at + 6]:
        if sentence.tokens[following.start].before:
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
