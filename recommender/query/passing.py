"""Titles that stand in a sentence about something else: "hotels in Casablanca", "a zodiac sign for August".

Here only the sentence is looked at: whether anything in it speaks of films or of liking. Where nothing does, the engine
holds the whole sentence against what is asked of other machines, and takes the title for none where it is such.
"""

from __future__ import annotations

from collections.abc import Sequence

from recommender.query.elements import Element
from recommender.query.fold import ARTICLES, joined
from recommender.query.lexicon import Lexicon
from recommender.query.text import Sentence, Token
from recommender.query.words import FILLER, FILM_NOUNS, STOP, word_set
from recommender.shapes import Signs

_STEERING = frozenset({"like", "love", "dislike", "only", "less", "want", "popularity", "director", "maker"})
# They speak of films, of watching or of what a film does to somebody, or ask for one more of it.
_TALK = FILM_NOUNS | word_set("""
    watch watched watching watches see seen saw rewatch rewatched binge binged finished screen screening screened
    trailer soundtrack scene scenes ending credits plot cast sequel prequel remake franchise trilogy masterpiece
    marathon bill feature followup similar another again more next after as fan fans vibe vibes energy mood kind sort
    type style feeling feel felt newer older funnier lighter darker kinder scarier sadder version something anything
    give gimme take think show recommend suggest recommendation recommendations favorite favourite best top list
    shelf repeat
""")
# Behind a title that opens a sentence they say what it did, or what another film should have: "die hard on a train".
_SAID_OF_IT = word_set("""
    never always still just is was are were has had have made makes make got gets get left leaves put puts took takes
    sent broke breaks ruined moved scared bored floored wrecked with without on in at for minus plus but except and
    or as
""")
_TIMES = word_set("""
    week weekend month year monday tuesday wednesday thursday friday saturday sunday morning summer winter spring autumn
""")
# They ask what somebody did in films.
_OF_WORK = word_set("""
    make made makes making done play played plays playing star starred stars starring act acted acts acting direct
    directed directs directing write wrote role roles work works worst funniest scariest saddest part parts good
""")


def in_passing(sentence: Sentence, elements: Sequence[Element], signs: Signs, lexicon: Lexicon) -> bool:
    """Whether the only film named may be something else that happens to have its name."""
    titles = [each for each in elements if each.kind == "film"]
    if len({each.film for each in titles}) != 1 or signs.asks:
        return False
    if any(each.kind in ("compared", "unknown", "stranger") or each.cue in _STEERING for each in elements):
        return False
    title, tokens = titles[0], sentence.tokens
    others = [token.word for token in (*tokens[: title.start], *tokens[title.end :])]
    if "next" in others and not _TIMES.isdisjoint(others):
        others = [word for word in others if word != "next"]  # "weather in casablanca next week"
    if not _TALK.isdisjoint(others) or not _spelt(tokens[title.start : title.end], title, lexicon):
        return False
    if any(any(map(str.isdigit, token.word)) for token in tokens[title.start : title.end]):
        return False  # "t2", "toy story 3": so is nothing else called
    if any(start <= title.start and title.end <= end for start, end in sentence.quoted):
        return False
    if all(word in STOP or word in FILLER or word in ARTICLES for word in others):
        return False
    return signs.command or not (_opens(tokens, title) and _said_of(tokens, title))


def person_in_passing(sentence: Sentence, elements: Sequence[Element], signs: Signs) -> bool:
    """Whether a question may be about a person's life and not about the films: "how old is Tom Hanks"."""
    people = [each for each in elements if each.kind == "person"]
    if len(people) != 1 or signs.asks or not (signs.command or signs.question):
        return False
    if any(each.kind in ("film", "compared", "unknown") or each.cue in _STEERING for each in elements):
        return False
    words = [token.word for token in sentence.tokens]
    others = [*words[: people[0].start], *words[people[0].end :]]
    if all(word in STOP or (word in FILLER and word != "old") for word in others):
        return False  # "who is Greta Gerwig" is told best by her films
    return (_TALK | _OF_WORK).isdisjoint(others)


def _opens(tokens: Sequence[Token], title: Element) -> bool:
    return all(token.word in ARTICLES for token in tokens[: title.start])


def _said_of(tokens: Sequence[Token], title: Element) -> bool:
    """Whether the title stands alone, or what follows says something of it."""
    if title.end >= len(tokens):
        return True
    return bool(tokens[title.end].before) or tokens[title.end].word in _SAID_OF_IT


def _spelt(tokens: Sequence[Token], title: Element, lexicon: Lexicon) -> bool:
    """Whether the title, or a part that stands for it, is written without a slip: who misspells one means the film."""
    for start in range(len(tokens)):
        key = joined(token.key for token in tokens[start:] if token.word not in ARTICLES)
        if title.film in (*lexicon.exact(key), *lexicon.partial(key)):
            return True
        if tokens[start].word not in STOP:
            break  # "do gladiator sandals run small"
    return False
