"""What a member said of a film, as a value that a form can carry."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moviemind.profiles.said import Marked, Said

MOMENTS = st.integers(0, 2**32 - 1).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
PLAIN = st.builds(Marked, at=MOMENTS)
SEEN = st.builds(Marked, at=MOMENTS, verdict=st.sampled_from(["", "liked", "disliked"]))
MARKS = st.fixed_dictionaries({}, optional={"watchlist": PLAIN, "hidden": PLAIN, "seen": SEEN})
WORDS = st.builds(Said, marks=MARKS) | st.builds(Said, half_stars=st.integers(1, 10), rated_at=MOMENTS, marks=MARKS)


@given(WORDS)
def test_a_text_brings_back_what_was_said(said: Said) -> None:
    assert Said.from_text(said.as_text()) == said
    assert bool(said) == bool(said.as_text())


@pytest.mark.parametrize(
    "text", ["11_5", "0_5", "loved_5", "seen", "watchlist-liked_5", "seen-adored_5", "9-liked_5", ".", "seen_x", "9_5;"]
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not words on a film"):
        Said.from_text(text)
