"""`manage.py check_encoder`, and whether the site may use DeepSparse at all."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from recommender import encoding
from recommender.encoder import load_encoder
from recommender.management.commands import check_encoder

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = "moviemind.settings"


def settings_say(expression: str, tmp_path: Path, **env: str) -> str:
    """What an expression over freshly read settings gives, or the last line of the refusal."""
    code = f"import django; django.setup(); from django.conf import settings; print({expression})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": SETTINGS, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    return (done.stdout or done.stderr).strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("env", "allowed"),
    [
        ({}, "True"),
        ({"HTTPS": "1"}, "False"),
        ({"HTTPS": "1", "DEEPSPARSE_LICENCE": "commercial"}, "True"),
        ({"DEEPSPARSE_LICENCE": "none"}, "False"),
    ],
)
def test_production_must_say_that_it_may_use_deepsparse(env: dict[str, str], allowed: str, tmp_path: Path) -> None:
    assert settings_say("settings.DEEPSPARSE_ALLOWED", tmp_path, **env) == allowed


@pytest.mark.parametrize("name", ["ENCODER_RUNTIME", "DEEPSPARSE_LICENCE"])
def test_an_unknown_choice_names_the_choices(name: str, tmp_path: Path) -> None:
    refusal = settings_say("1", tmp_path, **{name: "gpu"})
    assert f"{name} is " in refusal
    assert "not 'gpu'" in refusal


def test_manage_refuses_a_bad_setting_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**os.environ, "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": SETTINGS, "ENCODER_RUNTIME": "gpu"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "error: ENCODER_RUNTIME is auto, deepsparse or onnxruntime, not 'gpu'\n"


def test_the_process_heeds_the_licence(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}
    monkeypatch.setattr(encoding, "_encoder", None)
    monkeypatch.setattr(encoding, "load_encoder", lambda runtime, **given: asked.update(given) or load_encoder(runtime))
    settings.DEEPSPARSE_ALLOWED = False  # type: ignore[attr-defined]
    encoding.get_encoder()
    assert asked["deepsparse_allowed"] is False


def test_the_report_names_runtime_features_speed_and_agreement(settings: object) -> None:
    settings.DEEPSPARSE_ALLOWED = False  # type: ignore[attr-defined]
    out = StringIO()
    call_command("check_encoder", "--json", stdout=out)
    report = json.loads(out.getvalue())
    assert report["runtime"] == "onnxruntime"
    assert report["problems"] == []
    assert report["agreement"] is None
    assert report["zeros"] >= 0.5
    assert report["speed_ms"]["onnxruntime"]["query"] > 0
    assert set(report["cpu_features"]) <= {"AVX2", "AVX-512", "VNNI"}


@pytest.mark.slow
def test_two_runtimes_are_held_against_each_other(settings: object) -> None:
    pytest.importorskip("deepsparse", reason="DeepSparse cannot be installed here")
    settings.ENCODER_RUNTIME = "auto"  # type: ignore[attr-defined]
    out = StringIO()
    call_command("check_encoder", stdout=out)
    told = out.getvalue()
    assert "serves on   deepsparse" in told
    assert "onnxruntime " in told
    assert "agreement   cosine" in told


def test_a_model_that_nothing_executes_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise check_encoder.EncoderError("encoder.onnx is damaged: restore it")

    monkeypatch.setattr(check_encoder, "load_encoder", refuse)
    with pytest.raises(CommandError, match=r"^encoder\.onnx is damaged: restore it$"):
        call_command("check_encoder")
