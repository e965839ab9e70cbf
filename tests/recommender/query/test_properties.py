"""What holds for every sentence."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.query import parse, refine
from recommender.query.interpret import MAX_FILMS
from recommender.shapes import MAX_TEXT, Filters, Request
from tests.recommender.query.catalogue import films, lexicon

SLOW = settings(deadline=None, max_examples=150)
KNOWN = tuple(
    film
    for film in films()
    if film.well_known and len(film.title.split()) >= 2 and film.title.replace(" ", "").isalpha()
    and len(lexicon().exact("".join(film.title.lower().split()))) <= 1
)  # fmt: skip
PEOPLE = ("Brad Pitt", "Meryl Streep", "Ridley Scott", "Christopher Nolan", "Tom Hanks", "Sofia Coppola")
GENRES = {"comedy": "Comedy", "horror": "Horror", "western": "Western", "sci-fi": "Science Fiction", "drama": "Drama"}
NASTY = st.text(max_size=MAX_TEXT) | st.lists(
    st.sampled_from(
        ["like", "not", "no", "only", "the", "than", "\u202e", "<b>", "'; --", "Heat", "1999", "90s", ",", "\n",
         "(", "”", "under", "two hours", "but", "🍕", "É", "a", "and", "Alien", "brad", "pitt", "french", "more"]
    ),
    max_size=60,
).map(" ".join)  # fmt: skip


@SLOW
@given(NASTY)
def test_no_text_raises(text: str) -> None:
    query = parse(text, lexicon())
    assert len(query.seeds) <= MAX_FILMS >= len(query.dislikes)
    assert not set(query.seeds) & set(query.dislikes)
    for low, high in (("year_min", "year_max"), ("runtime_min", "runtime_max")):
        least, most = getattr(query.filters, low), getattr(query.filters, high)
        assert least is None or most is None or least <= most


@SLOW
@given(NASTY, NASTY)
def test_no_refinement_raises_and_what_comes_back_is_whole(before: str, after: str) -> None:
    refined = refine(Request(text=before), after, lexicon(), [film.id for film in films()[:10]])
    assert refined.request.text == ""
    assert not set(refined.request.seeds) & set(refined.request.dislikes)


OPENINGS = ("I love ", "movies like ", "similar to ", "", "I really enjoyed ", "films such as ")


def test_every_well_known_title_is_found_behind_every_opening() -> None:
    missed = []
    for film in KNOWN:
        for opening in OPENINGS:
            for title in (film.title, film.title.lower()):
                text = f"{opening}{title}. A comedy with Brad Pitt, after 1930. No musicals."
                if parse(text, lexicon()).seeds != (film.id,):
                    missed.append(text)
    assert len(KNOWN) > 100
    assert not missed, "\n".join(missed)


@SLOW
@given(
    liked=st.lists(st.sampled_from(KNOWN), min_size=1, max_size=3, unique_by=lambda film: film.title),
    opening=st.sampled_from(OPENINGS),
    lower=st.booleans(),
    genre=st.sampled_from(sorted(GENRES)),
    refused=st.sampled_from(["Musical", "War", "Animation"]),
    first=st.integers(1930, 2015),
    minutes=st.integers(80, 200),
    person=st.sampled_from(PEOPLE),
)  # fmt: skip
def test_a_sentence_of_known_parts_has_these_parts(
    liked: list, opening: str, lower: bool, genre: str, refused: str, first: int, minutes: int, person: str
) -> None:
    titles = [film.title for film in liked]
    named = titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"
    named = named.lower() if lower else named
    text = f"{opening}{named}. A {genre} with {person}, after {first}, under {minutes} minutes."
    text += f" No {refused.lower()} films."
    query = parse(text, lexicon())
    assert set(query.seeds) == {film.id for film in liked}, text
    assert query.genres == (GENRES[genre],)
    assert query.people == (person,)
    assert query.filters == Filters(year_min=first + 1, runtime_max=minutes, without_genres=(refused,))
