"""A SPARQL endpoint over real triples, with the vocabulary of the local decisions."""

import json
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

from rdflib import RDF, XSD, BNode, Graph, Literal, Namespace

from tests.connectors.flemish_server import Answer, serving
from tests.connectors.stage import Stage

BESLUIT = Namespace("http://data.vlaanderen.be/ns/besluit#")
MANDAAT = Namespace("http://data.vlaanderen.be/ns/mandaat#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
PROV = Namespace("http://www.w3.org/ns/prov#")
DCT = Namespace("http://purl.org/dc/terms/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
GENERIEK = Namespace("https://data.vlaanderen.be/ns/generiek#")
AS = Namespace("http://www.w3.org/ns/activitystreams#")
DATA = Namespace("http://data.lblod.info/id/")
BODY = DATA["bestuurseenheden/353234a365664e581db5c2f7cc07add2534b47b8e1ab87c821fc6e6365e6bef5"]
COUNCIL = DATA["bestuursorganen/gemeenteraad"]
IN_TIME = DATA["bestuursorganen/gemeenteraad-2024"]


class LblodStage(Stage):
    """One municipality with a council."""

    name = "lblod"

    def __init__(self, base):
        super().__init__(base)
        self.graph = Graph()
        self.lock = threading.Lock()
        self.chosen = {"bodies": [str(BODY)]}
        """The rest of the configuration."""
        self.most = None
        """Rows of an answer, whatever is asked, as some endpoints have it."""
        self.now = datetime(2026, 5, 1, 12, tzinfo=UTC)
        self.body(BODY, "Gent", "OVO002514")
        self.organ(COUNCIL, IN_TIME, BODY, "Gemeenteraad Gent")

    def config(self):
        return {"endpoint": f"{self.served.url}/sparql", **self.chosen}

    def body(self, body, name, code):
        identifier, inner = BNode(), BNode()
        self.add(body, RDF.type, BESLUIT.Bestuurseenheid)
        self.add(body, SKOS.prefLabel, Literal(name))
        self.add(body, ADMS.identifier, identifier)
        self.add(identifier, SKOS.notation, Literal("OVO-nummer"))
        self.add(identifier, GENERIEK.gestructureerdeIdentificator, inner)
        self.add(inner, GENERIEK.lokaleIdentificator, Literal(code))

    def organ(self, organ, in_time, body, name):
        self.add(organ, RDF.type, BESLUIT.Bestuursorgaan)
        self.add(organ, SKOS.prefLabel, Literal(name))
        self.add(organ, BESLUIT.bestuurt, body)
        self.add(in_time, MANDAAT.isTijdspecialisatieVan, organ)

    def add(self, *triple):
        with self.lock:
            self.graph.add(triple)

    def iri(self, name):
        return DATA[f"besluiten/{name}"]

    def decide(self, name, organ=IN_TIME, start="2026-04-27T19:00:00.000Z", modified=True):
        """A decision without any words, taken in a session; gives its IRI."""
        decision = self.iri(name)
        session, item, handling = (
            DATA[f"{kind}/{name}"] for kind in ("zittingen", "agendapunten", "behandelingen")
        )
        self.add(session, RDF.type, BESLUIT.Zitting)
        self.add(session, BESLUIT.behandelt, item)
        self.add(session, BESLUIT.isGehoudenDoor, organ)
        self.add(session, BESLUIT.geplandeStart, Literal(start, datatype=XSD.dateTime))
        self.add(item, RDF.type, BESLUIT.Agendapunt)
        self.add(handling, DCT.subject, item)
        self.add(handling, PROV.generated, decision)
        self.add(decision, RDF.type, BESLUIT.Besluit)
        if modified:
            self.touch(decision)
        return decision

    def touch(self, decision):
        self.now += timedelta(minutes=1)
        moment = Literal(self.now.isoformat(), datatype=XSD.dateTime)
        with self.lock:
            self.graph.set((decision, DCT.modified, moment))

    def article(self, decision, number, text, name=None):
        article = DATA[f"artikels/{decision.rsplit('/', 1)[1]}-{name or number}"]
        self.add(decision, ELI.has_part, article)
        self.add(article, RDF.type, BESLUIT.Artikel)
        self.add(article, ELI.number, Literal(number))
        self.add(article, PROV.value, Literal(text, datatype=XSD.string))

    def put(self, name, text):
        self.clear(self.iri(name))
        decision = self.decide(name)
        self.add(decision, ELI.title, Literal(f"Reglement over {name}", lang="nl"))
        self.add(decision, PROV.value, Literal(f"<p>{text}</p>"))

    def clear(self, decision):
        with self.lock:
            self.graph.remove((decision, None, None))

    def remove(self, name):
        """As the services that keep decisions do it: nothing is left but a tombstone."""
        decision = self.iri(name)
        self.clear(decision)
        self.add(decision, RDF.type, AS.Tombstone)
        self.add(decision, AS.formerType, BESLUIT.Besluit)
        self.touch(decision)
        moment = Literal(self.now.isoformat(), datatype=XSD.dateTime)
        self.add(decision, AS.deleted, moment)

    def vanish(self):
        self.served.stop()

    def answer(self, asked):
        query = parse_qs(asked.body.decode())["query"][0]
        with self.lock:
            found = json.loads(self.graph.query(query).serialize(format="json"))
        headers = {"Content-Type": "application/sparql-results+json"}
        if self.most:
            del found["results"]["bindings"][self.most :]
            headers["X-SPARQL-MaxRows"] = str(self.most)
        return Answer(200, found, headers)


@contextmanager
def opened(base):
    stage = LblodStage(base)
    with serving(stage) as served:
        stage.served = served
        yield stage
