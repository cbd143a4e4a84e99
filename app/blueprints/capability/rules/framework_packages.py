"""Whether a workbook can be opened at all: a zip archive that somebody else made is measured before it is read."""

import io
import re
import zipfile

from app.blueprints.capability.terms import MOST_MEMBERS, MOST_TAGS, MOST_UNPACKED, Fault

DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def package_fault(content: bytes) -> Fault | None:
    """What is wrong with the archive itself, before anything in it is believed. Reads at most `MOST_UNPACKED` bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            unpacked = sum(member.file_size for member in members)
            if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
                return Fault("", "unpacked_too_big", limit=MOST_UNPACKED)
            if "xl/workbook.xml" not in archive.namelist():
                return Fault("", "not_a_workbook")
            tags = 0
            for member in members:
                # No more is unpacked than a member says of itself: zipfile stops there, and its checksum fails.
                inner = archive.read(member)
                tags += inner.count(b"<")
                if tags > MOST_TAGS:
                    return Fault("", "unpacked_too_big", limit=MOST_UNPACKED)
                if DOCTYPE.search(inner.replace(b"\0", b"")):
                    return Fault("", "not_a_workbook")
    except Exception:  # noqa: BLE001 - encrypted, cut off, an unknown compression, a checksum that does not hold
        return Fault("", "not_a_workbook")
    return None
