"""Makes the site that is measured: a catalogue, members with ratings and tokens, an index by the shipped encoder.

    python -m benchmarks.serving_site.world shipped|wikipedia [PATH]

Run by benchmarks/serving.py with VAR_DIR set; writes world.json there, which says who may ask for what.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MEMBERS, KEEN, KEEN_RATINGS = 200, 20, 1000  # members; members who rated very much, where there is as much to rate
OPENINGS = ("{}", "a film where {}", "something about {}", "I want a story of {}", "films like this: {}")
SHORT = ("something {} about {}", "a {} film about {}", "{} and {}", "I want a {} story of {}", "{} films with {}")


def main() -> None:
    """Make the world, or nothing where it has been made."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    made = settings.VAR_DIR / "world.json"
    if made.exists():
        return
    call_command("migrate", verbosity=0)
    call_command("import_films", "jsonl", str(ROOT / "fixtures" / "catalogue"), verbosity=0)
    for path in sys.argv[1:]:
        call_command("import_films", "wikipedia", path, verbosity=0)
    members = make_members()
    build_index()
    made.write_text(json.dumps(members))


def make_members() -> dict[str, list]:
    """Members with 5 to 80 ratings, and some with 1,000; returns both kinds' tokens and the ids of the films.

    Each liked one film at least: who liked nothing has no rows on the home page.
    """
    from rest_framework.authtoken.models import Token

    from moviemind.catalog.models import Film
    from moviemind.profiles.models import Member, Rating

    films = list(Film.objects.recommendable().order_by("pk").values_list("pk", flat=True))
    draw = random.Random(7)
    counts = [draw.choice((5, 10, 20, 40, 80)) for _ in range(MEMBERS)]
    counts += [KEEN_RATINGS] * (KEEN if len(films) > 2 * KEEN_RATINGS else 0)
    members = Member.objects.bulk_create(
        [Member(username=f"bench{number}", taste_version=1) for number in range(len(counts))]
    )
    Rating.objects.bulk_create(
        [
            Rating(member=member, film_id=film, half_stars=draw.randint(1 if place else 8, 10))
            for member, count in zip(members, counts, strict=True)
            for place, film in enumerate(draw.sample(films, count))
        ],
        batch_size=1000,
    )
    made = Token.objects.bulk_create([Token(user=member, key=Token.generate_key()) for member in members])
    tokens = [token.key for token in made]
    return {"members": tokens[:MEMBERS], "keen": tokens[MEMBERS:], "films": films}


def build_index() -> None:
    """Embed every film and publish the snapshot, as the worker does."""
    from recommender.encoding import get_encoder
    from recommender.rebuild import request_rebuild, work_on_rebuild

    asked = request_rebuild("benchmark")
    while (request := work_on_rebuild(get_encoder())) and request.status in ("waiting", "working"):
        print(f"  {done_of_all()} films embedded", file=sys.stderr, flush=True)
    asked.refresh_from_db()
    if asked.status != "done":
        raise SystemExit(f"the index could not be built: {asked.error}")


def done_of_all() -> str:
    """How far the embedding is."""
    from moviemind.catalog.models import Film
    from recommender.models import FilmVector

    return f"{FilmVector.objects.count()} of {Film.objects.count()}"


def asks(count: int) -> list[str]:
    """Different sentences: half pieces of our own overviews, which must be embedded, half words of the vocabulary.

    Raises:
        ValueError: there are not so many.
    """
    draw = random.Random(11)
    lines = (line for path in sorted(ROOT.glob("fixtures/catalogue/*.jsonl")) for line in path.open(encoding="utf-8"))
    overviews = [json.loads(line)["overview"] for line in lines if line.strip()]
    sentences = [s for text in overviews for s in re.split(r"(?<=[.!?])\s+", text) if len(s.split()) >= 8]
    pieces = [" ".join(sentence.rstrip(".!?").split()[:14]) for sentence in sorted(set(sentences))]
    long = [draw.choice(OPENINGS).format(piece) for piece in draw.sample(pieces, count - count // 2)]
    themes = tomllib.loads((ROOT / "fixtures" / "vocabulary.toml").read_text(encoding="utf-8"))["themes"]
    pairs = [(mood, thing) for mood in themes["mood"] for thing in themes["subject"] + themes["story"]]
    short = [draw.choice(SHORT).format(*pair) for pair in draw.sample(pairs, count // 2)]
    mixed = long + short
    draw.shuffle(mixed)
    return mixed


if __name__ == "__main__":
    main()
