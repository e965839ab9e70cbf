import numpy as np
import pytest

from recommender.evaluation import measures
from recommender.evaluation.measures import NOTHING


def test_ndcg_is_that_of_the_textbook() -> None:
    lists = np.array([[3, 1, 2], [3, 1, 2], [9, 8, 7], [5, NOTHING, NOTHING]])
    wanted = [np.array([1, 2]), np.array([3]), np.array([1]), np.array([5, 6])]
    second_and_third, both = 1 / np.log2(3) + 1 / np.log2(4), 1 + 1 / np.log2(3)
    assert measures.ndcg(lists, wanted, k=3) == pytest.approx([second_and_third / both, 1, 0, 1 / both], abs=1e-5)


def test_a_film_wanted_beyond_the_list_lowers_recall_and_not_the_ideal_beyond_k() -> None:
    lists = np.array([[1, 2]])
    wanted = [np.array([1, 2, 3, 4, -7])]
    assert measures.recall(lists, wanted, k=2).tolist() == pytest.approx([2 / 5])
    assert measures.ndcg(lists, wanted, k=2).tolist() == pytest.approx([1])


def test_nothing_in_a_list_is_no_hit_even_for_what_is_not_here() -> None:
    assert measures.hits(np.array([[NOTHING, 4]]), [np.array([NOTHING, 4])]).tolist() == [[0, 1]]


def test_coverage_counts_films_and_not_places() -> None:
    assert measures.coverage(np.array([[1, 2], [2, NOTHING]]), films=8, k=2) == 2 / 8


def test_diversity_is_one_less_the_mean_cosine_of_pairs() -> None:
    tags = np.array([[1, 0], [1, 0], [0, 1], [1, 1]], dtype=np.float32)
    found = measures.diversity(np.array([[0, 1, NOTHING], [0, 2, NOTHING], [0, 2, 3], [0, NOTHING, NOTHING]]), tags)
    root = 1 / np.sqrt(2)
    assert found == pytest.approx([0, 1, 1 - (0 + root + root) / 3, 0], abs=1e-5)


def test_novelty_is_the_mean_surprise() -> None:
    counts = np.array([8, 2, 0])
    assert measures.novelty(np.array([[0, 1], [2, NOTHING]]), counts, members=8).tolist() == [1, 3]


def test_the_share_of_the_most_popular_films() -> None:
    counts = np.arange(200)[::-1]  # the first two films are the top 1 %
    assert measures.share_of_top(np.array([[0, 5], [1, 0]]), counts) == 0.75


def test_the_interval_of_a_difference_tells_better_from_noise() -> None:
    rng = np.random.default_rng(1)
    noise = rng.normal(0, 0.2, 400).astype(np.float32)
    better = measures.bootstrap(noise + 0.1)
    assert better.low > 0
    assert better.low < better.mean < better.high
    assert measures.bootstrap(noise - noise.mean()).low < 0
    assert measures.bootstrap(noise) == measures.bootstrap(noise)
