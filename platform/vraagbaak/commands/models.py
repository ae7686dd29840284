"""`vraagbaak models`: the models of our own on this machine."""

from __future__ import annotations

import typer

from vraagbaak.commands.output import JsonFlag, out, print_json, progress_bar
from vraagbaak.commands.session import settings

app = typer.Typer(no_args_is_help=True, help="Build and check the models.")


@app.command()
def build(json_: JsonFlag = False) -> None:
    """Build the default models from their packaged weights; repairs a damaged one."""
    from vraagbaak.embedding.cross_build import build_models

    models_dir = settings().models_dir
    with progress_bar(quiet=json_) as bar:
        task = bar.add_task("models", total=None)
        built = build_models(
            models_dir,
            lambda stage, done, total: bar.update(
                task, description=stage, completed=done, total=total
            ),
        )
    if json_:
        print_json(built)
    else:
        for one in built:
            out.print(f"{one.path.name} stands in {one.path}.", highlight=False, soft_wrap=True)
