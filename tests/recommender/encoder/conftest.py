"""One encoder a runtime for all tests: DeepSparse compiles for seconds."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from recommender.encoder import Encoder, load_encoder

CATALOGUE = Path(__file__).parents[3] / "fixtures/catalogue"


@pytest.fixture(scope="session")
def onnx_encoder() -> Encoder:
    return load_encoder("onnxruntime")


def on_deepsparse(streams: int) -> Encoder:
    if find_spec("deepsparse") is None:
        pytest.skip("DeepSparse cannot be installed here (it wants Python 3.11 or older, Linux, x86-64)")
    encoder = load_encoder("deepsparse", streams=streams)
    assert encoder.runtime == "deepsparse", encoder.problems
    return encoder


@pytest.fixture(scope="session")
def deepsparse_encoder() -> Encoder:
    """As the worker has it."""
    return on_deepsparse(streams=2)


@pytest.fixture(scope="session")
def serving_encoder() -> Encoder:
    """As a web process has it, which shares two cores with another."""
    return on_deepsparse(streams=1)


@pytest.fixture(scope="session")
def film_texts() -> list[str]:
    """200 texts as the engine meets them: overviews, and lists of themes."""
    films = [json.loads(line) for path in sorted(CATALOGUE.rglob("*.jsonl")) for line in path.read_text().splitlines()]
    chosen = films[:: len(films) // 100][:100]
    return [film["overview"] for film in chosen] + [", ".join(film["themes"]) for film in chosen]
