"""What is kept in mind while a sentence is read: how much a film is expected, what is being listed, whose role."""

from __future__ import annotations

from recommender.query import abroad
from recommender.query.elements import Element
from recommender.query.lexicon import Lexicon
from recommender.query.limits import Limit, find_limits
from recommender.query.meanings import Meaning
from recommender.query.mentions import ANY, WEAK, Namer
from recommender.query.people import Role
from recommender.query.text import LIST_SEPARATORS, Sentence
from recommender.query.words import word_set

MAX_PHRASE = 6
_REFUSALS = word_set("dont didnt doesnt do did does cant couldnt wasnt isnt arent im never not no")
_DEGREES = word_set("""
    really particularly especially personally exactly actually even ever honestly truly quite overly all usually
    generally typically normally necessarily that very much big huge massive biggest great large real super
""")
_BOUNDS = ("year_min", "year_max", "runtime_min", "runtime_max")


class Attention:
    """One sentence, and what is expected at the place where it is being read."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        """Look at a sentence with a lexicon."""
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.size = len(sentence.tokens)
        self.lexicon = lexicon
        self.namer = Namer(sentence, lexicon)
        self.limits = self._limits()
        self.found: list[Element] = []
        self.slot = WEAK
        self.fresh = self.opening = True
        self.plot = self.after_film = self.listing = False
        self.role: Role = ""
        self.than = ""

    def _limits(self) -> dict[int, Limit]:
        line: list[str] = []
        token_at: list[int] = []
        for i, token in enumerate(self.tokens):
            if token.before and i:
                line.append("," if token.before in LIST_SEPARATORS else ".")
                token_at.append(i)
            line.append(token.word)
            token_at.append(i)
        token_at.append(self.size)
        found: dict[int, Limit] = {}
        for limit in find_limits(line, self.lexicon.newest):
            found[token_at[limit.start]] = Limit(
                **{name: getattr(limit, name) for name in _BOUNDS},
                modest=limit.modest,
                start=token_at[limit.start],
                end=token_at[limit.end - 1] + 1,
            )
        return found

    def _cross(self, i: int) -> None:
        """Take note of what parts this token from the one before."""
        before = self.tokens[i].before
        if not i or not before:
            return
        if before in (".", "\n"):
            after_film = self.after_film and before == "\n"
            self._expect(WEAK, opening=True)
            self.plot, self.after_film = False, after_film
        elif before in LIST_SEPARATORS:
            if not self.listing and not self.plot:
                self.slot, self.opening = WEAK, True
            self.fresh = True
            self.after_film = self.after_film and self.listing
            self.role = self.role if self.listing else ""
        elif before == ":" or (before == "(" and self.slot):
            self.fresh = True

    def _expect(self, slot: int, *, opening: bool = False) -> None:
        self.slot, self.fresh, self.opening = slot, True, opening
        self.after_film = self.listing = False
        self.role, self.than = "", ""

    def _named(self, *, film: bool) -> None:
        """After a name: a list may go on, else no film is expected."""
        self.fresh = self.plot = self.opening = False
        self.listing, self.after_film = True, film
        self.than = ""

    def _pass(self) -> None:
        self.fresh = self.listing = self.after_film = False
        self.slot = ANY
        self.role, self.than = "", ""

    def _phrase(self, i: int) -> tuple[int, Meaning | None]:
        """The longest phrase of the vocabulary that begins here, within one stretch between separators."""
        end = i + 1
        while end < min(i + MAX_PHRASE, self.size) and not self.tokens[end].before and end not in self.limits:
            end += 1
        while end > i:
            if self.namer.abroad and end > i + 1 and self.tokens[i].word == "a":
                end -= 1  # "simile a La strada" has no "a la"
                continue
            meaning = self.namer.meaning(i, end) or (self._softened(i, end) if end - i > 2 else None)
            if meaning is not None:
                return end, meaning
            end -= 1
        return i + 1, abroad.CUES.get(self.tokens[i].word) if self.namer.abroad else None

    def _softened(self, i: int, end: int) -> Meaning | None:
        """A refusal with words of degree in it: "don't really enjoy", "not a huge fan of"."""
        if self.tokens[i].word not in _REFUSALS or self.tokens[end - 1].word in _DEGREES:
            return None
        words = self.namer.words[i:end]
        bare = [words[0], *(word for word in words[1:] if word not in _DEGREES)]
        if bare[1:] == ["the", "fan", "of"]:
            bare[1] = "a"
        if len(bare) in (1, len(words)):
            return None
        meaning = self.lexicon.meaning(" ".join(bare))
        return meaning if meaning is not None and meaning.cue in ("no", "dislike") else None
