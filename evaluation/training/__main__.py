"""`python -m evaluation.training COMMAND`: from open texts to the weights that are shipped."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evaluation.training.claims import Claims, Sources, claims

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
    from evaluation.training import aligned as network
    from evaluation.training.models import default_encoder

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


def _claims(statutes: Path, libreoffice: Path, gnome: Path, most: int, seed: int) -> Claims:
    found = claims(Sources(statutes, libreoffice, gnome), most, seed)
    typer.echo(
        f"{len(found.edited)} edited claims and {len(found.written)} written ones; "
        f"{len(found.held_edited)} and {len(found.held_written)} held out"
    )
    return found


if __name__ == "__main__":
    app()
