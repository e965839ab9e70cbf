from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from recommender.collaboration import (
    Collaboration,
    LeavingOut,
    Ratings,
    Settings,
    ease,
    graded,
    prepare,
    train,
    training,
)
from recommender.collaboration.ease import Ease
from tests.recommender import toy
from tests.recommender.collaboration.toy import LOVE, WAR, ratings

IDS = np.array([film.id for film in toy.FILMS], dtype=np.int64)


def learn(given: Ratings, **settings: Any) -> Collaboration:
    """The model of the toy catalogue."""
    return train(IDS, given, toy.vectors(), films=toy.FILMS, settings=Settings(**settings))


def dense(matrix: np.ndarray, ridge: float) -> np.ndarray:
    """EASE as its paper writes it."""
    inverse = np.linalg.inv(matrix.T @ matrix + ridge * np.eye(matrix.shape[1]))
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0)
    return weights


@pytest.mark.parametrize("shape", [(9, 30), (30, 9), (12, 12)], ids=["few members", "many members", "square"])
def test_from_either_side_the_weights_are_those_of_the_paper(shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(7)
    matrix = rng.choice([0, 0, 0.3, 1], size=shape).astype(np.float32)
    solved, paper = Ease(matrix, 2.0), dense(matrix.astype(np.float64), 2.0)
    assert np.allclose(solved.weights(np.arange(shape[1])), paper, atol=1e-4)
    assert np.allclose(solved.weights(np.array([3, 1])), paper[[3, 1]], atol=1e-4)
    liked = rng.random((4, shape[1])).astype(np.float32)
    assert np.allclose(solved.scores(liked), liked @ paper, atol=1e-4)
    assert np.allclose(solved.told(liked.T), paper @ liked.T, atol=1e-4)


def test_a_large_matrix_is_inverted_by_halves_to_the_same_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.random.default_rng(7).choice([0, 0, 0.3, 1], size=(60, 45)).astype(np.float32)
    matrix = rows.T @ rows + 2 * np.eye(45, dtype=np.float32)
    monkeypatch.setattr(ease, "HALVED", 10)
    assert np.allclose(ease.inverse(matrix), np.linalg.inv(matrix.astype(np.float64)), atol=1e-5)


def test_the_same_ratings_in_any_order_give_the_same_model() -> None:
    given = ratings()
    order = np.random.default_rng(3).permutation(len(given))
    shuffled = Ratings(
        members=given.members[order] * 1000 + 7, films=given.films[order], half_stars=given.half_stars[order]
    )
    first, second = learn(given), learn(shuffled)
    for name in ("indptr", "indices", "values", "popularity", "rated"):
        assert np.array_equal(getattr(first, name), getattr(second, name)), name


def test_a_film_that_nobody_rated_is_placed_by_its_text() -> None:
    given = ratings()
    unrated = given.only(given.films != 3)
    model = learn(unrated)
    assert not model.rated[2]
    raised = model.contributions(np.array([2]), np.arange(len(IDS)), np.ones(len(IDS), dtype=np.float32))[0]
    assert set(IDS[np.argsort(-raised)[:2]]) <= {*WAR}  # "Front Line" is raised by the other films of soldiers
    assert raised[list(IDS).index(LOVE[0])] < raised.max() / 5
    assert not train(IDS, unrated).contributions(np.array([2]), np.array([0]), np.ones(1, dtype=np.float32)).any()


def test_only_the_weights_that_matter_are_kept() -> None:
    everything, few = learn(ratings(), kept=12), learn(ratings(), kept=2)
    rated = few.rated[few.indices]
    assert np.count_nonzero(rated) < len(everything.values) / 3
    near, _ = everything.neighbours(0, 2)
    assert np.array_equal(few.neighbours(0, 2)[0], near)
    assert set(zip(few.indices.tolist(), few.values.tolist(), strict=True)) <= set(
        zip(everything.indices.tolist(), everything.values.tolist(), strict=True)
    )


@pytest.mark.parametrize("member", [0, 1, 5, 39])
def test_leaving_a_member_out_is_training_without_them(member: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ease, "from_the_side_of_rows", lambda rows, films: True)
    given = ratings()
    told = prepare(IDS, given, toy.vectors(), films=toy.FILMS)
    without = train(IDS, given.only(given.members != member), toy.vectors(), films=toy.FILMS)
    left = LeavingOut(told, without.least).model(member, IDS[without.rated])
    everything = np.arange(len(IDS))[without.rated]
    one = np.ones(len(everything), dtype=np.float32)
    expected = without.contributions(everything, everything, one)
    assert np.abs(expected).max() > 0.01
    assert np.allclose(left.contributions(everything, everything, one), expected, atol=1e-5)
    assert np.allclose(left.popularity, without.popularity)
    for film in everything:
        kept_company = without.company_of(np.array([film]), one[:1])
        assert kept_company.any()
        assert np.allclose(left.company_of(np.array([film]), one[:1]), kept_company, atol=1e-5)
    some = LeavingOut(told, without.least).model(member, np.array([4]))
    row = np.array([list(IDS).index(4)])
    assert np.allclose(some.scores(row, one[:1]), left.scores(row, one[:1]), atol=1e-6)
    assert not some.scores(np.array([0]), one[:1]).any()


def test_films_are_in_company_with_those_of_their_kind_and_with_none_that_nobody_rated() -> None:
    model = learn(ratings())
    one = np.ones(1, dtype=np.float32)
    for film in WAR:
        company = model.company_of(np.array([list(IDS).index(film)]), one)
        assert {int(IDS[row]) for row in np.argsort(-company)[:2]} == {*WAR} - {film}
        assert company[list(IDS).index(film)] == 0
        assert company[list(IDS).index(12)] == 0
    unrated = model.company_of(np.array([list(IDS).index(12)]), one)
    assert not unrated.any()


def test_company_counts_the_same_on_a_site_of_twice_as_many_members() -> None:
    given = ratings()
    twice = Ratings(
        members=np.concatenate([given.members, given.members + 1000]),
        films=np.concatenate([given.films, given.films]),
        half_stars=np.concatenate([given.half_stars, given.half_stars]),
    )
    liked, weights = np.array([0, 4, 8]), np.array([1, 0.8, 0.4], dtype=np.float32)
    assert np.allclose(learn(given).company_of(liked, weights), learn(twice).company_of(liked, weights), atol=1e-5)


def test_a_film_beyond_those_that_are_solved_for_is_placed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "MOST_RATED", 9)
    model = learn(ratings())
    assert np.count_nonzero(model.rated) == 9
    for row in np.flatnonzero(~model.rated):
        assert model.contributions(np.array([row]), np.arange(len(IDS)), np.ones(len(IDS), dtype=np.float32)).any()


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
    model = learn(ratings())
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
