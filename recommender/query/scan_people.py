"""People in a sentence: by full name, surname or first name, shortened or with a slip, where a name may stand."""

from __future__ import annotations

from recommender.query.attention import Attention
from recommender.query.candidates import Named
from recommender.query.elements import Element
from recommender.query.people import DUOS, PARTICLES, Role
from recommender.query.refusals import kept_out
from recommender.query.words import FILM_NOUNS, STOP, common_words, is_common, known_words, word_set

MAX_NAME = 4
KNOWN_FAME = 6  # two well-known films: a surname that means this person wherever it stands
_SOMEBODYS = word_set("a an my your his her its our their")
_NAMING = word_set("similar close akin compared next homage tribute nod thanks according listening ode yes no")
STRONG_ROLES = word_set("directed starring featuring director actor actress helmed filmography films movies film")


class PeopleScanner(Attention):
    """Recognizes the people of one sentence."""

    def _full_name(self, start: int, end: int, role: Role = "") -> str:
        last = self.tokens[end - 1]
        key = "".join(self.namer.words[start:end])
        name = self.lexicon.person(key, role)
        return name or (self.lexicon.person(key[:-1], role) if last.possessive and key.endswith("s") else "")

    def _person(self, i: int, named: Named | None) -> Element | None:
        for end in range(min(i + MAX_NAME, self.size), i + 1, -1):
            if named is not None and named.end > end:
                return None
            name = self._full_name(i, end, self.role)
            if name and not (named is not None and named.end == end and not self.role):
                ordinary = all(is_common(token.word) for token in self.tokens[i:end])
                ordinary = ordinary and kept_out(self.tokens, end) == end
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
        before = self.tokens[i - 1].word if i and not token.before else ""
        if len(token.word) < 3 or token.word in STOP or (not self.role and self._of_vocabulary(i)):
            return None
        follows = self.tokens[i + 1].word if i + 1 < self.size and not self.tokens[i + 1].before else ""
        doing = before == "to" and not token.capital and not self.role
        if doing and i > 1 and self.tokens[i - 2].word not in _NAMING:
            return None  # "made me want to cook"
        if before in _SOMEBODYS and not token.capital and follows not in FILM_NOUNS:
            return None  # "lives with her butler"
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
        plain = token.possessive and not token.capital and self.sentence.cased  # "under a cook's hat"
        least = 3 if (belongs and not plain) or typed or token.word not in known_words() else KNOWN_FAME
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
        if i + 1 >= self.size or self.tokens[i + 1].before or self.tokens[i + 1].word in common_words():
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
            if stop - i == 1 < end - i and self.tokens[i + 1].capital:
                break  # "Benoit Blanc" is not Melissa Benoist
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
