"""What is asked for, as rows of a library."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from recommender.ranking.evidence import Evidence
from recommender.ranking.interests import Group
from recommender.shapes import Controls, Floats, Rows


def _no_rows() -> Rows:
    return np.empty(0, dtype=np.int64)


def _no_floats() -> Floats:
    return np.empty(0, dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class LikedPeople:
    """The people who made the liked films.

    Attributes:
        numbers: (people,) ascending.
        values: (people,) float32, what a film of theirs gets for them.
        films: (people,) the row of the weightiest liked film of theirs.
    """

    numbers: Rows
    values: Floats
    films: Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The people whom films share with liked films.

    Attributes:
        places: (hits,) the film's place, ascending.
        people: (hits,) the person's number.
        values: (hits,) float32, the term.
        films: (hits,) the row of the weightiest liked film that has them.
    """

    places: Rows
    people: Rows
    values: Floats
    films: Rows

    def at(self, place_of: Rows) -> People:
        """Those of other places: `place_of` says for each place which it is now, or -1 where it is gone.

        It keeps the order of the places.
        """
        places = place_of[self.places]
        kept = np.flatnonzero(places >= 0)
        return People(places=places[kept], people=self.people[kept], values=self.values[kept], films=self.films[kept])

    def beside(self, others: People) -> People:
        """Both, in the order of the places, no place standing in both."""
        places = np.concatenate([self.places, others.places])
        order = np.argsort(places, kind="stable")
        return People(
            places=places[order],
            people=np.concatenate([self.people, others.people])[order],
            values=np.concatenate([self.values, others.values])[order],
            films=np.concatenate([self.films, others.films])[order],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Among:
    """How alike some films are to each other.

    Attributes:
        rows: (films,) ascending.
        alike: (films, films) by text, themes, genres and era.
    """

    rows: Rows
    alike: Floats

    def of(self, rows: Rows) -> Floats | None:
        """(rows, rows) how alike these are, or None where one of them is not here."""
        at = np.searchsorted(self.rows, rows)
        if not len(self.rows) or int(at.max(initial=0)) == len(self.rows) or (self.rows[at] != rows).any():
            return None
        alike: Floats = self.alike[at[:, None], at]
        return alike


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """The films around the interests, and how they compare with the films told of, before anything is asked.

    Attributes:
        rows: (films,) what `candidates.around` finds, ascending.
        alike: (films, liked + disliked) by text, themes, genres and era.
        shared: (films, liked) what other members' ratings say.
        people: the people whom they share with the liked films, or None where those have none.
        best: those of them that a list of no filters and the usual controls is chosen from, or None.
    """

    rows: Rows
    alike: Floats
    shared: Floats
    people: People | None
    best: Among | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wants:
    """What is asked for: films liked and disliked, words, wishes, and the lean of the whole list.

    Attributes:
        liked: the films whose likeness counts, those that tell most first, with weights above 0.
        disliked: films that push away, with weights above 0.
        further: liked films of which only the collaborative part counts: those of a member who rated very much.
        spread: (rows of the library,) what `further` brings each film, or None: added up before, for it is long.
        company: (rows of the library,) by how much each film is in company with liked ones, further ones too, or known;
            None on a site without ratings.
        groups: the liked films by interest; candidates are looked for around each.
        interest_names: of the groups, where they are a member's interests.
        interest_of: (liked,) the number of the interest that each liked film is of, where there are interests.
        near: the films around the interests, where they were looked up before.
        liked_people: who made the liked films, where it was looked up before.
        by_member: this is a member's taste: being known counts while little is known of them.
        said: how all films answer the free words.
    """

    liked: Rows = field(default_factory=_no_rows)
    liked_weights: Floats = field(default_factory=_no_floats)
    disliked: Rows = field(default_factory=_no_rows)
    disliked_weights: Floats = field(default_factory=_no_floats)
    further: Rows = field(default_factory=_no_rows)
    further_weights: Floats = field(default_factory=_no_floats)
    spread: Floats | None = None
    company: Floats | None = None
    groups: tuple[Group, ...] = ()
    interest_names: tuple[str, ...] = ()
    interest_of: tuple[int, ...] = ()
    near: Nearby | None = None
    liked_people: LikedPeople | None = None
    by_member: bool = False
    said: Evidence | None = None
    genres: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    controls: Controls = field(default_factory=Controls)

    def __bool__(self) -> bool:
        return bool(len(self.liked) or self.said is not None or self.genres or self.themes or self.people)

    @property
    def only_genres(self) -> bool:
        """Genres are all that was said."""
        films = len(self.liked) or len(self.disliked)
        leaning = self.controls.obscure or self.controls.era is not None
        return bool(self.genres) and not (films or self.said is not None or self.themes or self.people or leaning)
