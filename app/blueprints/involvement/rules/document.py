"""The report as a document that can be edited and filed (Office Open XML), with what the page says."""

from io import BytesIO
from typing import Any

from app.blueprints.involvement.rules.sections import sections
from app.blueprints.involvement.terms.wording import in_words

TAGS = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}


def to_docx(head: dict[str, Any], sha256: str) -> bytes:
    """A .docx in the report's own language, the language of its text marked. Heavy to import, and so only here."""
    from docx import Document
    from docx.oxml.ns import qn

    words = in_words(head["language"])
    made = Document()
    made.core_properties.title = head["title"]
    made.core_properties.author = ", ".join(host["name"] for host in head["hosts"])[:255]
    made.core_properties.language = TAGS[head["language"]]
    properties = made.styles["Normal"].element.get_or_add_rPr()
    language = properties.makeelement(qn("w:lang"), {qn("w:val"): TAGS[head["language"]]})
    properties.append(language)
    made.add_heading(head["title"], 0)
    made.add_paragraph(head["dialogue"]["title"])
    made.add_paragraph(words["headings"]["about"])
    for section in sections(head):
        made.add_heading(section.heading, 1)
        for line in section.said:
            made.add_paragraph(line)
        if section.rows:
            _table(made, section.head, section.rows)
    made.add_heading(words["headings"]["fingerprint"], 1)
    made.add_paragraph(words["sentences"]["fingerprint"])
    made.add_paragraph(sha256)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _table(made: Any, head: tuple[str, ...], rows: Any) -> None:
    table = made.add_table(rows=1, cols=len(head))
    table.style = "Table Grid"
    for cell, words in zip(table.rows[0].cells, head, strict=True):
        cell.text = words
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
