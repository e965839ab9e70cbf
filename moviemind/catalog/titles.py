"""Titles as people and sources write them, brought to one form for comparing."""

from __future__ import annotations

import re
import unicodedata

_ARTICLES = r"the|a|an|la|le|les|l'|das|die|der|el|il|lo|los|las|une|un"
_INVERTED = re.compile(rf"^(?P<rest>.+), (?P<article>{_ARTICLES})$")
_LEADING = re.compile(r"^(?:the|a|an) (?=.)")
_SIGNS = str.maketrans({"&": " and ", "½": " 1/2", "·": " ", "’": "'", "‘": "'", "⁄": "/"})


def fold_title(title: str) -> str:
    """A form in which spellings of one title are equal: case, accents, punctuation and the article do not count.

    >>> fold_title("Matrix, The") == fold_title("The  MATRIX")
    True
    >>> fold_title("WALL·E"), fold_title("Amélie"), fold_title("羅生門")
    ('walle', 'amelie', '羅生門')
    """
    text = " ".join(title.casefold().translate(_SIGNS).split())
    if inverted := _INVERTED.match(text):
        text = f"{inverted['article']} {inverted['rest']}"
    text = _LEADING.sub("", text)
    letters = (c for c in unicodedata.normalize("NFKD", text) if c.isalnum())
    return "".join(letters) or "".join(text.split())


def unflipped(title: str) -> str:
    """A title with the article where people say it.

    >>> unflipped("Matrix, The"), unflipped("Roads, The Long"), unflipped("Auberge espagnole, L'")
    ('The Matrix', 'Roads, The Long', "L'Auberge espagnole")
    """
    found = re.match(rf"^(.+), ({_ARTICLES})$", title, re.IGNORECASE)
    if not found:
        return title
    return f"{found[2]}{'' if found[2].endswith(chr(39)) else ' '}{found[1]}"
