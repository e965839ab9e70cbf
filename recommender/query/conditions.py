"""The conditions of a request while it is read: they bind, contradict each other, and are said back where they do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from recommender.query.lexicon import Lexicon
from recommender.query.limits import Limit
from recommender.query.meanings import Names
from recommender.query.words import word_set
from recommender.shapes import FilmFacts, Filters

# "Not gory" still allows some; "no gore" allows none.
ADJECTIVES = word_set("""
    gory bloody gruesome gorey violent brutal sexual sexy raunchy erotic steamy profane crude vulgar scary
    frightening frightful terrifying creepy spooky horrifying naked nude explicit
""")
FIRM = ("nothing", "none", "anything", "zero")
# What children may see: nothing strong, and of some things nothing at all.
KIDS = {"violence": "some", "gore": "none", "sex": "none", "language": "some", "fright": "some"}
SMALL_KIDS = {"violence": "some", "gore": "none", "sex": "none", "language": "none", "fright": "none"}
_STRICTER = {"strong": "some", "some": "none", "none": "none"}


class Conditions:
    """Collects filters from the words of one sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Start with none."""
        self._lexicon = lexicon
        self._years: list[int | None] = [None, None]
        self._minutes: list[int | None] = [None, None]
        self._genres: list[tuple[Names, str]] = []
        self._without: dict[str, None] = {}
        self._languages: dict[str, None] = {}
        self._any_but = False  # the languages are all but those named
        self._countries: dict[str, None] = {}
        self._content: dict[str, str] = {}
        self.less: list[str] = []  # content that is to be less than in the films named
        self.relative: list[str] = []  # "older", "shorter" than the films named
        self.wishes: list[str] = []
        self.notes: list[str] = []

    def limit(self, limit: Limit) -> None:
        """Take a limit on years or minutes; of two that leave nothing, the last is kept."""
        self._bound(self._years, limit.year_min, limit.year_max, "year")
        self._bound(self._minutes, limit.runtime_min, limit.runtime_max, "length")
        if limit.modest in ("short", "long", "not too long"):
            low, high = limit.runtime_min, limit.runtime_max
            said = f"at most {high}" if high else f"at least {low}"
            self.notes.append(f"We took “{limit.modest}” as {said} minutes.")
        elif limit.modest:
            said = f"since {limit.year_min}" if limit.year_min else f"up to {limit.year_max}"
            self.notes.append(f"We took “{limit.modest}” as films {said}.")

    def drop_places_and_kids(self) -> None:
        """Forget languages, countries and what children may see: they were not said of films."""
        self._languages, self._countries, self._content = {}, {}, {}

    def _bound(self, bounds: list[int | None], low: int | None, high: int | None, what: str) -> None:
        if low is None and high is None:
            return
        old_low, old_high = bounds
        if None not in (low, high, old_low, old_high):  # two spans: "the 70s, and the 90s" means both
            bounds[:] = min(low, old_low), max(high, old_high)  # type: ignore[type-var]
            return
        new_low = max((b for b in (low, old_low) if b is not None), default=None)
        new_high = min((b for b in (high, old_high) if b is not None), default=None)
        if new_low is not None and new_high is not None and new_low > new_high:
            before, after = _span(old_low, old_high), _span(low, high)
            self.notes.append(f"“{before}” and “{after}” leave no {what}: we kept the last, {after}.")
            new_low, new_high = low, high
        bounds[:] = new_low, new_high

    def without_genres(self, genre: str) -> None:
        """Refuse a genre."""
        for names, _ in self._genres:
            if genre in names:
                self.notes.append(f"You ask both for {genre.lower()} and for none of it: we kept the last you said.")
        self._genres = [(names, said) for names, said in self._genres if genre not in names]
        self._without[genre] = None

    def wanted_after_all(self, genre: str) -> bool:
        """Take back the refusal of a genre that is asked for later; whether there was one."""
        return self._without.pop(genre, "") is None

    def only(self, genres: Names, said: str) -> None:
        """Bind a genre."""
        for genre in genres:
            self._without.pop(genre, None)
        if all(names != genres for names, _ in self._genres):  # "has to be a musical, nothing but a musical"
            self._genres.append((genres, said))

    def languages(self, codes: Names, *, refused: bool) -> None:
        """Ask for languages, or for any other."""
        if refused and self._languages and not self._any_but:
            return  # "French, with subtitles"
        if refused:
            left = self._languages or sorted(self._lexicon.languages)
            self._languages = {code: None for code in left if code not in codes}
        else:
            self._languages = ({} if self._any_but else self._languages) | dict.fromkeys(codes)
        self._any_but = refused

    def countries(self, codes: Names, *, refused: bool) -> None:
        """Ask for countries; to refuse one is beyond what a filter can say."""
        if refused:
            self.notes.append("We cannot leave out a country.")
        else:
            self._countries.update(dict.fromkeys(codes))

    def content(self, notes: Names, phrase: str, *, too: bool, opener: str, last: bool) -> None:
        """Limit what a film may show. Of two limits the stricter holds."""
        # "Not violent" asks for less, for hardly a film shows none; "not scary" and "not gory" mean what they say.
        less = phrase in ADJECTIVES and opener not in FIRM and not {"gore", "fright"}.issuperset(notes)
        mild = (too or less) and not last
        for note in notes:
            level = "some" if mild else "none"
            self._content[note] = "none" if "none" in (level, self._content.get(note)) else "some"

    def for_kids(self, *, small: bool) -> None:
        """Limit all five notes to what children may see."""
        for note, level in (SMALL_KIDS if small else KIDS).items():
            self._content[note] = "none" if "none" in (level, self._content.get(note)) else level

    def compare(self, measure: Sequence[str], film: FilmFacts) -> bool:
        """A film as the measure: "shorter than Titanic", "less violent than Seven". False where we cannot compare."""
        word = measure[-1] if measure else ""
        if word in ("shorter", "longer") and film.runtime:
            low, high = (None, film.runtime - 1) if word == "shorter" else (film.runtime + 1, None)
            self._bound(self._minutes, low, high, "length")
        elif word in ("older", "earlier"):
            self._bound(self._years, None, film.year - 1, "year")
        elif word in ("newer", "later", "younger") or measure[-2:] == ["more", "recent"]:
            self._bound(self._years, film.year + 1, None, "year")
        elif self.less:
            for note in self.less:
                self._content[note] = _STRICTER.get(film.content.get(note, ""), "some")
            self.less.clear()
        else:
            return False
        return True

    def settle(self, seeds: Iterable[int]) -> None:
        """At the end of the sentence: what was asked relative to the films named."""
        films = [self._lexicon.facts(i) for i in seeds]
        for note in self.less:
            levels = {film.content.get(note, "unknown") for film in films}
            level = "none" if levels and levels <= {"some", "none"} else "some"
            self._content.setdefault(note, level)
        for word in self.relative if films else ():
            times = [film.runtime for film in films if film.runtime]
            if word == "older":
                self._bound(self._years, None, min(film.year for film in films) - 1, "year")
            elif word == "newer":
                self._bound(self._years, max(film.year for film in films) + 1, None, "year")
            elif word == "shorter" and times:
                self._bound(self._minutes, None, min(times) - 1, "length")
            elif word == "longer" and times:
                self._bound(self._minutes, max(times) + 1, None, "length")

    def filters(self) -> Filters:
        """All conditions. Several genres after one "only" cannot all be meant of each film: they become wishes."""
        bound: Names = ()
        if len(self._genres) == 1:
            bound = self._genres[0][0]
        elif self._genres:
            self.wishes = list(dict.fromkeys(genre for names, _ in self._genres for genre in names))
            said = " or ".join(said for _, said in self._genres)
            self.notes.append(f"We prefer {said}, but cannot hold to one of several genres.")
        return Filters(
            genres=bound,
            without_genres=tuple(self._without),
            year_min=self._years[0],
            year_max=self._years[1],
            runtime_min=self._minutes[0],
            runtime_max=self._minutes[1],
            languages=tuple(self._languages),
            countries=tuple(self._countries),
            content_max=dict(self._content),
        )


def _span(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return f"{low} to {high}" if low != high else str(low)
    return f"from {low}" if low is not None else f"up to {high}"
