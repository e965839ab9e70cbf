import importlib.util
from typing import Any

import numpy as np
import pytest

from recommender.evaluation import peers


@pytest.fixture
def liked() -> np.ndarray:
    rng = np.random.default_rng(5)
    kinds = np.repeat(np.eye(3), 5, axis=1)[np.arange(24) % 3]
    return (kinds * (rng.random((24, 15)) < 0.7)).astype(np.float32)


def test_popularity_is_the_same_for_all(liked: np.ndarray) -> None:
    scores = peers.popularity(liked)
    assert (scores == scores[0]).all()
    assert scores[0].tolist() == liked.sum(axis=0).tolist()


def test_item_knn_sums_cosines_to_the_nearest(liked: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = liked / np.linalg.norm(liked, axis=0)
    cosine = unit.T @ unit
    np.fill_diagonal(cosine, 0)
    assert np.allclose(peers.item_knn(liked), liked @ cosine, atol=1e-5)
    monkeypatch.setattr(peers, "NEIGHBOURS", 2)
    for row in cosine:
        row[np.argsort(-row, kind="stable")[2:]] = 0
    assert np.allclose(peers.item_knn(liked), liked @ cosine, atol=1e-5)


def test_ease_of_little_known_members_is_training_without_them(liked: np.ndarray) -> None:
    members = np.array([0, 4, 5])
    known = np.zeros((3, liked.shape[1]), dtype=np.float32)
    known[[0, 1, 2], [0, 6, 11]] = 1
    for place, member in enumerate(members):
        rest = np.delete(liked, member, axis=0).astype(np.float64)
        inverse = np.linalg.inv(rest.T @ rest + peers.RIDGE * np.eye(15))
        weights = -inverse / np.diag(inverse)
        np.fill_diagonal(weights, 0)
        assert np.allclose(peers.ease_few(liked, members, known)[place], known[place] @ weights, atol=1e-6)


def test_ials_finds_the_films_of_a_kind(liked: np.ndarray) -> None:
    pytest.importorskip("implicit", reason="the peer's package is not installed")
    scores = peers.ials(liked)
    for member in range(24):
        mine = slice(5 * (member % 3), 5 * (member % 3) + 5)
        assert scores[member, mine].mean() > np.delete(scores[member], np.r_[mine]).mean()
    assert np.array_equal(scores, peers.ials(liked))


def test_a_missing_package_is_named(liked: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec

    def without(name: str, *rest: Any) -> Any:
        return None if name == "implicit" else found(name, *rest)

    monkeypatch.setattr(importlib.util, "find_spec", without)
    with pytest.raises(peers.PeerMissing, match="implicit"):
        peers.ials(liked)


def test_texts_place_cold_films() -> None:
    vectors = np.eye(4, dtype=np.float32)[[0, 0, 1, 2]]
    liked = np.array([[1, 1, 0, 0], [0, 0, 1, 0]], dtype=np.float32)
    cold = np.eye(4, dtype=np.float32)[[0, 1]]
    assert peers.text_knn(liked, vectors, cold).tolist() == [[2, 0], [0, 1]]
