"""The model as it would be had one member never rated: for measuring how the site serves people it knows little of."""

from __future__ import annotations

import numpy as np

from recommender.collaboration.company import Counting
from recommender.collaboration.ease import Ease
from recommender.collaboration.model import Collaboration
from recommender.collaboration.training import Told, between_rated, collected, in_company, weighed
from recommender.shapes import Rows


class LeavingOut:
    """Trains without one member at a time, from the matrices of all. For fewer members and features than films.

    The result is that of training anew, with one difference: a film that only this member rated stays among the films
    that are solved for, with what it has in common with others and without likings.
    """

    def __init__(self, told: Told, least: float) -> None:
        """Take what the model of everybody was told, and which of its weights were worth keeping."""
        self._told = told
        self._least = least
        self._inner = told.rows @ told.rows.T
        self._counting = Counting(told.said, told.texts)

    def model(self, member: int, films: Rows) -> Collaboration:
        """The model without a member, of which only the weights out of some films are made.

        Args:
            films: ids; those that nobody rated have no weights.
        """
        told = self._told
        place = int(np.searchsorted(told.members, member))
        count = len(told.members)
        own = told.rows[place]
        liked = np.flatnonzero(own >= 1)
        likings = told.likings.copy()
        likings[liked] -= 1
        before = told.rows[count:, liked]
        after = told.shared[:, liked] * weighed(likings[liked], told.settings)
        inner = self._inner.copy()
        across = told.rows[:count, liked] @ (after - before).T
        inner[:count, count:] += across
        inner[count:, :count] += across.T
        inner[count:, count:] += after @ after.T - before @ before.T
        rows = np.delete(told.rows, place, axis=0)
        rows[count - 1 :, liked] = after
        inner = np.delete(np.delete(inner, place, axis=0), place, axis=1)
        solved = Ease(rows, told.settings.ridge, inner)
        wanted = np.flatnonzero(np.isin(told.film_ids[told.rated], films))
        parts = between_rated(solved, wanted, weighed(likings, told.settings), self._least, told.rated)
        company = in_company(told, self._counting, wanted, place)
        return collected(told, list(parts), likings, self._least, company)
