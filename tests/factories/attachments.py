"""Files for tests: small real ones of every kind, and a function that commits one."""

import hashlib
import io
import secrets
import zipfile
from typing import Any

import openpyxl
import pikepdf
from PIL import Image

from app.blueprints.accounts.models import Organisation
from app.blueprints.attachments import installation
from app.blueprints.attachments.models import File
from app.blueprints.attachments.terms import FileKind, FileState
from app.core.clock import now
from app.core.db import acting_for, db, unit_of_work

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pdf(text: str = "", **saved: Any) -> bytes:
    """One empty page; `text` in its title makes one file differ from another."""
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.docinfo["/Title"] = text or secrets.token_hex(8)
        document.save(made, **saved)
    return made.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **saved: Any) -> bytes:
    made = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(made, kind, **saved)
    return made.getvalue()


def packed(parts: dict[str, bytes | str]) -> bytes:
    """A zip with these parts, in this order; what is called "mimetype" is stored as it is."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return made.getvalue()


def word_parts(main: str = f"{WORD}.main+xml") -> dict[str, bytes | str]:
    """A Word document in its three smallest parts."""
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>HMS-håndbok</w:t></w:r></w:p></w:body></w:document>",
    }


def odt_parts() -> dict[str, bytes | str]:
    """An OpenDocument text in its smallest parts."""
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        ' manifest:version="1.3"><manifest:file-entry manifest:full-path="/"'
        ' manifest:media-type="application/vnd.oasis.opendocument.text"/></manifest:manifest>',
        "content.xml": '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' office:version="1.3"><office:body><office:text><text:p>Rutine <text:a'
        ' xlink:href="https://prove.example/">her</text:a></text:p></office:text></office:body></office:document-content>',
    }


def workbook(formula: str = "=SUM(B2:B3)") -> bytes:
    made = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["År", "Timer", formula])
    book.save(made)
    return made.getvalue()


def file(
    firm: Organisation,
    name: str = "Sertifikat.pdf",
    state: FileState = FileState.CLEAN,
    *,
    content: bytes | None = None,
    scanned: bool = True,
    **values: Any,
) -> File:
    """A PDF of the firm's, in the store and in the database, in the state that is asked for."""
    content = content or pdf()
    key, over = secrets.token_hex(16), state in (FileState.INFECTED, FileState.REJECTED)
    with unit_of_work(acting_for(firm.id)):
        if state in (FileState.CLEAN, FileState.QUARANTINED):
            installation.store().put(key, io.BytesIO(content), len(content))
        at = now()
        was_scanned = scanned and state is not FileState.QUARANTINED
        made = File(
            **{
                "organisation_id": firm.id,
                "name": name,
                "kind": FileKind.PDF,
                "size": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
                "storage_key": key,
                "state": state,
                "verdict": "Prove.Virus" if over else "",
                "scan_after": at,
                "scanned_at": at if was_scanned else None,
                "scanned_by": "clamd" if was_scanned else "",
                "uploaded_at": at,
                "erased_at": at if state is FileState.ERASED else None,
            }
            | values
        )
        db.session.add(made)
    return made
