"""What a clause says of a title in it, where no steering word and no set phrase does: "don't make me watch Cars"."""

from __future__ import annotations

from collections.abc import Sequence

from recommender.query.text import Token
from recommender.query.verdicts import COLD_WORDS, Verdict
from recommender.query.words import word_set

REACH = 9  # words of a clause that may be about a title in it
NEAR = 3  # words between what negates and what it negates
_NOT = word_set("""
    not no never dont didnt doesnt cant couldnt wont wouldnt cannot stop quit nobody neither nor without isnt wasnt
    hardly barely shouldnt
""")
# Of themselves they say nothing; what is not done with a film was not liked, or is not wanted.
_DONE = word_set("""
    make making say saying mention mentioning suggest suggesting offer offering show showing give giving finish
    finished managed manage bear stand sit connect click bother need care recommend recommending tell telling put
    putting serve serving bring bringing force endure stomach another
""")
_COLD = word_set("""
    sick tired bored weary fed hate hated loathe loathed dislike disliked despise despised regret regretted wasted
    endured suffered slept asleep yawned yawning yawn snored snoring abandoned quit ditched cursed cringed avoid
    avoided avoiding disappointed overrated spare sworn dreading dread dreaded ruined
""")
_WARM = word_set("""
    like love loved liked adore adored enjoy enjoyed prefer preferred favourite favorite want similar fan best great
""")
_SAYING = word_set("""
    was is were are had has did made got left gave put felt scared ruined wasted bored annoyed nearly almost just
    completely totally really
""")
_TURNS = word_set("but though although while whereas however instead yet except because since so")
_STOPS = frozenset(".;\n:,/(")


def before(tokens: Sequence[Token], at: int) -> Verdict:
    """Cold, where the words before a title in its clause refuse it; else nothing.

    A "no" before what one does with films refuses ("never managed to finish", "don't say"), two of them do not ("never
    tired of"), nor do they where something is liked after all ("sick of superheroes and love Heat").
    """
    start = at
    while start and at - start < REACH and not (start < at and tokens[start].before in _STOPS):
        if tokens[start - 1].word in _TURNS:
            break
        start -= 1
    words = [token.word for token in tokens[start:at]]
    said: Verdict = ""
    for i, word in enumerate(words):
        negated = not _NOT.isdisjoint(words[max(0, i - NEAR) : i])
        if word in _WARM:
            said = ""
        elif word in _COLD or (word == "down" and words[i - 1 : i] == ["thumbs"]):
            said = "" if negated else "cold"
        elif negated and word in _DONE:
            said = "cold"
    return said


def behind(tokens: Sequence[Token], at: int) -> Verdict:
    """Cold, where what a title is said to have done was cold: "Tenet had me yawning"."""
    if at >= len(tokens) or tokens[at].before:
        return ""
    if tokens[at].word == "and":
        return _and_then(tokens, at + 1)
    if tokens[at].word not in _SAYING:
        return ""
    negated = False
    for token in tokens[at : at + REACH]:
        if (token.before in _STOPS and token is not tokens[at]) or token.word in _TURNS | _WARM:
            return ""
        if token.word in _COLD or (token.word in COLD_WORDS and token.word not in _MOODS):
            return "" if negated else "cold"
        negated = negated or token.word in _NOT
    return ""


def _and_then(tokens: Sequence[Token], at: int) -> Verdict:
    """Cold, where what somebody did with a title ended badly: "we tried Melancholia and gave up"."""
    while at < len(tokens) and tokens[at].word in ("i", "we", "then", "just"):
        at += 1
    words = [token.word for token in tokens[at : at + 2]]
    end = at + (2 if words == ["gave", "up"] else 1)
    ended = end >= len(tokens) or bool(tokens[end].before) or tokens[end].word in ("it", "that", "them")
    bad = words == ["gave", "up"] or bool(words[:1] and words[0] in _COLD)
    return "cold" if bad and ended else ""


_MOODS = word_set("slow long silly cheesy depressing stupid dumb ridiculous")
