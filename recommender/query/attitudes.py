"""What a clause says of a title in it, where no steering word and no set phrase does: "don't make me watch Cars"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from recommender.query.text import Token
from recommender.query.verdicts import COLD_WORDS, Verdict
from recommender.query.words import word_set

REACH = 9  # words of a clause that may be about a title in it
FURTHER = 18  # ... and of the sentence, and the next, that may turn it down
NEAR = 3  # words between what negates and what it negates
_NOT = word_set("""
    not no never dont didnt doesnt cant couldnt wont wouldnt cannot stop quit nobody neither nor without isnt wasnt
    hardly barely shouldnt havent hasnt hadnt
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


def before(tokens: Sequence[Token], at: int, end: int) -> Verdict:
    """Cold, where the words before a title in its clause refuse it; else nothing.

    A "no" before what one does with films refuses ("never managed to finish", "don't say"), two of them do not ("never
    tired of"), nor do they where something is liked after all ("sick of superheroes and love Heat").
    """
    likewise = end < len(tokens) and tokens[end].word in _LIKEWISE
    if tokens[at].before in (".", ";", "\n") and not likewise:
        return ""  # what stands before is another sentence: "Avatar: slept through it. District 9: wide awake."
    start = at
    while start and at - start < REACH and not (start < at and tokens[start].before in _STOPS):
        if tokens[start - 1].word in _TURNS:
            break
        start -= 1
    words = [token.word for token in tokens[start:at]]
    said: Verdict = ""
    for i, word in enumerate(words):
        negated = not _NOT.isdisjoint(words[max(0, i - NEAR) : i])
        if word in _WARM and not (word == "best" and words[i - 1 : i] == ["second"]):
            said = ""
        elif word == "enough" and words[i + 1 :] in ([], ["of"], ["of", "the"]) and not negated:
            said = "cold"  # "enough Madagascar"
        elif word in _LEAVING and _leaves(tokens, at):
            said = "cold"  # "leave Psycho off the list", "keep that Godfather out of it"
        elif word in _COLD or (word == "down" and words[i - 1 : i] == ["thumbs"]):
            said = "" if negated else "cold"
        elif negated and word in _DONE:
            said = "cold"
    return said


def behind(tokens: Sequence[Token], at: int) -> Verdict:
    """Cold, where what a title is said to have done was cold: "Tenet had me yawning"."""
    if at >= len(tokens):
        return ""
    if _turned_down(tokens, at):
        return "cold"
    if tokens[at].before:
        return ""
    if tokens[at].word == "and":
        return _and_then(tokens, at + 1)
    if tokens[at].word not in _SAYING:
        return ""
    negated = False
    for i, token in enumerate(tokens[at : at + REACH], start=at):
        if (token.before in _STOPS and token is not tokens[at]) or token.word in _TURNS | _WARM:
            return ""
        if (
            token.word == "quit"
            and tokens[i + 1 : i + 2]
            and tokens[i + 1].word in ("my", "our", "smoking", "drinking")
        ):
            continue  # "made me quit my job"
        if token.word in _COLD or (token.word in COLD_WORDS and token.word not in _MOODS):
            return "" if negated else "cold"
        negated = negated or token.word in _NOT
    return ""


def _leaves(tokens: Sequence[Token], at: int) -> bool:
    """Whether "off the list" or "out of it" stands behind a name, or the list that it is in."""
    words = [token.word for token in tokens[at : at + REACH]]
    return any(word in ("off", "out", "away", "aside") and after in _FROM for word, after in pairwise([*words, ""]))


def _turned_down(tokens: Sequence[Token], at: int) -> bool:
    """Whether the rest of a sentence, or the next one, turns down what was named, whatever was said of it before.

    "Everyone likes X except me", "X nearly finished me off so keep it away from me", "X, never again", "X was just
    twigs. Something frightening instead".
    """
    end, stops = at, 0
    while end < len(tokens) and end - at < FURTHER:
        if tokens[end].before in (".", "\n", ";") and end > at:
            stops += 1
            if stops > 1:
                break
        end += 1
    for i in range(at, end):
        if tokens[i].capital and not (tokens[i].before in (".", "\n") or tokens[i].word in ("i", "im", "ive", "id")):
            return False  # another name: what follows may be said of that
        words = tuple(token.word for token in tokens[i : i + 5])
        for phrase in _DOWN.get(words[0], ()):
            if words[: len(phrase)] == phrase and not (i and tokens[i - 1].word in _NOT):
                return True
        if words[0] == "instead" and tokens[i].before != "," and stops == 1 and _ends(tokens, i + 1):
            return True
    return False


def _ends(tokens: Sequence[Token], at: int) -> bool:
    return at >= len(tokens) or bool(tokens[at].before)


def _and_then(tokens: Sequence[Token], at: int) -> Verdict:
    """Cold, where what somebody did with a title ended badly: "we tried Melancholia and gave up"."""
    while at < len(tokens) and tokens[at].word in ("i", "we", "then", "just"):
        at += 1
    words = [token.word for token in tokens[at : at + 2]]
    end = at + (2 if words == ["gave", "up"] else 1)
    ended = end >= len(tokens) or bool(tokens[end].before) or tokens[end].word in ("it", "that", "them")
    bad = words == ["gave", "up"] or bool(words[:1] and words[0] in _COLD)
    return "cold" if bad and ended else ""


_LIKEWISE = word_set("too also likewise")
_LEAVING = word_set("leave leaving keep keeping left")
_FROM = word_set("it this me us the my our of them there")
_DOWN: dict[str, list[tuple[str, ...]]] = {}
for _phrase in (
    "except me", "but not me", "apart from me", "other than me", "keep it away", "keep that away", "keep them away",
    "keep it far", "keep it miles", "keep that stuff away", "keep it well away", "keep that kind of", "steer well away",
    "steer clear", "stay well clear", "stay away from", "stay far away", "never again", "not again please",
    "i said absolutely not", "i said no", "we said no", "i said never", "i swear at it", "kept checking my watch",
    "kept checking my phone", "kept looking at my watch", "kept looking at the clock", "kept looking at my phone",
    "wanted to leave", "wanted it to end", "wanted to walk out", "want my money back", "asked for my money back",
    "want those hours back", "never wish to see", "never want to see", "never need to see", "i have failed",
    "times i failed", "couldnt finish it", "could not finish it", "didnt finish it", "couldnt get through it",
    "i gave up on it", "nothing like that", "nothing like it", "anything but that", "not that again", "none of that",
    "the opposite of that", "something completely different", "i turned it off",
    "i switched it off", "we turned it off", "i walked out", "i fell asleep", "i stopped watching", "i gave up",
    "something else entirely", "no more of that",
):  # fmt: skip
    _words = tuple(_phrase.split())
    _DOWN.setdefault(_words[0], []).append(_words)

_MOODS = word_set("slow long silly cheesy depressing stupid dumb ridiculous")
