"""Feeds as they are found: XML, or nearly."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from html.entities import name2codepoint
from typing import Any

from lxml import etree

from connectors.errors import SourceBroken
from connectors.website.text import decoded

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_OF_XML = ("amp", "lt", "gt", "quot", "apos")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_ROOTS = ("rss", "RDF", "feed")


@dataclass(frozen=True, slots=True)
class Tree:
    """The elements of a feed."""

    root: Any
    fault: str = ""
    """What was wrong with it, where it could be read all the same."""


def parse(content: bytes, content_type: str, url: str) -> Tree:
    """A feed, its mistakes passed over. Raises SourceBroken for what is no feed."""
    text = decoded(content, content_type)
    text = _DECLARATION.sub("", _FORBIDDEN.sub("", text.lstrip("\ufeff")), count=1)
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    source = _ENTITY.sub(_character, text).encode("utf-8").strip()
    root = etree.fromstring(source, parser) if source else None
    if root is None or local(root) not in _ROOTS:
        raise SourceBroken(f"{url} is no feed: {_instead(text, root)}")
    faults = [error for error in parser.error_log if error.level >= etree.ErrorLevels.ERROR]
    return Tree(root, f"line {faults[0].line}: {faults[0].message}" if faults else "")


def _instead(text: str, root: Any) -> str:
    if not text.strip():
        return "it is empty."
    if _PAGE.match(text):
        return "it is a web page. Give the address of the RSS or Atom feed itself."
    return "it is not XML." if root is None else f"it begins with <{local(root)}>."


def local(element: Any) -> str:
    """An element's name without its namespace; empty for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def namespace(element: Any) -> str:
    """An element's namespace; empty where it has none."""
    return (etree.QName(element).namespace or "") if isinstance(element.tag, str) else ""


def inner(element: Any) -> str:
    """What an element holds, as markup without namespaces."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            copied = deepcopy(child)  # away from the feed's own namespaces
            for one in copied.iter("*"):
                one.tag = local(one)
            etree.cleanup_namespaces(copied)
            parts.append(etree.tostring(copied, encoding="unicode", method="html"))
        else:
            parts.append(child.tail or "")
    return "".join(parts).strip()


def _character(found: re.Match[str]) -> str:
    """HTML's names for characters are none in XML, yet feeds are full of them."""
    name = found.group(1)
    if name in _OF_XML or name not in name2codepoint:
        return found.group()
    return f"&#{name2codepoint[name]};"
