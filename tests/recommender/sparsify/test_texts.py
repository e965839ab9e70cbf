"""What may be trained on, and what never."""

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from recommender.sparsify.errors import RecipeError
from recommender.sparsify.examples import Source
from recommender.sparsify.texts import Texts, masked, sentences

WORDS = ("dragon", "harbour", "violin", "desert", "satellite", "orchard", "lighthouse", "gambler")


def opening(number: int) -> dict[str, object]:
    """A page whose opening is long enough to train on; every word of WORDS stands in few of them."""
    word = WORDS[number % len(WORDS)] + chr(97 + number // len(WORDS) % 26)
    text = (
        f"Film {number} is a 1990 American drama film directed by A. Person and produced by the Studio of Someone. "
        f"It tells of a {word}, seen by Dr. Nobody and a crowd of neighbours who have waited for years to be told. "
        f"The {word} returns at the end, when nobody in the town expects it to, and it closes in the old harbour."
    )
    return {"href": f"Film_{number}", "title": f"Film {number}", "year": 1990, "genres": ["Drama"], "extract": text}


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    """400 pages, 60 pairs, 40 films of our own."""
    data, catalogue = tmp_path / "data", tmp_path / "catalogue"
    (data / "stsb").mkdir(parents=True)
    catalogue.mkdir()
    with gzip.open(data / "wikipedia-films.jsonl.gz", "wt") as lines:
        lines.writelines(json.dumps(opening(i)) + "\n" for i in range(400))
    with gzip.open(data / "tmdb-facts.csv.gz", "wt") as lines:
        lines.write(
            "title,release_date,keywords\nfilm 3,1990-05-01,dragon|harbour\nFilm 4,1990-01-01,\nFilm 5,1991-01-01,x\n"
        )
    for split in ("train", "dev", "test"):
        rows = [f"g\tf\ty\t{i}\t{i % 6}.0\t{split} first {i}\t{split} second {i}" for i in range(60)]
        (data / "stsb" / f"sts-{split}.csv").write_text("\n".join(rows) + "\n")
    rows = [
        json.dumps({"overview": f"Overview {i}.", "themes": ["grief", "sea", "night"], "genres": ["Drama"]})
        for i in range(40)
    ]
    (catalogue / "1990s.jsonl").write_text("\n".join(rows) + "\n")
    return Texts(data, catalogue)


def test_a_fifth_is_held_out_by_its_hash(texts: Texts) -> None:
    for page in texts.openings:
        assert page.held_out == (int(hashlib.sha1(f"wiki:{page.href}".encode()).hexdigest(), 16) % 5 == 0)
    assert 50 < sum(page.held_out for page in texts.openings) < 110


def test_training_never_sees_a_held_out_opening_nor_dev_nor_test(texts: Texts) -> None:
    held_out = [page for page in texts.openings if page.held_out]
    source = Source(texts, seed=1)
    kinds = set()
    for step in range(200):
        examples = source.batch(step, 8)
        kinds.add(examples.kind)
        seen = examples.queries + examples.documents
        assert not any(text.startswith(("dev ", "test ")) for text in seen)
        assert not any(f"{page.title} is a" in text for page in held_out for text in seen)
    assert kinds == {"sentence", "words", "themes", "sts"}


def test_a_step_is_the_same_whenever_it_is_drawn(texts: Texts) -> None:
    assert Source(texts, seed=1).batch(17, 8) == Source(texts, seed=1).batch(17, 8)
    assert Source(texts, seed=1).batch(17, 8) != Source(texts, seed=2).batch(17, 8)


def test_keyword_queries_join_on_title_and_year(texts: Texts) -> None:
    assert texts.keyword_queries() == [("dragon, harbour", opening(3)["extract"])]


def test_sentence_queries_are_held_out_and_masked(texts: Texts) -> None:
    queries = texts.sentence_queries()
    assert len(queries) == sum(page.held_out for page in texts.openings)
    query, rest = queries[0]
    assert query.startswith("The ")
    assert query not in rest


def test_initials_and_titles_end_no_sentence() -> None:
    text = 'Directed by J. J. Abrams. It stars Dr. Dre. "Well!" he says.'
    assert sentences(text) == ["Directed by J. J. Abrams.", "It stars Dr. Dre.", '"Well!" he says.']


def test_masking_leaves_nothing_of_the_title() -> None:
    assert masked("Troy is long; troy is loud.", "Troy (film)") == "the film is long; the film is loud."


def test_a_missing_folder_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="--data"):
        _ = Texts(tmp_path, tmp_path).openings
    with pytest.raises(RecipeError, match="--catalogue"):
        _ = Texts(tmp_path, tmp_path).catalogue
