"""What was shown is kept, cheaply and not for ever, and tells why to whom it was shown."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from moviemind.catalog.models import Film
from moviemind.profiles.models import Member
from moviemind.profiles.services import rate
from recommender import impressions, service
from recommender.models import Impression
from recommender.shapes import Controls, Filters, Request
from recommender.tasks import prune_impressions

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> Member:
    ann = Member.objects.create_user("ann")
    for title in ("Alien", "Heat", "Toy Story"):
        rate(ann, Film.objects.get(title=title), 5)
    return ann


def shown(member: Member, controls: Controls | None = None) -> tuple[str, list[int]]:
    asked = Request(controls=controls or Controls())
    served = service.for_member(member, controls=asked.controls)
    name = impressions.record(
        "list",
        served.answer.picks,
        served.answer.index_version,
        member=member,
        request=impressions.as_request(asked),
    )
    return name, [pick.film.id for pick in served.answer.picks]


def test_one_list_is_one_insert(ann: Member, django_assert_num_queries: Any) -> None:
    served = service.for_member(ann)
    with django_assert_num_queries(1):
        impressions.record("list", served.answer.picks, served.answer.index_version, member=ann)


def test_the_same_list_to_the_same_member_is_one_impression(ann: Member) -> None:
    assert shown(ann) == shown(ann)
    assert Impression.objects.count() == 1
    assert shown(ann, Controls(era=1970))[0] != shown(ann)[0]


def test_a_pile_is_one_insert(ann: Member, settings: Any, django_assert_num_queries: Any) -> None:
    served = service.for_member(ann)
    settings.IMPRESSIONS_WAIT_S = 3600.0
    for number in range(5):
        impressions.record("list", served.answer.picks, f"v{number}", member=ann)
    assert Impression.objects.count() == 0
    with django_assert_num_queries(1):
        assert impressions.flush() == 5


def test_why_tells_what_was_told_and_all_that_counted(ann: Member) -> None:
    name, films = shown(ann)
    found = impressions.find(name, ann)
    assert found is not None
    told = found.pick(films[0])
    breakdown, of_then = impressions.why(found, films[0], ann)
    assert told is not None
    assert breakdown is not None
    assert of_then is True
    assert breakdown["score"] == pytest.approx(told["score"], abs=2e-4)
    assert sum(part["value"] for part in breakdown["parts"]) == pytest.approx(breakdown["score"], abs=2e-3)


def test_the_breakdown_is_of_the_list_with_its_controls(ann: Member) -> None:
    name, films = shown(ann, Controls(adventurous=0.9, era=1970))
    found = impressions.find(name, ann)
    assert found is not None
    breakdown, _ = impressions.why(found, films[0], ann)
    assert breakdown is not None
    assert breakdown["score"] == pytest.approx(found.pick(films[0])["score"], abs=2e-4)  # type: ignore[index]


def test_what_was_asked_once_is_kept_and_what_was_not_is_marked_as_of_today(ann: Member) -> None:
    name, films = shown(ann)
    found = impressions.find(name, ann)
    assert found is not None
    before = impressions.why(found, films[0], ann)
    rate(ann, Film.objects.get(title="Titanic", year=1997), 5)
    again = impressions.find(name, ann)
    assert again is not None
    assert impressions.why(again, films[0], ann) == before
    later, of_then = impressions.why(again, films[1], ann)
    assert later is not None
    assert of_then is False
    assert str(films[1]) not in impressions.find(name, ann).breakdowns  # type: ignore[union-attr]


def test_a_members_list_is_told_to_that_member_only(ann: Member) -> None:
    name, _ = shown(ann)
    bob = Member.objects.create_user("bob")
    assert impressions.find(name, bob) is None
    assert impressions.find(name, None) is None
    assert impressions.find(str(uuid.uuid4()), ann) is None
    assert impressions.find("nonsense", ann) is None


def test_a_visitors_list_is_told_in_their_session_only() -> None:
    name = impressions.record("ask", (), "v", session="abc")
    assert impressions.find(name, None, "abc") is not None
    assert impressions.find(name, None, "xyz") is None


def test_it_goes_with_its_member(ann: Member) -> None:
    shown(ann)
    ann.delete()
    assert not Impression.objects.exists()


def test_a_question_is_asked_again_as_it_was() -> None:
    asked = Request(
        text="war",
        seeds=(1, 2),
        themes=("epic",),
        filters=Filters(genres=("War",), content_max={"gore": "none"}),
        controls=Controls(era=1980),
        today=timezone.localdate(),
    )
    assert impressions.from_request(impressions.as_request(asked)) == asked


def test_a_database_that_refuses_does_not_hold_up_the_answer(ann: Member, caplog: pytest.LogCaptureFixture) -> None:
    served = service.for_member(ann)

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "recommender_impression" in sql:
            raise DatabaseError("no room")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        name = impressions.record("list", served.answer.picks, served.answer.index_version, member=ann)
    assert uuid.UUID(name)
    assert "no room" in caplog.text


def test_old_ones_and_too_many_are_forgotten(ann: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [shown(ann, Controls(era=decade))[0] for decade in (1970, 1980, 1990, 2000)]
    Impression.objects.filter(pk=names[0]).update(made_at=timezone.now() - timedelta(days=31))
    assert prune_impressions() == 1
    monkeypatch.setattr(impressions, "KEPT_MOST", 2)
    assert prune_impressions() == 1
    assert {str(each.pk) for each in Impression.objects.all()} == set(names[2:])


def test_a_list_that_another_process_has_not_written_yet_is_waited_for(
    ann: Member, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.IMPRESSIONS_WAIT_S = 0.01
    made = Impression(pk=uuid.uuid4(), made_at=timezone.now(), kind="list", member=ann, picks=[])
    monkeypatch.setattr(impressions.time, "sleep", lambda _: made.save())  # the other process writes
    found = impressions.find(str(made.pk), ann)
    assert found is not None
    assert found.pk == made.pk
