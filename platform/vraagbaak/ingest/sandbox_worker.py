"""The process that reads documents for :mod:`vraagbaak.ingest.sandbox`.

Frames go both ways over its standard streams: eight bytes of length, big-endian, then so many
bytes. A request is a JSON frame and a frame of data; a reply is one JSON frame. JSON and not
pickle: a parser that was taken over must not get to run code in the service.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from vraagbaak.errors import DocumentError, ExtractionFailed
from vraagbaak.ingest import wire
from vraagbaak.ingest.types import Extracted

Extract = Callable[[bytes, str, str, int], Extracted]

_FORBIDDEN = frozenset(
    {
        "socket.__new__", "socket.connect", "socket.bind", "socket.getaddrinfo",
        "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.remove",
        "os.rename", "shutil.rmtree", "ctypes.dlopen",
    }
)  # fmt: skip


def main() -> None:
    """Serve requests until the parent closes the stream."""
    limits = json.loads(sys.argv[1])
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a parser prints must not get between the frames
    module, _, name = limits["extractor"].partition(":")
    extract: Extract = getattr(import_module(module), name)
    _restrict(limits["memory_bytes"])
    while True:
        request = wire.read_frame(incoming)
        data = wire.read_frame(incoming)
        if request is None or data is None:
            return
        reply = _answer(extract, json.loads(request), data, limits)
        wire.write_frame(outgoing, json.dumps(reply).encode())


def _answer(
    extract: Extract, request: Mapping[str, str], data: bytes, limits: Mapping[str, Any]
) -> dict[str, Any]:
    """The reply; ``last`` in it says that this process should not be used again."""
    _limit_cpu(limits["seconds"])
    try:
        found = extract(data, request["media_type"], request["name"], limits["max_unpacked"])
    except DocumentError as exc:
        return {"error": type(exc).__name__, "message": exc.message}
    except MemoryError:
        return _failure("Reading it takes more memory than is allowed.") | {"last": True}
    except RecursionError:
        return _failure("Its parts are nested too deeply.")
    except Exception as exc:  # noqa: BLE001 - parsers raise anything on hostile input
        return _failure(f"The file is damaged: {type(exc).__name__}: {str(exc)[:200]}")
    return {"document": wire.to_json(found)}


def _failure(message: str) -> dict[str, Any]:
    return {"error": ExtractionFailed.__name__, "message": message}


def _restrict(memory: int) -> None:
    """No files written, no core dumped, no network, no programs started, bounded memory."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # Not a wall: it stops parsers that fetch what a document names, not code that takes over.
    sys.addaudithook(_deny)


def _deny(event: str, _arguments: tuple[object, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(f"{event} is not allowed while reading documents")


def _limit_cpu(seconds: float) -> None:
    """A hard stop for this document, also when the parent is gone and nobody watches the clock."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + int(seconds) + 2, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
