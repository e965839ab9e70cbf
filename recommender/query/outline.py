"""The elements of a sentence as a row: how far a list goes on, where a stretch begins, whether a story is told."""

from __future__ import annotations

from dataclasses import dataclass, field

from recommender.query.elements import Element
from recommender.query.text import Sentence
from recommender.query.words import FILLER, FILM_NOUNS, PLOT, STOP

_LIKING = frozenset(
    {
        "were",
        "was",
        "cried",
        "adores",
        "loves",
        "love",
        "loved",
        "like",
        "liked",
        "enjoy",
        "enjoyed",
        "adore",
        "adored",
        "hated",
        "hate",
        "saw",
    }
)


@dataclass(slots=True)
class Scope:
    """How far a steering word reaches: it opened with `cue`, and `last` is the group of what it last applied to."""

    cue: str
    start: int
    last: str = ""
    too: bool = False
    words: int = 0
    taken: list[Element] = field(default_factory=list)


class Outline:
    """Looks around in the elements of one sentence."""

    def __init__(self, sentence: Sentence, elements: list[Element]) -> None:
        """Take the elements that the scanner found."""
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.elements = elements

    def _goes_on(self, at: int, scope: Scope) -> bool:
        """Whether a list under a "no" goes on behind a comma."""
        group = self._group_from(at)
        if not scope.last:
            return scope.words == 0 and bool(group)
        if group != scope.last:
            return False
        if group in ("film", "person") or scope.cue == "dislike":
            return True
        for element in self.elements[at:]:
            if element.kind == "join":
                return True
            if element.cue or self.tokens[element.start].before in (".", ";", "\n"):
                return False
            if element.group and element.group != group:
                return False
        return False

    def _group_from(self, at: int) -> str:
        """The group of the first element from here on that has one, small words aside."""
        for element in self.elements[at : at + 5]:
            if element.group:
                return element.group
            if element.kind not in ("word", "join") or element.text not in STOP | FILM_NOUNS:
                return ""
        return ""

    def _group_after(self, at: int) -> str:
        return self._group_from(at + 1)

    def _tells_a_story(self, at: int, element: Element) -> bool:
        """A "no" or "not" inside a told plot belongs to the plot, unless what it refuses is plain to see."""
        if element.cue == "dislike" and not element.plot:
            return False
        told = max((i for i in range(at) if self.elements[i].text in PLOT), default=-1)
        about = told >= 0 and self.elements[told].text == "about"  # "about dogs" tells nothing, "about a man" does
        plot = element.plot and not about
        plot = plot or self._begins_a_story(max(self._clause(at), told + 1), at)
        for following in self.elements[at + 1 : at + 4]:
            if following.group or following.cue == "kids":
                return plot and following.group not in ("content", "genre", "film", "person")
            if following.cue != "too" and following.text not in STOP:
                break
        return plot

    def _clause(self, at: int) -> int:
        """Where the stretch without separators begins that holds this element."""
        while at and not self.tokens[self.elements[at].start].before:
            at -= 1
        return at

    def _begins_a_story(self, start: int, end: int | None = None) -> bool:
        """Whether a stretch opens with a plain word that tells of something: "a man with no memory"."""
        for element in self.elements[start:end]:
            if element.kind == "word":
                if element.text not in STOP and element.text not in FILLER and element.text not in FILM_NOUNS:
                    return True
            elif not element.cue or element.cue in ("no", "dislike", "only", "popularity"):
                return False
        return False

    def _is_a_family(self, at: int, element: Element) -> bool:
        """Whether "family" is said of people, not of films: "a family moves into a haunted house"."""
        if self.tokens[element.start].word != "family" or element.end - element.start > 1:
            return False
        following = self.elements[at + 1] if at + 1 < len(self.elements) else None
        if following is None or self.tokens[following.start].before:
            return element.start > 0 and not self.tokens[element.start].before
        return (
            following.kind != "join"
            and following.group != "genre"
            and following.text not in FILM_NOUNS - {"one", "ones"}
        )

    def _of_others(self, element: Element) -> bool:
        """Whether children are only told of, not watching: "my kids loved Moana"."""
        before = self.tokens[element.start - 1].word if element.start else ""
        after = self.tokens[element.end].word if element.end < len(self.tokens) else ""
        if self.tokens[element.end - 1].word in ("friendly", "safe", "appropriate"):
            return False  # "family friendly like Babe"
        return after in _LIKING and before not in ("for", "with") and not self.tokens[element.end].before
