"""What every runtime owes its caller, and what the two owe each other."""

import threading
import time
from collections.abc import Sequence

import numpy as np
import pytest

from recommender.encoder import Encoder, load_encoder
from recommender.encoder._encoder import SLICE
from recommender.encoder._runtime import Ids, Vectors
from recommender.encoder._texts import Tokens
from recommender.encoder._weights import load_weights

TEXTS = [
    "a heist comedy",
    "",
    "A slow, quiet drama about two brothers who inherit a farm and cannot forgive each other. " * 6,
    "war",
    "Two friends walk through Paris all night and talk about everything but love.",
]
ODDITIES = {
    "NUL bytes": "war\0film",
    "a lone surrogate": "war \ud800 film",
    "100,000 characters": "war film " * 11_112,
    "one word of 100,000 letters": "w" * 100_000,
    "another script": "七人の侍 Семь самураев سبعة ساموراي",
    "emoji": "🎬🍿",
    "white space": " \t\n",
}


class EncoderContract:
    """A runtime's test class brings an `encoder` fixture and inherits the rest."""

    def test_rows_are_unit_float32(self, encoder: Encoder) -> None:
        vectors = encoder.encode(TEXTS)
        assert vectors.dtype == np.float32
        assert vectors.shape == (len(TEXTS), encoder.dim) == (5, 384)
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)

    def test_no_texts_give_no_rows(self, encoder: Encoder) -> None:
        assert encoder.encode([]).shape == (0, 384)

    def test_order_is_kept(self, encoder: Encoder) -> None:
        forth, back = encoder.encode(TEXTS), encoder.encode(TEXTS[::-1])
        assert (forth * back[::-1]).sum(axis=1) == pytest.approx(1, abs=1e-2)

    def test_a_batch_is_its_single_calls(self, encoder: Encoder) -> None:
        singles = np.vstack([encoder.encode([text]) for text in TEXTS])
        assert (encoder.encode(TEXTS) * singles).sum(axis=1) == pytest.approx(
            1, abs=1e-2
        )  # cosine, because INT8 rounds

    def test_more_texts_than_a_slice(self, encoder: Encoder) -> None:
        vectors = encoder.encode(["war", "love"] * 600)
        assert vectors.shape == (1200, 384)
        assert (vectors[:2] * vectors[-2:]).sum(axis=1) == pytest.approx(1, abs=1e-2)

    @pytest.mark.parametrize("text", ODDITIES.values(), ids=ODDITIES.keys())
    def test_any_text_has_a_vector(self, encoder: Encoder, text: str) -> None:
        assert np.linalg.norm(encoder.encode([text])) == pytest.approx(1, abs=1e-5)

    def test_nul_is_a_space(self, encoder: Encoder) -> None:
        assert np.array_equal(encoder.encode(["war\0film"]), encoder.encode(["war film"]))

    @pytest.mark.parametrize("wrong", [None, 7, b"bytes", ["nested"]])
    def test_what_is_no_text_is_named_by_its_position(self, encoder: Encoder, wrong: object) -> None:
        with pytest.raises(ValueError, match="Text 1 is"):
            encoder.encode(["fine", wrong])  # type: ignore[list-item]

    def test_one_text_is_not_a_list_of_letters(self, encoder: Encoder) -> None:
        with pytest.raises(ValueError, match="list of texts"):
            encoder.encode("war")

    def test_eight_threads_get_what_one_gets(self, encoder: Encoder) -> None:
        wanted = encoder.encode(TEXTS)
        worst: list[float] = []

        def ask() -> None:
            for _ in range(5):
                worst.append(float((encoder.encode(TEXTS) * wanted).sum(axis=1).min()))

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        assert len(worst) == 40
        assert min(worst) > 0.99

    def test_meaning_shows(self, encoder: Encoder) -> None:
        query, near, far = encoder.encode(["space travel", "astronauts on a rocket to Mars", "a romance in a bakery"])
        assert query @ near > query @ far + 0.2


class TestOnnxRuntime(EncoderContract):
    @pytest.fixture
    def encoder(self, onnx_encoder: Encoder) -> Encoder:
        return onnx_encoder


class TestDeepSparse(EncoderContract):
    @pytest.fixture
    def encoder(self, deepsparse_encoder: Encoder) -> Encoder:
        return deepsparse_encoder

    def test_shorter_lengths_give_the_same_vectors(self, deepsparse_encoder: Encoder) -> None:
        before = deepsparse_encoder.encode(TEXTS)
        deepsparse_encoder.warm_up_rest(wait=True)
        assert (deepsparse_encoder.encode(TEXTS) * before).sum(axis=1) == pytest.approx(1, abs=1e-2)
        assert deepsparse_encoder.problems == []


class TestDeepSparseOfOneStream(EncoderContract):
    @pytest.fixture
    def encoder(self, serving_encoder: Encoder) -> Encoder:
        return serving_encoder

    def test_it_gives_the_same_vectors(self, serving_encoder: Encoder, deepsparse_encoder: Encoder) -> None:
        for encoder in (serving_encoder, deepsparse_encoder):
            encoder.warm_up_rest(wait=True)
        assert (serving_encoder.encode(TEXTS) == deepsparse_encoder.encode(TEXTS)).all()

    def test_nothing_goes_on_when_a_text_is_done(self, serving_encoder: Encoder) -> None:
        """Threads that look for more work take the core from whoever shares it: ten milliseconds after each text."""
        serving_encoder.encode(["war"])
        shares = []
        for _ in range(20):
            alone, before = time.thread_time(), time.process_time()
            serving_encoder.encode(["a film about two brothers"])
            time.sleep(0.02)
            spent = time.process_time() - before
            shares.append((spent - (time.thread_time() - alone)) / spent)
        assert min(shares) < 0.2  # the least: another test's thread may end in one of them, theirs would be in each


class TestTheRuntimesTogether:
    def test_they_agree(self, onnx_encoder: Encoder, deepsparse_encoder: Encoder, film_texts: list[str]) -> None:
        cosines = (onnx_encoder.encode(film_texts) * deepsparse_encoder.encode(film_texts)).sum(axis=1)
        assert len(cosines) == 200
        assert cosines.mean() >= 0.99
        assert cosines.min() >= 0.95

    def test_they_name_themselves_and_one_model(self, onnx_encoder: Encoder, deepsparse_encoder: Encoder) -> None:
        assert (onnx_encoder.runtime, deepsparse_encoder.runtime) == ("onnxruntime", "deepsparse")
        assert onnx_encoder.model == deepsparse_encoder.model
        assert len(onnx_encoder.model) == 12


class TestManyTexts:
    def test_a_hundred_thousand_are_handed_over_in_slices(self) -> None:
        handed: list[int] = []

        class Counting:
            name = "counting"

            def embed(self, rows: Sequence[Ids]) -> Vectors:
                handed.append(len(rows))
                return np.full((len(rows), 384), 384**-0.5, dtype=np.float32)

            def warm_up_rest(self, *, wait: bool = False) -> None: ...

        weights = load_weights()
        encoder = Encoder(Counting(), Tokens(weights.tokenizer_file, weights.max_tokens), weights)
        assert encoder.encode(["war film"] * 100_000).shape == (100_000, 384)
        assert sum(handed) == 100_000
        assert max(handed) == SLICE <= 1024


class TestTheCache:
    @pytest.fixture
    def caching(self) -> Encoder:
        return load_encoder("onnxruntime", cache_size=2)

    def test_the_same_text_is_the_same_vector_to_the_bit(self, caching: Encoder) -> None:
        assert np.array_equal(caching.encode(["war"]), caching.encode(["love", "war"])[1:])

    def test_a_text_twice_in_one_call(self, caching: Encoder) -> None:
        first, other, second = caching.encode(["heist", "love", "heist"])
        assert np.array_equal(first, second)
        assert not np.array_equal(first, other)

    def test_it_is_bounded_and_forgets_what_was_used_longest_ago(self, caching: Encoder) -> None:
        for text in ("a", "b", "a", "c"):
            caching.encode([text])
        assert list(caching._cache._vectors) == ["a", "c"]

    def test_a_caller_cannot_spoil_it(self, caching: Encoder) -> None:
        vectors = caching.encode(["war"])
        wanted = vectors.copy()
        vectors[:] = 0
        assert np.array_equal(caching.encode(["war"]), wanted)
