"""Two sentences made one, and a list made a sentence."""

from __future__ import annotations

import re

from evaluation.mutations.statements import Listing, listings
from evaluation.mutations.types import Scene
from evaluation.mutations.words import capital, lower_start
from vraagbaak.language import Language

_AND = {Language.NL: "en", Language.FR: "et", Language.DE: "und", Language.EN: "and"}
_LOOSE = re.compile(
    r"\b(?:als|indien|wanneer|omdat|zodat|tenzij|mits|behalve|maar|echter|dus|daarom|if|when|unless|because"
    r"|but|however|therefore|si|sauf|mais|donc|lorsque|wenn|falls|weil|aber|jedoch|daher)\b|[:;]",
    re.IGNORECASE,
)
_LONGEST = 60
_WORD = re.compile(r"[^\W\d_]{2,}")


def merged(scene: Scene) -> str | None:
    """The sentence and the next one, joined by "and" or a semicolon."""
    after = scene.statement.after
    inner = lower_start(after) if after else None
    if not after or len(f"{scene.text} {after}".split()) > _LONGEST:
        return None
    first = scene.text[:-1]
    if inner and not _LOOSE.search(first) and not _LOOSE.search(after) and scene.rng.random() < 0.7:
        return f"{first} {_AND[scene.language]} {inner}"
    return f"{first}; {inner}" if inner else None


def list_to_sentence(scene: Scene) -> str | None:
    """The passage's list as one sentence: its lead, and its items with commas and "and"."""
    text = scene.world.texts.get(scene.statement.passage, "")
    usable = [one for one in listings(text) if _speaks(one)]
    return _sentence(scene.rng.choice(usable), scene.language) if usable else None


def _speaks(listing: Listing) -> bool:
    """Whether the lead is a statement of some words and the items are phrases."""
    words = _WORD.findall(listing.lead)
    items_ok = all(
        1 <= len(item.split()) <= 12
        and not re.search(r"[.:;?|{}<>=\\#~@\[\]/]|https?", item.rstrip(".;,"))
        for item in listing.items
    )
    lead_ok = not re.search(r"[?|{}<>=\\#~@\[\]]|https?|\. ", listing.lead)
    return 3 <= len(words) <= 25 and items_ok and lead_ok


def _sentence(listing: Listing, language: Language) -> str:
    items = [_inner(item.rstrip(".;, ")) for item in listing.items]
    items = [re.sub(rf",? (?:{_AND[language]}|of|or)$", "", item) for item in items]
    return f"{capital(listing.lead)} {', '.join(items[:-1])} {_AND[language]} {items[-1]}."


def _inner(item: str) -> str:
    """A capital stays where the word is an abbreviation or holds one."""
    first = item.split()[0]
    return item if not first[1:].islower() and len(first) > 1 else lower_start(item) or item
