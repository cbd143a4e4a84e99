"""What a picture says besides itself: who took it, where, with which camera, and a smaller picture of the same.

Taken out byte for byte, so that the picture itself is not packed anew and loses nothing. How it is turned is kept.
"""

import io
import struct
from collections.abc import Iterator

PNG_HEAD = 8
PNG_FACTS = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})
START, END, SCAN, COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
APPLICATION = range(0xE0, 0xF0)
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
COLOURS = {0xE0: b"", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}  # what a program needs to show the colours right
ORIENTATION = 0x0112


def bare_png(data: bytes) -> bytes:
    """A PNG without texts, times and camera data, and without what lies behind its end."""
    kept, place = [data[:PNG_HEAD]], PNG_HEAD
    while place + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if name not in PNG_FACTS:
            kept.append(data[place:end])
        place = end
        if name == b"IEND":
            break
    return b"".join(kept)


def bare_jpeg(data: bytes) -> bytes:
    """A JPEG with its colours and its turn, and nothing else that a program wrote into it; cut at its end."""
    kept = [data[:2], _turned(data)]
    for marker, piece in _segments(data):
        if marker in APPLICATION and not (marker in COLOURS and piece[4:].startswith(COLOURS[marker])):
            continue
        if marker != COMMENT:
            kept.append(piece)
    return b"".join(kept)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each marker with its bytes; a scan with all that is drawn by it."""
    place = 2
    while 0 <= (place := data.find(b"\xff", place)) < len(data) - 1:
        marker = data[place + 1]
        if marker in (0xFF, 0x00):
            place += 1
            continue
        if marker == END:
            yield marker, data[place : place + 2]
            return
        if marker in ALONE:
            yield marker, data[place : place + 2]
            place += 2
            continue
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        if marker == SCAN:
            end = _end_of_scan(data, end)
        yield marker, data[place:end]
        place = end


def _end_of_scan(data: bytes, place: int) -> int:
    """Where the next marker is that is no part of what is drawn."""
    while 0 <= (place := data.find(b"\xff", place)) < len(data) - 1:
        if data[place + 1] != 0x00 and data[place + 1] not in ALONE:
            return place
        place += 2
    return len(data)


def _turned(data: bytes) -> bytes:
    """The one fact that is kept, in the smallest Exif that says it; nothing for a picture that stands upright."""
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=["JPEG"]) as picture:
        turn = picture.getexif().get(ORIENTATION, 1)
    if turn not in range(2, 9):
        return b""
    exif = b"Exif\x00\x00II*\x00\x08\x00\x00\x00" + struct.pack("<HHHIHHI", 1, ORIENTATION, 3, 1, turn, 0, 0)
    return b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
