"""What is recommended next in a conversation, on the shipped films with vectors that stand in for an encoder's."""

from __future__ import annotations

from functools import cache

from recommender.engine import Engine
from recommender.query.conversation import Turn
from recommender.shapes import Answer
from tests.recommender.ranking.world import engine_of, library_of, shipped_films, vectors_of


@cache
def engine() -> Engine:
    films = shipped_films()
    return engine_of(library_of(films, vectors_of(films)))


def answer(*said: str, limit: int = 10) -> Answer:
    turns = [Turn(by="member" if place % 2 == 0 else "other", text=text) for place, text in enumerate(said)]
    return engine().converse(turns, limit=limit)


def test_nothing_that_was_named_comes_back() -> None:
    picks = answer("I love Alien (1979)", "Have you seen Aliens (1986)?", "Yes, and The Thing", limit=50).picks
    assert len(picks) == 50
    assert not {"Alien", "Aliens", "The Thing"} & {pick.film.title for pick in picks}


def test_a_refusal_binds() -> None:
    picks = answer("No horror please, and nothing animated", limit=50).picks
    assert not any({"Horror", "Animation"} & set(pick.film.genres) for pick in picks)


def test_a_wished_genre_brings_films_and_is_their_reason() -> None:
    def of_genre(*said: str) -> int:
        return sum("Romance" in pick.film.genres for pick in answer(*said).picks)

    asked = ("Hi", "Hello, what do you like?", "Romance films please")
    assert of_genre(*asked) > of_genre(*asked[:1])
    reasons = [reason for pick in answer(*asked).picks for reason in pick.reasons if reason.kind == "genre"]
    assert reasons
    assert all(0 < reason.share <= 1 for reason in reasons)


def test_films_that_were_liked_are_told_as_reasons() -> None:
    given = answer("I love Toy Story and Finding Nemo")
    told = {reason.film for pick in given.picks for reason in pick.reasons if reason.kind == "seed"}
    assert told
    assert told <= {film.id for film in given.seeds}
    assert given.confidence == "strong"


def test_small_talk_gets_what_many_know_and_says_so() -> None:
    given = answer("Hi", "Hello")
    assert len(given.picks) == 10
    assert given.confidence in ("none", "weak")
    assert all(pick.reasons for pick in given.picks)


def test_the_same_conversation_has_the_same_answer() -> None:
    said = ("I like heist films", "Heat (1995)?", "Seen it, loved it")
    assert answer(*said).as_dict() == answer(*said).as_dict()
