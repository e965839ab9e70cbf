"""What is drawn on a cover: for every genre a handful of motifs and the palettes that suit it."""

from moviemind.web.covers.motifs.deck import ALONE, DECKS, DISTINCTIVE, OLD_WARS, Deck, Motif

__all__ = ["ALONE", "DECKS", "DISTINCTIVE", "OLD_WARS", "Deck", "Motif"]
