"""`python -m evaluation.training entailment|relevance`: from open texts to shipped weights."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Annotated

import typer

from evaluation.datasets.claims import LabelledClaim
from evaluation.mutations import BAD, GOOD, SourcePassage, mutate
from evaluation.training import pairs, relevance, ship, sources
from evaluation.training.chunks import Chunk, chunks
from evaluation.training.model import Network
from evaluation.training.pairs import Pair
from evaluation.training.train import Options, save, train
from evaluation.training.written import read_written
from vraagbaak.embedding.build import build_default_model
from vraagbaak.embedding.onnx import OnnxEmbedder
from vraagbaak.settings import Settings

app = typer.Typer(no_args_is_help=True)
LANGUAGES = ("nl", "fr", "de", "en")
SHARE = {"nl": 0.46, "fr": 0.18, "de": 0.18, "en": 0.18}
"""Dutch first."""
TURNS = 2
HELD_OUT = 20
"""One document in so many is held out, by a stable number of its name."""

Libreoffice = Annotated[Path, typer.Option(help="As Debian's libreoffice-help-* install it.")]
Gnome = Annotated[Path, typer.Option(help="As Debian's gnome-user-docs installs it.")]
Statutes = Annotated[Path, typer.Option(help="JSON lines of articles of Dutch acts.")]
Out = Annotated[Path, typer.Option(help="A folder for the trained model.")]
LIBREOFFICE = Path("/usr/share/libreoffice/help")
GNOME = Path("/usr/share/help")


@app.command()
def entailment(
    statutes: Statutes,
    out: Out,
    libreoffice: Libreoffice = LIBREOFFICE,
    gnome: Gnome = GNOME,
    most: int = 60_000,
    minutes: float = 45.0,
    layers: int = 12,
    seed: int = 7,
) -> None:
    """Train the model that says whether a passage bears a claim out."""
    documents = _documents(libreoffice, gnome, statutes, seed)
    parts: list[Iterator[Pair]] = [
        pairs.mutated(documents, _mutate(seed, int(0.62 * most)), LANGUAGES, seed),
        islice(pairs.elsewhere(documents, LANGUAGES, seed), int(0.12 * most)),
    ]
    own = list(pairs.written(read_written()))
    # Few, and the only ones that are reworded as people do: each is read more than once.
    found = [*chain.from_iterable(parts), *own, *own, *own]
    _run("entailment", found, Options(layers=layers, minutes=minutes, seed=seed), out)


@app.command(name="relevance")
def relevance_(
    out: Out,
    libreoffice: Libreoffice = LIBREOFFICE,
    gnome: Gnome = GNOME,
    minutes: float = 25.0,
    layers: int = 6,
    seed: int = 7,
) -> None:
    """Train the model that says whether a passage answers a question."""
    embedder = OnnxEmbedder(build_default_model(Settings().models_dir).path, "default")
    help_pages = list(chunks(sources.libreoffice(libreoffice), seed))
    manuals = list(chunks(sources.gnome(gnome), seed))
    parts = (
        relevance.titled(manuals, embedder, LANGUAGES, 400, seed),
        relevance.titled(help_pages, embedder, LANGUAGES, 700, seed),
        relevance.asked(list(read_written()), embedder, seed, repeat=2),
    )
    found = list(chain.from_iterable(parts))
    options = Options(layers=layers, minutes=minutes, seed=seed, token_weight=0.0)
    _run("relevance", found, options, out)


def _documents(libreoffice: Path, gnome: Path, statutes: Path, seed: int) -> list[Chunk]:
    """All chunks, pages whole and in random order."""
    found = [
        *chunks(sources.libreoffice(libreoffice), seed),
        *chunks((t for t in sources.gnome(gnome) if t.language != "en"), seed),
        *chunks(sources.statutes(statutes), seed),
    ]
    pages: dict[str, list[Chunk]] = {}
    for chunk in found:
        pages.setdefault(chunk.document, []).append(chunk)
    names = sorted(pages)
    random.Random(seed).shuffle(names)  # noqa: S311 - an order, no secret
    return [chunk for name in names for chunk in pages[name]]


def _mutate(seed: int, most: int) -> pairs.Mutate:
    """As many claims of each kind, as far as the texts offer them, half of them true."""

    def made(found: Sequence[Chunk], language: str) -> Iterable[LabelledClaim]:
        passages = [
            SourcePassage(" ".join(c.keys), c.document, c.texts[language], language) for c in found
        ]
        quota = SHARE[language] * most / 2
        for kinds in (BAD, GOOD):
            yield from _of(kinds, passages, round(quota / len(kinds)), seed)

    return made


def _of(
    kinds: Sequence[str], passages: Sequence[SourcePassage], quota: int, seed: int
) -> Iterator[LabelledClaim]:
    """Kinds that a text offers seldom are edited in more ways than one."""
    seen: Counter[str] = Counter()
    for turn in range(TURNS):
        wanted = [kind for kind in kinds if seen[kind] < quota]
        for claim in mutate(passages, seed + turn, quota, wanted):
            if seen[claim.kind] < quota:
                seen[claim.kind] += 1
                yield claim


def _run(name: str, found: Sequence[Pair], options: Options, out: Path) -> None:
    held = [pair for pair in found if _held_out(pair.document)]
    held = list(dict.fromkeys(held))[:2000]
    kept = [pair for pair in found if not _held_out(pair.document)]
    typer.echo(f"{len(kept)} pairs, {len(held)} held out")
    typer.echo(f"by kind: {Counter((p.kind, p.holds) for p in kept).most_common()}")
    network = Network(
        build_default_model(Settings().models_dir).path, options.layers, options.frozen
    )
    train(network, kept, held, options, typer.echo)
    save(network, out)
    ship.ship(network, held[:40], out / f"{name}.npz", options.layers)


def _held_out(document: str) -> bool:
    return sum(document.encode()) % HELD_OUT == 0


if __name__ == "__main__":
    app()
