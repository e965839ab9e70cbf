"""What was understood of a question, as chips: each can be taken away, and switched or changed where that makes sense.

Every change is an address: a link, which works without scripts, and which the back button undoes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from moviemind.web.places import country_name, language_name
from moviemind.web.standing import Standing, spelt_out
from recommender.shapes import Answer, FilmFacts, Filters, Request

MOST_OTHERS = 6  # other films of one title that a chip offers


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change that a click makes: what it is called, for those who cannot see where it stands, and where it leads."""

    text: str
    address: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One thing understood. `detail` tells films of one title apart, `others` are those that may be meant instead."""

    text: str
    remove: str
    detail: str = ""
    switch: Change | None = None
    others: tuple[Change, ...] = ()
    film: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Chips of one kind under their name. `firm`: they bind, where the others weigh."""

    name: str
    chips: tuple[Chip, ...]
    firm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A title that we do not know: our nearest, if one is near, and the way to stop hearing of it."""

    title: str
    take: Change | None
    remove: str


def groups_of(standing: Standing, answer: Answer) -> tuple[Group, ...]:
    """Everything that was understood, kind by kind; kinds without anything are left out."""
    now = spelt_out(standing, answer)
    wishes = (*_wished_genres(now), *_wishes(now, "themes"), *_wishes(now, "people"), *_leanings(now))
    groups = (
        Group(name="You like", chips=tuple(_films(now, answer, answer.seeds, liked=True))),
        Group(name="You dislike", chips=tuple(_films(now, answer, answer.dislikes, liked=False))),
        Group(name="You wish for", chips=wishes),
        Group(name="In the spirit of", chips=tuple(_spirit(now, answer.query.text))),
        Group(name="You insist on", chips=tuple(_conditions(now)), firm=True),
        Group(
            name="Leave out",
            chips=(*_refused_genres(now), *_refused(now, "themes"), *_refused(now, "people"), *_shown(now)),
            firm=True,
        ),
    )
    return tuple(group for group in groups if group.chips)


def offers_of(standing: Standing, answer: Answer) -> tuple[Offer, ...]:
    """The titles that we do not know."""
    now = spelt_out(standing, answer)
    found = []
    for title, _ in answer.query.unknown:
        less = now.without("unknown", title)
        near = answer.did_you_mean.get(title)
        take = None
        if near is not None:
            take = Change(text=f"{near.title} ({near.year})", address=less.adding("seeds", near.id).address)
        found.append(Offer(title=title, take=take, remove=less.address))
    return tuple(found)


def ways_out(standing: Standing, answer: Answer) -> tuple[Change, ...]:
    """Where conditions leave no film: which to take away, and how many films that brings back."""
    now = spelt_out(standing, answer)
    unset = Filters()
    found = []
    for relaxation in answer.relax:
        names = relaxation.filters
        only = replace(unset, **{name: getattr(now.request.filters, name) for name in names})
        alone = Standing(request=Request(filters=only))
        said = [*(chip.text for chip in _conditions(alone)), *(f"no {genre}" for genre in only.without_genres)]
        found.append(
            Change(
                text=f"Without “{', '.join(said)}”",
                label=f"there {'is' if relaxation.films == 1 else 'are'} {relaxation.films}.",
                address=now.with_filters(**{name: getattr(unset, name) for name in names}).address,
            )
        )
    return tuple(found)


# -- films


def _films(now: Standing, answer: Answer, films: Iterable[FilmFacts], *, liked: bool) -> Iterator[Chip]:
    here, there = ("seeds", "dislikes") if liked else ("dislikes", "seeds")
    for film in films:
        less = now.without(here, film.id)
        others = sorted(answer.same_title.get(film.id, ()), key=lambda other: (-other.ratings, -other.year))
        yield Chip(
            text=film.title,
            detail=str(film.year),
            film=film.id,
            remove=less.address,
            switch=Change(
                text="Dislike" if liked else "Like",
                address=less.adding(there, film.id).address,
                label=f"{film.title}: I {'dislike' if liked else 'like'} it",
            ),
            others=tuple(
                Change(
                    text=str(other.year),
                    address=_instead(now, here, film.id, other.id).address,
                    label=f"{other.title} of {other.year} instead",
                )
                for other in others[:MOST_OTHERS]
            ),
        )


def _instead(now: Standing, field: str, film: int, other: int) -> Standing:
    films = (other if each == film else each for each in getattr(now.request, field))
    return now.with_changes(**{field: tuple(dict.fromkeys(films))})


# -- wishes: they weigh


def _wished_genres(now: Standing) -> Iterator[Chip]:
    for genre in now.request.genres:
        less = now.without("genres", genre)
        only = less.with_filters(genres=(*now.request.filters.genres, genre))
        yield Chip(
            text=genre,
            remove=less.address,
            switch=Change(text="Only", address=only.address, label=f"Only films of the genre {genre}"),
        )


def _wishes(now: Standing, field: str) -> Iterator[Chip]:
    for name in getattr(now.request, field):
        less = now.without(field, name)
        refused = less.adding(f"avoid_{field}", name)
        yield Chip(
            text=name,
            remove=less.address,
            switch=Change(text="Rather not", address=refused.address, label=f"Without {name}"),
        )


def _spirit(now: Standing, text: str) -> Iterator[Chip]:
    if text:
        yield Chip(text=f"“{text}”", remove=now.with_changes(spirit="").address)


def _leanings(now: Standing) -> Iterator[Chip]:
    controls = now.request.controls
    known, unknown = "films that many know", "films that few know"
    if controls.obscure:
        here, there = (unknown, known) if controls.obscure > 0 else (known, unknown)
        yield Chip(
            text=here,
            remove=now.with_controls(obscure=0.0).address,
            switch=Change(
                text="The other way",
                address=now.with_controls(obscure=-controls.obscure).address,
                label=f"Rather {there}",
            ),
        )
    if controls.era is not None:
        yield Chip(text=f"around the {controls.era}s", remove=now.with_controls(era=None).address)


# -- refusals: they bind


def _refused_genres(now: Standing) -> Iterator[Chip]:
    for genre in now.request.filters.without_genres:
        less = now.without_filter("without_genres", genre)
        wished = less.adding("genres", genre)
        yield Chip(
            text=genre,
            remove=less.address,
            switch=Change(text="Rather with", address=wished.address, label=f"Rather with {genre}"),
        )


def _refused(now: Standing, field: str) -> Iterator[Chip]:
    for name in getattr(now.request, f"avoid_{field}"):
        less = now.without(f"avoid_{field}", name)
        wished = less.adding(field, name)
        yield Chip(
            text=name,
            remove=less.address,
            switch=Change(text="Rather with", address=wished.address, label=f"Rather with {name}"),
        )


def _shown(now: Standing) -> Iterator[Chip]:
    if count := len(now.request.exclude):
        yield Chip(
            text=f"{count} film{'' if count == 1 else 's'} already shown",
            remove=now.with_changes(exclude=frozenset()).address,
        )


# -- conditions: they bind


def _conditions(now: Standing) -> Iterator[Chip]:
    filters = now.request.filters
    for genre in filters.genres:
        less = now.without_filter("genres", genre)
        wished = less.adding("genres", genre)
        yield Chip(
            text=f"only {genre}",
            remove=less.address,
            switch=Change(text="Prefer", address=wished.address, label=f"Prefer {genre}, but others too"),
        )
    for phrase in span(filters.year_min, filters.year_max, "from {}", "until {}", "from {} to {}"):
        yield Chip(text=phrase, remove=now.with_filters(year_min=None, year_max=None).address)
    minutes = ("at least {} minutes", "at most {} minutes", "{} to {} minutes")
    for phrase in span(filters.runtime_min, filters.runtime_max, *minutes):
        yield Chip(text=phrase, remove=now.with_filters(runtime_min=None, runtime_max=None).address)
    if codes := filters.languages:
        yield Chip(text=f"in {_any(map(language_name, codes))}", remove=now.with_filters(languages=()).address)
    if codes := filters.countries:
        yield Chip(text=f"from {_any(map(country_name, codes))}", remove=now.with_filters(countries=()).address)
    for note, most in filters.content_max.items():
        rest = {each: level for each, level in filters.content_max.items() if each != note}
        yield Chip(
            text=f"no {note}" if most == "none" else f"not much {note}",
            remove=now.with_filters(content_max=rest).address,
            switch=_stricter_or_looser(now, note, most),
        )
    if filters.ratings_min:
        yield Chip(
            text=f"rated at least {filters.ratings_min} times", remove=now.with_filters(ratings_min=None).address
        )


def _stricter_or_looser(now: Standing, note: str, most: str) -> Change:
    other = "some" if most == "none" else "none"
    address = now.with_filters(content_max={**now.request.filters.content_max, note: other}).address
    if other == "some":
        return Change(text="A little", address=address, label=f"A little {note} is all right")
    return Change(text="None", address=address, label=f"No {note} at all")


def _any(names: Iterable[str]) -> str:
    """Names with "or" between; of very many the first, and how many more.

    >>> _any(["French"]), _any(["French", "Greek"]), _any(["a", "b", "c", "d", "e", "f"])
    ('French', 'French or Greek', 'a, b, c or 3 others')
    """
    known = list(names)
    if len(known) > 4:
        return f"{', '.join(known[:3])} or {len(known) - 3} others"
    return " or ".join(known)


def span(low: int | None, high: int | None, at_least: str, at_most: str, both: str) -> list[str]:
    """A range as a phrase, or nothing where it has no bounds.

    >>> span(1990, 1999, "from {}", "until {}", "from {} to {}"), span(None, None, "", "", "")
    (['from 1990 to 1999'], [])
    """
    if low is not None and high is not None:
        return [str(low) if low == high else both.format(low, high)]
    if low is not None:
        return [at_least.format(low)]
    return [] if high is None else [at_most.format(high)]
