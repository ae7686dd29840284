"""`vraagbaak ingest` and `vraagbaak sync`: documents into a tenant."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from vraagbaak.app import Services
from vraagbaak.commands.output import JsonFlag, err, out, print_json, progress_bar
from vraagbaak.commands.session import services
from vraagbaak.errors import ConfigurationError, DocumentError
from vraagbaak.ingest import IngestReport
from vraagbaak.tenancy import Source, Tenant

DEFAULT_SOURCE = "upload"


def ingest(slug: str, paths: list[Path], json_: JsonFlag = False) -> None:
    """Files and folders into a tenant. Repeating it changes nothing; removed files go."""
    with services() as parts:
        tenant = parts.tenants.get(slug)
        report = _run(parts, tenant, DEFAULT_SOURCE, paths, None, quiet=json_)
    _finish({DEFAULT_SOURCE: report}, report, json_)


def sync(
    slug: str,
    source: Annotated[str | None, typer.Option(help="Only this source.")] = None,
    json_: JsonFlag = False,
) -> None:
    """Run the sources that the tenant's tenant.yaml names."""
    with services() as parts:
        tenant = parts.tenants.get(slug)
        reports = {
            item.name: _run(parts, tenant, item.name, [Path(item.path)], item.uri_base, quiet=json_)
            for item in _chosen(tenant, source)
        }
    view = {"sources": {name: asdict(report) for name, report in reports.items()}}
    _finish(reports, view, json_)


def _chosen(tenant: Tenant, name: str | None) -> list[Source]:
    chosen = [source for source in tenant.sources if name in (None, source.name)]
    if not chosen:
        known = ", ".join(source.name for source in tenant.sources) or "none"
        wanted = f"source {name!r}" if name else "source"
        raise ConfigurationError(
            f"Tenant {tenant.slug!r} has no {wanted} (it has: {known}); "
            "add it to tenant.yaml and run `vraagbaak tenants apply`."
        )
    return chosen


def _run(
    parts: Services,
    tenant: Tenant,
    source: str,
    paths: list[Path],
    uri_base: str | None,
    *,
    quiet: bool,
) -> IngestReport:
    with progress_bar(quiet=quiet) as bar:
        task = bar.add_task(source, total=None)
        return parts.ingestor.ingest(
            parts.index.for_tenant(tenant.id),
            source,
            paths,
            uri_base=uri_base,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )


def _finish(reports: dict[str, IngestReport], view: object, json_: bool) -> None:
    """Say what happened. Raises DocumentError, for status 1, where a document failed."""
    if json_:
        print_json(view)
    else:
        for name, report in reports.items():
            _print(name, report)
    failed = sum(len(report.failed) for report in reports.values())
    if failed:
        seen = sum(report.seen for report in reports.values())
        raise DocumentError(f"{failed:,} of {seen:,} documents could not be read.")


def _print(name: str, report: IngestReport) -> None:
    counts = asdict(replace(report, failed=(), warnings=()))
    failed = len(report.failed)
    shown = [f"{value:,} {key}" for key, value in counts.items() if isinstance(value, int)]
    out.print(
        f"{name}: {', '.join(shown)}, {failed} failed, {report.seconds:.1f} s", highlight=False
    )
    for failure in report.failed:
        err.print(f"  {failure.key}: {failure.reason}", markup=False, highlight=False, style="red")
    for warning in report.warnings[:20]:
        err.print(f"  {warning}", markup=False, highlight=False, style="yellow")
