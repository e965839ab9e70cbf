"""What a phrase of the vocabulary means, all of it at once: "spooky" is a mood, and a thing that some want none of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from recommender.query.fold import words_of
from recommender.query.languages import COUNTRIES, FOREIGN, LANGUAGES, NATIONALITIES
from recommender.query.vocabulary import CONTENT_WORDS, GENRE_WORDS, THEME_WORDS
from recommender.query.words import CUES

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """The meanings of one phrase; several may be set. `cue` is its part in the sentence, for words that steer."""

    cue: str = ""
    genres: Names = ()
    themes: Names = ()
    content: Names = ()
    languages: Names = ()
    nationalities: Names = ()
    countries: Names = ()
    foreign: bool = False

    @property
    def steers(self) -> bool:
        """Whether it is a word about the ask rather than of it."""
        return bool(self.cue)

    @property
    def of_place(self) -> bool:
        """Whether it names a language or a country."""
        return bool(self.languages or self.nationalities or self.countries or self.foreign)

    def with_more(self, field: str, values: Names) -> Meaning:
        """The same with some more names in a field."""
        more: dict[str, Any] = {field: tuple(dict.fromkeys((*getattr(self, field), *values)))}
        return replace(self, **more)


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x")) else "s")


@cache
def static_meanings() -> dict[str, Meaning]:
    """The vocabulary of the room, by phrase."""
    table: dict[str, Meaning] = {}

    def put(phrase: str, field: str, values: Names) -> None:
        known = table.get(phrase, Meaning())
        table[phrase] = known.with_more(field, values)

    for words, field in ((GENRE_WORDS, "genres"), (THEME_WORDS, "themes"), (CONTENT_WORDS, "content")):
        for phrase, values in words.items():
            put(phrase, field, values)
            if phrase[-1] != "s" and _plural(phrase) not in words:
                put(_plural(phrase), field, values)
    # "A spy thriller" is a thriller, whatever else it is.
    for phrase, meaning in list(table.items()):
        last = GENRE_WORDS.get(phrase.rpartition(" ")[2], ())
        if " " in phrase and meaning.themes and not meaning.genres and last:
            put(phrase, "genres", last)
    for places, field in ((LANGUAGES, "languages"), (NATIONALITIES, "nationalities"), (COUNTRIES, "countries")):
        for phrase, values in places.items():
            put(phrase, field, values)
    for phrase in FOREIGN:
        table[phrase] = Meaning(foreign=True)
    for cue, phrases in CUES.items():
        for phrase in phrases:
            # The first listed wins: a negation that is none, then dislike before plain no.
            if phrase not in table or not table[phrase].cue:
                table[phrase] = replace(table.get(phrase, Meaning()), cue=cue)
    for phrase in CUES["dislike"]:
        if table[phrase].cue == "no":
            table[phrase] = replace(table[phrase], cue="dislike")
    return table


def learned_meanings(genres: Iterable[str], themes: Iterable[str]) -> dict[str, Meaning]:
    """The names of the catalogue's own genres and themes, as phrases."""
    static = static_meanings()
    table: dict[str, Meaning] = {}
    for names, field in ((genres, "genres"), (themes, "themes")):
        for name in names:
            spelt = " ".join(words_of(name))
            for phrase in {spelt, _plural(spelt), spelt.removesuffix("s") if len(spelt) > 4 else spelt}:
                known = table.get(phrase) or static.get(phrase) or Meaning()
                if not phrase or (known.cue and " " not in phrase):
                    continue
                if getattr(known, field) and phrase != spelt:
                    continue
                table[phrase] = known.with_more(field, (name,))
    return table
