"""Everyday words for genres, themes and content notes. Data: a line a genre or theme, its words after the colon.

Words are in their normal spelling (lower case, no apostrophes, a space for a hyphen). Plurals are found without being
listed. A word may stand in several lines and then means all of them.
"""

from __future__ import annotations


def _table(lines: str) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in filter(None, map(str.strip, lines.splitlines())):
        name, _, words = line.partition(":")
        for word in filter(None, map(str.strip, words.split(","))):
            table[word] = (*table.get(word, ()), name.strip())
    return table


GENRE_WORDS = _table("""
    Action: action, action adventure, action comedy, action thriller, actioner, shoot em up, action packed movie
    Adventure: adventure, action adventure, swashbuckler, adventurous
    Animation: animation, animated, cartoon, anime, pixar, animations, claymation, stop motion, ghibli, studio ghibli
    Comedy: comedy, comedies, comedic, rom com, romcom, romantic comedy, romantic comedies, dramedy, slapstick,
    Comedy: tragicomedy, action comedy, comedy drama, black comedy, dark comedy, black comedies, dark comedies
    Comedy: comedy horror, horror comedy, spoof, screwball, mockumentary, comedys, stoner comedy
    Crime: crime, gangster film, gangster movie, mob movie, mob film, mafia movie, mafia film, caper, true crime
    Documentary: documentary, documentaries, docu, doc, docs, true crime documentary, documentry
    Drama: drama, dramas, dramedy, dramatic, tragicomedy, melodrama, period drama, costume drama, tearjerker
    Drama: courtroom drama, legal drama, comedy drama
    Family: family film, family movie, family friendly, childrens film, childrens movie, kids film, kids movie
    Family: family films, family movies, kids movies, kids films, childrens films, childrens movies
    Fantasy: fantasy, fantasies, sword and sorcery, high fantasy, dark fantasy, fantastical
    Film Noir: film noir, noir, noirs, neo noir, film noirs
    History: history, historical, historic, period piece, period film, period drama, costume drama, biopic
    History: historical epic, sword and sandal, peplum
    Horror: horror, horrors, slasher, scary movie, scary film, horror comedy, comedy horror, body horror, folk horror
    Horror: creature feature, found footage, horror movie, giallo
    Music: music, concert film, music film
    Musical: musical, musicals, sung through, broadway, singalong, sing alongs, sing along
    Mystery: mystery, mysteries, whodunit, whodunnit, murder mystery
    Romance: romance, romances, romantic comedy, romantic comedies, rom com, romcom, romantic film, romantic movie
    Romance: love story, love stories, romantic drama, romantic
    Science Fiction: sci fi, scifi, sf, science fiction, sciencefiction, sci fy, cyberpunk, space opera, syfy
    Thriller: thriller, thrillers, psychological thriller, suspense, action thriller, suspense thriller, triller
    War: war, war film, war movie, war drama, wwii film, anti war
    Western: western, westerns, spaghetti western, cowboy movie, cowboy film
""")

THEME_WORDS = _table("""
    adventure quest: quest, epic quest
    coming of age: growing up, coming of age story, adolescence, coming of age tale
    con artist: con man, con men, con artists, conman, scam, scams, con game, grifter, swindler, fraudster, hustler
    courtroom battle: courtroom, trial, court case, courtroom drama, legal drama, legal thriller
    doomed love: doomed romance, star crossed, tragic love, tragic romance, impossible love
    escape from captivity: prison break, jailbreak, prison escape, escape from prison, kidnapped, captivity, break out
    fall from grace: downfall, rise and fall
    falling in love: fall in love, falls in love, love story, love stories, meet cute, first love
    fish out of water: culture clash, outsider
    forbidden love: forbidden romance, forbidden affair
    found family: chosen family, makeshift family
    heist: robbery, bank robbery, bank heist, robbers, bank robber, bank job, caper, jewel theft, thieves
    hostage situation: hostage, hostages, hostage crisis
    identity swap: body swap, body switch, swap bodies, switch bodies
    investigation: investigating, cold case
    journey home: way home, trying to get home
    last stand: outnumbered
    man on the run: on the run, fugitive, manhunt
    mistaken identity: mistaken for
    missing person: missing child, missing girl, disappearance, abduction, kidnapping
    murder mystery: whodunit, whodunnit, whodunits, who did it
    old rivals: rivalry, rivals
    one last job: last job, last heist
    prison life: prison movie, prison film, prison drama, behind bars, inmates
    race against time: against the clock, ticking clock
    rags to riches: underdog story
    rebellion: uprising, revolution, resistance, rebels
    redemption: redeem himself, redeem herself
    rescue mission: rescue
    revenge: vengeance, payback, avenge
    rise to power: climb to power
    road trip: road movie, road film, cross country
    rival gangs: gang war, street gangs
    second chance: second chances, starting over
    secret identity: double life
    serial killer: serial killers, serial murder, psycho killer, slasher
    siege: besieged
    sports underdog: underdog, underdogs, underdog sports
    survival: survive, stranded, surviving, survivors, castaway
    time loop: same day over and over, repeating day, relive the same day
    time travel: time traveling, time travelling, time machine, travels through time, time traveler, time traveller
    treasure hunt: treasure, lost treasure
    undercover: undercover cop, double agent, infiltrate, mole
    unlikely friendship: odd couple, buddy movie, buddy film, buddy comedy, unlikely friends
    unlikely hero: reluctant hero
    vigilante justice: vigilante
    whistleblower: whistle blower, cover up, expose
    wedding: weddings, bride
    wrongly accused: falsely accused, innocent man, wrongly convicted, wrongful conviction, miscarriage of justice
    ageing: aging, old age, growing old, old people, elderly
    addiction: addict, drugs, drug addiction, alcoholic, alcoholism, heroin, junkies
    apartheid and racism: racism, racist, civil rights, apartheid, segregation
    art and artists: art, artist, painter, painting, sculptor
    artificial intelligence: ai, sentient computer, sentient robot
    betrayal: betrayed, backstabbing
    brotherhood: brothers in arms, band of brothers
    class divide: class struggle, rich and poor, class difference, class war, rich vs poor
    cold war: soviet
    colonialism: colonial
    corporate greed: corporate, wall street, evil corporation
    corruption: corrupt, corrupt cops, dirty cops
    death and grief: grief, grieving, death, loss, mourning, dying
    dictatorship: dictator, totalitarian, tyranny
    disability: disabled, wheelchair, blind, deaf
    dreams: dream world, dreaming
    dysfunctional family: family drama, family dysfunction, family secrets, messed up family
    environment: nature, ecology, climate change
    espionage: spy, spies, spy thriller, secret agent, secret agents, cia, kgb, mi6, spy movie
    faith: religion, religious, god
    fame: celebrity, stardom, showbiz, show business
    father and child: father and son, father son, father daughter, father and daughter, fatherhood, single dad, dad
    feminism: feminist, womens rights, strong women, strong female lead, female empowerment, girl power
    friendship: friends, best friends, buddies
    genetic engineering: cloning, clones, clone
    grandparents: grandfather, grandmother, grandma, grandpa
    holocaust: concentration camp, nazi camp, auschwitz
    honour: honor, chivalry
    human and animal: animal friendship, boy and his dog
    identity crisis: who am i, existential
    immigration: immigrants, immigrant, refugees, refugee
    immortality: immortal, immortals
    infidelity: affair, affairs, cheating, adultery, unfaithful
    journalism: journalist, journalists, reporter, reporters, newspaper
    lgbtq: gay, lesbian, queer, lgbt, lgbtq+, transgender, trans, gay romance
    loneliness: lonely, alone, solitude
    marriage: married couple, husband and wife, marriages
    media and television: tv show, television, reality tv, media
    memory: amnesia, memory loss, memories, loses his memory, lost his memory
    mental illness: madness, insanity, mental health, depression, schizophrenia, going insane, asylum
    mentor and pupil: mentor, mentorship, apprentice, teacher and student
    midlife crisis: mid life crisis
    money and finance: money, finance, stock market, banking, financial crisis
    mother and child: mother and daughter, mother daughter, mother and son, motherhood, single mother, single mom
    nature of reality: what is real, simulation, simulated reality, reality bending
    obsession: obsessed, obsessive, stalker, stalking
    organized crime: mafia, mob, mobsters, mobster, organised crime, drug cartel, cartel, crime family, yakuza
    police work: cop, cops, police, police procedural, policeman
    politics: political, election, president, politicians, white house
    prejudice: bigotry, homophobia, discrimination
    science: physics, mathematics, maths, mathematician, discovery
    sexuality: sexual awakening, erotic
    siblings: brother and sister, brothers, sisters, sister, twin, twins
    surveillance: wiretap, eavesdropping, being watched
    teaching: teacher, teachers
    technology gone wrong: killer robots, rogue ai, evil computer, machines take over
    terminal illness: cancer, dying of cancer, terminally ill
    terrorism: terrorists, terrorist
    trauma: ptsd, traumatic
    true story: based on a true story, based on true story, based on real events, true stories, real life
    true story: based on true events
    true story: biopic, biographical, biography, real story, inspired by true events, true events
    true story: based on a real story
    war is hell: anti war, horrors of war, antiwar
    workplace: office, office life, job
    writing and writers: writer, writers, author, novelist, poet, poetry
    aliens: alien, extraterrestrial, extraterrestrials, ufo, alien invasion, martians
    assassins: assassin, hired killer
    boxing: boxer, boxers, fighter
    cars and racing: cars, car chase, car chases, racing, race cars, racecar, car racing, formula one, motor racing
    cooking and food: cooking, food, chef, chefs, restaurant, cuisine, foodie
    cowboys and outlaws: cowboy, cowboys, outlaws, gunslinger, gunslingers, gunfighter
    cult: cults, sect
    dancing: dance, ballet, dancer, dancers
    detective: detectives, private eye, sleuth, private detective, detective story
    demons: demon, possession, exorcism, devil, satan, satanic, demonic
    dinosaurs: dinosaur, dinos
    doctors: doctor, medicine, surgeon, nurse
    dogs: dog, puppy, puppies
    dragons: dragon
    fairy tale: fairy tales, fairytale, fairytales, folk tale, princess, princesses
    gangsters: gangster, mafia, mob, mobsters
    ghosts: ghost, ghost story, haunting, spirits, spooky
    giant monster: kaiju, giant monsters, monster movie
    hackers: hacker, hacking
    haunted house: haunted, haunted houses, haunted hotel
    hitman: hitmen, hit man, contract killer, hired gun
    kings and queens: king, kings, queen, queens, royalty, royals, monarchy
    knights: knight, chivalry, crusader, crusaders
    lawyers: lawyer, attorney, law firm
    magic: magical, wizard, wizards, sorcery, magician, magicians
    martial arts: kung fu, karate, kungfu, wuxia, fight choreography
    monsters: monster, creature, creatures
    music band: rock band, rock and roll, rock star, rockstar, musicians, musician, singer, band
    mythology: myth, myths, greek mythology, norse mythology, greek gods, legends
    orphan: orphans, orphanage
    pirates: pirate
    post-apocalypse: post apocalyptic, apocalypse, apocalyptic, end of the world, after the apocalypse
    priests and religion: priest, priests, nun, nuns, church, catholic, religious
    robots: robot, android, androids, cyborg, cyborgs
    royal court: court intrigue
    samurai: ronin, samurais
    scientists: scientist, mad scientist
    shipwreck: sinking ship, shipwrecked, sunken ship
    soldiers: soldier, army, military, marines, troops
    spies: spy, secret agent, secret agents, spy thriller, spy movie, espionage
    sports: sport, football, baseball, basketball, soccer, hockey, golf, sports movie
    superheroes: superhero, super hero, super heroes, comic book, comic books, marvel, dc comics, mcu
    swordplay: sword fight, sword fights, sword fighting, swords, sword, swashbuckling
    talking animals: talking animal, animals that talk
    teenagers: teenager, teen, teens, teenage, high schoolers
    toys: toy, dolls
    vampires: vampire, dracula
    virus outbreak: virus, outbreak, pandemic, epidemic, plague, contagion
    werewolves: werewolf
    witches: witch, witchcraft
    zombies: zombie, undead, living dead
    africa: african
    american south: deep south, southern gothic
    ancient greece: greek mythology, greeks, ancient greek
    ancient rome: roman empire, romans, gladiators, gladiator, rome, ancient roman
    arctic and snow: snow, snowy, arctic, antarctica, blizzard, wintry, winter
    big city: city life, urban
    christmas: xmas, holiday season, christmassy, santa
    desert: deserts, sahara
    dystopia: dystopian, dystopias, dystopic, orwellian
    high school: high schools, highschool
    hollywood: film industry, movie business, making movies, filmmaking
    hospital: asylum
    ireland: irish
    jungle: rainforest
    latin america: south america
    medieval: middle ages, medieval times, knights, dark ages, castles, castle
    middle east: iraq, afghanistan
    new york: new york city, nyc, manhattan
    ocean and sea: ocean, sea, sailing, at sea, seafaring, ships, ship
    outer space: space, spaceship, spaceships, astronaut, astronauts, space travel, space opera, galaxy, in space
    outer space: set in space, space exploration, planets, space station, mars
    prison: jail, prisons
    small town: small towns, little town, village
    submarine: submarines
    suburbia: suburb, suburbs, suburban
    summer: summertime, summery, beach
    university: college, campus, students
    victorian england: victorian, dickensian, victorian london
    vietnam war: vietnam, nam
    virtual reality: video game, video games, vr, cyberspace
    wilderness: survival in the wild, mountains, woods, forest, outdoors
    wild west: old west, frontier
    world war i: ww1, wwi, first world war, world war one, world war 1, great war, trenches
    world war ii: ww2, wwii, second world war, world war two, world war 2, nazis, nazi, ww ii, d day
    absurd: absurdist, surreal comedy, zany, silly, ridiculous, bonkers, wacky
    action-packed: action packed, adrenaline, non stop action, explosions, high octane, lots of action, fast paced
    atmospheric: moody, atmosphere
    bittersweet: bitter sweet
    bleak: depressing, grim, hopeless, despair, nihilistic, dark and gritty, downbeat
    charming: delightful, sweet, lovely, cute
    claustrophobic: confined space, confined, trapped
    cosy: cozy, comforting, comfort, comfy, rainy day, warm
    creepy: unsettling, spooky, sinister, creepier, chilling
    dark humour: dark humor, black humor, black humour, black comedy, dark comedy, gallows humour, darkly funny
    deadpan: dry humour, dry humor, dry wit
    disturbing: messed up, unsettling, shocking, twisted, disturbed
    dreamlike: surreal, surrealist, dreamy, hallucinatory, trippy, psychedelic
    eerie: uncanny, spooky, unsettling, haunting
    epic: sweeping, grand scale, large scale, monumental, epics
    feel-good: happier, lighter, more cheerful, more fun
    hopeful: happier
    bleak: darker
    sad: sadder
    feel-good: feel good, feelgood, cheer me up, cheerful, happy, joyful, pick me up, lighthearted, light hearted
    feel-good: cheers me up
    funny: hilarious, laugh, laughs, laugh out loud, humorous, humor, humour, funnier, make me laugh, laughing
    funny: funniest
    gentle: tender, soothing, mellow, calm, relaxing
    gritty: raw, brutal realism, hard boiled, hardboiled
    heartwarming: heart warming, warm hearted, touching, wholesome, warms the heart
    hopeful: hope, optimistic, life affirming
    inspiring: inspirational, motivational, motivating
    intense: gripping, nerve racking, nail biting, visceral
    melancholy: melancholic, wistful, sombre, somber
    mind-bending: mind bending, mindbending, mindfuck, mind fuck, mind blowing, brain teaser, puzzle, confusing
    mind-bending: mind bender, head scratcher, cerebral, trippy, makes you think
    moving: emotional, touching, poignant, powerful, heartbreaking, tearjerker, tear jerker
    nostalgic: nostalgia
    parody: spoof, spoofs, parodies, mockumentary
    playful: fun, fun filled, lively
    quiet: understated, subtle, contemplative, meditative
    quirky: offbeat, eccentric, oddball, indie, odd
    romantic: romance, date night, love story, steamy
    sad: sadness, cry, make me cry, tearjerker, tear jerker, crying, heartbreaking, sob, weepy, depressing, tears
    satire: satirical, satires, lampoon
    scary: frightening, terrifying, scares, jump scares, spooky, scariest, scarier, terror, scare me
    slow-burn: slow burn, slow paced, slow, slow burning, slow moving
    spectacular: spectacle, big budget, visual effects, visually stunning, stunning visuals, special effects
    spectacular: blockbuster
    stylish: style, beautifully shot, visually striking, slick
    suspenseful: suspense, edge of my seat, edge of your seat, nail biting, edge of the seat
    tense: tension, nerve wracking, nail biter
    thought-provoking: thought provoking, philosophical, makes you think, deep, profound, intelligent, smart
    thought-provoking: intellectual
    tragic: tragedy, tragedies, depressing
    twist ending: plot twist, plot twists, twist, twists, twist at the end, unexpected ending, surprise ending
    twist ending: big twist
    uplifting: life affirming, upbeat, lifts me up, uplift
    whimsical: whimsy, fanciful
    witty: clever dialogue, sharp dialogue, snappy dialogue, clever, banter
    action-packed: blow stuff up, stuff blowing up, kick ass, ass kicking, butt kicking, heart pumping, adrenaline rush
    absurd: goofy, daft, loopy, pure silliness
    bleak: gloomy, miserable, soul crushing, feel bad, harrowing
    charming: adorable
    cosy: snug, snuggly, blanket, under a blanket, under the duvet, duvet, curl up, curled up, hot chocolate
    cosy: rainy afternoon, rainy sunday, rainy evening, sick day, off sick, sick in bed, got the flu, have the flu
    cosy: tucked in, warm hug, like a hug, hug in a mug, comfort blanket, tea and biscuits
    dreamlike: fever dream, acid trip, head trip
    feel-good: cheer us up, cheer up, cheering up, lift my mood, lift my spirits, lifts my mood, brighten my day, cheery
    feel-good: make me smile, makes me smile, put a smile on my face, puts a smile on my face, feeling down
    feel-good: feeling low, bad day, rotten day, awful day, terrible day, rough day, rough week, hard day, hard week
    feel-good: horrible day, good vibes, happy place, joyous, just got dumped, got dumped
    funny: giggle, giggles, giggly, chuckle, chuckles, crack me up, cracks me up, in stitches, side splitting
    funny: belly laugh, good laugh, have a laugh, hysterical, hysterics, laughter, make us laugh
    gentle: soft, easygoing, easy going, low stakes, peaceful, wind down, unwind, chill, chilled, chill out
    gentle: got the flu, have the flu, sick day, off sick, sick in bed
    heartwarming: warm and fuzzy, warm fuzzy, warm fuzzies, warm hug, like a hug, hug in a mug
    heartwarming: faith in people, faith in humanity, faith in human nature, faith in mankind, goodness of people
    hopeful: faith in people, faith in humanity, faith in human nature, faith in mankind, goodness of people
    hopeful: restore my faith, restores my faith, good in people, believe in people, hope for humanity
    inspiring: pump me up, pumps me up, pumped up, psych me up, hype me up, hyped up, fire me up, fires me up, fired up
    inspiring: motivate me, rousing, triumphant, triumph, stand up and cheer, fist pumping, punch the air
    intense: heart pounding, heart racing, white knuckle, sweaty palms
    mind-bending: mess with my head, messes with my head, melt my brain, melts my brain, brain melting
    nostalgic: take me back, takes me back, good old days, memory lane, throwback
    playful: brain off, my brain off, switch my brain off, turn my brain off, switch off, no thinking, mindless fun
    romantic: first date, second date, third date, flirty, date movie, valentine, valentines day, swoon, swoony
    romantic: snog, butterflies in my stomach
    sad: ugly cry, good cry, have a cry, weep, weepie, bawl, bawling, sobbing, break my heart, breaks my heart
    sad: wreck me, wrecks me, destroy me, gut wrenching, gut punch, devastating, waterworks, box of tissues
    scary: creep me out, freak me out, scare the pants off me, scared stiff, heebie jeebies, goosebumps
    scary: behind the sofa
    spectacular: gorgeous, eye candy, feast for the eyes, big screen, giant screen, huge screen, new tv, giant tv
    spectacular: huge tv, big tv, new telly, new screen, new projector, home cinema, surround sound, imax, 4k
    stylish: gorgeous, feast for the eyes
    suspenseful: edge of seat, edge of the sofa, white knuckle, sweaty palms, hold my breath, bite my nails
    tense: stressful, heart pounding, heart racing, white knuckle, sweaty palms, edge of seat, anxiety inducing
    uplifting: pump me up, pumps me up, pumped up, psych me up, hype me up, fire me up, fired up, rousing
    uplifting: restore my faith, restores my faith, lift my spirits
""")

# What a person may want less of. A noun ("no gore") forbids it, an adjective ("not gory") keeps it from being strong.
CONTENT_WORDS = _table("""
    gore: gory, gore, bloody, blood, gruesome, gorey, splatter, bloodshed, torture, blood and guts, guts
    violence: violent, violence, brutal, brutality, killing, killings, shooting, shootings, bloodshed, fighting
    violence: fights
    sex: sex, sexual, sexy, nudity, nude, naked, sex scene, raunchy, sexual content, erotic, steamy, porn
    sex: sexually explicit
    language: swearing, cursing, profanity, profane, bad language, swear word, foul language, f word, strong language
    language: cuss word, cussing, crude language, vulgar, vulgarity
    gore: rated r, r rated, r-rated
    violence: rated r, r rated
    sex: rated r, r rated
    language: rated r, r rated
    fright: scary, frightening, frightful, terrifying, jump scare, jumpscare, scare, creepy, spooky, horrifying
    fright: scared
    fright: nightmare inducing, fright, spookiness, terror
""")
