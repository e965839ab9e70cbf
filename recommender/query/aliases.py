"""What people call films, beyond their titles: nicknames, initials, titles of other countries."""

from __future__ import annotations

from recommender.query.fold import fold


def _key(title: str) -> str:
    return fold(title).replace(" ", "")


_LINES = """
lotr, lord of the rings, the rings trilogy, fellowship of the ring = The Lord of the Rings: The Fellowship of the Ring
two towers = The Lord of the Rings: The Two Towers
return of the king = The Lord of the Rings: The Return of the King
harry potter, hp1 = Harry Potter and the Philosopher's Stone
sorcerers stone, philosophers stone, harry potter and the sorcerers stone = Harry Potter and the Philosopher's Stone
chamber of secrets = Harry Potter and the Chamber of Secrets
prisoner of azkaban = Harry Potter and the Prisoner of Azkaban
goblet of fire = Harry Potter and the Goblet of Fire
order of the phoenix = Harry Potter and the Order of the Phoenix
half blood prince = Harry Potter and the Half-Blood Prince
deathly hallows = Harry Potter and the Deathly Hallows: Part 1
hobbit = The Hobbit: An Unexpected Journey
star wars a new hope, a new hope, star wars episode 4, star wars 4, star wars episode iv a new hope = Star Wars
esb, star wars the empire strikes back = The Empire Strikes Back
star wars 5, star wars episode 5, star wars episode v the empire strikes back = The Empire Strikes Back
star wars 6, star wars return of the jedi, star wars episode 6, rotj = Return of the Jedi
phantom menace, star wars 1, star wars episode 1 = Star Wars: Episode I - The Phantom Menace
attack of the clones, star wars 2 = Star Wars: Episode II - Attack of the Clones
revenge of the sith, star wars 3 = Star Wars: Episode III - Revenge of the Sith
force awakens, star wars 7 = Star Wars: The Force Awakens
last jedi, star wars 8 = Star Wars: The Last Jedi
rogue one = Rogue One: A Star Wars Story
seven = Se7en
se7en = Seven
et, et the extraterrestrial = E.T. the Extra-Terrestrial
t2, terminator 2, judgment day, terminator ii = Terminator 2: Judgment Day
pulp ficton = Pulp Fiction
potc, pirates of the caribbean, curse of the black pearl = Pirates of the Caribbean: The Curse of the Black Pearl
indiana jones, indiana jones 1, indiana jones and the raiders of the lost ark = Raiders of the Lost Ark
indiana jones 2, temple of doom = Indiana Jones and the Temple of Doom
indiana jones 3, last crusade = Indiana Jones and the Last Crusade
godfather 1, godfather part one = The Godfather
silence of the lambs = The Silence of the Lambs
nemo = Finding Nemo
cuckoos nest, one flew over the cuckoos nest = One Flew Over the Cuckoo's Nest
dr strangelove, strangelove, doctor strangelove = Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb
eternal sunshine = Eternal Sunshine of the Spotless Mind
grand budapest = The Grand Budapest Hotel
the professional, leon = Léon: The Professional
leon the professional = Leon: The Professional
life of pi = Life of Pi
benjamin button = The Curious Case of Benjamin Button
walter mitty = The Secret Life of Walter Mitty
wolf of wall street = The Wolf of Wall Street
mad max 4, fury road = Mad Max: Fury Road
spider verse, into the spider verse, spiderverse = Spider-Man: Into the Spider-Verse
hunger games = The Hunger Games
narnia = The Chronicles of Narnia: The Lion, the Witch and the Wardrobe
lion witch and wardrobe = The Chronicles of Narnia: The Lion, the Witch and the Wardrobe
the lion the witch and the wardrobe = The Chronicles of Narnia: The Lion, the Witch and the Wardrobe
wallace and gromit = Wallace & Gromit: The Wrong Trousers
borat = Borat: Cultural Learnings of America for Make Benefit Glorious Nation of Kazakhstan
hitchhikers guide, hitchhikers guide to the galaxy = The Hitchhiker's Guide to the Galaxy
anchorman = Anchorman: The Legend of Ron Burgundy
holy grail, monty python = Monty Python and the Holy Grail
rocky horror, rhps = The Rocky Horror Picture Show
willy wonka = Willy Wonka & the Chocolate Factory
eeaao, everything everywhere = Everything Everywhere All at Once
ferris bueller = Ferris Bueller's Day Off
close encounters = Close Encounters of the Third Kind
mission impossible 1 = Mission: Impossible
mi2 = Mission: Impossible II
bourne, jason bourne = The Bourne Identity
my neighbour totoro, totoro = My Neighbor Totoro
princess mononoke, mononoke = Princess Mononoke
nausicaa = Nausicaä of the Valley of the Wind
laputa, laputa castle in the sky = Castle in the Sky
city of god = City of God
zootropolis = Zootopia
untouchable, the untouchable = The Intouchables
avengers assemble = The Avengers
infinity war = Avengers: Infinity War
endgame = Avengers: Endgame
the first avenger = Captain America: The First Avenger
live die repeat = Edge of Tomorrow
bttf, back to the future 1 = Back to the Future
2001, space odyssey, a space odyssey = 2001: A Space Odyssey
planes trains automobiles = Planes, Trains and Automobiles
tinker tailor = Tinker Tailor Soldier Spy
three billboards = Three Billboards Outside Ebbing, Missouri
oh brother where art thou, o brother = O Brother, Where Art Thou?
lock stock = Lock, Stock & Two Smoking Barrels
blair witch = The Blair Witch Project
texas chainsaw, chainsaw massacre = The Texas Chain Saw Massacre
texas chain saw massacre = The Texas Chainsaw Massacre
kings speech = The King's Speech
no country = No Country for Old Men
kimi no na wa = Your Name.
sen to chihiro, sen to chihiro no kamikakushi = Spirited Away
tonari no totoro = My Neighbor Totoro
hauru no ugoku shiro = Howl's Moving Castle
mononoke hime = Princess Mononoke
majo no takkyubin = Kiki's Delivery Service
hotaru no haka = Grave of the Fireflies
koe no katachi = A Silent Voice
shichinin no samurai = Seven Samurai
gisaengchung = Parasite
busanhaeng = Train to Busan
oldeuboi = Oldboy
ah ga ssi, agassi = The Handmaiden
salinui chueok = Memories of Murder
wo hu cang long = Crouching Tiger, Hidden Dragon
chung hing sam lam = Chungking Express
fa yeung nin wah = In the Mood for Love
manbiki kazoku = Shoplifters
okuribito = Departures
tokyo monogatari = Tokyo Story
jodaeiye nader az simin = A Separation
idi i smotri = Come and See
bicycle thief, the bicycle thief = Bicycle Thieves
hachiko, hachi = Hachi: A Dog's Tale
way of water, avatar 2 = Avatar: The Way of Water
top gun 2 = Top Gun: Maverick
knives out 2, glass onion = Glass Onion: A Knives Out Mystery
guardians = Guardians of the Galaxy
birdman = Birdman or (The Unexpected Virtue of Ignorance)
prince of thieves = Robin Hood: Prince of Thieves
men in tights = Robin Hood: Men in Tights
wrath of khan, star trek 2 = Star Trek II: The Wrath of Khan
austin powers = Austin Powers: International Man of Mystery
die hard 3 = Die Hard: With a Vengeance
toy story 1 = Toy Story
alien 1 = Alien
alien 2 = Aliens
x men 2, x2 = X2: X-Men United
ghost world = Ghost World
lego movie = The Lego Movie
500 days = (500) Days of Summer
jesse james = The Assassination of Jesse James by the Coward Robert Ford
narnia 1 = The Chronicles of Narnia: The Lion, the Witch and the Wardrobe
shawshank = The Shawshank Redemption
gump = Forrest Gump
lebowski = The Big Lebowski
private ryan = Saving Private Ryan
schindler = Schindler's List
good will = Good Will Hunting
"""

ALIASES: dict[str, str] = {
    _key(name): _key(title)
    for names, title in (line.split(" = ") for line in _LINES.strip().splitlines())
    for name in names.split(", ")
    if _key(name) != _key(title)
}
