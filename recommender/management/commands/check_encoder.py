"""`manage.py check_encoder [--json]`: whether this machine runs the shipped encoder well, and how fast."""

import json
import platform
import statistics
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommender.encoder import Encoder, EncoderError, load_encoder

FEATURES = {"AVX2": "avx2", "AVX-512": "avx512f", "VNNI": "avx512_vnni"}
TEXTS = (
    "a heist comedy",
    "nineties thrillers under two hours",
    "An old sailor returns to the island of his youth and finds that nobody there remembers the war.",
    "A slow, quiet film about two sisters who run a bakery and must decide whether to forgive their father. " * 3,
)
ROUNDS = 30


class Command(BaseCommand):
    """Load each runtime as the site would, self-check included, and hold them side by side."""

    help = "Check the encoder on this machine: runtimes, CPU features, speed, agreement."

    def add_arguments(self, parser: CommandParser) -> None:
        """One flag."""
        parser.add_argument("--json", action="store_true", help="as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the report; fail in one line when no runtime executes the model."""
        try:
            report, problems = _report()
        except EncoderError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps({**report, "problems": problems}))
            return
        self.stdout.write(f"model       {report['model']}, {report['zeros']:.0%} of its linear weights are zero")
        self.stdout.write(f"serves on   {report['runtime']}")
        has = ", ".join(f"{name} {'yes' if there else 'no'}" for name, there in report["cpu_features"].items())
        self.stdout.write(f"processor   {report['cpu']}: {has or 'features unknown'}")
        for name, speed in report["speed_ms"].items():
            self.stdout.write(
                f"{name:<12}{speed['query']:.1f} ms a query, {speed['text']:.1f} ms a film's text (medians of {ROUNDS})"
            )
        if report["agreement"] is not None:
            self.stdout.write(f"agreement   cosine {report['agreement']:.4f} at worst between the two runtimes")
        for problem in problems:
            self.stdout.write(f"problem     {problem}")


def _report() -> tuple[dict[str, Any], list[str]]:
    serving = load_encoder(settings.ENCODER_RUNTIME, deepsparse_allowed=settings.DEEPSPARSE_ALLOWED)
    encoders = {serving.runtime: serving}
    problems = list(serving.problems)
    if serving.runtime == "deepsparse":
        encoders["onnxruntime"] = load_encoder("onnxruntime")
    elif find_spec("deepsparse") is not None and settings.DEEPSPARSE_ALLOWED and not problems:
        other = load_encoder("deepsparse")
        problems += other.problems
        encoders.setdefault(other.runtime, other)
    vectors = [encoder.encode(TEXTS) for encoder in encoders.values()]
    agreement = float((vectors[0] * vectors[1]).sum(axis=1).min()) if len(vectors) == 2 else None
    cpu, flags = _processor()
    report = {
        "model": serving.model,
        "zeros": serving.zeros,
        "runtime": serving.runtime,
        "cpu": cpu,
        "cpu_features": {name: flag in flags for name, flag in FEATURES.items()} if flags else {},
        "speed_ms": {name: _speed(encoder) for name, encoder in encoders.items()},
        "agreement": agreement,
    }
    return report, problems


def _speed(encoder: Encoder) -> dict[str, float]:
    """Median milliseconds of one short query, and of one text as long as a film's."""

    def median(text: str) -> float:
        times = []
        for _ in range(ROUNDS + 3):
            begun = time.perf_counter()
            encoder.encode([text])
            times.append(time.perf_counter() - begun)
        return round(statistics.median(times[3:]) * 1000, 3)

    encoder.warm_up_rest(wait=True)
    return {"query": median(TEXTS[0]), "text": median(TEXTS[3])}


def _processor() -> tuple[str, set[str]]:
    """Its name and flags; no flags where the system does not tell them (other than Linux)."""
    name, flags = platform.processor() or platform.machine(), set[str]()
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "model name":
                name = value.strip()
            elif key.strip() == "flags":
                flags = set(value.split())
    except OSError:
        pass
    return name, flags
