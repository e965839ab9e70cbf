"""All that a member said of one film, as a value: what an undo brings back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Self

from moviemind.profiles.models import Mark, Member, Rating

_PART = re.compile(r"(?P<what>\d{1,2}|[a-z]+)(?:-(?P<verdict>[a-z]+))?_(?P<at>\d{1,10})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A mark: when it was set, and for a film that was seen what was thought of it."""

    at: datetime
    verdict: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A rating in half stars with its time, or neither; and the marks by kind."""

    half_stars: int | None = None
    rated_at: datetime | None = None
    marks: Mapping[str, Marked] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.half_stars is not None or bool(self.marks)

    @classmethod
    def of(cls, member: Member, film_id: int) -> Self:
        """What the member has said of a film until now, in two queries."""
        rating = Rating.objects.filter(member=member, film_id=film_id).first()
        marks = Mark.objects.filter(member=member, film_id=film_id)
        return cls(
            half_stars=rating.half_stars if rating else None,
            rated_at=rating.updated_at if rating else None,
            marks={mark.kind: Marked(at=mark.created_at, verdict=mark.verdict) for mark in marks},
        )

    def as_text(self) -> str:
        """In a few characters, for a form to carry; `from_text` reads it back, to the second.

        >>> now = datetime(2026, 1, 1, tzinfo=UTC)
        >>> Said(half_stars=9, rated_at=now, marks={"seen": Marked(at=now, verdict="liked")}).as_text()
        '9_1767225600.seen-liked_1767225600'
        """
        parts = [f"{self.half_stars}_{_seconds(self.rated_at)}"] if self.half_stars is not None else []
        for kind, mark in sorted(self.marks.items()):
            parts.append(f"{kind}{f'-{mark.verdict}' if mark.verdict else ''}_{_seconds(mark.at)}")
        return ".".join(parts)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read what `as_text` wrote; "" says nothing.

        Raises:
            ValueError: it is no such text.
        """
        half_stars, rated_at, marks = None, None, {}
        for part in text.split(".") if text else ():
            found = _PART.fullmatch(part)
            if found is None:
                raise ValueError(f"not words on a film: {part[:40]!r}")
            what, verdict, at = found["what"], found["verdict"] or "", datetime.fromtimestamp(int(found["at"]), UTC)
            if what.isdecimal() and 1 <= int(what) <= 10 and not verdict:
                half_stars, rated_at = int(what), at
            elif what in Mark.Kind.values and may_have(what, verdict):
                marks[what] = Marked(at=at, verdict=verdict)
            else:
                raise ValueError(f"not words on a film: {part[:40]!r}")
        return cls(half_stars=half_stars, rated_at=rated_at, marks=marks)


def may_have(kind: str, verdict: str) -> bool:
    """Whether a mark of this kind may carry this verdict."""
    return not verdict or (kind == Mark.Kind.SEEN and verdict in Mark.Verdict.values)


def _seconds(at: datetime | None) -> int:
    return int(at.timestamp()) if at else 0
