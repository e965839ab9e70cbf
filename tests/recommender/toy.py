"""A toy catalogue of a dozen films whose neighbours a child could name, with vectors made by hand."""

from __future__ import annotations

import numpy as np

from recommender.shapes import FilmFacts, Floats

# Directions of meaning: war, space, love, laughter, dread, horses.
FILMS = (
    FilmFacts(id=1, title="Trenches", year=1957, runtime=90, language="en", countries=("US",), genres=("War", "Drama"),
              themes=("soldiers", "world war i", "war is hell"), directors=("Anna Alpha",), cast=("Carl Cast",),
              content={"violence": "strong", "gore": "some"}, well_known=True),
    FilmFacts(id=2, title="The Last Battle", year=1998, runtime=169, language="en", countries=("US",),
              genres=("War", "Action"), themes=("soldiers", "world war ii", "war is hell"), directors=("Anna Alpha",),
              cast=("Carl Cast", "Dora Duo"), content={"violence": "strong", "gore": "strong"}),
    FilmFacts(id=3, title="Front Line", year=2016, runtime=139, language="en", countries=("GB",), genres=("War",),
              themes=("soldiers", "world war ii", "rescue mission"), content={"violence": "strong", "gore": "strong"}),
    FilmFacts(id=4, title="Star Dust", year=1977, runtime=121, language="en", countries=("US",),
              genres=("Science Fiction", "Adventure"), themes=("outer space", "aliens", "rebellion"),
              directors=("Bert Beta",), content={"violence": "some", "gore": "none"}, well_known=True),
    FilmFacts(id=5, title="Far Orbit", year=2013, runtime=91, language="en", countries=("US",),
              genres=("Science Fiction",), themes=("outer space", "survival", "isolation"),
              content={"violence": "none", "gore": "none"}),
    FilmFacts(id=6, title="Robot Laughs", year=1999, runtime=102, language="en", countries=("US",),
              genres=("Science Fiction", "Comedy"), themes=("aliens", "robots", "funny"),
              content={"violence": "some", "gore": "none"}),
    FilmFacts(id=7, title="Spring in Paris", year=1995, runtime=101, language="fr", countries=("FR",),
              genres=("Romance", "Drama"), themes=("falling in love", "paris", "gentle"),
              content={"violence": "none", "gore": "none"}, well_known=True),
    FilmFacts(id=8, title="Two Hearts", year=2004, runtime=124, language="en", countries=("US",), genres=("Romance",),
              themes=("falling in love", "doomed love", "sad"), cast=("Dora Duo",),
              content={"violence": "none", "gore": "none"}),
    FilmFacts(id=9, title="Wedding Chaos", year=2011, runtime=125, language="en", countries=("US",),
              genres=("Comedy", "Romance"), themes=("wedding", "funny", "falling in love"),
              content={"violence": "none", "gore": "none"}),
    FilmFacts(id=10, title="Cold House", year=1980, runtime=144, language="en", countries=("GB",), genres=("Horror",),
              themes=("haunted house", "ghosts", "scary"), content={"violence": "strong", "gore": "strong"}),
    FilmFacts(id=11, title="Night Visitors", year=2001, runtime=None, language="", genres=("Horror", "Mystery"),
              themes=("ghosts", "haunted house", "twist ending")),
    FilmFacts(id=12, title="Dust and Saddles", year=1966, runtime=161, language="it", countries=("IT",),
              genres=("Western",), themes=("cowboys and outlaws", "wild west", "treasure hunt"),
              content={"violence": "strong", "gore": "none"}, well_known=True),
)
DIRECTIONS = np.array(
    [
        [1, 0, 0, 0, 0.1, 0], [1, 0, 0.1, 0, 0, 0], [0.9, 0, 0, 0, 0.2, 0],
        [0.2, 1, 0, 0, 0, 0], [0, 1, 0.1, 0, 0.2, 0], [0, 0.8, 0, 0.7, 0, 0],
        [0, 0, 1, 0.1, 0, 0], [0, 0, 1, 0, 0.1, 0], [0, 0, 0.7, 0.8, 0, 0],
        [0, 0, 0, 0, 1, 0.1], [0, 0, 0.1, 0, 1, 0], [0.25, 0, 0, 0, 0, 1],
    ],
    dtype=np.float32,
)  # fmt: skip


def vectors() -> Floats:
    """(12, 6) float32, unit rows, in the order of FILMS."""
    unit: Floats = DIRECTIONS / np.linalg.norm(DIRECTIONS, axis=1, keepdims=True)
    return unit
