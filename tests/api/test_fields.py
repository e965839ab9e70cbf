"""Reading only the fields that are named must give what DRF gives, which asks every field."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from rest_framework.serializers import Serializer, ValidationError

from moviemind.api.fields import StrictSerializer
from moviemind.api.requests import (
    AskBody,
    FilmParameters,
    ForMeParameters,
    MarkBody,
    SaidBody,
    SeenBody,
    SettingsBody,
    SimilarParameters,
)

JSON: tuple[dict[str, Any], ...] = (
    {},
    {"text": "war", "limit": 3},
    {"text": "war", "filters": {"genres": ["Drama"], "content_max": {"gore": "none"}}, "controls": {"era": 1985}},
    {"film": 3, "verdict": None, "collaborates": False, "rating": 2.5},
    {"film": "x", "limit": 0, "year_min": "old", "rating": 9, "taste_days": 1, "seeds": [0]},
)
QUERIES = (
    "",
    "limit=4",
    "genres=Drama&genres=War&content_max.gore=none&varied=0.5",
    "genre=War&q=&year_min=x&limit=-1",
)


def read(values: Any) -> tuple[Any, Any]:
    """What was read, less the empty lists that a query string has for what it does not name; or what was wrong."""
    try:
        return {name: value for name, value in values().items() if value != []}, None
    except ValidationError as error:
        return None, error.detail


@pytest.mark.parametrize("data", [*JSON, *map(QueryDict, QUERIES)], ids=str)
@pytest.mark.parametrize(
    "shape",
    [AskBody, FilmParameters, ForMeParameters, MarkBody, SaidBody, SeenBody, SettingsBody, SimilarParameters],
)
def test_it_reads_what_drf_reads(shape: type[StrictSerializer], data: Any) -> None:
    ours, theirs = shape(), shape()
    assert read(lambda: ours._values(data)) == read(lambda: Serializer.to_internal_value(theirs, data))
