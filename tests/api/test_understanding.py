"""A question as understood comes back as a request: parts are taken out, put in and moved, and the rest stays."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from moviemind.catalog.models import Credit, Film
from tests.api.conftest import refused
from tests.api.test_recommendations import ASK, ask, ids

pytestmark = pytest.mark.django_db
ASKS = (
    "I love Kingdom of Heaven, Robin Hood and Troy",
    "like Troy but not violent, no horror, under three hours",
    "something funny with Tom Hanks, but without Meg Ryan",
    "a quiet film about grief from the nineties",
    "like Zorblaxian Sunrise, or Alien",
    "only comedies, in French, no romance",
    "hidden gems about a heist",
    "anything but Titanic",
)


@pytest.mark.parametrize("text", ASKS[:-1])  # refusals alone ask for nothing: they need the words
def test_what_was_understood_asks_the_same_without_the_words(visitor: APIClient, text: str) -> None:
    said = ask(visitor, text=text)
    again = ask(visitor, **{**said["query"], "text": ""})
    assert again["results"] == said["results"]
    assert again["confidence"] == said["confidence"]
    assert again["query"] == {**said["query"], "text": ""}


@pytest.mark.parametrize("text", ASKS)
def test_what_was_understood_and_the_words_together_change_nothing(visitor: APIClient, text: str) -> None:
    said = ask(visitor, text=text)
    assert ids(ask(visitor, **said["query"])) == ids(said)


def test_a_part_taken_out_is_out(visitor: APIClient) -> None:
    query = ask(visitor, text="I love Troy and Alien, no horror")["query"]
    assert query["filters"] == {"without_genres": ["Horror"]}
    query |= {"text": "", "filters": {}, "seeds": [film for film in query["seeds"] if film["title"] == "Alien"]}
    answer = ask(visitor, **query)
    assert [film["title"] for film in answer["query"]["seeds"]] == ["Alien"]
    assert any("Horror" in film["genres"] for film in answer["results"])


@pytest.mark.parametrize(
    ("given", "field", "left"),
    [
        ({"dislikes": ["Troy"]}, "seeds", []),
        ({"avoid_themes": ["heist"]}, "themes", []),
        ({"avoid_people": ["Tom Hanks"]}, "people", []),
        ({"filters": {"without_genres": ["Comedy"]}}, "genres", []),
        ({"genres": ["Horror"]}, "filters", {}),
    ],
)
def test_what_is_given_wins_over_the_words(visitor: APIClient, given: dict[str, Any], field: str, left: Any) -> None:
    if "dislikes" in given:
        given = {"dislikes": list(Film.objects.filter(title__in=given["dislikes"]).values_list("pk", flat=True))}
    words = "I love Troy, a heist comedy with Tom Hanks, no horror"
    before = ask(visitor, text=words)["query"]
    assert before[field]
    assert ask(visitor, text=words, **given)["query"][field] == left


def test_people_and_themes_that_are_refused_are_in_no_film(visitor: APIClient) -> None:
    answer = ask(visitor, genres=["Comedy"], avoid_people=["Tom Hanks"], avoid_themes=["heist"], limit=50)
    films = Film.objects.filter(pk__in=ids(answer))
    assert len(films) == 50
    assert not films.filter(credits__person__name="Tom Hanks").exists()
    assert not films.filter(themes__name="heist").exists()


def test_films_to_leave_out_are_left_out(visitor: APIClient) -> None:
    first = ask(visitor, text="a war film")
    second = ask(visitor, text="a war film", exclude=ids(first))
    assert len(ids(second)) == 10
    assert not set(ids(first)) & set(ids(second))


def test_other_films_of_a_title_are_offered(visitor: APIClient) -> None:
    answer = ask(visitor, text="I love Robin Hood")
    (named,) = answer["query"]["seeds"]
    (same,) = answer["same_title"]
    assert same["film"] == named["id"]
    assert {film["title"] for film in same["others"]} == {"Robin Hood"}
    assert named["year"] not in {film["year"] for film in same["others"]}


def test_an_unknown_title_comes_with_our_nearest(visitor: APIClient) -> None:
    answer = ask(visitor, unknown=["Shawshank Redemtions"], genres=["Drama"])
    (offer,) = answer["did_you_mean"]
    assert offer["unknown"] == "Shawshank Redemtions"
    assert offer["film"]["title"] == "The Shawshank Redemption"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"genres": ["Sofa"]}, "genres"),
        ({"themes": ["sofas"]}, "themes"),
        ({"people": ["Nobody At All"]}, "people"),
        ({"text": "a", "avoid_people": ["Nobody At All"]}, "avoid_people"),
        ({"text": "a", "avoid_themes": [7]}, "avoid_themes.0"),
        ({"people": ["Tom Hanks"] * 21}, "people"),
        ({"spirit": "a" * 1001}, "spirit"),
        ({"spirit": "\x00"}, "spirit"),
        ({"seeds": [{"title": "Troy"}]}, "seeds.0"),
        ({"unknown": ["Zorblax"]}, "text"),
        ({"avoid_people": ["Tom Hanks"]}, "text"),
        ({"exclude": [1]}, "text"),
    ],
)
def test_a_wrong_part_is_named(visitor: APIClient, body: dict[str, Any], field: str) -> None:
    refused(visitor.post(ASK, body, format="json"), 400, field)


def test_a_spirit_is_not_read(visitor: APIClient) -> None:
    query = ask(visitor, spirit="like Troy but no horror with Tom Hanks")["query"]
    assert query["spirit"] == "like Troy but no horror with Tom Hanks"
    assert not any(query[name] for name in query if name != "spirit")


def test_a_person_wished_for_is_in_the_first_film(visitor: APIClient) -> None:
    answer = ask(visitor, people=["Tom Hanks"], limit=3)
    assert Credit.objects.filter(film__in=ids(answer)[:1], person__name="Tom Hanks").exists()


def test_a_question_is_changed_in_words(visitor: APIClient) -> None:
    first = ask(visitor, text="I love Troy")
    shown = [{"id": film["id"]} for film in first["results"]]
    after = ask(visitor, **{**first["query"], "text": ""}, refine="funnier, and more like the second one", shown=shown)
    assert after["query"]["themes"] == ["funny"]
    assert [film["id"] for film in after["query"]["seeds"]] == [first["query"]["seeds"][0]["id"], shown[1]["id"]]
    others = ask(visitor, text="I love Troy", refine="show me others", shown=ids(first))
    assert not set(ids(first)) & set(ids(others))


def test_words_that_change_nothing_are_refused(visitor: APIClient) -> None:
    refused(visitor.post(ASK, {"text": "war", "refine": "the and of"}, format="json"), 400, "refine")
    refused(visitor.post(ASK, {"text": "war", "refine": "x" * 201}, format="json"), 400, "refine")
    refused(visitor.post(ASK, {"text": "war", "refine": "older", "shown": ["x"]}, format="json"), 400, "shown.0")
