"""The titles that runs of words in a sentence are made of, meant or not; and what may end them."""

from __future__ import annotations

from dataclasses import dataclass

from recommender.query.abroad import ends_title, mostly_abroad
from recommender.query.fold import ARTICLES, title_keys
from recommender.query.lexicon import Lexicon
from recommender.query.meanings import Meaning
from recommender.query.text import LIST_SEPARATORS, Sentence
from recommender.query.titles import BEGUN, CLOSE, MAX_WORDS, Ids
from recommender.query.verdicts import verdict
from recommender.query.words import STOP, is_common, known_words, word_set

# Words that end what is being named: "something like heat with more romance".
ENDS = word_set("""
    and or nor but with without for so because is was are were which that who whose in from too also please by
    very though although however if when where while since as than on at about only just not no please thanks
    really movie movies film films i we my its it they and/or both etc plus then minus except made set starring
    directed what show give recommend suggest any anything something have has had am im be a bit lot much more
    style styled vibe vibes feel energy esque here already lately recently again yesterday today
    instead either rather reddit imdb netflix prime lol lmao tbh ngl imo imho
    less the same until after before similar tonight tell can could would do type kind sort level adjacent inspired
    n did does rn tho rly atm bc cuz cos asap fr irl
    you youll youd he she they id ive im ill vs versus kinda again pls plz thx more together combined
""")
_TIMES = word_set("time night week weekend month year summer evening saturday sunday friday")
IN_A_ROW = 3  # titles with nothing between them that make a list
JOINS = word_set("and or nor plus then n vs versus")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that some title is made of."""

    start: int
    end: int
    ids: Ids
    exact: bool


@dataclass(frozen=True, slots=True)
class Named:
    """What a place in the sentence names: a film of ours; or, film None, what looks like one, and our nearest."""

    start: int
    end: int
    film: int | None
    nearest: str = ""


class Titles:
    """The titles in one sentence."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        """Look at a sentence with a lexicon."""
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.words = [token.word for token in sentence.tokens]
        self.lexicon = lexicon
        self.size = len(self.tokens)
        self.abroad = mostly_abroad(self.words)
        self._guesses = 0
        self._candidates: dict[int, tuple[Candidate, ...]] = {}
        self._ends: dict[int, bool] = {}
        self._meanings: dict[tuple[int, int], Meaning | None] = {}

    def candidates(self, start: int) -> tuple[Candidate, ...]:
        """Every title that begins at a token, the longest first."""
        known = self._candidates.get(start)
        if known is not None:
            return known
        found = []
        key, begun = "", False
        for end in range(start + 1, min(start + MAX_WORDS, self.size) + 1):
            part = self.tokens[end - 1].key
            if not part and end == start + 1:
                break
            key += part
            if len(key) >= BEGUN and not begun:
                begun = self.lexicon.begins(key)
                if not begun:
                    break
            ids, exact = self.lexicon.look_up(key)
            if not ids and self.tokens[end - 1].possessive and key.endswith("s"):
                ids, exact = self.lexicon.look_up(key[:-1])  # "Deadpool's jokes"
            if ids and self._same_words(start, end, ids, key):
                found.append(Candidate(start, end, ids, exact))
        self._candidates[start] = tuple(reversed(found))
        return self._candidates[start]

    def _same_words(self, start: int, end: int, ids: Ids, key: str) -> bool:
        """Guard against other gaps: "to her o" is no "Hero"; "spiderman" is a "Spider-Man"."""
        if len(key) >= 7 and end - start <= 3:
            return True
        mine = [self.tokens[i].key for i in range(start, end) if self.tokens[i].key]
        if len(key) >= 5 and len(mine) == 1:
            return True
        if len(mine) == 1 or not self.lexicon.exact(key):
            return True
        return any(mine == title_keys(self.lexicon.facts(i).title) for i in ids)

    def year_behind(self, end: int, ids: Ids = ()) -> tuple[int, int] | None:
        """A year that belongs to the title before: the year, and where it ends. "(1995)", "1995", "from 1995".

        Of two digits ("The Thing from 82", "Scarface '83") it is one where a film of the title is of that year.
        """
        at = end
        if (at < self.size and self.tokens[at].word in ("from", "of") and not self.tokens[at].before) or (
            at < self.size and self.tokens[at].word == "the" and at + 1 < self.size and self._year(at + 1)
        ):
            at += 1
        if at >= self.size or self.tokens[at].before not in ("", "(", ","):
            return None
        year = self._year(at) or self._short_year(at, at > end, ids)
        if year is None or (self.tokens[at].before == "," and at == end):
            return None
        return year, at + 1

    def _year(self, i: int) -> int | None:
        word = self.tokens[i].word
        return int(word) if len(word) == 4 and word.isdigit() and 1880 <= int(word) <= 2100 else None

    def _short_year(self, i: int, led: bool, ids: Ids) -> int | None:
        token = self.tokens[i]
        if len(token.word) != 2 or not token.word.isdigit():
            return None
        if not led and self.sentence.text[token.start - 1 : token.start] not in ("'", "’"):
            return None
        years = {self.lexicon.facts(film).year for film in ids}
        return next((year for year in sorted(years) if f"{year:04}"[2:] == token.word), None)

    def meaning(self, start: int, end: int) -> Meaning | None:
        """What the vocabulary says of some tokens."""
        if end - start > 6:
            return None
        place = start, end
        if place not in self._meanings:  # asked of the same words by what may begin, end and follow a title
            self._meanings[place] = self.lexicon.meaning(" ".join(self.words[start:end]))
        return self._meanings[place]

    def pick(self, ids: Ids, year: int | None) -> int | None:
        """Of several films of one title the one of the year, else the better known. None: no film of that year."""
        if year is None:
            return self.lexicon.better_known(ids)
        near = [i for i in ids if abs(self.lexicon.facts(i).year - year) <= 1]
        if not near:
            return None
        exact = [i for i in near if self.lexicon.facts(i).year == year]
        return self.lexicon.better_known(exact or near)

    def ends_at(self, end: int) -> bool:
        """Whether what is being named may end here."""
        ends = self._ends.get(end)
        if ends is None:
            ends = self._ends[end] = self._ends_at(end)
        return ends

    def _ends_at(self, end: int) -> bool:
        if end >= self.size:
            return True
        token = self.tokens[end]
        if verdict(self.tokens, end) or (self.abroad and ends_title(token.word)):
            return True
        if token.word == "last" and end + 1 < self.size and self.tokens[end + 1].word in _TIMES:
            return True  # "Prisoners last night"
        if token.before in LIST_SEPARATORS or token.before in (".", "(", ":") or token.word in ENDS:
            return True
        meaning = self.meaning(end, end + 1)
        return meaning is not None and meaning.steers

    def titles_only(self) -> list[Named]:
        """The films of a sentence that is a list of titles and nothing else, in whatever letters; else none."""
        starts = [i for i in range(1, self.size) if self.tokens[i].before in LIST_SEPARATORS or self._joins(i)]
        if not starts and self.size <= MAX_WORDS and not any(token.before for token in self.tokens[1:]):
            return self._titles_in_a_row()
        if not starts or self.size > MAX_WORDS * (len(starts) + 1):
            return []
        found = []
        told = False
        for start, end in zip((0, *starts), (*starts, self.size), strict=True):
            first = start + self._joins(start)
            named = self._all_title(first + (self.tokens[first].word in ARTICLES), end) if first < end else None
            if named is None:
                return []
            meaning = self.meaning(named.start, named.end)
            if meaning is not None and (meaning.genres or meaning.cue):
                return []
            told = told or (meaning is None and any(t.word not in STOP for t in self.tokens[named.start : named.end]))
            found.append(named)
        return found if told else []

    def _titles_in_a_row(self) -> list[Named]:
        """Three films or more with nothing between them: "goodfelas casino the departed"; else none."""
        found: list[Named] = []
        at, told = 0, False
        while at < self.size:
            start = at + (self.tokens[at].word in ARTICLES)
            exact = next((c for c in self.candidates(start) if c.exact), None) if start < self.size else None
            ids = exact.ids if exact is not None else self._misspelt(at)
            end = exact.end if exact is not None else at + 1
            meaning = self.meaning(start, end)
            if not ids or (meaning is not None and (meaning.genres or meaning.cue or exact is None)):
                return []
            told = told or end - start > 1 or not is_common(self.tokens[start].word)
            found.append(Named(at, end, self.lexicon.better_known(ids)))
            at = end
        return found if told and len(found) >= IN_A_ROW else []

    def _misspelt(self, at: int) -> Ids:
        """The well-known film whose whole title is one word with a slip."""
        token = self.tokens[at]
        if is_common(token.word) or token.word in known_words():
            return ()
        near = [i for score, ids in self.lexicon.near_keys(token.key, CLOSE) if score >= CLOSE for i in ids]
        return tuple(i for i in near if self.lexicon.facts(i).well_known)

    def _joins(self, i: int) -> bool:
        return 0 < i < self.size - 1 and self.tokens[i].word in JOINS

    def _all_title(self, start: int, end: int) -> Named | None:
        """The film that is all of a stretch, a year behind it included."""
        for c in self.candidates(start) if start < end else ():
            if c.end > end:
                return None  # a longer title: "harry potter and the prisoner of azkaban" is no list
            year = self.year_behind(c.end)
            if c.end == end or (year is not None and year[1] == end):
                film = self.pick(c.ids, None if c.end == end or year is None else year[0])
                return None if film is None else Named(start, end, film)
        return None
