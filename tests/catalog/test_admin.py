"""Actions on films that were found by a person: a search over credits must not stop them, nor their news."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from moviemind.catalog.models import Film, FilmChange
from moviemind.profiles.models import Member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("action", ["delete_selected", "unpublish"])
def test_films_found_by_a_person_can_be_acted_on_and_each_is_news_once(client: Client, action: str) -> None:
    client.force_login(Member.objects.create_superuser("curator", "curator@example.org", "a long enough password"))
    chosen = list(Film.objects.filter(people__name="Ridley Scott").values_list("pk", flat=True).distinct()[:3])
    assert len(chosen) == 3
    before = FilmChange.objects.count()
    sent: dict[str, Any] = {"action": action, "_selected_action": chosen, "post": "yes"}
    assert client.post(reverse("admin:catalog_film_changelist") + "?q=Ridley+Scott", sent).status_code == 302
    assert not Film.objects.recommendable().filter(pk__in=chosen).exists()
    assert sorted(FilmChange.objects.order_by("pk").values_list("film_id", flat=True)[before:]) == sorted(chosen)
