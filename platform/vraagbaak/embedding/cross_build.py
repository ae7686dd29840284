"""Building the shipped cross-encoders: our trained layers over the default model's word vectors.

Shipped are the trained layers and heads, as int8 with a scale a row (`shipped/NAME.npz`); the word
vectors, four fifths of all weights, and the lowest layers were not trained and come from the
default model. The file carries pairs with the logits that they had in training: a build that gives
others fails.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vraagbaak.embedding import made
from vraagbaak.embedding.build import BuiltModel, Report, build_default_model
from vraagbaak.embedding.cross_encoder import MAX_TOKENS, OnnxCrossEncoder
from vraagbaak.embedding.export import quantised, write_onnx
from vraagbaak.embedding.made import locked, making
from vraagbaak.embedding.smooth import smooth
from vraagbaak.errors import ConfigurationError, ModelNotBuilt
from vraagbaak.settings import Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor, nn

SHIPPED = Path(__file__).with_name("shipped")
MODEL_FILE = "model_int8.onnx"
TOKENIZER_FILE = "tokenizer.json"
ANSWERING = "answering"
RECIPE = 2
STRAY = 2.0
"""How far an int8 logit may lie from the one in training; supported and not lie about 8 apart."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """The weights as they lie in the package, read."""

    layers: int
    frozen: int
    """Lowest layers that were not trained: they are the default model's."""
    tensors: dict[str, NDArray[np.float32]]
    samples: tuple[tuple[str, str, float], ...]
    """(first text, second text, logit in training)"""


def build_cross_encoder(models_dir: Path, name: str) -> BuiltModel:
    """Build ``models_dir/name``; does nothing where a whole one stands.

    Raises ConfigurationError where the package carries no such weights, or the result fails.
    """
    source = _source(name)
    encoder = build_default_model(models_dir).path
    target = models_dir / name
    with locked(target):
        if made.is_whole(target, _recipe(source)):
            return BuiltModel(target, built=False)
        with making(target) as work:
            _build(read_shipped(source), encoder, work)
            _check(read_shipped(source), work, name)
            made.write_manifest(work, name, _recipe(source))
    return BuiltModel(target, built=True)


def build_models(models_dir: Path, report: Report | None = None) -> list[BuiltModel]:
    """The default embedding model and every cross-encoder that the package carries."""
    built = [build_default_model(models_dir, report)]
    for number, name in enumerate(shipped_models()):
        if report:
            report(name, number, len(shipped_models()))
        built.append(build_cross_encoder(models_dir, name))
    return built


def load_cross_encoder(models_dir: Path, name: str, threads: int = 0) -> OnnxCrossEncoder:
    """The built model, loaded. Raises ModelNotBuilt before `vraagbaak models build`."""
    folder, recipe = models_dir / name, _recipe(_source(name))
    if not made.is_whole(folder, recipe, checksums=False):
        raise ModelNotBuilt(
            f"There is no whole {name} model in {folder}; run `vraagbaak models build`."
        )
    return _open(folder, f"{name}@{recipe}", threads)


def answering_reader(settings: Settings) -> OnnxCrossEncoder | None:
    """What reads a question beside sentences, where the package carries it and it is wanted.

    Raises ModelNotBuilt before `vraagbaak models build`.
    """
    if not settings.rerank or ANSWERING not in shipped_models():
        return None
    return load_cross_encoder(settings.models_dir, ANSWERING, settings.threads)


def shipped_models() -> list[str]:
    """Names of the cross-encoders that the package carries."""
    return sorted(path.stem for path in SHIPPED.glob("*.npz"))


def write_shipped(
    path: Path,
    tensors: dict[str, NDArray[np.float32]],
    samples: list[tuple[str, str, float]],
    layers: int,
    frozen: int,
) -> None:
    """Quantise matrices to int8 by row (symmetric, as the runtime's quantiser does) and write."""
    kept: dict[str, NDArray[np.generic]] = {}
    for name, tensor in tensors.items():
        if tensor.ndim != 2:
            kept[name] = tensor.astype(np.float32)
            continue
        scale = np.maximum(np.abs(tensor).max(axis=1, keepdims=True) / 127, 1e-12)
        kept[f"{name}:int8"] = np.round(tensor / scale).astype(np.int8)
        kept[f"{name}:scale"] = scale.astype(np.float32)
    about = json.dumps({"layers": layers, "frozen": frozen, "samples": samples}, ensure_ascii=False)
    np.savez_compressed(path, about=np.array(about), **kept)  # type: ignore[arg-type]


def read_shipped(path: Path) -> Shipped:
    """The weights as float32. Raises ConfigurationError for a damaged file."""
    try:
        with np.load(path, allow_pickle=False) as file:
            about = json.loads(str(file["about"]))
            tensors = {
                name.removesuffix(":int8"): _restored(file, name)
                for name in file.files
                if name != "about" and not name.endswith(":scale")
            }
    except (OSError, ValueError, KeyError) as exc:
        raise ConfigurationError(f"{path} is damaged; install vraagbaak again: {exc}") from exc
    samples = tuple((str(a), str(b), float(logit)) for a, b, logit in about["samples"])
    return Shipped(int(about["layers"]), int(about["frozen"]), tensors, samples)


def _restored(file: np.lib.npyio.NpzFile, name: str) -> NDArray[np.float32]:
    values: NDArray[np.float32] = file[name].astype(np.float32)
    if name.endswith(":int8"):
        values = values * file[f"{name.removesuffix(':int8')}:scale"]
    return values


def untrained(frozen: int) -> tuple[str, ...]:
    """Beginnings of the names of tensors that are the default model's own."""
    return ("bert.embeddings.", *(f"bert.encoder.layer.{n}." for n in range(frozen)))


def _source(name: str) -> Path:
    path = SHIPPED / f"{name}.npz"
    if not path.is_file():
        raise ConfigurationError(f"This installation carries no weights for {name} ({path}).")
    return path


def _recipe(source: Path) -> str:
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:12]
    return f"{RECIPE}+{digest}"


def _open(folder: Path, name: str, threads: int = 0) -> OnnxCrossEncoder:
    return OnnxCrossEncoder(folder / MODEL_FILE, folder / TOKENIZER_FILE, name, threads)


def _build(shipped: Shipped, encoder: Path, work: Path) -> None:
    network: Any = _network(shipped, encoder)
    smooth(network, network.bert.encoder.layer, _samples(shipped, encoder))
    with quantised(work / MODEL_FILE) as plain:
        write_onnx(network, plain, "logit", "words")
    shutil.copyfile(encoder / TOKENIZER_FILE, work / TOKENIZER_FILE)


def _samples(shipped: Shipped, encoder: Path) -> Iterator[Tensor]:
    """The shipped pairs as token ids, each (1, length)."""
    import torch
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(encoder / TOKENIZER_FILE))
    tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
    for first, second, _ in shipped.samples:
        yield torch.tensor([tokenizer.encode(first, second).ids])


def _network(shipped: Shipped, encoder: Path) -> nn.Module:
    import torch
    from transformers import AutoConfig, AutoModel

    config = AutoConfig.from_pretrained(encoder, num_hidden_layers=shipped.layers)
    bert = AutoModel.from_pretrained(encoder, config=config, attn_implementation="eager")
    state = {name: torch.from_numpy(value) for name, value in shipped.tensors.items()}

    class CrossEncoder(torch.nn.Module):
        """Both heads over one encoder."""

        def __init__(self) -> None:
            super().__init__()
            self.bert = bert
            self.classifier = torch.nn.Linear(config.hidden_size, 1)
            self.words = torch.nn.Linear(config.hidden_size, 1)

        def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
            found = self.bert(input_ids=input_ids, attention_mask=attention_mask)
            words = torch.sigmoid(self.words(found.last_hidden_state)).squeeze(-1)
            return self.classifier(found.pooler_output).squeeze(-1), words

    network = CrossEncoder().eval()
    found = network.load_state_dict(state, strict=False)
    taken = untrained(shipped.frozen)
    wrong = [name for name in found.missing_keys if not name.startswith(taken)]
    wrong += found.unexpected_keys
    if wrong:
        raise ConfigurationError(f"The shipped weights do not fit the encoder: {wrong}")
    return network


def _check(shipped: Shipped, work: Path, name: str) -> None:
    pairs = [(first, second) for first, second, _ in shipped.samples]
    found = [score.logit for score in _open(work, name).score(pairs)]
    worst = max(
        (abs(a - b) for a, (_, _, b) in zip(found, shipped.samples, strict=True)), default=0.0
    )
    if worst > STRAY:
        raise ConfigurationError(
            f"The built {name} model strays from the trained one (logits {worst:.2f} apart, at "
            f"most {STRAY} is allowed); please report this with the output of `pip freeze`."
        )
