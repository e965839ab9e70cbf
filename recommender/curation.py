"""What a curators' rule would do, tried before it is saved."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from moviemind.profiles.models import Member
from recommender.engine import Engine
from recommender.holder import holder
from recommender.profiles import profile_of
from recommender.ranking import Rule
from recommender.ranking.rules import rows_of
from recommender.shapes import FilmFacts, Taste

SHOWN = 12  # films of a list, and of those that a rule is about
MEMBERS = 20  # whose lists are tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a rule would do.

    Attributes:
        films: how many films it is about; `examples` are the best known of them.
        before: what a newcomer's list shows without it; `after` what it would show.
        members: how many members' lists were tried, of those who told most.
        changed: in how many of these a film would come, go or move.
        coming: films that would come into some member's list, `going` those that would leave one.
    """

    films: int
    examples: tuple[FilmFacts, ...]
    before: tuple[FilmFacts, ...]
    after: tuple[FilmFacts, ...]
    members: int
    changed: int
    coming: tuple[FilmFacts, ...]
    going: tuple[FilmFacts, ...]


def effect_of(rule: Rule, today: date) -> Effect:
    """Try a rule, in place of the saved one of its id, on a newcomer's list and on some members' lists.

    Its dates are looked past: a rule for next week can be tried today.

    Raises:
        IndexUnavailable: there is no index to try it on.
    """
    engine = holder.engine()
    library = engine.library
    others = [other for other in engine.rules if other.id != rule.id]
    without = engine.with_rules(others)
    under = engine.with_rules([*others, replace(rule, starts=None, ends=None)])
    rows = rows_of(library, rule)
    best_known = rows[(-library.popularity[rows]).argsort(kind="stable")][:SHOWN]
    members = list(Member.objects.filter(taste_version__gt=0).order_by("-taste_version", "pk")[:MEMBERS])
    changed = 0
    coming, going = Counter[int](), Counter[int]()
    for member in members:
        before, after = _list_of(without, member, today), _list_of(under, member, today)
        changed += before != after
        coming.update(set(after) - set(before))
        going.update(set(before) - set(after))
    return Effect(
        films=len(rows),
        examples=tuple(library.films[row] for row in best_known.tolist()),
        before=_newcomers(without, today),
        after=_newcomers(under, today),
        members=len(members),
        changed=changed,
        coming=_most(engine, coming),
        going=_most(engine, going),
    )


def _list_of(engine: Engine, member: Member, today: date) -> list[int]:
    profile = profile_of(member, engine)
    picks = engine.for_taste(profile.taste, limit=SHOWN, today=today, profile=profile).picks
    return [pick.film.id for pick in picks]


def _newcomers(engine: Engine, today: date) -> tuple[FilmFacts, ...]:
    return tuple(pick.film for pick in engine.for_taste(Taste(), limit=SHOWN, today=today).picks)


def _most(engine: Engine, counted: Counter[int]) -> tuple[FilmFacts, ...]:
    """The films of most lists, in the same order for the same counts."""
    ordered = sorted(counted, key=lambda film_id: (-counted[film_id], film_id))[:SHOWN]
    return tuple(film for film in map(engine.library.film, ordered) if film is not None)
