"""The index in the admin: how it stands, rebuild now, go back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from recommender import service
from recommender.index import SnapshotError
from recommender.models import CurationRule, IndexVersion, RebuildRequest
from recommender.rebuild import OPEN


@admin.register(IndexVersion)
class IndexAdmin(admin.ModelAdmin):
    """One page: what serves now, what waits, the versions to go back to."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A version is made by a rebuild only."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A published version never changes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Old versions go by themselves."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """The two buttons beside the page."""
        guarded = self.admin_site.admin_view
        return [
            path("rebuild/", guarded(require_POST(self.rebuild)), name="recommender_index_rebuild"),
            path("rollback/", guarded(require_POST(self.roll_back)), name="recommender_index_rollback"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The status page takes the place of a list of rows."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        status = service.index_status()
        rebuild = status["rebuild"]
        context = {
            **self.admin_site.each_context(request),
            "title": "Index",
            "opts": self.opts,
            "index": status,
            "is_open": bool(rebuild) and rebuild["status"] in OPEN,
            "may_rebuild": may_rebuild(request),
            "may_roll_back": may_roll_back(request),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/recommender/index_status.html", context)

    def rebuild(self, request: HttpRequest) -> HttpResponse:
        """Ask for a rebuild; while one is under way, it is that one."""
        if not may_rebuild(request):
            raise PermissionDenied
        asked = service.request_rebuild(f"asked for by {request.user.get_username()} in the admin")
        self.message_user(request, f"Rebuild {asked.pk} is {asked.status}; the worker does it in the background.")
        return self._back()

    def roll_back(self, request: HttpRequest) -> HttpResponse:
        """Publish the chosen version again."""
        if not may_roll_back(request):
            raise PermissionDenied
        try:
            version = service.rollback(request.POST.get("version", ""))
        except (LookupError, SnapshotError) as error:
            self.message_user(request, f"Nothing was changed: {error}.", messages.ERROR)
        else:
            self.message_user(request, f"Version {version} serves within a second.", messages.SUCCESS)
        return self._back()

    @staticmethod
    def _back() -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:recommender_indexversion_changelist"))


@admin.register(RebuildRequest)
class RebuildRequestAdmin(admin.ModelAdmin):
    """Rebuilds, to look at."""

    list_display = ("pk", "status", "reason", "requested_at", "finished_at", "embedded", "films", "version", "error")
    list_filter = ("status",)
    search_fields = ("reason", "version", "error")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The button on the index page asks for one."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The worker writes here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They are the record of what was done."""
        return False


@admin.register(CurationRule)
class CurationRuleAdmin(admin.ModelAdmin):
    """Curators' rules, each with a look at what it does before it is saved."""

    list_display = ("__str__", "action", "about", "starts", "ends", "note")
    list_filter = ("action",)
    list_select_related = CurationRule.TARGETS
    search_fields = ("note", "film__title", "genre__name", "theme__name", "person__name")
    autocomplete_fields = CurationRule.TARGETS
    fields = ("action", *CurationRule.TARGETS, "starts", "ends", "note")

    def get_urls(self) -> list[URLPattern]:
        """The look before saving, beside the form."""
        preview = self.admin_site.admin_view(require_POST(self.preview))
        return [path("preview/", preview, name="recommender_curationrule_preview"), *super().get_urls()]

    def preview(self, request: HttpRequest) -> HttpResponse:
        """What the rule in the form would do; nothing is saved, and the form comes back as it was."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        pk = request.GET.get("rule", "")
        saved = CurationRule.objects.filter(pk=pk).first() if pk.isdigit() else None
        form = self.get_form(request, saved)(request.POST, instance=saved)
        effect, problem = None, ""
        if form.is_valid():
            try:
                effect = service.effect_of(form.instance.as_rule(), localdate())
            except service.IndexUnavailable as error:
                problem = f"It cannot be tried: {error}."
        names = ("add",) if saved is None else ("change", saved.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": "What the rule would do",
            "opts": self.opts,
            "rule": form.instance,
            "form": form,
            "effect": effect,
            "problem": problem,
            "fields": [(name, request.POST.get(name, "")) for name in self.fields],
            "save_at": reverse(f"admin:recommender_curationrule_{names[0]}", args=names[1:]),
        }
        return TemplateResponse(request, "admin/recommender/rule_effect.html", context)


def may_rebuild(request: HttpRequest) -> bool:
    """Whether this user may ask for a rebuild."""
    return bool(request.user.has_perm("recommender.add_rebuildrequest"))


def may_roll_back(request: HttpRequest) -> bool:
    """Whether this user may publish another version."""
    return bool(request.user.has_perm("recommender.change_indexstate"))
