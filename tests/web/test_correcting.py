"""What was understood is shown as chips; each is a part of the address, and can be taken out, switched or changed."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moviemind.api.requests import ask_of
from moviemind.catalog.models import Film
from moviemind.web import standing
from moviemind.web.chips import Chip
from recommender import service
from recommender.shapes import MAX_FILMS_NAMED, MAX_WORDS_NAMED, Controls, Filters, Request

pytestmark = pytest.mark.django_db
WORDS = "I love Robin Hood and Troy, a comedy with Tom Hanks, no horror, not gory, under three hours"


def chips(response: Any) -> dict[str, Chip]:
    """The chips of a page, each under its group and text."""
    return {
        f"{group.name}: {chip.text}": chip for group in response.context["understood"]["groups"] for chip in group.chips
    }


def films(response: Any) -> list[int]:
    return [film["id"] for film in response.context["answer"]["results"]]


@pytest.fixture
def page(client: Client) -> Any:
    return client.get("/", {"q": WORDS})


def test_everything_understood_is_a_chip(page: Any) -> None:
    assert {
        "You like: Robin Hood",
        "You like: Troy",
        "You wish for: Comedy",
        "You wish for: Tom Hanks",
        "You insist on: at most 180 minutes",
        "You insist on: no gore",
        "Leave out: Horror",
    } <= set(chips(page))


def test_any_chip_can_be_taken_out_and_all_else_stays(client: Client, page: Any) -> None:
    before = chips(page)
    for name, chip in before.items():
        after = client.get(chip.remove)
        assert after.status_code == 200
        assert set(chips(after)) == set(before) - {name}, name
        assert after.context["question"] == WORDS


def test_any_chip_can_be_switched_and_switched_back(client: Client, page: Any) -> None:
    before = chips(page)
    switched = {name: chip for name, chip in before.items() if chip.switch}
    assert len(switched) >= 5
    for name, chip in switched.items():
        assert chip.switch
        after = client.get(chip.switch.address)
        (new,) = set(chips(after)) - set(before)
        assert name not in chips(after)
        back = chips(after)[new].switch
        if name.startswith("Leave out"):  # a genre goes from refused to wished to "only": a circle of three
            continue
        if "wish for: Comedy" in name or back is None:
            continue
        assert films(client.get(back.address)) == films(page), name


def test_taking_everything_out_leaves_a_page_that_says_what_helps(client: Client, page: Any) -> None:
    while found := list(chips(page).values()):
        page = client.get(found[0].remove)
    assert "It helps to name a film you love" in page.content.decode()
    assert len(page.context["cards"]) == 10


def test_the_corrected_address_spells_out_the_request_and_answers_alike(client: Client, page: Any) -> None:
    address = chips(page)["Leave out: Horror"].remove
    parameters = parse_qsl(urlsplit(address).query)
    assert ("said", WORDS) in parameters
    assert "q" not in dict(parameters)
    assert {"seeds", "genres", "people", "filters.runtime_max", "filters.content_max.gore"} <= set(dict(parameters))
    assert films(client.get(address)) == films(Client().get(address))


def test_several_films_of_one_title_are_offered_in_the_chip(client: Client, page: Any) -> None:
    chip = chips(page)["You like: Robin Hood"]
    years = set(Film.objects.filter(title="Robin Hood").values_list("year", flat=True))
    assert {chip.detail, *(other.text for other in chip.others)} == {str(year) for year in years}
    after = chips(client.get(chip.others[0].address))["You like: Robin Hood"]
    assert after.detail == chip.others[0].text
    assert chip.detail in {other.text for other in after.others}


def test_an_unknown_title_is_said_with_the_nearest_and_a_click_takes_it(client: Client) -> None:
    said = client.get("/?seeds=1&unknown=Shawshank+Redemtions+Story&said=x")
    (offer,) = said.context["understood"]["offers"]
    assert f"We do not know “{offer.title}”; did you mean" in said.content.decode()
    assert "The Shawshank Redemption (1994)" in offer.take.text
    after = client.get(offer.take.address)
    assert "You like: The Shawshank Redemption" in chips(after)
    assert not after.context["understood"]["offers"]
    assert not client.get(offer.remove).context["understood"]["offers"]


def test_given_parts_win_over_the_words_of_an_address(client: Client) -> None:
    troy = Film.objects.get(title="Troy")
    found = chips(
        client.get("/", {"q": "I love Troy, no horror", "dislikes": str(troy.pk), "filters.year_min": "1990"})
    )
    assert {"You dislike: Troy", "Leave out: Horror", "You insist on: from 1990"} <= set(found)
    assert "You like: Troy" not in found


def test_a_kept_address_whose_films_are_gone_says_so_and_answers(client: Client) -> None:
    response = client.get("/?said=x&seeds=987654321&genres=Sofa&themes=heist")
    assert "2 parts of this link are no longer in our catalogue." in response.content.decode()
    assert set(chips(response)) == {"You wish for: heist"}


@pytest.mark.parametrize(
    ("query", "says"),
    [
        (
            {"seeds": [str(i) for i in range(1, 502)]},
            f"too many films you like: 501, and {MAX_FILMS_NAMED} is the most",
        ),
        ({"themes": [f"t{i}" for i in range(21)]}, f"too many themes: 21, and {MAX_WORDS_NAMED} is the most"),
        ({"said": "x" * 10_000, "genres": "War"}, "10000 characters, and 1000 is the most"),
        ({"spirit": "x" * 10_000}, "1000 characters"),
        ({"seeds": "0"}, "greater than or equal to 1"),
        ({"seeds": "Troy"}, "whole number"),
        ({"filters.year_min": "soon"}, "whole number"),
        ({"filters.languages": "English"}, "A language is a code such as en."),
        ({"filters.content_max.gore": "strong"}, "strong is not one of the available choices"),
        ({"adventurous": "7"}, "less than or equal to 1"),
    ],
)
def test_an_address_out_of_bounds_is_refused_with_the_reason(client: Client, query: Any, says: str) -> None:
    response = client.get("/", query)
    assert response.status_code == 400
    assert says in response.content.decode()


def test_five_hundred_titles_are_cut_at_the_limit_and_that_is_said(client: Client) -> None:
    titles = Film.objects.filter(well_known=True).order_by("pk").values_list("title", flat=True)
    text = "like " + ", ".join(title for title in titles if "," not in title)
    response = client.get("/", {"q": text[: text[:1000].rindex(",")]})
    assert response.status_code == 200
    assert re.search(r"You named \d+ films: we used the first 20\.", response.content.decode())


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b> '; DROP TABLE films; -- heist",
        "heist\u202efilm\u200b",
        "heist \x1b[31m",
        "🎬 heist 🍿",
        "\x07heist",
    ],
)
def test_hostile_words_go_through_the_address_as_text(client: Client, text: str) -> None:
    response = client.get("/", {"q": text})
    assert response.status_code == 200
    assert "<b>bold" not in response.content.decode()
    switch = chips(response)["You wish for: heist"].switch
    assert switch
    again = client.get(switch.address)
    assert again.status_code == 200
    assert "Leave out: heist" in chips(again)


@pytest.mark.parametrize("text", ["horror, no horror", "before 1980 and after 2000"])
def test_what_contradicts_itself_is_explained_and_answered(client: Client, text: str) -> None:
    response = client.get("/", {"q": text})
    assert response.context["understood"]["notes"]
    assert response.context["cards"]


# --- the film that was meant ----------------------------------------------------------------------------------------


def test_a_title_alone_leads_to_the_film_and_films_like_it(client: Client) -> None:
    response = client.get("/", {"q": "Heat"})
    content = response.content.decode()
    assert response.context["exact"].film.title == "Heat"
    assert "Films like Heat" in content
    assert response.context["exact"].film.pk not in films(response)
    assert "Because you liked" not in content
    words = client.get(response.context["ways"]["as_words"])
    assert set(chips(words)) == {"In the spirit of: “Heat”"}
    assert words.context["exact"] is None


def test_a_told_plot_is_asked_about_before_the_others(client: Client) -> None:
    response = client.get("/", {"q": "the one where they plant a dream in someone's head"})
    content = response.content.decode()
    inception = response.context["likely"].film
    assert inception.title == "Inception"
    assert content.index("Is it this?") < content.index("If it is not, perhaps one of these")
    assert inception not in [card.film for card in response.context["cards"]]
    assert len(response.context["cards"]) == 9
    like_it = client.get(response.context["ways"]["like_it"])
    assert set(chips(like_it)) == {"You like: Inception"}
    another = client.get(response.context["ways"]["another"])
    assert inception.pk not in films(another)
    assert another.context["question"] == response.context["question"]


def test_how_far_words_lean_to_little_known_films_is_a_chip(client: Client) -> None:
    page = client.get("/", {"q": "hidden gems about a heist"})
    chip = chips(page)["You wish for: films that few know"]
    assert "obscure=0.8" in chips(page)["You wish for: heist"].remove
    assert chip.switch
    assert "You wish for: films that many know" in chips(client.get(chip.switch.address))
    assert "obscure" not in chip.remove
    assert films(client.get(chip.remove)) != films(page)


@pytest.mark.parametrize(("text", "says"), [("I love Troy", "A close match."), ("qwertz uiop", "No strong match.")])
def test_how_sure_we_are_is_said(client: Client, text: str, says: str) -> None:
    page = client.get("/", {"q": text})
    assert f"<strong>{says}</strong>" in page.content.decode()


def test_a_title_among_words_is_no_title_alone(client: Client) -> None:
    assert client.get("/", {"q": "like Heat, but funny"}).context["exact"] is None


def test_pages_of_a_film_that_was_meant_take_a_bounded_number_of_queries(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    client.get("/", {"q": "war"})  # the engine is loaded
    with django_assert_max_num_queries(8):
        client.get("/", {"q": "Heat"})
    with django_assert_max_num_queries(6):
        client.get("/?said=x&genres=Comedy&people=Tom+Hanks&filters.without_genres=Horror&exclude=1&exclude=2")


# --- the address and the request are one ----------------------------------------------------------------------------

_ids = st.lists(st.integers(1, 2**63 - 1), max_size=4, unique=True).map(tuple)
_names = st.lists(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=20), max_size=3, unique=True)
_texts = st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=9), max_size=5).map(" ".join)
_years = st.none() | st.integers(1900, 2050)
_filters = st.builds(
    Filters,
    genres=_names.map(tuple),
    without_genres=_names.map(tuple),
    year_min=_years,
    runtime_max=st.none() | st.integers(1, 900),
    languages=st.lists(st.sampled_from(["en", "fr", "yua"]), unique=True).map(tuple),
    countries=st.lists(st.sampled_from(["GB", "US"]), unique=True).map(tuple),
    content_max=st.dictionaries(st.sampled_from(["gore", "sex"]), st.sampled_from(["none", "some"])),
)
_requests = st.builds(
    Request,
    text=_texts,
    seeds=_ids,
    dislikes=_ids,
    unknown=_names.map(tuple),
    filters=_filters,
    genres=_names.map(tuple),
    themes=_names.map(tuple),
    avoid_people=_names.map(tuple),
    spirit=_texts,
    exclude=_ids.map(frozenset),
    controls=st.builds(Controls, obscure=st.sampled_from([-1.0, 0.0, 0.5]), era=st.sampled_from([None, 1980])),
)


@given(request_=_requests, said=_texts, then=_names.map(tuple))
@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_an_address_says_the_whole_request(request_: Request, said: str, then: tuple[str, ...]) -> None:
    stands = standing.Standing(request=request_, said=said, then=then)
    assert standing.read(QueryDict(urlsplit(stands.address).query)) == stands


def test_the_engine_is_asked_for_just_what_the_address_says(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Request] = []
    ask = service.ask

    def overheard(request: Request, member: Any = None) -> service.Served:
        heard.append(request)
        return ask(request, member)

    monkeypatch.setattr(service, "ask", overheard)
    client.get("/?q=heist&genres=Comedy&filters.year_max=1999&obscure=0.5&exclude=7")
    assert heard == [
        Request(
            text="heist",
            genres=("Comedy",),
            filters=Filters(year_max=1999),
            controls=Controls(obscure=0.5),
            exclude=frozenset({7}),
        )
    ]


def test_where_conditions_leave_no_film_a_click_takes_the_one_away_that_is_too_much(client: Client) -> None:
    page = client.get("/?said=x&genres=Comedy&filters.year_max=1900&filters.without_genres=Horror")
    assert not page.context["cards"]
    (way, *_) = page.context["relax"]
    assert way.text == "Without “until 1900”"
    after = client.get(way.address)
    assert len(after.context["cards"]) == 10
    assert set(chips(after)) == {"You wish for: Comedy", "Leave out: Horror"}


_READABLE = st.characters(exclude_categories=["Cc", "Cs"])  # the API refuses control characters at its door
_said = st.lists(
    st.sampled_from(
        [
            "like Zorblax",
            "heist",
            "no horror",
            "Troy",
            "“Quoted Thing Here”",
            "not in English",
            "with Tom Hanks",
            "1990s",
        ]
    )
    | st.text(_READABLE, max_size=30),
    max_size=40,
).map(lambda parts: ", ".join(parts)[:1000])


@given(text=_said | st.text(_READABLE, max_size=1000))
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_whatever_was_understood_fits_into_an_address_and_into_a_body(text: str) -> None:
    answer = service.ask(Request(text=text)).answer
    now = standing.spelt_out(standing.Standing(request=Request(text=text)), answer)
    read = standing.read(QueryDict(urlsplit(now.address).query))
    assert read.request.seeds == answer.query.seeds
    assert read.request.filters == answer.query.filters
    assert read.request.themes == answer.query.themes
    body = {**answer.as_dict()["query"], "text": "x"}
    assert ask_of(json.loads(json.dumps(body))).filters == answer.query.filters
