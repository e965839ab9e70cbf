"""Titles that are nearly there: misspelt, shortened, or only begun."""

from __future__ import annotations

from recommender.query.candidates import Titles
from recommender.query.fold import joined, title_keys
from recommender.query.titles import CLOSE, NEAR
from recommender.query.words import STOP, is_common

MAX_GUESSES = 12  # misspellings looked up in one sentence
LEAST_ALONE = 5  # letters of a word with a slip that may name a film alone
RARE = 12  # a word in no more titles than this can name a film alone


class NearTitles(Titles):
    """Finds what misspelt and shortened titles stand for."""

    def item_end(self, start: int) -> int:
        """Where what is named from here ends, if nothing better is known: at a separator, a join or a steering word."""
        end = start + 1
        while end < self.size and end - start < 10 and not self.ends_at(end):
            end += 1
        while end - 1 > start and self.tokens[end - 1].word in STOP:
            end -= 1
        return end

    def guess(self, start: int, end: int, *, least_known: bool, strict: bool = False) -> int | None:
        """The film that misspelt or shortened words stand for, if it is clear which.

        `least_known` leaves out all but well-known films; `strict` asks for nearly the whole title.
        """
        keys = [self.tokens[i].key for i in range(start, end) if self.tokens[i].key]
        if keys and keys[0] in ("the", "a", "an"):
            keys = keys[1:]
        telling = [key for key in keys if key not in STOP]
        if not telling or self._guesses >= MAX_GUESSES:
            return None
        self._guesses += 1
        least = CLOSE + 4 if strict else CLOSE
        for score, ids in self.lexicon.near_keys(joined(keys), least):
            film = self.lexicon.better_known(ids)
            certain = score >= CLOSE + 6 and len(joined(keys)) >= 12
            if score >= least and (certain or self.lexicon.facts(film).well_known or not least_known):
                return film
        fitting = []
        for film, mended, score in self.lexicon.sharing(keys, well_known=least_known):
            facts = self.lexicon.facts(film)
            slips = [key for key, right in zip(keys, mended, strict=True) if key != right]
            if len(telling) == 1 and slips and len(slips[0]) < LEAST_ALONE:
                continue  # "a load of" is no "Lord of ..."
            if strict:
                fits = score >= CLOSE + 4 or (
                    len(telling) >= 3 and score >= NEAR and mended[-1] in title_keys(facts.title)
                )
                fits = fits and self._part_of(mended, title_keys(facts.title))
            else:
                fits = score >= CLOSE + 4 or self._part_of(mended, title_keys(facts.title))
            if fits:
                fitting.append((facts.well_known, facts.ratings, score, facts.year, -film))
        return -max(fitting)[-1] if fitting else None

    def begun(self, start: int, end: int, *, ordinary: bool = False) -> int | None:
        """The film whose title begins with these words, two telling ones or more: "butch cassidy".

        Args:
            ordinary: they may be words of ordinary English, too, where only one title begins so: "four weddings".
        """
        keys = [self.tokens[i].key for i in range(start, end) if self.tokens[i].key]
        telling = [key for key in keys if key not in STOP]
        common = all(is_common(key) for key in telling)
        if len(telling) < 2 or (common and not ordinary):
            return None
        holders = min((self.lexicon.containing(key) for key in telling if not key.isdigit()), key=len, default=())
        begun = [i for i in holders if _begins(title_keys(self.lexicon.facts(i).title), keys)]
        return self.lexicon.better_known(begun) if begun and (len(begun) == 1 or not common) else None

    def _part_of(self, mine: list[str], title: list[str]) -> bool:
        """Whether words are a telling part of a title: in its order, and rare, or two together."""
        title = [word[:-1] if word[:-1] in mine and word[-1:] == "s" and word not in mine else word for word in title]
        telling = [word for word in mine if word not in STOP]
        at = -1
        for word in telling:
            if word not in title[at + 1 :]:
                return False
            at = title.index(word, at + 1)
        rare = [w for w in telling if len(w) >= 4 and not is_common(w) and len(self.lexicon.containing(w)) <= RARE]
        if rare:
            return True
        if len(telling) < 2:
            return False
        first = title.index(telling[0])
        return [w for w in title[first:] if w not in STOP][: len(telling)] == telling and len(joined(telling)) >= 9

    def nearest(self, start: int, end: int) -> str:
        """The title of ours that comes nearest to some words, for "did you mean"; "" where none comes near."""
        keys = [self.tokens[i].key for i in range(start, end) if self.tokens[i].key]
        near = [(score, self.lexicon.better_known(ids)) for score, ids in self.lexicon.near_keys(joined(keys), NEAR)]
        near += [(score, film) for film, _, score in self.lexicon.sharing(keys) if score >= NEAR]
        if not near:
            return ""
        _, film = max(near, key=lambda hit: (hit[0], self.lexicon.facts(hit[1]).ratings, -hit[1]))
        return self.lexicon.facts(film).title


def _begins(title: list[str], keys: list[str]) -> bool:
    """Whether a title begins with some words, of which the last may be without its "'s"."""
    return (
        len(title) >= len(keys)
        and title[: len(keys) - 1] == keys[:-1]
        and title[len(keys) - 1]
        in (
            keys[-1],
            f"{keys[-1]}s",
        )
    )
