"""Word, OpenDocument, PowerPoint, Excel and CSV."""

import io
import zipfile
from datetime import datetime

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook
from pptx import Presentation

from vraagbaak.errors import ExtractionFailed
from vraagbaak.ingest.extract import csv_table, docx, odt, pptx, xlsx
from vraagbaak.language import Language


def saved(document) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def test_word_keeps_headings_lists_and_tables_in_order():
    document = Document()
    document.core_properties.title = "Waarborglening"
    document.core_properties.language = "nl-BE"
    document.add_heading("Waarborglening", 0)
    document.add_paragraph("Een lening zonder rente.")
    document.add_heading("Voorwaarden", 1)
    document.add_paragraph("U huurt.", style="List Bullet")
    document.add_paragraph("Privaat.", style="List Bullet 2")
    document.add_paragraph("Vraag aan.", style="List Number")
    document.add_paragraph("Wacht af.", style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("Gezin", "Bedrag", "Alleen", "€ 2.340"), strict=True):
        cell.text = text
    document.add_paragraph("Na de tabel.")
    found = docx.extract(saved(document))
    assert found.text == (
        "Waarborglening\n\nEen lening zonder rente.\n\nVoorwaarden\n\n- U huurt.\n  - Privaat.\n"
        "1. Vraag aan.\n2. Wacht af.\n\nGezin: Alleen; Bedrag: € 2.340\n\nNa de tabel."
    )
    assert found.title == "Waarborglening"
    assert found.language is Language.NL
    assert [b.level for b in found.blocks if b.kind == "heading"] == [1, 1]


def test_word_accepts_tracked_changes():
    document = Document()
    paragraph = document.add_paragraph("Het bedrag is ")
    for tag, inner, text in (("w:del", "w:delText", "10"), ("w:ins", "w:t", "12")):
        change, run, element = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        element.text = text
        run.append(element)
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run(" euro.")
    assert docx.extract(saved(document)).text == "Het bedrag is 12 euro."


def test_a_word_table_of_one_column_is_a_box():
    document = Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "Let op:"
    cell.add_paragraph("dien op tijd in.")
    assert docx.extract(saved(document)).text == "Let op:\n\ndien op tijd in."


def test_a_merged_word_cell_names_a_part_of_the_table():
    document = Document()
    table = document.add_table(3, 2)
    texts = (("Gezin", "Bedrag"), ("Groep A", ""), ("Alleen", "€ 5"))
    for row, values in enumerate(texts):
        for column, value in enumerate(values):
            table.cell(row, column).text = value
    table.cell(1, 0).merge(table.cell(1, 1))
    assert docx.extract(saved(document)).text == "Groep A\nGezin: Alleen; Bedrag: € 5"


def test_the_template_title_of_word_is_no_title():
    document = Document()
    document.core_properties.title = "Word Document"
    paragraph = document.add_paragraph("Kop in opmaak")
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().append(outline)
    assert docx.extract(saved(document)).title == "Kop in opmaak"


ODT = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">
<office:automatic-styles><text:list-style style:name="L1"><text:list-level-style-number
 text:level="1"/></text:list-style></office:automatic-styles><office:body><office:text>
<text:h text:outline-level="2">Kop</text:h><text:p>Een<text:s/>zin<text:note><text:note-body>
<text:p>noot</text:p></text:note-body></text:note>.</text:p>
<text:list text:style-name="L1"><text:list-item><text:p>een</text:p><text:list><text:list-item>
<text:p>diep</text:p></text:list-item></text:list></text:list-item>
<text:list-item><text:p>twee</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>Soort</text:p></table:table-cell>
<table:table-cell><text:p>Prijs</text:p></table:table-cell></table:table-row><table:table-row>
<table:table-cell><text:p>Pas</text:p></table:table-cell><table:table-cell><text:p>5</text:p>
</table:table-cell></table:table-row></table:table></office:text></office:body>
</office:document-content>"""
ODT_META = """<office:document-meta xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><office:meta>
<dc:title>De titel</dc:title><dc:language>fr-BE</dc:language></office:meta>
</office:document-meta>"""


def test_opendocument_text():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("content.xml", ODT)
        archive.writestr("meta.xml", ODT_META)
    found = odt.extract(held.getvalue())
    assert found.title == "De titel"
    assert found.language is Language.FR
    assert found.text == ("Kop\n\nEen zin.\n\n1. een\n  1. diep\n2. twee\n\nSoort: Pas; Prijs: 5")


def test_a_slide_is_a_page_and_its_title_a_heading():
    deck = Presentation()
    for title, lines in (("Eerste", ["punt een", "punt twee"]), ("Tweede", ["alleen"])):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "\n".join(lines)
    found = pptx.extract(saved(deck))
    assert found.text == "Eerste\n\n- punt een\n- punt twee\n\nTweede\n\nalleen"
    assert [b.page for b in found.blocks] == [1, 1, 1, 2, 2]
    assert found.title == "Eerste"


def test_a_row_of_a_workbook_keeps_its_header():
    book = Workbook()
    sheet = book.active
    sheet.title = "Tarieven"
    sheet.append(["Tarieven van 2026"])
    sheet.append(["Soort", "Prijs", "Korting", "Vanaf", "Actief"])
    sheet.append(["Pas", 12.5, 0.1, datetime(2026, 1, 1), True])  # noqa: DTZ001
    sheet["B3"].number_format = '"€" #,##0.00'
    sheet["C3"].number_format = "0%"
    hidden = book.create_sheet("Intern")
    hidden.append(["geheim", "x"])
    hidden.sheet_state = "hidden"
    assert xlsx.extract(saved(book)).text == (
        "Tarieven\n\nTarieven van 2026\n\n"
        "Soort: Pas; Prijs: € 12.50; Korting: 10%; Vanaf: 2026-01-01; Actief: ✓"
    )


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"naam;bedrag\nA;1,5\nB;2,5\n", "naam: A; bedrag: 1,5\nnaam: B; bedrag: 2,5"),
        (b'naam,uitleg\nA,"x, y"\n', "naam: A; uitleg: x, y"),
        (b"naam\tbedrag\r\nA\t1\r\n", "naam: A; bedrag: 1"),
        (b"sep=;\nnaam;bedrag\nA;1\n", "naam: A; bedrag: 1"),
        ("naam;café\nA;é\n".encode("cp1252"), "naam: A; café: é"),
        (b"\xef\xbb\xbfnaam;b\nA;1\n", "naam: A; b: 1"),
        (b"naam;;2025\nA;;3\n", "naam: A; 2025: 3"),
    ],
)
def test_csv(data, text):
    assert csv_table.extract(data).text == text


def test_a_csv_field_without_end_is_refused():
    with pytest.raises(ExtractionFailed):
        csv_table.extract(b'a;b\n"' + b"x" * (2 << 20))
