"""What is measured is what is served: for the same ratings, service and evaluation give one list."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from django.utils import timezone

from moviemind.catalog.models import Film
from moviemind.profiles.models import Member, Rating
from recommender import service
from recommender.collaboration import Ratings, train
from recommender.engine import Engine
from recommender.evaluation.served import ACCURATE, DEFAULT, Case, engine_of, served_lists
from recommender.holder import holder
from recommender.shapes import Controls

pytestmark = pytest.mark.django_db


def told(member: Member) -> Case:
    rows = list(Rating.objects.filter(member=member).values_list("film_id", "half_stars", "updated_at"))
    films, half_stars, at = zip(*rows, strict=True)
    return Case(
        known=Ratings(
            members=np.full(len(rows), member.pk, dtype=np.int64),
            films=np.array(films, dtype=np.int64),
            half_stars=np.array(half_stars, dtype=np.int8),
        ),
        at=np.array([int(moment.timestamp()) for moment in at], dtype=np.int64),
        wanted=np.empty(0, dtype=np.int64),
    )


def made_up(films: list[int]) -> Ratings:
    """Ratings by people who each like a run of the catalogue, which is sorted by time."""
    rows = [(member, films[(member * 37 + step) % len(films)], 4 + (member * step) % 7)
            for member in range(40) for step in range(60)]  # fmt: skip
    members, rated, half_stars = zip(*rows, strict=True)
    return Ratings(
        members=np.array(members, dtype=np.int64),
        films=np.array(rated, dtype=np.int64),
        half_stars=np.array(half_stars, dtype=np.int8),
    )


@pytest.mark.parametrize("controls", [ACCURATE, DEFAULT], ids=["accurate", "default"])
def test_service_and_evaluation_give_one_list(controls: Controls, monkeypatch: pytest.MonkeyPatch) -> None:
    real = holder.engine()
    films = sorted(real.library.row_of)
    model = train(real.library.ids, made_up(films), real.library.vectors(np.arange(len(real.library.ids))),
                  films=real.library.films)  # fmt: skip
    library = real.library.with_collaboration(model)
    monkeypatch.setattr(holder, "engine", lambda: Engine(library, real.lexicon, lambda texts: None))
    member = Member.objects.create_user("rater", password="a long enough one")
    now = timezone.now().replace(microsecond=0)
    for place, film in enumerate(Film.objects.filter(pk__in=films).order_by("pk")[::19]):
        rating = Rating.objects.create(member=member, film=film, half_stars=1 + place % 10)
        Rating.objects.filter(pk=rating.pk).update(updated_at=now - timedelta(days=20 * place))
    served = [pick.film.id for pick in service.for_member(member, limit=20, controls=controls).answer.picks]
    assert len(served) == 20
    assert served_lists(engine_of(library), [told(member)], controls, 20)[0].tolist() == served
