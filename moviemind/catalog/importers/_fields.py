"""Typed reading of a row's fields: values from outside may be anything."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from moviemind.catalog.importers._record import RecordError


def only(fields: Mapping[str, Any], known: Iterable[str], within: str = "") -> None:
    """Refuse names that mean nothing to us: a misspelt field is not to be lost in silence."""
    for name in fields:
        if name not in known:
            raise RecordError(f"{within}{name}", f"is no field of a film; there are {', '.join(known)}")


def text(fields: Mapping[str, Any], name: str, *, required: bool = False) -> str:
    """A text without space around it; "" where it is missing."""
    value = fields.get(name)
    if value is None:
        value = ""
    if not isinstance(value, str):
        raise RecordError(name, f"must be text, not {kind(value)}")
    found = unicodedata.normalize("NFC", value.strip())
    if required and not found:
        raise RecordError(name, "is missing")
    return found


def whole(fields: Mapping[str, Any], name: str, *, required: bool = False, within: str = "") -> int | None:
    """A whole number; None where it is missing."""
    value = fields.get(name)
    if value is None:
        if required:
            raise RecordError(within + name, "is missing")
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        raise RecordError(within + name, f"must be a whole number, not {kind(value)}")
    return value


def number(fields: Mapping[str, Any], name: str, *, required: bool = False) -> int | None:
    """A whole number written out, as a table holds it; None where the cell is empty."""
    value = text(fields, name)
    if not value:
        if required:
            raise RecordError(name, "is missing")
        return None
    if not (value.isascii() and value.isdigit()) or len(value) > 18:
        raise RecordError(name, f"must be a whole number, not {value[:40]!r}")
    return int(value)


def texts(fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """A list of texts; () where it is missing."""
    value = fields.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise RecordError(name, "must be a list of texts")
    return tuple(unicodedata.normalize("NFC", " ".join(item.split())) for item in value)


def table(fields: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object; {} where it is missing."""
    value = fields.get(name)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise RecordError(name, f"must be an object, not {kind(value)}")
    return value


def kind(value: Any) -> str:
    """What a JSON value is, in words."""
    names = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "nothing")
