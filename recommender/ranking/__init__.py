"""Candidates in, an ordered list with reasons out."""

from recommender.ranking.confidence import (
    NONE,
    Reading,
    confidence_of,
    could_be_told,
    known_item_of,
    nonsense,
    reading_of,
)
from recommender.ranking.conversing import Talk, TalkWeights, next_films
from recommender.ranking.diversity import mmr
from recommender.ranking.evidence import Evidence, evidence
from recommender.ranking.explain import explained
from recommender.ranking.interests import interests_of, one_by_one
from recommender.ranking.offtopic import sorts
from recommender.ranking.profile import Profile, profile_of
from recommender.ranking.rank import Ranked, filled, popular, rank
from recommender.ranking.relax import relaxations
from recommender.ranking.rules import NO_RULES, Acting, Rule, acting
from recommender.ranking.shelves import shelves
from recommender.ranking.wants import Wants
from recommender.ranking.weights import WEIGHTS, Weights

__all__ = [
    "NONE",
    "NO_RULES",
    "WEIGHTS",
    "Acting",
    "Evidence",
    "Profile",
    "Ranked",
    "Reading",
    "Rule",
    "Talk",
    "TalkWeights",
    "Wants",
    "Weights",
    "acting",
    "confidence_of",
    "could_be_told",
    "evidence",
    "explained",
    "filled",
    "interests_of",
    "known_item_of",
    "mmr",
    "next_films",
    "nonsense",
    "one_by_one",
    "popular",
    "profile_of",
    "rank",
    "reading_of",
    "relaxations",
    "shelves",
    "sorts",
]
