"""What the words being typed may become."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from moviemind.catalog.models import Film
from tests.api.conftest import refused
from tests.api.test_schema import Document, document, holds

__all__ = ["document"]
pytestmark = pytest.mark.django_db
SUGGEST = "/api/v1/suggestions/"


def suggest(client: APIClient, typed: str, **parameters: Any) -> dict[str, Any]:
    response = client.get(SUGGEST, {"q": typed, **parameters})
    assert response.status_code == 200, response.content
    answer: dict[str, Any] = response.json()
    return answer


@pytest.mark.parametrize(
    ("typed", "first", "start"),
    [
        ("the godf", "The Godfather", 0),
        ("godf", "The Godfather", 0),
        ("AMELI", "Amélie", 0),
        ("Amél", "Amélie", 0),
        ("I love kingdom of hea", "Kingdom of Heaven", 7),
        ("like Alien, the green m", "The Green Mile", 12),
        ("🎬 like the green m", "The Green Mile", 7),
        ("something with tom han", "Tom Hanks", 15),
        ("a film about hei", "heist", 13),
        ("shawshank redemt", "The Shawshank Redemption", 0),
        ("inceptoin", "Inception", 0),
        ("de nir", "Robert De Niro", 0),
    ],
)
def test_the_end_of_a_sentence_is_completed(visitor: APIClient, typed: str, first: str, start: int) -> None:
    answer = suggest(visitor, typed)
    assert answer["start"] == start
    assert first in [each["text"] for each in answer["suggestions"]]


def test_titles_come_before_people_and_people_before_themes(visitor: APIClient) -> None:
    kinds = [each["kind"] for each in suggest(visitor, "ro", limit=20)["suggestions"]]
    assert set(kinds) == {"title", "person", "theme"}
    assert kinds == sorted(kinds, key=["title", "person", "theme"].index)


def test_a_title_of_several_films_is_put_in_with_its_year(visitor: APIClient) -> None:
    films = [each for each in suggest(visitor, "robin hood")["suggestions"] if each["text"] == "Robin Hood"]
    assert len(films) == Film.objects.filter(title="Robin Hood").count() > 1
    assert all(each["insert"] == f"Robin Hood ({each['year']})" for each in films)
    assert suggest(visitor, "the green mil")["suggestions"][0]["insert"] == "The Green Mile"


@pytest.mark.parametrize(
    "typed", ["zzqx", "I want something funny and", "🎬", "...", ". ", "the", "'; DROP", "\u202e", "no " * 300]
)
def test_any_words_are_completed_or_not(visitor: APIClient, typed: str) -> None:
    answer = suggest(visitor, typed)
    assert 0 <= answer["start"] <= len(typed)
    assert len(answer["suggestions"]) <= 8


@pytest.mark.parametrize(
    ("query", "field"),
    [("", "q"), ("q=", "q"), ("q=a&limit=0", "limit"), ("q=a&limit=51", "limit"), ("q=a&x=1", "x"), ("q=%00", "q")],
)
def test_a_wrong_parameter_is_named(visitor: APIClient, query: str, field: str) -> None:
    refused(visitor.get(f"{SUGGEST}?{query}"), 400, field)
    refused(visitor.get(SUGGEST, {"q": "x" * 10_000}), 400, "q")


def test_a_new_film_is_suggested_and_a_deleted_one_is_not(visitor: APIClient) -> None:
    from recommender.encoding import get_encoder
    from recommender.holder import holder
    from recommender.vectors import drain_changes

    Film.objects.create(title="Zyzzyva Rising", year=2026, overview="A weevil rises.")
    Film.objects.get(title="Inception").delete()
    while drain_changes(get_encoder()):
        pass
    holder.forget()
    assert [each["text"] for each in suggest(visitor, "zyzz")["suggestions"]] == ["Zyzzyva Rising"]
    assert "Inception" not in [each["text"] for each in suggest(visitor, "incept")["suggestions"]]


def test_the_document_is_true_of_suggestions(visitor: APIClient, document: Document) -> None:
    holds(document, SUGGEST, visitor.get(SUGGEST, {"q": "ro", "limit": "20"}))
    holds(document, SUGGEST, visitor.get(SUGGEST))


def test_suggestions_take_a_query_at_most(visitor: APIClient, django_assert_max_num_queries: Any) -> None:
    suggest(visitor, "ro")
    with django_assert_max_num_queries(2):  # a newer index, and changes since: at most once a second
        suggest(visitor, "tr")
