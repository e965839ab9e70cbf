"""Classes of wordings that were misread once, each with more than one example of it."""

from __future__ import annotations

import pytest

from recommender.query import parse
from recommender.query.written import misspelt
from recommender.shapes import Filters, ParsedQuery
from tests.recommender.query.catalogue import find, lexicon


def read(text: str) -> ParsedQuery:
    return parse(text, lexicon())


def films(*titles: str) -> set[int]:
    return {find(title) for title in titles}


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("movies like seven", {"Se7en"}),  # a number in words
        ("1. Alien\n2. The Thing\n3. Predator\n4. Aliens", {"Alien", "The Thing", "Predator", "Aliens"}),
        ("- Heat\n- Casino", {"Heat", "Casino"}),
        ("get out, us, nope", {"Get Out", "Us", "Nope"}),  # titles and nothing else
        ("recs based on get out, us, nope", {"Get Out", "Us", "Nope"}),
        ("Once is my favourite music film", {"Once"}),  # praise behind a title
        ("Alien was so good", {"Alien"}),
        ("heat-style heist movies", {"Heat"}),  # a manner behind it
        ("The Notebook type of movie", {"The Notebook"}),
        ("If you liked Arrival you'll like...?", {"Arrival"}),
        ("loved the abyss", {"The Abyss"}),
        ("I love the fugitive. A comedy please.", {"The Fugitive"}),
        ("kubo and two strings", {"Kubo and the Two Strings"}),  # without a small word
        ("something between Moon and Gravity", {"Moon", "Gravity"}),
        ("alien, but funny", {"Alien"}),
        ("we liked Paddington 2 better than Paddington", {"Paddington 2", "Paddington"}),
        ("butch cassidy", {"Butch Cassidy and the Sundance Kid"}),  # how a title begins
        ("robin hood with kevin costner", {"Robin Hood: Prince of Thieves"}),
        ("harry potter and the prisoner of azkaban", {"Harry Potter and the Prisoner of Azkaban"}),
        ("I need to get out of my head tonight, help", set()),
        ("it was great", set()),
    ],
)
def test_titles_that_the_words_around_make_titles(text: str, titles: set[str]) -> None:
    assert set(read(text).seeds) == films(*titles)


@pytest.mark.parametrize(
    ("text", "genres"),
    [
        ("I don't really enjoy war movies", ("War",)),
        ("not a huge fan of musicals", ("Musical",)),
        ("never really liked horror", ("Horror",)),
        ("not interested in westerns", ("Western",)),
        ("horror isn't my thing, comedies please", ("Horror",)),
    ],
)
def test_refusals_in_many_words(text: str, genres: tuple[str, ...]) -> None:
    assert read(text).filters.without_genres == genres


def test_what_is_said_behind_titles_is_not_said_of_what_follows() -> None:
    query = read("Alien was great, Aliens not so much")
    assert (set(query.seeds), set(query.dislikes)) == (films("Alien"), films("Aliens"))
    query = read("Gravity is not my thing, comedies please")
    assert (set(query.dislikes), query.genres) == (films("Gravity"), ("Comedy",))


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("from the director of Parasite", ("Bong Joon-ho",)),
        ("same director as Inception", ("Christopher Nolan",)),
        ("leo dicaprio and scorsese together", ("Leonardo DiCaprio", "Martin Scorsese")),
        ("arnold schwarzeneger action", ("Arnold Schwarzenegger",)),
        ("Villeneuve sci-fi", ("Denis Villeneuve",)),
        ("kurosawa samurai films", ("Akira Kurosawa",)),
        ("del toro movies", ("Guillermo del Toro",)),
        ("tarkovsky", ("Andrei Tarkovsky",)),
        ("keanu", ("Keanu Reeves",)),
        ("jackie chan vs jet li", ("Jackie Chan", "Jet Li")),
        ("Marvel movies", ()),
    ],
)
def test_people_by_parts_of_their_names(text: str, people: tuple[str, ...]) -> None:
    assert read(text).people == people


def test_the_film_whose_director_is_asked_for_is_no_answer() -> None:
    query = read("from the director of Parasite")
    assert query.seeds == ()
    assert find("Parasite") in query.written_out


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("no films from before 1970", {"year_min": 1970}),
        ("no black and white and nothing before 1970", {"year_min": 1970}),
        ("no movies over 2 hours", {"runtime_max": 120}),
        ("from '94", {"year_min": 1994, "year_max": 1994}),
        ("sub 90 minute horror", {"runtime_max": 90}),
        ("low violence crime film", {"content_max": {"violence": "some"}}),
        ("low budget horror", {}),
    ],
)
def test_limits_in_many_words(text: str, bounds: dict[str, object]) -> None:
    assert {name: value for name, value in read(text).filters.as_dict().items() if value} == bounds


@pytest.mark.parametrize(
    ("text", "liked", "disliked"),
    [
        ("Filme wie The Dark Knight und Joker bitte", {"The Dark Knight", "Joker"}, set()),
        ("quiero una película como Coco y Up, pero no Cars", {"Coco", "Up"}, {"Cars"}),
        ("ik zoek een film zoals Up", {"Up"}, set()),
        ("vorrei un film simile a La vita è bella", {"Life Is Beautiful"}, set()),
    ],
)
def test_lists_in_other_languages(text: str, liked: set[str], disliked: set[str]) -> None:
    query = read(text)
    assert (set(query.seeds), set(query.dislikes)) == (films(*liked), films(*disliked))
    assert query.unknown == ()
    assert any("We understand English" in note for note in query.notes)


def test_titles_inside_longer_titles_are_not_named() -> None:
    query = read("movies like Avengers: Infinity War (2018)")
    assert set(query.seeds) == films("Avengers: Infinity War")
    assert find("The Avengers") not in query.written_out


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("I would call Speed the best bus ride ever", {"Speed"}),  # a capital that only a title explains
        ("What about The Hurt Locker", {"The Hurt Locker"}),
        ("could not stop laughing at Airplane", {"Airplane!"}),
        ("nobody in Chicago knows a good film about Green Cars", set()),  # a place; a longer name
        ("my sister Carol wants a comedy for Halloween", set()),  # a first name; a feast
        ("I WANT A THRILLER IN THE US", set()),  # capitals that say nothing
        ("Speed had ten times the thrills of it", {"Speed"}),  # no article before what did something
    ],
)
def test_capitals_make_titles_where_nothing_else_explains_them(text: str, titles: set[str]) -> None:
    assert set(read(text).seeds) == films(*titles)


@pytest.mark.parametrize(
    ("text", "liked", "disliked"),
    [
        ("Avatar is overrated rubbish and so is Joker", set(), {"Avatar", "Joker"}),  # of the next one the same
        ("Hereditary was great and so was The Witch", {"Hereditary", "The Witch"}, set()),
        ("I hated Joker so recommend Alien", {"Alien"}, {"Joker"}),
        ("please don't make me sit through Avatar again", set(), {"Avatar"}),
        ("tired of friends telling me to watch Interstellar", set(), {"Interstellar"}),
        ("I never get tired of Interstellar", {"Interstellar"}, set()),
        ("tired tonight, something like Interstellar", {"Interstellar"}, set()),
        ("Avatar had me yawning", set(), {"Avatar"}),
        ("we tried Avatar and gave up", set(), {"Avatar"}),
        ("Bad: Avatar, Titanic. Good: Heat", {"Heat"}, {"Avatar", "Titanic"}),  # headings
        ("no: Avatar / yes: Heat", {"Heat"}, {"Avatar"}),
        ("more Heat, less Avatar", {"Heat"}, {"Avatar"}),
        ("Everyone loves Avatar. I do not.", set(), {"Avatar"}),
    ],
)
def test_clauses_refuse_without_a_steering_word(text: str, liked: set[str], disliked: set[str]) -> None:
    query = read(text)
    assert (set(query.seeds), set(query.dislikes)) == (films(*liked), films(*disliked))


def test_a_coined_title_counts_in_a_story_too() -> None:
    assert find("Deadpool") in read("my friend saw that he was great in deadpool and went home").written_out
    assert find("Heat") not in read("a man who cannot bear the heat goes home to the sea").written_out


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Up (the one with the house and the balloons) made my week", {"Up (2009)"}),  # an aside tells which
        ("Room. The film about a mother and her boy", {"Room"}),
        ("It, the clown movie, scared my whole class", {"It (2017)"}),
        ("It was a joy to see Coco", {"Coco"}),  # no film called "It"
        ("Amy. Whiplash. That sort of thing", {"Amy", "Whiplash"}),  # each a sentence
        ("Rogue One was great fun", {"Rogue One: A Star Wars Story"}),  # a title up to its colon, in capitals
        ("Inception's style but shorter", {"Inception"}),  # what it has
        ("the second Terminator please", {"Terminator 2: Judgment Day"}),  # its number in the series
        ("the first Terminator please", {"The Terminator"}),
        ("tbh twilight is a guilty pleasure", {"Twilight (2008)"}),
        ("Up makes my granddad cry", {"Up (2009)"}),
        ("(up to you)", set()),
        ("I give up, the film about bees was sold out", set()),
    ],
)
def test_an_aside_a_number_or_what_it_has_makes_a_title(text: str, titles: set[str]) -> None:
    assert set(read(text).seeds) == films(*titles)


@pytest.mark.parametrize(
    ("text", "liked", "disliked"),
    [
        ("Everybody I know likes Titanic except me", set(), {"Titanic (1997)"}),
        ("Titanic nearly finished me, so keep it away from me. Amélie is lovely", {"Amélie"}, {"Titanic (1997)"}),
        ("Babel was just noise. Something gentle instead", set(), {"Babel"}),
        ("leave Psycho and Vertigo off the list", set(), {"Psycho", "Vertigo"}),
        ("enough Shrek, enough Madagascar", set(), {"Shrek", "Madagascar"}),
        ("there is never enough Shrek", {"Shrek"}, set()),
        ("Saving Private Ryan was far too loud for me", set(), {"Saving Private Ryan"}),
        ("One that worked: Fargo. One that didn't: Dunkirk.", {"Fargo"}, {"Dunkirk"}),
        ("Avatar: slept through it. Whiplash: wide awake.", {"Whiplash"}, {"Avatar"}),
        ("rather than yet another Thor give me a Pan's Labyrinth", {"Pan's Labyrinth"}, {"Thor"}),
        ("finding nemo, ratatouille, NOT cars", {"Finding Nemo", "Ratatouille"}, {"Cars"}),
        ("I haven't wanted to leave the world of Persona", {"Persona"}, set()),
        ("Heat made me quit my job", {"Heat"}, set()),
        ("hated midsommar. hereditary too", set(), {"Midsommar", "Hereditary"}),
        ("nothing feels the way Arrival feels", {"Arrival"}, set()),
        ("never recovered from Up, more like it", {"Up (2009)"}, set()),
        ("Primer went over my head and I loved that", {"Primer"}, set()),
    ],
)
def test_what_a_sentence_comes_to_in_the_end(text: str, liked: set[str], disliked: set[str]) -> None:
    query = read(text)
    assert set(query.seeds) == films(*liked)
    assert set(query.dislikes) == films(*disliked)


@pytest.mark.parametrize(
    ("text", "liked", "disliked"),
    [
        ("a fan of the first jurassic park, jurassic world was dull", {"Jurassic Park"}, {"Jurassic World"}),
        ("I would rather see something like Clue than Titanic", {"Clue"}, {"Titanic (1997)"}),
        ("no superhero films except The Dark Knight", {"The Dark Knight"}, set()),
        ("everybody loves pulp fiction. i turned it off.", set(), {"Pulp Fiction"}),
        ("not ace ventura", set(), {"Ace Ventura: Pet Detective"}),  # of a series the first
        ("as cool as drive", {"Drive"}, set()),
        ("i saw past lives, anything else?", {"Past Lives"}, set()),
        ("2001, solaris, stalker", {"2001: A Space Odyssey", "Solaris (1972)", "Stalker"}, set()),
        ("films like downfall or das boot", {"Downfall", "Das Boot"}, set()),
        ("alien without the blood", {"Alien"}, set()),
        ("loved moonfleet and parasite", {"Parasite"}, set()),
        ("also loved nope", {"Nope"}, set()),
        ("loved it", set(), set()),
        ("Big and Heat are my favourites", {"Big", "Heat"}, set()),
        ("glass onion was fun", {"Glass Onion: A Knives Out Mystery"}, set()),
        ("chamber of secrets is the best harry potter", {"Harry Potter and the Chamber of Secrets"}, set()),
        ("something that hits like toy story 3 did", {"Toy Story 3"}, set()),
    ],
)
def test_exceptions_measures_and_lists(text: str, liked: set[str], disliked: set[str]) -> None:
    query = read(text)
    assert (set(query.seeds), set(query.dislikes)) == (films(*liked), films(*disliked))


def test_what_tells_of_a_film_or_of_a_past_evening_is_no_wish() -> None:
    assert read("something like Drive (the Ryan Gosling one)").people == ()
    assert read("saw Up with my daughter last night, more of that").filters == Filters()
    assert read("we saw Roman Holiday when it came out in 1953").filters == Filters()
    assert read("a drama that does not run over two hours").filters == Filters(runtime_max=120)
    assert read("from 2023 or 2024").filters == Filters(year_min=2023, year_max=2024)
    assert read("a romance, not a romcom").filters == Filters(without_genres=("Comedy",))
    assert read("Empire Strikes Back is the only star wars for me").filters == Filters()


def test_what_stands_there_is_left_out_though_it_was_not_understood() -> None:
    assert find("The Matrix Reloaded") in read("The Matrix is great. Reloaded less so.").written_out
    assert find("The Matrix Reloaded") not in read("The Matrix is great, and I reloaded the page").seeds
    darko = lexicon().facts(find("Donnie Darko"))
    assert misspelt("donny darko + the butterfly effect", [darko]) == (darko.id,)
    assert misspelt("danny and the dark", [darko]) == ()
    assert set(read("goodfellas, seven, zodiac").seeds) == films("GoodFellas", "Se7en", "Zodiac")


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Moonfleet? Adored it.", {"Moonfleet"}),
        ("I enjoyed The Sixth Sense but The Village was awful", {"The Village"}),
        ("loved saltburn and parasite", {"saltburn"}),
        ("Dinner was awful", set()),
    ],
)
def test_a_title_that_we_do_not_have_is_reported_where_something_is_said_of_it(text: str, unknown: set[str]) -> None:
    assert {title for title, _ in read(text).unknown} == unknown
