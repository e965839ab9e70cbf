"""Candidates in, an ordered list with reasons out."""

from recommender.ranking.diversity import mmr
from recommender.ranking.rank import Ranked, Wants, popular, rank

__all__ = ["Ranked", "Wants", "mmr", "popular", "rank"]
