"""PDF: pages drawn here and read back."""

import io

import pytest
from reportlab.lib import pagesizes, pdfencrypt
from reportlab.pdfgen import canvas

from vraagbaak.errors import ExtractionFailed
from vraagbaak.ingest.extract import pdf

HEIGHT = pagesizes.A4[1]


class Drawn:
    """Lines at places on pages."""

    def __init__(self, **options) -> None:
        self._held = io.BytesIO()
        self.canvas = canvas.Canvas(self._held, pagesize=pagesizes.A4, **options)

    def line(self, y: float, text: str, size: int = 10, bold: bool = False, x: float = 60) -> None:
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, HEIGHT - y, text)

    def lines(self, y: float, *texts: str, x: float = 60) -> None:
        for number, text in enumerate(texts):
            self.line(y + 13 * number, text, x=x)

    def page(self) -> None:
        self.canvas.showPage()

    def data(self) -> bytes:
        self.canvas.save()
        return self._held.getvalue()


def text_of(drawn: Drawn) -> str:
    return pdf.extract(drawn.data()).text


def test_headings_by_size_and_weight_paragraphs_joined_and_words_mended():
    drawn = Drawn(lang="nl-BE")
    drawn.canvas.setTitle("Reglement")
    drawn.line(80, "Reglement lening", 20, bold=True)
    drawn.lines(
        120, "De lening is bedoeld voor wie in een huur-", "woning woont en dat wil blijven doen."
    )
    drawn.line(165, "Wie komt in aanmerking?", 10, bold=True)
    drawn.lines(190, "Huurders van huur- en koop-", "woningen, en wie daar woont.")
    found = pdf.extract(drawn.data())
    assert found.title == "Reglement"
    assert [(b.kind.value, b.level, b.page, found.text[b.start : b.end]) for b in found.blocks] == [
        ("heading", 1, 1, "Reglement lening"),
        (
            "paragraph",
            0,
            1,
            "De lening is bedoeld voor wie in een huurwoning woont en dat wil blijven doen.",
        ),
        ("heading", 2, 1, "Wie komt in aanmerking?"),
        ("paragraph", 0, 1, "Huurders van huur- en koopwoningen, en wie daar woont."),
    ]


def test_lists_and_their_continued_lines():
    drawn = Drawn()
    drawn.lines(100, "U hebt dit nodig:", "• een kopie van uw contract", "  dat geregistreerd is")
    drawn.lines(139, "• een rekeningnummer", "1. Vul in.", "2. Verstuur.")
    assert text_of(drawn) == (
        "U hebt dit nodig:\n\n- een kopie van uw contract dat geregistreerd is\n"
        "- een rekeningnummer\n1. Vul in.\n2. Verstuur."
    )


def test_running_lines_and_page_numbers_go_and_sentences_run_over_pages():
    drawn = Drawn()
    for number in range(1, 4):
        drawn.line(30, "Agentschap Wonen - jaarverslag", 8)
        drawn.lines(
            100, f"Inhoud van blad {number} die even doorloopt en", "daarna nog een regel die"
        )
        drawn.line(HEIGHT - 30, f"Pagina {number} van 3", 8)
        drawn.page()
    found = pdf.extract(drawn.data())
    assert "jaarverslag" not in found.text
    assert "Pagina" not in found.text
    assert [b.page for b in found.blocks] == [1, 2, 3]


def test_a_sentence_that_runs_over_a_page_is_one_paragraph():
    drawn = Drawn()
    drawn.lines(700, "De aanvraag wordt behandeld door de dienst die")
    drawn.page()
    drawn.lines(110, "daarvoor bevoegd is.")
    found = pdf.extract(drawn.data())
    assert found.text == "De aanvraag wordt behandeld door de dienst die daarvoor bevoegd is."
    assert found.blocks[0].page == 1


def test_a_ruled_table():
    drawn = Drawn()
    drawn.line(80, "Bedragen", 16, bold=True)
    rows = [("Gezin", "Bedrag"), ("Alleenstaande", "€ 148"), ("Koppel", "€ 169")]
    drawn.canvas.grid([60, 200, 300], [HEIGHT - 100 - 20 * n for n in range(4)])
    for number, (left, right) in enumerate(rows):
        drawn.line(114 + 20 * number, left, x=64)
        drawn.line(114 + 20 * number, right, x=204)
    drawn.lines(200, "Na de tabel staat nog een zin.")
    assert text_of(drawn) == (
        "Bedragen\n\nGezin: Alleenstaande; Bedrag: € 148\nGezin: Koppel; Bedrag: € 169\n\n"
        "Na de tabel staat nog een zin."
    )


def test_two_columns_are_read_one_after_the_other():
    drawn = Drawn()
    drawn.line(70, "Over de hele breedte van het blad loopt deze titel van twee kolommen", 15)
    left = [f"links regel {n} gaat over huren" for n in range(12)]
    right = [f"rechts regel {n} gaat over kopen" for n in range(12)]
    drawn.lines(120, *left, x=60)
    drawn.lines(120, *right, x=320)
    text = text_of(drawn)
    assert text.index("links regel 11") < text.index("rechts regel 0")


def test_a_scan_is_refused_with_what_to_do():
    drawn = Drawn()
    drawn.canvas.rect(50, 50, 300, 300, fill=1)
    drawn.page()
    with pytest.raises(ExtractionFailed, match="OCR"):
        pdf.extract(drawn.data())


def test_a_password_is_asked_away():
    drawn = Drawn(encrypt=pdfencrypt.StandardEncryption("secret", "owner"))
    drawn.line(100, "Geheime tekst die niemand leest")
    with pytest.raises(ExtractionFailed, match="password"):
        pdf.extract(drawn.data())


def test_a_cut_off_file_is_damaged():
    drawn = Drawn()
    drawn.line(100, "Tekst")
    with pytest.raises(ExtractionFailed):
        pdf.extract(drawn.data()[:400])
