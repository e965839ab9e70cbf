from pathlib import Path

import numpy as np
import pytest

from recommender.index import Library
from recommender.ranking import Wants, mmr, one_by_one, popular, rank
from recommender.ranking.score import score
from recommender.shapes import Controls, Filters
from tests.recommender.index.test_library import make_library

PLAIN = Controls(adventurous=0, varied=0.1)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return make_library(tmp_path)


def wants(library: Library, *liked: int, disliked: tuple[int, ...] = (), **words: tuple[str, ...]) -> Wants:
    return Wants(
        liked=library.rows(liked),
        liked_weights=np.full(len(liked), 1 / max(len(liked), 1), dtype=np.float32),
        groups=one_by_one(library.rows(liked)),
        disliked=library.rows(disliked),
        disliked_weights=np.full(len(disliked), 1 / max(len(disliked), 1), dtype=np.float32),
        controls=PLAIN,
        **words,  # type: ignore[arg-type]
    )


def titles(library: Library, asked: Wants, limit: int = 3, exclude: tuple[int, ...] = ()) -> list[str]:
    picks = rank(library, asked, library.allowed(Filters(), exclude), limit).picks
    return [pick.film.title for pick in picks]


def test_alike_films_come_first(library: Library) -> None:
    assert set(titles(library, wants(library, 1), 2, exclude=(1,))) == {"The Last Battle", "Front Line"}
    assert titles(library, wants(library, 10), 1, exclude=(10,)) == ["Night Visitors"]


def test_two_tastes_both_find_films_instead_of_an_average(library: Library) -> None:
    found = titles(library, wants(library, 1, 10), 3, exclude=(1, 10))
    assert "Night Visitors" in found
    assert {"The Last Battle", "Front Line"} & set(found)


def test_a_disliked_film_pushes_its_likes_down(library: Library) -> None:
    liked = titles(library, wants(library, 5), 3, exclude=(5, 6))
    assert liked[0] == "Star Dust"
    scores = {
        disliked: {
            pick.film.id: pick.score
            for pick in rank(library, wants(library, 5, disliked=disliked), library.allowed(Filters(), [5, 6]), 9).picks
        }
        for disliked in ((), (6,))
    }
    assert scores[(6,)][4] < scores[()][4]


def test_wished_genres_lead_to_the_film_that_has_both(library: Library) -> None:
    assert titles(library, wants(library, genres=("Science Fiction", "Comedy")), 1) == ["Robot Laughs"]


def test_a_wished_person_is_found(library: Library) -> None:
    assert titles(library, wants(library, people=("Bert Beta",)), 1) == ["Star Dust"]


def test_the_score_is_the_sum_of_its_terms_and_shares_follow(library: Library) -> None:
    asked = wants(library, 1, 7, genres=("War",))
    allowed = library.allowed(Filters(), [1, 7])
    for pick in rank(library, asked, allowed, 5).picks:
        scored = score(library, library.rows([pick.film.id]), asked)
        people = 0.0 if scored.people is None else float(scored.people.values.sum())
        raised = float(scored.seeds.sum()) + people + sum(float(wish.values[0]) for wish in scored.wishes)
        again = {name: raised * float(values[0]) for name, values in scored.factors.items()}
        assert pick.score == pytest.approx(raised + sum(again.values()) - float(scored.disliked[0]), abs=1e-5)
        total = raised + sum(again.values())
        for reason in pick.reasons:
            if reason.kind == "seed":
                place = library.rows([1, 7]).tolist().index(library.row_of[reason.film or 0])
                assert reason.share == pytest.approx(float(scored.seeds[0, place]) / total, abs=1e-3)


def test_because_you_liked_is_said_only_when_it_counts(library: Library) -> None:
    both, one = wants(library, 1, 7), wants(library, 7)
    allowed = library.allowed(Filters(), [1, 7])
    for pick in rank(library, both, allowed, 8).picks:
        named = [reason.film for reason in pick.reasons if reason.kind == "seed"]
        if 1 in named:
            without = {p.film.id: p.score for p in rank(library, one, allowed, 12).picks}
            half = without.get(pick.film.id, 0.0) / 2  # one of two liked films weighs half
            assert pick.score > half


def test_a_reason_names_what_the_films_share(library: Library) -> None:
    pick = rank(library, wants(library, 10), library.allowed(Filters(), [10]), 1).picks[0]
    assert pick.reasons[0].kind == "seed"
    assert pick.reasons[0].film == 10
    assert pick.reasons[0].text == "Because you liked Cold House: haunted house, ghosts"


def test_the_same_wish_gives_the_same_list(library: Library) -> None:
    asked = wants(library, 4, 9)
    assert titles(library, asked, 8) == titles(library, asked, 8)


def test_nothing_that_is_not_allowed_comes_back(library: Library) -> None:
    allowed = library.allowed(Filters(without_genres=("War",)))
    picks = rank(library, wants(library, 1), allowed, 12).picks
    assert picks
    assert not any("War" in pick.film.genres for pick in picks)


def test_popular_films_are_well_known_ones_of_several_genres(library: Library) -> None:
    picks = popular(library, library.allowed(Filters()), 4).picks
    assert {pick.film.id for pick in picks} == {1, 4, 7, 12}
    assert {reason.kind for pick in picks for reason in pick.reasons} == {"popular"}


def test_mmr_prefers_the_different_of_two_equals() -> None:
    similarity = np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1]], dtype=np.float32)
    assert mmr(np.array([1, 0.9, 0.8], dtype=np.float32), similarity, 3, 0.5).tolist() == [0, 2, 1]
    assert mmr(np.array([1, 0.9, 0.8], dtype=np.float32), similarity, 3, 1.0).tolist() == [0, 1, 2]


def test_mmr_gives_all_when_asked_for_more() -> None:
    assert sorted(mmr(np.array([1, 2], dtype=np.float32), np.eye(2, dtype=np.float32), 9).tolist()) == [0, 1]
    assert mmr(np.array([], dtype=np.float32), np.empty((0, 0), dtype=np.float32), 3).tolist() == []
