"""`python -m evaluation.training COMMAND`: from open texts to the weights that are shipped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evaluation.training.claims import Claims, Sources, claims, fill

if TYPE_CHECKING:
    from evaluation.training.relevance import Cases

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)

Statutes = Annotated[Path, typer.Option(help="JSON lines of articles of Dutch acts.")]
Out = Annotated[Path, typer.Option(help="A folder for what is made.")]
Libreoffice = Annotated[Path, typer.Option(help="As Debian's libreoffice-help-* install it.")]
Gnome = Annotated[Path, typer.Option(help="As Debian's gnome-user-docs installs it.")]
LIBREOFFICE = Path("/usr/share/libreoffice/help")
GNOME = Path("/usr/share/help")


@app.command()
def aligned(
    statutes: Statutes,
    out: Out,
    libreoffice: Libreoffice = LIBREOFFICE,
    gnome: Gnome = GNOME,
    most: int = 44_000,
    seed: int = 7,
) -> None:
    """Train the network of the `aligned` verifier; writes OUT/interaction.npz."""
    from evaluation.models import default_encoder
    from evaluation.training import aligned as network

    found = _claims(statutes, libreoffice, gnome, most, seed)
    out.mkdir(parents=True, exist_ok=True)
    network.make(found, default_encoder(), out / "interaction.npz", typer.echo, seed)


@app.command()
def entailment(
    statutes: Statutes,
    out: Out,
    libreoffice: Libreoffice = LIBREOFFICE,
    gnome: Gnome = GNOME,
    most: int = 44_000,
    minutes: float = 45.0,
    seed: int = 7,
) -> None:
    """Train the cross-encoder of the `entailment` verifier; writes OUT/entailment.npz."""
    from evaluation.training.train import Options, make

    found = _claims(statutes, libreoffice, gnome, most, seed)
    make("entailment", found, Options(minutes=minutes, seed=seed), out, typer.echo)


@app.command()
def reranker(
    statutes: Statutes,
    out: Out,
    libreoffice: Libreoffice = LIBREOFFICE,
    gnome: Gnome = GNOME,
    fillers: int = 2400,
    epochs: int = 6,
    depth: int = 1,
    seed: int = 7,
) -> None:
    """Train the network that re-ranks passages; writes OUT/reranker.npz."""
    from evaluation.training import reranking

    found = _questions(Sources(statutes, libreoffice, gnome), fillers, seed)
    out.mkdir(parents=True, exist_ok=True)
    network = reranking.train(found, typer.echo, epochs, depth, seed)
    reranking.ship(network, out / "reranker.npz")


@app.command()
def answering(
    statutes: Statutes,
    start: Annotated[Path, typer.Option(help="What `entailment` wrote: training goes on there.")],
    out: Out,
    libreoffice: Libreoffice = LIBREOFFICE,
    gnome: Gnome = GNOME,
    fillers: int = 2400,
    minutes: float = 20.0,
    seed: int = 7,
) -> None:
    """Train the cross-encoder that says whether a question is answered; OUT/answering.npz."""
    from evaluation.models import default_encoder
    from evaluation.training.answering import make
    from evaluation.training.train import Options

    found = _questions(Sources(statutes, libreoffice, gnome), fillers, seed)
    options = Options(minutes=minutes, rate=1e-4, check_every=100, seed=seed)
    make(found, default_encoder(), start, options, out, typer.echo)


@app.command()
def calibrate(
    statutes: Statutes,
    tenants: Annotated[Path, typer.Option(help="The demo agencies.")] = Path("tenants"),
    libreoffice: Libreoffice = LIBREOFFICE,
    gnome: Gnome = GNOME,
    out: Annotated[Path | None, typer.Option(help="Default: where the package keeps it.")] = None,
    seed: int = 7,
) -> None:
    """Fit every verifier's calibration on the development split; writes calibration.json."""
    from evaluation.training import calibrate as fitting

    fitting.make(Sources(statutes, libreoffice, gnome), tenants, out, typer.echo, seed)


@app.command()
def sufficiency(
    statutes: Statutes,
    tenants: Annotated[Path, typer.Option(help="The demo agencies.")] = Path("tenants"),
    out: Annotated[Path | None, typer.Option(help="Default: where the package keeps it.")] = None,
    seed: int = 7,
) -> None:
    """Fit when evidence suffices to answer; writes sufficiency.json."""
    from evaluation.models import default_encoder
    from evaluation.training import sufficiency as fitting
    from evaluation.training.asked import read_asked

    fitting.make(read_asked(statutes), tenants, default_encoder(), out, typer.echo, seed)


def _questions(found: Sources, fillers: int, seed: int) -> Cases:
    """Questions beside passages; ``fillers`` passages that nothing is asked of among them."""
    from evaluation.models import default_encoder
    from evaluation.training.asked import read_asked
    from evaluation.training.relevance import cases

    asked = read_asked(found.statutes)
    texts = fill(found, fillers, {one.id for one in asked}, seed)
    return cases(asked, texts, default_encoder(), typer.echo, seed)


def _claims(statutes: Path, libreoffice: Path, gnome: Path, most: int, seed: int) -> Claims:
    found = claims(Sources(statutes, libreoffice, gnome), most, seed)
    typer.echo(
        f"{len(found.edited)} edited claims and {len(found.written)} written ones; "
        f"{len(found.held_edited)} and {len(found.held_written)} held out"
    )
    return found


if __name__ == "__main__":
    app()
