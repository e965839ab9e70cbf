"""Changing a standing request in words: "funnier", "older", "more like the second one", "show me others", "start over".

    refined = refine(standing, "funnier, and not so long", lexicon, shown=answer_ids)
    answer = engine.ask(refined.request)

The state is the request and nothing else: what comes back is whole, so a page can keep it in its address.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import TypeVar

from recommender.query.fold import words_of
from recommender.query.given import merged
from recommender.query.lexicon import Lexicon
from recommender.query.parse import parse
from recommender.query.vocabulary import CONTENT_WORDS
from recommender.query.words import FILLER, STOP, word_set
from recommender.shapes import FilmFacts, Filters, ParsedQuery, Request, spelt_out

_START_OVER = re.compile(
    r"\b(?:start(?:ing)? (?:over|again|afresh|from scratch)|new search|reset|clear (?:all|everything|it)|from scratch"
    r"|forget (?:it|that|all that|everything)|begin again)\b"
)
_OTHERS = re.compile(
    r"\b(?:(?:show|give|get|tell|find) (?:me |us )?(?:some |a few |any )?(?:others?|more|something else|different ones"
    r"|another|other ones|the next)|(?:any|some|a few) (?:others?|more)|something else|others|next(?: ones| page)?"
    r"|different ones|other (?:ones|films|movies|suggestions|ideas|options)|what else|anything else|more options"
    r"|(?:ive|i have|weve|we have|already) (?:already )?seen (?:them|these|those|all|all of (?:them|these|those))"
    r"|none of (?:these|those|them)|seen (?:them|these) all|more please|more of (?:these|those))\b"
)
_PLACES = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4,
    "sixth": 5, "6th": 5, "seventh": 6, "7th": 6, "eighth": 7, "8th": 7, "ninth": 8, "9th": 8, "tenth": 9, "10th": 9,
    "last": -1, "top": 0,
}  # fmt: skip
_NUMBERS = {
    "one": 0, "two": 1, "three": 2, "four": 3, "five": 4, "six": 5, "seven": 6, "eight": 7, "nine": 8, "ten": 9,
}  # fmt: skip
_PLACE = "|".join(_PLACES)
_NUMBER = "|".join(_NUMBERS)
_SHOWN = (
    rf"(?:the (?P<place>{_PLACE})(?: (?:one|film|movie|two|2|few))?"
    rf"|(?:number|no|nr|film|movie) (?P<number>\d+|{_NUMBER}))"
)
_LIKE_SHOWN = re.compile(rf"\b(?:more |something |films |movies |ones |stuff |similar )*(?:like|to|of) {_SHOWN}\b")
_NOT_SHOWN = re.compile(
    rf"\b(?:not|without|except|but not|drop|remove|no|hide|seen|dislike|hate|didnt like) {_SHOWN}\b"
)
_MEASURE = re.compile(
    r"\b(?:(?:a (?:bit|little)|much|even|slightly|way|something|anything|make it|make them|make these|ones|films"
    r"|movies) )*"
    r"(?P<measure>more recent|older|newer|shorter|longer|earlier|later|more modern|less recent)\b(?! than)"
)
_KNOWN = re.compile(
    r"\b(?P<less>less (?:well )?known|less popular|less mainstream|less obvious|lesser known|more obscure|more niche)\b"
    r"|\b(?P<more>more popular|better known|more famous|more mainstream|less obscure|more well known|less niche)\b"
)
_LESS = re.compile(r"\b(?:less|not (?:so|as|that)|fewer|not too|a bit less) (?P<what>[a-z-]+(?: [a-z-]+)?)\b")
_MORE = re.compile(r"\bmore (?P<what>[a-z-]+(?: [a-z-]+)?)\b")
_LESS_LIKE = re.compile(r"\bless like\b", re.IGNORECASE)
_INSTEAD = re.compile(r"\binstead\b")
_EMPTY = STOP | FILLER | word_set("make instead keep change turn add thats lighter")
STEP = 0.6  # how far "more obscure" moves the control


@dataclass(frozen=True, slots=True, kw_only=True)
class Refined:
    """The request as changed. `started_over`: all before is forgotten. `understood`: the words changed something."""

    request: Request
    started_over: bool = False
    understood: bool = True


def refine(standing: Request, text: str, lexicon: Lexicon, shown: Sequence[int] = ()) -> Refined:
    """Change a standing request in words. Never fails, whatever the text is.

    Args:
        standing: what was asked so far, in words or outright.
        shown: the ids of the films on the page, in their order: "the second one" is among them.
    """
    films = [film for film in map(lexicon.film, shown) if film is not None]
    words = " ".join(words_of(text))
    rest, started_over = _START_OVER.subn(" ", words)
    if started_over:
        kept = _without_small_words(rest)
        fresh = Request(text=kept, limit=standing.limit)
        return Refined(request=outright(fresh, lexicon), started_over=True)
    before = outright(standing, lexicon)
    after, rest = before, words
    for change in (_point_at_shown, _measured, _known, _fewer):
        after, rest = change(after, rest, films, lexicon)
    rest, others = _OTHERS.subn(" ", rest)
    if others:
        after = replace(after, exclude=after.exclude | frozenset(shown))
    # Where nothing was taken out, the sentence is read as it was written: capitals and quotation marks tell.
    said = parse(_LESS_LIKE.sub("not like", text if rest == words else _MORE.sub(r"\g<what>", rest)), lexicon)
    if _INSTEAD.search(words) and said.people:
        after = replace(after, people=())
    after = _laid_over(after, replace(said, text=said.text if _tells(said.text, lexicon) else ""))
    return Refined(request=after, understood=after != before)


def _tells(text: str, lexicon: Lexicon) -> bool:
    """Whether free text says more than the wishes that were read from it: "funnier" does not."""
    return any(word not in _EMPTY and lexicon.meaning(word) is None for word in words_of(text))


def outright(request: Request, lexicon: Lexicon) -> Request:
    """The same request without words to be read: every part given outright."""
    if not request.text.strip():
        return replace(request, text="")
    return spelt_out(request, merged(parse(request.text, lexicon), request))


Change = tuple[Request, str]
T = TypeVar("T")


def _shown(match: re.Match[str], films: Sequence[FilmFacts]) -> FilmFacts | None:
    if match["place"]:
        place = _PLACES[match["place"]]
    else:
        place = _NUMBERS[match["number"]] if match["number"] in _NUMBERS else int(match["number"]) - 1
    return films[place] if -len(films) <= place < len(films) else None


def _point_at_shown(request: Request, words: str, films: Sequence[FilmFacts], lexicon: Lexicon) -> Change:
    """ "More like the second one", "not the third"."""
    for pattern, field in ((_NOT_SHOWN, "dislikes"), (_LIKE_SHOWN, "seeds")):
        for match in pattern.finditer(words):
            film = _shown(match, films)
            if film is None:
                continue
            words = words.replace(match[0], " ")
            other = "seeds" if field == "dislikes" else "dislikes"
            named = tuple(dict.fromkeys((*getattr(request, field), film.id)))
            kept = tuple(i for i in getattr(request, other) if i != film.id)
            request = replace(request, **{field: named, other: kept})  # type: ignore[arg-type]
    return request, words


def _measured(request: Request, words: str, films: Sequence[FilmFacts], lexicon: Lexicon) -> Change:
    """ "Older", "shorter": than the years or minutes asked for, else than the middle of the films shown."""
    for match in _MEASURE.finditer(words):
        filters = _stepped(request.filters, match["measure"], films)
        if filters is not None:
            request = replace(request, filters=filters)
            words = words.replace(match[0], " ")
    return request, words


def _stepped(filters: Filters, measure: str, films: Sequence[FilmFacts]) -> Filters | None:
    years = [film.year for film in films]
    times = [film.runtime for film in films if film.runtime]
    if measure in ("shorter", "longer"):
        if not times:
            return None
        middle = round(median(times))
        if measure == "shorter":
            return replace(filters, runtime_min=None, runtime_max=min(middle, filters.runtime_max or middle + 1) - 1)
        return replace(filters, runtime_max=None, runtime_min=max(middle, filters.runtime_min or 0) + 1)
    if measure in ("older", "earlier", "less recent"):
        start = filters.year_min or (round(median(years)) if years else None)
        if start is None:
            return None
        bound = min(start, filters.year_max) if filters.year_max and not filters.year_min else start
        return replace(filters, year_min=None, year_max=bound - 1)
    end = filters.year_max or (round(median(years)) if years else None)
    if end is None:
        return None
    bound = max(end, filters.year_min) if filters.year_min and not filters.year_max else end
    return replace(filters, year_max=None, year_min=bound + 1)


def _known(request: Request, words: str, films: Sequence[FilmFacts], lexicon: Lexicon) -> Change:
    """ "More obscure", "better known": a step of the control."""
    for match in _KNOWN.finditer(words):
        moved = request.controls.obscure + (STEP if match["less"] else -STEP)
        request = replace(request, controls=replace(request.controls, obscure=max(-1.0, min(1.0, moved))))
        words = words.replace(match[0], " ")
    return request, words


def _fewer(request: Request, words: str, films: Sequence[FilmFacts], lexicon: Lexicon) -> Change:
    """ "Less violent", "less romance": a stricter limit, or a wish taken back and refused."""
    for match in _LESS.finditer(words):
        for what in (match["what"], match["what"].split()[0]):
            changed = _with_less(request, what, lexicon)
            if changed is not None:
                request = changed
                words = words.replace(match[0].replace(match["what"], what), " ")
                break
    return request, words


def _with_less(request: Request, what: str, lexicon: Lexicon) -> Request | None:
    meaning = lexicon.meaning(what)
    if meaning is None:
        return None
    if what in CONTENT_WORDS and meaning.content:
        limits = dict(request.filters.content_max)
        for note in meaning.content:
            limits[note] = "none" if limits.get(note) in ("some", "none") else "some"
        return replace(request, filters=replace(request.filters, content_max=limits))
    if meaning.themes or meaning.genres:
        refused = tuple(theme for theme in meaning.themes if theme in lexicon.themes)
        genres = meaning.genres if not refused else ()
        return replace(
            request,
            genres=tuple(genre for genre in request.genres if genre not in meaning.genres),
            themes=tuple(theme for theme in request.themes if theme not in meaning.themes),
            avoid_themes=tuple(dict.fromkeys((*request.avoid_themes, *refused))),
            filters=replace(
                request.filters,
                genres=tuple(genre for genre in request.filters.genres if genre not in genres),
                without_genres=tuple(dict.fromkeys((*request.filters.without_genres, *genres))),
            ),
        )
    return None


def _laid_over(standing: Request, said: ParsedQuery) -> Request:
    """What was said now over what was said before: the newer word holds, lists grow."""
    bounds_: dict[str, int | None] = {}
    for low, high in (("year_min", "year_max"), ("runtime_min", "runtime_max")):
        bounds = getattr(said.filters, low), getattr(said.filters, high)
        chosen = said.filters if bounds != (None, None) else standing.filters
        bounds_ |= {low: getattr(chosen, low), high: getattr(chosen, high)}
    new, old = said.filters, standing.filters
    wished = {*said.genres, *new.genres}
    merged_ = Filters(
        genres=_grown(tuple(genre for genre in old.genres if genre not in new.without_genres), new.genres),
        without_genres=_grown(tuple(g for g in old.without_genres if g not in wished), new.without_genres),
        languages=new.languages or old.languages,
        countries=new.countries or old.countries,
        content_max={**old.content_max, **new.content_max},
        ratings_min=new.ratings_min if new.ratings_min is not None else old.ratings_min,
        **bounds_,
    )
    return replace(
        standing,
        seeds=_grown(tuple(i for i in standing.seeds if i not in said.dislikes), said.seeds),
        dislikes=_grown(tuple(i for i in standing.dislikes if i not in said.seeds), said.dislikes),
        unknown=_grown(standing.unknown, tuple(title for title, _ in said.unknown)),
        genres=tuple(g for g in _grown(standing.genres, said.genres) if g not in new.without_genres),
        themes=_grown(tuple(t for t in standing.themes if t not in said.avoid_themes), said.themes),
        people=_grown(tuple(p for p in standing.people if p not in said.avoid_people), said.people),
        avoid_themes=_grown(tuple(t for t in standing.avoid_themes if t not in said.themes), said.avoid_themes),
        avoid_people=_grown(tuple(p for p in standing.avoid_people if p not in said.people), said.avoid_people),
        filters=merged_,
        spirit=", ".join(filter(None, (standing.spirit, said.text))),
        controls=replace(standing.controls, obscure=said.obscure or standing.controls.obscure),
    )


def _grown(first: tuple[T, ...], second: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _without_small_words(words: str) -> str:
    """What is asked behind "start over": "start over with westerns" is "westerns"."""
    return re.sub(r"^(?:\s|with|and|now|then|but|please|show me|give me)+", "", words).removesuffix("please").strip()
