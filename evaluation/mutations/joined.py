"""Two sentences made one, and a list made a sentence."""

from __future__ import annotations

import re

from evaluation.mutations.statements import Listing, has_verb, listings
from evaluation.mutations.types import Scene
from evaluation.mutations.words import capital, lower_start
from vraagbaak.language import Language

_AND = {Language.NL: "en", Language.FR: "et", Language.DE: "und", Language.EN: "and"}
_LOOSE = re.compile(
    r"\b(?:als|indien|wanneer|omdat|zodat|tenzij|mits|behalve|maar|echter|dus|daarom|if|when"
    r"|unless|because"
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
    language = scene.language
    usable = [one for one in listings(text) if _speaks(one) and has_verb(one.lead, language)]
    return (
        _sentence(scene.rng.choice(usable), scene.language, scene.world.lower) if usable else None
    )


def _speaks(listing: Listing) -> bool:
    """Whether the lead is a statement of some words and the items are phrases."""
    words = _WORD.findall(listing.lead)
    items_ok = all(
        1 <= len(item.split()) <= 12
        and not re.search(r"[.:;?|{}<>=\\#~@\[\]/]|https?", item.rstrip(".;,"))
        for item in listing.items
    )
    joined = " ".join(listing.items)
    if " - " in joined or " – " in joined or re.search(r"\w-\d|\b(?:of|or|ou|oder)$", joined):
        return False
    if any(re.search(r"(?:^| )(?:of|or|ou|oder)[;,]?$", item) for item in listing.items):
        return False
    lead_ok = not re.search(
        r"[?|{}<>=\\#~@\[\]]|https?|\. |\b(?:één|een) van|one of|either|l['’]un|keuze|\bof:",
        listing.lead,
    )
    cut = re.search(r"\b(?:de|het|een|the|an?|le|la|les|des|une?|der|die|das):$", listing.lead)
    return 3 <= len(words) <= 25 and items_ok and lead_ok and not cut


def _sentence(listing: Listing, language: Language, lower: frozenset[str]) -> str:
    items = [_inner(item.rstrip(".;, "), lower) for item in listing.items]
    items = [re.sub(rf",? {_AND[language]}$", "", item) for item in items]
    return f"{capital(listing.lead)} {', '.join(items[:-1])} {_AND[language]} {items[-1]}."


def _inner(item: str, lower: frozenset[str]) -> str:
    """A capital stays unless the corpus writes the word without one."""
    first = re.split(r"\W", item, maxsplit=1)[0]
    return item[0].lower() + item[1:] if first.lower() in lower and not first.isupper() else item
