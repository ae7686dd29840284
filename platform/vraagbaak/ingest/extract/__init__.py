"""Files of many formats to text with structure: one module a format, one registry."""

from vraagbaak.ingest.extract.registry import FORMATS, Format, extract, format_of, media_type_of

__all__ = ["FORMATS", "Format", "extract", "format_of", "media_type_of"]
