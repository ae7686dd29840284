"""A website made of the corpora's Markdown, as agencies' sites are: three templates, real mishaps.

The templates differ in what they mark: ``landmarks`` has HTML's own elements for a page's parts,
``drupal`` an article and roles among many regions, ``divs`` nothing but the names of its divs.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from evaluation.benchmarks.crawl_templates import TEMPLATES, PageParts, listing
from vraagbaak.ingest.extract import front_matter, markdown_source

SEED = 11
MENU, RELATED = 25, 4


@dataclass(frozen=True, slots=True)
class Source:
    """A Markdown file as a page."""

    path: str
    """Where the page stands on the site."""
    title: str
    text: str
    """Its words as the Markdown has them, those of a title that the template adds included."""
    body: str
    """Its HTML."""
    template: str


@dataclass(slots=True)
class Site:
    """What the server sends, and what it sent."""

    url: str = ""
    pages: dict[str, bytes] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    whole: Counter[str] = field(default_factory=Counter)
    """Paths sent in full."""
    spared: Counter[str] = field(default_factory=Counter)
    """Paths answered with 304."""

    def forget(self) -> None:
        """Begin counting again."""
        self.whole.clear()
        self.spared.clear()


def read_sources(corpora: Path, most: int | None) -> list[Source]:
    """The Markdown files of all corpora, the first ``most`` of each; SOURCE.md is none of them."""
    found = []
    for corpus in sorted(path for path in corpora.iterdir() if path.is_dir()):
        files = [path for path in sorted(corpus.rglob("*.md")) if path.name != "SOURCE.md"]
        step = max(1, len(files) // most) if most else 1
        found += [_source(path, corpora) for path in files[::step][:most]]
    return found


def _source(path: Path, corpora: Path) -> Source:
    matter = front_matter.split(path.read_text(encoding="utf-8", errors="replace"))
    tokens = _parser().parse(markdown_source.prepare(matter.body).text)
    body = _parser().renderer.render(tokens, _parser().options, {})
    text = "\n".join(_texts(tokens))
    place = path.relative_to(corpora).with_suffix("").as_posix().replace(" ", "-")
    headed = next((t for t in tokens if t.type == "heading_open" and t.tag == "h1"), None)
    title = str(matter.values.get("title") or "").strip() or path.stem.replace("-", " ")
    if headed:
        title = " ".join(_texts([tokens[tokens.index(headed) + 1]])) or title
    else:  # as site generators do
        body, text = f"<h1>{escape(title)}</h1>\n{body}", f"{title}\n{text}"
    names = sorted(TEMPLATES)
    template = names[int(hashlib.sha256(place.encode()).hexdigest(), 16) % len(names)]
    return Source(f"/{place}", title, text, body, template)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return parser.use(footnote_plugin).use(deflist_plugin)


def _texts(tokens: Sequence[Token]) -> Iterator[str]:
    """The words of Markdown, straight from its tokens: neither extractor has a hand in them."""
    for token in tokens:
        if token.type == "inline":
            yield "".join(_inline(token.children or []))
        elif token.type in ("fence", "code_block"):
            yield token.content
        elif token.type == "html_block":
            yield _visible(token.content)


def _inline(children: Sequence[Token]) -> Iterator[str]:
    for token in children:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak", "html_inline"):
            yield " " if token.type != "html_inline" or token.content.startswith("<br") else ""
        elif token.type == "image":
            yield "".join(_inline(token.children or []))


def _visible(markup: str) -> str:
    try:
        root = lxml_html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    for element in list(root.iter("script", "style")):
        element.drop_tree()
    return " ".join(root.itertext())


def build(sources: Sequence[Source]) -> Site:
    """The whole site, but for its address: pages, lists of them, and what goes wrong on sites."""
    site = Site()
    chance = random.Random(SEED)  # noqa: S311 - the same site every time
    for source in sources:
        site.pages[source.path] = render(source, sources, chance)
    links = [(source.path, source.title) for source in sources]
    corpora = sorted({path.split("/")[1] for path, _ in links})
    for corpus in corpora:
        below = [link for link in links if link[0].split("/")[1] == corpus]
        site.pages[f"/lijst/{corpus}"] = listing(corpus, below)
    extra = [
        ("/oud/0", "Oude pagina"),
        ("/niet-vindbaar", "Bedankt"),
        ("/ingetrokken", "Ingetrokken"),
    ]
    lists = [(f"/lijst/{corpus}", corpus) for corpus in corpora]
    site.pages["/lijst"] = listing("Overzicht", [*lists, *extra])
    robots = '<meta name="robots" content="noindex">'
    site.pages["/niet-vindbaar"] = site.pages["/lijst"].replace(
        b"</head>", robots.encode() + b"</head>"
    )
    site.redirects = {"/": "/lijst", "/oud/0": "/oud/1", "/oud/1": sources[0].path}
    site.gone = {"/ingetrokken"}
    return site


def render(source: Source, sources: Sequence[Source], chance: random.Random) -> bytes:
    """A page with what surrounds its text on a site."""
    near = [one for one in sources if one.path.split("/")[1] == source.path.split("/")[1]]
    menu = [(one.path, one.title) for one in chance.sample(near, min(MENU, len(near)))]
    related = [
        (one.path, one.title, " ".join(one.text.split()[:14]))
        for one in chance.sample(near, min(RELATED, len(near)))
    ]
    parts = PageParts(source.title, source.body, menu, related, source.path)
    return TEMPLATES[source.template](parts).encode("utf-8")


@contextmanager
def served(site: Site) -> Iterator[Site]:
    """The site on a port of this machine, its sitemap with it."""
    handler = type("Handler", (_Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        """Pages with entity tags; a sitemap, a robots.txt, redirects and what is gone."""
        site, path = self.site, self.path
        if path in site.redirects:
            self._send(301, b"", {"Location": site.redirects[path]})
        elif path in site.gone:
            self._send(410, b"<p>Ingetrokken")
        elif path == "/robots.txt":
            lines = f"User-agent: *\nDisallow: /zoeken\nSitemap: {site.url}/sitemap.xml\n"
            self._send(200, lines.encode())
        elif path == "/sitemap.xml":
            self._send(200, _sitemap(site))
        elif path in site.pages:
            self._page(site.pages[path])
        else:
            self._send(404, b"<p>Niet gevonden")

    def _page(self, content: bytes) -> None:
        tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == tag:
            self.site.spared[self.path] += 1
            self._send(304, b"")
            return
        self.site.whole[self.path] += 1
        self._send(200, content, {"ETag": tag})

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        sent = {"Content-Type": "text/html; charset=utf-8", **(headers or {})}
        for name, value in {**sent, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Nothing on standard error."""


def _sitemap(site: Site) -> bytes:
    """Half of the pages, and one that is gone: sitemaps are seldom whole."""
    paths = [path for path in sorted(site.pages) if not path.startswith("/lijst")][::2]
    rows = "".join(f"<url><loc>{site.url}{escape(path)}</loc></url>" for path in paths)
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    gone = f"<url><loc>{site.url}/ingetrokken</loc></url>"
    return f'<urlset xmlns="{namespace}">{rows}{gone}</urlset>'.encode()
