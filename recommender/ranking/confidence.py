"""How sure an answer is, said honestly: strong, fair, weak or none. How the numbers were fitted: docs/asking.md."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

import numpy as np

from recommender.index import Library
from recommender.ranking.rank import Ranked
from recommender.ranking.wants import Wants
from recommender.shapes import Confidence, KnownItem, ParsedQuery

# Logistic regression on the build half of tests/asks: P(no film is asked for | reading), see `Reading`.
NONSENSE = (0.05, 0.23, -2.03, -2.41, 4.27, -2.62, -3.27, -1.40, 5.46, 0.55, 5.24, 3.15, 2.62)
NONSENSE_AT_0 = 1.85
LONG = 8
MANY_SIGNS = 0.2  # of a text; more tell no more
MANY_ERRANDS = 0.5  # of the telling words; likewise
NONE = 0.6  # from this probability on we say that we found nothing
SURELY, OF_PROGRAMS = 0.9, 0.1  # ... whatever else was said, of orders and of texts with so many signs of programs
# A known item: so many telling words, at most so many of them themes, at least so many held by the film, and by so much
# of its score ahead of the next. On the build half "fair" is right for 84 %, "strong" for 95 %.
PLOT_WORDS, PLOT_EXPLAINED, PLOT_COVERED = 3, 0.7, 0.4
LEAD_FAIR, LEAD_STRONG = 0.08, 0.3


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of free words and the films that answer them, as numbers.

    Attributes:
        cosine: of the nearest film.
        known: the share of the words, by rarity, that any film's text holds.
        covered: ... that the best film's text holds.
        explained: the share of the telling words that are genres, themes or moods of ours.
        command: 1 where they read like an order to another machine.
        asks: 1 where they say that a film is asked for.
        length: how many telling words there are, 1 for LONG or more.
        told: 1 where they open as a story does.
        errand: the share of the telling words that are words of errands, MANY_ERRANDS at most.
        symbols: how many signs of programs and sums there are, 1 for MANY_SIGNS or more.
        off_topic, lean: of `Evidence`.
        question: 1 where they want to know yes or no.
    """

    cosine: float
    known: float
    covered: float
    explained: float
    command: float
    asks: float
    length: float
    told: float
    errand: float
    symbols: float
    off_topic: float
    lean: float
    question: float


READ = tuple(each.name for each in fields(Reading))


def reading_of(library: Library, asked: ParsedQuery, wants: Wants) -> Reading:
    """Read the free words of a question."""
    said = wants.said
    if said is None:
        return Reading(*[0.0] * len(NONSENSE))
    best = int(said.near[np.argmax(said.fit(said.near))]) if len(said.near) else -1
    covered = said.rarity.part(library.words_held(said.asked, best)) if best >= 0 else 0.0
    return Reading(
        cosine=said.cosine,
        known=said.rarity.part(said.rarity.known),
        covered=covered,
        explained=asked.signs.explained,
        command=float(asked.signs.command),
        asks=float(asked.signs.asks),
        length=min(asked.signs.telling, LONG) / LONG,
        told=float(asked.signs.told),
        errand=min(asked.signs.errand, MANY_ERRANDS),
        symbols=min(asked.signs.symbols / MANY_SIGNS, 1),
        off_topic=said.off_topic,
        lean=said.lean,
        question=float(asked.signs.question),
    )


def nonsense(reading: Reading) -> float:
    """The probability that no film is asked for."""
    told = sum(weight * getattr(reading, name) for name, weight in zip(READ, NONSENSE, strict=True))
    return 1 / (1 + math.exp(-(NONSENSE_AT_0 + told)))


def confidence_of(asked: ParsedQuery, ranked: Ranked, wants: Wants, reading: Reading) -> Confidence:
    """How sure we are. Films and people named are firm ground; free words are judged by what films say to them."""
    said_so = asked.notes and not asked.signs.unread  # that we understand English is no word of theirs
    firm = bool(asked.filters or asked.avoid_themes or asked.avoid_people or asked.dislikes or said_so)
    if len(wants.liked) or wants.people:
        return "strong" if ranked.picks else "none"
    if wants.said is None:
        if wants.genres or wants.themes:
            return "strong" if wants.genres else "fair"
        if firm or asked.obscure or (asked.signs.open and not asked.unknown):
            return "fair"
        return "weak" if asked.unknown else "none"
    far = nonsense(reading)
    if far > SURELY and (asked.signs.command or asked.signs.symbols > OF_PROGRAMS):
        return "none"
    if asked.signs.chat or asked.signs.unread or far > NONE:
        said_clearly = firm or asked.obscure or (wants.genres and not asked.signs.command)
        return "weak" if said_clearly or asked.unknown else "none"
    return _quality(reading, bool(wants.genres))


def _quality(reading: Reading, of_genre: bool) -> Confidence:
    if reading.explained >= 0.75 or reading.covered >= 0.55 or reading.cosine >= 0.55:
        return "strong"
    if of_genre or reading.explained >= 0.4 or reading.covered >= 0.35 or reading.cosine >= 0.40:
        return "fair"
    return "weak"


def could_be_told(asked: ParsedQuery) -> bool:
    """Whether the words may be a told plot: nothing named, and some words more than a mood."""
    firm = asked.seeds or asked.people or asked.genres or asked.signs.chat
    return not firm and asked.signs.telling >= PLOT_WORDS


def known_item_of(asked: ParsedQuery, ranked: Ranked, wants: Wants, reading: Reading) -> KnownItem | None:
    """The film that a told plot describes: "Is it this?" None where we would too often be wrong.

    A plot is some words more than moods and themes, most of which the first film's text holds, and no other as well.
    """
    if not could_be_told(asked) or wants.said is None or len(ranked.picks) < 2:
        return None
    first, second = ranked.picks[:2]
    if first.score <= 0 or reading.explained >= PLOT_EXPLAINED or reading.covered <= PLOT_COVERED:
        return None
    lead = 1 - second.score / first.score
    if lead <= LEAD_FAIR or nonsense(reading) > NONE:
        return None
    return KnownItem(film=first.film, sure="strong" if lead > LEAD_STRONG else "fair")
