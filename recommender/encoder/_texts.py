"""Texts to token ids: what may be handed in, what is made of oddities, how long a text may get."""

from collections.abc import Sequence
from pathlib import Path

from recommender.encoder._errors import EncoderError

MAX_CHARACTERS = 10_000
"""What lies behind is not read: 128 tokens end long before it, and tokenizing time stays bounded."""


def clean(texts: Sequence[str]) -> list[str]:
    """The texts as the tokenizer will see them.

    NUL becomes a space, a lone surrogate (half a character, which UTF-8 cannot carry) a question mark, and a text is
    cut at MAX_CHARACTERS. An empty text stays empty: its vector is that of the two marks around any text.

    Raises:
        ValueError: texts is a single str, or something in it is not a str; the message names the position.
    """
    if isinstance(texts, str | bytes):
        raise ValueError("encode() takes a list of texts, not one text: put it in brackets.")
    cleaned = []
    for position, text in enumerate(texts):
        if not isinstance(text, str):
            raise ValueError(f"Text {position} is {type(text).__name__}, not str.")
        text = text[:MAX_CHARACTERS].replace("\0", " ")
        cleaned.append(text.encode("utf-8", "replace").decode("utf-8"))
    return cleaned


class Tokens:
    """The tokenizer beside the model, cut to the model's length, without padding."""

    def __init__(self, path: Path, max_tokens: int) -> None:
        """Raises EncoderError when the file is not a tokenizer."""
        from tokenizers import Tokenizer

        try:
            self._tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:  # the library raises a bare Exception
            raise EncoderError(f"{path} is not a tokenizer ({error}): restore it from the repository.") from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_tokens)

    def __call__(self, texts: Sequence[str]) -> list[list[int]]:
        """Cleaned texts to token ids, each list 2 to max_tokens long, the marks of begin and end included."""
        if len(texts) == 1:  # spares a query the hand-over to the tokenizer's own threads
            return [self._tokenizer.encode(texts[0]).ids]
        return [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
