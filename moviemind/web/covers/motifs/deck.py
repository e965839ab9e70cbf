"""Which motifs and papers suit a genre, and which of a film's genres speaks first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from moviemind.web.covers.motifs import fable, life, old_wars, tension, wonder
from moviemind.web.covers.paper import Dice, Palette

Motif = Callable[[Dice, Palette], str]


@dataclass(frozen=True, slots=True)
class Deck:
    """The motifs to draw from, and the names of the palettes."""

    motifs: tuple[Motif, ...]
    palettes: tuple[str, ...]


DECKS: dict[str, Deck] = {
    "Action": Deck(
        (tension.burst, tension.speed, tension.crosshair, tension.leap),
        ("ember", "steel", "butter", "midnight", "bone"),
    ),
    "Adventure": Deck(
        (wonder.peaks, wonder.compass, wonder.ship, wonder.jungle), ("lagoon", "sky", "desert", "moss", "paper")
    ),
    "Animation": Deck((fable.bounce, fable.creature, fable.balloons), ("butter", "mint", "coral", "sky", "paper")),
    "Comedy": Deck((life.grin, life.bowler, life.quilt, life.sunglasses), ("butter", "coral", "mint", "paper", "rose")),
    "Crime": Deck(
        (tension.blinds, tension.fingerprint, tension.bullet_holes, tension.street_lamp),
        ("gold", "wine", "steel", "bone", "olive"),
    ),
    "Documentary": Deck((life.aperture, life.globe, life.contours), ("ice", "sage", "paper", "steel")),
    "Drama": Deck(
        (
            life.open_door,
            life.two_lives,
            life.night_window,
            life.under_the_sun,
            life.staircase,
            life.torn,
            life.empty_chair,
            life.contours,
        ),
        ("dusk", "parchment", "ice", "wine", "sage", "midnight", "lagoon"),
    ),
    "Family": Deck((fable.kite, fable.balloons, fable.creature), ("sky", "paper", "mint", "butter")),
    "Fantasy": Deck(
        (wonder.castle, wonder.sword, wonder.dragon, fable.shields), ("plum", "dusk", "moss", "cosmos", "midnight")
    ),
    "Film Noir": Deck((tension.street_lamp, tension.blinds, tension.keyhole), ("noir", "bone", "gold")),
    "History": Deck(
        (fable.columns, fable.laurel, fable.hourglass, fable.archive), ("parchment", "desert", "gold", "wine")
    ),
    "Horror": Deck(
        (tension.jaws, tension.house_on_the_hill, tension.drips, tension.watching),
        ("ember", "acid", "noir", "plum", "bone"),
    ),
    "Music": Deck((life.record, life.keys), ("dusk", "butter", "lagoon", "plum")),
    "Musical": Deck((life.curtain, life.keys, life.sunglasses), ("wine", "dusk", "rose", "gold")),
    "Mystery": Deck(
        (tension.keyhole, tension.labyrinth, tension.magnifier, tension.watching),
        ("olive", "plum", "ice", "gold", "steel"),
    ),
    "Romance": Deck(
        (life.entwined, life.heart, life.umbrella, life.two_lives), ("rose", "coral", "dusk", "wine", "paper")
    ),
    "Science Fiction": Deck(
        (wonder.ringed_planet, wonder.horizon_grid, wonder.rocket, wonder.orbits, wonder.saucer, wonder.robot),
        ("cosmos", "lagoon", "acid", "dusk", "midnight"),
    ),
    "Thriller": Deck(
        (tension.vertigo, tension.falling, tension.crosshair, tension.watching),
        ("bone", "steel", "ember", "acid", "wine"),
    ),
    "War": Deck(
        (tension.searchlights, tension.barbed_wire, tension.poppies, tension.parachutes),
        ("olive", "ember", "bone", "steel", "parchment"),
    ),
    "Western": Deck((fable.mesa, fable.badge, fable.rider), ("desert", "gold", "parchment", "coral")),
}

# Wars of swords and wars long past: where a war film is also history, adventure or fantasy, no barbed wire will do.
OLD_WARS = Deck(
    (old_wars.banners, old_wars.lances, old_wars.ravens, old_wars.battle_plan, fable.shields, tension.poppies),
    ("olive", "ember", "bone", "gold", "parchment", "wine", "desert"),
)

# A film's picture comes from its most telling genre: many films are dramas, few are westerns.
DISTINCTIVE: tuple[str, ...] = (
    "Western", "Film Noir", "Musical", "War", "Horror", "Science Fiction", "Documentary", "Animation", "Music",
    "Fantasy", "History", "Mystery", "Romance", "Crime", "Adventure", "Thriller", "Family", "Action", "Comedy",
    "Drama",
)  # fmt: skip
ALONE = frozenset(DISTINCTIVE[:6])  # these are never shown as anything else
