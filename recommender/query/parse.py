"""A sentence in, a structured request out."""

from __future__ import annotations

from dataclasses import replace

from recommender.query.interpret import Interpreter
from recommender.query.lexicon import Lexicon
from recommender.query.scan import Scanner
from recommender.query.text import read
from recommender.query.written import STORY, written_out
from recommender.shapes import ParsedQuery


def parse(text: str, lexicon: Lexicon) -> ParsedQuery:
    """Read what somebody asks for in their own words. Never fails, whatever the text is."""
    sentence = read(text)
    if not sentence.tokens:
        return ParsedQuery()
    scanner = Scanner(sentence, lexicon)
    elements = scanner.scan()
    query = Interpreter(sentence, elements, lexicon).read()
    told = not query.seeds and query.plot and query.signs.telling >= STORY
    written = written_out(sentence, elements, scanner.namer, told=told)
    return replace(query, written_out=tuple(dict.fromkeys((*query.written_out, *written)))) if written else query
