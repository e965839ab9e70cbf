import numpy as np

from recommender.evaluation import split


def test_the_split_is_that_of_the_hash_and_of_nothing_else() -> None:
    members, films = np.array([1, 1, 1, 1, 1, 610]), np.array([1, 3, 6, 47, 50, 168252])
    alone = [bool(split.held_out(members[n : n + 1], films[n : n + 1])[0]) for n in range(len(members))]
    assert split.held_out(members, films).tolist() == alone
    assert split.number_of("abc") == 0xA9993E364706816ABA3E25717850C26C9CD0D89D  # the SHA-1 standard's own example


def test_about_a_fifth_is_held_out_and_the_validation_part_is_another_fifth() -> None:
    members, films = np.repeat(np.arange(60), 60), np.tile(np.arange(60), 60)
    test, validation = split.held_out(members, films), split.held_out(members, films, "v:")
    assert 0.17 < test.mean() < 0.23
    assert 0.17 < validation.mean() < 0.23
    assert 0.02 < (test & validation).mean() < 0.06


def test_a_film_is_cold_for_everybody() -> None:
    films = np.array([3, 7, 3, 9, 7, 3])
    cold = split.cold(films)
    assert len({bool(each) for film, each in zip(films, cold, strict=True) if film == 3}) == 1
    assert 0.15 < split.cold(np.arange(2000)).mean() < 0.25


def test_little_is_known_in_an_order_of_the_members_own() -> None:
    films = np.arange(20)
    assert sorted(split.few(1, films).tolist()) == films.tolist()
    assert split.few(1, films).tolist() == split.few(1, films[::-1]).tolist()
    assert split.few(1, films).tolist() != split.few(2, films).tolist()
