"""Sources into an index: only what changed is read and embedded, and failures stay alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import insert

from connectors.memory import MemoryConnector
from connectors.types import SourceItem
from vraagbaak.embedding.memory import HashingEmbedder
from vraagbaak.embedding.types import EmbeddedPassages, Progress
from vraagbaak.errors import ConfigurationError, IndexUnavailable
from vraagbaak.index import tables
from vraagbaak.index.database import writing
from vraagbaak.index.service import memory_index
from vraagbaak.index.tenant import TenantIndex
from vraagbaak.ingest import ChunkLimits, Failure, Ingestor, InProcess
from vraagbaak.language import Language


class CountingEmbedder(HashingEmbedder):
    """Remembers what it was asked to embed."""

    def __init__(self) -> None:
        super().__init__(32)
        self.texts: list[str] = []

    def encode_passages(
        self, texts: Sequence[str], progress: Progress | None = None
    ) -> EmbeddedPassages:
        self.texts += texts
        return super().encode_passages(texts, progress)


class CountingReader(InProcess):
    """Remembers what it was asked to read."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def read(self, data: bytes, media_type: str, name: str):
        self.names.append(name)
        return super().read(data, media_type, name)


@pytest.fixture
def embedder() -> CountingEmbedder:
    return CountingEmbedder()


@pytest.fixture
def reader() -> CountingReader:
    return CountingReader()


@pytest.fixture
def index(embedder):
    with memory_index(embedder) as passages:
        row = {
            "slug": "wonen", "config": "{}", "config_hash": "0",
            "created_at": datetime.now(UTC), "updated_at": datetime.now(UTC),
        }  # fmt: skip
        known = {name: value for name, value in row.items() if name in tables.tenants.c}
        with writing(passages.engine) as connection:
            connection.execute(insert(tables.tenants), known)
        yield passages.for_tenant("wonen")


@pytest.fixture
def ingestor(embedder, reader) -> Ingestor:
    return Ingestor(embedder, reader, workers=2)


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "premies").mkdir()
    (tmp_path / "premies" / "huursteun.md").write_text(
        "---\ntitle: Huursteun\nvalid_until: 2026-12-31\n---\n# Huursteun\n\n## Bedrag\n\n"
        "De huursteun bedraagt 148 euro per maand voor een alleenstaande huurder. "
        "Een koppel krijgt 169 euro per maand.\n"
    )
    (tmp_path / "contact.html").write_text("<h1>Contact</h1><p>Bel 1700 op elke werkdag.</p>")
    return tmp_path


def counts(report):
    return (report.new, report.changed, report.unchanged, report.removed, len(report.failed))


def test_the_first_run_stores_everything(ingestor, index: TenantIndex, folder):
    report = ingestor.ingest(index, "site", [folder], uri_base="https://w.example/docs/")
    assert counts(report) == (2, 0, 0, 0, 0)
    assert (report.seen, report.passages, report.embedded) == (2, 2, 2)
    stored = index.document("premies/huursteun.md")
    assert stored.title == "Huursteun"
    assert stored.uri == "https://w.example/docs/premies/huursteun.md"
    assert stored.valid_until == date(2026, 12, 31)
    assert stored.language is Language.NL
    assert stored.media_type == "text/markdown"
    hit = index.search("Hoeveel bedraagt de huursteun?")[0].passage
    assert hit.text == stored.text[hit.start : hit.end]
    assert hit.heading == "Bedrag"


def test_what_the_model_reads_has_title_and_heading(ingestor, index, folder, embedder):
    ingestor.ingest(index, "site", [folder])
    assert any(text.startswith("Huursteun\nBedrag\nDe huursteun") for text in embedder.texts)


def test_the_second_run_reads_and_embeds_nothing(ingestor, index, folder, embedder, reader):
    ingestor.ingest(index, "site", [folder])
    embedder.texts, reader.names = [], []
    report = ingestor.ingest(index, "site", [folder])
    assert counts(report) == (0, 0, 2, 0, 0)
    assert (embedder.texts, reader.names, report.passages) == ([], [], 0)


def test_a_changed_document_replaces_its_passages(ingestor, index, folder):
    ingestor.ingest(index, "site", [folder])
    (folder / "contact.html").write_text("<h1>Contact</h1><p>Bel voortaan 1701.</p>")
    report = ingestor.ingest(index, "site", [folder])
    assert counts(report) == (0, 1, 1, 0, 0)
    assert index.document("contact.html").text.endswith("Bel voortaan 1701.")
    assert index.count() == 2


def test_a_removed_file_goes(ingestor, index, folder):
    ingestor.ingest(index, "site", [folder])
    (folder / "contact.html").unlink()
    assert counts(ingestor.ingest(index, "site", [folder])) == (0, 0, 1, 1, 0)
    assert [one.key for one in index.documents()] == ["premies/huursteun.md"]


def test_a_folder_that_is_suddenly_empty_empties_nothing(ingestor, index, folder, tmp_path):
    ingestor.ingest(index, "site", [folder])
    before = [one.key for one in index.documents()]
    (tmp_path / "unmounted").mkdir()
    with pytest.raises(ConfigurationError, match="nothing was removed"):
        ingestor.ingest(index, "site", [tmp_path / "unmounted"])
    assert [one.key for one in index.documents()] == before


def test_a_single_file_adds_and_removes_nothing(ingestor, index, folder):
    ingestor.ingest(index, "site", [folder])
    single = folder / "premies" / "huursteun.md"
    assert counts(ingestor.ingest(index, "site", [single])) == (1, 0, 0, 0, 0)
    assert len(index.documents()) == 3


def test_another_source_is_left_alone(ingestor, index, folder, tmp_path):
    ingestor.ingest(index, "site", [folder])
    ingestor.ingest_items(index, "other", list(MemoryConnector({"a.md": b"Een tekst."}).items()))
    other = list(MemoryConnector({"b.md": b"Nog een tekst."}).items())
    report = ingestor.ingest_items(index, "other", other)
    assert report.removed == 1
    assert len(index.documents()) == 3


def test_broken_files_are_reported_and_the_rest_goes_on(ingestor, index, folder):
    (folder / "a.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / "b.eml").write_bytes(b"Subject: x")
    (folder / "c.docx").write_bytes(b"")
    report = ingestor.ingest(index, "site", [folder])
    assert counts(report) == (2, 0, 0, 0, 3)
    assert [failure.key for failure in report.failed] == ["a.pdf", "b.eml", "c.docx"]
    assert all(failure.reason for failure in report.failed)


def test_a_document_that_breaks_keeps_its_old_passages_and_recovers(ingestor, index, folder):
    ingestor.ingest(index, "site", [folder])
    page = folder / "contact.html"
    good = page.read_bytes()
    page.write_bytes(b"")
    report = ingestor.ingest(index, "site", [folder])
    assert report.failed == (
        Failure("contact.html", "The file is empty. The passages of its earlier version are kept."),
    )
    assert index.document("contact.html")
    page.write_bytes(good)
    assert counts(ingestor.ingest(index, "site", [folder])) == (0, 0, 2, 0, 0)


def test_an_item_that_cannot_be_opened_is_a_failure_of_its_own(ingestor, index):
    def gone() -> bytes:
        raise PermissionError(13, "Permission denied")

    items = [SourceItem("a.md", gone), SourceItem("b.md", partial(bytes, b"Een zin."))]
    report = ingestor.ingest_items(index, "site", items)
    assert counts(report) == (1, 0, 0, 0, 1)
    assert "Permission denied" in report.failed[0].reason


def test_what_is_of_no_use_is_not_even_read(ingestor, index):
    def never() -> bytes:
        raise AssertionError

    items = [SourceItem("film.mp4", never), SourceItem("a.pdf", never, size=51 << 20)]
    report = ingestor.ingest_items(index, "site", items)
    assert [failure.key for failure in report.failed] == ["a.pdf", "film.mp4"]


def test_a_path_that_is_not_there_is_an_error_and_removes_nothing(ingestor, index, folder):
    ingestor.ingest(index, "site", [folder])
    with pytest.raises(ConfigurationError, match="does not exist"):
        ingestor.ingest(index, "site", [folder / "nergens"])
    assert len(index.documents()) == 2


def test_the_recipe_is_part_of_what_makes_a_document_unchanged(index, folder, embedder, reader):
    Ingestor(embedder, reader).ingest(index, "site", [folder])
    other = Ingestor(embedder, reader, limits=ChunkLimits(target=100))
    assert counts(other.ingest(index, "site", [folder])) == (0, 2, 0, 0, 0)
    again = other.ingest(index, "site", [folder], uri_base="https://elsewhere.example/")
    assert counts(again) == (0, 2, 0, 0, 0)


def test_passages_of_the_same_words_are_embedded_once(ingestor, index, embedder):
    page = b"# Contact\n\nBel 1700 op elke werkdag van negen tot vijf.\n"
    report = ingestor.ingest_items(
        index, "site", list(MemoryConnector({f"{n}.md": page for n in range(5)}).items())
    )
    assert (report.new, report.passages, report.embedded) == (5, 5, 1)
    assert len(embedder.texts) == 1


def test_documents_without_a_word_are_stored_empty_with_a_warning(ingestor, index, folder):
    (folder / "leeg.md").write_text("# Onderwerp\n\n{{ invullen }}\n")
    report = ingestor.ingest(index, "site", [folder])
    assert counts(report) == (3, 0, 0, 0, 0)
    assert any(warning.startswith("leeg.md: Nothing in it") for warning in report.warnings)
    assert counts(ingestor.ingest(index, "site", [folder])) == (0, 0, 3, 0, 0)


def test_chapters_with_a_short_title_take_that_of_their_folder(ingestor, index, folder):
    (folder / "premies" / "index.md").write_text("---\ntitle: Premies voor huurders\n---\nTekst.")
    (folder / "premies" / "01_werkwijze.md").write_text("# Werkwijze\n\nZo gaat dat.")
    ingestor.ingest(index, "site", [folder])
    assert index.document("premies/01_werkwijze.md").title == "Premies voor huurders: Werkwijze"
    assert index.document("premies/index.md").title == "Premies voor huurders"
    (folder / "premies" / "index.md").write_text("---\ntitle: Steun\n---\nTekst.")
    ingestor.ingest(index, "site", [folder])
    assert index.document("premies/01_werkwijze.md").title == "Steun: Werkwijze"


def test_a_document_without_title_takes_that_of_its_source_or_name(ingestor, index):
    items = [
        SourceItem("02_hoe_werkt-het.txt", partial(bytes, b"Zo werkt het dus.")),
        SourceItem("17", partial(bytes, b"Tekst."), "", "text/plain", 6, "Artikel 17"),
    ]
    ingestor.ingest_items(index, "site", items)
    assert {one.title for one in index.documents()} == {"Hoe werkt het", "Artikel 17"}


def test_passages_in_another_language_than_their_document_are_told_apart(ingestor, index):
    page = (
        b"# Sociale huur\n\n"
        b"## Nederlands\n\nDe aanvraag moet binnen dertig dagen worden ingediend bij het loket van "
        b"het agentschap, samen met een bewijs van uw inkomen van het vorige jaar. Wie te laat "
        b"is, moet een jaar wachten en dan een nieuwe aanvraag indienen bij hetzelfde loket.\n\n"
        b"## English\n\nThe application must be handed in within thirty days at the desk of the "
        b"agency, together with a proof of the income that you had in the year before this one.\n"
    )
    ingestor.ingest_items(index, "site", list(MemoryConnector({"a.md": page}).items()))
    assert index.document("a.md").language is Language.NL
    hits = index.search("application within thirty days", limit=5)
    assert {hit.passage.language for hit in hits} == {Language.NL, Language.EN}


def test_progress_counts_up_to_all_documents(ingestor, index, folder):
    (folder / "b.eml").write_bytes(b"x")
    seen: list[tuple[int, int]] = []
    ingestor.ingest(index, "site", [folder], progress=lambda *counted: seen.append(counted))
    assert seen[-1] == (3, 3)
    assert seen == sorted(seen)


def test_a_run_that_dies_keeps_what_was_stored_and_the_next_completes(index, embedder, reader):
    items = [
        SourceItem(f"{n:03}.md", partial(bytes, f"# T{n}\n\nDit is de tekst {n}.".encode()))
        for n in range(900)
    ]

    class Dying:
        """Fails at the second batch."""

        batches = 0

        def states(self, source):
            return index.states(source)

        def replace_documents(self, batch):
            self.batches += 1
            if self.batches == 2:
                raise IndexUnavailable
            index.replace_documents(batch)

        def remove_documents(self, source, keys):
            index.remove_documents(source, keys)

    ingestor = Ingestor(embedder, reader)
    with pytest.raises(IndexUnavailable):
        ingestor.ingest_items(Dying(), "site", items)
    stored = len(index.documents())
    assert 0 < stored < 900
    report = ingestor.ingest_items(index, "site", items)
    assert (report.unchanged, report.new) == (stored, 900 - stored)
    assert index.count() == 900


def test_a_name_that_is_no_utf8_is_a_failure_that_can_be_shown(ingestor, index):
    items = [
        SourceItem(key="brief\udcff.md", read=lambda: b"# Brief"),
        SourceItem(key="a.md", read=lambda: b"# Premie\n\nDe premie is 50 euro per maand."),
    ]
    report = ingestor.ingest_items(index, "upload", items)
    assert report.new == 1
    assert report.failed == (
        Failure("brief\\udcff.md", "Its name is not valid UTF-8; give it another."),
    )


def test_an_index_page_that_is_too_large_is_not_read_for_its_title(ingestor, index, reader):
    def refuse() -> bytes:
        raise AssertionError("read")

    items = [
        SourceItem(key="map/index.md", read=refuse, size=reader.max_bytes + 1),
        SourceItem(key="map/a.md", read=lambda: b"# Premie\n\nDe premie is 50 euro per maand."),
    ]
    report = ingestor.ingest_items(index, "upload", items)
    assert (report.new, len(report.failed)) == (1, 1)
