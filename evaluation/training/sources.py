"""Texts under open licences that the cross-encoders learn from; none of them is a test set.

LibreOffice's help (MPL-2.0) and GNOME's (CC BY-SA 3.0) come as Debian packages in nl, fr, de and
en, paragraph beside paragraph; statutes carry no copyright. `README.md` says how to get them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree, html

from vraagbaak.errors import ConfigurationError

LIBREOFFICE = {"nl": "nl", "fr": "fr", "de": "de", "en": "en-US"}
GNOME = {"nl": "nl", "fr": "fr", "de": "de", "en": "C"}
_MALLARD = "{http://projectmallard.org/1.0/}"
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; the same ``key`` in another language is its translation."""

    document: str
    key: str
    language: str
    heading: str
    """The page's title: what someone who looks for this page asks."""
    text: str


def libreoffice(folder: Path) -> Iterator[Text]:
    """The pages below ``folder/<language>/text``, as LibreOffice's help packages install them."""
    for language, name in LIBREOFFICE.items():
        root = _existing(folder / name / "text", "libreoffice-help-*")
        for path in sorted(root.rglob("*.html")):
            yield from _libreoffice_page(path, path.relative_to(root).as_posix(), language)


def gnome(folder: Path) -> Iterator[Text]:
    """The pages below ``folder/<language>/gnome-help``, as gnome-user-docs installs them."""
    for language, name in GNOME.items():
        root = _existing(folder / name / "gnome-help", "gnome-user-docs")
        for path in sorted(root.glob("*.page")):
            yield from _gnome_page(path, language)


def statutes(path: Path) -> Iterator[Text]:
    """Articles of Dutch acts from JSON lines with `id`, `law`, `artikel` and `text`."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                row = json.loads(line)
                heading = f"{row['law']}, {row['artikel']}"
                yield Text(f"law/{row['law']}", row["id"], "nl", heading, _clean(row["text"]))
            except (json.JSONDecodeError, KeyError) as exc:
                raise ConfigurationError(f"{path}:{number}: is no article: {exc}") from exc


def _existing(folder: Path, package: str) -> Path:
    if not folder.is_dir():
        raise ConfigurationError(f"{folder} does not exist; install Debian's {package} first.")
    return folder


def _libreoffice_page(path: Path, name: str, language: str) -> Iterator[Text]:
    tree = html.fromstring(path.read_bytes())
    title = _clean("".join(tree.xpath("(//h1)[1]//text()")))
    for node in tree.xpath("//p[starts-with(@id, 'par_id')]"):
        text = _clean("".join(node.itertext()))
        if text:
            yield Text(f"libreoffice/{name}", f"{name}#{node.get('id')}", language, title, text)


def _gnome_page(path: Path, language: str) -> Iterator[Text]:
    tree = etree.fromstring(path.read_bytes())
    title = _clean("".join(tree.find(f"{_MALLARD}title").itertext()))
    paragraphs = [_clean("".join(node.itertext())) for node in tree.iter(f"{_MALLARD}p")]
    for number, text in enumerate(paragraphs):
        if text:
            yield Text(f"gnome/{path.name}", f"{path.name}#{number}", language, title, text)


def _clean(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
