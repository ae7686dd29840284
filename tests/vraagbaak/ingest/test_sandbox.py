"""The sandbox: whatever a document does to its parser, only that document fails."""

import io
import threading
import zipfile

import pytest

from vraagbaak.errors import DocumentTooLarge, ExtractionFailed, UnsupportedFormat
from vraagbaak.ingest import InProcess, Sandbox, SandboxLimits
from vraagbaak.ingest.sandbox import Reader

HOSTILE = """
import ctypes, os, socket, sys, time
from vraagbaak.ingest.extract import extract as real

def extract(data, media_type, name, max_unpacked):
    if data == b"hang":
        time.sleep(600)
    if data == b"spin":
        while True:
            pass
    if data == b"eat":
        held = [bytearray(50_000_000) for _ in range(1000)]
    if data == b"crash":
        os.kill(os.getpid(), 11)
    if data == b"exit":
        os._exit(3)
    if data == b"chatter":
        print("x" * 100_000); sys.stdout.flush()
    if data == b"raise":
        raise ZeroDivisionError("bad xref")
    if data == b"recurse":
        def deeper(n): return deeper(n + 1)
        deeper(0)
    if data == b"network":
        socket.create_connection(("127.0.0.1", 9))
    if data == b"write":
        with open(os.path.join(os.path.dirname(__file__), "written"), "w") as file:
            file.write("x" * 10)
    if data == b"environment":
        data = repr(sorted(os.environ)).encode()
    return real(data, media_type, name, max_unpacked)
"""
MEGABYTE = 1 << 20


@pytest.fixture
def hostile(tmp_path, monkeypatch):
    (tmp_path / "hostile_parser.py").write_text(HOSTILE)
    monkeypatch.syspath_prepend(tmp_path)
    # Long enough for a loaded machine; only the document that hangs waits for all of it.
    limits = SandboxLimits(seconds=8, memory_bytes=600 * MEGABYTE)
    with Sandbox(limits, workers=1, extractor="hostile_parser:extract") as sandbox:
        yield sandbox


def read(reader: Reader, data: bytes, name: str = "a.txt"):
    return reader.read(data, "", name)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (b"hang", "longer than 8 s"),
        (b"eat", "memory"),
        (b"crash", "crashed"),
        (b"exit", "crashed"),
        (b"raise", "ZeroDivisionError"),
        (b"recurse", "nested"),
        (b"network", "not allowed"),
        (b"write", "damaged"),
    ],
)
def test_a_document_that_misbehaves_fails_alone(hostile, document, reason):
    with pytest.raises(ExtractionFailed, match=reason):
        read(hostile, document)
    assert read(hostile, b"The next one is read.").text == "The next one is read."


def test_what_a_parser_prints_does_not_disturb_the_answer(hostile):
    assert read(hostile, b"chatter").text == "chatter"


def test_a_reading_process_does_not_see_the_environment(hostile, monkeypatch):
    monkeypatch.setenv("VRAAGBAAK_CHAT_API_KEY", "secret")
    assert "VRAAGBAAK" not in read(hostile, b"environment").text


def test_one_process_reads_many_documents(hostile):
    for number in range(20):
        assert read(hostile, f"Text {number}".encode()).text == f"Text {number}"


def test_threads_share_the_pool():
    found = {}
    with Sandbox(workers=2) as sandbox:

        def work(number):
            found[number] = read(sandbox, f"# Title {number}\n\nBody".encode(), "a.md").title

        threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == {n: f"Title {n}" for n in range(8)}


@pytest.fixture(params=["sandbox", "in process"])
def reader(request):
    limits = SandboxLimits(seconds=20, max_bytes=3 * MEGABYTE, max_unpacked=20 * MEGABYTE)
    made = Sandbox(limits, workers=1) if request.param == "sandbox" else InProcess(limits)
    yield made
    made.close()


def office(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">
<!ENTITY lol2 "&lol;&lol;&lol;&lol;">]><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><office:body>
<office:text>&lol2;</office:text></office:body></office:document-content>"""


def test_the_document_comes_back_whole(reader):
    data = "---\ntitle: Premie\nvalid_from: 2026-01-01\n---\n# A\n\n- één\n".encode()
    found = read(reader, data, "a.md")
    assert found.title == "Premie"
    assert str(found.valid_from) == "2026-01-01"
    assert found == InProcess().read(data, "", "a.md")


def test_a_file_above_the_limit_is_not_read(reader):
    with pytest.raises(DocumentTooLarge, match="3 MB is the limit"):
        read(reader, b"x" * (4 * MEGABYTE))


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.pptx", "a.xlsx"])
def test_a_zip_bomb_is_refused_before_it_is_parsed(reader, name):
    with pytest.raises(DocumentTooLarge, match="20 MB"):
        read(reader, office({"content.xml": b"\0" * (30 * MEGABYTE)}), name)


def test_an_archive_that_understates_its_size_is_refused(reader):
    data = office({"content.xml": b"\0" * (30 * MEGABYTE)})
    lie = data.replace((30 * MEGABYTE).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lie != data
    with pytest.raises((ExtractionFailed, DocumentTooLarge)):
        read(reader, lie, "a.odt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_entities_are_refused(reader, encoding):
    laughs = LAUGHS.decode().replace('"1.0"?', f'"1.0" encoding="{encoding}"?').encode(encoding)
    with pytest.raises(ExtractionFailed, match="entities"):
        read(reader, office({"content.xml": laughs}), "a.odt")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("brief.doc", ".docx"),
        ("mail.eml", "e-mail"),
        ("mail.msg", "Outlook"),
        ("all.zip", "unpack"),
        ("old.xls", ".xlsx"),
        ("old.ppt", ".pptx"),
        ("photo.png", "image/png"),
        ("call.mp3", "audio"),
        ("program.exe", "cannot be read"),
        ("README", "cannot be read"),
    ],
)
def test_other_formats_are_refused_with_what_to_do(reader, name, says):
    with pytest.raises(UnsupportedFormat, match=says):
        read(reader, b"data", name)


def test_a_media_type_serves_where_the_name_says_nothing(reader):
    assert reader.read(b"<h1>Hi</h1><p>there</p>", "text/html; charset=utf-8", "page/17").title
    with pytest.raises(UnsupportedFormat):
        reader.read(b"x", "text/plain", "mail.eml")


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"  \n", "a.md", "empty"),
        (b"%PDF-1.4\n...", "a.md", "is a PDF"),
        (office({"a": b"x"}), "a.md", "zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.docx", "encrypted"),
        (b"PK\x03\x04 broken", "a.docx", "damaged"),
        (office({"a": b"x"}), "a.docx", "Word"),
        (office({"a": b"x"}), "a.pptx", "presentation"),
        (office({"a": b"x"}), "a.xlsx", "workbook"),
        (office({"a": b"x"}), "a.odt", "OpenDocument"),
        (b"%PDF-1.4 broken", "a.pdf", "damaged|no text"),
        (b"a\x00b\x00\x00\x00binary\x00", "a.txt", "binary"),
    ],
)
def test_broken_files_are_refused_with_the_reason(reader, data, name, says):
    with pytest.raises(ExtractionFailed, match=says):
        read(reader, data, name)
