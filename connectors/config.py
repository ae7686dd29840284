"""What a source's configuration is made of: strict models, and secrets by reference."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from connectors.errors import SourceRefused

REFERENCE = r"^(?:env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$"
SecretRef = Annotated[
    str,
    StringConstraints(pattern=REFERENCE, max_length=1000),
]
"""Where a secret is kept: ``env:NAME`` or ``file:/run/secrets/name``; never the secret itself."""
HttpUrl = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=2000)]
GlobPattern = Annotated[str, StringConstraints(min_length=1, max_length=500)]

ALLOWED_NAME = re.compile(r"VRAAGBAAK_SECRET_[A-Za-z0-9_]+")
"""Variables that a reference may name: a tenant's file must not read the service's own."""


class SourceConfig(BaseModel):
    """The configuration of one source; its JSON schema makes the console's form.

    Unknown fields are errors: a typing mistake must not silently become a default.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class Secrets:
    """Looks secrets up; never shows them."""

    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    folder: Path | None = None
    """Where files with secrets must lie, such as /run/secrets; None allows no files."""

    def get(self, reference: str) -> str:
        """The secret without white space around it.

        Raises SourceRefused that names the reference, never what it holds.
        """
        kind, _, name = reference.partition(":")
        found = self._variable(name) if kind == "env" else self._file(name)
        if not found.strip():
            raise SourceRefused(f"The secret {reference} is empty.")
        return found.strip()

    def _variable(self, name: str) -> str:
        if not ALLOWED_NAME.fullmatch(name):
            raise SourceRefused(f"env:{name}: name a variable that begins with VRAAGBAAK_SECRET_.")
        if name not in self.environment:
            raise SourceRefused(f"The environment has no {name}; set it for the service.")
        return self.environment[name]

    def _file(self, name: str) -> str:
        if self.folder is None:
            raise SourceRefused(f"file:{name}: no folder for secrets is configured.")
        path = (self.folder / name).resolve()
        if not path.is_relative_to(self.folder.resolve()):
            raise SourceRefused(f"file:{name} lies outside {self.folder}.")
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as exc:
            raise SourceRefused(f"file:{name} cannot be read.") from exc
