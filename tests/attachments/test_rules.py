"""What may come in, by content: a table of what must not, one of what must, and names of every sort."""

import io
import unicodedata

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.attachments import rules
from app.blueprints.attachments.rules import names
from app.blueprints.attachments.rules.pictures import MOST_PIXELS
from app.blueprints.attachments.terms import ENDINGS, FileKind, Unacceptable
from tests.attachments.hostile import HOSTILE, huge_png, pdf_with, relation, word_and
from tests.factories.attachments import odt_parts, packed, pdf, picture, word_parts, workbook


@pytest.mark.parametrize("what", HOSTILE)
def test_what_must_not_come_in_is_refused_for_its_reason(what):
    name, content, code = HOSTILE[what]
    content = content() if callable(content) else content
    with pytest.raises(Unacceptable) as refused:
        rules.look_through(io.BytesIO(content), name)
    assert refused.value.code == code


def opens_at_a_page(document):
    document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])


def links_and_names(document):
    """Links, a title that speaks of script, and a font that happens to be called JS: nothing of it runs."""
    document.docinfo["/Title"] = "/JavaScript and /JS <</S /Launch>>"
    link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://prove.example/"))
    document.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=link)])
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    document.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(JS=font, AA=font))


GOOD = {
    "a PDF": ("Sertifikat.pdf", pdf(), FileKind.PDF),
    "a PDF with an ending in capitals": ("SERTIFIKAT.PDF", pdf(), FileKind.PDF),
    "a PDF that opens at a page": ("a.pdf", pdf_with(opens_at_a_page), FileKind.PDF),
    "a PDF with links and odd names": ("a.pdf", pdf_with(links_and_names), FileKind.PDF),
    "a PDF that only its owner may change": (
        "a.pdf",
        pdf(encryption=pikepdf.Encryption(user="", owner="eier")),
        FileKind.PDF,
    ),
    "a PDF with packed objects": (
        "a.pdf",
        pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate),
        FileKind.PDF,
    ),
    "a PDF for the web": ("a.pdf", pdf(linearize=True), FileKind.PDF),
    "a PNG": ("bilde.png", picture(), FileKind.PNG),
    "a JPEG": ("bilde.jpg", picture("JPEG"), FileKind.JPEG),
    "a JPEG by its longer ending": ("bilde.jpeg", picture("JPEG"), FileKind.JPEG),
    "a JPEG in passes": ("bilde.jpg", picture("JPEG", (200, 200), progressive=True), FileKind.JPEG),
    "a JPEG with what phones add": ("bilde.jpg", picture("JPEG") + b"\0ftypmp42" + bytes(99), FileKind.JPEG),
    "a Word document": ("rutine.docx", packed(word_parts()), FileKind.DOCX),
    "a Word document with a link": (
        "rutine.docx",
        word_and("word/_rels/document.xml.rels", relation("hyperlink", "https://prove.example/")),
        FileKind.DOCX,
    ),
    "a Word document with a picture": (
        "rutine.docx",
        word_and("word/media/image1.png", picture()),
        FileKind.DOCX,
    ),
    "a workbook with a sum": ("timer.xlsx", workbook(), FileKind.XLSX),
    "an OpenDocument": ("rutine.odt", packed(odt_parts()), FileKind.ODT),
    "a text": ("notat.txt", "Målt 1 < 2, 3 > 2.\r\n\f\tÅtte\n".encode(), FileKind.TXT),
    "a text from an old machine": ("notat.txt", "Målt på Ås\r\n".encode("cp1252"), FileKind.TXT),
    "a text in UTF-16": ("notat.txt", "Målt på Ås\r\n".encode("utf-16"), FileKind.TXT),
    "a CSV": (
        "timer.csv",
        '\ufeffår;timer;endring;note\n2025;1 200,5;-3;"a=b"\n2026;;+4;-5 (anslag)\n'.encode(),
        FileKind.CSV,
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", GOOD)
def test_what_people_have_comes_in(what):
    name, content, kind = GOOD[what]
    looked = rules.look_through(io.BytesIO(content), name)
    assert looked.kind is kind
    assert looked.name.endswith(f".{ENDINGS[kind][0]}")


def test_every_kind_that_we_take_is_among_the_good_ones():
    assert {kind for _, _, kind in GOOD.values()} == set(FileKind)


def test_the_limit_on_pixels_is_a_large_scan_and_no_more():
    assert MOST_PIXELS == 40_000_000
    with pytest.raises(Unacceptable, match="broken"):  # let past the limit, and found without its picture
        rules.look_through(io.BytesIO(huge_png(8_000, 5_000)), "a.png")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Sertifikat.pdf", "Sertifikat.pdf"),
        ("SERTIFIKAT.PDF", "SERTIFIKAT.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\windows\\system.pdf", "system.pdf"),
        ("C:\\Users\\Kari\\HMS.pdf", "HMS.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf"),
        ("fak\u202etura.pdf", "faktura.pdf"),
        ("fak\u200btura.pdf", "faktura.pdf"),
        ("  .. rutine  .pdf", "rutine.pdf"),
        ("Bla\u030abær.pdf", "Blåbær.pdf"),
        ("A\u030as.pdf", "Ås.pdf"),
        ('"rutine".pdf', "_rutine_.pdf"),
        ("con.pdf", "_con.pdf"),
        ("\u202e\u200b", "document.pdf"),
        ("..", "document.pdf"),
        ("program.exe.pdf", "program.exe.pdf"),
    ],
)  # fmt: skip
def test_a_name_is_kept_as_one_harmless_line(sent, kept):
    assert names.shown(sent, FileKind.PDF) == kept


def test_a_name_of_five_thousand_characters_keeps_its_beginning_and_its_ending():
    name = names.shown("Å" * 5_000 + ".PDF", FileKind.PDF)
    assert name == "Å" * 116 + ".pdf"
    assert names.ending("a" * 500_000 + ".pdf") == "pdf"


@given(
    st.text(max_size=400) | st.text(alphabet="./\\ \0\u202ea.pdfCON:*\u0301", max_size=300), st.sampled_from(FileKind)
)
def test_whatever_the_name_what_is_kept_is_short_visible_and_no_path(sent, kind):
    kept = names.shown(sent, kind)
    assert 1 <= len(kept) <= 120
    assert kept.endswith(f".{ENDINGS[kind][0]}")
    assert not set(kept) & set('/\\<>:"|?*')
    assert all(unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") for character in kept)
    assert not kept.startswith((".", " "))
    assert kept.split(".")[0].lower() not in ("con", "nul", "aux", "prn")
    assert names.shown(kept, kind) == kept
