"""A real site on this machine, with an overview page that is no document itself."""

from contextlib import contextmanager

from tests.connectors.local_site import local_site
from tests.connectors.stage import Stage


class WebsiteStage(Stage):
    """Pages below /info, linked from the home page."""

    name = "website"

    def __init__(self, base, site):
        super().__init__(base)
        self.site = site
        self.names = []
        self._home()

    def config(self):
        return {"starts": [f"{self.site.url}/"], "follow_only": ["/"]}

    def put(self, name, text):
        self.site.page(f"/info/{name}", text)
        if name not in self.names:
            self.names.append(name)
        self._home()

    def remove(self, name):
        self.names.remove(name)
        del self.site.pages[f"/info/{name}"]
        self._home()

    def vanish(self):
        self.site.stop()

    def _home(self):
        self.site.page("/", "Welkom", [f"/info/{name}" for name in self.names])


@contextmanager
def opened(base):
    with local_site() as site:
        yield WebsiteStage(base, site)
