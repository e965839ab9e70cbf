"""The small words that steer a sentence: what opens a liking, what says no, what carries nothing. Data."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files


def word_set(words: str) -> frozenset[str]:
    """The words of a table that is written in a row."""
    return frozenset(words.split())


STOP = word_set("""
    a an the and or nor but if then so as at by for from in into of off on onto out over to up with within without
    about above after against along among around before behind below beneath beside between beyond during except
    inside near past since through toward towards under until upon via than that this these those there here it its
    itself he him his himself she her hers herself they them their theirs themselves we us our ours ourselves you
    your yours yourself i me my mine myself who whom whose which what when where why how is am are was were be been
    being do does did doing done have has had having can could will would shall should may might must ought not no
    yes too very just only also even still again more most less least much many few some any all both each every
    other another such same own s t d ll m re ve im ive id ill youre youve hes shes theyre theyve were weve its
    thats whats theres lets dont doesnt didnt isnt arent wasnt werent wont wouldnt cant couldnt shouldnt havent
    hasnt hadnt aint one ones youll youd theyll theyd itll thatll
""")
# Ask words and film words: they say that a film is wanted, not which.
FILLER = word_set("""
    ie eg hundred thousand times trilogy series franchise saga daughter son kid kids child children niece nephew
    grandson granddaughter mother father brother sister parents surprise
    recommend recommends recommended recommendation recommendations suggest suggests suggestion suggestions give
    show tell find find get got help please pls plz thanks thank thankyou thx hi hello hey hiya dear ok okay yo want
    wants wanted need needs looking look search searching seek seeking find watch watching see seeing seen try
    trying enjoy enjoys love loves loved liked likes like prefer preferably prefers wish something anything someone
    stuff things thing movie movies film films flick flicks picture pictures cinema title titles pick picks kind
    kinds sort sorts type types genre genres bit really quite pretty rather maybe perhaps possibly probably actually
    basically definitely absolutely totally truly so good great best nice cool awesome amazing excellent fantastic
    wonderful brilliant top favorite favourite favorites favourites fave faves tonight today now weekend evening
    night afternoon tomorrow later lately recently time mood feel feeling feels felt vibe vibes similar lines vein
    style know think guess hope case else more another other others lot lots plenty few couple several list options
    option ideas idea set made release released come came comes out go going gonna wanna gotta let lets well known
    especially mostly mainly generally usually often sometimes anyone everyone anybody everybody people person guy
    guys girls us me my girlfriend boyfriend wife husband partner friend mum mom dad family big huge fan fans lover
    buff worth watchable must ever seen already yet before again new old recent question quick simple random would
    could should also too ones one hour hours minute minutes long short length runtime year years decade decades
""")
# Those of them that stay in a text that tells something: "an old man and his wife", "in one night".
CARRIED = word_set("""
    night evening time feel feeling mood set made old new people person guy guys girls family husband wife partner
    friend
    boyfriend girlfriend mum mom dad hour hours minute minutes long short year years decade decades thing daughter son
    kid kids child children mother father brother sister parents hundred thousand nice cool good great best lost big
    similar more one ones
""")
FILM_NOUNS = word_set("""
    movie movies film films flick flicks picture pictures cinema ones one titles title stuff things feature features
    classics classic movei moives
""")
# Words before which a plot is told: what follows is text, and names in it are not liked films.
PLOT = word_set("about where who whose whom when which that because while")
AFTER_PLACE = word_set("in at about on of into from by near set inside around through during to through")
PRONOUNS = word_set("it that this these those him her them us me you one ones him anything something nothing")


def phrases_of(text: str) -> list[str]:
    """The phrases of a table, parted by "|"."""
    return [phrase for line in text.splitlines() for phrase in map(str.strip, line.split("|")) if phrase]


_NEGATIONS = """
    not | no | without | never | nor | neither | nothing | none | avoid | avoiding | skip | minus | zero | non
    isnt | arent | wasnt | aint | not into | im not into | not a fan of | no fan of | not fond of | sick of
    tired of | bored of | bored with | fed up with | dont want | do not want | dont need | please no
    stay away from | leave out | excluding | exclude | free of | nothing with | nothing that is | nothing thats
    shouldnt be | should not be | cant be | dont include | do not include | dont give me | dont show me
    do not show me | hold the | doesnt have | does not have | dont have | isnt a | without any | with no | not a
    not an | not any | no more | sans | cant have | wont have | lacking | without being | but nothing | must not be
    must not have | dont recommend | do not recommend | arent | isnt too | keep out | leave out the | wouldnt want
    hasnt got | has not got | havent got | hasnt any
    enough of | not interested in | no interest in | not in the mood for | done with | burned out on
    burnt out on | allergic to | not looking for | dont feel like | no need for | hold off on | keep away from
    away from | dont like any | low on | tired of all the | sick of all the | sick and tired of | im over | so over
"""
_DISLIKES = """
    hate | hated | hates | dislike | disliked | dislikes | despise | despised | loathe | loathed | cant stand
    couldnt stand | can not stand | cannot stand | didnt like | dont like | did not like | do not like | doesnt like
    didnt love | didnt enjoy | dont enjoy | did not enjoy | do not enjoy | wasnt a fan of | was not a fan of
    not a fan of | not a big fan of | no fan of | never liked | never enjoyed | didnt care for | dont care for
    did not care for | couldnt get into | anything but | everything but | anything except | everything except | except
    except for | excluding | other than | apart from | aside from | besides | rather than | instead of | unlike
    nothing like | not like | not similar to | nothing similar to | not anything like | isnt like | no films like
    no movies like | bored by | disappointed by | disappointed with | was disappointed by | didnt really like
    dont really like | really didnt like | wasnt into | not impressed by | hated watching | not so much | far from
    the opposite of | opposite of | anything other than | thats not like | that isnt like | that is not like
    nothing in the style of | didnt think much of | could not stand | not keen on | wasnt keen on | never want to see
    never want to watch | dont want to see | dont want to watch | dont want to rewatch | wasnt impressed by
    wasnt impressed with | not impressed with | unimpressed by | underwhelmed by | let down by | didnt rate
    dont rate | didnt appreciate | never understood | dont see the appeal of | never saw the appeal of
    didnt get into | couldnt finish | cant get into | could not get into | couldnt get through | cant do | dont do
    couldnt connect with | not big on | not into | im not into | isnt into | anything besides | everything besides
    anything apart from | everything apart from | anything aside from | all but | cant handle | anyone but
    not for fans of | not crazy about | not wild about | no love for | didnt dig | dont dig | dont get | didnt get
    never got into | never cared for | cant bear | could not bear | couldnt bear | didnt finish | never watch
    dont watch | do not watch | cant watch | wont watch | dont ever watch | walked out of | walked out on
    walk out of | fell asleep during | fell asleep in | fell asleep watching | fell asleep to | fall asleep during
    nodded off during | dozed off during | slept through | gave up on | turned off | switched off
    couldnt sit through | could not sit through | cant sit through | nobody liked | nobody could bear | no one liked
    none of us liked | nobody enjoyed | no one could stand | nobody could stand | neither of us liked
    regret watching | regretted watching | wasted my time on | hated every minute of | hated every second of
    was bored by | was bored to tears by | bored to tears by | bored to death by | turned off by | put off by
    annoyed by | irritated by | grossed out by | disgusted by | repelled by | had to turn off | had to stop watching
    stopped watching | stopped halfway through | quit halfway through | bailed on | ditched | detest | detested
    abhor | abhorred | no patience for | had no patience for | lost patience with | sick to death of
    wouldnt recommend | would not recommend | regret seeing | got nothing out of | got nothing from | got bored of
    got bored with | got bored during | not a lover of | cannot abide | cant abide | couldnt abide | cant take
    couldnt take | cannot bear | could barely finish | barely finished | struggled through | struggled with
    suffered through | sat through | tired me out | couldnt get past | could not get past | never made it through
    didnt make it through | no to | spare me | stop recommending me | stop recommending | stop suggesting
    stop showing me | quit recommending | quit suggesting | thumbs down | thumbs down for | thumbs down to | nay to
    no thanks to | spare us | dont offer me | do not offer me | dont suggest | do not suggest | dont bother with
    cant look at | cannot look at | cant look at another | cannot stand the sight of | cant stand the sight of
    cant face | cannot face | wont take | will not take | wont do | will not do | wouldnt touch | wont touch
    wont go near | wouldnt go near | had enough of | ive had enough of | had it with | ive had it with
    had it up to here with
    had my fill of | had our fill of | could do without | can do without | could live without | can live without
    have no time for | no time for | no stomach for | dont fancy | wont have | wont hear of | had more than enough of
    keep me away from | dont mention | dont even mention | please not | dont bring up | dont come at me with
    cannot get into | cannot watch | loathing | hating | wasnt fussed about | not fussed about | wasnt sold on
    not sold on | underwhelmed with | left cold by | was left cold by | unmoved by | was unmoved by | forget
    forget about | refuses to watch | refuse to watch | doesnt watch | doesnt want to watch | hates watching
    never watches | refuses to see | wont sit through | refuse to see | will not watch | fed up of
    refuse to sit through | refuse to rewatch | refused to finish | refuse to finish | refuse to go near
    wont go near | wont touch | wont be watching | will never watch | will never rewatch | never watching
    id rather skip | id rather not see | rather not see | rather not watch | could do without | can do without
    could have done without | could live without | can live without | no time for | have no time for | no use for
    no stomach for | dont have the stomach for | cant stomach | couldnt stomach | had my fill of | have had my fill of
    ive had my fill of | had it with | have had it with | ive had it with | seen enough of | seen too much of
    cringed at | cringed through | yawned at | yawned through | snored through | dozed through | slogged through
    trudged through | plodded through | ploughed through | steer clear of | steering clear of | steer me away from
    steer us away from | steer well clear of | stay clear of | stay well away from | keep well away from
    keep us away from | rolled my eyes at | rolled my eyes through | wanted to like | wanted to love | tried to like
    tried to love | tried to get into | want my money back for | want my two hours back from | want my time back from
    regret renting | regret paying for | left halfway through | walked out halfway through | gave up during
    gave up halfway through | tapped out of | checked out of | lost interest in | lost interest during
    never finished | never got through | never made it to the end of | never warmed to | couldnt warm to
    didnt warm to | never took to | didnt take to | never clicked with | didnt click with | didnt gel with
    couldnt gel with | didnt connect with | never connected with | failed to connect with | fail to see the appeal of
    not won over by | not moved by | was not moved by | no desire to see | no desire to watch | no desire to rewatch
    no wish to see | dont ever want to see | than sit through | than endure | than suffer through | than watch another
    than rewatch | than sit through another | yet another | not another | not another round of | not yet another
    wasnt wild about
    wasnt crazy about | wasnt bothered about | not bothered about | not taken with | wasnt taken with | not that into
    not really into | not too keen on | not overly keen on | not overly fond of | not particularly fond of
    not a huge fan of | not the biggest fan of | not much of a fan of | never been a fan of | was never a fan of
    never really liked | never much liked | never been into | never really got into | never really got
    dont get the hype around | dont get the hype about | dont understand the hype around
    dont understand the love for | dont get the love for | dont see the fuss about | no thank you to | hard pass on
    hard no on | hard no to | big no to | bored senseless by | bored rigid by | bored stiff by | bored silly by
    put to sleep by | sent to sleep by | driven up the wall by | badly let down by | exhausted by | drained by
    couldnt make it through | could not make it through | cant make it through | cant sit through another
    couldnt get to the end of | failed to finish | never managed to finish | never could finish | bailed out of
    bailed from | noped out of | switched off during | turned off halfway through | nearly walked out of
    almost walked out of | nearly left during | had too much of | overdosed on | so done with | totally over
    can we skip | please skip | lets skip | let us skip
"""
# Strong: a film is expected behind it. Weak: anything may be liked.
_LIKES_STRONG = """
    how about | what about | like | similar to | such as | in the vein of | in the style of | in the spirit of
    reminds me of | reminiscent of | along the lines of | comparable to | same vibe as | the same vibe as
    same feel as | the same feel as | same mood as | vibes of | the vibe of | fan of | fans of | huge fan of
    big fan of | favorites are | favourites are | favorite movies are | favourite movies are | favorite films are
    favourite films are | favorite movie is | favourite movie is | favorite film is | favourite film is
    favorites include | favourites include | my favorite is | my favourite is | movies like | films like | film like
    movie like | something like | anything like | more like | more films like | more movies like | stuff like
    things like | just like | much like | exactly like | ones like | watched | just watched | recently watched
    just saw | recently saw | rewatched | as good as | a cross between | cross between | mix of | a mix of
    mixture of | a mixture of | combination of | meets | crossed with | eg | in line with | close to | akin to
    resembling | resembles | feels like | in the same vein as | the same vein as | same style as | same as
    as funny as | as scary as | as dark as | as weird as | as epic as | as intense as | as moving as | as sad as
    as smart as | as violent as | as fun as | as romantic as | as beautiful as | as exciting as | as clever as
    as gripping as | as tense as | as charming as | as stylish as | as emotional as | as creepy as | as quirky as
    that feel like | that feels like | which feel like | which feels like | feel just like | that felt like
    top 3 are | top three are | top 5 are | top five are | top 10 are | top ten are | my top film is | top films are
    top movies are | top 3 is | favs are | faves are | ones are | films are | movies are | the likes of | likes of
    based on my love of | based on my love for | inspired by | equivalent of | after watching | to watch after
    watch after | to see after | after seeing | of the same kind as | the same kind as | same kind as | match for
    on a par with | follow up to | sequel to | enjoyed watching | loved watching | liked watching | love watching
    similiar to | simular to | based on | recs based on | recommendations based on | suggestions based on | recs for
    something between | somewhere between | halfway between | in between | comparable with | on the level of
    remind you of | reminds you of | remind one of | reminds one of | close in spirit to | matching | matches
    recs like | pair well with | pairs well with | goes well with | go well with | feel of | feels of | reminded me of
    remind me of | makes me think of | energy of | same energy as | spiritual successor to | companion to
    double feature with | double bill with | up there with | rewatching | rewatch | been watching | been rewatching
    a la | ala | in the mold of | in the mould of | in the manner of | the same kind of thing as | same thing as
    just finished | finished watching | closest to | nearest to | nothing tops | thumbs up | thumbs up for
    thumbs up to | nothing beats | nothing compares to | nothing compares with | yes to | nothing comes close to
    nothing better than | nothing touches | nothing matches | a fan of | compares to | enamoured with | enamored with
    same sort of thing as | the same league as | same league as | same universe as | kind of like | sort of like
    more in the vein of | something close to | something along the lines of | adjacent to | fans of the film
    in the same way as | in the same spirit as | same spirit as | the same feeling as | same feeling as
    the same atmosphere as | same atmosphere as | same tone as | the same tone as | the tone of | the mood of
    the atmosphere of | the feeling of | the style of | the feel of | the spirit of | the same energy as
    nothing feels like | nothing feels the way | nothing hits like | nothing hits the way | nothing comes near
    nothing will ever top | nothing has topped | nothing has come close to | nothing ever topped | nothing has beaten
    nothing ever beat | nothing rivals | still chasing | chasing the high of | chasing the feeling of
    scratches the same itch as | scratch the same itch as | the same itch as | same itch as | the closest thing to
    the nearest thing to | next best thing to | the love child of | lovechild of | love child of | in the ballpark of
    in the neighbourhood of | in the neighborhood of | in the realm of | on the wavelength of | of a piece with
    with the feel of | with the mood of | with the heart of | with the humour of | with the humor of
    with the energy of | with the atmosphere of | with the look of | with the spirit of | has the feel of
    has the vibe of | what to watch after | what do i watch after | what now after | where do i go after
    where to go after | what comes after | what goes with | what pairs with | whats next after | what next after
    next after | now that ive seen | now that we have seen | now ive seen | having seen | having watched
    having loved | having just seen | having just watched | having finished | in the tradition of | same ballpark as
    same wavelength as | same flavour as | same flavor as | same shelf as | on the same shelf as
    a double feature with | would go with | up for another | one more like | another one like | another film like
    another movie like | anything in the vein of | something in the vein of | something to follow | to follow up
    a follow up to
"""
_LIKES_WEAK = """
    loving | laughing at | crying at | love | loved | loves | enjoy | enjoyed | enjoys | adore | adored | liked
    likes | i like | we like | i really like | i also like | also like | really like | they like | you like
    she likes | he likes | fond of | obsessed with | crazy about | really enjoyed | absolutely loved | absolutely love
    saw | have seen | ive seen | seen | weve seen | i have seen | appreciate | into | im into | big on | a sucker for
    sucker for | really into | talk about | talking about | thinking about | think about | rave on about | go on about
    recommend | who like | who liked | people like | if i like | if i liked | since i like | people who like
    people who liked | dig | digged | was great | prefer | tend to like | kids like | kids love | kids loved
    my favorites | my favourites | favorites | favourites | favorite | favourite | favs | faves | watch | want | more
    if you liked | if you loved | if you enjoyed | if i loved | if i enjoyed | loved both | enjoyed both
    obsessed over | hooked on | gaga for | nuts about | mad about | a big fan of | a huge fan of | blown away by
    was blown away by | a soft spot for | soft spot for | moved by | was moved by | in love with | fell in love with
    fell for | head over heels for | swear by | swears by | cried at | cried during | cried over | sobbed at
    sobbed through | wept at | laughed at | laughed through | cant get enough of | could not get enough of
    never tire of | never get tired of | worship | treasure | cherish | cherished | devoured | binged | raved about
    raves about | rave about | impressed by | was impressed by | wowed by | charmed by | was charmed by | enchanted by
    delighted by | thrilled by | captivated by | hooked by | touched by | haunted by | fascinated by | mesmerized by
    mesmerised by | taken with | was taken with | a thing for | have a thing for | got a kick out of
    get a kick out of | did like | did love | did enjoy | do like | do love | always liked | always loved
    have always loved | ive always loved | grew up on | grew up with | quote | weak for | partial to | keen on | stan
    stanning | vibed with | vibe with | clicked with | resonated with | stuck on | enjoyed the hell out of
    loved the hell out of | voted for | chose | picked | sat glued to | glued to | songs from | the songs from
    the music from | music from | the soundtrack of | the soundtrack to | the characters in | the ending of
    the world of | the humor of | the humour of | who adores | who adore | who loves | who loved | who love
    who likes | who enjoys | who enjoyed | who enjoy | who adored | so was | so is | so were | so are
    never recovered from | have never recovered from | still not over | never got over | havent got over
    have not got over | cant stop thinking about | cannot stop thinking about | couldnt stop thinking about
    cant stop watching | cant stop rewatching | keep rewatching | keep going back to | keep coming back to
    always go back to | always come back to | happily rewatch | craving | been craving | fresh off
    still buzzing from | buzzing after | buzzing from | reeling from | still reeling from | in awe of | floored by
    bowled over by | riveted by | hypnotised by | hypnotized by | spellbound by | smitten with | smitten by
    besotted with | infatuated with | won over by | was won over by | bawled at | bawled through | bawled over
    bawled my eyes out at | cried my eyes out at | cried my eyes out over | ugly cried at | ugly cried during
    ugly cried through | sobbed during | sobbed over | teared up at | wept through | wept during | wept over
    howled at | howled through | cackled at | cackled through | giggled at | giggled through | chuckled at
    grinned through | smiled through | gasped at | held my breath during | held my breath through
    couldnt look away from | raced through | flew through | tore through | marathoned | marathoning | bingeing
    binging | grew up watching | swooned over | swooned at | geeked out over | raved over | waxed lyrical about
    gushed over | gush over | gushing about | a hopeless fan of | a lifelong fan of | a massive fan of | a real fan of
    a die hard fan of | a sworn fan of | an admirer of | an enormous fan of | weakness for | a weakness for
    sweet spot for | my heart belongs to | my heart goes to | all time favourite is | all time favorite is
    watched and loved | seen and loved | saw and loved | loved both of | got obsessed with | just discovered
    had a great time with | had a blast with | had fun with | had a ball with | had a good time with | was sold on
    fell hard for | cant resist | could never resist | cannot resist | wild about | potty about | bonkers about
    bananas about | over the moon about | keep quoting | always quote | quotes from | go to bat for | vouch for
    have time for | always have time for | big up | admired | admires | savoured | savored | relished | lapped up
    ate up | hung on every word of | still think about | always think about | often think about | still dream about
    still laugh at | still laugh about | still cry at | still cry over
    never enough | cannot get enough of | not had enough of | never had enough of
"""
_WANTS = """
    id like | i would like | we would like | wed like | would like | i feel like | feel like | looks like
    look like | sounds like | i d like | feeling like | i want | would love | id love | i would love
    what would you like | if you like | looking forward to | would you like | if youd like | what its like
    what it is like | id like to see | i want to watch | i want to see | i d love | want to watch | want to see
    id like to watch | i would like to watch
"""
_ONLY = """
    only | strictly | exclusively | nothing but | must be | has to be | have to be | needs to be | must be a
    must be an | has to be a | needs to be a | only want | i only want | only show me | only show | just want
    limit to | restrict to | limited to | solely
"""
_TOO = (
    "too | overly | very | so | super | really | that | excessively | particularly | especially | extremely | terribly"
)
_KIDS = """
    with my kids | for my kids | for kids | for the kids | with the kids | with kids | kid friendly | kids friendly
    child friendly | family friendly | for children | for my children | with my children | with children
    for the family | for the whole family | with the whole family | whole family | with my family | family night
    family movie night | my kids can watch | kids can watch | suitable for kids | suitable for children
    fine for kids | ok for kids | okay for kids | safe for kids | good for kids | appropriate for kids
    appropriate for children | for all ages | all ages | with my son | with my daughter | for my son
    for my daughter | with my nephew | with my niece | with my grandchildren | for my grandchildren
    with my grandkids | for my grandkids | my kids | the kids | our kids | with our kids | for our kids | kid safe
    age appropriate | rated pg | pg rated
"""
_SMALL_KIDS = """
    toddler | toddlers | little kids | young kids | young children | small children | small kids | preschooler
    preschoolers | little ones | my little one | for little kids | for young kids | with little kids
    with young kids | with my toddler | for my toddler | for toddlers | with small children | for small children
    for young children | with my little ones | for my little ones | kindergartener | kindergarteners | rated g
    g rated
"""
_POPULARITY = """
    hidden gem | hidden gems | obscure | underrated | lesser known | little known | under the radar | overlooked
    less known | unknown gems | not mainstream | not too mainstream | nothing mainstream | non mainstream | unsung
    off the beaten path | off the beaten track | not famous | not popular | rarely seen | under seen
    popular | well known | famous | blockbusters | mainstream | cult classic | underseen | not well known
    underappreciated
"""
OBSCURE = frozenset({
    "hidden gem", "hidden gems", "obscure", "underrated", "lesser known", "little known", "under the radar",
    "overlooked", "underseen", "not well known", "underappreciated", "cult classic", "unknown gems", "not mainstream",
    "not too mainstream", "nothing mainstream", "non mainstream", "off the beaten path", "off the beaten track",
    "less known", "not famous", "not popular", "rarely seen", "under seen", "unsung",
})  # fmt: skip
_NOT_NEGATIONS = """
    wouldnt say no to | would not say no to | wont say no to | cant say no to | never say no to | to no end
    dont hate | do not hate | didnt hate | dont dislike
    not gonna lie | not going to lie | not to lie | cant lie | wont lie | not only | not just | not sure
    not necessarily | no matter | no idea | dont know | do not know | dont mind
    do not mind | dont care | do not care | why not | not bad | no problem | no wonder | no doubt | cant wait
    nothing else | havent seen | have not seen | not seen | never seen | i havent seen | dont remember
    cant remember | do not remember | not remember | no preference | dont worry | no worries | not quite
    doesnt matter | cant decide | dont have to | do not have to | doesnt have to | not really sure | no less
    no clue | no clue what | no one | if not | or not | never heard of | whether or not | cant get enough of
    no longer | dont miss | never gets old | never get tired of | cant forget | never forget | wont forget
    dont forget | couldnt forget | lets not forget | cannot forget | will never forget
"""


_MAKERS = """
    director of | the director of | by the director of | from the director of | same director as
    by the same director as | the same director as | from the maker of | from the makers of | by the makers of
    from the creators of | from the creator of | by the creator of | by the creators of | by whoever directed
    by whoever made | from the guy who made | by the guy who made | from the guy who directed
    by the guy who directed | by the person who made | by the person who directed | made by the director of
    directed by the director of | directors of | from the directors of | by the directors of | whoever directed
    whoever made | the maker of
"""
# They limit only the content that they stand before: "low violence", not "low budget".
FAINT = ("low", "minimal", "mild", "milder", "not much", "not a lot of", "little to no", "limited", "very little",
         "easy on", "easy on the", "go easy on", "go easy on the", "light on the", "as little", "a minimum of",
         "not heavy on")  # fmt: skip
CUES: dict[str, tuple[str, ...]] = {
    "no": tuple(phrases_of(_NEGATIONS)),
    "dislike": tuple(phrases_of(_DISLIKES)),
    "like": tuple(phrases_of(_LIKES_STRONG)),
    "love": tuple(phrases_of(_LIKES_WEAK)),
    "want": tuple(phrases_of(_WANTS)),
    "only": tuple(phrases_of(_ONLY)),
    "too": tuple(phrases_of(_TOO)),
    "kids": tuple(phrases_of(_KIDS)),
    "small kids": tuple(phrases_of(_SMALL_KIDS)),
    "popularity": tuple(phrases_of(_POPULARITY)),
    "neutral": tuple(phrases_of(_NOT_NEGATIONS)),
    "less": ("less", "lower on", "light on", "not as", "not so", "toned down", "fewer", *FAINT),
    "director": ("directed by", "by director", "from director", "director", "a film by",
    "films by",
                 "movies by", "film by", "movie by", "made by", "films of", "movies of", "written by", "anything by",
                 "something by", "work of", "works of", "works by", "helmed by", "filmography of", "by"),
    "maker": tuple(phrases_of(_MAKERS)),
    "actor": ("starring", "stars", "with actor", "with actress", "featuring", "acted by", "played by", "actor",
    "actress",
              "movies with", "films with", "anything with", "something with", "with", "has", "that has", "stars in"),
    "but": ("but", "however", "although", "though", "yet", "just", "still", "and yet", "except that", "only that"),
}  # fmt: skip


@cache
def common_words() -> frozenset[str]:
    """Words of ordinary English: a title of these alone is a title only where the sentence makes it one."""
    text = (files("recommender.query") / "common_words.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@cache
def known_words() -> frozenset[str]:
    """Words of English and names, rare ones too: written so, they are not misspelt."""
    text = (files("recommender.query") / "known_words.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=65_536)
def is_common(word: str) -> bool:
    """Whether a word is ordinary English, in this or in its base form."""
    common = common_words()
    if word in common or word.isdigit() or (len(word) < 3 and word.isalpha()):
        return True
    return any(word.endswith(end) and word[: -len(end)] + base in common for end, base in _ENDINGS)


_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("er", ""),
    ("er", "e"), ("est", ""), ("est", "e"), ("ly", ""), ("ily", "y"), ("ness", ""), ("iest", "y"), ("ier", "y"),
    ("y", ""), ("y", "e"),
)  # fmt: skip
