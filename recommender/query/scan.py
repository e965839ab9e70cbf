"""From tokens to elements, left to right, keeping in mind how much a film is expected at each place."""

from __future__ import annotations

from recommender.query import abroad
from recommender.query.candidates import JOINS, Named
from recommender.query.elements import MAKER, Element
from recommender.query.fold import ARTICLES, joined
from recommender.query.lexicon import Lexicon
from recommender.query.limits import find_children
from recommender.query.meanings import Meaning
from recommender.query.mentions import ANY, STRONG, WEAK
from recommender.query.near_titles import RARE
from recommender.query.scan_people import PeopleScanner
from recommender.query.text import Sentence
from recommender.query.verdicts import verdict
from recommender.query.words import FILLER, PLOT, STOP, is_common, known_words, word_set

LEAST_STRETCH, SURELY = 14, 92.0  # letters of such a title, and how alike it must be
SAME_REACH = 8  # words between "same" and its "as"
MAX_TYPED = 8  # words of a title that is all that was typed
# May stand between "like" and the title: "like the movie Heat", "watching both Alien and Aliens".
SKIPPED = word_set("""
    movie movies film films called titled named both either maybe also even watching original classic first how
    with something anything everything all of to my favorite favourite show old good great really stuff i other
    extended uncut remastered theatrical restored
    are is were include includes including definitely early late latest newest
""")
_SMALL = STOP | SKIPPED | FILLER


class Scanner(PeopleScanner):
    """Recognizes the elements of one sentence."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        """Look at a sentence with a lexicon."""
        super().__init__(sentence, lexicon)
        self.children = {start: (end, small) for start, end, small in find_children([t.word for t in self.tokens])}
        self.quoted = dict(sentence.quoted)
        self.titles_only = {named.start: named for named in self.namer.titles_only()}

    def scan(self) -> list[Element]:
        """All elements, in order, without gaps."""
        i = 0
        while i < self.size:
            self._cross(i)
            element = self._at(i)
            self.found.append(element)
            i = element.end
        return self.found

    # -- one element

    def _at(self, i: int) -> Element:
        limit = self.limits.get(i)
        if i == 0 and 4 <= self.size <= MAX_TYPED and not any(token.before for token in self.tokens[1:]):
            film = self._typed()
            if film is not None:
                return self._take(Named(0, self.size, film))
        if i in self.titles_only:
            return self._take(self.titles_only[i])
        if i in self.children:
            end, small = self.children[i]
            self._pass()
            return Element(kind="meaning", start=i, end=end, meaning=Meaning(cue="small kids" if small else "kids"))
        if i in self.quoted and (element := self._quotation(i)) is not None:
            return element
        phrase_end, meaning = self._phrase(i)
        named = self._film(i)
        if named is None and (number := self._number_listed(i)) is not None:
            return self._take(number)
        if limit is not None and (named is None or named.end <= limit.end):
            self._pass()
            return Element(kind="limit", start=i, end=limit.end, limit=limit, plot=self.plot)
        if meaning is not None and phrase_end > i + 1 and (named is None or named.end < phrase_end):
            named = None
        elif (person := self._person(i, named)) is not None:
            return person
        if named is not None:
            return self._take(named)
        if not self.plot and (judged := self._judged(i)) is not None:
            return judged
        steers = meaning is not None and meaning.steers and phrase_end == i + 1 == self.size
        if self.fresh and self.slot and (meaning is None or steers or self._looks_like_a_title(i, phrase_end)):
            guessed = self._guess_item(i)
            if guessed is not None:
                return guessed
        elif meaning is None and (guessed := self._guess_in_text(i)) is not None:
            return guessed
        if meaning is not None:
            return self._meaning(i, phrase_end, meaning)
        return self._word(i)

    def _number_listed(self, i: int) -> Named | None:
        """The film of a number that heads a list of films: "2001, solaris"."""
        ids = next((c.ids for c in self.namer.candidates(i) if c.end == i + 1), ())
        heads = bool(ids) and self.fresh and self.tokens[i].word.isdigit() and self.namer.next_is_film(i + 1, self.slot)
        return Named(i, i + 1, self.namer.pick(ids, None)) if heads else None

    def _typed(self) -> int | None:
        """The film whose title is all that was typed, with a slip or less its small words: "no country for old man"."""
        for candidate in self.namer.candidates(0):
            if candidate.end == self.size:
                return None  # to the letter: what it means is for the words around it, of which there are none, to say
        start = 1 if self.tokens[0].word in ARTICLES else 0
        return self.namer.guess(start, self.size, least_known=True, strict=True)

    def _film(self, i: int) -> Named | None:
        year = self.tokens[i].word
        if self.fresh and len(year) == 4 and year.isdigit() and i + 1 < self.size and not self.tokens[i + 1].before:
            for candidate in self.namer.candidates(i + 1):  # "the 1973 Robin Hood"
                film = self.namer.pick(candidate.ids, int(year))
                if film is not None:
                    return Named(i, candidate.end, film)
        named = self.namer.find(
            i, slot=self.slot, fresh=self.fresh, opening=self.opening, plot=self.plot, after_film=self.after_film
        )
        return named if named is None or named.film is None else self.namer.lengthened(named)

    def _take(self, named: Named) -> Element:
        plot, than = self.plot, self.than
        self._named(film=True)
        if named.film is None:
            article = named.start > 0 and self.tokens[named.start - 1].word in ARTICLES
            article = article and self.tokens[named.start - 1].capital and not self.tokens[named.start].before
            text = self.sentence.raw(named.start - article, named.end)
            return Element(
                kind="unknown", start=named.start, end=named.end, text=text, nearest=named.nearest, plot=plot
            )
        kind = "compared" if than else "film"
        return Element(kind=kind, start=named.start, end=named.end, film=named.film, text=than, plot=plot)  # type: ignore[arg-type]

    def _quotation(self, i: int) -> Element | None:
        end = self.quoted[i]
        first = i + 1 if end - i > 1 and self.tokens[i].word in ARTICLES else i
        for candidate in self.namer.candidates(first):
            if candidate.end == end:
                year = self.namer.year_behind(end)
                film = self.namer.pick(candidate.ids, year[0] if year else None)
                if film is not None:
                    return self._take(Named(i, year[1] if year else end, film))
        name = self._full_name(i, end)
        if name:
            self._named(film=False)
            return Element(kind="person", start=i, end=end, text=name)
        if self.namer.meaning(i, end) is not None or end - i > 8:
            return None
        if not self.slot and not self.fresh and not self.sentence.text[self.tokens[i].start].isupper():
            return None
        if self.tokens[end - 1].end - self.tokens[i].start < 2:
            return None
        film = self.namer.guess(first, end, least_known=False, strict=self.slot < STRONG and not self.tokens[i].capital)
        return self._take(Named(i, end, film, "" if film is not None else self.namer.nearest(first, end)))

    # -- guesses

    def _guess_item(self, i: int) -> Element | None:
        """A misspelt or shortened title, or an unknown one, at the place of a title."""
        end = self.namer.item_end(i)
        if self.namer.abroad and abroad.ends_title(self.tokens[i].word):
            return None
        if self.tokens[i].word in _SMALL and not (i <= 1 and end == self.size >= 3):
            return None
        if (whole := self._misspelt_stretch(i, end)) is not None:
            return whole
        capitals = self.sentence.capitalized(i, end)
        capitals = capitals or (self.tokens[i].capital and i == 0 and self.namer.next_is_film(end, self.slot))
        odd = [token.word for token in self.tokens[i:end] if not is_common(token.word)]
        if len(odd) == end - i > 1 and self.namer.ends_at(end) and (begun := self.namer.begun(i, end)) is not None:
            return self._take(Named(i, end, begun))  # "bridget jones and ..."
        if self.opening and not capitals and not (i <= 1 and end == self.size) and set(odd) <= known_words():
            return None
        if not odd and i <= 1 and end == self.size >= 3 and self.namer.meaning(i, end) is None:
            film = self.namer.guess(i, end, least_known=True, strict=True)
            return None if film is None else self._take(Named(i, end, film))
        if self.slot < STRONG and not capitals and not odd:
            return None
        if self.opening and not odd and not capitals:
            return None
        if self.slot < STRONG and not capitals and end == i + 1 < self.size and self.tokens[i].word in known_words():
            return None
        for stop in dict.fromkeys((end, min(end, i + 4), min(end, i + 3), min(end, i + 2))):
            if stop <= i or (stop - i == 1 and is_common(self.tokens[i].word)):
                continue
            typed = i <= 1 and stop == self.size and not known_words().issuperset(odd)  # all that was typed
            careful = not capitals and (self.opening or stop < end) and not typed
            quality = not capitals and stop == i + 1 and self._asks_for_a_quality()
            film = self.namer.guess(i, stop, least_known=careful, strict=quality)
            if film is None and i <= 1 and stop == self.size:
                film = self.namer.begun(i, stop)
            if film is not None:
                return self._take(Named(i, stop, film))
        spoken = self.namer.meaning(i, end) or any(self.namer.meaning(k, k + 1) for k in range(i, end))
        if spoken and not (capitals and end - i > 1):
            return None
        if end == i + 1 and capitals and (name := self.lexicon.surname(self.tokens[i].word)):
            return self._name(i, end, name)
        expected = self.slot == STRONG or (self.slot == WEAK and not self.opening) or self.after_film
        if (capitals and expected and not self.sentence.opens(i)) or (self.slot == STRONG and odd and not self.plot):
            return self._take(Named(i, end, None, self.namer.nearest(i, end)))
        held = i > 0 and self.tokens[i - 1].word in ("loved", "liked", "enjoyed", "adored") and end == i + 1
        rare = odd and (not known_words().issuperset(odd) or self.namer.next_is_film(end, self.slot))
        if held and rare and self.namer.ends_at(end) and not self.plot:
            return self._take(Named(i, end, None, self.namer.nearest(i, end)))  # "loved saltburn and parasite"
        if self.after_film and odd and not known_words().issuperset(odd) and self.namer.ends_at(end):
            return self._take(Named(i, end, None, self.namer.nearest(i, end)))  # "promising young woman + saltburn"
        if capitals and self.namer.next_is_film(end, self.slot):
            return self._take(Named(i, end, None, self.namer.nearest(i, end)))
        return None

    def _judged(self, i: int) -> Element | None:
        """An unknown title of which something is said: "Moonstruck? Adored it.", "but The Village was awful"."""
        if not self.sentence.cased or not self.tokens[i].capital or self.tokens[i].word in _SMALL | ARTICLES:
            return None
        end = i + 1
        while end < min(self.size, i + MAX_TYPED) and self.tokens[end].capital and not self.tokens[end].before:
            end += 1
        article = i > 0 and self.tokens[i - 1].word in ARTICLES and not self.tokens[i].before
        article = article and self.tokens[i - 1].capital and not self.sentence.opens(i - 1)
        word = self.tokens[i].word
        coined = not is_common(word) and not self.lexicon.is_given_name(word) and self.namer.meaning(i, end) is None
        if not (article or (coined and self.lexicon.surname(word) == "")) or not verdict(self.tokens, end):
            return None
        film = self.namer.guess(i, end, least_known=True, strict=True)
        return self._take(Named(i, end, film, "" if film is not None else self.namer.nearest(i, end)))

    def _misspelt_stretch(self, i: int, end: int) -> Element | None:
        """A long title with a slip, up to the next separator, small words and all: "the girl with the dragon tatoo"."""
        stop = i + 1
        stops = []
        while stop < min(self.size, i + MAX_TYPED) and not self.tokens[stop].before:
            if self.tokens[stop].word in JOINS:
                stops.append(stop)
            stop += 1
        for last in (stop, *stops):
            key = joined(self.tokens[k].key for k in range(i, last))
            if last < end or (last == end and last not in stops) or len(key) < LEAST_STRETCH:
                continue
            for score, ids in self.lexicon.near_keys(key, SURELY):
                if score >= SURELY:
                    return self._take(Named(i, last, self.lexicon.better_known(ids)))
        return None

    def _looks_like_a_title(self, i: int, phrase_end: int) -> bool:
        """Whether words with capitals go on a list of films, the first of them one of our own: "Happy Together"."""
        end = self.namer.item_end(i)
        expected = (self.after_film or self.slot == STRONG) and not self.sentence.opens(i)
        capitals = self.sentence.cased and all(self.tokens[k].capital for k in range(i, end))
        return expected and capitals and phrase_end == i + 1 < end

    def _asks_for_a_quality(self) -> bool:
        """Whether what stands before asks for more or less of something: "but not stupid", "more grit"."""
        cue = self.found[-1] if self.found else None
        return cue is not None and (cue.cue in ("no", "less", "too") or self.tokens[cue.start].word == "more")

    def _guess_in_text(self, i: int) -> Element | None:
        """A title with a slip of the pen in the middle of a sentence: only where a rare word points at a known film."""
        word = self.tokens[i].key
        if self.plot or len(word) < 5 or is_common(word):
            return None
        holders = self.lexicon.containing(word)
        known = word in known_words()
        if len(holders) > RARE or (known and not holders):
            return None
        for stop in range(min(self.namer.item_end(i), i + 4), i, -1):
            if stop == i + 1 and (known or (not holders and len(word) < 7)):
                return None
            film = self.namer.guess(i, stop, least_known=True)
            if film is not None:
                return self._take(Named(i, stop, film))
        return None

    # -- words

    def _meaning(self, start: int, end: int, meaning: Meaning) -> Element:
        plot = self.plot
        cue = meaning.cue
        words = self.sentence.raw(start, end).lower()
        if cue in ("like", "dislike"):
            verb = words.endswith(("like", "likes")) and cue == "like" and self._verb(start, end)
            self._expect(WEAK if verb or words in ("hate", "hated", "dislike", "except") else STRONG)
            self.plot = False
        elif cue == "love":
            if not plot:
                self._expect(WEAK)
        elif cue in ("no", "only", "but"):
            if not plot:
                self._expect(WEAK if cue == "no" else ANY)
                self.fresh = True
        elif cue == "maker":
            if self._film_follows(end):
                self._expect(STRONG)
                self.plot, self.than = False, MAKER
        elif cue in ("director", "actor"):
            self._pass()
            self.role = "director" if cue == "director" else "actor"
        elif cue and cue not in ("too", "neutral"):
            self._pass()
        elif not cue:
            self.fresh = self.fresh and self.tokens[end - 1].possessive  # "pixar's Up"
            self.listing = True
            self.after_film = False
        return Element(kind="meaning", start=start, end=end, meaning=meaning, plot=plot)

    def _not_as(self) -> bool:
        """Whether a film is to be the measure: "not as scary as The Conjuring"."""
        last = [e for e in self.found[-3:] if e.cue == "less"]
        return bool(last) and self.sentence.raw(last[-1].start, last[-1].end).lower() in ("not as", "not so")

    def _same_as(self, i: int) -> bool:
        """Whether a film is to be the model: "the same kind of creepy house as The Others"."""
        before = [token.word for token in self.tokens[max(0, i - SAME_REACH) : i]]
        return self.tokens[i].word == "as" and "same" in before

    def _looks_back(self, i: int) -> bool:
        """ "After Hereditary I need ...", "loved everything about La La Land": a film is spoken of, no story told."""
        if self.tokens[i].word == "after":
            return self.sentence.opens(i)
        if self.tokens[i].word != "about" or not i:
            return False
        return (self.slot > ANY and self.tokens[i - 1].word in _ALL) or self.tokens[i - 1].word in _SPEAKING

    def _film_follows(self, i: int) -> bool:
        """Whether a film is named here, so that "the director of" is said of a film."""
        while i < self.size and self.tokens[i].word in ARTICLES:
            i += 1
        return i < self.size and bool(
            self.namer.find(i, slot=STRONG, fresh=True, opening=False, plot=False, after_film=False)
        )

    def _speaks_of_films(self, i: int) -> bool:
        """Whether the clause up to here is about a film."""
        start = i
        while start and not self.tokens[start].before and i - start < SAME_REACH + 2:
            start -= 1
        return any(token.word in ("film", "movie", "films", "movies") for token in self.tokens[start:i])

    def _verb(self, start: int, end: int) -> bool:
        """Whether a "like" is what somebody does: "I like", "who really like"."""
        before = self.tokens[start - 1].word if start else ""
        return end - start == 1 and before in _LIKERS and not self.tokens[start].before

    def _word(self, i: int) -> Element:
        word, plot = self.tokens[i].word, self.plot
        if word == "than" or (word == "as" and (self._not_as() or self._same_as(i))):
            self._expect(STRONG)
            self.plot = False
            self.than = "" if self._same_as(i) else self.sentence.raw(max(0, i - 2), i).lower() or "than"
            return Element(kind="word", start=i, end=i + 1, text=word)
        if word == "as" and i > 1 and self.tokens[i - 2].word == "as" and self._film_follows(i + 1):
            self._expect(STRONG)  # "stuff as cool as drive"
            self.plot = False
            return Element(kind="word", start=i, end=i + 1, text=word)
        if self._looks_back(i) and self._film_follows(i + 1):
            self._expect(STRONG)
            return Element(kind="word", start=i, end=i + 1, text=word)
        if word in _BEING and not plot and self._speaks_of_films(i):
            self._expect(WEAK)  # "the one film that ever made me cry is coco"
            return Element(kind="word", start=i, end=i + 1, text=word)
        if word in JOINS or (self.namer.abroad and word in abroad.JOINS):
            if self.listing:
                self.fresh = True
            elif not plot:
                self.slot = WEAK if self.slot else ANY
                self.fresh, self.opening = True, True
            return Element(kind="join", start=i, end=i + 1, text=word, plot=plot)
        skipped = word in SKIPPED or (self.namer.abroad and word in abroad.SKIPPED)
        if word in ARTICLES or (self.fresh and skipped and not (plot and self.opening)):
            return Element(kind="word", start=i, end=i + 1, text=word, plot=plot)
        if word in PLOT:
            self.plot = True
        self.fresh = self.listing = self.after_film = False
        if word not in STOP:
            self.role = ""
        return Element(kind="word", start=i, end=i + 1, text=word, plot=plot)


_BEING = word_set("is are was were")
_SPEAKING = word_set("less care talk talking raving raves fuss hype hyped excited thinking forget heard wrong right")
_ALL = word_set("everything all anything")
_LIKERS = word_set("i we you they he she who really also both would people kids wife husband also always do did")
