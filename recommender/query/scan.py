"""From tokens to elements, left to right, keeping in mind how much a film is expected at each place."""

from __future__ import annotations

from recommender.query import abroad
from recommender.query.elements import MAKER, Element
from recommender.query.fold import ARTICLES
from recommender.query.lexicon import Lexicon
from recommender.query.limits import Limit, find_children, find_limits
from recommender.query.meanings import Meaning
from recommender.query.mentions import ANY, JOINS, RARE, STRONG, WEAK, Named, Namer
from recommender.query.people import DUOS, PARTICLES, Role
from recommender.query.text import LIST_SEPARATORS, Sentence
from recommender.query.words import FILLER, FILM_NOUNS, PLOT, STOP, is_common, known_words, word_set

MAX_PHRASE = 6
MAX_NAME = 4
MAX_TYPED = 8  # words of a title that is all that was typed
KNOWN_FAME = 6  # two well-known films: a surname that means this person wherever it stands
# May stand between "like" and the title: "like the movie Heat", "watching both Alien and Aliens".
SKIPPED = word_set("""
    movie movies film films called titled named both either maybe also even watching original classic first how
    with something anything everything all of to my favorite favourite show old good great really stuff i other
    are is were include includes including definitely early late latest newest
""")
STRONG_ROLES = word_set("directed starring featuring director actor actress helmed filmography films movies film")


class Scanner:
    """Recognizes the elements of one sentence."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        """Look at a sentence with a lexicon."""
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.size = len(sentence.tokens)
        self.lexicon = lexicon
        self.namer = Namer(sentence, lexicon)
        self.limits = self._limits()
        self.children = {start: (end, small) for start, end, small in find_children([t.word for t in self.tokens])}
        self.quoted = dict(sentence.quoted)
        self.titles_only = {named.start: named for named in self.namer.titles_only()}
        self.found: list[Element] = []
        self.slot = WEAK
        self.fresh = self.opening = True
        self.plot = self.after_film = self.listing = False
        self.role: Role = ""
        self.than = ""

    def scan(self) -> list[Element]:
        """All elements, in order, without gaps."""
        i = 0
        while i < self.size:
            self._cross(i)
            element = self._at(i)
            self.found.append(element)
            i = element.end
        return self.found

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

    # -- how much a film is expected

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
        if limit is not None and (named is None or named.end <= limit.end):
            self._pass()
            return Element(kind="limit", start=i, end=limit.end, limit=limit, plot=self.plot)
        if meaning is not None and phrase_end > i + 1 and (named is None or named.end < phrase_end):
            named = None
        elif (person := self._person(i, named)) is not None:
            return person
        if named is not None:
            return self._take(named)
        if self.fresh and self.slot and (meaning is None or (meaning.steers and phrase_end == i + 1 == self.size)):
            guessed = self._guess_item(i)
            if guessed is not None:
                return guessed
        elif meaning is None and (guessed := self._guess_in_text(i)) is not None:
            return guessed
        if meaning is not None:
            return self._meaning(i, phrase_end, meaning)
        return self._word(i)

    def _typed(self) -> int | None:
        """The film whose title is all that was typed, with a slip or less its small words: "no country for old man"."""
        for candidate in self.namer.candidates(0):
            if candidate.end == self.size:
                return None  # to the letter: what it means is for the words around it, of which there are none, to say
        start = 1 if self.tokens[0].word in ARTICLES else 0
        return self.namer.guess(start, self.size, least_known=True, strict=True)

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
        words = [token.word for token in self.tokens[i:end]]
        if words[0] not in _REFUSALS or words[-1] in _DEGREES:
            return None
        bare = [words[0], *(word for word in words[1:] if word not in _DEGREES)]
        if bare[1:] == ["the", "fan", "of"]:
            bare[1] = "a"
        if len(bare) in (1, len(words)):
            return None
        meaning = self.lexicon.meaning(" ".join(bare))
        return meaning if meaning is not None and meaning.cue in ("no", "dislike") else None

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

    # -- people

    def _full_name(self, start: int, end: int, role: Role = "") -> str:
        last = self.tokens[end - 1]
        key = "".join(token.word for token in self.tokens[start:end])
        name = self.lexicon.person(key, role)
        return name or (self.lexicon.person(key[:-1], role) if last.possessive and key.endswith("s") else "")

    def _person(self, i: int, named: Named | None) -> Element | None:
        for end in range(min(i + MAX_NAME, self.size), i + 1, -1):
            if named is not None and named.end > end:
                return None
            name = self._full_name(i, end, self.role)
            if name and not (named is not None and named.end == end and not self.role):
                ordinary = all(is_common(token.word) for token in self.tokens[i:end])
                if not ordinary or self.role or self.fresh or self.sentence.capitalized(i, end):
                    return self._name(i, end, name)
        if named is not None and not self.role:
            return None
        token = self.tokens[i]
        if token.word in PARTICLES and i + 1 < self.size and not self.tokens[i + 1].before:
            name = self._surname(token.word + self.tokens[i + 1].word, i + 2)
            return self._name(i, i + 2, name) if name else None
        if (name := self._shortened(i)) and self.lexicon.fame(name) >= KNOWN_FAME:
            return self._name(i, i + 2, name)
        if len(token.word) < 3 or token.word in STOP or (not self.role and self._of_vocabulary(i)):
            return None
        follows = self.tokens[i + 1].word if i + 1 < self.size and not self.tokens[i + 1].before else ""
        ends = self.namer.ends_at(i + 1)
        belongs = follows in FILM_NOUNS or token.possessive or self._kind_follows(i + 1) or self._name_begins(i + 1)
        ordinary = is_common(token.word) and not (token.capital and self.sentence.cased and not self.sentence.opens(i))
        if ordinary:
            return None
        if not (self.role or belongs or (self.fresh and ends)):
            return None
        base = token.word[:-1] if token.possessive and token.word.endswith("s") else token.word
        name = self._surname(base, i + 1) or (self.lexicon.surname(base[:-1]) if base[-1:] == "s" else "")
        if not name and token.word in DUOS:
            name = self.lexicon.person(token.word, self.role)
        typed = self.fresh and i == 0 and self.size <= 2 and (ends or follows in FILM_NOUNS)
        if not name and (self.role or typed or (self.fresh and self.listing)) and (ends or belongs):
            name = self.lexicon.given_name(base, self.role)
        if not name and follows in FILM_NOUNS and token.word not in known_words():
            name = self.lexicon.near_person(base)  # "kubrik films"
        least = 3 if belongs or typed or token.word not in known_words() else KNOWN_FAME
        known = name and (self.role or self.lexicon.fame(name) >= least)
        return self._name(i, i + 1, name) if known else self._stranger(i)

    def _name_begins(self, i: int) -> bool:
        """Whether a name begins here: "scorsese de niro movies"."""
        if i + 1 >= self.size or self.tokens[i].before:
            return False
        ends = range(i + 2, min(i + MAX_NAME, self.size) + 1)
        if any(self._full_name(i, end) for end in ends if not self.tokens[end - 1].before):
            return True
        particle = self.tokens[i].word
        return particle in PARTICLES and bool(self.lexicon.surname(particle + self.tokens[i + 1].word))

    def _kind_follows(self, i: int) -> bool:
        """Whether a kind of film stands here: "kurosawa samurai films", "Villeneuve sci-fi"."""
        if i >= self.size or self.tokens[i].before:
            return False
        end, meaning = self._phrase(i)
        if meaning is None or not (meaning.genres or (meaning.themes and not meaning.cue)):
            return False
        return bool(meaning.genres) or (end < self.size and self.tokens[end].word in FILM_NOUNS)

    def _of_vocabulary(self, i: int) -> bool:
        """Whether a word is a kind of film here before it is a name: "Marvel movies" are not Elizabeth Marvel's."""
        meaning = self.namer.meaning(i, i + 1)
        return meaning is not None and bool(meaning.genres or meaning.themes)

    def _surname(self, key: str, end: int) -> str:
        """Who is meant by a surname that ends here; "del toro movies" are by the director of this name."""
        name = self.lexicon.surname(key, self.role)
        if name or self.role or end >= self.size or self.tokens[end].word not in FILM_NOUNS:
            return name
        return self.lexicon.surname(key, "director")

    def _shortened(self, i: int) -> str:
        """Who is meant by a shortened first name, or by a surname with a slip: "leo dicaprio"."""
        if i + 1 >= self.size or self.tokens[i + 1].before or is_common(self.tokens[i + 1].word):
            return ""
        last = self.tokens[i + 1].word
        last = last[:-1] if self.tokens[i + 1].possessive and last.endswith("s") else last
        return self.lexicon.called(self.tokens[i].word, last, self.role)

    def _name(self, start: int, end: int, name: str) -> Element:
        role, plot = self.role, self.plot
        self._named(film=False)
        self.role = role
        return Element(kind="person", start=start, end=end, text=name, plot=plot)

    def _stranger(self, i: int) -> Element | None:
        """A misspelt name, or one that is not ours, where a name must stand."""
        if not self.role:
            return None
        end = i + 1
        while end < self.size and end - i < MAX_NAME and not self.namer.ends_at(end):
            end += 1
        for stop in range(end, i, -1):
            near = self.lexicon.near_person("".join(token.word for token in self.tokens[i:stop]), self.role)
            if near and (stop - i > 1 or not is_common(self.tokens[i].word)):
                return self._name(i, stop, near)
        if self.found and self.found[-1].cue and self._names_someone(i, end):
            self._named(film=False)
            return Element(kind="stranger", start=i, end=end, text=self.sentence.raw(i, end))
        return None

    def _names_someone(self, start: int, end: int) -> bool:
        """Whether these are a name: two words with capitals behind "directed by" and the like, not a mere "with"."""
        cue = self.found[-1]
        strong = any(token.word in STRONG_ROLES for token in self.tokens[cue.start : cue.end])
        return strong and self.sentence.capitalized(start, end) and self.namer.meaning(start, end) is None

    # -- guesses

    def _guess_item(self, i: int) -> Element | None:
        """A misspelt or shortened title, or an unknown one, at the place of a title."""
        end = self.namer.item_end(i)
        if self.namer.abroad and abroad.ends_title(self.tokens[i].word):
            return None
        if self.tokens[i].word in STOP | SKIPPED | FILLER and not (i <= 1 and end == self.size >= 3):
            return None
        capitals = self.sentence.capitalized(i, end)
        odd = [token.word for token in self.tokens[i:end] if not is_common(token.word)]
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
            typed = i <= 1 and stop == self.size and not known_words().intersection(odd)  # all that was typed
            careful = not capitals and (self.opening or stop < end) and not typed
            film = self.namer.guess(i, stop, least_known=careful)
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
        if capitals and self.namer.next_is_film(end, self.slot):
            return self._take(Named(i, end, None, self.namer.nearest(i, end)))
        return None

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

    def _looks_back(self, i: int) -> bool:
        """ "After Hereditary I need ...", "loved everything about La La Land": a film is spoken of, no story told."""
        if self.tokens[i].word == "after":
            return self.sentence.opens(i)
        return self.tokens[i].word == "about" and i > 0 and self.slot > ANY and self.tokens[i - 1].word in _ALL

    def _film_follows(self, i: int) -> bool:
        """Whether a film is named here, so that "the director of" is said of a film."""
        while i < self.size and self.tokens[i].word in ARTICLES:
            i += 1
        return i < self.size and bool(
            self.namer.find(i, slot=STRONG, fresh=True, opening=False, plot=False, after_film=False)
        )

    def _verb(self, start: int, end: int) -> bool:
        """Whether a "like" is what somebody does: "I like", "who really like"."""
        before = self.tokens[start - 1].word if start else ""
        return end - start == 1 and before in _LIKERS and not self.tokens[start].before

    def _pass(self) -> None:
        self.fresh = self.listing = self.after_film = False
        self.slot = ANY
        self.role, self.than = "", ""

    def _word(self, i: int) -> Element:
        word, plot = self.tokens[i].word, self.plot
        if word == "than" or (word == "as" and self._not_as()):
            self._expect(STRONG)
            self.plot = False
            self.than = self.sentence.raw(max(0, i - 2), i).lower() or "than"
            return Element(kind="word", start=i, end=i + 1, text=word)
        if self._looks_back(i) and self._film_follows(i + 1):
            self._expect(STRONG)
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


_ALL = word_set("everything all anything")
_REFUSALS = word_set("dont didnt doesnt do did does cant couldnt wasnt isnt arent im never not no")
_DEGREES = word_set("""
    really particularly especially personally exactly actually even ever honestly truly quite overly all usually
    generally typically normally necessarily that very much big huge massive biggest great large real super
""")
_BOUNDS = ("year_min", "year_max", "runtime_min", "runtime_max")
_LIKERS = word_set("i we you they he she who really also both would people kids wife husband also always do did")
