"""A directory as MovieLens publishes it, of made-up people: some love one kind of film, some another."""

from __future__ import annotations

import csv
import json
from pathlib import Path

KINDS = {
    "War": ["Trenches", "Front Line", "Last Battle", "Long March", "Cold Dawn", "Iron Sky", "Old Guard", "Red Beach"],
    "Sci-Fi": ["Far Orbit", "Star Dust", "Robot City", "Void", "Second Moon", "Light Years", "Cryo", "Signal"],
    "Romance": ["Two Hearts", "Spring", "Letters", "Paris Again", "The Kiss", "June", "Vows", "Slow Dance"],
}
FILMS = [(kind, title) for kind, titles in KINDS.items() for title in titles]


def write(directory: Path, members: int = 60) -> Path:
    """Write ratings.csv, movies.csv and texts.jsonl; the same always."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "movies.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["movieId", "title", "genres"])
        for film, (kind, title) in enumerate(FILMS, start=1):
            rows.writerow([film, f"{title} ({1980 + film})", kind])
    with (directory / "ratings.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["userId", "movieId", "rating", "timestamp"])
        for member in range(1, members + 1):
            loved = list(KINDS)[member % 3]
            for film, (kind, _) in enumerate(FILMS, start=1):
                if (member * 7 + film * 5) % 4 == 0:
                    continue
                rating = 4.0 + (member + film) % 3 / 2 if kind == loved else 1.0 + (member * film) % 5 / 2
                rows.writerow([member, film, rating, 1_000_000 + member * 1000 + film])
    with (directory / "texts.jsonl").open("w") as file:
        for film, (kind, title) in enumerate(FILMS, start=1):
            file.write(json.dumps({"movieId": film, "text": f"{title}. {kind}. A film about {kind.lower()}."}) + "\n")
    return directory
