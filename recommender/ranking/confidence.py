"""How sure an answer is, said honestly: strong, fair, weak or none. Fitted in docs/asking.md."""

from __future__ import annotations

from recommender.ranking.rank import Ranked
from recommender.ranking.wants import Wants
from recommender.shapes import Confidence, KnownItem, ParsedQuery

STRONG, FAIR, WEAK = 0.50, 0.40, 0.30


def confidence_of(ranked: Ranked, wants: Wants) -> Confidence:
    """How sure we are. Named films, people and genres are firm ground; free text is judged by what films say to it."""
    if not ranked.picks:
        return "none"
    if len(wants.liked) or wants.people or wants.genres:
        return "strong"
    if wants.themes:
        return "fair"
    cosine = wants.said.cosine if wants.said is not None else 0.0
    for level, least in (("strong", STRONG), ("fair", FAIR), ("weak", WEAK)):
        if cosine >= least:
            return level  # type: ignore[return-value]
    return "none"


def known_item_of(asked: ParsedQuery, ranked: Ranked, wants: Wants) -> KnownItem | None:
    """The film that a told plot describes: the first pick, where its text is near the words."""
    if not asked.plot or wants.said is None or asked.seeds or asked.people or not ranked.picks:
        return None
    if wants.said.cosine < FAIR or ranked.picks[0].score <= 0:
        return None
    return KnownItem(film=ranked.picks[0].film, sure="strong" if wants.said.cosine >= STRONG else "fair")
