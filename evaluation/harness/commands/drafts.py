"""`vraagbaak evaluate generate` and `accept`: drafts of golden questions, and a human's yes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from vraagbaak.commands.output import JsonFlag, out, print_json
from vraagbaak.commands.session import services
from vraagbaak.errors import VraagbaakError
from vraagbaak.tenancy import Tenant

DRAFTS, GOLDEN = "questions.drafts.jsonl", "questions.jsonl"


def generate(
    slug: str,
    count: Annotated[int, typer.Option(min=1, max=2000, help="How many drafts.")] = 40,
    out_: Annotated[
        Path | None, typer.Option("--out", help="Drafts file; beside the tenant's questions.")
    ] = None,
    templates: Annotated[
        bool, typer.Option("--templates", help="Templates only, also where a model is configured.")
    ] = False,
    seed: Annotated[int, typer.Option(help="Other drafts for another seed.")] = 7,
    json_: JsonFlag = False,
) -> None:
    """Draft golden questions from the tenant's own documents, for a human to accept."""
    from evaluation.drafts import draft_questions, write_drafts
    from vraagbaak.answer.model import chat_model

    with services() as parts:
        tenant = parts.tenants.get(slug)
        index = parts.index.for_tenant(tenant.id)
        passages = {doc.key: index.of_document(doc.key) for doc in index.documents()}
        if not passages:
            raise VraagbaakError(f"Tenant {slug!r} has no documents yet; ingest them first.")
        model = None if templates else chat_model(parts.settings)
        drafts = draft_questions(passages, count, model, seed)
    path = out_ or _folder(tenant) / DRAFTS
    new = write_drafts(path, slug, drafts)
    kinds = Counter(draft.kind.value for draft in drafts)
    if json_:
        print_json({"file": str(path), "drafts": len(drafts), "new": new, "kinds": kinds})
        return
    shown = ", ".join(f"{number} {kind}" for kind, number in kinds.items())
    out.print(f"{path}: {new} new drafts ({shown}).", highlight=False, markup=False, soft_wrap=True)
    hint = f"Read and mend them, then: vraagbaak evaluate accept {path} ID..."
    out.print(hint, highlight=False, markup=False, soft_wrap=True)


def accept(
    file: Annotated[Path, typer.Argument(help="The drafts file.")],
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="The drafts to accept.")],
    to: Annotated[
        Path | None, typer.Option(help="The golden questions; questions.jsonl beside FILE.")
    ] = None,
    json_: JsonFlag = False,
) -> None:
    """Move drafts that a human has read to the golden questions."""
    from evaluation.drafts import accept as move

    target = to or file.with_name(GOLDEN)
    accepted = move(file, ids, target)
    if json_:
        print_json({"file": str(target), "accepted": accepted})
    else:
        text = f"{target}: {len(accepted)} accepted."
        out.print(text, highlight=False, markup=False, soft_wrap=True)


def _folder(tenant: Tenant) -> Path:
    """Where the tenant's questions are: beside its tenant.yaml, where that can be told."""
    beside = (Path(source.path).parent for source in tenant.sources)
    return next((path for path in beside if path.is_dir()), Path("tenants") / tenant.slug)
