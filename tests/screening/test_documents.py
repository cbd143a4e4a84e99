"""Documents are read in a process of their own: text, pages, and what cannot be read. No database is needed."""

import tempfile

import pikepdf
import pytest

from app.blueprints.attachments.terms import FileKind
from app.blueprints.screening.rules import documents
from app.blueprints.screening.terms.documents import WhyNot
from tests.factories.attachments import packed, picture
from tests.factories.documents import odt_of, pdf_of, word_of, workbook_of

NUMBER = "21483601279"  # stands for any eleven digits: what is a number of a person is for the detectors


def pages(content: bytes, kind: FileKind, **limits: int) -> tuple[dict[int, str], int | None, WhyNot | None]:
    """Text by page, how many pages there are, and why reading ended before the last of them."""
    said: dict[int, str] = {}
    of = None
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        try:
            for piece in documents.read(file, kind, **limits):
                said[piece.page] = said.get(piece.page, "") + piece.text
                of = piece.of
        except documents.NotToTheEnd as ended:
            return said, of, ended.why
    return said, of, None


def test_a_pdf_is_read_page_by_page_in_its_own_letters() -> None:
    said, of, why = pages(pdf_of("Årsrapport (utkast)", "", f"Ring Åse\nnr. {NUMBER}"), FileKind.PDF)
    assert (of, why) == (3, None)
    assert said[1].strip() == "Årsrapport (utkast)"
    assert said[2].strip() == ""
    assert said[3].split() == ["Ring", "Åse", "nr.", NUMBER]


def test_what_is_written_in_a_form_or_a_comment_of_a_pdf_is_read() -> None:
    with tempfile.TemporaryFile() as made:
        with pikepdf.new() as document:
            comment = {"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name.Text, "/Rect": [0, 0, 9, 9]}
            asked = comment | {"/Subtype": pikepdf.Name.Widget, "/FT": pikepdf.Name.Tx, "/T": "felt", "/V": NUMBER}
            field = document.make_indirect(pikepdf.Dictionary(asked))
            document.Root.AcroForm = pikepdf.Dictionary(Fields=[field])
            document.add_blank_page().Annots = pikepdf.Array(
                [pikepdf.Dictionary(comment | {"/Contents": "En merknad"}), field]
            )
            document.save(made)
        made.seek(0)
        said, _of, _why = pages(made.read(), FileKind.PDF)
    assert "En merknad" in said[1]
    assert NUMBER in said[1]


def test_a_word_document_is_read_with_tables_headers_footers_and_comments() -> None:
    content = word_of(
        "Første side", "Andre side", table=[["Navn", "Nummer"], ["Åse", NUMBER]],
        header="Topptekst", footer="Bunntekst", comment="Et notat i margen",
    )  # fmt: skip
    said, of, why = pages(content, FileKind.DOCX)
    assert (of, why) == (2, None)
    assert "Første side" in said[1]
    assert said[2].split() == ["Andre", "side", "Navn", "Nummer", "Åse", NUMBER]
    assert {"Topptekst", "Bunntekst", "Et notat i margen"} <= set(said[0].split("\n"))


def test_a_workbook_is_read_sheet_by_sheet_with_names_numbers_and_notes() -> None:
    content = workbook_of({"Timer": [["Uke", 7.5], [True, None]], f"Ark {NUMBER}": [["Åse"]]}, note="Et notat")
    said, of, why = pages(content, FileKind.XLSX)
    assert (of, why) == (2, None)
    assert said[1] == "Timer\nUke | 7.5\n"
    assert said[2] == f"Ark {NUMBER}\nÅse\n"
    assert "Et notat" in said[0]


def test_a_number_that_lost_its_first_zero_is_read_as_it_is_shown() -> None:
    said, _of, _why = pages(workbook_of({"A": [[1019912345]]}, shown_as="000000 00000"), FileKind.XLSX)
    assert said[1] == "A\n01019912345\n"
    said, _of, _why = pages(workbook_of({"A": [[1019912345]]}), FileKind.XLSX)
    assert said[1] == "A\n1019912345\n"


def test_open_documents_and_plain_text_are_read_in_whatever_way_they_are_encoded() -> None:
    assert pages(odt_of("Første", "andre"), FileKind.ODT)[0][1].split()[:2] == ["Første", "andre"]
    for encoding in ("utf-8", "utf-16", "cp1252"):
        assert pages("Blåbær".encode(encoding), FileKind.TXT)[0] == {1: "Blåbær"}


@pytest.mark.parametrize(
    ("content", "kind", "why"),
    [
        (
            lambda: pdf_of("x", encryption=pikepdf.Encryption(user="hemmelig", owner="b")),
            FileKind.PDF,
            WhyNot.ENCRYPTED,
        ),
        (lambda: b"%PDF-1.7 og resten er borte", FileKind.PDF, WhyNot.BROKEN),
        (lambda: word_of("x")[:900], FileKind.DOCX, WhyNot.BROKEN),
        (lambda: packed({"word/document.xml": "<a>"}), FileKind.DOCX, WhyNot.BROKEN),
        (lambda: workbook_of({"A": [["x"]]})[:900], FileKind.XLSX, WhyNot.BROKEN),
        (picture, FileKind.XLSX, WhyNot.BROKEN),
        (lambda: packed({"word/document.xml": bytes(70_000_000)}), FileKind.DOCX, WhyNot.TOO_LONG),
        (lambda: packed({"xl/workbook.xml": bytes(70_000_000)}), FileKind.XLSX, WhyNot.TOO_LONG),
        (lambda: b"a" * 2_100_000, FileKind.TXT, WhyNot.TOO_LONG),
    ],
    ids=["locked", "no-pdf", "cut-word", "no-word", "cut-sheet", "picture", "word-bomb", "sheet-bomb", "long"],
)
def test_what_cannot_be_read_says_why_and_hurts_nobody(content, kind, why) -> None:
    assert pages(content(), kind)[2] is why


def test_of_a_document_that_is_too_long_as_much_is_read_as_the_limit_allows() -> None:
    said, of, why = pages(pdf_of(*(f"side {n}" for n in range(1, 8))), FileKind.PDF, most_pages=5)
    assert (sorted(said), of, why) == ([1, 2, 3, 4, 5], 7, WhyNot.TOO_LONG)


def test_a_reader_that_works_for_too_long_is_stopped() -> None:
    content = workbook_of({"A": ([n, n + 1, n + 2, n + 3] for n in range(60_000))})
    assert pages(content, FileKind.XLSX, seconds=1)[2] is WhyNot.TOO_LONG
