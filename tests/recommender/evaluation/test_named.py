"""No named film is an answer, and that does not hang on the parser: here it is blind for titles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recommender import engine as engines
from recommender.evaluation.asks import half_of, read_asks
from recommender.holder import holder
from recommender.query import Lexicon, fold, parse
from recommender.shapes import ParsedQuery, Request
from tests.recommender.query.catalogue import ROOT

pytestmark = pytest.mark.django_db


def _blind(text: str, lexicon: Lexicon) -> ParsedQuery:
    return replace(parse(text, lexicon), seeds=(), dislikes=(), exact_title=None)


def test_films_whose_titles_the_parser_does_not_see_are_no_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = holder.engine()
    monkeypatch.setattr(engines, "parse", _blind)
    asks = [ask for ask in half_of(read_asks(ROOT / "tests" / "asks"), "build") if ask["seeds"] or ask["dislikes"]]
    again = []
    for ask in asks:
        if ask["people"]:
            continue  # which of several Robin Hoods is meant hangs on who was named beside it
        named = {fold(title.rpartition(" (")[0]) for title in (*ask["seeds"], *ask["dislikes"])}
        answer = engine.ask(Request(text=ask["text"]))
        item = answer.known_item.film if answer.known_item else None  # "Is it this?" may be of such a title
        films = [pick.film for pick in answer.picks if pick.film != item]
        again += [f"{ask['text']!r}: {film.title}" for film in films if fold(film.title) in named]
    assert len(asks) > 300
    assert not again, "\n".join(again)


@pytest.mark.parametrize("text", ["the shawshenk redemtoin pleas", "somthing to cheer me up, not the hangoverr again"])
def test_a_misspelt_title_is_no_answer_either(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = holder.engine()
    monkeypatch.setattr(engines, "parse", _blind)
    titles = [pick.film.title for pick in engine.ask(Request(text=text)).picks]
    assert len(titles) == 10
    assert not {"The Shawshank Redemption", "The Hangover"} & set(titles)
