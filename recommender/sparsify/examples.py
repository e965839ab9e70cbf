"""Training examples: pairs of a query-like text and the one that it should find, only from texts that may train."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from recommender.sparsify.texts import Opening, Texts, masked, sentences

WORD = re.compile(r"[A-Za-z][a-z]+(?:-[a-z]+)*")
KINDS = {"sentence": 0.40, "words": 0.30, "themes": 0.12, "sts": 0.18}
"""Shares of the batches. "sts" pairs are no match of query and document; people have said how alike they are."""


TELLING = 3.0
"""A word is telling when fewer than one text in e^3 = 20 has it."""


@dataclass(frozen=True, slots=True)
class Examples:
    """One batch: queries[i] belongs to documents[i]."""

    kind: str
    queries: list[str]
    documents: list[str]
    scores: list[float] | None = None
    """How alike people found each pair, 0 to 5; None where nobody was asked."""

    @property
    def matching(self) -> bool:
        """Whether a query should find its own document before the others."""
        return self.kind != "sts"


class Source:
    """Draws batches; the same seed and step give the same batch, so that a resumed run goes on as if never stopped."""

    def __init__(self, texts: Texts, seed: int, sts: float = KINDS["sts"]) -> None:
        """`sts`: share of the batches that are STS pairs; the other kinds share the rest as KINDS has them."""
        self._seed = seed
        others = (1 - sts) / (1 - KINDS["sts"])
        self._shares = {kind: sts if kind == "sts" else share * others for kind, share in KINDS.items()}
        # A short opening says who made a film and nothing else: no words that tell it from the next.
        self._openings = [
            o for o in texts.openings if not o.held_out and len(o.text) >= 250 and len(sentences(o.text)) >= 3
        ]
        self._films = texts.catalogue
        self._pairs = texts.pairs("train")
        self._rarity = _rarity([o.text for o in self._openings])
        by_genre: dict[str, list[Opening]] = defaultdict(list)
        for opening in self._openings:
            for genre in opening.genres:
                by_genre[genre].append(opening)
        # Films of one genre are each other's hard negatives; rare genres make no batch.
        self._genres = [group for _, group in sorted(by_genre.items()) if len(group) >= 300]

    def batch(self, step: int, size: int) -> Examples:
        """`size` pairs of one kind; twice as many of STS, which are short, and are ranked against each other."""
        rng = Random(f"{self._seed}:{step}")
        kind = rng.choices(list(self._shares), list(self._shares.values()))[0]
        scores = None
        if kind == "sts":
            drawn = rng.sample(self._pairs, 2 * size)
            pairs, scores = [(p.first, p.second) for p in drawn], [p.score for p in drawn]
        elif kind == "themes":
            pairs = [self._theme_pair(film.overview, film.words, rng) for film in rng.sample(self._films, size)]
        else:
            group = rng.choice(self._genres) if rng.random() < 0.5 else self._openings
            make = self._sentence_pair if kind == "sentence" else self._word_pair
            pairs = [make(opening, rng) for opening in rng.sample(group, size)]
        return Examples(kind, [query for query, _ in pairs], [document for _, document in pairs], scores)

    def calibration(self, size: int) -> list[str]:
        """Texts of all kinds, `size` of them, for pruning and for the ranges of the quantizers."""
        texts: list[str] = []
        step = 0
        while len(texts) < size:
            examples = self.batch(-1 - step, 8)
            texts += [*examples.queries, *examples.documents]
            step += 1
        return texts[:size]

    def _sentence_pair(self, opening: Opening, rng: Random) -> tuple[str, str]:
        """A sentence of an opening, most times with the title masked, and the rest of it."""
        parts = sentences(opening.text)
        # The last sentence more often than any other: the first one names the film.
        chosen = len(parts) - 1 if rng.random() < 0.4 else rng.randrange(1, len(parts))
        query = masked(parts[chosen], opening.title) if rng.random() < 0.8 else parts[chosen]
        return query, " ".join(parts[:chosen] + parts[chosen + 1 :])

    def _word_pair(self, opening: Opening, rng: Random) -> tuple[str, str]:
        """A list of telling words, as a person would type keywords, and the opening that they come from."""
        found = {word for word in WORD.findall(opening.text) if self._rarity.get(word, 0.0) >= TELLING}
        telling = sorted(found, key=lambda word: (-self._rarity[word], word))[:24]
        words = rng.sample(telling, min(len(telling), rng.randint(3, 10)))
        words += [genre.lower() for genre in opening.genres[:2] if rng.random() < 0.5]
        rng.shuffle(words)
        return ", ".join(words) or opening.title, opening.text

    def _theme_pair(self, overview: str, words: Sequence[str], rng: Random) -> tuple[str, str]:
        """Some of a film's themes and genres, and our overview."""
        return ", ".join(rng.sample(words, min(len(words), rng.randint(3, 9)))), overview


def _rarity(texts: Sequence[str]) -> dict[str, float]:
    """log(texts / texts with the word) of each lower-case word that stands in three texts or more, 0 to about 9."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({word for word in WORD.findall(text) if word.islower()})
    return {word: math.log(len(texts) / count) for word, count in counts.items() if count >= 3}
