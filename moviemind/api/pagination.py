"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import InvalidPage, Paginator
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.views import APIView

from moviemind.api.fields import Integer, StrictSerializer
from moviemind.api.problems import FieldNotFound

LARGEST_PAGE = 100
HIGHEST_PAGE = 10**6


class PageParameters(StrictSerializer):
    """Which page, and how long. The parameters of every paginated list build on these."""

    page = Integer(min_value=1, max_value=HIGHEST_PAGE, default=1, help_text="Number of the page, from 1.")
    page_size = Integer(min_value=1, max_value=LARGEST_PAGE, default=20, help_text="Entries a page.")


class Pages(PageNumberPagination):
    """Numbered pages. A page or size that is no number or out of bounds is refused: DRF would quietly take another."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = LARGEST_PAGE

    def paginate_queryset(
        self, queryset: QuerySet[Any] | Sequence[Any], request: Request, view: APIView | None = None
    ) -> list[Any]:
        """The entries of the page asked for.

        Raises:
            ValidationError: page or page_size is out of bounds.
            FieldNotFound: there are not so many pages.
        """
        self.request = request
        given = request.query_params
        asked = MultiValueDict({name: given.getlist(name) for name in ("page", "page_size") if name in given})
        values = PageParameters().run_validation(asked)
        paginator = Paginator(queryset, values["page_size"])
        try:
            self.page = paginator.page(values["page"])
        except InvalidPage as error:
            pages = paginator.num_pages
            raise FieldNotFound("page", f"there {'is 1 page' if pages == 1 else f'are {pages} pages'}") from error
        return list(self.page)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The shape of a page, in the terms of OpenAPI 3.1: DRF's says that null is possible in those of 3.0."""
        link = {"type": ["string", "null"], "format": "uri"}
        shape = {"count": {"type": "integer"}, "next": link, "previous": link, "results": schema}
        return {"type": "object", "required": list(shape), "properties": shape}
