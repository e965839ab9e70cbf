"""Texts to tensors: token ids once, batches of like length."""

from collections.abc import Iterator, Sequence
from functools import cache

import torch
from tokenizers import Tokenizer
from torch import Tensor

from recommender.sparsify.model import MAX_TOKENS, SentenceEncoder, dense_folder

Batch = tuple[Tensor, Tensor]


def tokenize(texts: Sequence[str], max_tokens: int = MAX_TOKENS) -> list[list[int]]:
    """Token ids of each text, begin and end marks included, cut at max_tokens."""
    return [encoding.ids for encoding in _tokenizer(max_tokens).encode_batch(list(texts))]


@cache
def _tokenizer(max_tokens: int) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(dense_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens)
    return tokenizer


def collate(rows: Sequence[Sequence[int]]) -> Batch:
    """Token ids to (rows, longest) int64, zeros behind each text, and the mask: 1 for a token, 0 for padding."""
    longest = max(len(row) for row in rows)
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    mask = torch.zeros(len(rows), longest, dtype=torch.long)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = torch.as_tensor(row)
        mask[i, : len(row)] = 1
    return ids, mask


def same_lengths(rows: Sequence[Sequence[int]], size: int) -> Iterator[Tensor]:
    """Batches (n <= size, length) of ids without any padding: rows of one length go together."""
    by_length: dict[int, list[Sequence[int]]] = {}
    for row in rows:
        by_length.setdefault(len(row), []).append(row)
    for length in sorted(by_length):
        group = by_length[length]
        for start in range(0, len(group), size):
            yield torch.as_tensor(group[start : start + size])


@torch.no_grad()
def embed_all(model: SentenceEncoder, texts: Sequence[str], size: int = 32) -> Tensor:
    """(texts, width) float32 unit rows by the PyTorch model as it stands, rounding included where it is on."""
    rows = tokenize(texts)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    vectors = torch.empty(len(rows), model.shape.width)
    training = model.training
    model.eval()
    for start in range(0, len(order), size):
        chosen = order[start : start + size]
        vectors[chosen] = model(*collate([rows[i] for i in chosen]))
    model.train(training)
    return vectors
