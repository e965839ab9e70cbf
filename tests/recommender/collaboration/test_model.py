from pathlib import Path

import numpy as np
import pytest

from recommender.collaboration import Collaboration, CollaborationError, train
from recommender.shapes import Rows
from tests.recommender import toy
from tests.recommender.collaboration.toy import ratings

IDS = np.array([film.id for film in toy.FILMS], dtype=np.int64)
ONE = np.ones(1, dtype=np.float32)


@pytest.fixture(scope="module")
def model() -> Collaboration:
    return train(IDS, ratings(), toy.vectors(), films=toy.FILMS)


def rows(*films: int) -> Rows:
    return np.array([list(IDS).index(film) for film in films], dtype=np.int64)


@pytest.mark.parametrize(("film", "kin"), [(1, {2, 3}), (4, {5, 6}), (7, {8, 9}), (10, {11})])
def test_the_neighbours_are_films_of_a_kind(model: Collaboration, film: int, kin: set[int]) -> None:
    near, weights = model.neighbours(int(rows(film)[0]), len(kin))
    assert {int(IDS[row]) for row in near} == kin
    assert (weights > 0).all()
    assert sorted(weights, reverse=True) == list(weights)


def test_no_film_raises_itself(model: Collaboration) -> None:
    everything = np.arange(len(IDS))
    assert not np.diag(model.contributions(everything, everything, np.ones(len(IDS), dtype=np.float32))).any()


def test_the_score_is_the_sum_of_what_each_liked_film_adds(model: Collaboration) -> None:
    liked, weights = rows(1, 5, 9), np.array([1, 0.3, -0.5], dtype=np.float32)
    candidates = rows(12, 3, 6, 8, 2)
    parts = model.contributions(candidates, liked, weights)
    assert parts.shape == (5, 3)
    assert np.allclose(parts.sum(axis=1), model.scores(liked, weights)[candidates], atol=1e-6)
    without = model.scores(liked[1:], weights[1:])[candidates]
    assert np.allclose(model.scores(liked, weights)[candidates] - without, parts[:, 0], atol=1e-6)


def test_nothing_liked_scores_nothing(model: Collaboration) -> None:
    empty = np.empty(0, dtype=np.int64)
    assert not model.scores(empty, np.empty(0, dtype=np.float32)).any()
    assert model.contributions(rows(1, 2), empty, np.empty(0, dtype=np.float32)).shape == (2, 0)


def test_over_another_library_the_same_films_have_the_same_weights(model: Collaboration) -> None:
    film_ids = np.array([99, 3, 1, 2, 3], dtype=np.int64)  # one unknown, one twice: an edited film and its old row
    laid = model.over(film_ids)
    scores = laid.scores(np.array([2]), ONE)
    there = model.scores(rows(1), ONE)
    assert scores.tolist() == [0, there[2], there[0], there[1], there[2]]
    assert laid.contributions(np.array([3, 0]), np.array([2, 0]), np.ones(2, dtype=np.float32)).tolist() == [
        [there[1], 0],
        [0, 0],
    ]
    assert laid.known()[0] == 0
    assert laid.over(IDS).scores(rows(1), ONE).tolist() == there.tolist()


def test_what_was_saved_is_loaded_to_within_half_precision(model: Collaboration, tmp_path: Path) -> None:
    model.save(tmp_path / "a.npz")
    model.save(tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    loaded = Collaboration.load(tmp_path / "a.npz")
    assert np.allclose(loaded.values, model.values, rtol=1e-3, atol=1e-6)
    for name in ("film_ids", "indptr", "indices", "popularity", "rated", "least", "place_of"):
        assert np.array_equal(getattr(loaded, name), getattr(model, name)), name
    liked, ones = rows(1, 5), np.ones(2, dtype=np.float32)
    assert np.allclose(loaded.company_of(liked, ones), model.company_of(liked, ones), rtol=1e-3)


def test_what_is_no_model_is_refused_by_name(model: Collaboration, tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    with pytest.raises(CollaborationError, match=r"model\.npz"):
        Collaboration.load(path)
    path.write_text("no model")
    with pytest.raises(CollaborationError, match=r"model\.npz"):
        Collaboration.load(path)
    model.save(path)
    with np.load(path) as file:
        arrays = dict(file)
    damages = (
        ("indices", arrays["indices"] + 100),
        ("indptr", arrays["indptr"][:-1]),
        ("rated", None),
        ("company_indices", arrays["company_indices"] + 100),
        ("company_values", None),
    )
    for name, wrong in damages:
        damaged = arrays | {name: wrong}
        np.savez(path, **{key: value for key, value in damaged.items() if value is not None})
        with pytest.raises(CollaborationError, match=r"model\.npz"):
            Collaboration.load(path)
