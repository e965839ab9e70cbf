"""What a run of the encoder's benchmark writes down, and what it counts."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from benchmarks.encoder_docs import BEGIN, END, FLOORS, write_docs

FIGURES: dict[str, Any] = {
    **{key: floor for key, (floor, _) in FLOORS.items()},
    "runtime": "onnxruntime",
    "batch_x": 3.0,
    "memory": 0.7,
}
TAKEN: dict[str, dict[str, float]] = {
    "query_ms": {"torch": 12.0, "onnxruntime": 1.25},
    "batch_ms": {"torch": 8000.0, "onnxruntime": 2100.0},
    "batch_size": {"torch": 16, "onnxruntime": 0},
    "memory_mb": {"torch": 480.0, "onnxruntime": 104.0},
}
MEASURES = {
    "dense": {"quality": {"stsb_dev": 0.8, "film_mrr": 0.2}},
    "verify": {"zeros": {"all": 0.8}, "quality": {"relative": {"stsb_dev": 1.0, "film_mrr": 1.2}}},
    "curve": {
        "points": [
            {"zeros": 0.0, "stsb_dev": 0.8, "film_mrr": 0.2, "ms": {"onnxruntime": 4.0}},
            {"zeros": 0.8, "stsb_dev": 0.6, "film_mrr": 0.1, "ms": {"onnxruntime": 4.1}},
        ]
    },
}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A page with an older run's table, and the measures beside it."""
    (tmp_path / "encoder.md").write_text(f"# Before\n\n{BEGIN}\nold\n{END}\n\nAfter\n")
    (tmp_path / "measures.json").write_text(json.dumps(MEASURES))
    return tmp_path


def write(docs: Path) -> str:
    write_docs(docs, docs / "measures.json", "A processor", FIGURES, TAKEN, {"stsb_dev": (0.8, 0.79)})
    return (docs / "encoder.md").read_text()


class TestTables:
    def test_they_take_the_place_of_the_older_ones(self, docs: Path) -> None:
        page = write(docs)
        assert page.startswith("# Before\n")
        assert page.endswith("\n\nAfter\n")
        assert "old" not in page
        assert write(docs) == page

    def test_what_is_below_its_floor_says_so(self, docs: Path) -> None:
        rows = {line.split("`")[1]: line for line in write(docs).splitlines() if "`" in line and line.startswith("| ")}
        assert {key for key, line in rows.items() if "below the floor" in line} == {"batch_x", "memory"}
        assert rows.keys() == FLOORS.keys()

    def test_times_and_quality(self, docs: Path) -> None:
        page = write(docs)
        assert "| sentence-transformers, torch FP32 | 12.00 | 8000 | 16 | 480 |" in page
        assert "| **ours on ONNX Runtime** | 1.25 | 2100 | by length | 104 |" in page
        assert "| STS-B dev, Spearman | 0.8000 | 0.7900 | 98.8% |" in page

    def test_a_page_without_marks_is_refused(self, docs: Path) -> None:
        (docs / "encoder.md").write_text("nothing")
        with pytest.raises(SystemExit, match="between which the tables go"):
            write(docs)


def test_the_curve_is_a_picture_of_the_points(docs: Path) -> None:
    write(docs)
    root = ElementTree.parse(docs / "images/encoder-curve.svg").getroot()
    circles = [element for element in root.iter() if element.tag.endswith("circle")]
    assert len(circles) == 2 * 2 + 2 + 2  # two lines of quality, two rings, one line of speed
    polylines = [element.get("points", "") for element in root.iter() if element.tag.endswith("polyline")]
    falling = [float(point.split(",")[1]) for point in polylines[0].split()]
    assert falling[1] > falling[0]  # lower on the page
