"""The open data API of the Vlaamse Codex: lists, a search, whole documents."""

import re
from contextlib import contextmanager

from tests.connectors.flemish_server import Answer, serving
from tests.connectors.stage import Stage

API = "https://codex.opendata.api.vlaanderen.be"


def link(path, number):
    return {"Rel": "self", "Href": f"{API}/api/{path}/{number}"}


def dates(start, end, condition="SpecifiedDate"):
    def moment(day):
        return f"{day}T00:00:00" if day else None

    return {
        "StartDatum": moment(start),
        "EindDatum": moment(end),
        "StartDatumConditie": condition,
        "EindDatumConditie": "SpecifiedDate",
    }


class CodexStage(Stage):
    """Documents by number, each with articles; a document of the contract test has one article."""

    name = "codex"

    def __init__(self, base):
        super().__init__(base)
        self.documents = {}
        self.versions = {}
        """Texts of superseded versions by number."""
        self.names = {}
        self.updated = 1
        self.most = 100
        """Rows on a page, whatever is asked."""
        self.chosen = {"search": "alles"}
        """The rest of the configuration."""

    def config(self):
        return {"api": self.served.url, **self.chosen}

    def put(self, name, text):
        number = self.names.setdefault(name, 1041000 + len(self.names))
        article = self.article(number * 10, number * 100, "1.", text)
        self.document(number, [article], Opschrift=f"over {name}")

    def remove(self, name):
        del self.documents[self.names.pop(name)]
        self.updated += 1

    def vanish(self):
        self.served.stop()

    def article(self, article, version, number, text, start="2020-01-01", end=None, **fields):
        """One version; the words after ``end`` go into it as the API names them."""
        condition = fields.pop("condition", "SpecifiedDate")
        return {
            "article": article,
            "Tekst": text,
            "Commentaar": None,
            "MetaData": [],
            **dates(start, end, condition),
            "ArtikelType": "ART",
            "ArtikelNummer": number,
            "Link": link("WetgevingArtikelVersie", version),
            "Id": version,
            **fields,
        }

    def document(self, number, articles, future=(), past=(), chapters=(), **fields):
        self.updated += 1
        every = [*articles, *future, *past]
        table = [self.line(one) for one in every]
        for title in reversed(chapters):
            table = [self.chapter(title, table)]
        found = {
            "BSDatum": "2026-03-27T00:00:00",
            **dates("2026-04-06", None),
            "Commentaar": "",
            "Numac": 2026000000 + number % 1000000,
            "Opschrift": "tot wijziging van een ander decreet ",
            "Datum": "2026-03-06T00:00:00",
            "WetgevingDocumentType": "Decreet",
            "HeeftInhoud": bool(every),
            "Link": link("v2/WetgevingDocument", number),
            "Id": number,
            **fields,
        }
        self.documents[number] = {
            "Info": {"Errata": None},
            "Document": found,
            "Inhoudstafel": {"Items": table, "Versions": None},
            "Inhoud": {
                "Artikelen": [],
                "ArtikelVersies": [
                    {"ArtikelVersie": self.bare(one), "Bestanden": None} for one in articles
                ],
                "ToekomstigeArtikelVersies": [self.bare(one) for one in future],
                "Hoofdstukken": [],
            },
        }
        self.versions |= {one["Id"]: self.bare(one) for one in past}

    @staticmethod
    def bare(article):
        return {name: value for name, value in article.items() if name != "article"}

    @staticmethod
    def line(article):
        names = ("StartDatum", "EindDatum", "StartDatumConditie", "EindDatumConditie")
        version = {name: article[name] for name in names} | {
            "ArtikelType": "ART",
            "ItemType": "AV",
            "Titel": f"{article['ArtikelNummer']} (06/04/2026 - ...)",
            "Items": None,
            "Versions": [],
            "Id": article["Id"],
        }
        return {
            "ArtikelType": "ART",
            "ItemType": "A",
            "Titel": article["ArtikelNummer"],
            "Items": [],
            "Versions": [version],
            "Id": article["article"],
        }

    @staticmethod
    def chapter(title, items):
        version = {"ItemType": "HV", "Titel": f"{title} (01/01/2010 - ...)", "Id": 7}
        return {
            "ItemType": "H",
            "Titel": None,
            "Items": items,
            "Versions": [version],
            "Id": 1124576,
        }

    def rows(self, asked):
        every = [whole["Document"] for _, whole in sorted(self.documents.items(), reverse=True)]
        skip, take = int(asked.query.get("skip", 0)), int(asked.query.get("take", 20))
        take = min(take, self.most)
        return every, every[skip : skip + take], {"Skip": skip, "Take": take}

    def answer(self, asked):
        routes = {
            r"/api/WetgevingDocument/BijgewerktTot": self.updated_to,
            r"/api/WetgevingDocument/Zoeken": self.search,
            r"/api/WetgevingDocument/Datum/(\d{4})": self.of_year,
            r"/api/v2/WetgevingDocument/numac/(\d+)": self.by_numac,
            r"/api/v2/WetgevingDocument/(\d+)/VolledigDocument": self.whole,
            r"/api/WetgevingArtikelVersie/(\d+)": self.version,
        }
        for pattern, respond in routes.items():
            if found := re.fullmatch(pattern, asked.path):
                body = respond(asked, *found.groups())
                return Answer(200, body) if body else Answer(404, {"Message": "Niet gevonden"})
        return Answer(404, {"Message": "Niet gevonden"})

    def updated_to(self, asked):
        return f"2026-03-27T00:00:{self.updated:02}"

    def search(self, asked):
        every, page, place = self.rows(asked)
        names = ("Id", "Datum", "HeeftInhoud", "BSDatum")
        rows = [
            {name: one[name] for name in names}
            | {"Opschrift": f"{one['WetgevingDocumentType']} {one['Opschrift']}"}
            for one in page
        ]
        totals = {"GevondenDocumenten": len(every), "GevondenArtikelen": 9}
        return {**totals, "ResultatenLijst": rows, **place}

    def of_year(self, asked, year):
        every = [one for one in self.rows(asked)[0] if one["Datum"].startswith(year)]
        return {"ResultatenLijst": every}

    def by_numac(self, asked, numac):
        return next((o for o in self.rows(asked)[0] if str(o["Numac"]) == numac), None)

    def whole(self, asked, number):
        return self.documents.get(int(number))

    def version(self, asked, number):
        return self.versions.get(int(number))


@contextmanager
def opened(base):
    stage = CodexStage(base)
    with serving(stage) as served:
        stage.served = served
        yield stage
