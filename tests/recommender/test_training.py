"""What the site learns from ratings, whose it takes and whose it leaves, and when it is time to learn again."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from moviemind.catalog.models import Film
from moviemind.profiles.models import Member, Rating, ReferenceRating, ReferenceSet
from moviemind.profiles.services import rate, settle
from recommender import service, training
from recommender.holder import holder
from recommender.models import IndexVersion
from recommender.tasks import learn_when_due
from tests.recommender.test_rebuild import build

pytestmark = pytest.mark.django_db
PAIRS = (("Troy", "Alien"), ("Gladiator", "Toy Story"))  # films that nothing in their texts brings together


def reference(people: int = 60, *, seed: int = 1) -> None:
    """People who liked the films of a pair together, and a few others at random."""
    draw = random.Random(seed)
    films = list(Film.objects.order_by("pk").values_list("pk", flat=True)[:60])
    pairs = [tuple(Film.objects.get(title=title).pk for title in pair) for pair in PAIRS]
    owner = ReferenceSet.objects.create(name="test", load=1)
    rows = []
    for key in range(people):
        said = {film: draw.randint(1, 7) for film in draw.sample(films, 6)}
        said |= dict.fromkeys((*draw.sample(films, 4), *pairs[key % 2]), 10)
        rows += [
            ReferenceRating(set=owner, member_key=key, film_id=film, half_stars=half, rated_at=0, load=1)
            for film, half in said.items()
        ]
    ReferenceRating.objects.bulk_create(rows)
    ReferenceSet.objects.update(ratings=len(rows), members=people)


def test_without_ratings_the_site_goes_on_texts_alone(index_dir: Path) -> None:
    build()
    assert holder.engine().library.collaboration is None
    assert IndexVersion.objects.first().ratings == 0  # type: ignore[union-attr]


def test_a_rebuild_learns_which_films_go_together(index_dir: Path) -> None:
    reference()
    build()
    holder.forget()
    library = holder.engine().library
    assert library.collaboration is not None
    for first, second in PAIRS:
        one, two = (library.row_of[Film.objects.get(title=title).pk] for title in (first, second))
        assert library.collaboration.neighbours(one, 1)[0].tolist() == [two]
    assert IndexVersion.objects.first().ratings == ReferenceRating.objects.count()  # type: ignore[union-attr]


def test_who_opts_out_teaches_nothing(index_dir: Path) -> None:
    ann, bob = Member.objects.create_user("ann"), Member.objects.create_user("bob")
    films = list(Film.objects.order_by("pk")[:4])
    for film in films:
        rate(ann, film, 5)
        rate(bob, film, 4)
    assert len(training.read_ratings()) == 8
    settle(ann, collaborates=False)
    rows = training.read_ratings()
    assert set(rows["member"].tolist()) == {bob.pk}
    assert set(rows["half_stars"].tolist()) == {8}


def test_members_and_reference_members_never_share_a_number() -> None:
    bob, film = Member.objects.create_user("bob"), Film.objects.order_by("pk")[0]
    rate(bob, film, 4)
    for name in ("one", "two"):
        owner = ReferenceSet.objects.create(name=name)
        for key in (0, bob.pk):
            ReferenceRating.objects.create(set=owner, member_key=key, film_id=film.pk, half_stars=2, rated_at=0, load=0)
    assert len(np.unique(training.read_ratings()["member"])) == 5


def test_the_panels_held_out_ratings_are_not_learnt_from_and_are_the_same_every_time(
    index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference(people=200)
    given: list[int] = []
    real = training.train

    def watched(
        ids: training.Rows, ratings: training.Ratings, vectors: training.Floats, **how: Any
    ) -> training.Collaboration:
        given.append(len(ratings))
        return real(ids, ratings, vectors, **how)

    monkeypatch.setattr(training, "train", watched)
    library = holder.engine().library
    vectors = library.vectors(np.arange(len(library.films)))
    one, two = (training.learn(library.films, vectors) for _ in range(2))
    assert one.cases == two.cases
    assert one.cases
    apart = one.ratings - given[0]
    assert 0 < apart < 0.06 * one.ratings
    for case in one.cases:
        assert not set(case.liked) & set(case.told)


def test_many_new_ratings_ask_for_a_rebuild_and_few_do_not(index_dir: Path) -> None:
    build()
    assert learn_when_due() is False
    bob = Member.objects.create_user("bob")
    films = list(Film.objects.all()[: training.NEW_LEAST])
    Rating.objects.bulk_create(Rating(member=bob, film=film, half_stars=8) for film in films[:-1])
    assert learn_when_due() is False
    rate(bob, films[-1], 3)
    assert learn_when_due() is True
    version = build()
    assert IndexVersion.objects.get(version=version).ratings == training.NEW_LEAST
    assert learn_when_due() is False
    Rating.objects.all().delete()
    assert learn_when_due() is True, "ratings that went are news as well"


def test_taking_reference_members_out_is_news(index_dir: Path) -> None:
    reference(people=60)
    build()
    assert learn_when_due() is False
    ReferenceRating.objects.all().delete()
    ReferenceSet.objects.all().delete()
    assert learn_when_due() is True


def test_the_list_of_a_member_follows_what_others_liked(index_dir: Path) -> None:
    ann = Member.objects.create_user("ann")
    rate(ann, Film.objects.get(title="Troy"), 5)
    alien = Film.objects.get(title="Alien").pk

    def place() -> int:
        found = [pick.film.id for pick in service.for_member(ann, limit=50).answer.picks]
        return found.index(alien) if alien in found else len(found)

    before = place()
    reference(people=200)
    build()
    holder.forget()
    assert place() < before
