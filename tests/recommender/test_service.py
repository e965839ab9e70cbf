"""The engine through its one door, over the shipped catalogue and the shipped encoder."""

from __future__ import annotations

from typing import Any

import pytest

from moviemind.catalog.models import Film
from moviemind.profiles import services as profiles
from moviemind.profiles.models import Mark, Member
from recommender import service
from recommender.shapes import Filters, Request, RequestError

pytestmark = pytest.mark.django_db

PROMPTS = {
    "I love Kingdom of Heaven, Robin Hood and Troy": {"Kingdom of Heaven", "Robin Hood", "Troy"},
    "Similar to Green Mile, Forrest Gump and Fight Club": {"The Green Mile", "Forrest Gump", "Fight Club"},
    "Recommend me sci-fi comedy drama": set(),
}


@pytest.fixture
def member() -> Member:
    return Member.objects.create_user("mira")


def film(title: str, year: int | None = None) -> Film:
    found = Film.objects.filter(title=title)
    return found.get(year=year) if year else found.get()


def genre_share(served: service.Served, genre: str) -> float:
    picks = served.answer.picks
    return sum(genre in pick.film.genres for pick in picks) / len(picks)


@pytest.mark.parametrize("prompt", PROMPTS)
def test_the_originals_prompts_get_ten_real_films_with_reasons_and_none_of_the_named(prompt: str) -> None:
    answer = service.ask(Request(text=prompt)).answer
    titles = [pick.film.title for pick in answer.picks]
    assert len(set(titles)) == 10
    assert Film.objects.filter(pk__in=[pick.film.id for pick in answer.picks]).count() == 10
    assert not PROMPTS[prompt] & set(titles)
    assert {seed.title for seed in answer.seeds} == PROMPTS[prompt]
    assert all(pick.reasons for pick in answer.picks)
    assert answer.confidence == "strong"


def test_asking_for_three_genres_gives_films_of_all_three_first() -> None:
    picks = service.ask(Request(text="Recommend me sci-fi comedy drama")).answer.picks
    wished = {"Science Fiction", "Comedy", "Drama"}
    carried = [len(wished.intersection(pick.film.genres)) for pick in picks]
    assert carried[0] == len(wished)
    assert carried == sorted(carried, reverse=True)


def test_the_same_request_gives_the_same_answer_byte_for_byte() -> None:
    request = Request(text="a quiet, sad film about growing old", limit=20)
    assert service.ask(request).as_dict() == service.ask(request).as_dict()


def test_filters_bind_in_words_and_in_fields() -> None:
    answer = service.ask(
        Request(text="I love Troy, under two hours", filters=Filters(genres=("Action",), year_min=1990))
    ).answer
    assert len(answer.picks) == 10
    for pick in answer.picks:
        assert "Action" in pick.film.genres
        assert pick.film.year >= 1990
        assert pick.film.runtime
        assert pick.film.runtime <= 120


def test_filters_that_leave_nothing_give_nothing_rather_than_a_film_that_breaks_them() -> None:
    answer = service.ask(Request(text="comedy", filters=Filters(year_min=2099))).answer
    assert answer.picks == ()
    assert answer.confidence == "none"


def test_nonsense_is_said_to_match_nothing_and_gets_popular_films_marked_so() -> None:
    answer = service.ask(Request(text="qwertz asdf yxcv 12345")).answer
    assert answer.confidence == "none"
    assert len(answer.picks) == 10
    assert {reason.kind for pick in answer.picks for reason in pick.reasons} == {"popular"}


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (Request(text="x" * 1001), "text"),
        (Request(text="war", limit=0), "limit"),
        (Request(text="war", limit=10**9), "limit"),
        (Request(seeds=(10**9,)), "seeds"),
        (Request(text="war", filters=Filters(genres=("Opera",))), "filters.genres"),
        (Request(text="war", filters=Filters(content_max={"noise": "none"})), "filters.content_max"),
    ],
)
def test_a_bad_request_is_refused_with_its_field(request_: Request, field: str) -> None:
    with pytest.raises(RequestError) as refusal:
        service.ask(request_)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    "text", ["戦争" * 500, "фильмы о войне", "أفلام الحرب", "ταινίες για τον πόλεμο", "전쟁 영화", "हिन्दी"]
)
def test_words_of_another_script_that_name_no_film_tell_us_nothing_and_we_say_so(text: str) -> None:
    for request_ in (Request(text=text), Request(spirit=text)):
        answer = service.ask(request_).answer
        assert answer.confidence == "none", request_
        assert all(pick.film.well_known for pick in answer.picks)
        assert len(answer.picks) == 10
    answer = service.ask(Request(text=text)).answer
    assert any(note.startswith("We understand English") for note in answer.notes)


def test_a_title_in_another_script_is_read_and_so_are_years_beside_such_words() -> None:
    seeds = service.ask(Request(text="千と千尋の神隠し")).answer.seeds
    assert [seed.title for seed in seeds] == ["Spirited Away"]
    answer = service.ask(Request(text="фильмы 1990s")).answer
    assert answer.confidence == "weak"
    assert all(1990 <= pick.film.year < 2000 for pick in answer.picks)


def test_a_newcomer_gets_well_known_films_marked_so(member: Member) -> None:
    answer = service.for_member(member, limit=12).answer
    assert len(answer.picks) == 12
    assert all(pick.film.well_known for pick in answer.picks)
    assert answer.confidence == "none"


def test_rating_war_films_high_brings_war_films_and_rating_them_low_takes_them_away(member: Member) -> None:
    war = [
        film("Saving Private Ryan"), film("Platoon"), film("Full Metal Jacket"), film("Das Boot"), film("Dunkirk"),
    ]  # fmt: skip

    def war_share() -> float:
        return genre_share(service.for_member(member), "War")  # among the ten

    before = war_share()
    for one in war:
        profiles.rate(member, one, 5)
    liked = war_share()
    assert liked > max(before, 0.5)
    for pick in service.for_member(member).answer.picks[:5]:
        profiles.rate(member, Film.objects.get(pk=pick.film.id), 0.5)
    mixed = war_share()
    assert mixed < liked
    for one in war:
        profiles.rate(member, one, 0.5)
    assert war_share() < mixed


def test_the_list_never_shows_what_was_rated_seen_hidden_or_listed_and_stays_full(member: Member) -> None:
    profiles.rate(member, film("Toy Story"), 5)
    for kind in Mark.Kind.values:
        for pick in service.for_member(member).answer.picks[:3]:
            profiles.mark(member, Film.objects.get(pk=pick.film.id), kind)
    told = set(member.marks.values_list("film_id", flat=True)) | {film("Toy Story").pk}
    assert len(told) == 10
    answer = service.for_member(member, limit=50).answer
    assert len(answer.picks) == 50
    assert not told & {pick.film.id for pick in answer.picks}


def test_a_members_question_leaves_out_what_they_saw(member: Member) -> None:
    request = Request(text="sci-fi comedy")
    first = service.ask(request, member).answer.picks[0].film.id
    profiles.mark(member, Film.objects.get(pk=first), Mark.Kind.SEEN)
    assert first not in {pick.film.id for pick in service.ask(request, member).answer.picks}


def test_a_deleted_and_an_unpublished_film_are_gone_at_once_and_the_list_stays_full() -> None:
    request = Request(seeds=(film("Alien").pk,))
    first, second = (pick.film.id for pick in service.ask(request).answer.picks[:2])
    Film.objects.get(pk=first).delete()
    Film.objects.filter(pk=second).update(published=False)
    served = service.ask(request)
    assert not {first, second} & {pick.film.id for pick in served.answer.picks}
    assert len(served.answer.picks) == len(served.cards) == 10


def test_similar_films_are_alike_and_never_the_film_or_its_namesakes() -> None:
    titles = [pick.film.title for pick in service.similar(film("Robin Hood", 2010).pk, limit=20).answer.picks]
    assert "Robin Hood" not in titles
    titles = [pick.film.title for pick in service.similar(film("Toy Story").pk).answer.picks]
    assert "Toy Story 2" in titles[:3]


def test_similar_films_of_a_film_deleted_a_moment_ago_are_refused() -> None:
    alien = film("Alien").pk
    service.similar(alien)
    Film.objects.get(pk=alien).delete()
    with pytest.raises(RequestError, match=f"no film has the id {alien}"):
        service.similar(alien)


def test_answers_use_a_bounded_number_of_queries(member: Member, django_assert_max_num_queries: Any) -> None:
    profiles.rate(member, film("Alien"), 4.5)
    service.for_member(member)  # the process has its engine
    profiles.rate(member, film("Aliens"), 4)
    with django_assert_max_num_queries(4):  # ratings, marks, which picks still exist, and once a second the state
        service.for_member(member).as_dict()
    with django_assert_max_num_queries(2):
        service.ask(Request(text="something funny in space")).as_dict()
    with django_assert_max_num_queries(4):  # cards add films and genres
        _ = service.similar(film("Alien").pk).cards


def test_starters_are_well_known_films_of_many_genres() -> None:
    films = service.starters(24)
    assert len({one.pk for one in films}) == 24
    assert len({genre.name for one in films for genre in one.genres.all()}) >= 10
