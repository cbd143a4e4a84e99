"""PNG and JPEG: whole, of a size that can be opened, and nothing else at the same time."""

import struct
import zlib
from typing import BinaryIO

from app.blueprints.attachments.terms import FileKind, Unacceptable

MOST_PIXELS = 40_000_000
MOST_PASSES = 100  # a JPEG may be drawn again and again; each pass costs as much as the picture
CHUNK = 1 << 16
IEND = b"\x00\x00\x00\x00IEND\xaeB`\x82"


def check_picture(file: BinaryIO, kind: FileKind) -> None:
    """Refuse a picture that is too large to open, broken or cut."""
    from PIL import Image, UnidentifiedImageError

    file.seek(0)
    try:
        with Image.open(file, formats=[kind.value.upper()]) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise Unacceptable("too_many_pixels")
            if kind is FileKind.PNG:
                picture.verify()  # every part against its own sum
                _check_png(file, width, height)
            else:
                _check_passes(file)
                picture.draft("RGB", (width // 8, height // 8))  # read to the end, kept at an eighth
                picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unacceptable("too_many_pixels") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error, zlib.error):
        raise Unacceptable("broken") from None


def _check_png(file: BinaryIO, width: int, height: int) -> None:
    """It ends where it says, and what is packed in it unpacks to a picture of its size and no more."""
    most = (width * 8 + 8) * (height + 8) * 2  # 4 samples of 16 bits a pixel, and the filters of seven passes
    unpacker, unpacked = zlib.decompressobj(), 0
    file.seek(8)
    while head := file.read(8):
        length, name = struct.unpack(">I4s", head)
        data = file.read(length)
        file.read(4)
        if name == b"IDAT":
            while data and not unpacker.eof:
                unpacked += len(unpacker.decompress(data, CHUNK))
                data = unpacker.unconsumed_tail
                if unpacked > most:
                    raise Unacceptable("broken")
        elif name == b"IEND":
            break
    while not unpacker.eof and (piece := unpacker.decompress(b"", CHUNK)):
        unpacked += len(piece)
    if not unpacker.eof or unpacked < height or file.read(1):
        raise Unacceptable("broken")


def _check_passes(file: BinaryIO) -> None:
    place = file.tell()
    file.seek(0)
    passes, before = 0, b""
    while chunk := file.read(CHUNK):
        passes += (before + chunk).count(b"\xff\xda")
        before = b"\xff" if chunk.endswith(b"\xff") else b""
        if passes > MOST_PASSES:
            raise Unacceptable("broken")
    file.seek(place)
