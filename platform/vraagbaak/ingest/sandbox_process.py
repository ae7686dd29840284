"""One process that reads documents, seen from the service."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any, Self

from vraagbaak import errors
from vraagbaak.errors import DocumentError, DocumentTooLarge, ExtractionFailed
from vraagbaak.ingest import wire
from vraagbaak.ingest.types import Extracted
from vraagbaak.settings import Settings

_MEGABYTE = 1 << 20
_SERVES = 2_000
"""Documents after which a process is replaced: parsers leak."""


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """What reading one document may take."""

    seconds: float = 120.0
    memory_bytes: int = 2048 * _MEGABYTE
    max_bytes: int = 50 * _MEGABYTE
    max_unpacked: int = 500 * _MEGABYTE

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """As the operator set them."""
        return cls(
            seconds=settings.extract_timeout_s,
            memory_bytes=settings.extract_memory_mb * _MEGABYTE,
            max_bytes=settings.document_max_mb * _MEGABYTE,
            max_unpacked=settings.unpacked_max_mb * _MEGABYTE,
        )


class ReadingProcess:
    """A program that reads one document after another, within limits; see ``sandbox_worker``."""

    def __init__(self, limits: SandboxLimits, extractor: str) -> None:
        self._limits = limits
        self._left = _SERVES
        arguments = json.dumps(
            {
                "seconds": limits.seconds,
                "memory_bytes": limits.memory_bytes,
                "max_unpacked": limits.max_unpacked,
                "extractor": extractor,
            }
        )
        # -P and a fresh environment: neither the working directory nor the service's secrets
        # reach a process that reads strangers' files.
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-m", "vraagbaak.ingest.sandbox_worker", arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            close_fds=True,
            start_new_session=True,  # Ctrl-C is for the service, which then ends this
        )

    @property
    def usable(self) -> bool:
        """Whether it may be given another document."""
        return self._left > 0 and self._process.poll() is None

    def read(self, data: bytes, media_type: str, name: str) -> Extracted:
        """Read one document within the limits."""
        self._left -= 1
        request = json.dumps({"media_type": media_type, "name": name}).encode()
        try:
            wire.write_frame(_pipe(self._process.stdin), request)
            wire.write_frame(_pipe(self._process.stdin), data)
        except OSError as exc:
            raise self._died() from exc
        reply = _parsed(self._reply())
        if reply.get("last"):
            self._left = 0
        return _document(reply)

    def stop(self) -> None:
        """End the process and reap it."""
        self._left = 0
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                _close(pipe)

    def _reply(self) -> bytes:
        reader = _Timed(_pipe(self._process.stdout), time.monotonic() + self._limits.seconds)
        try:
            head = reader.read(8)
            body = reader.read(int.from_bytes(head, "big")) if head else b""
        except TimeoutError as exc:
            self.stop()
            raise ExtractionFailed(
                f"Reading it takes longer than {self._limits.seconds:.0f} s; it was stopped."
            ) from exc
        if not body:
            raise self._died()
        return body

    def _died(self) -> ExtractionFailed:
        self._left = 0
        try:
            code = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        how = f"signal {-code}" if code < 0 else f"status {code}"
        return ExtractionFailed(f"Its parser crashed or ran out of memory ({how}).")


class _Timed:
    """Reads from a pipe until a moment."""

    def __init__(self, pipe: IO[bytes], deadline: float) -> None:
        self._descriptor = pipe.fileno()
        self._deadline = deadline

    def read(self, size: int) -> bytes:
        """Exactly ``size`` bytes, or none where the stream ended. Raises TimeoutError."""
        parts: list[bytes] = []
        with selectors.DefaultSelector() as selector:
            selector.register(self._descriptor, selectors.EVENT_READ)
            while size > 0:
                left = self._deadline - time.monotonic()
                if left <= 0 or not selector.select(left):
                    raise TimeoutError
                piece = os.read(self._descriptor, min(size, _MEGABYTE))
                if not piece:
                    return b""
                parts.append(piece)
                size -= len(piece)
        return b"".join(parts)


def _pipe(pipe: IO[bytes] | None) -> Any:
    assert pipe is not None  # noqa: S101 - both are opened with PIPE
    return pipe


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:
        return  # what was still to be written has no reader any more


def _environment() -> dict[str, str]:
    return {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONUTF8": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }


_KINDS: dict[str, Callable[[str], DocumentError]] = {
    kind.__name__: kind
    for kind in (errors.UnsupportedFormat, DocumentTooLarge, ExtractionFailed, DocumentError)
}


def _parsed(reply: bytes) -> dict[str, Any]:
    try:
        value = json.loads(reply)
    except ValueError:
        value = None
    return value if isinstance(value, dict) else {}


def _document(reply: dict[str, Any]) -> Extracted:
    try:
        if "document" in reply:
            return wire.from_json(reply["document"])
        kind, message = reply["error"], str(reply["message"])
    except (ValueError, KeyError, TypeError) as exc:
        raise ExtractionFailed("Its parser gave an answer that makes no sense.") from exc
    raise _KINDS.get(kind, ExtractionFailed)(message)
