"""What is packed as zip: few parts, small when unpacked, no archive inside, and the same whoever reads it.

Everything is counted while it is unpacked, by our own hand: the sizes in a zip are its maker's words, and there are two
sets of them.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from app.blueprints.attachments.terms import Unacceptable

MOST_MEMBERS = 2_000
MOST_UNPACKED = 50_000_000
MOST_RATIO = 100
CHUNK = 1 << 16
LOCAL = struct.Struct("<4s5H3I2H")
ARCHIVES = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"Rar!\x1a",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b\x08",
    b"\xfd7zXZ",
    b"BZh",
    b"MSCF",
)
PROGRAMS = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"#!")


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a package: its name, and its bytes in pieces, to be read once and to the end."""

    name: str
    pieces: Iterator[bytes]


def parts(file: BinaryIO) -> Iterator[Part]:
    """The parts of a package, each to be read before the next; refuses as soon as something is not as it must be."""
    size = file.seek(0, 2)
    try:
        with ZipFile(file) as package:
            members = package.infolist()
            _check_directory(members, size, package.comment)
            unpacked = 0
            for member in members:
                counted = _Counter()
                yield Part(member.filename, _checked(file, member, counted, unpacked, size))
                unpacked += counted.bytes
    except (BadZipFile, zlib.error, struct.error, EOFError, UnicodeError, NotImplementedError, ValueError, OSError):
        raise Unacceptable("broken") from None


class _Counter:
    bytes = 0


def _check_directory(members: list[ZipInfo], size: int, comment: bytes) -> None:
    """What can be refused before anything is unpacked."""
    if len(members) > MOST_MEMBERS:
        raise Unacceptable("zip_bomb")
    if not members or comment or min(member.header_offset for member in members) != 0:
        raise Unacceptable("broken")
    if any(member.flag_bits & 1 for member in members):
        raise Unacceptable("encrypted")
    unpacked, packed = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * size:
        raise Unacceptable("zip_bomb")
    if packed > size:  # they overlap
        raise Unacceptable("zip_bomb")
    names = [member.filename.lower() for member in members]
    if len(set(names)) != len(names) or any(_leads_out(member) for member in members):
        raise Unacceptable("broken")


def _leads_out(member: ZipInfo) -> bool:
    name = member.orig_filename
    return name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/")


def _checked(file: BinaryIO, member: ZipInfo, counted: _Counter, before: int, size: int) -> Iterator[bytes]:
    """The member's bytes, counted and summed as they come; the first of them tell what it is."""
    checksum = 0
    for piece in _unpack(file, member):
        if counted.bytes == 0 and piece.startswith(ARCHIVES):
            raise Unacceptable("nested_archive")
        if counted.bytes == 0 and piece.startswith(PROGRAMS):
            raise Unacceptable("can_run")
        counted.bytes += len(piece)
        if before + counted.bytes > MOST_UNPACKED or before + counted.bytes > MOST_RATIO * size:
            raise Unacceptable("zip_bomb")
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if counted.bytes != member.file_size or checksum != member.CRC:
        raise Unacceptable("broken")


def _unpack(file: BinaryIO, member: ZipInfo) -> Iterator[bytes]:
    """Unpack what stands at the member's place, to its own end and not to the end that the directory claims."""
    file.seek(member.header_offset)
    mark, _, flags, method, _, _, _, _, _, name_length, extra_length = LOCAL.unpack(file.read(LOCAL.size))
    name = file.read(name_length)
    if mark != b"PK\x03\x04" or flags & 1 or method != member.compress_type or method not in (ZIP_STORED, ZIP_DEFLATED):
        raise Unacceptable("broken")
    if name.decode("utf-8" if flags & 0x800 else "cp437") != member.orig_filename:
        raise Unacceptable("broken")
    place, left = file.tell() + extra_length, member.compress_size
    unpacker = zlib.decompressobj(-15) if method == ZIP_DEFLATED else None
    while left and not (unpacker and unpacker.eof):
        file.seek(place)  # whoever reads the pieces may have moved it
        packed = file.read(min(CHUNK, left))
        if not packed:
            raise Unacceptable("broken")
        place, left = place + len(packed), left - len(packed)
        if unpacker is None:
            yield packed
            continue
        while packed and not unpacker.eof:
            if piece := unpacker.decompress(packed, CHUNK):
                yield piece
            packed = unpacker.unconsumed_tail
    while unpacker and not unpacker.eof and (piece := unpacker.decompress(b"", CHUNK)):
        yield piece
    if unpacker and (not unpacker.eof or unpacker.unused_data or left):
        raise Unacceptable("broken")
