"""Choosing a runtime; refusing files that are not what they were."""

import hashlib
import json
import shutil
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from recommender.encoder import WEIGHTS, EncoderError, load_encoder
from recommender.encoder import _load as loading
from recommender.encoder._onnxruntime import multiplies_exactly


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The shipped files, to be damaged."""
    return shutil.copytree(WEIGHTS, tmp_path / "weights")


@pytest.fixture
def broken_deepsparse(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed DeepSparse that cannot compile, as on a processor without AVX2."""

    class Engine:
        def __init__(self, *_: object, **__: object) -> None:
            raise RuntimeError("NM: error: no AVX2 on this machine")

    module = ModuleType("deepsparse")
    module.MultiModelEngine = Engine  # type: ignore[attr-defined]
    module.Context = lambda **_: object()  # type: ignore[attr-defined]
    module.__spec__ = ModuleSpec("deepsparse", None)
    monkeypatch.setitem(sys.modules, "deepsparse", module)


def flip_a_byte(file: Path, position: int) -> None:
    content = bytearray(file.read_bytes())
    content[position] ^= 1
    file.write_bytes(content)


class TestDamage:
    @pytest.mark.parametrize("name", ["encoder.onnx", "tokenizer.json"])
    def test_one_flipped_byte_is_refused_by_name(self, copy: Path, name: str) -> None:
        flip_a_byte(copy / name, 100_000)
        with pytest.raises(EncoderError, match=rf"{name} is damaged") as refusal:
            load_encoder(weights=copy)
        assert "git checkout" in str(refusal.value)
        assert "\n" not in str(refusal.value)

    @pytest.mark.parametrize("name", ["encoder.onnx", "tokenizer.json", "manifest.json"])
    def test_a_missing_file_is_one_line(self, copy: Path, name: str) -> None:
        (copy / name).unlink()
        with pytest.raises(EncoderError, match=rf"{name} cannot be read \(No such file") as refusal:
            load_encoder(weights=copy)
        assert "\n" not in str(refusal.value)

    @pytest.mark.parametrize("content", ["", "[]", "{}", '{"files": {"encoder.onnx": 1}}', "nonsense"])
    def test_a_manifest_of_the_wrong_shape(self, copy: Path, content: str) -> None:
        (copy / "manifest.json").write_text(content)
        with pytest.raises(EncoderError, match=r"manifest\.json cannot be read"):
            load_encoder(weights=copy)

    def test_another_models_tokenizer(self, copy: Path) -> None:
        (copy / "tokenizer.json").write_text('{"version": "1.0", "model": {"type": "WordLevel", "vocab": {"a": 0}}}')
        with pytest.raises(EncoderError, match=r"tokenizer\.json is damaged or of another make"):
            load_encoder(weights=copy)

    def test_files_that_nobody_may_write(self, copy: Path) -> None:
        for file in copy.iterdir():
            file.chmod(0o444)
        copy.chmod(0o555)
        assert load_encoder("onnxruntime", copy).encode(["war"]).shape == (1, 384)

    def test_a_truncated_model(self, copy: Path) -> None:
        model = copy / "encoder.onnx"
        model.write_bytes(model.read_bytes()[:1_000_000])
        with pytest.raises(EncoderError, match=r"encoder\.onnx is damaged"):
            load_encoder(weights=copy)


class TestSelfCheck:
    @pytest.fixture
    def another_model(self, copy: Path) -> Path:
        """Files that fit their manifest, but not the vectors in it."""
        manifest = json.loads((copy / "manifest.json").read_text())
        for name, rows in manifest["self_check"]["vectors"].items():
            manifest["self_check"]["vectors"][name] = np.roll(rows, 1, axis=0).tolist()
        (copy / "manifest.json").write_text(json.dumps(manifest))
        return copy

    def test_a_wrong_model_is_refused(self, another_model: Path) -> None:
        with pytest.raises(EncoderError, match=r"encoder\.onnx fails its self-check on onnxruntime"):
            load_encoder("onnxruntime", another_model)

    def test_no_expected_vectors_for_the_runtime(self, copy: Path) -> None:
        manifest = json.loads((copy / "manifest.json").read_text())
        manifest["self_check"]["vectors"].clear()
        (copy / "manifest.json").write_text(json.dumps(manifest))
        with pytest.raises(EncoderError, match="no self-check for onnxruntime"):
            load_encoder("onnxruntime", copy)


@pytest.mark.parametrize(
    ("flags", "exact"), [("fma avx2 avx512f", False), ("avx2 avx_vnni", True), ("avx512f avx512_vnni amx_int8", True)]
)
def test_a_processor_that_multiplies_bytes_without_overflow(flags: str, exact: bool, tmp_path: Path) -> None:
    (tmp_path / "cpuinfo").write_text(f"model name\t: Some\nflags\t\t: {flags}\n")
    assert multiplies_exactly(tmp_path / "cpuinfo") is exact


def test_a_system_that_does_not_tell(tmp_path: Path) -> None:
    assert not multiplies_exactly(tmp_path / "none")


class TestChoice:
    def test_an_unknown_runtime(self) -> None:
        with pytest.raises(ValueError, match="Unknown runtime 'gpu'"):
            load_encoder("gpu")

    def test_onnxruntime_when_asked_for(self) -> None:
        encoder = load_encoder("onnxruntime")
        assert (encoder.runtime, encoder.problems) == ("onnxruntime", [])

    @pytest.mark.usefixtures("broken_deepsparse")
    @pytest.mark.parametrize("runtime", ["auto", "deepsparse"])
    def test_the_other_runtime_serves_when_deepsparse_cannot(self, runtime: str) -> None:
        encoder = load_encoder(runtime)
        assert encoder.runtime == "onnxruntime"
        assert len(encoder.problems) == 1
        assert "encoder.onnx: DeepSparse cannot run it (NM: error: no AVX2" in encoder.problems[0]
        assert encoder.encode(["war"]).shape == (1, 384)

    def test_deepsparse_without_a_place_for_its_copy(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """As on a read-only system: DeepSparse wants a copy of the model that it may rewrite."""
        module = ModuleType("deepsparse")
        module.MultiModelEngine = module.Context = lambda **_: object()  # type: ignore[attr-defined]
        module.__spec__ = ModuleSpec("deepsparse", None)
        monkeypatch.setitem(sys.modules, "deepsparse", module)

        def refuse(**_: object) -> None:
            raise OSError(30, "Read-only file system")

        monkeypatch.setattr("tempfile.TemporaryDirectory", refuse)
        encoder = load_encoder("auto")
        assert encoder.runtime == "onnxruntime"
        assert "Read-only file system" in encoder.problems[0]

    @pytest.mark.parametrize(
        ("runtime", "deepsparse", "told"),
        [
            ("onnxruntime", True, "Encoder on ONNX Runtime: asked for"),
            ("auto", False, "DeepSparse cannot be used, it is not installed"),
        ],
    )
    def test_the_log_says_which_and_why(
        self,
        runtime: str,
        deepsparse: bool,
        told: str,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        monkeypatch.setattr(loading, "find_spec", lambda name: object() if deepsparse else None)
        with caplog.at_level("INFO", logger="recommender.encoder"):
            load_encoder(runtime)
        assert told in caplog.text

    def test_auto_without_deepsparse_is_no_problem(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(loading, "find_spec", lambda name: None)
        encoder = load_encoder("auto")
        assert (encoder.runtime, encoder.problems) == ("onnxruntime", [])

    def test_a_wish_for_deepsparse_without_it_is_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(loading, "find_spec", lambda name: None)
        encoder = load_encoder("deepsparse")
        assert encoder.runtime == "onnxruntime"
        assert "install deepsparse" in encoder.problems[0]

    @pytest.mark.usefixtures("broken_deepsparse")
    def test_its_licence_is_heeded(self) -> None:
        encoder = load_encoder("auto", deepsparse_allowed=False)
        assert (encoder.runtime, encoder.problems) == ("onnxruntime", [])

    def test_both_runtimes_gone_is_one_line(self, copy: Path) -> None:
        (copy / "encoder.onnx").write_bytes(b"not a model")
        manifest = json.loads((copy / "manifest.json").read_text())
        manifest["files"]["encoder.onnx"]["sha256"] = hashlib.sha256(b"not a model").hexdigest()
        (copy / "manifest.json").write_text(json.dumps(manifest))
        with pytest.raises(EncoderError, match="ONNX Runtime cannot run it") as refusal:
            load_encoder("onnxruntime", copy)
        assert "\n" not in str(refusal.value)
