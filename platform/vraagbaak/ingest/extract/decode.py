"""Bytes to text when nothing reliable says how."""

from __future__ import annotations

import codecs

from vraagbaak.errors import ExtractionFailed

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096


def decode(data: bytes, declared: str = "") -> str:
    """Text of bytes: by byte order mark, as declared, as UTF-8 or -16, else as Windows-1252.

    Raises ExtractionFailed for bytes that are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data.removeprefix(codecs.BOM_UTF8), encoding)
    for encoding in filter(None, (_known(declared), "utf-8", _utf16(data))):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _checked(text)
    # Windows-1252 leaves five bytes undefined; Latin-1 makes (invisible) controls of them.
    return _checked(data.decode("cp1252", errors="replace"))


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as exc:
        raise ExtractionFailed(f"The file says it is {encoding} but is not: {exc.reason}.") from exc


def _known(declared: str) -> str:
    try:
        name = codecs.lookup(declared.strip()).name if declared.strip() else ""
    except LookupError:
        return ""
    # What calls itself Latin-1 is Windows-1252 in practice (WHATWG Encoding, "latin1" label).
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _utf16(data: bytes) -> str:
    """UTF-16 without a mark shows as zeros in every second byte."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 4 and not even:
        return "utf-16-le"
    if even > len(sample) // 4 and not odd:
        return "utf-16-be"
    return ""


def _checked(text: str) -> str:
    if "\x00" in text[:_SAMPLE]:
        raise ExtractionFailed("The file holds binary data, not text.")
    return text
