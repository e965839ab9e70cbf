"""The vocabulary is one: each word once, in small letters, in one group."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

from django.conf import settings

from moviemind.catalog.vocabulary import load_vocabulary


def test_every_word_stands_in_one_group_only() -> None:
    words = tomllib.loads((settings.FIXTURES_DIR / "vocabulary.toml").read_text())
    counts = Counter(theme for group in words["themes"].values() for theme in group)
    assert [word for word, count in counts.items() if count > 1] == []
    assert len(set(words["genres"])) == len(words["genres"])


def test_themes_are_small_letters_and_know_their_group() -> None:
    themes = load_vocabulary().themes
    assert all(theme == theme.lower().strip() for theme in themes)
    assert themes["heist"] == "story"


def test_another_vocabulary_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text('genres = ["Opera"]\n[themes]\nmood = ["loud"]\n')
    assert load_vocabulary(path).genres == ("Opera",)
    assert load_vocabulary(path).themes == {"loud": "mood"}
