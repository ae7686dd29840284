"""Which addresses belong to the site that is crawled."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from connectors.website.config import Config, matcher
from connectors.website.urls import host_of, is_trap, normalised, path_of

_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCUMENTS = {
    "application/pdf": ".pdf",
    f"{_OFFICE}wordprocessingml.document": ".docx",
    f"{_OFFICE}presentationml.presentation": ".pptx",
    f"{_OFFICE}spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.text": ".odt",
}
"""Media types of linked documents that the service reads."""
MEDIA_TYPES = {suffix: media_type for media_type, suffix in DOCUMENTS.items()}
OUTDATED = frozenset({".doc", ".xls", ".ppt", ".rtf", ".ods", ".odp"})
"""Documents that it does not read."""
_NO_DOCUMENTS = frozenset(
    """
    .7z .avi .bmp .bz2 .csv .dmg .eot .eps .epub .exe .gif .gml .gpkg .gpx .gz .ico .ics .jar
    .jpeg .jpg .json .kml .kmz .m4a .m4v .mov .mp3 .mp4 .mpeg .mpg .msi .ogg .ogv .otf
    .png .rar .rss .shp .svg .swf .tar .tif .tiff .ttf .vcf .wav .webm .webmanifest .webp .wmv .woff
    .woff2 .xml .xsd .xsl .zip
    """.split()
)


def suffix_of(url: str) -> str:
    """The suffix of the last segment, in lower case."""
    return PurePosixPath(urlsplit(url).path).suffix.lower()


class Scope:
    """What a configuration lets in."""

    def __init__(self, config: Config) -> None:
        roots = [normalised(root) for root in (*config.starts, *config.sitemaps)]
        self._fixed = matcher(config.hosts)
        self._hosts = {host_of(root) for root in roots if root}
        self._secure = {host_of(root) for root in roots if root.startswith("https:")}
        self._include = matcher(config.include)
        self._exclude = matcher(config.exclude)
        self._follow_only = matcher(config.follow_only)
        self._documents = config.documents

    def admit(self, url: str) -> None:
        """A start redirects here: its host belongs to the site, unless hosts are configured."""
        if self._fixed is None:
            self._hosts.add(host_of(url))
            if url.startswith("https:"):
                self._secure.add(host_of(url))

    def own(self, url: str) -> bool:
        """Whether the address lies on a host of the site."""
        host = host_of(url)
        return bool(self._fixed.fullmatch(host)) if self._fixed else host in self._hosts

    def secured(self, url: str) -> str:
        """A link to a host that is known to speak https, written so."""
        if url.startswith("http:") and host_of(url) in self._secure:
            return f"https:{url[5:]}"
        return url

    def visits(self, url: str) -> bool:
        """Whether the address is to be visited when it is linked."""
        suffix = suffix_of(url)
        if suffix in _NO_DOCUMENTS or (suffix in {*MEDIA_TYPES, *OUTDATED} and not self._documents):
            return False
        if not self.own(url) or is_trap(url) or _any(self._exclude, url):
            return False
        return self._include is None or _any(self._include, url) or self.only_followed(url)

    def keeps(self, url: str) -> bool:
        """Whether the page is a document when it is visited; a start may be none."""
        return not self.only_followed(url) and self.visits(url)

    def only_followed(self, url: str) -> bool:
        """Whether only the page's links count."""
        return _any(self._follow_only, url)


def _any(pattern: re.Pattern[str] | None, url: str) -> bool:
    return bool(pattern and (pattern.fullmatch(url) or pattern.fullmatch(path_of(url))))
