"""From a sentence to a structured request: films, people, wishes, conditions, and the free text that is left."""

from recommender.query.fold import fold
from recommender.query.lexicon import Lexicon, Suggestion
from recommender.query.parse import parse
from recommender.query.refine import Refined, refine

__all__ = [
    "Lexicon",
    "Refined",
    "Suggestion",
    "fold",
    "parse",
    "refine",
]
