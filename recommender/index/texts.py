"""What is embedded of a film: its texts, made from its facts and its overview."""

from __future__ import annotations

import hashlib

from recommender.shapes import FilmFacts


def document_of(overview: str, facts: FilmFacts) -> str:
    """The text of a film that is embedded: what it is about and how it feels, then its themes and genres.

    Neither title nor names: films of one name, or of one actor, are not alike for that.
    """
    words = ", ".join((*facts.themes, *(genre.lower() for genre in facts.genres)))
    return " ".join(filter(None, (overview.strip(), f"{words}." if words else ""))) or facts.title


def digest_of(document: str) -> str:
    """A fingerprint of a document, to see whether its vector is still good."""
    return hashlib.sha256(document.encode("utf-8", "surrogatepass")).hexdigest()
