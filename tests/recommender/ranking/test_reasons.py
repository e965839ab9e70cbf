"""Reasons are true: what they name is in the catalogue's rows, and without it the score would be lower."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from recommender.engine import Engine
from recommender.ranking import explain, words
from recommender.shapes import Answer, Controls, FilmFacts, Filters, Pick, Reason, Request, Taste
from tests.recommender.ranking.world import engine_of, learned_from, library_of, shipped_films, vectors_of

ANSWERS = 300
CONTROLS = (
    Controls(),
    Controls(adventurous=0, obscure=0, varied=0),
    Controls(adventurous=1, varied=1),
    Controls(obscure=-1, era=1980),
    Controls(adventurous=0.6, obscure=0.7),
)


@pytest.fixture(scope="module")
def films() -> list[FilmFacts]:
    return shipped_films()


@pytest.fixture(scope="module", params=["text alone", "with ratings"])
def engine(request: pytest.FixtureRequest, films: list[FilmFacts]) -> Engine:
    vectors = vectors_of(films)
    return engine_of(
        library_of(films, vectors, learned_from(films, vectors) if request.param == "with ratings" else None)
    )


def tastes(films: list[FilmFacts]) -> Iterator[tuple[Taste, Controls]]:
    """Members who like 1 to 120 films and dislike some."""
    draw = np.random.default_rng(11)
    ids = np.array([film.id for film in films])
    for number in range(ANSWERS):
        count = int(draw.choice((1, 2, 4, 8, 20, 60, 120)))
        told = draw.choice(ids, size=count, replace=False).tolist()
        weights = {film_id: float(draw.choice((0.25, 0.5, 1.0, 1.0, -0.75))) for film_id in told}
        ages = {film_id: float(draw.integers(0, 4000)) for film_id in told}
        ordered = dict(sorted(weights.items(), key=lambda item: -abs(item[1])))
        yield Taste(weights=ordered, ages=ages, exclude=frozenset(told)), CONTROLS[number % len(CONTROLS)]


def named_in(text: str, opening: str) -> list[str]:
    """What a reason names behind its opening."""
    return text.removeprefix(opening).split(": ", 1)[1].split(", ") if ": " in text.removeprefix(opening) else []


def check_against_rows(pick: Pick, reason: Reason, by_id: dict[int, FilmFacts], taste: Taste) -> None:
    film = pick.film
    if reason.kind == "seed":
        assert reason.film is not None
        liked = by_id[reason.film]
        assert taste.weights[liked.id] > 0
        opening = f"Because you liked {liked.title}"
        assert reason.text.startswith(opening)
        for name in named_in(reason.text, opening):
            both = {*film.themes, *film.genres} & {*liked.themes, *liked.genres}
            assert name in both
    elif reason.kind == "person":
        assert reason.film is not None
        liked = by_id[reason.film]
        role, rest = ("Directed by ", film.directors) if reason.text.startswith("Directed") else ("With ", film.cast)
        name = reason.text.removeprefix(role).removesuffix(f", as in {liked.title}")
        assert name in rest
        assert name in {*liked.directors, *liked.cast}
        assert taste.weights[liked.id] > 0


def without(taste: Taste, film_id: int) -> Taste:
    """The taste of somebody who did not like that film; they still know it."""
    return replace(taste, weights={i: w for i, w in taste.weights.items() if i != film_id})


def test_every_film_named_as_liked_raised_the_score_and_every_name_is_in_the_rows(
    engine: Engine, films: list[FilmFacts]
) -> None:
    by_id = {film.id: film for film in films}
    checked = 0
    for taste, controls in tastes(films):
        answer = engine.for_taste(taste, limit=10, controls=controls)
        assert len(answer.picks) == 10
        for pick in answer.picks:
            for reason in pick.reasons:
                check_against_rows(pick, reason, by_id, taste)
                if reason.kind in ("seed", "person") and reason.film is not None:
                    less = engine.explain(pick.film.id, without(taste, reason.film), controls=controls)
                    assert less.score < pick.score, (pick.film.title, reason.text)
                    checked += 1
    assert checked > ANSWERS


def test_shares_are_parts_of_what_raised_the_film(engine: Engine, films: list[FilmFacts]) -> None:
    for taste, controls in list(tastes(films))[:60]:
        for pick in engine.for_taste(taste, limit=10, controls=controls).picks:
            assert sum(reason.share for reason in pick.reasons) <= 1.001
            parts = engine.explain(pick.film.id, taste, controls=controls).parts
            lifted = explain.CONTROLS["unknown"]  # scales all parts alike
            raised = sum(part.value for part in parts if part.value > 0 and part.text != lifted)
            for reason in pick.reasons:
                if reason.kind == "seed":
                    part = next(part for part in parts if part.kind == "seed" and part.film == reason.film)
                    assert reason.share == pytest.approx(part.value / raised, abs=0.02)


def test_a_members_interest_is_told_with_the_films_it_stands_for(engine: Engine, films: list[FilmFacts]) -> None:
    by_id = {film.id: film for film in films}
    told = 0
    for taste, controls in list(tastes(films))[:60]:
        interests = engine.interests(taste)
        liked = [film_id for interest in interests for film_id in interest.films]
        assert len(liked) == len(set(liked))
        assert len({interest.name for interest in interests}) == len(interests)
        assert sum(interest.share for interest in interests) == pytest.approx(1, abs=0.01)
        for interest in interests:
            told_once = interest.name.split(" (")[0]
            for name in (part for half in told_once.split(": ") for part in half.split(", ")):
                assert "Films like" in interest.name or any(
                    name in {*by_id[i].genres, *by_id[i].themes} for i in interest.films
                )
        for pick in engine.for_taste(taste, limit=10, controls=controls).picks:
            for reason in pick.reasons:
                if reason.kind == "interest":
                    told += 1
                    assert reason.text.removeprefix("Your taste for ") in {interest.name for interest in interests}
    assert told


def test_company_is_told_of_somebody_little_known_and_only_of_films_that_keep_it(
    engine: Engine, films: list[FilmFacts]
) -> None:
    learned = engine.library.collaboration
    told, kept_it = 0, 0
    for liked in films[:40]:
        taste = Taste(weights={liked.id: 1.0}, exclude=frozenset({liked.id}))
        row = engine.library.rows([liked.id])
        company = np.zeros(len(films)) if learned is None else learned.company_of(row, np.ones(1, dtype=np.float32))
        kept_it += bool(company.any())
        for pick in engine.for_taste(taste, limit=10).picks:
            if any(reason.text == words.COMPANY for reason in pick.reasons):
                told += 1
                assert company[engine.library.row_of[pick.film.id]] > 0
                assert engine.explain(pick.film.id, without(taste, liked.id)).score < pick.score
    assert (told > kept_it > 0) if learned is not None else not told


def test_filters_are_said_to_have_acted_only_where_there_are_any(engine: Engine) -> None:
    def kinds(answer: Answer) -> set[str]:
        return {reason.kind for pick in answer.picks for reason in pick.reasons}

    assert "filter" not in kinds(engine.similar(1, limit=10))
    answer = engine.ask(Request(seeds=(1,), filters=Filters(year_min=1990, genres=("Drama",))))
    assert kinds(answer) >= {"seed", "filter"}
    assert answer.picks[0].reasons[-1].text == "Within your limits: Drama, from 1990"
