"""A website of our own on this machine, whose pages a test changes while it runs."""

import hashlib
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class Reply:
    """What stands at an address."""

    body: bytes = b""
    status: int = 200
    headers: dict = field(default_factory=dict)
    etag: bool = True
    """Whether the server gives and knows entity tags."""
    changed: float | None = None
    """Seconds since 1970, where it gives Last-Modified."""


class Site:
    """Replies by path with query; what was asked for, and what was sent whole."""

    def __init__(self, server):
        self.server = server
        self.url = f"http://127.0.0.1:{server.server_port}"
        self.pages = {}
        self.asked = Counter()
        self.whole = Counter()
        self.agents = set()

    def put(self, path, body="", status=200, etag=True, changed=None, **headers):
        """Place a reply; header names with _ for -."""
        body = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named.setdefault("Content-Type", "text/html; charset=utf-8")
        self.pages[path] = Reply(body, status, named, etag, changed)

    def page(self, path, text="", links=(), head="", lang="nl", **more):
        """An ordinary page with some text and links."""
        items = "".join(f'<li><a href="{link}">lees meer</a></li>' for link in links)
        self.put(
            path,
            f'<!doctype html><html lang="{lang}"><head><title>{path}</title>{head}</head>'
            f"<body><nav><ul>{items}</ul></nav><main><h1>{path}</h1><p>{text}</p></main></body>",
            **more,
        )

    def redirect(self, path, target, status=301):
        self.put(path, status=status, Location=target)

    def robots(self, text):
        self.put("/robots.txt", text, Content_Type="text/plain")

    def forget(self):
        """Begin counting again."""
        self.asked.clear()
        self.whole.clear()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site = None

    def do_GET(self):
        site = self.site
        site.asked[self.path] += 1
        site.agents.add(self.headers.get("User-Agent"))
        reply = site.pages.get(self.path, Reply(b"not here", 404, {"Content-Type": "text/html"}))
        headers = dict(reply.headers)
        if reply.status == 200 and reply.etag:
            headers["ETag"] = f'"{hashlib.sha256(reply.body).hexdigest()[:12]}"'
        if reply.changed is not None:
            headers["Last-Modified"] = formatdate(reply.changed, usegmt=True)
        unchanged = self._unchanged(reply, headers)
        if not unchanged:
            site.whole[self.path] += 1
        self.send_response(304 if unchanged else reply.status)
        body = b"" if unchanged else reply.body
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _unchanged(self, reply, headers):
        tag, since = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        if tag and "ETag" in headers:
            return tag == headers["ETag"]
        if since and reply.changed is not None:
            return parsedate_to_datetime(since).timestamp() >= int(reply.changed)
        return False

    def log_message(self, *_):
        pass


@contextmanager
def local_site():
    """A site without pages, served until the block ends."""
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    site = handler.site = Site(server)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield site
    finally:
        site.stop()
