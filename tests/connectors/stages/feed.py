"""A real Atom feed on this machine, and the pages that it links to."""

from contextlib import contextmanager
from html import escape

from tests.connectors.local_site import local_site
from tests.connectors.stage import Stage

ENTRY = (
    "<entry><id>urn:entry:{name}</id><title>{name}</title><updated>{updated}</updated>"
    '<link href="/nieuws/{name}"/><summary>{summary}</summary></entry>'
)


class FeedStage(Stage):
    """The newest entries first; what is removed only falls off."""

    name = "feed"
    tells_removals = False

    def __init__(self, base, site):
        super().__init__(base)
        self.site = site
        self.entries = {}
        self.day = 0
        self._write()

    def config(self):
        return {"feeds": [f"{self.site.url}/feed.xml"]}

    def put(self, name, text):
        self.day += 1
        self.site.page(f"/nieuws/{name}", text)
        self.entries.pop(name, None)
        stamp = f"2026-01-{self.day:02d}T10:00:00Z"
        self.entries[name] = ENTRY.format(name=name, updated=stamp, summary=escape(text[:20]))
        self._write()

    def remove(self, name):
        del self.entries[name]
        self._write()

    def vanish(self):
        self.site.stop()

    def _write(self):
        entries = "".join(reversed(self.entries.values()))
        feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Nieuws</title>{entries}</feed>'
        self.site.put("/feed.xml", feed, Content_Type="application/atom+xml")


@contextmanager
def opened(base):
    with local_site() as site:
        yield FeedStage(base, site)
