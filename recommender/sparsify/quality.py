"""How good an encoder is: agreement with people on STS-B, and finding a known film. The same for every encoder."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr

from recommender.sparsify.texts import Texts

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
QUALITY = ("stsb_dev", "stsb_test", "film_mrr", "film_hit10", "wiki_mrr", "wiki_hit10")


def stsb(encode: Encode, texts: Texts, split: str) -> float:
    """Spearman correlation of the cosine of two sentences with the human score, -1 to 1."""
    pairs = texts.pairs(split)
    first, second = encode([pair.first for pair in pairs]), encode([pair.second for pair in pairs])
    return float(spearmanr((first * second).sum(1), [pair.score for pair in pairs]).statistic)


def known_item(encode: Encode, pairs: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """(MRR, hit@10) of finding each query's own document among all documents.

    Rank: 1 + the number of documents that score higher than the query's own; a document of equal score counts too, so
    that an encoder which maps everything to one point finds nothing.
    """
    queries, documents = encode([query for query, _ in pairs]), encode([document for _, document in pairs])
    ranks = np.empty(len(pairs))
    for start in range(0, len(pairs), 512):
        scores = queries[start : start + 512] @ documents.T
        own = np.take_along_axis(scores, np.arange(start, start + len(scores))[:, None], axis=1)
        ranks[start : start + 512] = (scores >= own).sum(1)
    return float((1 / ranks).mean()), float((ranks <= 10).mean())


def measure(encode: Encode, texts: Texts) -> dict[str, float]:
    """All of QUALITY, absolute."""
    film_mrr, film_hit10 = known_item(encode, texts.keyword_queries())
    wiki_mrr, wiki_hit10 = known_item(encode, texts.sentence_queries())
    return {
        "stsb_dev": stsb(encode, texts, "dev"),
        "stsb_test": stsb(encode, texts, "test"),
        "film_mrr": film_mrr,
        "film_hit10": film_hit10,
        "wiki_mrr": wiki_mrr,
        "wiki_hit10": wiki_hit10,
    }


def relative(measured: dict[str, float], dense: dict[str, float]) -> dict[str, float]:
    """Each measure as a fraction of the dense model's."""
    return {name: measured[name] / dense[name] for name in QUALITY}
