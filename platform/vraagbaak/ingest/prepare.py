"""An extracted document to what the index stores: chunks with their language, title and address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import quote

from vraagbaak.index.text import embedding_text
from vraagbaak.index.types import HEADING_SEPARATOR, Document, NewPassage
from vraagbaak.ingest.chunk import ChunkLimits, CountTokens, chunk
from vraagbaak.ingest.types import Chunk, Extracted
from vraagbaak.ingest.worth import says_something
from vraagbaak.language import Language

DetectLanguage = Callable[[str], Language | None]

_SHORT_TITLE = 4
"""Words. A title such as "Beperkingen van het protocol" does not say what it is about."""
_SURE = 80
"""Characters from which a passage's language is told from itself."""
_ORDER = re.compile(r"^\d+[\s._-]+(?=\D)")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready to be embedded and stored."""

    document: Document
    passages: tuple[NewPassage, ...]
    warnings: tuple[str, ...]

    def embedding_texts(self) -> list[str]:
        """What the model reads of each passage."""
        title = self.document.title
        return [embedding_text(title, p.heading, p.context, p.text) for p in self.passages]


@dataclass(frozen=True, slots=True)
class Preparer:
    """What all documents of a run are prepared with."""

    count_tokens: CountTokens
    detect: DetectLanguage
    limits: ChunkLimits

    def prepare(self, document: Document, extracted: Extracted) -> Prepared:
        """Cut a document into passages. ``document`` comes without text, language and dates."""
        found = chunk(extracted, self.count_tokens, self.limits)
        kept = [one for one in found if says_something(one.text)]
        languages = self._languages(kept, extracted.language)
        warnings = list(extracted.warnings)
        if len(kept) < len(found):
            warnings.append("Parts that hold no words (links, unfilled fields) were left out.")
        if not kept:
            warnings.append("Nothing in it can be answered from.")
        return Prepared(
            document=replace(
                document,
                text=extracted.text,
                language=_common(kept, languages) or extracted.language,
                valid_from=extracted.valid_from,
                valid_until=extracted.valid_until,
            ),
            passages=tuple(
                _passage(one, language) for one, language in zip(kept, languages, strict=True)
            ),
            warnings=tuple(warnings),
        )

    def _languages(self, chunks: Sequence[Chunk], hint: Language | None) -> list[Language | None]:
        """Each chunk's language; of one too short to tell, the document's."""
        told = [self.detect(one.text) if len(one.text) >= _SURE else None for one in chunks]
        usual = _common(chunks, told) or hint or self.detect(" ".join(c.text for c in chunks))
        return [language or usual for language in told]


def title_of(extracted: Extracted, key: str, hint: str, folder_title: str) -> str:
    """A document's title: its own, else the connector's, else from its name.

    A title of a few words is qualified by that of its folder's index page, as chapters of a book
    are: "Vegetatieopname: Werkwijze".
    """
    title = extracted.title or hint or _readable(key)
    if not folder_title or folder_title.casefold() == title.casefold():
        return title
    return f"{folder_title}: {title}" if len(title.split()) <= _SHORT_TITLE else title


def uri_of(key: str, uri: str, uri_base: str | None) -> str:
    """Where a document can be opened; empty where nobody said."""
    if uri or not uri_base:
        return uri
    return f"{uri_base.rstrip('/')}/{quote(key)}"


def _readable(key: str) -> str:
    stem = _ORDER.sub("", PurePosixPath(key).stem)
    words = " ".join(re.split(r"[\s_-]+", stem)).strip() or key
    return words[0].upper() + words[1:]


def _common(chunks: Sequence[Chunk], languages: Sequence[Language | None]) -> Language | None:
    """The language of most of the text."""
    weights: Counter[Language] = Counter()
    for one, language in zip(chunks, languages, strict=True):
        if language:
            weights[language] += len(one.text)
    return weights.most_common(1)[0][0] if weights else None


def _passage(one: Chunk, language: Language | None) -> NewPassage:
    return NewPassage(
        text=one.text,
        start=one.start,
        end=one.end,
        heading=HEADING_SEPARATOR.join(one.heading_path),
        page=one.page,
        context=one.context,
        language=language,
    )
