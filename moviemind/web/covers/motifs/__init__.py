"""What is drawn on a cover: for every genre a handful of motifs and the palettes that suit it."""

from moviemind.web.covers.motifs.deck import DECKS, DISTINCTIVE, Deck, Motif

__all__ = ["DECKS", "DISTINCTIVE", "Deck", "Motif"]
