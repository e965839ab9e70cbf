"""What is said of films or kinds of films right behind their names: "Gravity bored me", "Alien was so good"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from recommender.query.text import Token
from recommender.query.words import STOP, phrases_of, word_set

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
    mid nonsense torture painful nauseating depressing gross disgusting tiresome tiring exhausting confusing irritating
""")
_WARM_WORDS = word_set("""
    stylish slick atmospheric emotional poignant classy gritty greatest finest coolest funniest loveliest sharpest
    best pleasure great amazing awesome brilliant fantastic
    excellent incredible perfect good cool lovely wonderful beautiful
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
    sent me straight to sleep | put me right to sleep | puts me to sleep | had me nodding off | had me snoring
    had me yawning | had us yawning | had me reaching for my phone | had me looking at my phone
    had me checking my phone | had me checking the time | had us checking our watches | made me check my watch
    felt endless | went on forever | goes on forever | went on and on | never ends | never ended | dragged on
    drags on | overstayed its welcome | outstayed its welcome | was torture | was agony | felt like a chore
    felt like homework | felt like work | felt empty | felt fake | felt soulless | felt pointless | did my head in
    does my head in | drove me mad | drove me crazy | drove me nuts | drove me up the wall | drives me mad
    drives me up the wall | rubbed me the wrong way | rubs me the wrong way | put me off | puts me off
    turned my stomach | went over our heads | went clean over my head | went right over my head
    went straight over my head | did not land | never landed | doesnt land | never worked for me | never did it for me
    never did anything for me | never really did it for me | didnt do anything for me | does not do it for me
    doesnt do it for me | doesnt work for me | didnt work on me | didnt work for us | did not work on me
    didnt work at all for me | aint it | can get lost | can get in the bin | can get in the sea | can do one
    can go away | can stay away | can stay home | can stay at home | can take a hike | belongs in the bin
    belongs in the trash | never again | is banned | are banned | is barred | are barred | is forbidden | is vetoed
    is not allowed | isnt allowed | arent allowed | need not apply | neednt apply | is a dealbreaker
    is where i draw the line | defeated me | was beyond me | was lost on me | is lost on me | was wasted on me
    passed me by | left me unmoved | left me indifferent | left me flat | left me empty | left me annoyed
    left me angry | left us flat | left us bored | let me down | lets me down | let us down | failed to grab me
    failed to move me | failed to impress | failed to impress me | failed to land | failed to hook me | didnt grab me
    didnt hook me | didnt move me | didnt impress me | didnt touch me | didnt thrill me | didnt excite me
    did not grab me | never hooked me | never won me over | never quite worked | didnt deliver | spoiled my
    spoilt my | spoiled a | spoilt a | spoiled our | spoilt our | ruined my night | ruined our evening
    ruined date night | cost me two hours | wasted my time | wasted our time | wasted two hours of
    stole two hours of | is two hours i | was two hours i | never happened | never existed | doesnt exist
    is a hard pass | is a pass | gets a no | gets a thumbs down | gets two thumbs down | gets zero stars
    gets one star | got a thumbs down | made me want to scream | made me want to walk out | made me roll my eyes
    makes me roll my eyes | made us want to leave | made me yawn | makes me yawn | made me fall asleep
    makes me fall asleep | made my skin crawl | made me queasy | made us ill | gave us a headache
    gives me a headache | gave me nothing | gave us nothing | gives me nothing | tried my patience | tests my patience
    tested my patience | tested our patience | tries too hard | tried too hard | is everything i hate
    was everything i hate | is exactly what i hate | is exactly what i dont want | is what i dont want
    is not what i want | isnt what i want | is not what im after | isnt what im after | is the opposite of what i want
    is precisely what i dont want | was my idea of hell | is my idea of hell | is my personal hell | was a hard watch
    was heavy going | was hard going | was hard work | is hard work | was a struggle | was a trial | was an ordeal
    can stay on the shelf | is staying on the shelf | stays on the shelf | not on your life | over my dead body
    under no circumstances | had nothing for me | has nothing for me | does nothing | did nothing | did zilch for me
    knocked me out cold | was overdone | was overrated | was oversold | got switched off | got turned off
    was switched off | was turned off | lost us | lost my interest | is out of the question | wears me out
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
    are my thing | is my jam | are my jam | hits different | hit the spot | hits the spot | has my heart | won me over
    lives in my head | touched me | swept me away | is what i am after | were a hit | is more my thing
    is more like it | is more my speed | is the kind of thing i want | is what im after | was just right
    is just right | were just right | hit home | had my heart | is my guilty pleasure | was my guilty pleasure
    is a guilty pleasure | lives rent free in my head | lives rent free | is on repeat | is on a loop | on loop
    on repeat | never fails | never fails me | never disappoints | never lets me down | always delivers
    delivers every time | gets better every time | gets to me | got to me | gutted me | gutted us | ruined me
    ended me | slayed me | slays | undid me | shattered me | crushed me | rocked my world | made my day | made my week
    made my year | made my night | makes my day | made my whole week | saved my week | had me from the start
    had me at hello | had me by the throat | had me laughing | had me howling | had me sobbing | had me bawling
    had me cheering | had me grinning | had me on the edge | had me glued | had me gripped | had us laughing
    had us crying | had us hooked | had us howling | had us in tears | kept me glued | kept me guessing
    kept me hooked | kept us guessing | kept us hooked | kept me on the edge | took my breath away
    takes my breath away | stole my heart | melted my heart | warmed my heart | warms my heart | broke my heart
    breaks my heart | swept me off my feet | knocked my socks off | blew my socks off | bowled me over | hooked me
    hooked us | grabbed me | gripped me | gripped us | pulled me in | drew me in | sucked me in | did it for me
    does it for me | worked for me | works for me | works every time | is what i want | is exactly what i want
    is exactly what im after | is exactly what i am after | is what im in the mood for | is what i need
    is exactly my thing | is so me | is the standard | is the benchmark | set the bar | sets the bar | raised the bar
    is the gold standard | is hard to beat | is unbeatable | cant be beaten | cant be topped | cannot be topped
    cannot be beaten | is second to none | is where its at | is the goat | is goated | is elite | is top tier
    is god tier | is peak cinema | is up there | is right up there | is right behind it | is a close second
    comes close | came close | came near | comes near | comes second | is number one | is my number one | is in my top
    is my top | makes my list | tops my list | tops the list | deserves every award | deserved every award
    deserves more love | is worth it | was worth it | was worth every minute | is worth every minute | aged well
    aged like wine | has aged well | still holds up | still slaps | still works | still gets me | still kills me
    still hits | hits hard | hit hard | hits every time | got under my skin | gets under my skin | stays with me
    stayed with us | sticks with me | will stay with me | wont leave me | wont leave my head | is all i think about
    is all i want | was right up our street | is right up my street | is up my street | is up my alley
    ticks all my boxes | ticks every box | ticks all the boxes | ticked every box | checks all my boxes
    scratches the itch | is the kind of thing i mean | is the sort of thing i want | is what i mean | is closer to it
    is more me | suits me | suited me | suits us | suited us | went down well | went down a treat | goes down well
    is adored in our house | is loved in our house | gets quoted | gets watched | gets rewatched
    was right on the money | is right on the money | was spot on | is spot on | is my idea of how it is done
    is my idea of a good time | is how it is done | is how its done | is the way to do it | is how you do it
    shows how its done | nailed it | nails it | gets it right | got it right | makes me want to | made me want to cook
    made me want to dance | made me want to travel | restored my faith | has everything i want | had everything i want
    is everything | was everything | means the world to me | means a lot to me | is dear to me | is close to my heart
    is etched in my memory | saved my life | got me through | gets me through | is my religion | is my bible
    is my happy place | is my safe place | is my roman empire | raised me | is cinema | is pure cinema
    is what cinema is for | is why i love films | is why i love movies | had me in stitches | had me on the floor
    has me in stitches | cracks me up | cracked me up | cracks us up | tickled me | tickles me
    charmed the socks off me | charmed me | took me by surprise | surprised me | is where it peaked
    is when it peaked | is unmissable | is a must | was unmissable | is a keeper
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
    doesnt | definitely doesnt | didnt | couldnt do it | couldnt finish | switched it off | turned it off
    fell asleep | slept through it | slept through that | snoozed | bored stiff | bored silly | hard to watch
    hard going | heavy going | a slog | an ordeal | a bore | an absolute bore | a mess | a snooze | a snoozefest
    a letdown | a disappointment | waste of time | a waste of time | what a waste | what a mess | what a bore
    what a letdown | zero stars | one star | 1 star | the worst | worst ever | worst film ever | bin it | binned
    enough already | not again | dont get me started | spare me | loathed it | detested it | despised it | not a fan
    not my cup of tea | not my bag | not my vibe | not my jam | wasnt a fan | wasnt my thing | wasnt for me
    did nothing for me | left me cold | fell flat | please dont | hell to the no | no dice | nothing doing
    not a chance | no chance | over my dead body | zzz | zzzz | snooze | no ta | nah mate | nah thanks | naw | big no
    a big no | huge no | nein | never ever | not ever | not in a million years | not this time | not today | no more
    i walked out | we walked out | gave up | gave up on it | i gave up | couldnt get into it | couldnt get through it
    cant bear it | cant abide it | couldnt care less | why does anyone like that | why do people like it | lost me
    sent me to sleep | put me to sleep | bored me to tears | bored me stiff | bored us | hated hated hated
    hate hate hate | too loud | too weird | too gory | too violent | too dark | too sad | too much
"""
_WARM_ALONE = """
    yes | yes please | loved it | loved that | love it | love that one | liked it | great | amazing | perfect
    brilliant | masterpiece | yep | absolutely | more of that | yes yes | yeah | definitely | oh yes | hell yes
    that one yes | incredible | fantastic | awesome | excellent | superb | wonderful | a masterpiece | adored it
    adore it | wow | thumbs up | two thumbs up | loved every minute | big yes | a yes | yup | more like that
    more of those | oh god yes | heck yes | oh my yes | of course | obviously | 100 percent
    better | even better | best of all | also great | also good | also yes | so good | the goat | goat | peak | fire
    a close second | elite | unreal | stunning | gorgeous | hilarious | solid gold | pure joy | pure magic | sublime
    flawless
    immaculate | a joy | a delight | a gem | a blast | a riot | a hoot | a treat | a classic | an absolute classic
    chefs kiss | love love love | loved loved loved | so much fun | what a film | what a movie | what a ride
    what a picture | now theres a film | now theres a movie | now theres a picture | now that is a film
    now thats a film | now thats a movie | more please | give me more | ten out of ten | 10 out of 10 | 9 out of 10
    five stars | 5 stars | four stars | 10 10 | 9 10 | 11 10 | wide awake | big fan | huge fan | fan here | sign me up
    count me in | every time | any day | any day of the week | without question | no notes | bravo | encore
    adored that | adored that one | loved both | adored it even more | loved it even more | liked it better
    liked that better | much better | far better | way better | thats more like it | that was more like it
    that is more like it | that one did | that did it | oh my | oh my god | omg | yesss | yess | heart eyes | in tears
    sobbed | cried | cried buckets | bawled | wept | chills | goosebumps | still thinking about it
    cant stop thinking about it | still not over it | never got over it | on repeat | know it by heart
    seen it ten times | could watch it forever | could watch it every day | watched it twice | saw it twice
    seen it twice | watched it three times | top notch | first rate | first class | five out of five | pure gold
    pure perfection | pure class | good stuff | great stuff | great fun | good fun | good one | great one
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
_MAKES = word_set("make makes made")
_FEELS = word_set("cry laugh smile weep sob swoon grin giggle cheer happy")  # "makes my dad cry"
_ASIDE_OPENERS = frozenset(phrase[0] for phrase in _ASIDES)
_FINDS = word_set("found find thought think consider considered")
_FRONTED: dict[str, Verdict] = {
    "loved": "warm", "adored": "warm", "liked": "warm", "enjoyed": "warm", "love": "warm", "adore": "warm",
    "hated": "cold", "loathed": "cold", "disliked": "cold", "hate": "cold", "despised": "cold", "detested": "cold",
}  # fmt: skip
_OPENERS = frozenset().union(*(table for _, table in _PHRASES), _MAKES, _SOFTENERS, _BE, _COLD_VERBS, _WARM_VERBS)


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
                after_all = said == "cold" and _said_of_it(tokens, at + len(phrase)) == "warm"
                return ("warm" if after_all else said), at + len(phrase)  # "went over my head and I loved that"
    if words[0] in _MAKES and not _FEELS.isdisjoint(words[2:5]):
        return "warm", at + next(i for i, word in enumerate(words) if i > 1 and word in _FEELS) + 1
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
            excess = words[length - 2] == "too" and not negated and word not in STOP
            return ("cold", length) if excess else ("", 0)  # "was far too loud for me"
        negated = negated or word == "not"
        degrees.add(word)
    return "", 0
