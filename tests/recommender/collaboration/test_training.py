from dataclasses import replace

import numpy as np
import pytest

from recommender.collaboration import Ratings, Settings, graded, train
from recommender.collaboration.ease import Ease
from tests.recommender import toy
from tests.recommender.collaboration.toy import LOVE, WAR, ratings

IDS = np.array([film.id for film in toy.FILMS], dtype=np.int64)


def dense(matrix: np.ndarray, ridge: float) -> np.ndarray:
    """EASE as its paper writes it."""
    inverse = np.linalg.inv(matrix.T @ matrix + ridge * np.eye(matrix.shape[1]))
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0)
    return weights


@pytest.mark.parametrize("shape", [(9, 30), (30, 9), (12, 12)], ids=["few members", "many members", "square"])
def test_from_either_side_the_weights_are_those_of_the_paper(shape: tuple[int, int]) -> None:
    matrix = np.random.default_rng(7).choice([0, 0, 0.3, 1], size=shape).astype(np.float32)
    solved = Ease(matrix, 2.0)
    blocks = list(solved.columns(block=4))
    assert [start for start, _ in blocks] == list(range(0, shape[1], 4))
    assert np.allclose(np.hstack([block for _, block in blocks]), dense(matrix.astype(np.float64), 2.0), atol=1e-4)


def test_the_same_ratings_in_any_order_give_the_same_model() -> None:
    given = ratings()
    order = np.random.default_rng(3).permutation(len(given))
    shuffled = Ratings(
        members=given.members[order] * 1000 + 7, films=given.films[order], half_stars=given.half_stars[order]
    )
    first, second = train(IDS, given, toy.vectors()), train(IDS, shuffled, toy.vectors())
    for name in ("indptr", "indices", "values", "popularity", "rated"):
        assert np.array_equal(getattr(first, name), getattr(second, name)), name


def test_a_film_that_nobody_rated_is_placed_by_its_text() -> None:
    given = ratings()
    unrated = given.only(given.films != 3)
    model = train(IDS, unrated, toy.vectors())
    assert not model.rated[2]
    raised = model.contributions(np.array([2]), np.arange(len(IDS)), np.ones(len(IDS), dtype=np.float32))[0]
    assert set(IDS[np.argsort(-raised)[:2]]) <= {*WAR}  # "Front Line" is raised by the other films of soldiers
    assert raised[list(IDS).index(LOVE[0])] < raised.max() / 20
    assert not train(IDS, unrated).contributions(np.array([2]), np.array([0]), np.ones(1, dtype=np.float32)).any()


def test_only_the_strongest_weights_are_kept() -> None:
    few = train(IDS, ratings(), toy.vectors(), Settings(kept=2))
    into = np.bincount(few.indices, minlength=len(IDS))
    assert into.max() == 2
    all_of_them = train(IDS, ratings(), toy.vectors())
    near, _ = all_of_them.neighbours(0, 2)
    assert np.array_equal(few.neighbours(0, 2)[0], near)


def test_films_elsewhere_are_left_out_and_none_at_all_is_refused() -> None:
    given = ratings()
    elsewhere = replace(given, films=given.films + 1000)
    with pytest.raises(ValueError, match="none of the ratings"):
        train(IDS, elsewhere)
    both = Ratings(
        members=np.concatenate([given.members, elsewhere.members]),
        films=np.concatenate([given.films, elsewhere.films]),
        half_stars=np.concatenate([given.half_stars, elsewhere.half_stars]),
    )
    assert np.array_equal(train(IDS, both).values, train(IDS, given).values)


def test_popularity_counts_who_liked_a_film() -> None:
    model = train(IDS, ratings(), toy.vectors())
    assert model.popularity.max() == 1
    assert model.popularity[list(IDS).index(12)] == 0
    assert not model.rated[list(IDS).index(12)]


def test_ratings_that_do_not_fit_are_refused() -> None:
    given = ratings()
    with pytest.raises(ValueError, match="lengths differ"):
        replace(given, films=given.films[1:])
    with pytest.raises(ValueError, match="1 to 10"):
        replace(given, half_stars=given.half_stars * 0)


def test_a_rating_counts_as_liking_by_its_stars() -> None:
    expected = [0.0001] * 5 + [0.3] * 2 + [1] * 3
    assert graded(np.arange(1, 11)).tolist() == np.array(expected, dtype=np.float32).tolist()
