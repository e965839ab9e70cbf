"""The curators' desk: films and what describes them, the log of their changes, and where they came from."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models, transaction
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import ngettext

from moviemind.catalog.models import Credit, Film, FilmChange, Genre, Named, Person, SourceRecord, Theme

admin.site.site_header = "MovieMind, the curators' desk"
admin.site.site_title = "MovieMind"
admin.site.index_title = "What would you like to look after?"

TOO_MANY = 2_000  # more films are not published or unpublished at one click


class CodesField(forms.CharField):
    """A list of ISO 3166-1 codes, written with commas between them."""

    def prepare_value(self, value: Any) -> Any:
        """Show the list as it is typed."""
        return ", ".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what is typed with the list as shown."""
        return super().has_changed(self.prepare_value(initial), data)

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """Read what was typed."""
        codes = [code.upper() for code in re.split(r"[\s,;]+", str(value or "")) if code]
        wrong = next((code for code in codes if not re.fullmatch(r"[A-Z]{2}", code)), None)
        if wrong:
            raise forms.ValidationError(f"{wrong!r} is no country code of two letters, such as US.")
        return list(dict.fromkeys(codes))


class FilmForm(forms.ModelForm):
    """A film as a curator edits it."""

    countries = CodesField(required=False, help_text="Codes of two letters with commas between them, such as US, GB.")

    class Meta:
        model = Film
        fields = "__all__"  # noqa: DJ007  the fieldsets below name what is shown
        widgets = {  # noqa: RUF012
            "overview": forms.Textarea(attrs={"rows": 5, "cols": 90}),
        }

    def clean_language(self) -> str:
        """Two or three small letters, or nothing."""
        language = str(self.cleaned_data["language"]).strip().lower()
        if language and not re.fullmatch(r"[a-z]{2,3}", language):
            raise forms.ValidationError("A language is a code of two or three letters, such as en.")
        return language

    def clean_imdb_id(self) -> str | None:
        """`tt` and seven to nine digits, or nothing."""
        imdb_id = str(self.cleaned_data["imdb_id"] or "").strip()
        if imdb_id and not re.fullmatch(r"tt\d{7,9}", imdb_id):
            raise forms.ValidationError("An IMDb id is tt and seven to nine digits, such as tt0133093.")
        return imdb_id or None


class CreditInline(admin.TabularInline):
    """Directors and cast, in billing order."""

    model = Credit
    autocomplete_fields = ("person",)
    extra = 1
    verbose_name_plural = "directors and cast (the lowest position is billed first)"


class DecadeFilter(admin.SimpleListFilter):
    """Films of ten years."""

    title = "decade"
    parameter_name = "decade"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The decades that there are films of, the newest first."""
        years = Film.objects.order_by().values_list(F("year") / 10 * 10, flat=True).distinct()
        return [(str(decade), f"{decade}s") for decade in sorted(years, reverse=True)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Film]) -> QuerySet[Film]:
        """Keep the films of the chosen decade."""
        value = self.value()
        if value is None or not value.isdigit():
            return queryset
        return queryset.filter(year__gte=int(value), year__lt=int(value) + 10)


@admin.register(Film)
class FilmAdmin(admin.ModelAdmin):
    """Films. Whatever a curator saves here, no import overwrites."""

    form = FilmForm
    list_display = ("title", "year", "genre_names", "runtime", "language", "well_known", "published", "edited_at")
    list_filter = (
        "published",
        "well_known",
        ("edited_at", admin.EmptyFieldListFilter),
        ("overview", admin.EmptyFieldListFilter),
        "genres",
        DecadeFilter,
        "language",
        "overview_source",
    )
    search_fields = ("title", "original_title", "credits__person__name", "=imdb_id")
    search_help_text = "Title, original title, director, actor, or IMDb id"
    filter_horizontal = ("genres", "themes")
    inlines = (CreditInline,)
    actions = ("publish", "unpublish", "mark_edited")
    readonly_fields = ("created_at", "updated_at", "edited_at", "on_site")
    list_per_page = 50
    save_on_top = True
    fieldsets = (
        (None, {"fields": (("title", "original_title"), ("year", "runtime"), ("language", "countries"))}),
        (
            "What it is about",
            {
                "fields": ("overview", "genres", "themes"),
                "description": "Recommendations read the overview, themes and genres. Say what sets the story in "
                "motion and how it feels, in 40 to 80 words; leave the end, the title and the actors out.",
            },
        ),
        (
            "What it shows",
            {
                "fields": tuple(f"content_{note}" for note in ("violence", "gore", "sex", "language", "fright")),
                "description": 'A film whose note is "unknown" is never shown to somebody who sets a limit.',
            },
        ),
        ("Where it is shown", {"fields": ("published", "well_known", "on_site")}),
        (
            "Numbers elsewhere",
            {
                "classes": ("collapse",),
                "fields": ("imdb_id", "tmdb_id", "movielens_id", "overview_source", "overview_url"),
            },
        ),
        ("Dates", {"classes": ("collapse",), "fields": ("created_at", "updated_at", "edited_at")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Film]:
        """With the genres that the list shows."""
        return super().get_queryset(request).prefetch_related("genres")

    @admin.display(description="genres")
    def genre_names(self, film: Film) -> str:
        """The genres in one cell."""
        return ", ".join(genre.name for genre in film.genres.all())

    @admin.display(description="page")
    def on_site(self, film: Film) -> str:
        """The film's page, as members see it."""
        if not film.pk or not film.published:
            return "None while it is not published."
        return format_html('<a href="{}">{}</a>', film.get_absolute_url(), film)

    def save_model(self, request: HttpRequest, obj: Film, form: Any, change: bool) -> None:
        """Note that a curator's hand was on it."""
        obj.edited_at = timezone.now()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Write genres, themes and credits, then the news: in the same transaction, and after all that is new."""
        super().save_related(request, form, formsets, change)
        FilmChange.objects.record([form.instance.pk])

    @admin.action(description="Publish the chosen films", permissions=["change"])
    def publish(self, request: HttpRequest, films: QuerySet[Film]) -> None:
        """Let them appear in lists and answers."""
        self._edit_each(request, films, "published", "published", published=True)

    @admin.action(description="Unpublish the chosen films", permissions=["change"])
    def unpublish(self, request: HttpRequest, films: QuerySet[Film]) -> None:
        """Take them out of every list and answer, and keep them."""
        self._edit_each(request, films, "unpublished", "unpublished", published=False)

    @admin.action(description="Mark as edited: no import changes them any more", permissions=["change"])
    def mark_edited(self, request: HttpRequest, films: QuerySet[Film]) -> None:
        """Keep them as they are."""
        self._edit_each(request, films, "marked as edited", "marked as edited")

    def _edit_each(self, request: HttpRequest, films: QuerySet[Film], one: str, many: str, **values: Any) -> None:
        """Film by film through save(), which leaves the news; an update() of them all would not."""
        count = films.count()
        if count > TOO_MANY:
            self.message_user(request, f"{count:,} films are too many at once; choose {TOO_MANY:,}.", messages.ERROR)
            return
        with transaction.atomic():
            for film in films:
                film.edited_at = timezone.now()
                for name, value in values.items():
                    setattr(film, name, value)
                film.save()
        self.message_user(request, ngettext(f"%d film {one}.", f"%d films {many}.", count) % count, messages.SUCCESS)


class NamedAdmin(admin.ModelAdmin):
    """A list of names and how many films carry each. A new name, or a deletion, is news of those films."""

    list_display: Any = ("name", "film_count")
    search_fields = ("name",)
    list_per_page = 100

    def get_queryset(self, request: HttpRequest) -> QuerySet[Named]:
        """With the number of films."""
        return super().get_queryset(request).annotate(film_count=Count("films", distinct=True))

    @admin.display(description="films", ordering="film_count")
    def film_count(self, named: Any) -> str:
        """How many films, and the way to them."""
        return str(named.film_count)


@admin.register(Genre)
class GenreAdmin(NamedAdmin):
    """Genres; the list of films leads on."""

    @admin.display(description="films", ordering="film_count")
    def film_count(self, named: Any) -> str:
        """How many films, and the way to them."""
        address = reverse("admin:catalog_film_changelist")
        return format_html('<a href="{}?genres__id__exact={}">{}</a>', address, named.pk, named.film_count)


@admin.register(Theme)
class ThemeAdmin(NamedAdmin):
    """Themes by their group."""

    list_display = ("name", "group", "film_count")
    list_filter = ("group",)


@admin.register(Person)
class PersonAdmin(NamedAdmin):
    """Directors and actors, with what they made."""

    readonly_fields = ("films_made",)
    search_help_text = "Name"

    @admin.display(description="films")
    def films_made(self, person: Person) -> str:
        """The films, by year."""
        credits = person.credits.select_related("film").order_by("-film__year", "film__title") if person.pk else ()
        return "; ".join(f"{credit.film} as {credit.role}" for credit in credits) or "None yet."


class ReadOnlyAdmin(admin.ModelAdmin):
    """What the site writes for itself: to look at."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


class StateFilter(admin.SimpleListFilter):
    """Changes by their state."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The three states."""
        return [("pending", "waiting"), ("done", "done"), ("aside", "set aside")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[FilmChange]) -> QuerySet[FilmChange]:
        """Keep the changes of the chosen state."""
        if self.value() == "pending":
            return queryset.filter(done_at=None, set_aside_at=None)
        if self.value() == "done":
            return queryset.exclude(done_at=None)
        return queryset.exclude(set_aside_at=None).filter(done_at=None) if self.value() == "aside" else queryset


@admin.register(FilmChange)
class FilmChangeAdmin(ReadOnlyAdmin):
    """The news of films, until the index knows it."""

    list_display = ("pk", "film_title", "state", "created_at", "attempts", "error_start")
    list_filter = (StateFilter, "created_at")
    search_fields = ("=film_id", "error")
    search_help_text = "Number of a film, or words of the error"
    ordering = ("-pk",)
    actions = ("try_again",)
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[FilmChange]:
        """With what the films are called now, if they still are."""
        film = Film.objects.order_by().filter(pk=OuterRef("film_id"))
        return super().get_queryset(request).annotate(film_title=models.Subquery(film.values("title")))

    @admin.display(description="film")
    def film_title(self, change: Any) -> str:
        """The film's title, or its number when it is gone."""
        return change.film_title or f"film {change.film_id}, which is gone"

    @admin.display(description="state")
    def state(self, change: FilmChange) -> str:
        """Waiting, done or set aside."""
        if change.done_at:
            return "done"
        return "set aside" if change.set_aside_at else "waiting"

    @admin.display(description="error")
    def error_start(self, change: FilmChange) -> str:
        """The first words of what went wrong."""
        return Truncator(change.error).chars(80)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Those who may change film changes may have them tried again."""
        return bool(request.user.has_perm("catalog.change_filmchange"))

    @admin.action(description="Try the chosen changes again", permissions=["retry"])
    def try_again(self, request: HttpRequest, changes: QuerySet[FilmChange]) -> None:
        """Forget the failures, so that the worker takes them up."""
        count = changes.order_by().update(attempts=0, error="", set_aside_at=None, done_at=None)
        self.message_user(request, ngettext("%d change waits again.", "%d changes wait again.", count) % count)


@admin.register(SourceRecord)
class SourceRecordAdmin(ReadOnlyAdmin):
    """What each source last said of a film. A record whose film is gone keeps imports from bringing it back."""

    list_display = ("key", "source", "film_id", "film_is_there")
    list_filter = ("source",)
    search_fields = ("key", "=film_id")
    search_help_text = "What the source calls the film, or our number of it"
    actions = ("let_come_back",)
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[SourceRecord]:
        """With whether the film still is in the catalogue."""
        there = Exists(Film.objects.order_by().filter(pk=OuterRef("film_id")))
        return super().get_queryset(request).annotate(film_is_there=there)

    @admin.display(description="in the catalogue", boolean=True)
    def film_is_there(self, record: Any) -> bool:
        """Whether the film still is in the catalogue."""
        return bool(record.film_is_there)

    def has_forget_permission(self, request: HttpRequest) -> bool:
        """Those who may add films may let an import bring a deleted one back."""
        return bool(request.user.has_perm("catalog.add_film"))

    @admin.action(
        description="Let the next import bring back the chosen ones that were deleted", permissions=["forget"]
    )
    def let_come_back(self, request: HttpRequest, records: QuerySet[SourceRecord]) -> None:
        """Forget the records of deleted films; those of films that are there stay."""
        there = Film.objects.order_by().values("pk")
        gone = list(records.exclude(film_id__in=there).values_list("film_id", flat=True))
        SourceRecord.objects.filter(film_id__in=gone).delete()
        count = len(set(gone))
        text = ngettext("The next import may bring %d film back.", "The next import may bring %d films back.", count)
        self.message_user(request, text % count)
