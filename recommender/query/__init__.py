"""From a sentence to a structured request: films, people, wishes, conditions, and the free text that is left."""

from recommender.query.fold import fold
from recommender.query.lexicon import Lexicon, Suggestion
from recommender.query.parse import parse

__all__ = ["Lexicon", "Suggestion", "fold", "parse"]
