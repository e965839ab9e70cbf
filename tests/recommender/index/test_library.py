from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import faiss
import numpy as np
import pytest

from recommender.collaboration import train
from recommender.index import Change, Library, load_snapshot, write_snapshot
from recommender.index import library as library_module
from recommender.index import snapshot as snapshot_module
from recommender.shapes import FilmFacts, Filters, RequestError
from tests.recommender import toy
from tests.recommender.collaboration.toy import ratings


def make_library(directory: Path) -> Library:
    manifest = write_snapshot(
        directory, toy.FILMS, toy.vectors(), encoder="m:r", vectors_version=12, now=datetime(2026, 1, 1, tzinfo=UTC)
    )
    return Library(load_snapshot(directory / manifest.version))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return make_library(tmp_path)


def ids(library: Library, rows: np.ndarray) -> list[int]:
    return [library.films[row].id for row in rows]


def nearest(library: Library, film_id: int, k: int = 3) -> list[int]:
    rows = library.search(library.vectors(library.rows([film_id])), k, library.allowed(Filters(), [film_id]))[0]
    return ids(library, rows)


def test_the_nearest_films_are_the_alike_ones(library: Library) -> None:
    assert set(nearest(library, 1, 2)) == {2, 3}
    assert set(nearest(library, 10, 1)) == {11}


def many(directory: Path, films: int = 2000, dim: int = 32) -> Library:
    """Films around fifty middles, so that each has some that are near."""
    draw = np.random.default_rng(3)
    vectors = draw.normal(size=(50, dim))[draw.integers(50, size=films)] + 0.7 * draw.normal(size=(films, dim))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    facts = [
        FilmFacts(id=n + 1, title=f"Film {n}", year=1950 + n % 70, genres=("War",) if n % 5 else ("Romance",))
        for n in range(films)
    ]
    manifest = write_snapshot(
        directory, facts, vectors, encoder="m:r", vectors_version=1, now=datetime(2026, 1, 1, tzinfo=UTC)
    )
    return Library(load_snapshot(directory / manifest.version))


@pytest.mark.parametrize("filters", [Filters(), Filters(genres=("Romance",)), Filters(year_min=1960, year_max=1961)])
def test_short_codes_find_what_an_exact_scan_finds(
    filters: Filters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = many(tmp_path / "exact")
    monkeypatch.setattr(snapshot_module, "EXACT_UP_TO", 5)
    monkeypatch.setattr(library_module, "SCAN_UP_TO", 0)
    coded = many(tmp_path / "coded")
    again = many(tmp_path / "again")
    asked = exact.vectors(np.arange(0, 2000, 40))
    allowed = exact.allowed(filters, [1, 2, 3])
    wanted = exact.search(asked, 40, allowed)
    found = coded.search(asked, 40, allowed)
    assert all(len(rows) == 40 and allowed[rows].all() for rows in found)
    assert [rows[:10].tolist() for rows in found] == [rows[:10].tolist() for rows in wanted]
    assert np.mean([len(np.intersect1d(a, b)) / 40 for a, b in zip(found, wanted, strict=True)]) > 0.97
    assert all((a == b).all() for a, b in zip(found, again.search(asked, 40, allowed), strict=True)), (
        "the same films make the same codes"
    )


def test_an_index_that_followed_a_graph_gets_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot_module, "EXACT_UP_TO", 5)
    vectors = np.tile(toy.vectors(), (3, 1))
    graph = faiss.IndexHNSWFlat(vectors.shape[1], 8, faiss.METRIC_INNER_PRODUCT)
    graph.add(vectors)
    coded = snapshot_module._coded(graph)
    assert hasattr(coded, "base_index")
    assert (snapshot_module.exact_vectors(coded) == vectors).all()
    assert snapshot_module._coded(coded) is coded


def test_a_filter_that_leaves_nothing_near_still_fills_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot_module, "EXACT_UP_TO", 5)
    monkeypatch.setattr(library_module, "SCAN_UP_TO", 0)
    coded = many(tmp_path)
    asked = coded.vectors(np.array([7]))
    cosines = coded.vectors(np.arange(2000)) @ asked[0]
    far = np.argsort(-cosines)[1000:]
    allowed = np.zeros(2000, dtype=np.bool_)
    allowed[far] = True
    assert coded.search(asked, 30, allowed)[0].tolist() == far[:30].tolist()


def test_a_new_film_is_found_and_a_gone_one_is_not(library: Library) -> None:
    fresh = FilmFacts(id=99, title="Mud", year=2020, genres=("War",), themes=("soldiers", "submarine"))
    vector = toy.vectors()[0]
    later = library.with_changes(
        [
            Change(film_id=99, version=13, vector=vector, facts=fresh),
            Change(film_id=2, version=14, vector=None, facts=None),
        ]
    )
    assert nearest(later, 1, 2) == [99, 3]
    assert later.film(2) is None
    assert later.film(99) == fresh
    assert later.version == 14
    assert len(later) == len(library)
    assert later.columns.themes.having_any(["submarine"]).sum() == 1
    assert library.film(2) is not None, "the earlier view must not change"


def test_an_edited_film_moves_and_is_there_once(library: Library) -> None:
    turned = FilmFacts(id=1, title="Trenches in Love", year=1957, genres=("Romance",), themes=("falling in love",))
    later = library.with_changes([Change(film_id=1, version=20, vector=toy.vectors()[7], facts=turned)])
    assert nearest(later, 8, 1) == [1]
    rows = later.search(toy.vectors()[7:8], 12, later.allowed(Filters()))[0]
    assert ids(later, rows).count(1) == 1


def test_the_highest_version_wins_in_whatever_order_it_comes(library: Library) -> None:
    old = Change(film_id=1, version=20, vector=toy.vectors()[0], facts=FilmFacts(id=1, title="Old", year=1957))
    new = Change(film_id=1, version=21, vector=toy.vectors()[0], facts=FilmFacts(id=1, title="New", year=1957))
    for changes in ([old, new], [new, old]):
        later = library.with_changes(changes)
        assert later.film(1) == new.facts
    assert library.with_changes([new]).with_changes([old]).film(1) == new.facts


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(genres=("Romance", "Comedy")), {9}),
        (Filters(without_genres=("War", "Horror", "Western", "Romance")), {4, 5, 6}),
        (Filters(year_min=2001, year_max=2011), {8, 9, 11}),
        (Filters(runtime_max=100), {1, 5}),
        (Filters(runtime_min=150), {2, 12}),
        (Filters(languages=("fr", "it")), {7, 12}),
        (Filters(countries=("GB",)), {3, 10}),
        (Filters(content_max={"gore": "none"}, genres=("Science Fiction",)), {4, 5, 6}),
        (Filters(content_max={"gore": "some"}, genres=("War",)), {1}),
        (Filters(ratings_min=1), set()),
    ],
)
def test_filters_bind_and_an_unknown_value_keeps_none(library: Library, filters: Filters, expected: set[int]) -> None:
    assert set(ids(library, np.flatnonzero(library.allowed(filters)))) == expected


def test_an_unknown_genre_is_refused_with_those_there_are(library: Library) -> None:
    with pytest.raises(RequestError, match=r"filters.genres: no genre 'Opera'; there are Action, Adventure"):
        library.allowed(Filters(genres=("Opera",)))


def test_an_edited_film_keeps_its_part_in_what_ratings_taught_and_an_added_one_has_none(tmp_path: Path) -> None:
    assert make_library(tmp_path).collaboration is None
    model = train(np.array([film.id for film in toy.FILMS]), ratings(), toy.vectors())
    manifest = write_snapshot(
        tmp_path,
        toy.FILMS,
        toy.vectors(),
        encoder="m:r",
        vectors_version=3,
        now=datetime(2026, 1, 1, tzinfo=UTC),
        collaboration=model,
    )
    learned = Library(load_snapshot(tmp_path / manifest.version))
    edited = Change(
        film_id=2, version=4, vector=toy.vectors()[1], facts=replace(toy.FILMS[1], title="The Last Battles")
    )
    added = Change(film_id=50, version=5, vector=toy.vectors()[1], facts=replace(toy.FILMS[1], id=50))
    library = learned.with_changes([edited, added])
    assert learned.collaboration is not None
    assert library.collaboration is not None
    one = np.ones(1, dtype=np.float32)
    before = learned.collaboration.scores(learned.rows([1]), one)[learned.row_of[2]]
    scores = library.collaboration.scores(library.rows([1]), one)
    assert before > 0
    assert scores[library.row_of[2]] == before
    assert scores[library.row_of[50]] == 0
