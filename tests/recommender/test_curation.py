"""Curators' rules: what they do to lists, that every process learns of them, and the look before saving."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from moviemind.catalog.models import Film, Genre, Person, Theme
from moviemind.profiles import services as profiles
from moviemind.profiles.models import Mark, Member
from recommender import service
from recommender.holder import Holder, holder
from recommender.models import CurationRule, IndexState
from recommender.shapes import Request

pytestmark = pytest.mark.django_db

TODAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def looks_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recommender.holder.LOOK_EVERY_S", 0.0)
    holder.forget()


@pytest.fixture
def member() -> Member:
    member = Member.objects.create_user("mira")
    for title in ("Alien", "Blade Runner", "The Matrix"):
        profiles.rate(member, film(title), 5)
    return Member.objects.get(pk=member.pk)


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(Member.objects.create_superuser("curator", "curator@example.org", "a long enough password"))
    return client


def film(title: str) -> Film:
    return Film.objects.filter(title=title).order_by("pk")[0]


def shown(member: Member, today: date = TODAY, limit: int = 12) -> list[int]:
    return [pick.film.id for pick in service.for_member(member, limit=limit, today=today).answer.picks]


def rule(action: str, **values: object) -> CurationRule:
    made = CurationRule(action=action, **values)
    made.full_clean()
    made.save()
    return made


def test_a_pinned_film_comes_first_and_says_so(member: Member) -> None:
    pinned = film("Troy")
    rule("pin", film=pinned)
    picks = service.for_member(member, today=TODAY).answer.picks
    assert picks[0].film.id == pinned.pk
    assert picks[0].reasons[0].kind == "rule"
    assert len({pick.film.id for pick in picks}) == 10


def test_a_pin_shows_nobody_what_they_hid(member: Member) -> None:
    pinned = film("Troy")
    rule("pin", film=pinned)
    profiles.mark(member, pinned, Mark.Kind.HIDDEN)
    assert pinned.pk not in shown(Member.objects.get(pk=member.pk), limit=50)


def test_pins_take_a_third_of_a_list_at_most(member: Member) -> None:
    for title in ("Troy", "Fight Club", "Forrest Gump", "The Green Mile", "Gladiator"):
        rule("pin", film=film(title))
    kinds = [pick.reasons[0].kind for pick in service.for_member(member, limit=9, today=TODAY).answer.picks]
    assert kinds.count("rule") == 3


def test_rules_hold_where_genres_are_all_that_was_asked_for() -> None:
    asked = Request(text="sci-fi comedy drama")
    before = [pick.film.title for pick in service.ask(asked).answer.picks]
    rule("bury", film=film(before[0]))
    boosted = film("Ghostbusters")  # two of the three genres
    rule("boost", film=boosted)
    after = [pick.film.title for pick in service.ask(asked).answer.picks]
    assert before[0] not in after[:6]
    assert before.index("Ghostbusters") > after.index("Ghostbusters")


def test_a_boost_lifts_and_a_bury_lowers(member: Member) -> None:
    def scores() -> dict[int, float]:
        return {p.film.id: p.score for p in service.for_member(member, limit=50, today=TODAY).answer.picks}

    before = scores()
    last, first = list(before)[9], next(iter(before))
    rule("boost", film=Film.objects.get(pk=last))
    rule("bury", film=Film.objects.get(pk=first))
    after = scores()
    assert after[last] > before[last]
    assert after.get(first, 0.0) < before[first]
    said = [
        reason
        for pick in service.for_member(member, limit=50, today=TODAY).answer.picks
        if pick.film.id == last
        for reason in pick.reasons
        if reason.kind == "rule"
    ]
    assert said
    assert said[0].share > 0


@pytest.mark.parametrize("target", ["genre", "theme", "person"])
def test_all_of_a_genre_a_theme_or_a_person_can_be_excluded(member: Member, target: str) -> None:
    facts = service.for_member(member, limit=50, today=TODAY).answer.picks[0].film
    kind, name = {
        "genre": (Genre, facts.genres[0]),
        "theme": (Theme, facts.themes[0]),
        "person": (Person, facts.cast[0] if facts.cast else facts.directors[0]),
    }[target]
    rule("exclude", **{target: kind.objects.get(name=name)})
    for served in (service.for_member(member, limit=50, today=TODAY), service.ask(Request(text="science fiction"))):
        for pick in served.answer.picks:
            carried = {*pick.film.genres, *pick.film.themes, *pick.film.cast, *pick.film.directors}
            assert name not in carried


def test_a_rule_acts_on_its_days_only(member: Member) -> None:
    excluded = shown(member)[0]
    rule("exclude", film=Film.objects.get(pk=excluded), starts=TODAY, ends=TODAY + timedelta(days=1))
    assert excluded in shown(member, TODAY - timedelta(days=1))
    assert excluded not in shown(member, TODAY)
    assert excluded not in shown(member, TODAY + timedelta(days=1))
    assert excluded in shown(member, TODAY + timedelta(days=2))


def test_another_process_learns_of_a_rule_and_of_its_end_without_a_restart(member: Member) -> None:
    other = Holder()
    rule_ids = lambda: [rule.id for rule in other.engine().rules]  # noqa: E731
    assert rule_ids() == []
    made = rule("exclude", film=film("Troy"))
    assert rule_ids() == [made.pk]
    version = IndexState.objects.get().rules_version
    CurationRule.objects.all().delete()
    assert IndexState.objects.get().rules_version > version
    assert rule_ids() == []


def test_a_rule_is_about_one_thing_and_the_database_says_so_too() -> None:
    for values in ({}, {"film": film("Troy"), "genre": Genre.objects.first()}):
        with pytest.raises(ValidationError):
            CurationRule(action="boost", **values).full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            CurationRule.objects.bulk_create([CurationRule(action="boost", **values)])
    with pytest.raises(ValidationError):
        CurationRule(action="pin", genre=Genre.objects.first()).full_clean()
    with pytest.raises(ValidationError):
        CurationRule(action="boost", film=film("Troy"), starts=TODAY, ends=TODAY - timedelta(days=1)).full_clean()


def test_the_look_before_saving_tells_what_would_change_and_saves_nothing(desk: Client, member: Member) -> None:
    first = service.for_member(member, today=TODAY).answer.picks[0].film
    form = {"action": "exclude", "film": first.id, "genre": "", "theme": "", "person": "", "starts": "", "ends": ""}
    page = desk.post(reverse("admin:recommender_curationrule_preview"), {**form, "note": "a try"})
    effect = page.context["effect"]
    assert effect.films == 1
    assert (effect.members, effect.changed) == (1, 1)
    assert [film.id for film in effect.going] == [first.id]
    assert len(effect.coming) == 1
    assert not CurationRule.objects.exists()
    assert first.id in shown(member)
    saved = desk.post(page.context["save_at"], dict(page.context["fields"]))
    assert saved.status_code == 302
    assert CurationRule.objects.get().note == "a try"
    assert first.id not in shown(member)


def test_the_look_at_a_saved_rule_shows_the_change_from_it_and_a_faulty_one_its_faults(desk: Client) -> None:
    made = rule("exclude", genre=Genre.objects.get(name="Horror"))
    at = f"{reverse('admin:recommender_curationrule_preview')}?rule={made.pk}"
    form = {"action": "bury", "film": "", "genre": made.genre_id, "theme": "", "person": "", "starts": "", "ends": ""}
    page = desk.post(at, {**form, "note": ""})
    assert page.context["effect"].films > 20
    assert page.context["save_at"].endswith(f"/{made.pk}/change/")
    page = desk.post(at, {**form, "action": "pin", "note": ""})
    assert page.context["effect"] is None
    assert "Only a film can be pinned" in page.content.decode()


def test_only_those_who_may_change_rules_may_look(client: Client) -> None:
    client.force_login(Member.objects.create_user("ada", is_staff=True))
    assert client.post(reverse("admin:recommender_curationrule_preview"), {}).status_code == 403
