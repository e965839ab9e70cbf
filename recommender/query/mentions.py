"""Which runs of words in a sentence are films: the weighing of a title against the words around it."""

from __future__ import annotations

from dataclasses import replace

from recommender.query.candidates import ENDS, JOINS, Candidate, Named
from recommender.query.fold import ARTICLES, is_numeral, joined, title_keys, words_of
from recommender.query.meanings import Meaning
from recommender.query.near_titles import NearTitles
from recommender.query.text import LIST_SEPARATORS
from recommender.query.titles import Ids, parts_of
from recommender.query.verdicts import verdict
from recommender.query.words import AFTER_PLACE, FILM_NOUNS, PRONOUNS, STOP, is_common, word_set

ANY, WEAK, STRONG = 0, 1, 2  # how much a film is expected at a place
LONGER = 88.0  # how alike a longer title must be to what goes on from a shorter one
MOST_OF_A_WORD = 200  # titles with one word that are looked through for a series
MAX_LONGER = 6  # words by which a title may go on
_HELD_DEAR = word_set("loved liked enjoyed adored rewatched")
_SEEN = word_set("loved liked enjoyed adored saw watched seen rewatched")
_TURNS = word_set("but except minus meets only without")
_MANNERS = word_set("kinda style styled esque vibe vibes type energy kind level feel adjacent inspired")
SUBJECTS = word_set("it that this these those he she they we you i who what there")
_NEUTER = word_set("it that this these those they")
# May stand before what is judged: "I hated Midsommar but Hereditary was great".
_CLAUSES = word_set("""
    but and while though whereas because since plus thought think found so although yet whilst lie tbh ngl imo imho
    honestly personally obviously
""")
_ORDINALS = {"first": 1, "1st": 1, "original": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_WHERE = AFTER_PLACE - {"of", "about", "through", "during"}
_FEASTS = word_set("halloween christmas easter")  # these have their capital anyway
_DID = word_set("""
    was had did made got left gave blew took broke felt scared ruined saved changed hit kept put won lost wrecked
    destroyed bored annoyed moved floored worked sucked rocked drags dragged
""")
_US = word_set("me us my our")
_KINDS = word_set("film movie one flick picture")
_TELLING = word_set("about with where from set in by that which who starring")
_QUALITIES = word_set("""
    jokes humor humour wit heart world style look looks energy vibe vibes feel feeling tone mood atmosphere soundtrack
    music cast charm tension pace action story plot ending visuals dialogue characters kind sort level brand
""")
# What a sentence may judge that is no film, though some film is called so: "acting was great, ending was bad".
_OWNERS = word_set("my your his her its our their these those some any no each every")
_ASPECTS = word_set("""
    acting music story plot ending endings cast dialogue humor humour soundtrack pacing script writing directing
    animation everything nothing something anything everyone everybody nobody work life food dinner lunch breakfast
    school class time weather today yesterday tonight trip party date night weekend book books show shows series game
    games concert wedding holiday vacation service traffic people friends family kids love money sex war death romance
    comedy horror action drama violence cinematography visuals effects performance performances first last second
    third sequel sequels original trailer movie movies film films directors actors characters part parts half start
    beginning middle end rest day week year summer winter spring autumn home house mom mum dad wife husband sister
    brother mother father son daughter baby thanks hope help news sound color photography chemistry jokes twist twists
    villain hero heroes heroine suspense tension mystery fun one both none all some most other others
""")


class Namer(NearTitles):
    """Finds films in one sentence."""

    # -- is it meant

    def find(self, start: int, *, slot: int, fresh: bool, opening: bool, plot: bool, after_film: bool) -> Named | None:
        """The film that begins at a token, if the sentence makes it one.

        `slot` says how much a film is expected, `fresh` that an item of a list begins here, `opening` that the sentence
        begins here, `plot` that a story is being told, `after_film` that the item before was a film.
        """
        for candidate in self.candidates(start):
            year = self.year_behind(candidate.end, candidate.ids)
            if year is not None:
                film = self.pick(candidate.ids, year[0])
                if film is not None and not (plot and self.tokens[candidate.end].before != "("):
                    return Named(start, year[1], film)
                bracket = self.tokens[candidate.end].before == "("
                if film is None and bracket and (slot or self.sentence.capitalized(start, candidate.end)):
                    nearest = self.lexicon.facts(self.lexicon.better_known(candidate.ids))
                    return Named(start, year[1], None, f"{nearest.title} ({nearest.year})")
            if self.meant(candidate, slot=slot, fresh=fresh, opening=opening, plot=plot, after_film=after_film):
                film = self.pick(candidate.ids, None)
                if film is not None and not candidate.exact:
                    film = self._first_of(candidate.ids)
                return Named(start, candidate.end, self._of_number(start, film) if film is not None else None)
        return None

    def _first_of(self, ids: Ids) -> int:
        """The film that a part of several titles means: the best known, of equals the first that was made."""
        facts = map(self.lexicon.facts, ids)
        return max(facts, key=lambda film: (film.well_known, film.ratings, -film.year, -film.id)).id

    def _of_number(self, start: int, film: int) -> int:
        """The film of a series that a number before its name tells: "the second Terminator"."""
        number = _ORDINALS.get(self.tokens[start - 1].word) if start and not self.tokens[start].before else None
        if number is None and start > 1 and self.tokens[start - 1].word in ARTICLES:
            number = _ORDINALS.get(self.tokens[start - 2].word)
        if number is None:
            return film
        title = self.lexicon.facts(film).title
        head = title_keys(next(parts_of(title), title))
        while len(head) > 1 and is_numeral(head[-1]):
            head.pop()
        same: list[int] = []
        holders = self.lexicon.containing(max(head, key=len, default=""))
        for other in holders if len(holders) <= MOST_OF_A_WORD else ():
            keys = title_keys(self.lexicon.facts(other).title)
            if keys[: len(head)] == head and (
                keys == head or is_numeral(keys[len(head)]) or self._goes_on(other, head)
            ):
                same.append(other)
        same.sort(key=lambda i: self.lexicon.facts(i).year)
        return same[number - 1] if 1 < len(same) >= number else film

    def _goes_on(self, film: int, head: list[str]) -> bool:
        """Whether a title is a head and a subtitle."""
        return title_keys(next(parts_of(self.lexicon.facts(film).title), "")) == head

    def lengthened(self, named: Named) -> Named:
        """The longer title that goes on from a shorter one with a slip of the pen or without its small words.

        "harry potter and the prisoner of askaban" begins like a film of its own, "lotr return of the king" too.
        """
        if named.film is not None:
            title = title_keys(self.lexicon.facts(named.film).title)
            end = named.end
            while end < self.size and not self.tokens[end].before and self._of_title(end, title, named):
                end += 1
            named = replace(named, end=end)
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

    def _of_title(self, at: int, title: list[str], named: Named) -> bool:
        """Whether a word goes on with a title of which a part was typed: "lotr two towers"."""
        token = self.tokens[at]
        return (
            token.word not in STOP
            and len(token.key) > 3
            and token.key in title[1:]
            and token.key not in {self.tokens[i].key for i in range(named.start, named.end)}
        )

    def meant(
        self, c: Candidate, *, slot: int, fresh: bool, opening: bool, plot: bool, after_film: bool, hops: int = 4
    ) -> bool:
        """Whether a title's words are meant as the title."""
        words = [self.tokens[i].word for i in range(c.start, c.end)]
        film = self.lexicon.facts(self.lexicon.better_known(c.ids))
        capitals = self.sentence.capitalized(c.start, c.end)
        telling = [word for word in words if word not in STOP and not word.isdigit()]
        rare = [word for word in telling if not is_common(word)]
        before = self.tokens[c.start - 1].word if c.start else ""
        owned = before in _OWNERS and not self.tokens[c.start].capital and before not in words_of(film.title)[:1]
        if owned and len(words) == 1:
            return False  # "is more my speed"
        placed = before in AFTER_PLACE and not slot
        whole = fresh and self.ends_at(c.end)
        first = c.start - (c.start > 0 and self.tokens[c.start - 1].word in ARTICLES)
        alone = whole and opening and c.end == self.size and (capitals or self.sentence.opens(first))
        meaning = self.meaning(c.start, c.end)
        begins = self.tokens[c.start].capital and self.sentence.opens(c.start)
        begins = begins and whole and hops > 0 and self.next_is_film(c.end, slot, hops)  # "Alien and Aliens"
        ended = whole or (c.exact and self._opens_a_clause(c) and self.ends_at(c.end))
        held = c.exact and whole and slot and self._seen(c.start - 1) and (meaning is None or not meaning.genres)
        if held and ((len(words) > 1 and telling and meaning is None) or (len(words) == 1 and self._loved_alone(c))):
            return True  # "i loved past lives", "also loved nope"
        if c.exact and self._first_of_two(c):
            return True
        if (
            (c.exact or len(words) > 1)
            and ended
            and self._spoken_of(c, film.well_known, meaning, expected=slot > ANY and fresh)
        ):
            return True
        if not plot and (self._marked(c, meaning, before) or self._told_which(c, meaning) or self._pointed_at(c)):
            return True
        listing = after_film or begins
        heads = opening or self.tokens[c.start].before == ":"
        if meaning is not None and whole and heads and film.well_known and not listing and hops > 0:
            listing = self.next_is_film(c.end, slot, hops)  # "gladiator / braveheart"
        if meaning is not None and whole and slot == STRONG and c.exact and not listing and hops > 0:
            listing = self.next_is_film(c.end, slot, hops)  # "like downfall or das boot"
        if whole and slot and not plot and "." in self.sentence.raw(c.start, c.end):
            return True  # "never liked e.t."
        if meaning is not None and self._means_something_else(
            meaning, c, whole, capitals or begins, slot, listing, alone
        ):
            return False
        if begins and c.exact:
            return True
        if alone:
            return bool(telling) or len(words) > 1 or not PRONOUNS & set(words) or capitals or self.size == 1
        if rare and not plot and len(telling) == 1 and self._opens_a_clause(c) and self._did_something(c.end):
            return True  # "hachi ruined my week"
        if rare:
            owned = owned or (c.start > 0 and self.tokens[c.start - 1].possessive)
            if owned and not capitals and len(telling) == 1:
                return False  # "made people's jaws drop"
            if plot and not capitals and (len(telling) == 1 or not film.well_known):
                return False
            if len(telling) == 1 and not capitals and before in ("a", "an") and before not in words_of(film.title)[:1]:
                return False  # "a hobbit has to destroy a ring"
            if len(telling) == 1:
                ended = whole or (fresh and c.end < self.size and self.tokens[c.end].word in STOP)
                return bool(slot and ended) or (capitals and not placed) or (film.well_known and not placed)
            return slot > ANY or capitals or film.well_known or not placed
        if plot and not capitals:
            return len(words) >= 5 and film.well_known
        if c.exact and whole and not plot and len(telling) >= 3:
            return True  # "promising young woman"
        if c.exact and len(words) > 1 and self._all_capitals(c):
            return True  # "Being There", "Me Before You"
        if c.exact and after_film and self._runs_on(c):
            return True  # "se7en zodiac prisoners"
        listed = whole and (after_film or (hops > 0 and self.next_is_film(c.end, slot, hops)))
        if len(telling) >= 2:
            if capitals and (film.well_known or slot or listed or (c.exact and len(words) >= 4)):
                return True
            if slot == STRONG and (whole or (len(words) >= 3 and film.well_known)):
                return True
            if slot == WEAK and ((whole and (film.well_known or not opening)) or len(words) >= 4):
                return True
            return len(words) >= 5 or (len(words) >= 3 and film.well_known) or listed
        ends = whole and (self._stops(c.end) or (hops > 0 and self.next_is_film(c.end, slot, hops)))
        if c.exact and len(words) > 1 and ends and (opening or slot) and film.well_known:
            return True  # "Stand by Me. A comedy ...", "stand by me and lawrence of arabia"
        if c.exact and len(words) >= 4 and whole and film.well_known:
            return True  # "Catch Me If You Can": small words, but nobody says them so for nothing
        return self._single_word_meant(
            c, words, slot, fresh, whole, opening, capitals, listed, film.well_known, telling
        )

    def _marked(self, c: Candidate, meaning: Meaning | None, before: str) -> bool:
        """Whether an ordinary word has a capital that only a title explains: "I'd say Heat is the best".

        Not at the beginning of a sentence, not in a longer name, and neither somebody's first name nor a place.
        """
        if not c.exact or not self.sentence.cased or any(self.tokens[i].before for i in range(c.start + 1, c.end)):
            return False
        first = c.start
        article = c.start > 0 and self.tokens[c.start - 1].word in ARTICLES and not self.tokens[c.start].before
        titles = (words_of(self.lexicon.facts(i).title)[:1] for i in c.ids)
        of_kind = c.end < self.size and self.tokens[c.end].word in FILM_NOUNS and not self.tokens[c.end].before
        if article and not of_kind:  # "skip the Twilight stuff"
            if [self.tokens[c.start - 1].word] not in titles or not self.tokens[c.start - 1].capital:
                return False
            first -= 1
        shown = [i for i in range(c.start, c.end) if self.tokens[i].word not in STOP or c.end - c.start == 1]
        if self.sentence.opens(first) or not shown or not all(self._proud(i) for i in shown):
            return False
        if before in _WHERE and not article:
            return False  # "gangsters in Chicago"
        if meaning is not None and (meaning.genres or meaning.of_place or (meaning.cue and not article)):
            return False
        if c.end - c.start == 1 and not article:
            word = self.tokens[c.start].word
            if self.tokens[c.start].before == "," and word in PRONOUNS | SUBJECTS:
                return False
            if self.lexicon.is_given_name(word) or word in _FEASTS or (word in PRONOUNS | SUBJECTS and before == ""):
                return False
        return not self._in_a_name(first, c.end)

    def _told_which(self, c: Candidate, meaning: Meaning | None) -> bool:
        """Whether an aside tells which film ordinary words name: "Up (the balloon one)", "Her. The film about ..."."""
        if not c.exact or c.end >= self.size or (meaning is not None and meaning.genres):
            return False
        first, after = self.tokens[c.start], self.tokens[c.end]
        if after.before not in ("(", ",", ".") or not (first.capital or self.sentence.opens(c.start)):
            return False
        if after.before == "(":
            return first.capital and self.sentence.cased and self._year(c.end) is None
        aside = [after.word]
        for token in self.tokens[c.end + 1 : c.end + MAX_LONGER]:
            if token.before:
                break
            aside.append(token.word)
        if aside[0] not in ARTICLES | {"that"} or not (self._opens_a_clause(c) or self._marked(c, meaning, "")):
            return False
        kinds = [i for i, word in enumerate(aside) if word in _KINDS]
        return bool(kinds) and (kinds[0] + 1 == len(aside) or aside[kinds[0] + 1] in _TELLING)

    def _pointed_at(self, c: Candidate) -> bool:
        """Whether capitals, or what it has, point at a title: "NOT cars", "Deadpool's jokes", "Rogue One was great"."""
        last = self.tokens[c.end - 1]
        film = self.lexicon.facts(self.lexicon.better_known(c.ids))
        if c.start and self.sentence.raw(c.start - 1, c.start) == "NOT" and c.exact:
            return self.ends_at(c.end)
        if last.possessive and c.exact and last.capital and self.sentence.cased:
            return c.end < self.size and self.tokens[c.end].word in _QUALITIES
        if c.exact or c.end - c.start < 2 or not self.sentence.cased:
            return False
        keys = [self.tokens[i].key for i in range(c.start, c.end)]
        heads = title_keys(film.title)[: len(keys)] == keys and ":" in film.title
        return heads and all(map(self._proud, range(c.start, c.end))) and not self._in_a_name(c.start, c.end)

    def _loved_alone(self, c: Candidate) -> bool:
        """Whether one word that is no pronoun is all that was loved: "loved once though", not "loved it"."""
        word = self.tokens[c.start].word
        return word not in PRONOUNS | SUBJECTS | _ASPECTS and self.tokens[c.start - 1].word in _HELD_DEAR

    def _first_of_two(self, c: Candidate) -> bool:
        """Whether a title is the first of two of which something is said: "Big and Splash are my favourites"."""
        other = c.end + 1
        if other >= self.size or self.tokens[c.end].word not in JOINS or not self.sentence.cased:
            return False
        capitals = self.tokens[c.start].capital and self.tokens[other].capital and self._opens_a_clause(c)
        return capitals and any(verdict(self.tokens, end) for end in range(other + 1, min(other + 4, self.size)))

    def _did_something(self, end: int) -> bool:
        """Whether what follows is what a film does to us, or a verdict."""
        words = [token.word for token in self.tokens[end : end + 2] if not token.before]
        return bool(verdict(self.tokens, end)) or (len(words) > 1 and words[0] in _DID and words[1] in _US)

    def _proud(self, i: int) -> bool:
        """Whether a token has one capital, its first letter: neither "US" nor "iPhone"."""
        token = self.tokens[i]
        return token.capital and self.sentence.text[token.start + 1 : token.end].islower()

    def _in_a_name(self, start: int, end: int) -> bool:
        """Whether a further capital stands right beside some words: "Green Card", "Moon Palace"."""
        beside = [end] if end < self.size and not self.tokens[end].before else []
        beside += [start - 1] if start and not self.tokens[start].before else []
        named = (i for i in beside if self.tokens[i].capital and not self.sentence.opens(i))
        return any(self.tokens[i].word not in STOP for i in named)

    def _spoken_of(self, c: Candidate, well_known: bool, meaning: Meaning | None, *, expected: bool) -> bool:
        """Whether what follows speaks of a film: "Once is my favourite", "heat style"."""
        first = self.tokens[c.start]
        capital = first.capital and self.sentence.cased
        if c.end >= self.size:
            return False
        too = self.tokens[c.end].word == "too" and self.ends_at(c.end + 1)  # "Whiplash was great. black swan too"
        pointing = first.word in _NEUTER and self.sentence.opens(c.start)  # "It was a blast seeing Us"
        said = (too or verdict(self.tokens, c.end)) and (
            first.word not in SUBJECTS or c.end - c.start > 1 or (first.capital and not pointing)
        )
        if (
            said
            and (expected or self._opens_a_clause(c))
            and first.word not in _ASPECTS
            and (meaning is None or ((well_known or self.tokens[c.start].before == ",") and not meaning.cue))
        ):
            return True
        if not (capital or (well_known and meaning is None)):
            return False
        to_us = c.end + 1 < self.size and self.tokens[c.end + 1].word in ("me", "us")  # "Roma left me in tears"
        known = well_known or to_us or not is_common(first.word)
        if c.exact and known and not self.tokens[c.end].before and self.tokens[c.end].word in _DID:
            article = c.start > 0 and self.tokens[c.start - 1].word in ARTICLES and not self.tokens[c.start].before
            if capital and first.word not in STOP and not article and self.sentence.opens(c.start):
                return True  # "Moon had ten times the soul": no moon, or an article would stand before it
        manner = self.tokens[c.end].word in _MANNERS and not self.tokens[c.end].before and first.word not in STOP
        return bool(said or (manner and (meaning is None or not first.capital or not self.sentence.opens(c.start))))

    def _opens_a_clause(self, c: Candidate) -> bool:
        """Whether a title is what a clause speaks of, and not by a word that a clause may speak of anyway."""
        words = [self.tokens[i].word for i in range(c.start, c.end)]
        if len(words) == 1 and words[0] in _ASPECTS | SUBJECTS and not self.tokens[c.start].capital:
            return False
        start = c.start
        if start and self.tokens[start - 1].word in ARTICLES and not self.tokens[start].before:
            titles = (words_of(self.lexicon.facts(i).title)[:1] for i in c.ids)
            if [self.tokens[start - 1].word] not in titles:
                return False
            start -= 1
        return not start or bool(self.tokens[start].before) or self.tokens[start - 1].word in _CLAUSES

    def _single_word_meant(
        self,
        c: Candidate,
        words: list[str],
        slot: int,
        fresh: bool,
        whole: bool,
        opening: bool,
        capitals: bool,
        listed: bool,
        well_known: bool,
        telling: list[str],
    ) -> bool:
        """Titles of one ordinary word: "Heat", "Up", "The Game"."""
        follows = self.tokens[c.end].word if c.end < self.size else ""
        placed = slot == STRONG or follows in _MANNERS or (listed and c.start > 0 and self._by_itself(c))
        if whole and placed and all(is_numeral(word) for word in words):
            return True  # "like 1917", "movies like seven", "seven type movies"
        if whole and slot == STRONG and c.exact and well_known and not PRONOUNS & set(words):
            return True  # "just finished watching up"
        if whole and slot and c.exact and telling and self._seen(c.start - 1) and self._goes_on_about(c.end):
            return True  # "i saw moon and thought it was brilliant"
        if capitals and slot and fresh and c.exact and well_known and follows in STOP:
            return True  # "my daughters love Frozen all day long"
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
        if opening and whole and c.exact and well_known and article and written in ARTICLES and self._stops(c.end):
            return True  # "the shining. A comedy with Brad Pitt"
        turned = opening and c.exact and c.end < self.size and self.tokens[c.end].word in _TURNS
        if c.exact and well_known and c.end < self.size and self.tokens[c.end].word == "meets":
            return True  # "drive meets blade runner"
        if turned and telling and article and (well_known or written in ARTICLES):
            return True  # "the lobster but funnier"
        if not telling or not article:
            return False
        if slot == STRONG:
            return True
        return slot == WEAK and not opening and (well_known or (written in ARTICLES and self._seen(c.start - 2)))

    def _runs_on(self, c: Candidate) -> bool:
        """Whether two titles stand right before this one with nothing between: "se7en zodiac prisoners"."""
        if self.tokens[c.start].before or not self.ends_at(c.end):
            return False
        return any(self._titles_ending_at(at) for at in self._titles_ending_at(c.start))

    def _titles_ending_at(self, end: int) -> list[int]:
        """Where the titles begin that end before a token."""
        starts = range(max(0, end - MAX_LONGER), end)
        return [start for start in starts if any(c.end == end and c.exact for c in self.candidates(start))]

    def _all_capitals(self, c: Candidate) -> bool:
        """Whether each word has a capital, small words too, that no beginning of a sentence explains."""
        capitals = [self.tokens[i].capital for i in range(c.start + self.sentence.opens(c.start), c.end)]
        return self.sentence.cased and all(capitals) and bool(capitals)

    def _stops(self, end: int) -> bool:
        """Whether a sentence ends before a token."""
        return end == self.size or self.tokens[end].before in (".", "\n")

    def _by_itself(self, c: Candidate) -> bool:
        """Whether words stand between separators, or before one at the end: "get out, us, nope"."""
        apart = self.tokens[c.start].before in LIST_SEPARATORS or self.tokens[c.start - 1].word in JOINS
        return apart and (c.end == self.size or bool(self.tokens[c.end].before))

    def _goes_on_about(self, end: int) -> bool:
        """Whether what follows speaks of the film named before: "and thought it was brilliant"."""
        return (
            end < self.size
            and self.tokens[end].word in JOINS | {"but"}
            and "it" in (token.word for token in self.tokens[end : end + MAX_LONGER])
        )

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
        if c.start == 0 and c.exact and following in _TURNS and self.lexicon.facts(c.ids[0]).well_known:
            return False  # "alien, but funny"
        if not whole:
            return c.end - c.start <= 2 or not capitals
        facts = self.lexicon.facts(self.lexicon.better_known(c.ids))
        well_known = facts.well_known
        if alone:
            written = " ".join(token.word for token in self.tokens)
            to_the_letter = written == " ".join(words_of(facts.title)) and (c.start > 0 or self.tokens[0].capital)
            return not well_known and (not to_the_letter or written in meaning.themes)
        if slot == STRONG and c.exact:
            return not (capitals or well_known or listed)
        if listed and c.exact and self._by_itself(c) and c.start and not meaning.genres:
            return False  # "2001, solaris, stalker"
        written = self.tokens[c.start - 1].word if c.start else ""
        if slot and c.exact and well_known and written in ARTICLES and words_of(facts.title)[:1] == [written]:
            return False  # "I love the fugitive"
        return not ((capitals and (slot or listed)) or (listed and well_known))

    def _sentence_of_title(self, at: int) -> bool:
        """Whether a sentence is a title and nothing else."""
        start = at + (self.tokens[at].word in ARTICLES)
        return start < self.size and any(
            c.end == self.size or self.tokens[c.end].before == "." for c in self.candidates(start)
        )

    def next_is_film(self, end: int, slot: int, hops: int = 4) -> bool:
        """Whether the next item of the list is a film for sure."""
        at = end
        if at >= self.size:
            return False
        if self.tokens[at].before == "." and self._sentence_of_title(at):
            return True  # "Big. Mrs Doubtfire. That whole vibe"
        if not (self.tokens[at].before in LIST_SEPARATORS or self.tokens[at].word in JOINS):
            return False
        while at < self.size and (self.tokens[at].word in JOINS or self.tokens[at].word in ("the", "a", "an")):
            at += 1
        for candidate in self.candidates(at) if at < self.size else ():
            if self.year_behind(candidate.end) is not None:
                return True
            if self.meant(candidate, slot=slot, fresh=True, opening=False, plot=False, after_film=False, hops=hops - 1):
                return True
        return False
