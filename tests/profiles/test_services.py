"""Every word of a member on a film raises their taste version, with the word or not at all."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection

from moviemind.catalog.models import Film
from moviemind.profiles.models import Mark, Member, Rating
from moviemind.profiles.said import Said
from moviemind.profiles.services import clear_rating, forget, mark, rate, restore, settle, unmark

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Member:
    return Member.objects.create_user("ada")


@pytest.fixture
def film() -> Film:
    return Film.objects.get(title="Troy")


def version(member: Member) -> int:
    return Member.objects.get(pk=member.pk).taste_version


@pytest.mark.parametrize("stars", [half / 2 for half in range(1, 11)])
def test_a_rating_is_kept_in_half_stars(ada: Member, film: Film, stars: float) -> None:
    assert rate(ada, film, stars).half_stars == stars * 2


@pytest.mark.parametrize("stars", [0, 0.25, 4.75, 5.5, -1, 1e9, float("nan"), float("inf")])
def test_other_numbers_are_no_rating_and_change_nothing(ada: Member, film: Film, stars: float) -> None:
    with pytest.raises(ValueError, match="half a star to five stars"):
        rate(ada, film, stars)
    assert not Rating.objects.exists()
    assert version(ada) == 0


def test_a_second_rating_replaces_the_first(ada: Member, film: Film) -> None:
    rate(ada, film, 2)
    rate(ada, film, 4.5)
    assert [rating.stars for rating in ada.ratings.all()] == [4.5]
    assert ada.taste_version == version(ada) == 2


def test_a_rating_is_cleared_and_there_may_be_none(ada: Member, film: Film) -> None:
    rate(ada, film, 2)
    assert clear_rating(ada, film.pk) is True
    assert clear_rating(ada, film.pk) is False
    assert clear_rating(ada, 10**12) is False
    assert not Rating.objects.exists()


@pytest.mark.parametrize("kind", Mark.Kind.values)
def test_a_mark_is_set_once_and_taken_back(ada: Member, film: Film, kind: str) -> None:
    assert mark(ada, film, kind) == mark(ada, film, kind)
    assert ada.marks.count() == 1
    assert unmark(ada, film.pk, kind) is True
    assert unmark(ada, film.pk, kind) is False
    assert not Mark.objects.exists()


def test_an_unknown_mark_is_refused_and_changes_nothing(ada: Member, film: Film) -> None:
    with pytest.raises(ValueError, match="watchlist, seen, hidden"):
        mark(ada, film, "loved")
    assert version(ada) == 0


def test_taking_one_mark_back_leaves_the_others_and_those_of_others(ada: Member, film: Film) -> None:
    bob = Member.objects.create_user("bob")
    for member in (ada, bob):
        for kind in Mark.Kind.values:
            mark(member, film, kind)
    unmark(ada, film.pk, "hidden")
    assert {one.kind for one in ada.marks.all()} == {"watchlist", "seen"}
    assert bob.marks.count() == 3


def test_each_word_raises_the_version_of_its_member_only(ada: Member, film: Film) -> None:
    bob = Member.objects.create_user("bob")
    seen = [version(ada)]
    for word in (
        lambda: rate(ada, film, 4),
        lambda: clear_rating(ada, film.pk),
        lambda: mark(ada, film, "hidden"),
        lambda: unmark(ada, film.pk, "hidden"),
    ):
        word()
        seen.append(version(ada))
        assert ada.taste_version == seen[-1], "the member in hand knows it as well"
    assert seen == sorted(set(seen))
    assert version(bob) == 0


def test_the_version_counts_from_the_row_and_not_from_the_member_in_hand(ada: Member, film: Film) -> None:
    stale = Member.objects.get(pk=ada.pk)
    rate(ada, film, 4)
    rate(stale, film, 3)
    assert version(ada) == 2


@pytest.mark.parametrize("table", ["profiles_rating", "profiles_member"])
def test_word_and_version_are_written_together_or_not_at_all(ada: Member, film: Film, table: str) -> None:
    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE")) and f'"{table}"' in sql:
            raise DatabaseError("no room")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse), pytest.raises(DatabaseError, match="no room"):
        rate(ada, film, 4)
    assert version(ada) == 0
    assert not Rating.objects.exists()


def test_a_film_seen_was_liked_disliked_or_neither(ada: Member, film: Film) -> None:
    for verdict in ("liked", "disliked", ""):
        assert mark(ada, film, "seen", verdict).verdict == verdict
        assert [one.verdict for one in ada.marks.all()] == [verdict]
    mark(ada, film, "seen", "liked")
    assert mark(ada, film, "seen").verdict == "liked", "without a verdict, the one that was given stays"


@pytest.mark.parametrize(("kind", "verdict"), [("watchlist", "liked"), ("hidden", "disliked"), ("seen", "adored")])
def test_a_verdict_that_a_mark_cannot_have_is_refused(ada: Member, film: Film, kind: str, verdict: str) -> None:
    with pytest.raises(ValueError, match="liked or disliked"):
        mark(ada, film, kind, verdict)
    assert not Mark.objects.exists()
    assert version(ada) == 0


def test_a_forgotten_film_is_as_if_nothing_had_been_said_and_comes_back_with_its_times(ada: Member, film: Film) -> None:
    other = Film.objects.get(title="Gladiator")
    rate(ada, film, 4.5)
    mark(ada, film, "seen", "liked")
    mark(ada, film, "watchlist")
    rate(ada, other, 1)
    long_ago = datetime(2020, 5, 17, tzinfo=UTC)
    Rating.objects.filter(member=ada, film=film).update(updated_at=long_ago)
    Mark.objects.filter(member=ada, kind="seen").update(created_at=long_ago)

    said = forget(ada, film.pk)
    assert list(ada.ratings.values_list("film", flat=True)) == [other.pk]
    assert not ada.marks.exists()
    assert not Said.of(ada, film.pk)

    before = version(ada)
    restore(ada, film, Said.from_text(said.as_text()))
    assert version(ada) == before + 1
    rating = ada.ratings.get(film=film)
    assert (rating.stars, rating.updated_at) == (4.5, long_ago)
    seen = ada.marks.get(kind="seen")
    assert (seen.verdict, seen.created_at) == ("liked", long_ago)
    assert ada.marks.filter(kind="watchlist").exists()
    assert ada.ratings.count() == 2


def test_undo_takes_back_what_came_after(ada: Member, film: Film) -> None:
    rate(ada, film, 2)
    before = Said.of(ada, film.pk)
    rate(ada, film, 5)
    mark(ada, film, "hidden")
    restore(ada, film, before)
    assert [rating.stars for rating in ada.ratings.all()] == [2]
    assert not ada.marks.exists()


def test_settings_are_kept_and_raise_the_version(ada: Member) -> None:
    settle(ada, taste_days=90)
    settle(ada, collaborates=False, shows_listed=True)
    ada.refresh_from_db()
    assert (ada.taste_days, ada.collaborates, ada.shows_listed, ada.taste_version) == (90, False, True, 2)
    with pytest.raises(ValueError, match="0, 365, 90, 30 days"):
        settle(ada, taste_days=7)
    assert version(ada) == 2
