"""A folder of documents to passages, with the readers and the cutting that tenants get."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from connectors.folder import FolderConnector
from evaluation.mutations.types import SourcePassage
from vraagbaak.errors import ConfigurationError, DocumentError
from vraagbaak.ingest import InProcess, chunk
from vraagbaak.ingest.extract import format_of, media_type_of
from vraagbaak.ingest.worth import says_something
from vraagbaak.language import Language, LanguageDetector

_CHARS_A_TOKEN = 4.2
"""Of multilingual-e5's tokens over Dutch prose; passages then get the usual size without it."""
_SURE = 80


def read_corpus(folder: Path) -> list[SourcePassage]:
    """The passages of every readable document below ``folder``; ids are "document#number".

    Raises ConfigurationError where the folder is missing or nothing in it can be read.
    """
    if not folder.is_dir():
        raise ConfigurationError(f"{folder} is no folder; name one that holds documents.")
    detector = LanguageDetector()
    found = [passage for key, data in _files(folder) for passage in _passages(key, data, detector)]
    if not found:
        raise ConfigurationError(
            f"No document in {folder} could be read; Markdown, text, HTML, "
            "PDF and office files can."
        )
    return found


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for item in FolderConnector((folder,)).items():
        try:
            format_of(item.media_type, item.key)
        except DocumentError:
            continue
        yield item.key, item.read()


def _passages(key: str, data: bytes, detector: LanguageDetector) -> Iterator[SourcePassage]:
    try:
        extracted = InProcess().read(data, media_type_of(key), key)
    except DocumentError:
        return
    usual = extracted.language or detector.detect(extracted.text)
    kept = [one for one in chunk(extracted, _tokens) if says_something(one.text)]
    for number, one in enumerate(kept):
        told = detector.detect(one.text) if len(one.text) >= _SURE else None
        language: Language | None = told or usual
        if language:
            yield SourcePassage(f"{key}#{number}", key, one.text, language.value)


def _tokens(texts: Sequence[str]) -> list[int]:
    return [round(len(text) / _CHARS_A_TOKEN) for text in texts]
