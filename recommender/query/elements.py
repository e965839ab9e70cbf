"""What a sentence is made of, once its words are recognized: films, people, limits, words of the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recommender.query.limits import Limit
from recommender.query.meanings import Meaning

MAKER = "director of"  # the measure of a film that stands for who directed it
Kind = Literal["film", "compared", "unknown", "person", "stranger", "meaning", "limit", "join", "word"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """The tokens from `start` to `end`, and what they are; which other fields are set depends on the kind.

    `compared` is a film that something is measured by ("shorter than Titanic"), with the measure in `text`; `unknown`
    looks like a title and `stranger` like a name that we do not have; `plot` says that a story is being told here.
    """

    kind: Kind
    start: int
    end: int
    film: int = 0
    text: str = ""
    nearest: str = ""
    meaning: Meaning | None = None
    limit: Limit | None = None
    plot: bool = False

    @property
    def cue(self) -> str:
        """The part that it has in the sentence: "no", "like", "only" and so on."""
        return self.meaning.cue if self.meaning is not None else ""

    @property
    def group(self) -> str:
        """What it may be listed with: titles with titles, genres with genres."""
        if self.kind in ("film", "unknown"):
            return "film"
        if self.kind in ("person", "stranger"):
            return "person"
        if self.meaning is None or (self.meaning.cue and not self.meaning.genres and not self.meaning.themes):
            return ""
        if self.meaning.content:
            return "content"
        if self.meaning.genres:
            return "genre"
        return "theme" if self.meaning.themes else "place"
