"""What kind of sentence it is: an ask for films, a told story, small talk, an order to some other machine.

These are signs, not verdicts: ranking/confidence.py weighs them together with what the films say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from recommender.query.abroad import letters
from recommender.query.errands import ERRANDS, SYMBOLS
from recommender.query.lexicon import Lexicon
from recommender.query.words import FILLER, STOP, word_set
from recommender.shapes import Signs

# What people say to assistants and search engines when they do not want a film.
_COMMAND = re.compile(
    r"^(?:please |hey |ok |okay |can you |could you |would you )*"
    r"(?:how (?!about|i )\w+"
    r"|what(?:s| is| are| does| do| time| was)"
    r"|who (?:is|was|won|made|are|\w+ed|wrote|owns|sings|sang|plays|runs|said|should|do|does|built|won)|whos"
    r"|can (?:i|we|my|it|dogs|cats|a|the|\w+s)|will (?:there|i|we|you)|should (?:i|we|\w+s)|would (?:it|a|the)"
    r"|when (?:is|does|will|was|did|do|are)"
    r"|where (?:is|are|was|were|can|do|does|did)|wheres"
    r"|why (?:is|are|does|do|did)|which (?:is|are)|is (?:it|my|there|this|the)"
    r"|are (?:you|there|we)|did (?:you|i|they|he|she)|does (?:it|my|the)|do (?:you|i|they)"
    r"|will (?:it|the|my)|should i (?:buy|sell|take|call|go)"
    r"|translate|convert|remind|set (?:a|an|the|my)"
    r"|turn (?:on|off|up|down|the|my|it|that)|call|dial|text|send|email|book (?:a|me)"
    r"|order (?:a|me|some)|schedule|cancel|renew|reset|restart|install|uninstall|update|download|upload|fix (?:my|the)"
    r"|open (?:the|my|a)|close (?:the|my)|sort|solve|define|calculate|compute|conjugate|spell|print|delete (?:my|the)"
    r"|change (?:my|the)|forgot|unsubscribe|subscribe|buy|sell|rent|hire|repair|clean (?:my|the|a)|wash"
    r"|cook|bake|boil|fry"
    r"|learn|teach me|compare|check|google|search for|look up|cheap|cheapest|nearest|average|used|symptoms|google"
    r"|directions|price of|prices of|cost of|traffic (?:on|in|to|near|right|report|now)"
    r"|water|feed|charge|pay|transfer|withdraw|connect|log in|sign in|sign up|track|return"
    r"|play (?:some|a|the|my)|sing|tell me (?:a joke|the time|about yourself)|add .* to (?:my|the) (?:list|cart|basket)"
    r"|my (?!kids?|child|children|wife|husband|partner|girlfriend|boyfriend|friends?|best|favou?rites?|fav|faves|top"
    r"|mom|mum|mother|dad|father|family|son|daughter|sister|brother|parents|grand\w+|taste|mood|all|ideal|go|number)\w+"
    r"(?: \w+)? (?:is|isnt|does|doesnt|do|dont|wont|cant|hurts?|keeps?|broke|stopped|are|makes?|smells?|leaks?|needs?)"
    r"|i (?:need|want) (?:a|an|to) (?:plumber|doctor|dentist|taxi|refund|loan|lawyer|mechanic|buy|sell|book|call|pay)"
    r")\b"
)
# A question that wants a yes or no; "is there", "do you have" and "did you see" may ask for a film.
_QUESTION = re.compile(r"^(?:is|are|was|were|do|does|did) (?!there\b|you\b|i\b|we\b|any)\w+ \w")
_NEAR_ME = re.compile(
    r"\b(?:near me|for sale|for rent|phone number|price of|prices?|recipe|login|password|password reset|template)$"
)
_ASKS = re.compile(
    r"\b(?:movies?|films?|flicks?|cinema|something|anything|watch(?:ing)?|recommend(?:ation|ations|ed)?"
    r"|suggest(?:ion|ions)?"
    r"|the one (?:where|with|about|in|that)|that one (?:where|with|about)"
    r"|stor(?:y|ies) (?:of|about)|tales? (?:of|about)"
    r"|what(?:s| is| was) (?:it|that) called|what was that one"
    r"|starring|directed|sequel|trilogy|mood for)\b"
)  # fmt: skip
_OPENINGS = word_set("""
    a an the two three four five some when after before they he she about that guy man woman girl boy kid kids people
    someone somebody young old
""")
_CHAT = word_set("""
    ok okay k yes yep yeah yup no nope nah hmm hm um uh huh what why stop go test testing hello hi hey hiya yo thanks
    thank you thx ty bye goodbye cheers lol haha hahaha lmao rofl ugh meh wow cool nice great good fine sure maybe
    please sorry morning evening night afternoon welcome help null none undefined nan true false the a and or but is it
    there whatever idk dunno well so oh ah aha yay boo amen done next
""")
# Without any of these, a sentence of small words asks for nothing.
_OPEN = word_set("""
    recommend recommendation recommendations suggest suggestion suggestions watch watching movie movies film films
    flick flicks something anything surprise show give pick favorite favorites best love loved like others
    another else picks ideas idea choose mood
""")
SHORT = 3


def signs_of(words: Sequence[str], lexicon: Lexicon, text: str = "") -> Signs:
    """The signs of a sentence, from its words in their normal spelling, and as it is written."""
    line = " ".join(words)
    telling = [i for i, word in enumerate(words) if word not in STOP and word not in FILLER]
    explained = _explained(words, lexicon)
    asks = bool(_ASKS.search(line))
    latin, other = letters(line)
    return Signs(
        explained=sum(explained[i] for i in telling) / len(telling) if telling else 0.0,
        telling=len(telling),
        asks=asks,
        command=not asks and bool(_COMMAND.search(line) or _NEAR_ME.search(line)),
        question=not asks and bool(_QUESTION.search(line)),
        told=bool(words) and words[0] in _OPENINGS,
        chat=bool(words) and len(words) <= SHORT and all(word in _CHAT or len(word) == 1 for word in words),
        open=not telling and any(word in _OPEN for word in words) and not (len(words) <= SHORT and "you" in words),
        unread=other > 0 and not latin,
        errand=sum(words[i] in ERRANDS for i in telling) / max(len(telling), 1),
        symbols=sum(character in SYMBOLS for character in text) / max(len(text), 1),
    )


def _explained(words: Sequence[str], lexicon: Lexicon) -> list[bool]:
    """For each word, whether it is part of a phrase that our vocabulary has as a genre, a theme or a mood."""
    marked = [False] * len(words)
    for start in range(len(words)):
        for end in range(min(len(words), start + 4), start, -1):
            meaning = lexicon.meaning(" ".join(words[start:end]))
            if meaning is not None and (meaning.genres or meaning.themes):
                marked[start:end] = [True] * (end - start)
                break
    return marked
