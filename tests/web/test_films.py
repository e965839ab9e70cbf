"""The list of films, their pages and their covers."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from moviemind.catalog.models import Film
from moviemind.web.covers import cover_svg, cover_version

pytestmark = pytest.mark.django_db


def troy() -> Film:
    return Film.objects.get(title="Troy")


def test_a_film_page_tells_what_is_known(client: Client) -> None:
    page = client.get(f"/films/{troy().pk}/").content.decode()
    for words in ("Troy", "2004", "2 h 43 min", "Wolfgang Petersen", "Brad Pitt", "War", "violence: "):
        assert words in page
    assert page.count('class="card"') == 10


@pytest.mark.parametrize("path", ["/films/0/", "/films/999999999/", "/films/99999999999999999999/", "/films/troy/"])
def test_a_film_that_does_not_exist_is_a_404_with_a_way_on(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "Look for a title" in response.content.decode()


def test_an_unpublished_film_has_neither_page_nor_cover_nor_place_in_the_list(client: Client) -> None:
    film = troy()
    film.published = False
    film.save()
    assert client.get(f"/films/{film.pk}/").status_code == 404
    assert client.get(f"/films/{film.pk}/cover.svg").status_code == 404
    assert not client.get("/films/", {"q": "Troy"}).context["cards"]


def test_a_film_saved_a_moment_ago_has_a_page_that_says_similar_films_follow(client: Client) -> None:
    film = Film.objects.create(title="Brand New", year=2024)
    page = client.get(f"/films/{film.pk}/").content.decode()
    assert "This film is new here: similar films appear in a moment." in page


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"genre": "Opera"}, "We know no such genre."),
        ({"decade": "1066"}, "We have no such decade."),
        ({"decade": "x"}, "We have no such decade."),
        ({"sort": "random"}, "We know no such order."),
        ({"page": "0"}, "Page: "),
        ({"page": "two"}, "Page: "),
        ({"page": "1000000000"}, "Page: "),
        ({"q": "a" * 201}, "at most 200 characters"),
        ({"q": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_a_filter_that_is_none_is_refused_beside_its_field(client: Client, asked: dict[str, str], says: str) -> None:
    response = client.get("/films/", asked)
    assert response.status_code == 400
    assert says in response.content.decode()


def test_a_search_without_a_find_says_that_no_film_fits(client: Client) -> None:
    response = client.get("/films/", {"q": "zzzzzzzz"})
    assert response.status_code == 200
    assert "No film fits." in response.content.decode()
    assert "0 films" in response.content.decode()


def test_a_page_past_the_end_is_the_last_page(client: Client) -> None:
    response = client.get("/films/", {"page": "99999"})
    assert response.context["page"].number == response.context["page"].paginator.num_pages


@pytest.mark.parametrize(
    ("sort", "fact", "falling"),
    [("newest", "year", True), ("oldest", "year", False), ("shortest", "runtime", False), ("longest", "runtime", True)],
)
def test_the_list_is_in_the_order_asked_for(client: Client, sort: str, fact: str, falling: bool) -> None:
    facts = [getattr(card.film, fact) for card in client.get("/films/", {"sort": sort}).context["cards"]]
    assert facts == sorted(facts, reverse=falling)


def test_every_cover_of_the_catalogue_is_a_sound_picture_that_loads_nothing() -> None:
    for film in Film.objects.for_cards():
        picture = cover_svg(film.title, film.year, [genre.name for genre in film.genres.all()])
        root = ET.fromstring(picture)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert not [el for el in root.iter() if el.tag.endswith(("script", "image", "foreignObject", "style"))]
        assert not [name for el in root.iter() for name in el.attrib if name.endswith("href") or name.startswith("on")]


@pytest.mark.parametrize("title", ["七人の侍", "Ночь", "🎬", "&<>\"'", "A" * 300, "a b " * 100, "Æon Flux", "½"])
def test_any_title_has_a_cover(title: str) -> None:
    picture = cover_svg(title, 1954, ["Drama"])
    assert ET.fromstring(picture).findtext("{http://www.w3.org/2000/svg}title") == f"{title} (1954)"
    assert picture == cover_svg(title, 1954, ["Drama"])


def test_a_cover_may_be_kept_for_ever_under_its_version_only(client: Client) -> None:
    film = troy()
    version = cover_version(film.title, film.year, [genre.name for genre in film.genres.all()])
    path = f"/films/{film.pk}/cover.svg"
    kept = client.get(path, {"v": version})
    assert kept["Content-Type"] == "image/svg+xml"
    assert "immutable" in kept["Cache-Control"]
    assert "immutable" not in client.get(path, {"v": "other"})["Cache-Control"]
    assert client.get(path, headers={"if-none-match": kept["ETag"]}).status_code == 304
