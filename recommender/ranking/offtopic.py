"""What people ask of other machines, as sentences of every such sort: an ask nearer to these than to any film is none.

A margin between two cosines of one encoder holds for the next encoder better than a bound on one cosine does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from recommender.shapes import Floats

SENTENCES = (
    "what is the weather forecast for this week", "set a timer for ten minutes", "how do I cook pasta",
    "a recipe for vegetable stew", "my computer screen is broken", "how do I install this software on my computer",
    "a bug in my program code", "write a function in a programming language",
    "translate this sentence into another language", "what does this word mean, grammar and spelling",
    "what is the capital of a country", "how many people live in that country",
    "solve this equation, a mathematics problem", "convert units of measurement",
    "book a hotel room or a flight ticket", "directions to the nearest station", "buy shoes and clothes online",
    "the price of groceries in the supermarket", "order food delivery", "track my parcel, customer service, refund",
    "log in to my account and change my password", "cancel my subscription", "bank account, loan and interest rate",
    "share prices and cryptocurrency", "income tax declaration form",
    "I have a headache, what medicine should I take", "make an appointment with a doctor", "symptoms of an illness",
    "job vacancies and salaries", "rent a flat, house prices", "car repair and spare parts",
    "turn on the lights in the living room", "call a friend on the phone", "send a message or an email",
    "remind me of my appointment tomorrow", "play a song on the radio", "song lyrics and who sings it",
    "learn to play an instrument", "the engine of my car is broken", "tickets for a concert, a train or a plane",
    "cheap holidays and travel", "tell me the news of today",
    "the results of yesterday's football match", "who is the president of this country",
    "a fact about physics, chemistry or biology", "how far is it to the sun", "how to repair a washing machine",
    "household appliances and furniture", "gardening tools and lawn care", "pet food and grooming",
    "tips for losing weight and exercise", "crossword puzzle answer", "lottery numbers and horoscope",
    "hello, how are you", "thank you, goodbye", "are you a computer program, what is your name",
    "random letters without meaning", "meaningless words in a row", "numbers and symbols only",
    "web address, file path, computer command", "a contract, an invoice, office paperwork",
)  # fmt: skip
NEAREST = 2  # sentences of which the mean cosine counts


@lru_cache(maxsize=4)
def _embedded(encode: Callable[[Sequence[str]], Floats | None]) -> Floats:
    vectors = encode(SENTENCES)
    if vectors is None:
        raise LookupError  # not kept: an encoder may come
    return vectors


def learn(encode: Callable[[Sequence[str]], Floats | None]) -> None:
    """Embed the sentences now, so that the first question does not wait for them."""
    try:
        _embedded(encode)
    except LookupError:
        return


def off_topic(vector: Floats, encode: Callable[[Sequence[str]], Floats | None]) -> float:
    """The cosine of a text to what is asked of other machines. The sentences are embedded once for each encoder."""
    try:
        near = _embedded(encode) @ vector
    except LookupError:
        return 0.0
    return float(np.sort(near)[-NEAREST:].mean())
