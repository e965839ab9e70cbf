"""The asks in people's own words, put to the index that the tests built; and the same with the encoder taken away."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import faiss
import numpy as np
import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from recommender.encoding import encode_query
from recommender.engine import Engine
from recommender.evaluation.asks import AsksError, Tally, half_of, read_asks, tally
from recommender.holder import holder
from recommender.index import Library, load_snapshot
from recommender.management.commands import evaluate_asks
from recommender.query import Lexicon, fold
from recommender.shapes import FilmFacts, Filters, Request

pytestmark = pytest.mark.django_db
ASKS = Path(__file__).parents[2] / "asks"


def counted(engine: Engine, kinds: set[str]) -> Tally:
    """The figures of the asks of some kinds, both halves."""

    def named(film: int) -> str:
        facts = engine.lexicon.facts(film)
        return f"{facts.title} ({facts.year})"

    def keeps(film: FilmFacts, filters: Filters) -> bool:
        return bool(engine.library.allowed(filters)[engine.library.row_of[film.id]])

    asks = [ask for ask in read_asks(ASKS) if ask["kind"] in kinds]
    tallies, _ = tally(asks, lambda text: engine.ask(Request(text=text)), named, keeps)
    return tallies["total"]


def test_floors_hold_on_the_half_that_only_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluate_asks, "shipped_engine", lambda encoder: holder.engine())
    out = StringIO()
    call_command("evaluate_asks", stdout=out)
    *table, last = out.getvalue().strip().splitlines()
    figures = json.loads(last)
    assert table[0].split()[:2] == ["kind", "asks"]
    for aspect in ("seeds", "dislikes", "filters"):
        assert figures[aspect] >= 0.97, last
    assert figures["expected_in_ten"] >= 0.90, last
    assert figures["known_item_first"] >= 0.75, last
    assert figures["known_item_in_ten"] >= 0.88, last
    assert figures["nonsense_recognised"] >= 0.93, last
    assert figures["real_called_nonsense"] <= 0.02, last
    assert figures["filters_broken"] == 0, last
    assert figures["named_recommended"] <= 3, last


def test_the_encoder_earns_its_place() -> None:
    """With film vectors shuffled among films, moods and plots lose at least half of their hits."""
    whole = holder.engine()
    snapshot = load_snapshot(settings.INDEX_DIR / whole.library.manifest.version)
    vectors = Library(snapshot).vectors(np.arange(len(snapshot.films)))
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors[np.random.default_rng(7).permutation(len(vectors))])
    shuffled = Library(
        type(snapshot)(manifest=snapshot.manifest, films=snapshot.films, index=index, words=snapshot.words)
    )
    without = Engine(shuffled, Lexicon.build(shuffled.films), encode_query)
    for kind in ("plots", "subjective"):
        before, after = (counted(engine, {kind}).counts["expected_in_ten"] for engine in (whole, without))
        assert after.right <= before.right / 2, f"{kind}: {before.right} of {before.of}, then {after.right}"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Recommend me sci-fi comedy drama", ()),
        ("I love Kingdom of Heaven, Robin Hood and Troy", ("Kingdom of Heaven", "Robin Hood", "Troy")),
        ("Similar to Green Mile, Forrest Gump and Fight Club", ("The Green Mile", "Forrest Gump", "Fight Club")),
    ],
)
def test_the_first_three_questions_get_ten_films_and_none_of_those_named(text: str, named: tuple[str, ...]) -> None:
    answer = holder.engine().ask(Request(text=text))
    titles = {pick.film.title for pick in answer.picks}
    assert len(titles) == 10
    assert not titles & set(named)
    assert answer.confidence == "strong"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("the one where they plant a dream in someone's head", "Inception"),
        ("a rat becomes a chef in Paris", "Ratatouille"),
        ("movie where dinosaurs escape in a theme park", "Jurassic Park"),
    ],
)
def test_a_told_plot_is_asked_back(text: str, title: str) -> None:
    answer = holder.engine().ask(Request(text=text))
    assert answer.known_item is not None
    assert answer.known_item.film.title == title == answer.picks[0].film.title


@pytest.mark.parametrize("text", ["something quiet and sad but hopeful", "funny 90s comedies", "like Inception", "ok"])
def test_nothing_is_asked_back_where_no_plot_is_told(text: str) -> None:
    assert holder.engine().ask(Request(text=text)).known_item is None


def test_a_weak_answer_says_what_was_understood_and_what_would_help() -> None:
    nothing = holder.engine().ask(Request(text="fix my css flexbox layout"))
    assert nothing.confidence == "none"
    assert any("no strong match" in note for note in nothing.notes)
    assert any("the one where" in note for note in nothing.notes)
    unknown = holder.engine().ask(Request(text="movies like Zorblax Rising"))
    assert unknown.confidence == "weak"
    assert any("We do not know “Zorblax Rising”" in note for note in unknown.notes)
    assert not holder.engine().ask(Request(text="like Inception")).notes


@pytest.mark.parametrize(
    "text", ["something good", "no horror", "anything but Titanic", "nothing longer than 100 minutes"]
)
def test_what_says_little_but_says_it_clearly_is_no_nonsense(text: str) -> None:
    answer = holder.engine().ask(Request(text=text))
    assert answer.confidence == "fair"
    assert len(answer.picks) == 10
    assert all(fold(pick.film.title) != "titanic" for pick in answer.picks)


def test_asks_that_cannot_be_read_are_refused_with_their_line(tmp_path: Path) -> None:
    with pytest.raises(AsksError, match=r"no \*\.jsonl"):
        read_asks(tmp_path)
    (tmp_path / "a.jsonl").write_text('{"id": "a-1", "text": "war"}\n{"id": "a-2"}\n')
    with pytest.raises(CommandError, match="line 2: not an ask"):
        call_command("evaluate_asks", asks=tmp_path)


def test_the_halves_are_whole_and_apart() -> None:
    asks = read_asks(ASKS)
    build, report = ({ask["id"] for ask in half_of(asks, half)} for half in ("build", "report"))
    assert len(asks) >= 500
    assert len({ask["id"] for ask in asks}) == len(asks) == len(build) + len(report)
    assert not build & report
    assert sum(ask["nonsense"] for ask in asks) >= 60
