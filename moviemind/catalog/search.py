"""Titles whatever their accents and capitals: `title__plain__contains=plain("Amelie")` finds "Amélie"."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import CharField, Transform
from django.dispatch import receiver

# Letters that Unicode does not take for a letter with an accent, and what people type for them.
_LETTERS, _TYPED = "øłđðı", "olddi"
_ACCENTS = "[\u0300-\u036f]"


def plain(text: str) -> str:
    """The text in small letters without accents.

    >>> plain("AMÉLIE"), plain("Brødre"), plain("羅生門")
    ('amelie', 'brodre', '羅生門')
    """
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.lower()).translate(str.maketrans(_LETTERS, _TYPED))
    return re.sub(_ACCENTS, "", letters)


@CharField.register_lookup
class Plain(Transform):
    """`plain` in the database: PostgreSQL has the parts of it, SQLite asks Python."""

    lookup_name = "plain"
    function = "MOVIEMIND_PLAIN"

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        """Without an extension that a database owner would have to install."""
        letters = f"translate(normalize(lower(%(expressions)s), NFKD), '{_LETTERS}', '{_TYPED}')"
        template = f"regexp_replace({letters}, '{_ACCENTS}', '', 'g')"
        return self.as_sql(compiler, connection, template=template, **context)


@receiver(connection_created)
def _teach_sqlite(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function("MOVIEMIND_PLAIN", 1, _plain_or_null, deterministic=True)


def _plain_or_null(text: str | None) -> str | None:
    return None if text is None else plain(text)
