"""What is measured on: ratings as MovieLens publishes them, and texts of the films."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recommender.collaboration import Ratings
from recommender.shapes import Rows

RATINGS = "ratings.csv"


class EvaluationError(ValueError):
    """Data that cannot be read: which file and line, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """Ratings, and when each was given.

    Attributes:
        at: (ratings,) int64, seconds; 0 where the file does not say.
    """

    ratings: Ratings
    at: Rows

    def only(self, places: NDArray[np.bool_]) -> Rated:
        """The ratings at the places that are true."""
        return Rated(ratings=self.ratings.only(places), at=self.at[places])


def read_ratings(directory: Path) -> Rated:
    """Read `ratings.csv`: userId, movieId, rating, and timestamp where there is one.

    Raises:
        EvaluationError: the file is missing, or a line is no rating.
    """
    path = directory / RATINGS
    members, films, half_stars, at = [], [], [], []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            for row in reader:
                try:
                    members.append(int(row["userId"]))
                    films.append(int(row["movieId"]))
                    half_stars.append(_half_stars(row["rating"]))
                    at.append(int(row.get("timestamp") or 0))
                except (KeyError, TypeError, ValueError) as error:
                    raise EvaluationError(f"{path}, line {reader.line_num}: no rating ({error})") from None
    except OSError as error:
        raise EvaluationError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise EvaluationError(f"{path}: not UTF-8") from None
    if not members:
        raise EvaluationError(f"{path}: no ratings in it")
    ratings = Ratings(
        members=np.array(members, dtype=np.int64),
        films=np.array(films, dtype=np.int64),
        half_stars=np.array(half_stars, dtype=np.int8),
    )
    return Rated(ratings=ratings, at=np.array(at, dtype=np.int64))


def read_texts(path: Path) -> dict[int, str]:
    """Read JSON lines `{"movieId", "text"}`; a film's last line holds.

    Raises:
        EvaluationError: the file is missing, or a line is something else.
    """
    texts: dict[int, str] = {}
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                    film, text = int(row["movieId"]), row["text"]
                except (KeyError, TypeError, ValueError):
                    raise EvaluationError(f'{path}, line {number}: not {{"movieId", "text"}}') from None
                if not isinstance(text, str):
                    raise EvaluationError(f"{path}, line {number}: the text is no string")
                if text.strip():
                    texts[film] = text.strip()
    except OSError as error:
        raise EvaluationError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise EvaluationError(f"{path}: not UTF-8") from None
    return texts


def _half_stars(rating: str) -> int:
    half_stars = float(rating) * 2
    if half_stars not in range(1, 11):
        raise ValueError(f"{rating} is not 0.5 to 5 in half stars")
    return int(half_stars)
