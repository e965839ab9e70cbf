"""From elements to a request: what is wished, what is refused and how far a "no" reaches, what binds."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from recommender.query import attitudes
from recommender.query.abroad import foreign
from recommender.query.conditions import FIRM, Conditions
from recommender.query.elements import MAKER, Element
from recommender.query.fold import ARTICLES, fold, joined, title_keys
from recommender.query.leftover import left_over
from recommender.query.lexicon import Lexicon
from recommender.query.limits import FIRST_YEAR, LAST_YEAR, Limit
from recommender.query.meanings import Meaning
from recommender.query.outline import Outline, Scope
from recommender.query.passing import in_passing, person_in_passing
from recommender.query.places import before_films, said_of_films
from recommender.query.refusals import kept_out, points_back
from recommender.query.signs import signs_of
from recommender.query.stories import is_setting, lived_then, told_elsewhere
from recommender.query.text import Sentence
from recommender.query.titles import parts_of
from recommender.query.verdicts import COLD_WORDS, Verdict, verdict_to
from recommender.query.words import FAINT, FILLER, FILM_NOUNS, OBSCURE, STOP, word_set
from recommender.shapes import ParsedQuery, Signs

MAX_FILMS = 20
ERRAND = 0.3  # of the telling words: so many are of errands, and titles among them name no film
LONG_STORY = 6  # telling words
LEAST_SERIES = 5  # letters of a name that is shared by a series
LEAN = 0.8  # how far "hidden gems" moves the control between well known and obscure
MAX_NEGATED_WORDS = 6  # so many plain words after a "no" and it has lost its hold
_ORDINALS = frozenset({"first", "second", "third", "original", "new", "old", "latest", "last"})
_EXCEPT = frozenset({"except", "except for", "apart from", "aside from", "other than", "besides", "save for"})
_KINDS_OF_GENRES = frozenset({"found footage", "shoot em up", "creature feature", "giallo", "slapstick", "dramedy"})
_POINTING = frozenset({"it", "that", "them", "those"})
_BEING = frozenset({"is", "are", "was", "were"})
_GIVING = frozenset({"give", "show", "find", "recommend", "suggest", "bring", "get"})
_SERIES = frozenset({"movies", "films", "trilogy", "series", "saga", "franchise"})
BOTH = frozenset({"and", "plus", "n"})
_HEADINGS = word_set("no nope worst ugly cons dislikes disliked avoid never minus pass hates hated loathed")
_DID_NOT = frozenset({"didnt", "doesnt", "wasnt", "isnt", "dont"})
_OF_MAKERS = word_set("""
    deserves deserve should is was needs need must gets has had can could will would knows understands understood really
    owes broke made
""")
_OWN_NO = frozenset({"no", "not", "nothing", "isnt", "doesnt"})  # "and nothing before 1970" says itself what it refuses


class Interpreter(Outline):
    """Reads the elements of one sentence once, from left to right."""

    def __init__(self, sentence: Sentence, elements: list[Element], lexicon: Lexicon) -> None:
        """Take the elements that the scanner found."""
        super().__init__(sentence, elements)
        self.lexicon = lexicon
        self.conditions = Conditions(lexicon)
        self.scope: Scope | None = None
        self.films: dict[int, bool] = {}  # liked or not, in the order of the sentence
        self.unknown: dict[str, str] = {}
        self.wished: dict[str, dict[str, None]] = {"genres": {}, "themes": {}, "people": {}}
        self.avoided: dict[str, dict[str, None]] = {"themes": {}, "people": {}}
        self.notes: list[str] = []
        self.obscure = 0.0
        self.said_old: Limit | None = None
        self.bearable: set[str] = set()  # content that is asked for: "a bit spooky"
        self.made_there = False  # "made in Iran" is said of films, whatever sort of question it stands in
        self.compared: list[int] = []  # films that something is measured by
        self.not_left_out: list[str] = []
        self.judged_from = self.judged_to = 0  # the words between are a verdict on what stands before them
        self.kept = bytearray(b"\1" * len(self.tokens))
        self.telling = bytearray(len(self.tokens))

    def read(self) -> ParsedQuery:
        """The request."""
        for at, element in enumerate(self.elements):
            self._narrow(at, element)
            if self._heads_refusals(element):
                continue
            getattr(self, f"_{element.kind}")(at, element)
        if self.said_old is not None and (self.films or sum(self.telling) < LONG_STORY):
            self.conditions.limit(self.said_old)  # in a told story it is a memory: the film may be of the nineties
        self._told_apart()
        self.conditions.settle([i for i, liked in self.films.items() if liked])
        return self._query()

    def _heads_refusals(self, element: Element) -> bool:
        """Take "Bad: Crash, Ray" for refusing what the heading stands over."""
        first, end = self.tokens[element.start], element.end
        headed = end < len(self.tokens) and self.tokens[end].before == ":" and first.before != ","
        alone = bool(first.before or element.start == 0) and first.word in COLD_WORDS | _HEADINGS
        if not headed or end - element.start > 1 or not (alone or first.word in _DID_NOT):  # "one that didn't: Cars"
            return False
        self.scope = Scope("dislike", element.start)
        self._drop(element)
        return True

    def _told_apart(self) -> None:
        """Of films of one name the one with the person named beside it: "Robin Hood with Kevin Costner"."""
        if list(self.films.values()) != [True] or not self.wished["people"]:
            return
        film = next(iter(self.films))
        element = next(e for e in self.elements if e.kind == "film")
        key = joined(token.key for token in self.tokens[element.start : element.end] if token.word not in ARTICLES)
        for other in (film, *self.lexicon.exact(key), *self.lexicon.partial(key)):
            facts = self.lexicon.facts(other)
            if not self.wished["people"].keys().isdisjoint((*facts.directors, *facts.cast)):
                self.films = {other: True}
                return

    # -- the reach of a "no"

    def _narrow(self, at: int, element: Element) -> None:
        """Close the scope where this element is beyond its reach."""
        scope = self.scope
        if scope is None or not at:
            return
        before = self.tokens[element.start].before
        if before and self._leaves_brackets(scope, element):
            self.scope = None  # "Instead of La La Land (hated the ending) a love story"
            return
        if before == ":" and not scope.taken and not scope.words:
            return  # "Hated: Cats, Grease"
        if (
            before in (".", ";", "\n")
            or (before == ":" and (scope.taken or scope.words))
            or (before and before != ":" and not (element.kind == "join" or self._goes_on(at, scope)))
            or (element.kind == "join" and element.text in BOTH and scope.last and self._group_after(at) != scope.last)
        ):
            self.scope = None

    def _leaves_brackets(self, scope: Scope, element: Element) -> bool:
        """Whether the brackets in which a "no" stood are closed right before an element."""
        gap = self.sentence.text[self.tokens[element.start - 1].end : self.tokens[element.start].start]
        if ")" not in gap:
            return False
        within = self.sentence.text[: self.tokens[scope.start].start]
        return within.count("(") > within.count(")")

    @property
    def refusing(self) -> bool:
        """Whether what comes now is refused."""
        return self.scope is not None and self.scope.cue in ("no", "dislike")

    def _drop(self, element: Element) -> None:
        self.kept[element.start : element.end] = bytes(element.end - element.start)

    def _applied(self, element: Element) -> None:
        if self.scope is not None:
            self.scope.last = element.group or self.scope.last
            self.scope.taken.append(element)

    # -- one kind of element each

    def _film(self, at: int, element: Element) -> None:
        self._drop(element)
        if self.judged_from <= element.start < self.judged_to and not self.tokens[element.start].capital:
            return  # "Independence Day - nope, hated" names no film of that title
        if self._names_the_series(element):
            return
        said = self._said_behind(at)
        if said == "warm" and self.scope is not None and any(each.kind == "film" for each in self.scope.taken):
            self.scope = None  # "though I disliked Hereditary, The Witch is great"
        if not said and not self.refusing:
            said = attitudes.before(self.tokens, element.start, element.end) or attitudes.behind(
                self.tokens, element.end
            )
        rather_not = self.scope is not None and self.scope.cue == "less" and self.elements[at - 1].cue == "less"
        liked = not self.refusing and said != "cold" and not rather_not  # "more Superbad, less American Pie"
        if self.films and not said and self._likewise(element):
            liked = self.films[next(reversed(self.films))]
        if self.films.get(element.film, liked) != liked:
            film = self.lexicon.facts(element.film)
            self.notes.append(f"You both want and do not want {film.title}: we kept the last you said.")
            del self.films[element.film]
        self._go_on_from(at, element)
        self.films |= dict.fromkeys((element.film, *self._rest_of_series(element)), liked)
        self._applied(element)

    def _names_the_series(self, element: Element) -> bool:
        """Whether a name is that of the series of a film before: "Prisoner of Azkaban is the best harry potter"."""
        key = joined(token.key for token in self.tokens[element.start : element.end] if token.word not in ARTICLES)
        if self.lexicon.exact(key) or element.film in self.films or self.refusing:
            return False
        keys = (joined(title_keys(self.lexicon.facts(film).title)) for film, liked in self.films.items() if liked)
        return len(key) > LEAST_SERIES and any(named != key and named.startswith(key) for named in keys)

    def _likewise(self, element: Element) -> bool:
        """Whether what was said of the film before is said of this one too: "Avatar is rubbish and so is Joker"."""
        words = [token.word for token in self.tokens[max(0, element.start - 3) : element.start]]
        if words and words[-1] in ARTICLES:
            words.pop()
        return words[-2:-1] == ["so"] and words[-1] in _BEING

    def _rest_of_series(self, element: Element) -> tuple[int, ...]:
        """The other films of a series that is named as a whole: "all three lotr movies"."""
        before = [token.word for token in self.tokens[max(0, element.start - 3) : element.start]]
        follows = self.tokens[element.end].word if element.end < len(self.tokens) else ""
        if follows not in _SERIES or ("all" not in before and "whole" not in before and "entire" not in before):
            return ()
        head = next(parts_of(self.lexicon.facts(element.film).title), "")
        words = title_keys(head)
        of_word = self.lexicon.containing(words[-1]) if words else ()
        return tuple(i for i in of_word if next(parts_of(self.lexicon.facts(i).title), "") == head)

    def _go_on_from(self, at: int, element: Element) -> None:
        """Forget the film before, where this one's title goes on from it: "harry potter goblet of fire"."""
        previous = self.elements[at - 1] if at else element
        if previous.kind != "film" or previous is element or self.tokens[element.start].before:
            return
        begun = joined(token.key for token in self.tokens[previous.start : previous.end])
        if fold(self.lexicon.facts(element.film).title).replace(" ", "").startswith(begun):
            self.films.pop(previous.film, None)

    def _said_behind(self, at: int) -> Verdict:
        """What follows a name, or the list that it is in, says of it: "Gravity bored me"."""
        last, group = at, self.elements[at].group
        passed = ARTICLES | _ORDINALS
        judged = at > 0 and bool(next((e.cue for e in self.elements[at - 1 :: -1] if e.text not in passed), ""))
        for following in self.elements[at + 1 :]:
            if following.group != group and following.text not in BOTH | ARTICLES:
                break
            if judged and self.tokens[following.start].before:
                break  # "loved Se7en, The Game left me cold"
            last += 1
        while last > at and self.elements[last].text in BOTH | ARTICLES:
            last -= 1  # "tried Zodiac and it bored me"
        said, end = verdict_to(self.tokens, self.elements[last].end)
        if said and end > self.judged_to:
            self.judged_from, self.judged_to = self.elements[last].end, end
        return said

    def _compared(self, at: int, element: Element) -> None:
        self._drop(element)
        self.compared.append(element.film)
        film = self.lexicon.facts(element.film)
        if element.text == MAKER and self._praises_the_maker(at, element):
            self.films.setdefault(element.film, not self.refusing)
            return
        if element.text == MAKER:
            (self.avoided if self.refusing else self.wished)["people"].update(dict.fromkeys(film.directors))
            for cue in self.elements[max(0, at - 2) : at]:
                if cue.cue == "maker":
                    self._drop(cue)
            return
        measure = element.text.split()
        if any(token.word in ("rather", "sooner") for token in self.tokens[max(0, element.start - 14) : element.start]):
            self.films[element.film] = False  # "I'd rather watch something like Clue than Titanic"
            return
        if measure[-1:] == ["better"]:  # "I liked Midsommar better than Hereditary"
            self.films.setdefault(element.film, True)
            return
        if self.conditions.compare(measure, film):
            for i in range(element.start - 1 - len(measure), element.start):
                self.kept[max(0, i)] = 0
        self.kept[element.start - 1] = 0
        self.scope = None

    def _praises_the_maker(self, at: int, element: Element) -> bool:
        """Whether "whoever made Room deserves every award" speaks of a film, and asks for nobody's."""
        cue = next((e for e in self.elements[at - 1 :: -1] if e.cue == "maker"), None) if at else None
        verb = self.tokens[element.end].word if element.end < len(self.tokens) else ""
        opens = cue is not None and self._parted(cue.start)
        return opens and not self._parted(element.end) and verb in _OF_MAKERS

    def _unknown(self, at: int, element: Element) -> None:
        self._drop(element)
        self.unknown.setdefault(element.text, element.nearest)
        self._applied(element)

    def _person(self, at: int, element: Element) -> None:
        self._drop(element)
        refused = self.refusing or self._said_behind(at) == "cold" or self._kept_out(element)
        if not refused and self._describes(at, element):
            self._applied(element)
            return
        (self.avoided if refused else self.wished)["people"][element.text] = None
        self._applied(element)

    def _describes(self, at: int, element: Element) -> bool:
        """Whether a person only tells which film was named before: "Drive (the Ryan Gosling one)"."""
        named = next((e for e in self.elements[at - 1 :: -1] if e.kind == "film"), None) if at else None
        follows = self.tokens[element.end].word if element.end < len(self.tokens) else ""
        if named is None or follows not in _ONES or element.start - named.end != 1:
            return False
        facts = self.lexicon.facts(named.film)
        return self.tokens[named.end].word == "the" and element.text in {*facts.cast, *facts.directors}

    def _kept_out(self, element: Element) -> bool:
        """Whether what stands behind keeps somebody or something out: "a Tom Cruise free zone", "violence-free"."""
        end = kept_out(self.tokens, element.end)
        self.kept[element.end : end] = bytes(max(0, end - element.end))
        if end > self.judged_to:
            self.judged_from, self.judged_to = element.end, end
        return end > element.end

    def _stranger(self, at: int, element: Element) -> None:
        self._drop(element)
        self.notes.append(f"We know nobody called “{element.text}” in our films.")
        self._applied(element)

    def _limit(self, at: int, element: Element) -> None:
        assert element.limit is not None
        if element.limit.modest and (element.plot or self._told):
            return
        if element.limit.year_min is not None or element.limit.year_max is not None:
            if lived_then(self.sentence, self.elements, at):
                self._drop(element)
                return
            if not element.limit.modest and is_setting(self.sentence, self.elements, at, told=self._told):
                return  # it stays in the text: it may help to find the story
        self._drop(element)
        words = self.sentence.raw(element.start, element.end).lower()
        if self._tells_which(at, element) or (element.limit.modest and self._heads_a_story(element.end)):
            return
        if element.limit.modest == "recent" and words.startswith("more ") and any(self.films.values()):
            self.conditions.relative.append("newer")
            return
        limit = element.limit
        behind = [token.word for token in self.tokens[max(0, element.start - 3) : element.start]]
        runs = bool(behind) and behind[-1] in _RUNNING and not _NOT_SO.isdisjoint(behind)
        if limit.runtime_min is not None and runs and not self.refusing:
            limit = limit.turned() or limit  # "which does not run over two hours"
        if (
            self.scope is not None
            and self.scope.start + 1 == element.start
            and self.tokens[self.scope.start].word == "except"
        ):
            self.scope = None  # "like The Thing, except newer than 2010"
        if self.refusing and not limit.modest and words.split()[0] not in _OWN_NO:
            opposite = limit.turned()
            if opposite is None:
                self.notes.append(f"We cannot leave out “{self.sentence.raw(element.start, element.end)}”.")
                return
            limit = opposite
        if limit.modest == "old":
            self.said_old = limit
            return
        self.conditions.limit(limit)

    def _heads_a_story(self, end: int) -> bool:
        """Whether what stands before is the heading of a told story: "Old movie: a photographer ..."."""
        end += end < len(self.tokens) and self.tokens[end].word in FILM_NOUNS
        return end < len(self.tokens) and self.tokens[end].before == ":"

    def _tells_which(self, at: int, element: Element) -> bool:
        """Take a year for that of the film named beside it: "Gladiator, I mean the one from 2000", "the 90s Emma"."""
        limit = element.limit
        if limit is not None and limit.year_min is not None and limit.year_max is not None:
            beside = self.elements[at + 1 : at + 2] if not self._parted(element.end) else []
            beside += self.elements[max(0, at - 1) : at] if not self._parted(element.start) else []
            named = [self.lexicon.facts(each.film) for each in beside if each.kind == "film"]
            if any(limit.year_min <= film.year <= limit.year_max for film in named):
                return True
        before = [token.word for token in self.tokens[max(0, element.start - 5) : element.start]]
        if self.films and before[-2:] == ["when", "it"]:
            return True  # "we saw it when it came out in 1953"
        before = before[-2:]
        if limit is None or limit.year_min is None or limit.year_min != limit.year_max or not self.films:
            return False
        if before[-1:] != ["one"] and before != ["one", "from"]:
            return False
        film = next(reversed(self.films))
        same = self.lexicon.titled(fold(self.lexicon.facts(film).title))
        right = next((i for i in same if self.lexicon.facts(i).year == limit.year_min), None)
        if right is None:
            return False
        self.films = {right if i == film else i: liked for i, liked in self.films.items()}
        return True

    def _parted(self, start: int) -> bool:
        """Whether something parts a token from the one before; so it is at both ends of the sentence."""
        return not 0 < start < len(self.tokens) or bool(self.tokens[start].before)

    def _join(self, at: int, element: Element) -> None:
        """Nothing of itself: `_narrow` has looked at it."""

    def _word(self, at: int, element: Element) -> None:
        word = element.text
        if word in _GIVING and self.refusing and self.scope is not None and self.scope.taken:
            follows = self.tokens[element.end].word if element.end < len(self.tokens) else ""
            self.scope = None if follows in ("me", "us") else self.scope  # "rather than Thor give me Alien"
        relative = word in ("older", "newer", "shorter", "longer") and any(self.films.values()) and not element.plot
        follows = self.tokens[element.end].word if element.end < len(self.tokens) else ""
        than = self.tokens[element.end + 1].word if follows == "than" and element.end + 1 < len(self.tokens) else ""
        if relative and (follows != "than" or than in _POINTING) and follows not in FILM_NOUNS:
            self.conditions.relative.append(word)
            self._drop(element)
            return
        if word == "enough" and self._parted(element.start) and self._group_after(at):
            self.scope = Scope("dislike", element.start)  # "enough Tom Cruise"
            self._drop(element)
            return
        if self.refusing and self.scope is not None:
            if word not in STOP and word not in FILLER:
                self.scope.words += 1
                self.not_left_out.append(self.sentence.raw(element.start, element.end))
            self._drop(element)
            if self.scope.words >= MAX_NEGATED_WORDS:
                self.scope = None
            return
        if word.isdigit() and (alone := self._year_alone(at, element)) is not None:
            self._drop(element)
            self.conditions.limit(alone)
        elif word not in STOP and word not in FILLER and not word.isdigit():
            self.telling[element.start] = 1

    def _year_alone(self, at: int, element: Element) -> Limit | None:
        """A year that is said of a kind of film, or stands by itself: "horror 1982", "thriller, 2011"."""
        if len(element.text) != 4 or not FIRST_YEAR <= int(element.text) <= LAST_YEAR or element.plot:
            return None
        if self.lexicon.exact(element.text) or self.tokens[element.start].before == "(":
            return None  # "1917" is a film, and so is "Monster (2003)" though we have it not
        before = self.elements[at - 1] if at else None
        after = self.elements[at + 1] if at + 1 < len(self.elements) else None
        parted = after is None or bool(self.tokens[after.start].before)
        opens = before is None or bool(self.tokens[element.start].before)
        of_film = before is not None and (before.group in ("film", "person") or before.kind == "word")
        if before is not None and before.text in ("in", "of"):
            return None  # "a boy in 1984 England"
        kinds = ("genre", "place")
        kind_before = not opens and before is not None and before.group in kinds
        kind_after = not parted and after is not None and (after.group in kinds or after.text in FILM_NOUNS)
        if not ((kind_before and parted) or kind_after or (opens and parted and not of_film and not self._told)):
            return None
        year = int(element.text)
        return Limit(start=element.start, end=element.end, year_min=year, year_max=year)

    def _meaning(self, at: int, element: Element) -> None:
        meaning = element.meaning
        assert meaning is not None
        if element.start and self.tokens[element.start - 1].word == "star" and "War" in meaning.genres:
            return  # the series
        if meaning.cue and self._steer(at, element, meaning):
            return
        if self._place(at, element, meaning):
            self._drop(element)
            self._applied(element)
            return
        cold = bool(meaning.genres or meaning.themes) and self._said_behind(at) == "cold"
        cold = cold or (bool(meaning.genres or meaning.themes or meaning.content) and self._kept_out(element))
        if cold and not self.refusing:
            self.scope = Scope("dislike", element.start)  # "horror is not my thing"
            self._refuse(element, meaning)
            self.scope = None
        elif self.refusing and self.scope is not None:
            self._refuse(element, meaning)
        elif self.scope is not None and self.scope.cue == "less" and meaning.content:
            self.conditions.less.extend(meaning.content)
            self._drop(element)
        else:
            self._wish(at, element, meaning)
        self._applied(element)

    def _steer(self, at: int, element: Element, meaning: Meaning) -> bool:
        """Let a steering word do its work; False where it is none here."""
        cue = meaning.cue
        if element.start < self.judged_to:
            self._drop(element)
            return True
        if cue in ("no", "neutral") and self._nothing_else(at, element):
            self._drop(element)
            self._bind_behind(at)
            return True
        if cue in ("no", "dislike"):
            if self._corrects(element):
                self._drop(element)
                return True
            if self._tells_a_story(at, element):
                self.telling[element.start] = 0
                return True
            if self.refusing and self.sentence.raw(element.start, element.end).lower() in _EXCEPT:
                self.scope = None  # "no superhero films except The Dark Knight"
                self._drop(element)
                return True
            self.scope = Scope(cue, element.start)
            words = self.tokens[element.end - 1].word
            self.scope.too = words in ("much", "many") and self._group_after(at) == "content"  # "not so much sex"
            self._drop(element)
            self._takes_back(at, element)
            follows = self.tokens[element.end].word if element.end < len(self.tokens) else ""
            of = self.tokens[element.end + 1].word if element.end + 1 < len(self.tokens) and follows == "of" else ""
            pointing = follows in _POINTING and cue == "dislike"
            if self.films and (pointing or of in _POINTING):  # "so none of that"
                self.films[next(reversed(self.films))] = False  # "everyone recommends Dune and I don't like it"
        elif cue == "only":
            self.scope = Scope("only", element.start)
            self._only_behind(at)
        elif cue == "less":
            if self.sentence.raw(element.start, element.end).lower() in FAINT and self._group_after(at) != "content":
                return True
            self.scope = Scope("less", element.start)
            self._drop(element)
        elif cue == "too":
            if self.scope is not None:
                self.scope.too = True
            return not (meaning.genres or meaning.themes or meaning.content)
        elif cue in ("kids", "small kids"):
            if (
                self._of_others(element)
                or self._seen_with(element)
                or (element.plot and self.tokens[element.start].word == "the")
            ):
                return True
            if self.refusing:
                self.conditions.without_genres("Family")
            else:
                self.conditions.for_kids(small=cue == "small kids")
            self._drop(element)
        elif cue == "popularity":
            if element.plot or self._begins_a_story(self._clause(at), at):
                return not (meaning.genres or meaning.themes or meaning.content)
            self._drop(element)
            rare = " ".join(token.word for token in self.tokens[element.start : element.end]) in OBSCURE
            self.obscure = LEAN if rare != self.refusing else -LEAN
        elif self._any_more(element):
            pass
        elif cue in ("but", "love", "want") or (
            cue == "like" and self.scope is not None and self.scope.taken and not self._gives_examples(element)
        ):
            waits = self.scope is not None and self.scope.cue == "only" and not self.scope.taken
            self.scope = self.scope if element.plot or waits else None  # "I will only watch comedies"
        return not (meaning.genres or meaning.themes or meaning.content)

    def _takes_back(self, at: int, element: Element) -> None:
        """Refuse the person named before, whom a "no" points back at: "... that he isn't in", "but without her"."""
        named = next((e.text for e in self.elements[at - 1 :: -1] if e.kind == "person"), "") if at else ""
        if named and points_back(self.tokens, element.start, element.end):
            self.wished["people"].pop(named, None)
            self.avoided["people"][named] = None

    def _seen_with(self, element: Element) -> bool:
        """Whether children were there when a film was seen: "saw Up with my daughter last night"."""
        start = element.start
        while start and not self.tokens[start].before and element.start - start < 8:
            start -= 1
        seen = any(token.word in _WAS_SEEN for token in self.tokens[start : element.start])
        return seen and any(start <= e.start < element.start and e.kind == "film" for e in self.elements)

    def _gives_examples(self, element: Element) -> bool:
        """Whether a "like" names films of the kind that is refused: "no superhero stuff like Justice League"."""
        token = self.tokens[element.start]
        return self.refusing and token.word in FILM_NOUNS and not token.before

    def _any_more(self, element: Element) -> bool:
        """Whether "more" belongs to a refusal: "spare me any more superheroes"."""
        scope = self.scope
        return scope is not None and not scope.taken and not scope.words and self.tokens[element.start].word == "more"

    def _corrects(self, element: Element) -> bool:
        """Whether a "no" takes back what was said, and refuses nothing: "a mute lady... no, the deaf family"."""
        alone = self.tokens[element.start].word == "no" and element.end - element.start == 1 and element.start > 0
        parted = alone and bool(self.tokens[element.start].before) and element.end < len(self.tokens)
        return parted and self.tokens[element.end].before == ","

    def _only_behind(self, at: int) -> None:
        """ "Comedies only": the word looks back where nothing that it could bind follows."""
        end = self.elements[at].end
        goes_on = end < len(self.tokens) and not self.tokens[end].before
        if self._group_after(at) or not at or (goes_on and self.tokens[self.elements[at].start].before):
            return  # "Fantasy, only not too scary"
        self._bind_behind(at)

    def _bind_behind(self, at: int) -> None:
        """Bind the genre right before an element, film words aside: "animated films only", "comedy or nothing"."""
        for previous in self.elements[at - 1 :: -1] if at else ():
            if previous.meaning is not None and previous.meaning.genres and not previous.cue:
                self.conditions.only(previous.meaning.genres, self.sentence.raw(previous.start, previous.end))
                return
            if previous.text not in FILM_NOUNS and previous.kind != "join" and previous.cue != "only":
                return

    def _nothing_else(self, at: int, element: Element) -> bool:
        """Whether "or nothing", "and nothing else" stands behind a kind of film, and ends there."""
        words = self.sentence.raw(element.start, element.end).lower()
        ends = element.end == len(self.tokens) or bool(self.tokens[element.end].before)
        ends = ends or self.tokens[element.end].word in FILLER
        joined_by = self.elements[at - 1].text if at else ""
        return ends and (words == "nothing else" or (words == "nothing" and joined_by == "or"))

    @cached_property
    def _told(self) -> bool:
        return told_elsewhere(self.sentence, self.elements)

    def _place(self, at: int, element: Element, meaning: Meaning) -> bool:
        """Take a language or country for a condition, where it is said of films."""
        if not meaning.of_place:
            return False
        said = said_of_films(self.sentence, self.elements, at)
        if said and self._told and not before_films(self.sentence, self.elements, at):
            return False  # "French, black and white, desperate men drive trucks ..."
        if said == "spoken":
            self.conditions.languages(meaning.languages, refused=self.refusing)
        elif said == "made":
            behind = self.tokens[max(0, element.start - 2) : element.end]
            self.made_there = self.made_there or any(token.word in ("made", "produced") for token in behind)
            self.conditions.countries(meaning.countries, refused=self.refusing)
        elif said == "kind" and meaning.foreign:
            self.conditions.languages(("en",), refused=not self.refusing)
        elif said == "kind" and meaning.nationalities:
            self.conditions.countries(meaning.nationalities, refused=self.refusing)
        elif said == "kind" and meaning.languages:
            self.conditions.languages(meaning.languages, refused=self.refusing)
        else:
            return False
        return True

    def _refuse(self, element: Element, meaning: Meaning) -> None:
        assert self.scope is not None
        self._drop(element)
        if meaning.content:
            phrase = self.sentence.raw(element.start, element.end).lower()
            before = [token.word for token in self.tokens[self.scope.start : element.start]]
            opener = next((word for word in before if word in FIRM), "")
            if _QUITE.intersection(before) and any(note in self.bearable for note in meaning.content):
                self._avoid([theme for theme in meaning.themes if theme in _FRIGHTS])
                return  # "a bit spooky, but not properly scary"
            self.conditions.content(
                meaning.content,
                phrase,
                too=self.scope.too or "too" in before,
                opener=opener,
                last=self._at_all(element),
            )
            themes = [theme for theme in meaning.themes if theme in _FRIGHTS]
            if not self.scope.too:
                self._avoid(themes)
            return
        narrow = [genre for genre in meaning.genres if genre not in ("Comedy", "Drama")]
        if self.sentence.raw(element.start, element.end).lower().replace("-", " ") in _KINDS_OF_GENRES:
            self.not_left_out.append(self.sentence.raw(element.start, element.end))
            return self._avoid(list(meaning.themes))
        if len(meaning.genres) > 1 and not self.wished["genres"].keys().isdisjoint(meaning.genres):
            narrow = [genre for genre in meaning.genres if genre not in self.wished["genres"]]  # "a romance, no romcom"
        if meaning.genres and not narrow and not meaning.themes:
            said = self.sentence.raw(element.start, element.end).lower()
            narrow = [genre for genre in meaning.genres if said[:5] == genre.lower()[:5]]  # a melodrama is no drama
            if not narrow:
                self.not_left_out.append(said)
        if self.scope.too and not narrow:
            return self._avoid(list(meaning.themes))
        for genre in narrow:
            if genre in self.wished["genres"]:
                del self.wished["genres"][genre]
                self.notes.append(f"You ask both for {genre.lower()} and for none of it: we kept the last you said.")
            self.conditions.without_genres(genre)
        self._avoid([theme for theme in meaning.themes if not (narrow and theme in _GENRE_MOODS)])

    def _at_all(self, element: Element) -> bool:
        """Whether words make a refusal whole: "nothing violent whatsoever", "not at all scary"."""
        assert self.scope is not None
        behind = " ".join(token.word for token in self.tokens[element.end : element.end + 3])
        within = " ".join(token.word for token in self.tokens[self.scope.start : element.start])
        return behind.startswith(_WHOLLY) or any(f" {words}" in within for words in _WHOLLY)

    def _avoid(self, themes: list[str]) -> None:
        for theme in themes:
            if theme in self.lexicon.themes:
                if theme in self.wished["themes"]:
                    del self.wished["themes"][theme]
                self.avoided["themes"][theme] = None

    def _wish(self, at: int, element: Element, meaning: Meaning) -> None:
        if self.scope is not None and self.scope.cue == "only" and meaning.genres and not element.plot:
            self.conditions.only(meaning.genres, self.sentence.raw(element.start, element.end))
            return
        if meaning.genres and not self._is_a_family(at, element):
            for genre in meaning.genres:
                if self.conditions.wanted_after_all(genre):
                    self.notes.append(
                        f"You ask both for {genre.lower()} and for none of it: we kept the last you said."
                    )
                self.wished["genres"][genre] = None
        self.bearable.update(meaning.content)
        for theme in meaning.themes:
            if theme in self.lexicon.themes:
                self.avoided["themes"].pop(theme, None)
                self.wished["themes"][theme] = None
        if not meaning.genres and (meaning.themes or meaning.content or meaning.countries or meaning.languages):
            self.telling[element.start : element.end] = b"\1" * (element.end - element.start)

    # -- what is left

    def _query(self) -> ParsedQuery:
        seeds = [i for i, liked in self.films.items() if liked]
        dislikes = [i for i, liked in self.films.items() if not liked]
        if len(seeds) > MAX_FILMS or len(dislikes) > MAX_FILMS:
            self.notes.append(f"You named {len(seeds) + len(dislikes)} films: we used the first {MAX_FILMS}.")
        if self.not_left_out:
            words = ", ".join(f"“{word}”" for word in dict.fromkeys(self.not_left_out[:5]))
            self.notes.append(f"We do not know how to leave out {words}.")
        text = left_over(self.sentence, self.kept, self.telling)
        signs = signs_of([token.word for token in self.tokens], self.lexicon, self.sentence.text)
        if self._runs_an_errand(signs):
            seeds = []
            self.conditions.drop_places_and_kids()
        elif not dislikes and self._passes_by(seeds, signs):
            signs = replace(signs, passing=True)
        plain = [e for e in self.elements if e.kind not in ("film", "unknown", "person")]
        outside = " ".join(self.sentence.raw(e.start, e.end) for e in plain)
        if foreign([token.word for e in plain for token in self.tokens[e.start : e.end]], outside):
            self.notes.append("We understand English: of what you wrote we took the titles and names that we know.")
            text = "" if seeds or self.wished["people"] or signs.unread else text
        filters = self.conditions.filters()
        genres = [genre for genre in self.wished["genres"] if genre not in filters.genres]
        genres += [genre for genre in self.conditions.wishes if genre not in genres]
        return ParsedQuery(
            seeds=tuple(seeds[:MAX_FILMS]),
            dislikes=tuple(dislikes[:MAX_FILMS]),
            unknown=tuple(self.unknown.items())[:MAX_FILMS],
            filters=filters,
            genres=tuple(genre for genre in genres if genre not in filters.without_genres),
            themes=tuple(self.wished["themes"]),
            people=tuple(name for name in self.wished["people"] if name not in self.avoided["people"]),
            avoid_themes=tuple(self.avoided["themes"]),
            avoid_people=tuple(self.avoided["people"]),
            text=text,
            notes=tuple(dict.fromkeys((*self.notes, *self.conditions.notes))),
            exact_title=self._exact_title(seeds),
            written_out=tuple(self.compared),
            obscure=self.obscure,
            plot=any(element.plot for element in self.elements) or self._begins_a_story(0),
            signs=signs,
        )

    def _passes_by(self, seeds: list[int], signs: Signs) -> bool:
        """Whether one film or one person is all that is named, and may be named in passing."""
        people = len(self.wished["people"])
        if self.wished["genres"] or self.avoided["people"] or len(seeds) + people != 1:
            return False
        if people:
            return person_in_passing(self.sentence, self.elements, signs)
        return in_passing(self.sentence, self.elements, signs, self.lexicon)

    def _runs_an_errand(self, signs: Signs) -> bool:
        """Whether words that happen to be titles, places or children stand in a question to some other machine.

        "Cheap flights to Casablanca", "translate hello into Finnish": nothing is liked, refused or asked of films.
        """
        other = signs.command or signs.errand >= ERRAND
        if signs.asks or not other or self.made_there or self.wished["genres"] or self.wished["people"]:
            return False
        steering = [e for e in self.elements if e.cue in ("like", "love", "dislike", "no", "only", "less")]
        titles = [e for e in self.elements if e.kind == "film"]
        if titles and all(e.kind in ("film", "join") or e.text in ARTICLES for e in self.elements):
            return False  # "Traffic and Sicario"
        kinds = [(e.kind, e.text) for e in self.elements]
        if any(kinds[i : i + 3 : 2] == [("film", "")] * 2 and kinds[i + 1][0] == "join" for i in range(len(kinds) - 2)):
            return False  # "recipe for a good night: Ratatouille and Chef"
        return all(e.end - e.start == 1 for e in titles) and all(self.tokens[e.start].word == "into" for e in steering)

    def _exact_title(self, seeds: list[int]) -> int | None:
        """The film, where its title is the whole sentence."""
        others = [element for element in self.elements if element.kind != "film" and element.text not in ARTICLES]
        return seeds[0] if len(seeds) == 1 and len(self.elements) - len(others) >= 1 and not others else None


_ONES = word_set("one film movie version flick")
_RUNNING = word_set("run runs go goes last lasts be exceed take takes drag")
_NOT_SO = word_set("not doesnt dont never cant wont shouldnt mustnt cannot isnt")
_WAS_SEEN = word_set("saw watched rewatched took seen loved enjoyed")
_WHOLLY = ("whatsoever", "at all", "of any kind", "of any sort", "in the least", "in the slightest", "remotely")
_QUITE = word_set("properly proper actually genuinely fully seriously truly")
_FRIGHTS = ("scary", "creepy", "disturbing")
# Moods that are said by a genre's name: "no romance" leaves out the genre; the mood goes with it.
_GENRE_MOODS = frozenset({"true story", "murder mystery"})
