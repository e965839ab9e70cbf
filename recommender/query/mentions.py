"""Which runs of words in a sentence are films: the weighing of a title against the words around it."""

from __future__ import annotations

from dataclasses import dataclass

from recommender.query.abroad import ends_title, mostly_abroad
from recommender.query.fold import ARTICLES, is_numeral, joined, title_keys, words_of
from recommender.query.lexicon import Lexicon
from recommender.query.meanings import Meaning
from recommender.query.text import LIST_SEPARATORS, Sentence
from recommender.query.titles import CLOSE, MAX_WORDS, NEAR, Ids
from recommender.query.verdicts import verdict
from recommender.query.words import AFTER_PLACE, FILM_NOUNS, PRONOUNS, STOP, is_common, word_set

ANY, WEAK, STRONG = 0, 1, 2  # how much a film is expected at a place
LONGER = 88.0  # how alike a longer title must be to what goes on from a shorter one
MAX_LONGER = 6  # words by which a title may go on
MAX_GUESSES = 12  # misspellings looked up in one sentence
RARE = 12  # a word in no more titles than this can name a film alone
# Words that end what is being named: "something like heat with more romance".
ENDS = word_set("""
    and or nor but with without for so because is was are were which that who whose in from too also please by
    very though although however if when where while since as than on at about only just not no please thanks
    really movie movies film films i we my its it they and/or both etc plus then minus except made set starring
    directed what show give recommend suggest any anything something have has had am im be a bit lot much more
    style styled vibe vibes feel energy esque here already lately recently again yesterday today
    less the same until after before similar tonight tell can could would do type kind sort level adjacent inspired
    you youll youd he she they id ive im ill vs versus kinda again pls plz thx more together combined
""")
_TIMES = word_set("night week weekend month year summer evening saturday sunday friday")
_SEEN = word_set("loved liked enjoyed adored saw watched seen rewatched")
_TURNS = word_set("but except minus meets only")
_MANNERS = word_set("kinda style styled esque vibe vibes type energy kind level feel adjacent inspired")
_SUBJECTS = word_set("it that this these those he she they we you i who what there")
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


class Namer:
    """Finds films in one sentence."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        """Look at a sentence with a lexicon."""
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.lexicon = lexicon
        self.size = len(self.tokens)
        self.abroad = mostly_abroad([token.word for token in self.tokens])
        self._guesses = 0
        self._candidates: dict[int, tuple[Candidate, ...]] = {}

    # -- what is there

    def candidates(self, start: int) -> tuple[Candidate, ...]:
        """Every title that begins at a token, the longest first."""
        known = self._candidates.get(start)
        if known is not None:
            return known
        found = []
        key = ""
        for end in range(start + 1, min(start + MAX_WORDS, self.size) + 1):
            part = self.tokens[end - 1].key
            if not part and end == start + 1:
                break
            key += part
            ids, exact = self.lexicon.exact(key), True
            if not ids:
                ids, exact = self.lexicon.partial(key), False
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

    def year_behind(self, end: int) -> tuple[int, int] | None:
        """A year that belongs to the title before: the year, and where it ends. "(1995)", "1995", "from 1995"."""
        at = end
        if (at < self.size and self.tokens[at].word in ("from", "of") and not self.tokens[at].before) or (
            at < self.size and self.tokens[at].word == "the" and at + 1 < self.size and self._year(at + 1)
        ):
            at += 1
        if at >= self.size or self.tokens[at].before not in ("", "(", ","):
            return None
        year = self._year(at)
        if year is None or (self.tokens[at].before == "," and at == end):
            return None
        return year, at + 1

    def _year(self, i: int) -> int | None:
        word = self.tokens[i].word
        return int(word) if len(word) == 4 and word.isdigit() and 1880 <= int(word) <= 2100 else None

    def meaning(self, start: int, end: int) -> Meaning | None:
        """What the vocabulary says of some tokens."""
        if end - start > 6:
            return None
        return self.lexicon.meaning(" ".join(self.tokens[i].word for i in range(start, end)))

    # -- is it meant

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

    def find(self, start: int, *, slot: int, fresh: bool, opening: bool, plot: bool, after_film: bool) -> Named | None:
        """The film that begins at a token, if the sentence makes it one.

        `slot` says how much a film is expected, `fresh` that an item of a list begins here, `opening` that the sentence
        begins here, `plot` that a story is being told, `after_film` that the item before was a film.
        """
        for candidate in self.candidates(start):
            year = self.year_behind(candidate.end)
            if year is not None:
                film = self.pick(candidate.ids, year[0])
                if film is not None and not (plot and self.tokens[candidate.end].before != "("):
                    return Named(start, year[1], film)
                bracket = self.tokens[candidate.end].before == "("
                if film is None and bracket and (slot or self.sentence.capitalized(start, candidate.end)):
                    nearest = self.lexicon.facts(self.lexicon.better_known(candidate.ids))
                    return Named(start, year[1], None, f"{nearest.title} ({nearest.year})")
            if self.meant(candidate, slot=slot, fresh=fresh, opening=opening, plot=plot, after_film=after_film):
                return Named(start, candidate.end, self.pick(candidate.ids, None))
        return None

    def titles_only(self) -> list[Named]:
        """The films of a sentence that is a list of titles and nothing else, in whatever letters; else none."""
        starts = [i for i in range(1, self.size) if self.tokens[i].before in LIST_SEPARATORS or self._joins(i)]
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

    def lengthened(self, named: Named) -> Named:
        """The longer title that goes on from a shorter one with a slip of the pen or without its small words.

        "harry potter and the prisoner of askaban" begins like a film of its own, "lotr return of the king" too.
        """
        after = self.tokens[named.end] if named.end < self.size else None
        if after is None or after.before or after.word in ("but", "with", "without", "or"):
            return named
        start = named.start + (self.tokens[named.start].word in ("the", "a", "an"))
        whole = self.lexicon.exact(joined(self.tokens[i].key for i in range(start, named.end)))
        if whole and after.word in ENDS:
            return named
        for end in range(min(self.size, named.end + MAX_LONGER), named.end, -1):
            if any(self.tokens[i].before for i in range(named.end, end)) or self.tokens[end - 1].word in STOP:
                continue
            key = joined(self.tokens[i].key for i in range(start, end))
            for score, ids in self.lexicon.near_keys(key, LONGER):
                if score >= LONGER:
                    return Named(named.start, end, self.lexicon.better_known(ids))
        return named

    def meant(
        self, c: Candidate, *, slot: int, fresh: bool, opening: bool, plot: bool, after_film: bool, hops: int = 4
    ) -> bool:
        """Whether a title's words are meant as the title."""
        words = [self.tokens[i].word for i in range(c.start, c.end)]
        film = self.lexicon.facts(self.lexicon.better_known(c.ids))
        capitals = self.sentence.capitalized(c.start, c.end)
        telling = [word for word in words if word not in STOP and not word.isdigit()]
        rare = [word for word in telling if not is_common(word)]
        placed = c.start > 0 and self.tokens[c.start - 1].word in AFTER_PLACE and not slot
        whole = fresh and self.ends_at(c.end)
        first = c.start - (c.start > 0 and self.tokens[c.start - 1].word in ARTICLES)
        alone = whole and opening and c.end == self.size and (capitals or self.sentence.opens(first))
        meaning = self.meaning(c.start, c.end)
        begins = self.tokens[c.start].capital and self.sentence.opens(c.start)
        begins = begins and whole and hops > 0 and self.next_is_film(c.end, slot, hops)  # "Alien and Aliens"
        if c.exact and whole and self._spoken_of(c, film.well_known, meaning):
            return True
        listing = after_film or begins
        if meaning is not None and whole and opening and film.well_known and not listing and hops > 0:
            listing = self.next_is_film(c.end, slot, hops)  # "gladiator / braveheart"
        if meaning is not None and self._means_something_else(
            meaning, c, whole, capitals or begins, slot, listing, alone
        ):
            return False
        if begins and c.exact:
            return True
        if alone:
            return bool(telling) or len(words) > 1 or not PRONOUNS & set(words) or capitals or self.size == 1
        if rare:
            if plot and not capitals and (len(telling) == 1 or not film.well_known):
                return False
            if len(telling) == 1:
                return bool(slot and whole) or (capitals and not placed) or (film.well_known and not placed)
            return slot > ANY or capitals or film.well_known or not placed
        if plot and not capitals:
            return len(words) >= 5 and film.well_known
        listed = whole and (after_film or (hops > 0 and self.next_is_film(c.end, slot, hops)))
        if len(telling) >= 2:
            if capitals and (film.well_known or slot or listed or (c.exact and len(words) >= 4)):
                return True
            if slot == STRONG and (whole or (len(words) >= 3 and film.well_known)):
                return True
            if slot == WEAK and ((whole and (film.well_known or not opening)) or len(words) >= 4):
                return True
            return len(words) >= 5 or (len(words) >= 3 and film.well_known) or listed
        if c.exact and len(words) >= 4 and whole and film.well_known:
            return True  # "Catch Me If You Can": small words, but nobody says them so for nothing
        return self._single_word_meant(c, words, slot, whole, opening, capitals, listed, film.well_known, telling)

    def _spoken_of(self, c: Candidate, well_known: bool, meaning: Meaning | None) -> bool:
        """Whether what follows speaks of a film: "Once is my favourite", "heat style"."""
        first = self.tokens[c.start]
        capital = first.capital and self.sentence.cased
        if c.end >= self.size or not (capital or (well_known and meaning is None)):
            return False
        said = verdict(self.tokens, c.end) and (first.word not in _SUBJECTS or c.end - c.start > 1)
        manner = self.tokens[c.end].word in _MANNERS and not self.tokens[c.end].before and first.word not in STOP
        return bool(said or (manner and (meaning is None or not first.capital or not self.sentence.opens(c.start))))

    def _single_word_meant(
        self,
        c: Candidate,
        words: list[str],
        slot: int,
        whole: bool,
        opening: bool,
        capitals: bool,
        listed: bool,
        well_known: bool,
        telling: list[str],
    ) -> bool:
        """Titles of one ordinary word: "Heat", "Up", "The Game"."""
        if whole and slot == STRONG and all(is_numeral(word) for word in words):
            return True  # "like 1917", "movies like seven"
        if not whole or (not c.exact and not capitals):
            return False
        titles = [words_of(self.lexicon.facts(i).title) for i in c.ids]
        written = self.tokens[c.start - 1].word if c.start else ""
        article = any((title[:1] == [written]) == (title[0] in ("the", "a", "an")) for title in titles if title)
        if listed and (capitals or (article and (not PRONOUNS & set(words) or (slot and self._by_itself(c))))):
            return True
        if capitals and slot and (article or well_known):
            return True
        if capitals and not slot:
            return well_known and article and bool(telling) and not opening
        turned = opening and c.exact and c.end < self.size and self.tokens[c.end].word in _TURNS
        if turned and telling and article and (well_known or written in ARTICLES):
            return True  # "the lobster but funnier"
        if not telling or not article:
            return False
        if slot == STRONG:
            return True
        return slot == WEAK and not opening and (well_known or (written in ARTICLES and self._seen(c.start - 2)))

    def _by_itself(self, c: Candidate) -> bool:
        """Whether words stand between separators, or before one at the end: "get out, us, nope"."""
        apart = self.tokens[c.start].before in LIST_SEPARATORS or self.tokens[c.start - 1].word in JOINS
        return apart and (c.end == self.size or bool(self.tokens[c.end].before))

    def _seen(self, at: int) -> bool:
        """Whether a token says that something was seen or liked: "loved the abyss"."""
        return at >= 0 and self.tokens[at].word in _SEEN

    def _means_something_else(
        self, meaning: Meaning, c: Candidate, whole: bool, capitals: bool, slot: int, listed: bool, alone: bool
    ) -> bool:
        """Whether words that are both a title and a word of ours are rather the word."""
        following = self.tokens[c.end].word if c.end < self.size else ""
        if meaning.genres and c.end - c.start <= 2 and not (capitals and slot == STRONG and c.end - c.start == 2):
            return True
        if meaning.cue:
            return not (capitals and whole and (slot == STRONG or listed))
        if following in FILM_NOUNS:
            return True
        if not whole:
            return c.end - c.start <= 2 or not capitals
        facts = self.lexicon.facts(self.lexicon.better_known(c.ids))
        well_known = facts.well_known
        if alone:
            written = " ".join(token.word for token in self.tokens)
            to_the_letter = written == " ".join(words_of(facts.title)) and (c.start > 0 or self.tokens[0].capital)
            return not well_known and (not to_the_letter or written in meaning.themes)
        if slot == STRONG and c.exact:
            return not (capitals or well_known)
        return not ((capitals and (slot or listed)) or (listed and well_known))

    def next_is_film(self, end: int, slot: int, hops: int = 4) -> bool:
        """Whether the next item of the list is a film for sure."""
        at = end
        if at >= self.size or not (self.tokens[at].before in LIST_SEPARATORS or self.tokens[at].word in JOINS):
            return False
        while at < self.size and (self.tokens[at].word in JOINS or self.tokens[at].word in ("the", "a", "an")):
            at += 1
        for candidate in self.candidates(at) if at < self.size else ():
            if self.year_behind(candidate.end) is not None:
                return True
            if self.meant(candidate, slot=slot, fresh=True, opening=False, plot=False, after_film=False, hops=hops - 1):
                return True
        return False

    # -- what is nearly there

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

    def begun(self, start: int, end: int) -> int | None:
        """The film whose title begins with these words, two telling ones or more: "butch cassidy"."""
        keys = [self.tokens[i].key for i in range(start, end) if self.tokens[i].key]
        telling = [key for key in keys if key not in STOP]
        if len(telling) < 2 or all(is_common(key) for key in telling):
            return None
        holders = min((self.lexicon.containing(key) for key in telling), key=len)
        begun = [i for i in holders if title_keys(self.lexicon.facts(i).title)[: len(keys)] == keys]
        return self.lexicon.better_known(begun) if begun else None

    def _part_of(self, mine: list[str], title: list[str]) -> bool:
        """Whether words are a telling part of a title: in its order, and rare, or two together."""
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
