"""Opening Chroma: embedded with a bound on what stays loaded, or a server."""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import httpx

from vraagbaak.errors import ConfigurationError, IndexUnavailable
from vraagbaak.index.vectors import VectorSpace

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection


TIMEOUT_S = 60.0
"""For one call to a server, such as storing 2,000 vectors."""


class FolderLock:
    """Keeps a process from loading files that another one is writing: Chroma could crash on it.

    Threads of one process need no lock among each other, Chroma sees to that.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writers = 0
        self._count = threading.Lock()

    @contextmanager
    def held(self, *, writes: bool) -> Iterator[None]:
        """Shared for reading, exclusive for writing."""
        if not writes and self._writers:
            yield
            return
        with self._path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX if writes else fcntl.LOCK_SH)
            with self._count:
                self._writers += writes
            try:
                yield
            finally:
                with self._count:
                    self._writers -= writes


class Session:
    """One opening of Chroma, with what is known of the collections it has loaded."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.collections: dict[VectorSpace, Collection] = {}
        self.versions: dict[VectorSpace, int] = {}
        self.users = 0
        self.retired = False


class Sessions:
    """The current session, and older ones until their last user is done.

    An embedded Chroma does not notice what another process writes: a collection that is loaded
    stays as it was, and writing to it would overwrite the other's vectors. So whoever knows of a
    newer version of a space has Chroma opened afresh.
    """

    def __init__(self, connect: Callable[[], Client], folder: FolderLock | None) -> None:
        self._connect = connect
        self._folder = folder
        self._lock = threading.Lock()
        self._current: Session | None = Session(connect())

    @property
    def embedded(self) -> bool:
        """Whether Chroma runs in this process."""
        return self._folder is not None

    @contextmanager
    def use(self, *, writes: bool = False) -> Iterator[Session]:
        """The current session; it stays open at least as long."""
        folder = self._folder.held(writes=writes) if self._folder else nullcontext()
        with folder, self._current_session() as session:
            yield session

    @contextmanager
    def _current_session(self) -> Iterator[Session]:
        with self._lock:
            session = self._current
            if session is None:
                raise IndexUnavailable("The vector index is closed.")
            session.users += 1
        try:
            yield session
        finally:
            with self._lock:
                session.users -= 1
                self._close_if_done(session)

    def refresh(self, space: VectorSpace, version: int) -> None:
        """Have no older version of the space in memory than this one."""
        if not self.embedded or self._current is None:
            return
        with self._lock:
            if self._current.versions.setdefault(space, version) < version:
                self._renew()
                self._current.versions[space] = version

    def renew(self) -> None:
        """Open Chroma afresh, whatever is known."""
        with self._lock:
            if self._current:
                self._renew()

    def advance(self, space: VectorSpace, version: int) -> None:
        """What is in memory is this version: we wrote it ourselves."""
        with self._lock:
            if self._current:
                self._current.versions[space] = version

    def close(self) -> None:
        """Close everything that is not in use, and the rest when it no longer is."""
        with self._lock:
            if self._current:
                self._retire()
            self._current = None

    def _renew(self) -> None:
        self._retire()
        self._current = Session(self._connect())

    def _retire(self) -> None:
        if self._current:
            self._current.retired = True
            self._close_if_done(self._current)

    def _close_if_done(self, session: Session) -> None:
        if session.retired and not session.users:
            session.collections.clear()
            if not self.embedded:
                for http in _http(session.client):
                    http.close()
            session.client.close()


def _http(client: Any) -> list[httpx.Client]:
    """Chroma's connections to its server: it neither limits their time nor closes them."""
    return [one._server._session for one in (client, client._admin_client)]  # noqa: SLF001


def embedded_sessions(folder: Path, loaded_collections: int) -> Sessions:
    """Chroma inside this process, kept in ``folder``.

    At most ``loaded_collections`` collections stay in memory: the one used longest ago goes. Chroma
    itself derives that bound from the limit on open files, which is no bound on memory.
    """
    from chromadb.api.client import Client
    from chromadb.api.rust import RustBindingsAPI
    from chromadb.config import Settings, System

    folder.mkdir(parents=True, exist_ok=True)

    def connect() -> Client:
        settings = Settings(
            is_persistent=True, persist_directory=str(folder), anonymized_telemetry=False
        )
        system = System(settings)
        system.instance(RustBindingsAPI).hnsw_cache_size = loaded_collections
        system.start()
        return Client.from_system(system)

    return Sessions(connect, FolderLock(folder / "lock"))


def server_sessions(url: str) -> Sessions:
    """A Chroma server at ``http://host:port``. Raises IndexUnavailable and ConfigurationError."""
    import chromadb
    from chromadb.config import Settings

    address = urlsplit(url)
    host = address.hostname
    if address.scheme not in ("http", "https") or not host:
        # Without its scheme, "chroma:8000" would be read as no host at all.
        raise ConfigurationError(f"VRAAGBAAK_CHROMA_URL {url!r} must be http://host:port.")

    def connect() -> Client:
        client = chromadb.HttpClient(
            host=host,
            port=address.port or (443 if address.scheme == "https" else 8000),
            ssl=address.scheme == "https",
            settings=Settings(anonymized_telemetry=False),
        )
        for http in _http(client):
            http.timeout = httpx.Timeout(TIMEOUT_S)
        return cast("Client", client)

    try:
        return Sessions(connect, None)
    except (ValueError, OSError) as exc:
        raise IndexUnavailable(f"No Chroma server answers at {url}") from exc
