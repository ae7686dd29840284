"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("platform/vraagbaak", "connectors", "evaluation")
LONGEST = 60
"""Lines of a function. A longer one gives its reason on its def line: ``# long: <reason>``."""


def functions(source: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def too_long(source: str) -> list[str]:
    lines = source.splitlines()
    return [
        node.name
        for node in functions(source)
        if (node.end_lineno or node.lineno) - node.lineno >= LONGEST
        and not lines[node.lineno - 1].partition("# long:")[2].strip()
    ]


def test_no_function_is_long_without_a_reason() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        for name in too_long(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_rule_sees_what_it_should() -> None:
    body = "    pass\n" * (LONGEST - 1)
    assert too_long(f"def f():\n{body}") == []
    assert too_long(f"def f():\n{body}    pass\n") == ["f"]
    assert too_long(f"class C:\n  async def g(self):\n{body}    pass\n") == ["g"]
    assert too_long(f"def f():  # long: one table\n{body}    pass\n") == []
    assert too_long(f"def f():  # long:\n{body}    pass\n") == ["f"]
