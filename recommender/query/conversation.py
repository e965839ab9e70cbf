"""A conversation as a request: from what two people said, turn by turn, to what the one who spoke last wants now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from recommender.query.given import merged_filters
from recommender.query.lexicon import Lexicon
from recommender.query.parse import parse
from recommender.shapes import MAX_TEXT, Filters, ParsedQuery, RequestError

Speaker = Literal["member", "other"]
SPEAKERS: tuple[Speaker, ...] = get_args(Speaker)
MAX_TURNS = 100
MAX_WORDS = 600  # characters of free words that are embedded; of more the latest
FADING = 0.85  # what a word weighs beside one that was said a turn later
HOLDS = 2  # turns of the asker for which limits on years, length, language and content bind; a refusal holds on
OF_OTHER = 0.4  # what a genre that the other brought up weighs beside one that the asker did
UNLIKED = -0.5  # what a film weighs of which somebody said that they did not like it


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one of the two said."""

    by: Speaker
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """What was said, weighed: the later, the more.

    Attributes:
        films: every film named by either, by id, in the order of their first naming; below 0 where it was disliked.
        genres: those wished, 0 to 1.
        people: those wished, 0 to 1.
        words: two texts: the free words of both, and all that the asker said.
        query: what the asker's limits and refusals are, and all of it as a parsed sentence, to be said back.
    """

    films: Mapping[int, float] = field(default_factory=dict)
    genres: Mapping[str, float] = field(default_factory=dict)
    people: Mapping[str, float] = field(default_factory=dict)
    words: tuple[str, str] = ("", "")
    query: ParsedQuery = field(default_factory=ParsedQuery)


def turns_of(value: Any) -> tuple[Turn, ...]:
    """Turns as they came from outside: a list of {"by": "member" or "other", "text"}.

    Raises:
        RequestError: they are not, are too many, or one is too long.
    """
    if not isinstance(value, list) or not value:
        raise RequestError("turns", "a list of turns is needed")
    if len(value) > MAX_TURNS:
        raise RequestError("turns", f"at most {MAX_TURNS} turns, these are {len(value)}")
    turns = []
    for number, turn in enumerate(value):
        if not isinstance(turn, dict) or turn.get("by") not in SPEAKERS or not isinstance(turn.get("text"), str):
            raise RequestError(f"turns.{number}", 'a turn is {"by": "member" or "other", "text"}')
        if len(turn["text"]) > MAX_TEXT:
            raise RequestError(f"turns.{number}.text", f"at most {MAX_TEXT} characters, this has {len(turn['text'])}")
        turns.append(Turn(by=turn["by"], text=turn["text"]))
    if not any(turn.text.strip() for turn in turns):
        raise RequestError("turns", "nothing was said")
    return tuple(turns)


def read_conversation(turns: Sequence[Turn], lexicon: Lexicon) -> Conversation:
    """Read every turn as the sentence it is, and weigh them together.

    The asker is the one who spoke last, for it is the other who answers. Who asked whom for films at the start is of no
    help: in real conversations the two change parts.
    """
    asker = turns[-1].by if turns else "member"
    reading = _Reading()
    for age, turn in zip(range(len(turns) - 1, -1, -1), turns, strict=True):
        reading.hear(turn, parse(turn.text, lexicon), FADING**age, of_asker=turn.by == asker)
    return reading.conversation()


class _Reading:
    """Collects what is said, the earliest turn first."""

    def __init__(self) -> None:
        self.films: dict[int, float] = {}
        self.wished: dict[str, dict[str, float]] = {"genres": {}, "people": {}, "themes": {}}
        self.avoided: dict[str, dict[str, None]] = {"genres": {}, "themes": {}, "people": {}}
        self.limits: list[Filters] = []  # of the asker's turns
        self.unknown: dict[str, str] = {}
        self.free: list[str] = []
        self.own: list[str] = []

    def hear(self, turn: Turn, read: ParsedQuery, weight: float, *, of_asker: bool) -> None:
        """Take in one turn."""
        for film in read.seeds:
            self.films[film] = weight
        for film in read.dislikes:
            self.films[film] = UNLIKED * weight
        part = weight if of_asker else OF_OTHER * weight
        for kind, names in (("genres", read.genres), ("people", read.people), ("themes", read.themes)):
            for name in names:
                self.wished[kind][name] = max(self.wished[kind].get(name, 0), part)
        self.unknown |= dict(read.unknown)
        if read.text and not read.signs.chat:
            self.free.append(read.text)
        if of_asker:
            self.own.append(turn.text)
            self._bind(read)

    def _bind(self, read: ParsedQuery) -> None:
        """What the asker refuses holds until they wish for it; what they limit, for a while: talk moves on."""
        wanted = {*read.genres, *read.filters.genres}
        for genre in wanted:
            self.avoided["genres"].pop(genre, None)
        for genre in read.filters.without_genres:
            self.avoided["genres"][genre] = None
            self.wished["genres"].pop(genre, None)
        self.limits.append(replace(read.filters, without_genres=()))
        for kind, wished, refused in (
            ("themes", read.themes, read.avoid_themes),
            ("people", read.people, read.avoid_people),
        ):
            for name in wished:
                self.avoided[kind].pop(name, None)
            for name in refused:
                self.avoided[kind][name] = None
                self.wished[kind].pop(name, None)

    def conversation(self) -> Conversation:
        """All of it."""
        free, own = (" ".join(said)[-MAX_WORDS:].strip() for said in (self.free, self.own))
        query = ParsedQuery(
            seeds=tuple(film for film, weight in self.films.items() if weight > 0),
            dislikes=tuple(film for film, weight in self.films.items() if weight < 0),
            unknown=tuple(self.unknown.items()),
            filters=self._filters(),
            genres=tuple(self.wished["genres"]),
            themes=tuple(self.wished["themes"]),
            people=tuple(self.wished["people"]),
            avoid_themes=tuple(self.avoided["themes"]),
            avoid_people=tuple(self.avoided["people"]),
            text=free,
        )
        return Conversation(
            films=self.films,
            genres=self.wished["genres"],
            people=self.wished["people"],
            words=(free, own),
            query=query,
        )

    def _filters(self) -> Filters:
        """The limits that bind; of two that leave nothing the later."""
        bound = Filters()
        for limit in self.limits[-HOLDS:]:
            joined = merged_filters(bound, limit)
            for low, high in (("year_min", "year_max"), ("runtime_min", "runtime_max")):
                least, most = getattr(joined, low), getattr(joined, high)
                if least is not None and most is not None and least > most:
                    joined = replace(joined, **{low: getattr(limit, low), high: getattr(limit, high)})
            bound = joined
        refused = tuple(self.avoided["genres"])
        return replace(
            bound, genres=tuple(genre for genre in bound.genres if genre not in refused), without_genres=refused
        )
