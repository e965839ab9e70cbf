"""What is said of films or kinds of films right behind their names: "Gravity bored me", "Alien was so good"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from recommender.query.text import Token
from recommender.query.words import phrases_of, word_set

Verdict = Literal["cold", "warm", ""]
_SOFTENERS = word_set("really just also honestly kinda actually both all personally totally absolutely simply always")
_BE = word_set("was is were are felt seemed isnt wasnt arent werent")
_DEGREES = word_set("""
    so too very really pretty such just absolutely quite a an the not my our still kinda rather all one of some two
    both way honestly bit little far truly simply total complete utter real pure actually also completely totally
    utterly genuinely incredibly extremely super damn fucking freaking bloody seriously insanely surprisingly
    perfectly beautifully comfort whole exactly sense of entire
""")
_OWN = word_set("my our")
_WORKS = word_set("movie film movies films childhood everything world life humor humour taste style vibe speed")
COLD_WORDS = word_set("""
    boring awful terrible bad dull meh horrible trash garbage overrated overhyped disappointing disappointment
    letdown slog bore crap crappy tedious pretentious unwatchable weak annoying rubbish mediocre lame ok slow long
    cheesy flop disaster mess joke dud snoozefest snooze stinker misfire turkey drag waste chore dire dreadful
    atrocious abysmal appalling ghastly lousy pathetic poor stupid dumb silly ridiculous cringe cringey cringy
    unbearable insufferable underwhelming forgettable bland dreary insipid predictable overlong hollow shallow
    nonsense torture painful nauseating depressing gross disgusting tiresome tiring exhausting confusing irritating
""")
_WARM_WORDS = word_set("""
    great amazing awesome brilliant fantastic excellent incredible perfect good cool lovely wonderful beautiful
    hilarious fun blast masterpiece best superb stunning favorite favourite fave fav favorites favourites faves favs
    jam gem phenomenal genius outstanding terrific hit triumph revelation treat joy delight knockout winner charming
    delightful gripping thrilling moving touching heartbreaking powerful gorgeous breathtaking mesmerizing
    mesmerising spellbinding riveting captivating compelling exciting funny clever smart witty magnificent marvelous
    marvellous splendid exquisite sublime extraordinary remarkable exceptional unforgettable fab fabulous flawless
    iconic legendary epic dope lit fire sick goated unreal insane magical enchanting adorable heartwarming
    satisfying solid stellar impressive astonishing astounding glorious divine ace grand neat sweet magic gold
    perfection poetry dynamite comfort haunting unmatched peerless timeless underrated peak class top devastating
    stirring uplifting tender wild bonkers hysterical riot hoot trip ride raw unsettling
""")


# "Was too long", but "was long" says nothing.
_ONLY_TOO = word_set("slow long cheesy much intense heavy dark violent gory scary sad weird silly")
_REACH = 6
_AFAR = 9
_STOPS = frozenset(",.;\n")
_ENDED = word_set("and but though although while whereas")
_IT = word_set("it that them both every")
_LOVED = word_set("loved love adored adore liked like enjoyed enjoy")
_HATED = word_set("hated hate disliked dislike loathed despised")
_NOT = word_set("not didnt dont never doesnt")
_COLD = """
    bored me | bore me | bores me | sucked | sucks | annoyed me | disappointed me | left me cold | put me to sleep
    not my thing | isnt my thing | is not my thing | arent my thing | are not my thing | wasnt my thing
    was not my thing | isnt my cup of tea | is not my cup of tea | wasnt my cup of tea | not my cup of tea
    arent my cup of tea | wasnt for me | isnt for me | was not for me | is not for me | arent for me | are not for me
    did nothing for me | do nothing for me | does nothing for me | didnt do it for me | dont do it for me
    is a no for me | is a no | is a hard no | is a no go | is off the table | is out | are a no for me | are a no
    are out | didnt work for me | did not work for me | not so much | not really | didnt click | bored us | bores us
    left us cold | left me bored | left me bored to tears | bored everyone | annoys me | put us to sleep
    sent me to sleep | made me cringe | made me angry | made me want to leave | wasnt for us | was not for us
    isnt for us | wore me out | wasnt my bag | isnt my bag | is not my bag | was a bit much | was a lot | lost me
    had me checking my watch | had me asleep | gave me a headache | ruined my evening | was a no from me
    is a no from me | drags | dragged | fell flat | fell flat for me | grated on me | got on my nerves
    gets on my nerves | makes me cringe | bombed | turned me off | irritated me | depressed me | was hard to watch
    was hard to sit through | never grabbed me | away from me | away from us | out of it | out of this
    mustnt be in it | must not be in it | shouldnt be in it | cant be in it | is not welcome | isnt welcome
    i switched off | i turned off | i turned it off | i switched it off | i gave up | i gave up on | i walked out
    i fell asleep | i bailed | i stopped | i quit | made me leave | made me walk out | made me sick
    made me feel sick | made me ill | is exactly not | i cant stand | i cannot stand | i could not stand
    i couldnt stand | never clicked | never clicked for me | went over my head | just didnt land | didnt land
    disappointed us
"""
_WARM = """
    blew me away | blew my mind | made me cry | rocks | rocked | rules | slaps | slapped | wrecked me | destroyed me
    hit me hard | changed my life | is on my list | was right up my alley | is right up my alley
    are right up my alley | were right up my alley | make me cry | makes me cry | made us cry | make us cry
    made me laugh | makes me laugh | make me laugh | made us laugh | made me happy | makes me happy | make me happy
    made me smile | makes me smile | blew us away | blows me away | blows my mind | knocked me out | floored me
    moved me | moves me | got me good | stayed with me | stuck with me | haunts me | haunted me | never gets old
    never get old | holds up | held up | gets me every time | got me | had me in tears | had me hooked
    had us in stitches | had me crying | broke me | gave me chills | gives me chills | was my thing | is my thing
    are my thing | is my jam | are my jam | hits different | hit the spot | hits the spot | has my heart
    won me over | lives in my head | touched me | swept me away | is what i am after | were a hit | is more my thing
    is more like it | is more my speed | is the kind of thing i want | is what im after | was just right
    is just right | were just right | hit home | had my heart
"""


# Said with nothing else, after a stop as well: "Titanic? No thanks. Gladiator? Yes!", "Ted no, Paul yes".
_COLD_ALONE = """
    no | a no | no thanks | no thank you | no way | hell no | nope | nah | hated it | hated that | not for me
    didnt like it | couldnt finish it | boring | overrated | yuck | ugh | hard no | hard pass | pass | not my thing
    please no | never again | never | not really | awful | terrible | meh | skip | hated every minute | hate it
    absolutely not | definitely not | not so much | cant stand it | couldnt stand it | bored me | too slow | too long
    i do not | i dont | i did not | i didnt | not me | too silly | no go | thumbs down | two thumbs down | less so
    yawn | snore | god no | oh no | oh god no | heck no | no no | no sir | god no please | dear god no | ew | eww
    hate that one
"""
_WARM_ALONE = """
    yes | yes please | loved it | loved that | love it | love that one | liked it | great | amazing | perfect
    brilliant | masterpiece | yep | absolutely | more of that | yes yes | yeah | definitely | oh yes | hell yes
    that one yes | incredible | fantastic | awesome | excellent | superb | wonderful | a masterpiece | adored it
    adore it | wow | thumbs up | two thumbs up | loved every minute | big yes | a yes | yup | more like that
    more of those | oh god yes | heck yes | oh my yes | of course | obviously | 100 percent
"""


def _by_first_word(phrases: str) -> dict[str, list[tuple[str, ...]]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases_of(phrases):
        words = tuple(phrase.split())
        table.setdefault(words[0], []).append(words)
    return {first: sorted(found, key=len, reverse=True) for first, found in table.items()}


_PHRASES: tuple[tuple[Verdict, dict[str, list[tuple[str, ...]]]], ...] = (
    ("cold", _by_first_word(_COLD)),
    ("warm", _by_first_word(_WARM)),
)
_ALONE: tuple[tuple[Verdict, dict[str, list[tuple[str, ...]]]], ...] = (
    ("cold", _by_first_word(_COLD_ALONE)),
    ("warm", _by_first_word(_WARM_ALONE)),
)
_ASIDES = tuple(
    tuple(phrase.split())
    for phrase in phrases_of(
        "on the other hand | however | though | by contrast | in contrast | meanwhile | for example"
    )
)
_OBJECTS = word_set("me us my our everyone everybody the him her")
_COLD_VERBS = word_set("bored bores annoyed annoys irritated irritates disgusted depressed exhausted disappointed")
_WARM_VERBS = word_set("""
    moved moves delighted delights charmed charms thrilled thrills floored wowed amazed amazes impressed stunned
    enchanted captivated blew hooked gripped
""")
_ASIDE_OPENERS = frozenset(phrase[0] for phrase in _ASIDES)
_FINDS = word_set("found find thought think consider considered")
_FRONTED: dict[str, Verdict] = {
    "loved": "warm", "adored": "warm", "liked": "warm", "enjoyed": "warm", "love": "warm", "adore": "warm",
    "hated": "cold", "loathed": "cold", "disliked": "cold", "hate": "cold", "despised": "cold", "detested": "cold",
}  # fmt: skip
_OPENERS = frozenset().union(*(table for _, table in _PHRASES), _SOFTENERS, _BE, _COLD_VERBS, _WARM_VERBS)


def verdict(tokens: Sequence[Token], at: int) -> Verdict:
    """What the words from a token on say of what stands before them, within the same sentence."""
    return verdict_to(tokens, at)[0]


def verdict_to(tokens: Sequence[Token], at: int) -> tuple[Verdict, int]:
    """The verdict, and the token behind its words."""
    start = at
    at = _behind_asides(tokens, at)
    if at >= len(tokens):
        return "", start
    if tokens[at].before != "(":
        words = tuple(token.word for token in tokens[at : at + _REACH])
        for said, table in _ALONE:
            for phrase in table.get(words[0], ()):
                end = at + len(phrase)
                if words[: len(phrase)] == phrase and _ends_there(tokens, end):
                    return said, end
        if at > start or not tokens[at].before:
            said, length = _judged(("is", *words))
            end = at + length - 1
            if said and _ends_there(tokens, end):
                return said, end  # "Shrek good. Frozen bad."
    if tokens[at].before in _STOPS and (said := _said_of_what_was_named(tokens, at)):
        return said, start
    if tokens[at].word in _ENDED and (said := _said_of_what_was_named(tokens, at + 1)):
        return said, start
    if at == start and tokens[at].before in (".", "\n", ";"):
        return "", start
    if tokens[at].word in ("i", "we") and not tokens[at].before:
        return _fronted(tokens, at)
    if tokens[at].word not in _OPENERS:
        return "", start
    while at < len(tokens) and tokens[at].word in _SOFTENERS:
        at += 1
    words = tuple(token.word for token in tokens[at : at + _REACH])
    if not words:
        return "", start
    for said, table in _PHRASES:
        for phrase in table.get(words[0], ()):
            if words[: len(phrase)] == phrase:
                return said, at + len(phrase)
    if words[1:2] and words[1] in _OBJECTS and words[0] in _COLD_VERBS | _WARM_VERBS:
        end = at + 2
        while end < len(tokens) and not tokens[end].before and end - at < _REACH:
            end += 1
        return ("cold" if words[0] in _COLD_VERBS else "warm"), end
    if words[0] not in _BE:
        return "", start
    said, length = _judged(words)
    return (said, at + length) if said else (_said_of_it(tokens, at), start)


def _ends_there(tokens: Sequence[Token], end: int) -> bool:
    """Whether a word or two stand by themselves, and do not head what comes: "no: Cars"."""
    return end == len(tokens) or (end < len(tokens) and tokens[end].before not in ("", ":"))


def _behind_asides(tokens: Sequence[Token], at: int) -> int:
    """The token behind an aside: "Moon, on the other hand, is a gem"."""
    if at >= len(tokens) or tokens[at].word not in _ASIDE_OPENERS:
        return at
    for phrase in _ASIDES:
        if tuple(token.word for token in tokens[at : at + len(phrase)]) == phrase:
            return at + len(phrase)
    return at


def _fronted(tokens: Sequence[Token], at: int) -> tuple[Verdict, int]:
    """What is said of a film that stands before its verb: "Fargo I loved", "Three Billboards I found dreadful"."""
    words = tuple(token.word for token in tokens[at + 1 : at + 1 + _REACH])
    if not words:
        return "", at
    if words[0] in _FINDS:
        said, length = _judged(words)
        return (said, at + 1 + length) if said else ("", at)
    end = at + 2
    if words[0] in _FRONTED and (end == len(tokens) or tokens[end].before or tokens[end].word in _ENDED):
        return _FRONTED[words[0]], end
    for said, table in _PHRASES:
        for phrase in table.get("i", ()):  # "we" do as "I" do
            if words[: len(phrase) - 1] == phrase[1:]:
                return said, at + len(phrase)
    return "", at


def _said_of_what_was_named(tokens: Sequence[Token], at: int) -> Verdict:
    """What the next clause says of it: ", I thought it was boring", ". It bored me"."""
    words = [token.word for token in tokens[at : at + 2 * _REACH]]
    if words[:1] == ["i"] and words[1:2] and words[1] in _FINDS:
        words = words[2:]
        if words[:1] in (["it"], ["that"], ["them"]) and words[1:2] and words[1] not in _BE:
            return _judged(("is", *words[1:]))[0]  # "but I found it dull"
    if words[:1] and words[0] in _FINDS and words[1:2] in (["it"], ["that"], ["them"]):
        return _judged(("is", *words[2:]))[0]  # "? Found it dull"
    if words[:1] not in (["it"], ["that"], ["they"]):
        return ""
    rest = tuple(words[1:])
    if words[0] == "that" and rest[:1] and rest[0] in ("movie", "film", "one"):
        rest = rest[1:]  # "Speed! That movie rules"
    while rest and rest[0] in _SOFTENERS:
        rest = rest[1:]
    for said, table in _PHRASES:
        if any(rest[: len(phrase)] == phrase for phrase in table.get(rest[0] if rest else "", ())):
            return said
    return _judged(rest)[0] if rest and rest[0] in _BE else ""


def _said_of_it(tokens: Sequence[Token], at: int) -> Verdict:
    """What the clause goes on to say: "was creepy and I loved it"."""
    for i in range(at, min(at + _AFAR, len(tokens) - 1)):
        if tokens[i + 1].before in (".", "\n", ";"):
            break
        if tokens[i + 1].word in _IT:
            if tokens[i].word in _LOVED:
                return "cold" if tokens[i - 1].word in _NOT else "warm"
            if tokens[i].word in _HATED:
                return "cold"
    return ""


def _judged(words: Sequence[str]) -> tuple[Verdict, int]:
    """The verdict of "was not that good" and the like, and how many words it takes."""
    negated = words[0].endswith("nt")
    degrees: set[str] = set()
    for length, word in enumerate(words[1:], start=2):
        if word in _ONLY_TOO:
            return ("cold" if "too" in degrees and not negated else ""), length
        if word in COLD_WORDS:
            return ("" if negated else "cold"), length
        if word in _WARM_WORDS or (word in _WORKS and degrees & _OWN):
            return ("cold" if negated else "warm"), length
        if word not in _DEGREES and word != "that":
            return "", 0
        negated = negated or word == "not"
        degrees.add(word)
    return "", 0
