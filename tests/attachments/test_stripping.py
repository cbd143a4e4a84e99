"""Nobody's name leaves with a file that others open; what the file shows stays as it was."""

import io
import zipfile

import docx
import openpyxl
import pikepdf
import pytest
from openpyxl.comments import Comment
from PIL import Image, PngImagePlugin

from app.blueprints.attachments.models import File
from app.blueprints.attachments.rules import look_through, strip
from app.blueprints.attachments.services import read_clean, take_in
from app.blueprints.attachments.terms import FileKind
from app.core.db import acting_for, unit_of_work
from tests.factories.accounts import organisation
from tests.factories.attachments import odt_parts, packed
from tests.factories.documents import pdf_of

NAME = "Sigrunn Kanarifugl"


def stripped(data: bytes, kind: FileKind) -> bytes:
    bare = strip(io.BytesIO(data), kind).read()
    look_through(io.BytesIO(bare), f"fil.{kind.value}")  # it is still what it was
    return bare


def everything(data: bytes) -> bytes:
    """The file and what is packed in it."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"".join(package.read(name) for name in package.namelist())


def word() -> bytes:
    document = docx.Document()
    document.core_properties.author = document.core_properties.last_modified_by = NAME
    paragraph = document.add_paragraph("Vi trenger tre kaier.")
    document.add_comment(paragraph.runs, text="Se her", author=NAME, initials="SK")
    photo = io.BytesIO(jpeg())
    document.add_picture(photo)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def excel() -> bytes:
    book = openpyxl.Workbook()
    book.properties.creator = book.properties.lastModifiedBy = NAME
    book.active["A1"] = 42
    book.active["A1"].comment = Comment("Se her", NAME)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def jpeg(turn: int = 6) -> bytes:
    exif = Image.Exif()
    exif[0x013B], exif[0x0112] = NAME, turn  # artist, orientation
    made = io.BytesIO()
    picture = Image.effect_noise((64, 48), 60).convert("RGB")
    picture.save(made, "JPEG", exif=exif, comment=NAME.encode(), progressive=True)
    return made.getvalue() + NAME.encode()


def png() -> bytes:
    facts = PngImagePlugin.PngInfo()
    facts.add_text("Author", NAME)
    made = io.BytesIO()
    Image.effect_noise((40, 30), 60).convert("RGB").save(made, "PNG", pnginfo=facts)
    return made.getvalue()


def pdf() -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of("Tre kaier"))) as document:
        document.docinfo["/Author"] = NAME
        with document.open_metadata() as facts:
            facts["dc:creator"] = [NAME]
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=NAME)
        document.pages[0].Annots = document.make_indirect(pikepdf.Array([document.make_indirect(note)]))
        document.save(made, compress_streams=False)
    return made.getvalue()


def odt() -> bytes:
    meta = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-meta'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<office:meta><meta:initial-creator>{NAME}</meta:initial-creator><dc:creator>{NAME}</dc:creator>"
        "</office:meta></office:document-meta>"
    )
    return packed({**odt_parts(), "meta.xml": meta})


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (word, FileKind.DOCX),
        (excel, FileKind.XLSX),
        (odt, FileKind.ODT),
        (jpeg, FileKind.JPEG),
        (png, FileKind.PNG),
        (pdf, FileKind.PDF),
    ],
)
def test_a_stripped_file_names_nobody_and_is_still_what_it_was(made, kind) -> None:
    data = made()
    assert NAME.encode() in everything(data), "the test's own file names somebody"
    assert NAME.encode() not in everything(stripped(data, kind))


def test_what_is_read_on_the_page_stays() -> None:
    told = docx.Document(io.BytesIO(stripped(word(), FileKind.DOCX)))
    assert told.paragraphs[0].text == "Vi trenger tre kaier."
    assert [comment.text for comment in told.comments] == ["Se her"]
    sheet = openpyxl.load_workbook(io.BytesIO(stripped(excel(), FileKind.XLSX))).active
    assert sheet["A1"].value == 42
    with pikepdf.open(io.BytesIO(stripped(pdf(), FileKind.PDF))) as document:
        assert b"Tre kaier" in document.pages[0].Contents.read_bytes()


def test_a_picture_keeps_its_points_and_its_turn() -> None:
    before, after = (Image.open(io.BytesIO(data)) for data in (jpeg(), stripped(jpeg(), FileKind.JPEG)))
    assert after.getexif().get(0x0112) == 6
    assert list(after.getexif()) == [0x0112]
    assert after.size == before.size
    assert Image.open(io.BytesIO(stripped(jpeg(1), FileKind.JPEG))).getexif().get(0x0112) is None


def test_a_name_that_only_looks_like_an_attribute_is_text_and_stays() -> None:
    document = docx.Document()
    document.add_paragraph(f'Skriv author="{NAME}" i feltet')
    made = io.BytesIO()
    document.save(made)
    told = docx.Document(io.BytesIO(stripped(made.getvalue(), FileKind.DOCX)))
    assert told.paragraphs[0].text == f'Skriv author="{NAME}" i feltet'


def test_what_is_stored_is_the_stripped_file(db_session) -> None:
    firm = organisation("buyer")
    with unit_of_work(acting_for(firm.id)):
        file = take_in(firm, io.BytesIO(word()), "behov.docx", by=None, stripped=True)
        stored = b"".join(read_clean(file))
    assert isinstance(file, File)
    assert NAME.encode() not in everything(stored)
    assert file.size == len(stored)
