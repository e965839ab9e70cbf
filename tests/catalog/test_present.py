"""The query by hand says what the ORM would."""

import pytest

from moviemind.catalog.models import Film
from moviemind.catalog.present import still_recommendable

pytestmark = pytest.mark.django_db


def test_those_that_are_published_and_there() -> None:
    stays, hidden, deleted = Film.objects.order_by("pk")[:3]
    asked = [stays.pk, hidden.pk, deleted.pk, 10**9]
    assert still_recommendable(asked) == {stays.pk, hidden.pk, deleted.pk}
    Film.objects.filter(pk=hidden.pk).update(published=False)
    deleted.delete()
    assert still_recommendable(asked) == {stays.pk}
    assert still_recommendable(asked) == set(
        Film.objects.recommendable().filter(pk__in=asked).values_list("pk", flat=True)
    )


def test_of_no_films_none_without_a_query(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert still_recommendable([]) == set()
