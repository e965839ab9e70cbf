"""The words of a sentence that still mean something when all that was understood is taken out."""

from __future__ import annotations

from recommender.query.text import Sentence
from recommender.query.words import CARRIED, FILLER, STOP


def left_over(sentence: Sentence, kept: bytearray, telling: bytearray) -> str:
    """The kept words, as written; "" where none of them tells anything.

    Args:
        kept, telling: a byte for each token: whether it stays, and whether it means something of itself.
    """
    size = len(sentence.tokens)
    if not any(telling[i] and kept[i] for i in range(size)):
        return ""
    runs: list[str] = []
    i = 0
    while i < size:
        end = i + 1
        if kept[i]:
            while end < size and kept[end]:
                end += 1
            runs.extend(_run(sentence, telling, i, end))
        i = end
    return ", ".join(runs)


def _run(sentence: Sentence, telling: bytearray, start: int, end: int) -> list[str]:
    """A stretch of kept words without the small ones at its ends."""

    def idle(i: int) -> bool:
        word = sentence.tokens[i].word
        return not telling[i] and (word in STOP or (word in FILLER and word not in CARRIED))

    while start < end and idle(start):
        start += 1
    while end > start and idle(end - 1):
        end -= 1
    return [sentence.raw(start, end)] if start < end else []
