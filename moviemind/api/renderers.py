"""How an answer of the API is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from rest_framework import renderers
from rest_framework.utils.encoders import JSONEncoder


class JSONRenderer(renderers.JSONRenderer):
    """DRF's JSON, written by orjson in a tenth of the time; what orjson does not write is left to DRF."""

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """UTF-8 in bytes; indented where the caller accepts "application/json; indent=4"."""
        if data is not None and ";" not in (accepted_media_type or ""):
            try:
                return orjson.dumps(data, default=_other, option=orjson.OPT_PASSTHROUGH_DATETIME)
            except orjson.JSONEncodeError:  # keys that are no strings, numbers of more than 64 bits
                pass
        return super().render(data, accepted_media_type, renderer_context)


_other = JSONEncoder().default
