"""What a file is, by its first bytes. Its name and what the browser says of it are never asked."""

import re
from dataclasses import dataclass

from app.assets import refusals
from app.assets.refusals import MEGABYTE, AssetRefusedError, Text
from app.models import AssetKind

HEAD = 4096  # bytes that are looked at
MARKUP = re.compile(rb"<\s*(svg|!doctype|html|script|body|head|iframe|\?xml)\b|<!doctype|<\?xml", re.IGNORECASE)
PHONE_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis"})
FILM_BRANDS = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"MSNV"}
)
NAMES: dict[AssetKind, Text] = {
    AssetKind.image: {"es": "Una imagen", "en": "A picture"},
    AssetKind.video: {"es": "Un vídeo", "en": "A video"},
    AssetKind.document: {"es": "Un documento", "en": "A document"},
    AssetKind.captions: {"es": "Un archivo de subtítulos", "en": "A file of captions"},
}
LIMITS: dict[AssetKind, int] = {
    AssetKind.image: 10 * MEGABYTE,
    AssetKind.video: 40 * MEGABYTE,
    AssetKind.document: 10 * MEGABYTE,
    AssetKind.captions: MEGABYTE,
}
LARGEST = max(LIMITS.values())


@dataclass(frozen=True, slots=True)
class Sort:
    """What a file is: its kind, its media type, and how its name ends."""

    kind: AssetKind
    media_type: str
    ending: str


PNG = Sort(AssetKind.image, "image/png", "png")
JPEG = Sort(AssetKind.image, "image/jpeg", "jpg")
GIF = Sort(AssetKind.image, "image/gif", "gif")
WEBP = Sort(AssetKind.image, "image/webp", "webp")
PDF = Sort(AssetKind.document, "application/pdf", "pdf")
MP4 = Sort(AssetKind.video, "video/mp4", "mp4")
WEBM = Sort(AssetKind.video, "video/webm", "webm")
VTT = Sort(AssetKind.captions, "text/vtt", "vtt")

MAGIC = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"%PDF-", PDF),
)


def sniff(head: bytes) -> Sort:
    """What a file is by its first ``HEAD`` bytes.

    Raises:
        AssetRefusedError: it is nothing that is taken.
    """
    if not head:
        raise AssetRefusedError(refusals.EMPTY)
    found = next((sort for magic, sort in MAGIC if head.startswith(magic)), None) or _framed(head)
    if found is None:
        raise AssetRefusedError(_why(head))
    return found


def _framed(head: bytes) -> Sort | None:
    """What says later than in its first bytes what it is."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp" and head[8:12] in FILM_BRANDS:
        return MP4
    if head[:4] == b"\x1a\x45\xdf\xa3" and b"webm" in head[:64]:
        return WEBM
    if re.match(rb"(\xef\xbb\xbf)?WEBVTT[ \t\r\n]", head):
        return VTT
    return None


def _why(head: bytes) -> Text:
    """Why a file that is none of ours is not taken."""
    markup = MARKUP.search(head.replace(b"\0", b""))  # UTF-16 has a zero beside every letter
    if markup and b"<svg" in head.replace(b"\0", b"").lower():
        return refusals.SVG
    if markup:
        return refusals.HTML
    if head[4:8] == b"ftyp":
        return refusals.PHONE if head[8:12] in PHONE_BRANDS else refusals.FILM
    if head[:4] == b"\x1a\x45\xdf\xa3" or (head[:4] == b"RIFF" and head[8:12] == b"AVI "):
        return refusals.FILM
    if head[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!"}:
        return refusals.OFFICE
    return refusals.UNKNOWN
