"""Which films stand in a sentence by their title, whether they were understood or not: none of them is an answer.

The parser may miss a title; who typed it still knows the film. A title counts where it stands as one: with capitals, in
quotation marks, by a rare word or several, or between what parts the items of a list; not a title's words in a story.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from recommender.query.candidates import JOINS, Candidate
from recommender.query.elements import Element
from recommender.query.fold import ARTICLES, joined, title_keys
from recommender.query.mentions import SUBJECTS, Namer
from recommender.query.text import LIST_SEPARATORS, Sentence, read
from recommender.query.titles import Ids
from recommender.query.verdicts import verdict
from recommender.query.words import AFTER_PLACE, FILM_NOUNS, STOP, is_common, known_words
from recommender.shapes import FilmFacts

_VERDICTS = ("like", "love", "dislike")
HEADS, RARE, LEAST_TELLING = 5, 20, 5  # films whose series is looked for; titles, letters of a word that tells one
LEAST_MISSPELT = 8  # letters of a title that is looked for with slips
ALIKE, LONG, ALIKE_LONG = 0.86, 10, 0.8  # two slips in "donny darko"
STORY = 3  # telling words
LONGEST_CUE = 4  # words of what opens a liking or a refusal: "instead of", "not a fan of"


def written_out(sentence: Sentence, elements: Sequence[Element], namer: Namer, *, told: bool) -> Ids:
    """The films of the titles that stand in a sentence; of a part or nickname the one that is probably meant.

    Args:
        told: a story is being told: there only capitals, quotation marks and long titles count.
    """
    longer = [(e.start, e.end, e.film) for e in elements if e.kind in ("film", "compared", "person")]
    found: dict[int, None] = {e.film: None for e in elements if e.kind == "film"}
    talks = any(e.kind in ("film", "compared", "unknown") or e.cue in _VERDICTS for e in elements)
    for start in range(len(sentence.tokens)):
        for c in namer.candidates(start):
            width = c.end - c.start
            if any(
                at <= c.start and c.end <= end and end - at > width and film not in c.ids for at, end, film in longer
            ):
                continue  # "Avengers" in "Avengers: Infinity War" is no title
            if _stands(sentence, namer, c, told=told, talks=talks) or _listed(sentence, namer, c, elements):
                found.update(dict.fromkeys(c.ids if c.exact else (namer.lexicon.better_known(c.ids),)))
                longer.append((c.start, c.end, 0))
                break
    found.update(dict.fromkeys(_of_series(sentence, tuple(found), namer)))
    if talks and not told:
        found.update(dict.fromkeys(_begun(sentence, namer, [(at, end) for at, end, _ in longer])))
    return tuple(found)


def _of_series(sentence: Sentence, films: Sequence[int], namer: Namer) -> Iterator[int]:
    """Of the series of films that are named those whose subtitle stands there: "The Matrix, yes. Revolutions, no"."""
    heads = [title_keys(namer.lexicon.facts(film).title) for film in films[:HEADS]]
    words = dict.fromkeys(token.key for token in sentence.tokens) if heads else {}
    for word in words:
        if len(word) < LEAST_TELLING or len(holders := namer.lexicon.containing(word)) > RARE:
            continue  # a subtitle is told by a rare word; of a common one the films would be looked through in vain
        for other in holders:
            keys = title_keys(namer.lexicon.facts(other).title)
            for head in heads:
                rest = [key for key in keys[len(head) :] if key not in STOP and not key.isdigit()]
                if keys[: len(head)] == head and rest and all(key in words for key in rest):
                    yield other


def _begun(sentence: Sentence, namer: Namer, taken: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The films that items of a list only begin: "notting hill and four weddings"."""
    for start in range(1, len(sentence.tokens)):
        opens = sentence.tokens[start].before in LIST_SEPARATORS or sentence.tokens[start - 1].word in JOINS
        if not opens or any(at <= start < end for at, end in taken):
            continue
        film = namer.begun(start, namer.item_end(start), ordinary=True)
        if film is not None:
            yield film


def _stands(sentence: Sentence, namer: Namer, c: Candidate, *, told: bool, talks: bool) -> bool:
    """Whether a title's words stand there as a title.

    Where somebody talks of films that they liked or did not, an ordinary word that is a whole title may be one more of
    them: to leave a film out that was not meant costs less than to give back one that was.
    """
    tokens = sentence.tokens[c.start : c.end]
    telling = [token.word for token in tokens if token.word not in STOP and not token.word.isdigit()]
    if any(start <= c.start and c.end <= end for start, end in sentence.quoted):
        return bool(telling) and _apart(sentence, namer, c)
    if not telling:  # "Us was creepy and I loved it"
        alone = c.end == len(sentence.tokens) or bool(sentence.tokens[c.end].before)
        if c.exact and alone and (not c.start or tokens[0].before):
            return len(sentence.tokens) > c.end - c.start  # "Fury. Dunkirk. 1917."
        judged = c.exact and tokens[0].capital and tokens[0].word not in SUBJECTS
        return judged and bool(verdict(sentence.tokens, c.end))
    if len(tokens) >= 3 and len(telling) >= 2:
        return c.exact or not told
    before = sentence.tokens[c.start - 1].word if c.start else ""
    if sentence.capitalized(c.start, c.end) and (len(telling) > 1 or not told or before not in AFTER_PLACE):
        return True
    coined = c.exact and not is_common(telling[0]) and telling[0] not in known_words()
    if coined and len(tokens) == 1 and len(telling[0]) > 4 and namer.meaning(c.start, c.end) is None:
        return True  # "deadpool" is no word of a story
    if told:
        return False
    if namer.meaning(c.start, c.end) is not None and not any(token.capital for token in tokens):
        return False
    rare = not is_common(telling[0]) and len(telling[0]) > 4
    if rare and c.end < namer.size and namer.words[c.end] in FILM_NOUNS:
        return True  # "loving the hobbit movies"
    if c.exact and (len(telling) > 1 or rare or talks):
        return True
    initials = "." in sentence.raw(c.start, c.end)  # "E.T."
    return (c.exact or initials or len(telling) > 1) and _apart(sentence, namer, c)


def _listed(sentence: Sentence, namer: Namer, c: Candidate, elements: Sequence[Element]) -> bool:
    """Whether a title of small words goes on a list of films: "eternal sunshine + lost in translation + her"."""
    if not c.exact or not _apart(sentence, namer, c):
        return False
    joined_by = sentence.tokens[c.start - 1].word in JOINS if c.start else False
    parted = sentence.tokens[c.start].before in LIST_SEPARATORS
    ends = {c.start - joined_by} if joined_by or parted else set()
    return any(e.kind == "film" and e.end in ends for e in elements)


def _apart(sentence: Sentence, namer: Namer, c: Candidate) -> bool:
    """Whether nothing but what opens, joins or ends a list stands around some words."""
    start = c.start
    if start and sentence.tokens[start - 1].word in ARTICLES and not sentence.tokens[start].before:
        start -= 1
    if start and not sentence.tokens[start].before and sentence.tokens[start - 1].word not in JOINS:
        openers = (namer.meaning(at, start) for at in range(max(0, start - LONGEST_CUE), start))
        if not any(opener is not None and opener.cue in ("like", "love", "dislike", "no") for opener in openers):
            return False
    return namer.ends_at(c.end)


def misspelt(text: str, films: Iterable[FilmFacts]) -> tuple[int, ...]:
    """Those of some films whose title, or original title, stands in a text but for a slip of the pen or two."""
    keys = [token.key for token in read(text).tokens if token.key]
    line = joined(keys)
    return tuple(film.id for film in films if any(_nearly(name, keys, line) for name in _names(film)))


def _names(film: FilmFacts) -> Iterable[tuple[str, int]]:
    yield _key_of(film.title)
    if film.original_title and film.original_title != film.title:
        yield _key_of(film.original_title)


@lru_cache(maxsize=4096)
def _key_of(title: str) -> tuple[str, int]:
    """A title's key, and of how many words it is: the same films stand in many answers."""
    keys = title_keys(title)
    return joined(keys), len(keys)


def _nearly(name: tuple[str, int], keys: Sequence[str], line: str) -> bool:
    """Whether some words in a row are nearly a title."""
    key, words = name
    alike = ALIKE_LONG if len(key) >= LONG else ALIKE
    if len(key) < LEAST_MISSPELT or fuzz.partial_ratio(key, line, score_cutoff=100 * alike - 6) == 0:
        return False
    for size in range(max(1, words - 1), words + 2):
        for start in range(len(keys) - size + 1):
            part = joined(keys[start : start + size])
            if part[:1] == key[:1] and OSA.normalized_similarity(key, part, score_cutoff=alike) > 0:
                return True
    return False
