"""Reading tenant.yaml: validated whole, every error with its file, line and field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from vraagbaak.errors import TenantFileError
from vraagbaak.tenancy import Tenant

FILE_NAME = "tenant.yaml"
MAX_BYTES = 1_000_000
MAX_DEPTH = 20
"""Levels of nesting; a tenant needs five."""


def load_tenant(path: Path) -> Tenant:
    """The tenant that the file describes.

    Raises TenantFileError with one line a mistake: ``path:line: field: what is wrong``. Every
    mistake in the file is named, not just the first.
    """
    root = _parse(path)
    data = _construct(path, root)
    try:
        tenant = Tenant.model_validate(data)
    except ValidationError as exc:
        lines = [_describe(path, root, error) for error in exc.errors()]
        raise TenantFileError("\n".join(lines)) from exc
    if tenant.slug != path.parent.name:
        line = _line(root, ("slug",))
        raise TenantFileError(
            f"{path}:{line}: slug: is {tenant.slug!r}, but the folder is named {path.parent.name!r}"
        )
    return tenant


def load_tenants(folder: Path) -> list[tuple[Tenant, Path]]:
    """Every ``<folder>/<slug>/tenant.yaml`` with its path; all are read before any error."""
    files = sorted(folder.glob(f"*/{FILE_NAME}"))
    if not files:
        raise TenantFileError(f"{folder}: holds no <slug>/{FILE_NAME}")
    loaded, mistakes = [], []
    for path in files:
        try:
            loaded.append((load_tenant(path), path))
        except TenantFileError as exc:
            mistakes.append(exc.message)
    if mistakes:
        raise TenantFileError("\n".join(mistakes))
    return loaded


def _parse(path: Path) -> yaml.Node:
    try:
        raw = path.read_bytes()
    except OSError as exc:
        raise TenantFileError(f"{path}: cannot be read: {exc.strerror}") from exc
    if len(raw) > MAX_BYTES:
        raise TenantFileError(f"{path}: is larger than {MAX_BYTES:,} bytes")
    try:
        text = raw.decode("utf-8")
        _check_shape(path, text)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except UnicodeDecodeError as exc:
        raise TenantFileError(f"{path}: is not UTF-8 (byte {exc.start})") from exc
    except yaml.YAMLError as exc:
        raise TenantFileError(_yaml_mistake(path, exc)) from exc
    if not isinstance(root, yaml.MappingNode):
        raise TenantFileError(f"{path}:1: must be a mapping of fields such as slug and name")
    for key, first in _repeated(root):
        line = key.start_mark.line + 1
        raise TenantFileError(f"{path}:{line}: {key.value}: is given twice (first on line {first})")
    return root


def _check_shape(path: Path, text: str) -> None:
    """Refuse what makes a small file endless: aliases (*name) and nesting without bottom."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise TenantFileError(f"{path}:{line}: holds an alias (*{event.anchor}); write it out")
        if depth > MAX_DEPTH:
            raise TenantFileError(f"{path}:{line}: is nested deeper than {MAX_DEPTH} levels")


def _construct(path: Path, root: yaml.Node) -> object:
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(root)
    except (yaml.YAMLError, ValueError) as exc:  # ValueError: a date such as 2026-02-30
        raise TenantFileError(_yaml_mistake(path, exc)) from exc
    finally:
        loader.dispose()


def _yaml_mistake(path: Path, exc: yaml.YAMLError | ValueError) -> str:
    mark = getattr(exc, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    return f"{path}:{line}: is not valid YAML: {getattr(exc, 'problem', None) or exc}"


def _repeated(node: yaml.Node) -> Iterator[tuple[yaml.ScalarNode, int]]:
    """Keys that a mapping holds twice, which YAML loaders silently overwrite."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _repeated(item)
    if not isinstance(node, yaml.MappingNode):
        return
    seen: dict[str, int] = {}
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode):
            if key.value in seen:
                yield key, seen[key.value]
            seen.setdefault(key.value, key.start_mark.line + 1)
        yield from _repeated(value)


def _describe(path: Path, root: yaml.Node, error: ErrorDetails) -> str:
    location = tuple(part for part in error["loc"] if part not in ("root", "[key]"))
    field = ".".join(str(part) for part in location) or "file"
    message = error["msg"].removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        message = "is not a field that a tenant.yaml can have"
    elif error["type"] == "missing":
        message = "is required"
    elif "pattern" in error.get("ctx", {}):
        message = f"{error['input']!r} does not have the form {error['ctx']['pattern']}"
    return f"{path}:{_line(root, location)}: {field}: {message}"


def _line(root: yaml.Node, location: tuple[int | str, ...]) -> int:
    """The 1-based line of the deepest part of ``location`` that the file holds."""
    node, line = root, root.start_mark.line + 1
    for part in location:
        step = _child(node, part)
        if step is None:
            break
        node, line = step
    return line


def _child(node: yaml.Node, part: int | str) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return value, key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        item = node.value[part]
        return item, item.start_mark.line + 1
    return None
