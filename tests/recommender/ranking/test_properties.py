"""What holds of every list, whoever asks for it and whatever the catalogue, the filters, the controls and the rules."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommender.engine import Engine
from recommender.ranking import Rule
from recommender.shapes import Controls, FilmFacts, Filters, Request, RequestError, Taste
from tests.recommender.ranking.world import engine_of, learned_from, library_of

GENRES = ("Comedy", "Drama", "Horror", "War")
THEMES = tuple(f"theme {n}" for n in range(9))
NAMES = tuple(f"Person {n}" for n in range(7))
TITLES = ("Alien", "Aliens", "Alien 3", "Up", "Up", "The Godfather", "The Godfather: Part II", "1917", "Heat")
UNKNOWN = 10**9
TODAY = date(2026, 5, 5)


def some(values: tuple[str, ...], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


FILM = st.fixed_dictionaries(
    {
        "title": st.sampled_from(TITLES) | st.text(max_size=8),
        "year": st.integers(1900, 2030),
        "runtime": st.none() | st.integers(1, 300),
        "language": st.sampled_from(("", "en", "fr")),
        "countries": some(("US", "FR"), 2),
        "genres": some(GENRES, 3),
        "themes": some(THEMES, 4),
        "directors": some(NAMES, 2),
        "cast": some(NAMES, 3),
        "content": st.dictionaries(st.sampled_from(("gore", "sex")), st.sampled_from(("none", "some", "strong"))),
        "ratings": st.integers(0, 1000),
        "well_known": st.booleans(),
    }
)
FILTERS = st.builds(
    Filters,
    year_min=st.none() | st.integers(1900, 2030),
    year_max=st.none() | st.integers(1900, 2030),
    runtime_max=st.none() | st.integers(1, 300),
    languages=some(("en", "fr"), 1),
    countries=some(("US", "FR"), 1),
    content_max=st.dictionaries(st.sampled_from(("gore", "sex")), st.sampled_from(("none", "some")), max_size=1),
    ratings_min=st.none() | st.integers(0, 500),
)
CONTROLS = st.builds(
    Controls,
    adventurous=st.floats(0, 1),
    obscure=st.floats(-1, 1),
    varied=st.floats(0, 1),
    era=st.none() | st.integers(188, 209).map(lambda tens: tens * 10),
)
WEIGHT = st.floats(-1.25, 1).filter(bool)
TARGETS = {"genre": GENRES, "theme": THEMES, "person": NAMES}


@st.composite
def worlds(draw: st.DrawFn) -> Engine:
    facts: list[dict[str, Any]] = draw(st.lists(FILM, min_size=1, max_size=40))
    films = [FilmFacts(id=7 * n + 3, **each) for n, each in enumerate(facts)]
    rng = np.random.default_rng(draw(st.integers(0, 2**16)))
    vectors = rng.normal(size=(len(films), 5)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    learned = learned_from(films, vectors, members=8) if len(films) >= 4 and draw(st.booleans()) else None
    engine = engine_of(library_of(films, vectors, learned))
    rules = draw(st.lists(rules_over([film.id for film in films]), max_size=3))
    return engine.with_rules([rule for n, rule in enumerate(rules)])


def rules_over(ids: list[int]) -> st.SearchStrategy[Rule]:
    film = st.builds(
        Rule,
        id=st.integers(1, 9),
        action=st.sampled_from(("pin", "boost", "bury", "exclude")),
        target=st.just("film"),
        film=st.sampled_from([*ids, UNKNOWN]),
    )
    tag = st.sampled_from(sorted(TARGETS)).flatmap(
        lambda target: st.builds(
            Rule,
            id=st.integers(1, 9),
            action=st.sampled_from(("boost", "bury", "exclude")),
            target=st.just(target),
            name=st.sampled_from(TARGETS[target]),
        )
    )
    return film | tag


@st.composite
def asked(draw: st.DrawFn) -> tuple[Engine, Taste, dict[str, Any]]:
    engine = draw(worlds())
    ids = [*(film.id for film in engine.library.films), UNKNOWN]
    weights = draw(st.dictionaries(st.sampled_from(ids), WEIGHT, max_size=len(ids)))
    ages = {film_id: draw(st.floats(0, 9000)) for film_id in weights}
    exclude = draw(st.frozensets(st.sampled_from(ids), max_size=len(ids))) | (
        frozenset(weights) if draw(st.booleans()) else frozenset()
    )
    how = {"limit": draw(st.integers(1, 50)), "filters": draw(FILTERS), "controls": draw(CONTROLS), "today": TODAY}
    return engine, Taste(weights=weights, ages=ages, exclude=exclude), how


MANY = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def open_to(engine: Engine, taste: Taste, filters: Filters) -> set[int]:
    """By hand: the films that may be recommended."""
    barred = {
        film.id
        for film in engine.library.films
        for rule in engine.rules
        if rule.action == "exclude"
        and (rule.film == film.id or rule.name in {*film.genres, *film.themes, *film.directors, *film.cast})
    }
    return {film.id for film in engine.library.films if keeps(film, filters)} - barred - taste.exclude


def keeps(film: FilmFacts, filters: Filters) -> bool:
    steps = {"none": 0, "some": 1, "strong": 2}
    return (
        (filters.year_min is None or film.year >= filters.year_min)
        and (filters.year_max is None or film.year <= filters.year_max)
        and (filters.runtime_max is None or (film.runtime is not None and film.runtime <= filters.runtime_max))
        and (not filters.languages or film.language in filters.languages)
        and (not filters.countries or bool(set(film.countries) & set(filters.countries)))
        and (filters.ratings_min is None or film.ratings >= filters.ratings_min)
        and all(
            note in film.content and steps[film.content[note]] <= steps[most]
            for note, most in filters.content_max.items()
        )
    )


@MANY
@given(asked())
def test_lists_keep_every_exclusion_are_full_hold_no_film_twice_and_are_the_same_again(
    case: tuple[Engine, Taste, dict[str, Any]],
) -> None:
    engine, taste, how = case
    answer = engine.for_taste(taste, **how)
    ids = [pick.film.id for pick in answer.picks]
    may = open_to(engine, taste, how["filters"])
    assert set(ids) <= may
    assert len(ids) == len(set(ids)) == min(how["limit"], len(may))
    assert all(np.isfinite(pick.score) for pick in answer.picks)
    assert all(pick.reasons for pick in answer.picks)
    assert all(0 <= reason.share <= 1 for pick in answer.picks for reason in pick.reasons)
    assert engine.for_taste(taste, **how, profile=engine.profile(taste)) == answer
    assert answer.as_dict() == engine.for_taste(taste, **how).as_dict()


@MANY
@given(asked())
def test_a_films_parts_sum_to_the_score_that_its_list_gives_it(case: tuple[Engine, Taste, dict[str, Any]]) -> None:
    engine, taste, how = case
    answer = engine.for_taste(taste, **how)
    told = {key: value for key, value in how.items() if key != "limit"}
    for pick in answer.picks[:3]:
        if not pick.score:
            continue  # a well-known film that fills the list
        why = engine.explain(pick.film.id, taste, **told)
        assert why.barred == ""
        assert why.score == pytest.approx(pick.score, rel=1e-4, abs=1e-5)
        assert sum(part.value for part in why.parts) == pytest.approx(why.score, rel=1e-3, abs=1e-4)


@MANY
@given(asked())
def test_similar_films_are_others_and_full_and_stable(case: tuple[Engine, Taste, dict[str, Any]]) -> None:
    engine, taste, how = case
    film = engine.library.films[0]
    answer = engine.similar(film.id, limit=how["limit"], exclude=taste.exclude, controls=how["controls"], today=TODAY)
    ids = [pick.film.id for pick in answer.picks]
    may = open_to(engine, taste, Filters()) - {film.id}
    assert set(ids) <= may
    assert len(ids) == len(set(ids))
    assert all(np.isfinite(pick.score) for pick in answer.picks)
    again = engine.similar(film.id, limit=how["limit"], exclude=taste.exclude, controls=how["controls"], today=TODAY)
    assert again == answer


@MANY
@given(asked())
def test_filters_that_leave_nothing_are_named_with_what_they_would_bring_back(
    case: tuple[Engine, Taste, dict[str, Any]],
) -> None:
    engine, taste, how = case
    answer = engine.for_taste(taste, **how)
    if answer.picks:
        assert answer.relax == ()
        return
    for each in answer.relax:
        relaxed = Filters(**{name: value for name, value in _set(how["filters"]).items() if name not in each.filters})
        assert each.films == len(open_to(engine, taste, relaxed)) > 0
    bringing = [
        name
        for name in _set(how["filters"])
        if open_to(engine, taste, Filters(**{n: v for n, v in _set(how["filters"]).items() if n != name}))
    ]
    assert {name for each in answer.relax if len(each.filters) == 1 for name in each.filters} == set(bringing)


def _set(filters: Filters) -> dict[str, Any]:
    unset = Filters()
    names = Filters.__dataclass_fields__
    return {name: getattr(filters, name) for name in names if getattr(filters, name) != getattr(unset, name)}


@pytest.mark.parametrize(
    ("field", "controls"),
    [
        ("controls.adventurous", Controls(adventurous=1.01)),
        ("controls.adventurous", Controls(adventurous=float("nan"))),
        ("controls.obscure", Controls(obscure=-1.5)),
        ("controls.varied", Controls(varied=-0.1)),
        ("controls.era", Controls(era=1985)),
        ("controls.era", Controls(era=1500)),
    ],
)
def test_a_control_out_of_bounds_is_refused_with_its_name(field: str, controls: Controls) -> None:
    engine = engine_of(library_of([FilmFacts(id=1, title="Up", year=2009)], np.ones((1, 1), dtype=np.float32)))
    for call in (
        lambda: engine.for_taste(Taste(), limit=5, controls=controls),
        lambda: engine.ask(Request(seeds=(1,), controls=controls)),
    ):
        with pytest.raises(RequestError) as refusal:
            call()
        assert refusal.value.field == field
