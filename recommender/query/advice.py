"""What to say where an answer is weak: what was understood, and what would help."""

from __future__ import annotations

from recommender.shapes import Confidence, ParsedQuery

HELPS = (
    "What helps: a film that you like, a person, a genre, a mood, or what happens in it "
    "(“the one where a man ages backwards”)."
)


def advice(asked: ParsedQuery, confidence: Confidence) -> tuple[str, ...]:
    """Lines for people; none where the answer is strong or fair."""
    if confidence not in ("weak", "none"):
        return ()
    said = []
    if asked.unknown:
        titles = ", ".join(f"“{title}”" for title, _ in asked.unknown[:5])
        said.append(f"We do not know {titles}.")
    elif confidence == "none":
        said.append("We found no strong match for these words.")
    else:
        said.append("No film of ours is a strong match; these come nearest.")
    understood = [*asked.genres, *asked.themes, *asked.people]
    if understood:
        said.append(f"We understood: {', '.join(understood).lower()}.")
    return (*said, HELPS)
