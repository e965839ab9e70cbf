"""Sentences in other languages: we understand English, and take from them the titles and names that we know."""

from __future__ import annotations

from collections.abc import Sequence

from recommender.query.meanings import Meaning
from recommender.query.words import word_set

# Small words of other languages that are no words of English.
_SMALL = word_set("""
    el los las una unas unos que como para pelicula peliculas quiero algo buena sobre muy donde pero sin por con del
    le les des une est dans qui avec pour je cherche quelque chose mais sur aux pas tres bien ete etre comme
    der das und ein eine einen wie mit fuer fur ich suche etwas uber ueber nicht filme oder ist ohne auch einem
    gli uno che cerco vorrei qualcosa di non sono della con film
    os uma umas filme filmes quero algo sobre mas nao
    het een voor ik zoek zoals iets niet ook zonder
    jag vill som och inte en ett jeg vil og ikke
    co jak czy jest nie chce
    parecido parecida parecidos parecidas similaire simile simili zoals suche busco cherchons regarder ver voir schauen
    bitte gracias merci grazie bedankt filme filmes peliculas pero aber mais wie einen eine kann kannst puedes podrias
    recomendar recomiendame recomienda recommande recommandez conseille consigliami empfiehl empfehlen gibt mochte
    moechte gerne gern guter gutes gute veel leuke vergelijkbaar parecer gustado gusta gusto gefallen gefaellt piace
    piaciuto aime aimer un il ons wil willen kijken vedere vorrei quelque chose etwas iets noget noe jotain
""") - word_set("film con los las en")
LAST_LATIN = "\u024f"
LEAST = 2  # such words, and a quarter of the sentence, before we say that we understand English
# What steers in such a sentence: what opens a liking, what refuses, what joins a list.
_LIKE = word_set("""
    como comme wie zoals som kuin parecido parecida parecidos parecidas similar similaire similaires simile simili
    ahnlich aehnlich gustado gusta gustan gusto gustaron encanta encantan encanto aime piaciuto piace
    gefallen mag liebe come
""")
_NO = word_set("sin sans ohne senza zonder sem utan uden uten nicht pas niet non nao inte ikke no")
CUES = {**dict.fromkeys(_LIKE, Meaning(cue="like")), **dict.fromkeys(_NO, Meaning(cue="no"))}
JOINS = word_set("y e et und oder o ou och og en i oder u")
SKIPPED = word_set("a al la el der die das den le les il lo gli i film de del di wie che com con met med mit avec")


def foreign(words: Sequence[str], text: str) -> bool:
    """Whether words are of another language, or of another script."""
    latin, other = letters(text)
    return other > latin or mostly_abroad(words)


def mostly_abroad(words: Sequence[str]) -> bool:
    """Whether many of the words are small words of other languages."""
    abroad = sum(word in _SMALL for word in words)
    return abroad >= LEAST and abroad * 4 >= len(words)


def ends_title(word: str) -> bool:
    """Whether a word of such a sentence is no word of a title."""
    return word in _SMALL or word in JOINS or word in CUES


def letters(text: str) -> tuple[int, int]:
    """How many letters are Latin, and how many of another script."""
    found = [character for character in text if character.isalpha()]
    other = sum(character > LAST_LATIN for character in found)
    return len(found) - other, other
