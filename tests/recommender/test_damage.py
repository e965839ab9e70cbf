"""Damaged files under a running web server: fresh processes serve what is whole, and /readyz names what is not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from recommender.index.snapshot import COLLABORATION, FILMS, MANIFEST, VECTORS, WORDS
from tests.servers import ROOT, Site, wait_until
from tests.visitor import Visitor

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc"),
]


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def write_garbage(path: Path) -> None:
    path.write_text("no manifest")


DAMAGE: dict[str, tuple[str, Callable[[Path], None]]] = {  # beside a flipped byte in each file
    "vectors cut short": (VECTORS, cut_short),
    "no films": (FILMS, Path.unlink),
    "a manifest that is none": (MANIFEST, write_garbage),
}
RATE = """
from moviemind.catalog.models import Film
from moviemind.profiles.models import Member, Rating
ada, films = Member.objects.create(username="ada"), Film.objects.order_by("pk")[:20]
result = len(Rating.objects.bulk_create(Rating(member=ada, film=film, half_stars=9) for film in films))
"""


def test_fresh_processes_serve_the_version_before_the_damaged_one(site: Site) -> None:
    assert site.eval(RATE) == 20
    site.manage("rebuild_index", "--wait")
    site.manage("rebuild_index", "--wait")
    (current,) = site.sql("SELECT current FROM recommender_indexstate")[0]
    (before,) = site.sql("SELECT version FROM recommender_indexversion WHERE version != ?", current)[0]
    visitor = Visitor(site.start_web())
    assert visitor.ready()["index"]["version"] == current
    whole = shutil.copytree(site.var / "index" / current, site.var / "whole")
    files = {MANIFEST, *json.loads((whole / MANIFEST).read_text())["files"]}
    assert files == {path.name for path in whole.iterdir()} == {MANIFEST, FILMS, VECTORS, WORDS, COLLABORATION}
    flipped = {f"a flipped byte in {name}": (name, flip_a_byte) for name in sorted(files)}
    for what, (name, damage) in (flipped | DAMAGE).items():
        path = site.var / "index" / current / name
        damage(path)
        site.renew_web()
        report = visitor.ready()
        assert (report["http"], report["status"]) == (200, "degraded"), what
        assert report["index"]["version"] == before, what
        assert any(str(path) in problem and "rebuild_index" in problem for problem in report["problems"]), what
        assert {visitor.ask("war films")["index_version"] for _ in range(4)} == {before}, what
        shutil.copyfile(whole / name, path)
    site.renew_web()
    assert visitor.ready()["index"]["version"] == current


class TestTheEncodersFiles:
    @pytest.fixture
    def copy(self, site: Site, tmp_path: Path) -> Site:
        """The site on a copy of the code, whose model may be damaged, with an index that the whole one made."""
        site.manage("rebuild_index", "--wait")
        for name in ("moviemind", "recommender", "templates", "static", "fixtures"):
            shutil.copytree(ROOT / name, tmp_path / "code" / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "manage.py", tmp_path / "code")
        site.root = tmp_path / "code"
        return site

    @pytest.fixture
    def weights(self, copy: Site) -> Path:
        return copy.root / "recommender" / "encoder" / "weights"

    def test_without_a_whole_model_answers_rest_on_films_and_genres(self, copy: Site, weights: Path) -> None:
        whole = shutil.copytree(weights, weights.with_name("whole"))
        (weights / "encoder.onnx").unlink()
        visitor = Visitor(copy.start_web())
        for name in ("encoder.onnx", "tokenizer.json"):
            report = wait_until(partial(_said, visitor, name), 30, f"{name} is named")
            assert (report["http"], report["status"], report["encoder"]["ok"]) == (200, "degraded", False)
            assert any(str(weights / name) in problem and "git checkout" in problem for problem in report["problems"])
            answer = visitor.ask("sci-fi films like Blade Runner")
            assert len(answer["results"]) == 50
            assert [seed["title"] for seed in answer["query"]["seeds"]] == ["Blade Runner"]
            assert visitor.get("/?q=a+lonely+lighthouse+keeper").status == 200
            shutil.copyfile(whole / name, weights / name)
            flip_a_byte(weights / "tokenizer.json")
            copy.renew_web()

    def test_a_broken_deepsparse_leaves_the_other_runtime(self, copy: Site, tmp_path: Path) -> None:
        broken = tmp_path / "broken" / "deepsparse"
        broken.mkdir(parents=True)
        (broken / "__init__.py").write_text("raise ImportError('libdeepsparse.so: cannot open shared object file')")
        copy.env |= {"PYTHONPATH": str(broken.parent), "ENCODER_RUNTIME": "auto"}
        visitor = Visitor(copy.start_web())
        report = wait_until(lambda: _said(visitor, "libdeepsparse.so"), 30, "the reason is said")
        assert (report["http"], report["status"]) == (200, "degraded")
        assert (report["encoder"]["ok"], report["encoder"]["runtime"]) == (True, "onnxruntime")
        assert visitor.ask("a lonely lighthouse keeper")["results"]


def _said(visitor: Visitor, words: str) -> Any:
    report = visitor.ready()
    return report if any(words in problem for problem in report["problems"]) else None
