"""The arithmetic of the recipe on a network small enough to check.

Needs torch, which the environment that serves has not; in .venv-make, with pytest added to it:
python -m pytest -c /dev/null --rootdir . --confcutdir tests/recommender/sparsify tests/recommender/sparsify
"""

# ruff: noqa: E402 -- without torch nothing below can be imported

import copy
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the recipe has an environment of its own (requirements/make.in)")

from onnx import numpy_helper

from recommender.encoder._onnxruntime import OnnxRuntime
from recommender.shapes import Floats
from recommender.sparsify.begin import _fill
from recommender.sparsify.calibrate import calibrate
from recommender.sparsify.card import render
from recommender.sparsify.distil import Plan, distil, ranked_as
from recommender.sparsify.errors import RecipeError
from recommender.sparsify.examples import Examples, Source
from recommender.sparsify.graph import build
from recommender.sparsify.model import SentenceEncoder, Shape, count_layers, take_layers
from recommender.sparsify.prune import prune
from recommender.sparsify.quality import QUALITY, known_item
from recommender.sparsify.quantizer import Quantizer, column_scales, round_columns, stored
from recommender.sparsify.stages import Recipe
from recommender.sparsify.texts import Texts
from recommender.sparsify.workspace import Workspace
from recommender.sparsify.zeros import count_zeros

SHAPE = Shape(layers=2, width=32, heads=2, inner=64, words=50, eps=1e-12)


@pytest.fixture
def rows() -> list[list[int]]:
    """60 texts of 4 to 11 tokens."""
    chance = np.random.default_rng(0)
    return [chance.integers(1, 50, size=4 + i % 8).tolist() for i in range(60)]


@pytest.fixture
def model() -> SentenceEncoder:
    torch.manual_seed(0)
    model = SentenceEncoder(SHAPE)
    for parameter in model.parameters():
        if parameter.dim() > 1:
            torch.nn.init.normal_(parameter, std=0.3)
    return model.eval()


def embed(model: SentenceEncoder, rows: list[list[int]]) -> np.ndarray:
    with torch.no_grad():
        return np.concatenate([model(torch.tensor([row]), torch.ones(1, len(row))).numpy() for row in rows])


class TestPruning:
    def test_each_layer_gets_its_share_of_zeros(self, model: SentenceEncoder, rows: list[list[int]]) -> None:
        prune(model, rows, 0.75, progress=lambda _: None)
        for name, linear in model.linears().items():
            assert float((linear.weight == 0).float().mean()) == pytest.approx(0.75, abs=0.01), name

    def test_it_beats_taking_the_smallest_weights(self, model: SentenceEncoder, rows: list[list[int]]) -> None:
        whole = embed(model, rows)
        state = {name: value.clone() for name, value in model.state_dict().items()}
        prune(model, rows, 0.5, progress=lambda _: None)
        with_hessians = (embed(model, rows) * whole).sum(1).mean()
        model.load_state_dict(state)
        for linear in model.linears().values():
            linear.mask.copy_(linear.weight.abs() > linear.weight.abs().flatten().median())
        assert with_hessians > (embed(model, rows) * whole).sum(1).mean()

    def test_what_is_gone_stays_gone(self, model: SentenceEncoder, rows: list[list[int]]) -> None:
        prune(model, rows, 0.5, progress=lambda _: None)
        first = {name: linear.mask.clone() for name, linear in model.linears().items()}
        prune(model, rows, 0.8, progress=lambda _: None)
        for name, linear in model.linears().items():
            assert not (linear.mask & ~first[name]).any()

    @pytest.mark.parametrize("sparsity", [-0.1, 1.0, 2.0])
    def test_a_share_out_of_range(self, model: SentenceEncoder, rows: list[list[int]], sparsity: float) -> None:
        with pytest.raises(RecipeError, match="share of zeros"):
            prune(model, rows, sparsity)


class TestRounding:
    def test_zero_stays_exactly_zero(self) -> None:
        quantizer = Quantizer()
        quantizer.mode = "observe"
        quantizer(torch.tensor([-0.31, 0.0, 1.7]))
        quantizer.mode = "on"
        assert float(quantizer(torch.tensor([0.0]))) == 0.0

    def test_a_column_is_rounded_by_its_own_scale(self) -> None:
        weight = torch.tensor([[100.0, 0.01], [0.0, 0.006]])
        assert torch.allclose(round_columns(weight), weight, rtol=0.01)
        assert stored(weight, column_scales(weight)).tolist() == [[127, 127], [0, 76]]

    def test_gradients_pass_unchanged(self) -> None:
        weight = torch.randn(4, 3, requires_grad=True)
        round_columns(weight).sum().backward()
        assert torch.equal(weight.grad, torch.ones(4, 3))


class TestGraph:
    def test_the_file_computes_what_training_saw(
        self, model: SentenceEncoder, rows: list[list[int]], tmp_path: Path
    ) -> None:
        import onnx

        prune(model, rows, 0.5, progress=lambda _: None)
        calibrate(model, rows)
        model.set_rounding(True)
        onnx.save(build(model), str(tmp_path / "encoder.onnx"))
        cosines = (OnnxRuntime(tmp_path / "encoder.onnx").embed(rows) * embed(model, rows)).sum(1)
        assert cosines.mean() > 0.999
        assert count_zeros(tmp_path / "encoder.onnx")["all"] >= 0.5


class TestGoingOn:
    def test_a_shipped_file_back_into_the_network(self, model: SentenceEncoder, rows: list[list[int]]) -> None:
        prune(model, rows, 0.5, progress=lambda _: None)
        calibrate(model, rows)
        model.set_rounding(True)
        constants = {c.name: numpy_helper.to_array(c) for c in build(model).graph.initializer}
        again = SentenceEncoder(SHAPE)
        _fill(again, constants)
        again.eval().set_rounding(True)
        assert (embed(again, rows) * embed(model, rows)).sum(1) == pytest.approx(1, abs=1e-4)
        zeros = {name: float((constants[f"{name}.weight"] == 0).mean()) for name in model.linears()}
        assert again.zeros() == pytest.approx(zeros)

    def test_a_killed_run_goes_on_as_if_it_had_not_been(self, tmp_path: Path) -> None:
        plan = Plan(steps=6, pairs=4, max_tokens=16, people=0.5, rounding_from=0.5)

        def student() -> SentenceEncoder:
            torch.manual_seed(1)
            made = SentenceEncoder(SHAPE._replace(words=30522))
            for parameter in made.parameters():
                if parameter.dim() > 1:
                    torch.nn.init.normal_(parameter, std=0.3)
            return made

        def train(folder: str, progress: Callable[[str], None]) -> SentenceEncoder:
            trained = student()
            distil(trained, student(), Scored(), plan, Workspace(tmp_path / folder), every=2, progress=progress)
            return trained

        def kill(line: str) -> None:
            if line.startswith("step 4"):
                raise KeyboardInterrupt

        whole = train("whole", lambda _: None)
        with pytest.raises(KeyboardInterrupt):
            train("killed", kill)
        told: list[str] = []
        resumed = train("killed", told.append)
        assert [line.split(",")[0] for line in told] == ["step 6 of 6"]
        for name, value in whole.state_dict().items():
            assert torch.allclose(resumed.state_dict()[name].float(), value.float(), atol=1e-5), name

    def test_only_the_last_level_gets_the_later_passes(self, tmp_path: Path) -> None:
        recipe = Recipe(
            texts=Texts(tmp_path, tmp_path),
            workspace=Workspace(tmp_path),
            out=tmp_path,
            levels=(0.5, 0.8),
            plans=(Plan(steps=2), Plan(steps=1)),
        )
        assert (recipe._trained(0), recipe._trained(1)) == ("distilled-50", "distilled-80-2")

    def test_pairs_are_ranked_as_people_do(self) -> None:
        right = ranked_as([1.0, 3.0, 5.0], torch.tensor([0.1, 0.5, 0.9]))
        wrong = ranked_as([1.0, 3.0, 5.0], torch.tensor([0.9, 0.5, 0.1]))
        assert float(right) < 0.01 < 10 < float(wrong)


class TestFewerLayers:
    def test_the_first_layers_alone_are_the_states_so_far(self, model: SentenceEncoder, rows: list[list[int]]) -> None:
        shallow = take_layers(model, [0])
        ids = torch.tensor([rows[0]])
        with torch.no_grad():
            assert torch.equal(
                shallow.states(ids, torch.ones_like(ids))[-1], model.states(ids, torch.ones_like(ids))[0]
            )
        assert not np.allclose(embed(shallow, rows), embed(take_layers(model, [1]), rows))
        assert shallow.shape.layers == count_layers(shallow.state_dict()) == 1

    @pytest.mark.parametrize("chosen", [[], [0, 2], [-1]])
    def test_layers_that_there_are_not(self, model: SentenceEncoder, chosen: list[int]) -> None:
        with pytest.raises(RecipeError, match="numbers from 0 to 1"):
            take_layers(model, chosen)

    def test_a_deeper_teacher_is_learned_from(self, tmp_path: Path) -> None:
        torch.manual_seed(1)
        teacher = SentenceEncoder(SHAPE._replace(words=30522)).eval()
        for parameter in teacher.parameters():
            if parameter.dim() > 1:
                torch.nn.init.normal_(parameter, std=0.3)
        student = take_layers(copy.deepcopy(teacher), [1])
        rows = [[101, 2000 + i, 3000 + 7 * i, 102] for i in range(40)]
        wanted, before = embed(teacher, rows), embed(student, rows)
        plan = Plan(steps=40, pairs=8, max_tokens=16, rate=5e-3, match=0.0, rounding_from=1.0)
        told = distil(student, teacher, Scored(), plan, Workspace(tmp_path), progress=lambda _: None)
        student.set_rounding(False)
        assert (embed(student, rows) * wanted).sum(1).mean() > (before * wanted).sum(1).mean() + 0.05
        assert told["layers"] > 0

    def test_the_card_says_what_is_gone(self) -> None:
        parts = ("query", "key", "value", "output", "up", "down")
        verified = {
            "zeros": {"all": 0.8} | {f"layers.{i}.{part}": 0.8 for i in range(3) for part in parts},
            "parent_layers": 6, "bytes": 1, "agreement": None, "cosine_to_dense": {}, "speed": {},
            "runtime": "onnxruntime",
            "quality": {kind: dict.fromkeys(QUALITY, 1.0) for kind in ("absolute", "relative")},
        }  # fmt: skip
        cosine = {"exact": 0.5, "int8": 0.5}
        trained = {"cosine_to_dense": cosine, "steps": 7, "seconds": 60.0, "teacher": "abc"}
        measures = {
            "dense": {"quality": dict.fromkeys(QUALITY, 1.0)},
            "verify": verified,
            "history": [[{"cosine_to_dense": cosine, "sparsity": 0, "layers": [0, 4, 5]}, [trained]]],
            "teacher": {"name": "abc", "history": [[{"cosine_to_dense": cosine, "sparsity": 0.8}, []]]},
        }
        card = render(measures)
        assert "3 of its parent's 6 layers" in card
        assert "90.0% are gone" in card
        assert "| the teacher: pruned to 80% |" in card
        assert "| layers 0, 4, 5 of the parent alone |" in card
        assert "taught by abc" in card
        assert "90.0% are gone" not in render(measures | {"verify": verified | {"parent_layers": 3}})


class Scored(Source):
    """Sentences that people have scored, without any data."""

    def __init__(self) -> None: ...

    def batch(self, step: int, size: int) -> Examples:
        queries = [f"a film about {number + step} friends" for number in range(size)]
        documents = [f"{number * step} people at war" for number in range(size)]
        return Examples("sts", queries, documents, [float(number) for number in range(size)])


class TestMeasures:
    def test_known_item_by_hand(self) -> None:
        vectors = {"a": [1, 0], "b": [0, 1], "A": [1, 0], "B": [0.9, 0.1]}

        def encode(texts: Sequence[str]) -> Floats:
            return np.array([vectors[text] for text in texts], dtype=np.float32)

        mrr, hit10 = known_item(encode, [("a", "A"), ("b", "B")])
        assert (mrr, hit10) == (1.0, 1.0)
        assert known_item(encode, [("a", "B"), ("b", "A")])[0] == 0.5

    def test_an_encoder_that_sees_no_difference_finds_nothing(self) -> None:
        pairs = [(str(i), str(-i)) for i in range(20)]
        found = known_item(lambda texts: np.ones((len(texts), 2), np.float32), pairs)
        assert found == pytest.approx((1 / 20, 0.0))


class TestBadInput:
    def test_the_plan_falls_and_rises(self) -> None:
        plan = Plan(steps=100, warm_up=10, rate=1e-3)
        assert plan.rate_at(0) < plan.rate_at(9) == pytest.approx(1e-3)
        assert plan.rate_at(99) < 1e-4

    def test_a_damaged_checkpoint(self, tmp_path: Path) -> None:
        (tmp_path / "pruned-60.pt").write_bytes(b"half")
        with pytest.raises(RecipeError, match="is damaged"):
            Workspace(tmp_path).load("pruned-60")

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (["prune", "--sparsity", "1.5"], "--sparsity is a share of zeros"),
            (["prune", "--sparsity", "0.8", "0.6"], "the levels must rise"),
            (["distil", "--teacher", "/nowhere", "--data", "."], "/nowhere holds no encoder.onnx"),
            (["prune", "--layers", "0", "9", "--data", "."], "--layers must be numbers from 0 to 5, not 0 9"),
            (["prune", "--data", "/nowhere"], "/nowhere is no folder"),
            (["export", "--work", "/nowhere", "--data", "."], "holds no pruned-60 checkpoint"),
            (["card", "--work", "/nowhere", "--data", "."], "is missing: run the stage"),
        ],
    )
    def test_the_command_says_what_is_wrong_in_one_line(self, arguments: list[str], told: str) -> None:
        command = [sys.executable, "-m", "recommender.sparsify", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[3])
        assert done.returncode == 2
        assert told in done.stderr
        assert done.stderr.count("\n") == 1
