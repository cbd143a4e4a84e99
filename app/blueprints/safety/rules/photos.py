"""A photo from a phone, made anew: what it shows and nothing else.

A phone writes into its pictures where and when they were taken, with which device, and by whom. Taking these parts out
one by one leaves those that nobody thought of. So the picture is drawn again, dot by dot, into a new file.
"""

from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from PIL.Image import Image

MEGABYTE = 1024 * 1024
PHOTO_MOST_BYTES = 10 * MEGABYTE
MOST_PIXELS = 50_000_000  # of a JPEG as cameras make it, which can be read smaller than it is
MOST_PIXELS_WHOLE = 16_000_000  # of what must be unpacked whole: the others, and a JPEG that is drawn in passes
MOST_PASSES = 100  # a JPEG may be drawn again and again; each pass costs as much as the picture
LONGEST_SIDE = 2000  # dots; enough to see a loose bolt
FORMATS = ("JPEG", "PNG", "WEBP")
PHOTO_ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
PHOTO_KINDS = "JPEG, PNG, WebP"


class BadPhoto(Exception):
    """`code` is worded in forms/wordings.py."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def clean_photo(upload: BinaryIO) -> BytesIO:
    """The same picture as a JPEG, upright, at most `LONGEST_SIDE` dots long, with no word about how it came to be."""
    from PIL import Image

    content = upload.read(PHOTO_MOST_BYTES + 1)
    if len(content) > PHOTO_MOST_BYTES:
        raise BadPhoto("photo_too_large")
    try:
        small = _small_and_upright(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BadPhoto("photo_has_too_many_dots") from None
    except BadPhoto:
        raise
    except Exception:  # noqa: BLE001 - a broken picture makes a decoder fail in as many ways as there are decoders
        raise BadPhoto("photo_not_readable") from None
    drawn = Image.new("RGB", small.size, "white")
    drawn.paste(small, mask=small.getchannel("A"))
    new = BytesIO()
    drawn.save(new, "JPEG", quality=85)
    new.seek(0)
    return new


def _small_and_upright(content: bytes) -> "Image":
    """What size it has is known from its head, before anything is unpacked."""
    from PIL import Image, ImageOps

    with Image.open(BytesIO(content), formats=FORMATS) as picture:
        is_jpeg = picture.format in ("JPEG", "MPO")  # a phone's JPEG with more pictures behind it calls itself MPO
        if is_jpeg and content.count(b"\xff\xda") > MOST_PASSES:  # what begins a pass; in other kinds it is chance
            raise BadPhoto("photo_not_readable")
        by_rows = is_jpeg and not picture.info.get("progressive")
        most = MOST_PIXELS if by_rows else MOST_PIXELS_WHOLE
        if picture.width * picture.height > most:
            raise BadPhoto("photo_has_too_many_dots")
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        return ImageOps.exif_transpose(picture).convert("RGBA")
