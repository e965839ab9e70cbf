"""Members, for those who look after accounts. What a member said of films is theirs: it is counted, not shown."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from moviemind.profiles.models import Mark, Member, Rating


@admin.register(Member)
class MemberAdmin(UserAdmin):
    """Accounts, with how much each member told us."""

    list_display = (
        "username",
        "email",
        "date_joined",
        "last_login",
        "is_active",
        "is_staff",
        "ratings_given",
        "marks_set",
    )
    list_filter = ("is_active", "is_staff", "is_superuser", "groups", "date_joined")
    readonly_fields = ("last_login", "date_joined", "taste_version", "ratings_given", "marks_set")
    date_hierarchy = "date_joined"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Member]:
        """With the numbers of ratings and marks, each counted by itself: a join of both would multiply them."""
        return super().get_queryset(request).annotate(_ratings=_count_of(Rating), _marks=_count_of(Mark))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Django's own, and what the member told us."""
        own = super().get_fieldsets(request, obj)
        told = ("What they told us", {"fields": ("ratings_given", "marks_set", "taste_version")})
        return (*own, told) if obj else own

    @admin.display(description="ratings", ordering="_ratings")
    def ratings_given(self, member: Any) -> int:
        """How many films the member rated."""
        return int(member._ratings)

    @admin.display(description="marks", ordering="_marks")
    def marks_set(self, member: Any) -> int:
        """How many films the member listed, saw or hid."""
        return int(member._marks)


def _count_of(model: type[Rating | Mark]) -> Coalesce:
    rows = model._default_manager.filter(member=OuterRef("pk")).order_by().values("member")
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count"), output_field=IntegerField()), 0)
