"""What connectors ask of the web."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Response:
    """A whole answer, its content decompressed."""

    status: int
    url: str
    """Where it came from in the end, after redirects."""
    headers: Mapping[str, str]
    """Names in lower case."""
    content: bytes
    hops: tuple[str, ...] = ()
    """The addresses that redirected, in order."""

    @property
    def text(self) -> str:
        """The content in the charset of its media type, else UTF-8; what is none is replaced."""
        _, _, charset = self.headers.get("content-type", "").lower().partition("charset=")
        try:
            return self.content.decode(charset.split(";")[0].strip(" \"'") or "utf-8", "replace")
        except LookupError:
            return self.content.decode("utf-8", "replace")


class Http(Protocol):
    """A polite client that reaches public addresses only. Blocking and thread-safe."""

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        expected: Sequence[int] = (200,),
        max_bytes: int | None = None,
        redirects: bool = True,
    ) -> Response:
        """The answer to one request, after retries where the server asks for patience.

        Raises AddressRefused for an address that may not be reached, on any hop; SourceUnavailable
        when there is no answer in time, or a 429 or 5xx after all retries; SourceRefused for 401
        and 403, and SourceBroken for any other status that is not ``expected`` (give those the
        caller acts on, such as 304 or 404) and for more than ``max_bytes``. Headers of
        authorisation go to the first origin only.
        """

    def download(
        self,
        url: str,
        target: Path,
        *,
        headers: Mapping[str, str] | None = None,
        expected: Sequence[int] = (200,),
        max_bytes: int | None = None,
    ) -> Response:
        """A GET whose content goes into a file and not into memory: for what may be huge.

        The file is made, or replaced, when a 2xx came in whole, and is as it was otherwise. The
        answer's ``content`` is empty. Raises as :meth:`request` does, and OSError when the file
        cannot be written.
        """
