"""What a model wants before a text: its own prompts, or those of its family."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CONFIG = "config_sentence_transformers.json"


@dataclass(frozen=True, slots=True)
class Prompts:
    """Prefixes for questions and for passages; empty where a model knows none."""

    query: str
    passage: str

    @property
    def sentence(self) -> str:
        """For symmetric comparison. The e5 model cards advise `query: ` on both sides."""
        return self.query if self.passage else ""


E5 = Prompts("query: ", "passage: ")


def prompts_for(own: Mapping[str, str | None], name: str) -> Prompts:
    """The model's own prompts where it names any; e5's for e5 models; otherwise none.

    e5's instruct models ask for a task description, which their own prompts hold.
    """
    query = own.get("query") or ""
    passage = own.get("passage") or own.get("document") or ""
    if query or passage:
        return Prompts(query, passage)
    lowered = name.lower().rpartition("/")[2]
    return E5 if "e5" in lowered.split("-") and "instruct" not in lowered else Prompts("", "")


def prompts_in(folder: Path, name: str) -> Prompts:
    """As ``prompts_for``, reading the folder's own."""
    path = folder / CONFIG
    own = json.loads(path.read_text(encoding="utf-8")).get("prompts") if path.is_file() else None
    return prompts_for(own or {}, name)
