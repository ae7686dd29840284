"""The event stream of the products catalogue: pages of two snapshots, and a key."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from tests.connectors.flemish_server import Answer, serving
from tests.connectors.stage import Stage

CONTEXT = "https://ipdc.vlaanderen.be/InstantieJsonLdContext.jsonld"
PRODUCT = "https://ipdc.vlaanderen.be/id/instantie/"
KEY = "sleutel-van-de-proef"
PATH = "/doc/instantiesnapshot"


class IpdcStage(Stage):
    """The stream as the catalogue serves it; all but its last page never change again."""

    name = "ipdc"

    def __init__(self, base):
        super().__init__(base)
        self.secrets = {"VRAAGBAAK_SECRET_IPDC": KEY}
        self.members = []
        self.page_size = 2
        self.extra = {}
        """More of the configuration."""
        self.now = datetime(2024, 4, 24, 14, 1, 9, 807000, tzinfo=UTC)

    def config(self):
        return {
            "feed": f"{self.served.url}{PATH}?pageNumber=0",
            "api_key": "env:VRAAGBAAK_SECRET_IPDC",
            **self.extra,
        }

    def snapshot(self, name, **fields):
        """A version of a product; ``fields`` in the catalogue's own terms."""
        self.now += timedelta(seconds=1)
        at = self.now.isoformat().replace("+00:00", "123Z")  # it tells more than microseconds
        number = len(self.members)
        return {
            "id": f"snapshot-{number}",
            "generatedAtTime": at,
            "snapshotType": "Create",
            "naam": {"nl": f"Product {name}", "nl-BE-x-formal": f"Product {name}"},
            "productnummer": f"44{sum(map(ord, name))}",
            "gearchiveerd": False,
            "laatstGewijzigd": at,
            "@id": f"https://ipdc.vlaanderen.be/id/instantiesnapshot/snapshot-{number}",
            "@type": "InstantieSnapshot",
            "isVersionOf": PRODUCT + name,
            **fields,
        }

    def add(self, name, **fields):
        self.members.append(self.snapshot(name, **fields))

    def put(self, name, text):
        self.add(name, beschrijving={"nl": f"<p>{text}</p>"})

    def remove(self, name):
        self.add(name, snapshotType="Delete", gearchiveerd=True)

    def vanish(self):
        self.served.stop()

    def page(self, number):
        size = self.page_size
        last = max(0, (len(self.members) - 1) // size)
        address = f"{self.served.url}{PATH}?pageNumber="
        ways = []
        if number < last:
            ways.append(("GreaterThanOrEqualToRelation", number + 1))
        if number > 0:
            ways.append(("LessThanRelation", number - 1))
        return {
            "@context": CONTEXT,
            "@id": f"{self.served.url}{PATH}",
            "@type": "EventStream",
            "timestampPath": "generatedAtTime",
            "versionOfPath": "isVersionOf",
            "view": {
                "@id": f"{address}{number}",
                "@type": "Node",
                "relation": [
                    {"@type": kind, "node": f"{address}{to}", "path": "generatedAtTime"}
                    for kind, to in ways
                ],
            },
            "member": self.members[number * size : (number + 1) * size],
        }

    def answer(self, asked):
        last = max(0, (len(self.members) - 1) // self.page_size)
        number = int(asked.query.get("pageNumber", last))
        if asked.headers.get("x-api-key") != KEY:
            return Answer(401, {"message": "Unauthorized"})
        if asked.path != PATH or number > last:
            return Answer(404, {"message": "Not found"})
        full = number < last
        cache = "public, max-age=604800, immutable" if full else "public, max-age=60"
        headers = {"Content-Type": "application/ld+json", "Cache-Control": cache}
        return Answer(200, self.page(number), headers)


@contextmanager
def opened(base):
    stage = IpdcStage(base)
    with serving(stage) as served:
        stage.served = served
        yield stage
