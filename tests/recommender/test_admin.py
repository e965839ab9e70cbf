"""The curators' desk: every page opens, every search answers, and what a curator does is news of the film."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from moviemind.catalog.models import Credit, Film, FilmChange, Genre, Person, SourceRecord, Theme
from moviemind.profiles.models import Member
from moviemind.profiles.services import rate
from recommender.models import CurationRule, IndexState, IndexVersion, RebuildRequest

pytestmark = pytest.mark.django_db

MODELS = sorted(
    (model for model in admin.site._registry if model._meta.app_label in {"catalog", "profiles", "recommender"}),
    key=lambda model: model._meta.label,
)
INDEX = "admin:recommender_indexversion_changelist"


@pytest.fixture
def curator() -> Member:
    return Member.objects.create_superuser("curator", "curator@example.org", "a long enough password")


@pytest.fixture
def desk(curator: Member, client: Client) -> Client:
    client.force_login(curator)
    return client


@pytest.fixture
def film() -> Film:
    return Film.objects.get(title="Kingdom of Heaven")


def row_of(model: Any) -> Any:
    """A row of any kind to open."""
    film = Film.objects.get(title="Troy")
    made = {
        FilmChange: lambda: FilmChange.objects.create(film_id=film.pk, attempts=5, error="no <b>vector</b>"),
        RebuildRequest: lambda: RebuildRequest.objects.create(reason="a look", status="done"),
        CurationRule: lambda: CurationRule.objects.create(action="pin", film=film),
        Member: lambda: Member.objects.create_user("ada"),
    }
    return made.get(model, lambda: model.objects.first())()


def form_of(page: Any) -> dict[str, Any]:
    """What a browser would send if the curator pressed "Save" at once."""
    context = page.context
    forms = [context["adminform"].form, *(f for s in context["inline_admin_formsets"] for f in s.formset.forms)]
    forms += [s.formset.management_form for s in context["inline_admin_formsets"]]
    sent: dict[str, Any] = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is None or value is False:
                continue
            sent[bound.html_name] = [getattr(v, "pk", v) for v in value] if isinstance(value, (list, set)) else value
    return sent


def changes_of(film: Film) -> int:
    return FilmChange.objects.filter(film_id=film.pk).count()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_list_opens_and_searches(desk: Client, model: Any) -> None:
    row_of(model)
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    assert desk.get(address).status_code == 200
    if admin.site._registry[model].search_fields:
        assert desk.get(address, {"q": "heaven O'Brien 100%"}).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_row_opens(desk: Client, model: Any) -> None:
    row = row_of(model)
    page = desk.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk]))
    assert page.status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_an_empty_form_opens_where_rows_may_be_added(desk: Client, model: Any, rf: Any, curator: Member) -> None:
    request = rf.get("/")
    request.user = curator
    allowed = admin.site._registry[model].has_add_permission(request)
    page = desk.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add"))
    assert page.status_code == (200 if allowed else 403)


def test_the_desk_is_closed_to_members(client: Client) -> None:
    client.force_login(Member.objects.create_user("ada"))
    assert client.get(reverse("admin:catalog_film_changelist")).status_code == 302


def test_pages_carry_no_inline_script(desk: Client, film: Film) -> None:
    for address in (reverse("admin:catalog_film_change", args=[film.pk]), reverse(INDEX)):
        page = desk.get(address)
        text = page.content.decode()
        assert "script-src 'self'" in page["Content-Security-Policy"]
        assert " onclick=" not in text
        assert ' style="' not in text
        assert "<script>" not in text


@pytest.mark.parametrize(
    ("field", "value"),
    [("published__exact", "0"), ("decade", "1990"), ("edited_at__isempty", "1"), ("overview__isempty", "1"),
     ("language__exact", "ja"), ("decade", "nonsense")],
)  # fmt: skip
def test_the_list_of_films_can_be_narrowed(desk: Client, field: str, value: str) -> None:
    assert desk.get(reverse("admin:catalog_film_changelist"), {field: value}).status_code == 200


def test_films_are_found_by_title_and_by_people(desk: Client) -> None:
    address = reverse("admin:catalog_film_changelist")
    for words in ("kingdom of heaven", "Ridley Scott"):
        found = desk.get(address, {"q": words}).context["cl"].queryset
        assert "Kingdom of Heaven" in {film.title for film in found}


def test_the_list_of_films_costs_the_same_however_many_it_shows(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(14):
        desk.get(reverse("admin:catalog_film_changelist"))


def test_saving_a_film_writes_all_of_it_then_the_news(desk: Client, film: Film) -> None:
    address = reverse("admin:catalog_film_change", args=[film.pk])
    sent = form_of(desk.get(address))
    western, siege = Genre.objects.get(name="Western"), Theme.objects.get(name="heist")
    sent |= {"title": "Kingdom of Earth", "countries": "us, gb", "genres": [western.pk], "themes": [siege.pk]}
    before = changes_of(film)
    statements: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answer = desk.post(address, sent)
    assert answer.status_code == 302, answer.context["errors"]
    film.refresh_from_db()
    assert (film.title, film.countries) == ("Kingdom of Earth", ["US", "GB"])
    assert [genre.name for genre in film.genres.all()] == ["Western"]
    assert film.edited_at is not None
    assert changes_of(film) > before
    written = [sql for sql in statements if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    last_words = max(at for at, sql in enumerate(written) if '"catalog_film_themes"' in sql or '"catalog_film_' in sql)
    last_news = max(at for at, sql in enumerate(written) if '"catalog_filmchange"' in sql)
    assert last_news > last_words


def test_a_changed_credit_alone_is_news(desk: Client, film: Film) -> None:
    address = reverse("admin:catalog_film_change", args=[film.pk])
    sent = form_of(desk.get(address))
    person = Person.objects.create(name="Nobody Ever")
    sent["credits-0-person"] = person.pk
    before = changes_of(film)
    assert desk.post(address, sent).status_code == 302
    assert changes_of(film) > before
    assert Credit.objects.filter(film=film, person=person).exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("countries", "United States", "no country code"), ("year", "1700", "1874"), ("imdb_id", "133093", "tt and seven"),
     ("language", "english", "at most 3"), ("title", " ", "required"), ("runtime", "-5", "greater than")],
)  # fmt: skip
def test_a_wrong_field_is_refused_beside_it(desk: Client, film: Film, field: str, value: str, words: str) -> None:
    address = reverse("admin:catalog_film_change", args=[film.pk])
    page = desk.post(address, form_of(desk.get(address)) | {field: value})
    assert page.status_code == 200
    assert words in str(page.context["adminform"].form.errors[field])
    film.refresh_from_db()
    assert film.edited_at is None


def test_two_films_without_an_imdb_id_can_both_be_saved(desk: Client, film: Film) -> None:
    for other in (film, Film.objects.get(title="Troy")):
        address = reverse("admin:catalog_film_change", args=[other.pk])
        assert desk.post(address, form_of(desk.get(address)) | {"imdb_id": ""}).status_code == 302
        other.refresh_from_db()
        assert other.imdb_id is None


@pytest.mark.parametrize(("action", "published"), [("unpublish", False), ("publish", True), ("mark_edited", None)])
def test_an_action_goes_film_by_film_and_is_news(desk: Client, action: str, published: bool | None) -> None:
    films = list(Film.objects.filter(year=1999)[:3])
    Film.objects.filter(pk=films[0].pk).update(published=not published)
    before = [changes_of(film) for film in films]
    sent = {"action": action, "_selected_action": [film.pk for film in films]}
    page = desk.post(reverse("admin:catalog_film_changelist"), sent, follow=True)
    assert "3 films" in page.content.decode()
    for film, count in zip(films, before, strict=True):
        film.refresh_from_db()
        assert film.edited_at is not None
        assert changes_of(film) == count + 1
        assert published is None or film.published is published


def test_deleting_films_by_the_list_is_news(desk: Client, film: Film) -> None:
    before = changes_of(film)
    sent = {"action": "delete_selected", "_selected_action": [film.pk], "post": "yes"}
    assert desk.post(reverse("admin:catalog_film_changelist"), sent).status_code == 302
    assert not Film.objects.filter(pk=film.pk).exists()
    assert changes_of(film) == before + 1


@pytest.mark.parametrize("model", [Genre, Theme, Person])
def test_a_new_name_is_news_of_its_films(desk: Client, model: Any) -> None:
    named = model.objects.filter(films__title="Kingdom of Heaven").first()
    films = list(Film.objects.filter(**{model.film_field: named}))
    before = {film.pk: changes_of(film) for film in films}
    address = reverse(f"admin:catalog_{model._meta.model_name}_change", args=[named.pk])
    sent = form_of(desk.get(address)) | {"name": "Another name"}
    assert desk.post(address, sent).status_code == 302
    assert {film.pk: changes_of(film) for film in films} == {pk: count + 1 for pk, count in before.items()}
    assert desk.post(address, sent).status_code == 302, "saved again without a change"
    assert {film.pk: changes_of(film) for film in films} == {pk: count + 1 for pk, count in before.items()}


@pytest.mark.parametrize("at_once", [True, False])
def test_deleting_a_theme_is_news_of_its_films(desk: Client, at_once: bool) -> None:
    theme = Theme.objects.filter(films__title="Kingdom of Heaven").first()
    assert theme is not None
    film = Film.objects.get(title="Kingdom of Heaven")
    before = changes_of(film)
    if at_once:
        sent: dict[str, Any] = {"action": "delete_selected", "_selected_action": [theme.pk], "post": "yes"}
        desk.post(reverse("admin:catalog_theme_changelist"), sent)
    else:
        desk.post(reverse("admin:catalog_theme_delete", args=[theme.pk]), {"post": "yes"})
    assert not Theme.objects.filter(pk=theme.pk).exists()
    assert changes_of(film) == before + 1


def test_a_change_that_was_set_aside_is_tried_again(desk: Client, film: Film) -> None:
    change = FilmChange.objects.create(film_id=film.pk, attempts=5, error="no room", set_aside_at=timezone.now())
    address = reverse("admin:catalog_filmchange_changelist")
    assert "no room" in desk.get(address, {"state": "aside"}).content.decode()
    desk.post(address, {"action": "try_again", "_selected_action": [change.pk]})
    assert FilmChange.objects.pending().filter(pk=change.pk, attempts=0, error="").exists()


def test_a_deleted_film_may_be_let_back_in(desk: Client, film: Film) -> None:
    record = SourceRecord.objects.get(film_id=film.pk)
    kept = SourceRecord.objects.exclude(pk=record.pk).first()
    assert kept is not None
    film.delete()
    sent = {"action": "let_come_back", "_selected_action": [record.pk, kept.pk]}
    page = desk.post(reverse("admin:catalog_sourcerecord_changelist"), sent, follow=True)
    assert "may bring 1 film back" in page.content.decode()
    assert not SourceRecord.objects.filter(pk=record.pk).exists()
    assert SourceRecord.objects.filter(pk=kept.pk).exists()


def test_members_are_listed_with_what_they_told_us(desk: Client, film: Film) -> None:
    ada = Member.objects.create_user("ada")
    rate(ada, film, 4.5)
    rows = desk.get(reverse("admin:profiles_member_changelist")).context["cl"].result_list
    told = {member.username: (member._ratings, member._marks) for member in rows}
    assert told == {"ada": (1, 0), "curator": (0, 0)}


def test_the_index_page_shows_what_serves(desk: Client) -> None:
    text = desk.get(reverse(INDEX)).content.decode()
    assert IndexState.objects.get().current in text
    assert "Rebuild now" in text
    assert reverse(INDEX) in desk.get(reverse("admin:index")).content.decode()


def test_rebuild_now_asks_the_worker_once(desk: Client) -> None:
    RebuildRequest.objects.all().delete()
    for _ in range(2):
        page = desk.post(reverse("admin:recommender_index_rebuild"), follow=True)
        assert "the worker does it" in page.content.decode()
    asked = RebuildRequest.objects.get()
    assert (asked.status, asked.reason) == ("waiting", "asked for by curator in the admin")


def test_an_earlier_version_serves_again(desk: Client) -> None:
    current = IndexState.objects.get().current
    IndexState.objects.update(current="")
    page = desk.post(reverse("admin:recommender_index_rollback"), {"version": current}, follow=True)
    assert "serves within a second" in page.content.decode()
    assert IndexState.objects.get().current == current


def test_a_version_that_is_not_there_changes_nothing(desk: Client) -> None:
    current = IndexState.objects.get().current
    IndexVersion.objects.create(version="20200101T000000-lost", films=1, vectors_version=1, encoder="x")
    for version in ("never", "20200101T000000-lost", "../../etc"):
        page = desk.post(reverse("admin:recommender_index_rollback"), {"version": version}, follow=True)
        assert "Nothing was changed" in page.content.decode()
    assert IndexState.objects.get().current == current


def test_the_buttons_need_their_permission(client: Client) -> None:
    looker = Member.objects.create_user("looker", is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_indexversion"))
    client.force_login(looker)
    text = client.get(reverse(INDEX)).content.decode()
    assert "Rebuild now" not in text
    for name in ("rebuild", "rollback"):
        assert client.post(reverse(f"admin:recommender_index_{name}")).status_code == 403
        assert client.get(reverse(f"admin:recommender_index_{name}")).status_code == 405
    assert not RebuildRequest.objects.filter(status="waiting").exists()
