"""`vraagbaak tenants`: create, update and list tenants."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from vraagbaak.commands.output import JsonFlag, out, print_json
from vraagbaak.commands.session import directory
from vraagbaak.errors import VraagbaakError
from vraagbaak.language import Language
from vraagbaak.tenancy import Change, Localised, Tenant
from vraagbaak.tenantfile import load_tenants

app = typer.Typer(no_args_is_help=True, help="Create, update and list tenants.")


@app.command()
def apply(folder: Path, json_: JsonFlag = False) -> None:
    """Create or update tenants from FOLDER/<slug>/tenant.yaml. Safe to repeat."""
    tenants = load_tenants(folder)
    with directory() as parts:
        applied = [parts.tenants.apply(_with_places(tenant, path)) for tenant, path in tenants]
    if json_:
        print_json(applied)
        return
    for item in applied:
        fields = f" ({', '.join(item.fields)})" if item.fields else ""
        out.print(f"{item.slug}: {item.change}{fields}", highlight=False)


@app.command()
def add(
    slug: str,
    name: Annotated[str, typer.Option(help="The agency's name.")],
    language: Annotated[Language, typer.Option(help="The agency's language.")] = Language.NL,
    json_: JsonFlag = False,
) -> None:
    """Create a tenant without a folder. An existing tenant of that slug is an error."""
    tenant = _plain_tenant(slug, name, language)
    with directory() as parts:
        if any(known.slug == slug for known in parts.tenants.list()):
            raise VraagbaakError(
                f"There is a tenant {slug!r} already; change it with tenants apply."
            )
        applied = parts.tenants.apply(tenant)
    if json_:
        print_json(applied)
    else:
        out.print(f"{slug}: {Change.CREATED}", highlight=False)


@app.command(name="list")
def list_(json_: JsonFlag = False) -> None:
    """The tenants that exist, with their numbers of passages."""
    with directory() as parts:
        counts = parts.passages()
        rows = [
            {
                "slug": tenant.slug,
                "name": tenant.name.in_(tenant.own_language()),
                "languages": list(tenant.languages),
                "phase": tenant.phase,
                "passages": counts[tenant.slug],
            }
            for tenant in parts.tenants.list()
        ]
    if json_:
        print_json(rows)
        return
    table = Table("slug", "name", "languages", "phase", "passages")
    for row in rows:
        table.add_row(*(_cell(value) for value in row.values()))
    out.print(table)


def _cell(value: object) -> str:
    return escape(", ".join(value) if isinstance(value, list) else str(value))


def _plain_tenant(slug: str, name: str, language: Language) -> Tenant:
    try:
        return Tenant(slug=slug, name=Localised({language: name}), languages=(language,))
    except ValueError as exc:
        raise VraagbaakError(
            f"{slug!r} is no slug: lower-case letters, digits and hyphens, 3 to 42 of them"
        ) from exc


def _with_places(tenant: Tenant, path: Path) -> Tenant:
    """Source folders are meant relative to the file; the registry has no file, so make absolute."""
    sources = tuple(
        source.model_copy(update={"path": str((path.parent / source.path).resolve())})
        for source in tenant.sources
    )
    return tenant.model_copy(update={"sources": sources})
