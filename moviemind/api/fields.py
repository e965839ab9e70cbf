"""Fields that take exactly what the OpenAPI document says, and serializers that refuse what they do not know."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.utils.html import is_html_input

WHITESPACE = frozenset("\t\n\r")
HIGHEST_ID = 2**63 - 1  # what a database column holds


class StrictSerializer(serializers.Serializer[Any]):
    """Refuses fields it does not know, by name, so that a misspelt filter is never silently no filter."""

    def to_internal_value(self, data: Any) -> Any:
        """Validate.

        Raises:
            ValidationError: with unknown fields and all others at fault together.
        """
        wrong: dict[str, Any] = {}
        if not isinstance(data, Mapping):
            return super().to_internal_value(data)  # refuses it
        wrong = {name: [f"no such field; there are {', '.join(self.fields)}"] for name in self._unknown(data)}
        try:
            values = self._values(data)
        except serializers.ValidationError as error:
            raise serializers.ValidationError({**wrong, **error.detail}) from error  # type: ignore[dict-item]
        if wrong:
            raise serializers.ValidationError(wrong)
        return values

    def _values(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """What DRF's own method makes, which asks every field; those that are not named and need not be say nothing.

        Raises:
            ValidationError: with all fields at fault.
        """
        given = {name.partition(".")[0] for name in data} if is_html_input(data) else data
        values: dict[str, Any] = {}
        wrong: dict[str, Any] = {}
        for name, field in self._fields_told.items():
            if name not in given and name not in self._speak_unasked:
                continue
            try:
                value = field.run_validation(field.get_value(data))
                check = getattr(self, f"validate_{name}", None)
                self.set_value(values, field.source_attrs, value if check is None else check(value))
            except serializers.ValidationError as error:
                wrong[name] = error.detail
            except serializers.SkipField:
                pass
        if wrong:
            raise serializers.ValidationError(wrong)
        return values

    @cached_property
    def _fields_told(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {name: field for name, field in self.fields.items() if not field.read_only}

    @cached_property
    def _speak_unasked(self) -> frozenset[str]:
        """The fields that must be named, or that have a value where they are not."""
        told = self._fields_told.items()
        silent = (serializers.empty, serializers.empty)
        return frozenset(
            name for name, field in told if field.required or (field.default, field.default_empty_html) != silent
        )

    def _unknown(self, data: Mapping[str, Any]) -> Iterator[str]:
        for name in data:
            # In a query string a nested field is spelt out: content_max.gore=some
            outer = name.partition(".")[0] if is_html_input(data) else name
            field = self.fields.get(outer)
            if field is None or (outer != name and not isinstance(field, StrictSerializer)):
                yield name


class Text(serializers.CharField):
    """A string: numbers are none, and neither are NUL and other control characters; tabs and line breaks are."""

    default_error_messages: ClassVar = {"control": "contains the control character U+{code:04X}"}

    def to_internal_value(self, data: Any) -> str:
        """Take a string as it is."""
        if not isinstance(data, str):
            self.fail("invalid")
        for character in data:
            if unicodedata.category(character) == "Cc" and character not in WHITESPACE:
                self.fail("control", code=ord(character))
        return super().to_internal_value(data)


class Integer(serializers.IntegerField):
    """A whole number: "5" and true are none in JSON; in a query string, where all is text, digits are."""

    def get_value(self, dictionary: Mapping[Any, Any]) -> Any:
        """The raw value; digits of a query string as a number."""
        value = super().get_value(dictionary)
        if is_html_input(dictionary) and isinstance(value, str) and re.fullmatch(r"[+-]?[0-9]{1,20}", value.strip()):
            return int(value)
        return value

    def to_internal_value(self, data: Any) -> int:
        """Take an int, or a float that is whole."""
        if isinstance(data, bool) or not isinstance(data, int | float) or data != data // 1:
            self.fail("invalid")
        return int(data)


class Decimal(serializers.FloatField):
    """A number with bounds: "0.5" and true are none in JSON; in a query string, where all is text, "0.5" is."""

    def get_value(self, dictionary: Mapping[Any, Any]) -> Any:
        """The raw value; a number of a query string as one."""
        value = super().get_value(dictionary)
        is_text = is_html_input(dictionary) and isinstance(value, str)
        return float(value) if is_text and re.fullmatch(r"[+-]?[0-9]{0,3}\.?[0-9]{1,9}", value) else value

    def to_internal_value(self, data: Any) -> float:
        """Take a number."""
        if isinstance(data, bool) or not isinstance(data, int | float) or not math.isfinite(data):
            self.fail("invalid")
        return float(data)


class FilmId(Integer):
    """The id of a film; whether there is one is for the view to find out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=HIGHEST_ID, **kwargs)


@extend_schema_field(
    {
        "oneOf": [
            {"type": "integer", "minimum": 1, "maximum": HIGHEST_ID},
            {
                "type": "object",
                "properties": {"id": {"type": "integer"}, "title": {"type": "string"}, "year": {"type": "integer"}},
                "required": ["id"],
            },
        ]
    }
)
class NamedFilmId(FilmId):
    """The id of a film, or the film as an answer names it: {"id", "title", "year"}, of which the id counts."""

    def to_internal_value(self, data: Any) -> int:
        """Take a number, or an object with one under "id"."""
        return super().to_internal_value(data.get("id") if isinstance(data, Mapping) else data)


@extend_schema_field({"type": "number", "minimum": 0.5, "maximum": 5, "multipleOf": 0.5})
class Stars(serializers.Field[float, Any, float, Any]):
    """Half a star to five stars, in halves."""

    default_error_messages: ClassVar = {"invalid": "half a star to five stars, in halves: 0.5, 1, 1.5 and so on to 5"}

    def to_internal_value(self, data: Any) -> float:
        """Take a number that is one of the ten."""
        if isinstance(data, bool) or not isinstance(data, int | float) or not 0.5 <= data <= 5 or data * 2 % 1:
            self.fail("invalid")
        return float(data)

    def to_representation(self, value: float) -> float:
        """The number itself."""
        return value
