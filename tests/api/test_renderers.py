"""Answers are written as DRF writes them, only faster."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from django.utils.translation import gettext_lazy
from rest_framework import renderers
from rest_framework.test import APIClient

from moviemind.api.renderers import JSONRenderer


@pytest.mark.parametrize(
    "data",
    [
        {"title": "Amélie", "score": 0.1234, "none": None, "yes": True, "list": [1, "two", 3.5], "nested": {"a": {}}},
        {
            "at": datetime(2026, 5, 5, 12, 30, 1, 250_000, tzinfo=UTC),
            "on": date(2026, 5, 5),
            "for": timedelta(seconds=9),
        },
        {"price": Decimal("1.50"), "id": UUID(int=7), "said": gettext_lazy("Comedy"), "share": np.float64(0.25)},
        {1: "a key that is no string"},
        {"large": 2**70},
        [],
        "text",
        None,
    ],
)
def test_what_drf_writes_is_written(data: Any) -> None:
    ours, theirs = JSONRenderer().render(data), renderers.JSONRenderer().render(data)
    assert isinstance(ours, bytes)
    assert ours == theirs


def test_indented_where_it_is_asked_for(visitor: APIClient, db: None) -> None:
    plain = visitor.get("/api/v1/films/", HTTP_ACCEPT="application/json").content
    indented = visitor.get("/api/v1/films/", HTTP_ACCEPT="application/json; indent=4").content
    assert b"\n    " in indented
    assert b"\n" not in plain
    assert json.loads(plain) == json.loads(indented)
