"""Distillation: the pruned model learns to be its teacher, first in exact numbers, then with rounding on.

The teacher is the dense model, or a model of this recipe that was trained before. Masks are fixed: what is zero stays
zero. Losses, summed over a batch of queries and documents:

- 10 x (1 - cosine) to the teacher's vector, 20 x squared difference of the batch's similarity matrices
  (Hinton et al., arXiv 1503.02531, in the form that embedding models use);
- 0.3 x relative squared error of each layer's states (TinyBERT: Jiao et al., Findings of EMNLP 2020); of a student with
  fewer layers, each is held against the one that stands as deep in the teacher;
- 0.3 x KL divergence from the teacher's choice of document for each query, at temperature 0.05;
- `match` x cross entropy of a query's own document against the batch's others, at temperature 0.05 (InfoNCE: van den
  Oord et al., arXiv 1807.03748), where the pair is a match;
- `people` x CoSENT where people have scored the pairs (STS train): of two pairs, the one that they found more alike
  shall have the higher cosine, at temperature 0.05 (Su, 2022, kexue.fm/archives/8847; a loss of sentence-transformers).

The last two are the ones in which the teacher may be surpassed.

Sparse training under distillation as in oBERT (Kurtic et al., EMNLP 2022); rounding as in quantization-aware training
(Jacob et al., CVPR 2018). Numbers in the passes are bfloat16, the weights that are updated float32.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from recommender.sparsify.batches import Batch, collate, tokenize
from recommender.sparsify.errors import RecipeError
from recommender.sparsify.examples import KINDS, Source
from recommender.sparsify.model import SentenceEncoder, pool
from recommender.sparsify.workspace import Workspace

TEMPERATURE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to train; kept with the checkpoint, because a run goes on only as it began."""

    steps: int = 2000
    pairs: int = 32
    rate: float = 4e-4
    warm_up: int = 60
    match: float = 0.6
    """Weight of the loss that may surpass the dense model; the lower, the nearer the student stays to it."""
    people: float = 0.0
    """Weight of ranking STS train pairs as people do."""
    sts: float = KINDS["sts"]
    """Share of the batches that are STS train pairs."""
    rounding_from: float = 0.7
    """Share of the steps after which fake quantization is on."""
    max_tokens: int = 96
    seed: int = 0

    def rate_at(self, step: int) -> float:
        """Linear rise, over a tenth of a short pass, then a cosine fall to a fiftieth."""
        warm_up = min(self.warm_up, max(self.steps // 10, 1))
        if step < warm_up:
            return self.rate * (step + 1) / warm_up
        share = (step - warm_up) / max(self.steps - warm_up, 1)
        return self.rate * (0.02 + 0.98 * 0.5 * (1 + float(torch.cos(torch.tensor(share * torch.pi)))))


class _States(nn.Module):
    """All layers' states as a module's forward, so that it can be called with other parameters."""

    def __init__(self, model: SentenceEncoder) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, mask: Tensor) -> list[Tensor]:
        return self.model.states(ids, mask)


def distil(
    student: SentenceEncoder,
    teacher: SentenceEncoder,
    source: Source,
    plan: Plan,
    workspace: Workspace,
    *,
    checkpoint: str = "distilling",
    every: int = 10,
    progress: Callable[[str], None] = print,
) -> dict[str, float]:
    """Train the student in place; go on from the workspace's checkpoint when there is one of the same plan.

    Args:
        student: pruned, quantizers calibrated; left in evaluation mode with rounding on.
        teacher: the dense model, or another one with as many layers as the student or more.
        checkpoint: under which name the workspace keeps the state.
        every: steps between checkpoints.
    Returns:
        Means of each loss over the last steps, and seconds spent.
    Raises:
        RecipeError: a checkpoint of another plan lies in the workspace.
    """
    student.words.requires_grad_(False)  # half of all weights, hardly wrong, and each step would have to move them all
    trained = [p for p in student.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=plan.rate, betas=(0.9, 0.98), weight_decay=0.0)
    first, spent = _resume(student, optimizer, plan, workspace, checkpoint)
    teacher_states, student_states = _States(teacher.bfloat16()), _States(student)
    student.train()
    begun = time.monotonic()
    means: dict[str, float] = {}
    for step in range(first, plan.steps):
        student.set_rounding(step >= plan.rounding_from * plan.steps)
        for group in optimizer.param_groups:
            group["lr"] = plan.rate_at(step)
        losses = _losses(student_states, teacher_states, source, plan, step)
        total = torch.stack(list(losses.values())).sum()
        total.backward()
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        for name, loss in losses.items():
            means[name] = 0.95 * means.get(name, float(loss.detach())) + 0.05 * float(loss.detach())
        done = step + 1
        if done % every == 0 or done == plan.steps:
            seconds = spent + time.monotonic() - begun
            state = {
                "model": student.state_dict(),
                "optimizer": optimizer.state_dict(),
                "step": done,
                "seconds": seconds,
            }
            workspace.save(checkpoint, {**state, "plan": repr(plan)})
            left = (time.monotonic() - begun) / (done - first) * (plan.steps - done)
            told = ", ".join(f"{name} {value:.3f}" for name, value in means.items())
            progress(f"step {done} of {plan.steps}, {left / 60:.0f} minutes left: {told}")
    student.eval()
    student.set_rounding(True)
    return {**means, "steps": plan.steps, "seconds": spent + time.monotonic() - begun}


def _resume(
    student: SentenceEncoder, optimizer: torch.optim.Optimizer, plan: Plan, workspace: Workspace, checkpoint: str
) -> tuple[int, float]:
    """(step to go on with, seconds spent so far)."""
    state = workspace.load(checkpoint)
    if state is None:
        return 0, 0.0
    if state["plan"] != repr(plan):
        path = workspace.folder / f"{checkpoint}.pt"
        raise RecipeError(f"{path} belongs to another plan ({state['plan']}): give the same options, or delete it.")
    student.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    return int(state["step"]), float(state["seconds"])


def _losses(student: _States, teacher: _States, source: Source, plan: Plan, step: int) -> dict[str, Tensor]:
    """The weighted losses of one batch, by name."""
    examples = source.batch(step, plan.pairs)
    batches = [collate(tokenize(texts, plan.max_tokens)) for texts in (examples.queries, examples.documents)]
    half = {name: value.to(torch.bfloat16) for name, value in student.named_parameters()}
    layers = torch.zeros(())
    ours: list[Tensor] = []
    theirs: list[Tensor] = []
    for ids, mask in batches:
        with torch.no_grad():
            wanted = teacher(ids, mask)
        got = torch.func.functional_call(student, half, (ids, mask))
        layers = layers + _layer_error(got, wanted, (ids, mask))
        ours.append(pool(got[-1].float(), mask))
        theirs.append(pool(wanted[-1].float(), mask))
    mine, wanted_vectors = torch.cat(ours), torch.cat(theirs)
    losses = {
        "cosine": 10 * (1 - (mine * wanted_vectors).sum(1)).mean(),
        "similarity": 20 * (mine @ mine.T - wanted_vectors @ wanted_vectors.T).square().mean(),
        "layers": 0.3 * layers / len(batches),
    }
    scores, known = ours[0] @ ours[1].T / TEMPERATURE, theirs[0] @ theirs[1].T / TEMPERATURE
    losses["choice"] = 0.3 * nn.functional.kl_div(
        scores.log_softmax(1), known.log_softmax(1), log_target=True, reduction="batchmean"
    )
    if examples.matching:
        losses["match"] = plan.match * nn.functional.cross_entropy(scores, torch.arange(len(scores)))
    if examples.scores is not None and plan.people:
        losses["people"] = plan.people * ranked_as(examples.scores, (ours[0] * ours[1]).sum(1))
    return losses


def ranked_as(scores: Sequence[float], cosines: Tensor) -> Tensor:
    """CoSENT: log(1 + sum of exp((cosine i - cosine j) / temperature) over i, j with score i < score j), a scalar."""
    wanted = torch.as_tensor(scores)
    lower = wanted[:, None] < wanted[None, :]
    differences = ((cosines[:, None] - cosines[None, :]) / TEMPERATURE)[lower]
    return torch.cat([torch.zeros(1), differences]).logsumexp(0)


def _layer_error(got: list[Tensor], wanted: list[Tensor], batch: Batch) -> Tensor:
    """Squared error of the states of real tokens, relative to their squared size, summed over the student's layers."""
    weights = batch[1][:, :, None]
    errors = []
    for depth, a in enumerate(got, start=1):
        b = wanted[depth * len(wanted) // len(got) - 1]
        difference = ((a - b) * weights).square().sum(dtype=torch.float32)
        errors.append(difference / (b * weights).square().sum(dtype=torch.float32))
    return torch.stack(errors).sum()
