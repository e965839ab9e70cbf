"""Each stage by itself: interests, controls, series, rules, refill, and what is said when nothing is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from recommender.engine import Engine
from recommender.ranking import Rule, acting, mmr
from recommender.ranking.franchise import related, series_of
from recommender.ranking.interests import grouped, named
from recommender.ranking.likeness import affinity
from recommender.ranking.rules import pinned_first
from recommender.shapes import Controls, FilmFacts, Filters, Request, Taste
from tests.recommender import toy
from tests.recommender.ranking.world import engine_of, library_of, shipped_films, vectors_of

PLAIN = Controls(adventurous=0, varied=0)


@pytest.fixture(scope="module")
def toys() -> Engine:
    return engine_of(library_of(toy.FILMS, toy.vectors()))


@pytest.fixture(scope="module")
def shipped() -> Engine:
    films = shipped_films()
    return engine_of(library_of(films, vectors_of(films)))


def taste(*liked: int, disliked: tuple[int, ...] = ()) -> Taste:
    return Taste(weights={**dict.fromkeys(liked, 1.0), **dict.fromkeys(disliked, -1.0)}, exclude=frozenset(liked))


def ids(engine: Engine, told: Taste, limit: int = 10, controls: Controls = PLAIN, **how: object) -> list[int]:
    return [pick.film.id for pick in engine.for_taste(told, limit=limit, controls=controls, **how).picks]  # type: ignore[arg-type]


def id_of(engine: Engine, title: str) -> int:
    return next(film.id for film in engine.library.films if film.title == title)


def test_liked_films_fall_into_the_interests_that_a_child_would_name(toys: Engine) -> None:
    rows = toys.library.rows([1, 2, 3, 10, 11])
    groups = grouped(toys.library, rows, np.ones(5, dtype=np.float32))
    films = [{toys.library.films[row].id for row in group.rows} for group in groups]
    assert films[0] == {1, 2, 3}
    assert {10, 11} in films
    assert named(toys.library, groups[0]).name.startswith("War: soldiers")


def test_words_fade_beside_the_latest_and_never_wholly(toys: Engine) -> None:
    old = Taste(weights={1: 1.0, 7: 1.0}, ages={1: 3000.0, 7: 0.0}, exclude=frozenset({1, 7}))
    assert toys.interests(old)[0].films == (7,)
    shares = {interest.films[0]: interest.share for interest in toys.interests(old)}
    assert shares[1] == pytest.approx(0.25 / 1.25 if toys.weights.faded(np.array([3000.0]))[0] == 0.25 else shares[1])
    assert 0.2 < shares[1] < 0.5
    oldest = Taste(weights={1: 1.0, 7: 1.0}, ages={1: 90_000.0, 7: 0.0})
    assert {i.films[0]: i.share for i in toys.interests(oldest)}[1] > 0.2


def test_a_dislike_pushes_harder_than_not_interested(toys: Engine) -> None:
    def score(weight: float) -> float:
        told = Taste(weights={5: 1.0, 6: weight}, exclude=frozenset({5, 6}))
        return toys.explain(4, told).score

    assert score(-1.0) < score(-0.3) < toys.explain(4, taste(5)).score


def test_somebody_with_dislikes_alone_gets_well_known_films_less_like_those(shipped: Engine) -> None:
    disliked = [pick.film.id for pick in shipped.for_taste(Taste(), limit=8).picks]

    def nearness(told: Taste) -> float:
        answer = shipped.for_taste(told, limit=30)
        assert len(answer.picks) == 30
        assert answer.confidence == "none"
        rows = shipped.library.rows(pick.film.id for pick in answer.picks)
        return float(affinity(shipped.library, rows, shipped.library.rows(disliked)).max(axis=1).mean())

    pushed = Taste(weights=dict.fromkeys(disliked, -1.0), exclude=frozenset(disliked))
    assert nearness(pushed) < nearness(Taste(exclude=frozenset(disliked)))


@pytest.mark.parametrize(
    ("low", "high", "measure"), [("obscure", (-1.0, 1.0), "popularity"), ("era", (1950, 2010), "year")]
)
def test_controls_lean_the_list(shipped: Engine, low: str, high: tuple[float, float], measure: str) -> None:
    told = taste(id_of(shipped, "Alien"), id_of(shipped, "Fight Club"), id_of(shipped, "Troy"))

    def mean(value: float) -> float:
        rows = shipped.library.rows(ids(shipped, told, 20, Controls(**{low: value})))  # type: ignore[arg-type]
        of = shipped.library.popularity if measure == "popularity" else shipped.library.columns.year
        return float(of[rows].mean())

    first, last = map(mean, high)
    assert (first > last) if low == "obscure" else (first < last)


def test_controls_lean_a_newcomers_list_too(shipped: Engine) -> None:
    known, obscure = (shipped.for_taste(Taste(), limit=20, controls=Controls(obscure=o)).picks for o in (0, 1))
    of = shipped.library.popularity
    means = [of[shipped.library.rows(pick.film.id for pick in picks)].mean() for picks in (known, obscure)]
    assert means[0] > means[1]
    fifties = shipped.for_taste(Taste(), limit=20, controls=Controls(era=1950)).picks
    assert sum(1945 <= pick.film.year < 1965 for pick in fifties) > sum(1945 <= pick.film.year < 1965 for pick in known)


def test_the_adventurous_get_films_less_like_what_they_know(shipped: Engine) -> None:
    liked = [id_of(shipped, title) for title in ("Alien", "Blade Runner", "The Matrix")]

    def nearness(adventurous: float) -> float:
        rows = shipped.library.rows(ids(shipped, taste(*liked), 20, Controls(adventurous=adventurous, varied=0)))
        return float(affinity(shipped.library, rows, shipped.library.rows(liked)).max(axis=1).mean())

    assert nearness(1.0) < nearness(0.5) < nearness(0.0)


def test_variety_makes_a_list_less_alike(shipped: Engine) -> None:
    told = taste(id_of(shipped, "Alien"), id_of(shipped, "Toy Story"))

    def alike(varied: float) -> float:
        rows = shipped.library.rows(ids(shipped, told, 10, Controls(adventurous=0, varied=varied)))
        return float(affinity(shipped.library, rows, rows).mean())

    assert alike(1.0) < alike(0.0)


@pytest.mark.parametrize(
    ("titles", "series"),
    [
        (("Alien", "Aliens", "Alien 3", "Alien: Covenant", "Alien³"), "alien"),
        (("The Godfather", "The Godfather: Part II", "The Godfather Part III"), "godfather"),
        (("Toy Story", "Toy Story 2"), "toy story"),
        (("Rocky", "Rocky IV"), "rocky"),
        (("Harry Potter and the Goblet of Fire", "Harry Potter and the Chamber of Secrets"), "harry potter"),
        (("The Lord of the Rings: The Two Towers", "The Lord of the Rings"), "lord of the ring"),
        (("Mission: Impossible – Fallout", "Mission: Impossible"), "mission"),
        (("Kill Bill: Volume 1", "Kill Bill Vol. 2"), "kill bill"),
    ],
)
def test_titles_of_a_series_have_one_name(titles: tuple[str, ...], series: str) -> None:
    assert {series_of(title) for title in titles} == {series}


def test_titles_that_stand_alone_keep_their_own(shipped: Engine) -> None:
    assert series_of("1917") == "1917"
    assert series_of("2012") != series_of("1917")
    assert series_of("Beauty and the Beast") == "beauty and the beast"
    assert len({series_of(title) for title in ("Up", "Us", "It", "Heat")}) == 4


def test_a_series_is_told_by_a_person_where_the_title_says_little() -> None:
    alien = FilmFacts(id=1, title="Alien", year=1979, cast=("Sigourney Weaver",))
    assert related(alien, FilmFacts(id=2, title="Alien Resurrection", year=1997, cast=("Sigourney Weaver",)))
    assert not related(alien, FilmFacts(id=3, title="Alien Nation", year=1988, cast=("James Caan",)))
    dark = FilmFacts(id=4, title="The Dark Knight", year=2008)
    assert related(dark, FilmFacts(id=5, title="The Dark Knight Rises", year=2012))


def test_sequels_do_not_fill_the_row_of_similar_films() -> None:
    films = [
        FilmFacts(id=n, title=f"Saga {n}", year=2000 + n, genres=("War",), themes=("soldiers",)) for n in range(1, 9)
    ]
    films += [FilmFacts(id=n, title=f"Other{n} Film", year=2000, genres=("War",)) for n in range(20, 40)]
    vectors = np.array([[1, 0.01 * n] for n in range(8)] + [[1, 0.8 + 0.01 * n] for n in range(20)], dtype=np.float32)
    engine = engine_of(library_of(films, vectors / np.linalg.norm(vectors, axis=1, keepdims=True)))
    row = [pick.film for pick in engine.similar(1, limit=10).picks]
    assert sum(film.title.startswith("Saga") for film in row) == 2
    assert len(row) == 10
    few = engine_of(library_of(films[:6], (vectors / np.linalg.norm(vectors, axis=1, keepdims=True))[:6]))
    assert len(few.similar(1, limit=10).picks) == 5, "where there is nothing else, the series may fill it"


def test_mmr_puts_off_what_there_is_enough_of_and_takes_it_last() -> None:
    scores = np.array([1, 0.9, 0.8, 0.1], dtype=np.float32)
    order = mmr(scores, np.eye(4, dtype=np.float32), 4, 1.0, series=lambda row: row < 3)
    assert order.tolist() == [0, 1, 3, 2]


def test_pinned_come_first_once_and_leave_room() -> None:
    order = np.arange(9)
    assert pinned_first(order, np.array([4, 20]), 9).tolist() == [4, 20, 0, 1, 2, 3, 5, 6, 7]
    assert pinned_first(order, np.arange(9)[::-1], 9).tolist()[:4] == [8, 7, 6, 0]
    assert pinned_first(order, np.array([], dtype=np.int64), 9).tolist() == order.tolist()


def test_rules_act_in_order_on_their_days(toys: Engine) -> None:
    rules = [
        Rule(id=2, action="boost", target="genre", name="War", ends=date(2026, 1, 1)),
        Rule(id=1, action="exclude", target="person", name="Bert Beta"),
        Rule(id=3, action="pin", target="film", film=12),
    ]
    on = acting(toys.library, rules, date(2026, 1, 1))
    assert [toys.library.films[row].id for row in on.excluded] == [4]
    assert [toys.library.films[row].id for row in on.pinned] == [12]
    assert on.boosts is not None
    assert {toys.library.films[row].id for row in np.flatnonzero(on.boosts > 0)} == {1, 2, 3}
    assert acting(toys.library, rules, date(2026, 1, 2)).boosts is None
    assert acting(toys.library, rules, None).boosts is None


def test_a_filter_that_leaves_nothing_is_named_and_pairs_where_one_is_not_enough(toys: Engine) -> None:
    answer = toys.for_taste(taste(1), limit=5, filters=Filters(genres=("War",), year_min=2090))
    assert [each.as_dict() for each in answer.relax] == [{"filters": ["year_min"], "films": 2}]
    assert answer.confidence == "none"
    asked = toys.ask(Request(genres=("Comedy",), filters=Filters(year_min=2099)))
    assert (asked.picks, asked.confidence) == ((), "none")
    assert asked.relax[0].filters == ("year_min",)
    answer = toys.for_taste(taste(1), limit=5, filters=Filters(year_min=2090, runtime_min=900))
    assert [each.as_dict() for each in answer.relax] == [{"filters": ["year_min", "runtime_min"], "films": 11}]
    assert answer.as_dict()["relax"] == [{"filters": ["year_min", "runtime_min"], "films": 11}]


@pytest.mark.parametrize("number", [20_000])
def test_somebody_who_rated_very_much_gets_a_list(shipped: Engine, number: int) -> None:
    weights = {n: (1.0, 0.5, -0.5)[n % 3] for n in range(1, number + 1) if n % 40 or n > 1128}
    told = Taste(weights=weights, exclude=frozenset(weights))
    answer = shipped.for_taste(told, limit=10)
    assert len(answer.picks) == 10
    assert not {pick.film.id for pick in answer.picks} & told.exclude


def test_all_ratings_equal_or_none_give_full_lists(shipped: Engine) -> None:
    for told in (Taste(), Taste(weights=dict.fromkeys(range(1, 30), 0.5), exclude=frozenset(range(1, 30)))):
        assert len(ids(shipped, told, 50)) == 50


def test_why_not_is_answered_too(toys: Engine) -> None:
    assert toys.explain(1, taste(1)).barred
    assert toys.explain(2, taste(1), filters=Filters(genres=("Comedy",))).barred
    why = toys.explain(2, taste(1))
    assert why.barred == ""
    assert why.parts[0].kind == "seed"
    assert why.interest
    assert why.as_dict()["film"] == {"id": 2, "title": "The Last Battle", "year": 1998}


@pytest.mark.parametrize("how", [{"limit": 10}, {"limit": 10, "filters": Filters(year_min=1990)}, {"limit": 50}])
def test_what_is_kept_of_how_alike_films_are_changes_no_list(shipped: Engine, how: dict[str, Any]) -> None:
    for first in range(1, 1000, 97):
        rated = dict.fromkeys(range(first, first + 60, 7), 1.0)
        taste = Taste(weights=rated, exclude=frozenset(rated))
        profile = shipped.profile(taste)
        assert profile.wants.near is not None
        assert profile.wants.near.best is not None
        bare = replace(profile, wants=replace(profile.wants, near=replace(profile.wants.near, best=None)))
        kept, anew = (shipped.for_taste(taste, **how, profile=each) for each in (profile, bare))
        assert [pick.film.id for pick in kept.picks] == [pick.film.id for pick in anew.picks]


def test_shares_are_plain_numbers_on_the_home_page(shipped: Engine) -> None:
    kinds = {
        type(reason.share)
        for first in range(1, 1000, 37)
        for shelf in shipped.shelves(Taste(weights=dict.fromkeys(range(first, first + 60, 7), 1.0)), length=10)
        for pick in shelf.picks
        for reason in pick.reasons
    }
    assert kinds == {float}, "others cannot be written as JSON"
