"""Files as people send them, made on the spot: pictures, films, documents, and what only pretends to be one."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, PngImagePlugin

GPS, ORIENTATION = 0x8825, 0x0112
SECRET_PLACE = "Calle Mayor 1"


def picture(width: int = 640, height: int = 480, mode: str = "RGB", colour: Any = (15, 110, 110)) -> Image.Image:  # noqa: ANN401 - of any mode
    """A plain picture with a darker upper left quarter, so that one sees which way up it is."""
    image = Image.new(mode, (width, height), colour)
    dark = {"RGBA": (10, 20, 30, 255), "L": 20, "LA": (20, 255), "P": 1, "CMYK": (0, 0, 0, 250), "I;16": 9, "1": 0}
    ImageDraw.Draw(image).rectangle((0, 0, width // 2, height // 2), fill=dark.get(mode, (10, 20, 30)))
    return image


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:  # noqa: ANN401 - passed on
    """A picture as a file."""
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def png(width: int = 640, height: int = 480) -> bytes:
    """A PNG."""
    return saved(picture(width, height))


def photo(width: int = 640, height: int = 480, orientation: int = 6) -> bytes:
    """A JPEG as a phone takes it: turned on its side, and saying where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010E] = SECRET_PLACE
    exif.get_ifd(GPS)[2] = (40.0, 25.0, 0.5)
    return saved(picture(width, height), "JPEG", exif=exif, comment=SECRET_PLACE.encode())


def told_png() -> bytes:
    """A PNG with a text beside the picture."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Location", SECRET_PLACE)
    return saved(picture(64, 64), "PNG", pnginfo=info)


def gif(frames: int = 3, width: int = 400, height: int = 300) -> bytes:
    """An animation."""
    shades = [picture(width, height, colour=(40 * number % 256, 90, 120)) for number in range(frames)]
    return saved(shades[0], "GIF", save_all=True, append_images=shades[1:], duration=80, loop=0)


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few bytes that promises gigabytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def box(name: bytes, data: bytes) -> bytes:
    """A box of an MP4."""
    return struct.pack(">I", len(data) + 8) + name + data


def mp4(size: int = 1000) -> bytes:
    """A file that is built as an MP4 is, without anything to see."""
    return box(b"ftyp", b"isom\0\0\2\0isomiso2mp41") + box(b"moov", bytes(100)) + box(b"mdat", bytes(size))


def webm() -> bytes:
    """A file that is built as a WebM is."""
    return b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm\x18\x53\x80\x67\xff\x1f\x43\xb6\x75" + bytes(99)


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
VTT = "\ufeffWEBVTT\r\n\r\n00:00.000 --> 00:02.000\r\n¿Cómo pagar?\r\n".encode()
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><script>alert(document.cookie)</script></html>"
HEIC = box(b"ftyp", b"heic\0\0\0\0mif1heic") + bytes(50)
MOV = box(b"ftyp", b"qt  \0\0\2\0qt  ") + bytes(50)
