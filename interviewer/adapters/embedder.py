"""Static token vectors from the data files of the installed `wordllama` package. Never imports it, never downloads."""

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_WEIGHTS = "weights/l2_supercat_256.safetensors"
_TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"


class EmbedderMissing(RuntimeError):
    """The vectors are not installed; the message says what to install."""


def _folder() -> Path:
    spec = find_spec("wordllama")
    if spec is None or spec.origin is None:
        raise EmbedderMissing("word vectors not found: install the package wordllama (pip install wordllama)")
    return Path(spec.origin).parent


class StaticEmbedder:
    """A TokenEmbedder; the files are read at the first text."""

    def __init__(self) -> None:
        """Raises EmbedderMissing when the package or its files are not there."""
        folder = _folder()
        self._weights, self._tokenizer_file = folder / _WEIGHTS, folder / _TOKENIZER
        for file in (self._weights, self._tokenizer_file):
            if not file.is_file():
                raise EmbedderMissing(f"{file} is not there: reinstall the package wordllama")
        try:
            self.name = f"wordllama-{version('wordllama')}-256"
        except PackageNotFoundError:
            self.name = "wordllama-256"
        self._table: NDArray[np.float16] | None = None
        self._tokenizer: Any = None

    def _load(self) -> NDArray[np.float16]:
        if self._table is None:
            from safetensors import safe_open
            from tokenizers import Tokenizer

            self._tokenizer = Tokenizer.from_file(str(self._tokenizer_file))
            self._tokenizer.no_padding()
            self._tokenizer.no_truncation()
            with safe_open(self._weights, "np") as file:
                self._table = file.get_tensor("embedding.weight")
        return self._table

    def embed(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        """One array a text, of shape (tokens, 256), rows of unit length."""
        table = self._load()
        found = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [_unit(table[encoding.ids].astype(np.float32)) for encoding in found]


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32)
