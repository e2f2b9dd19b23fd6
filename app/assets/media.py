"""Films, captions and documents: kept as they are, once they prove whole."""

from app.assets import refusals
from app.assets.refusals import AssetRefusedError
from app.assets.sniffing import MP4, PDF, VTT, Sort

TAIL = 2048  # bytes at the end of a PDF in which its end must stand
LONG_BOX = 16  # bytes of the head of a box that is longer than 4 GB
BOX = 8


def check(sort: Sort, data: bytes) -> bytes:
    """The bytes to keep of a film, captions or a document.

    Raises:
        AssetRefusedError: it is damaged, or its end is missing.
    """
    if sort is VTT:
        return _captions(data)
    whole = {MP4: _whole_mp4, PDF: _whole_pdf}.get(sort, _whole_webm)
    if not whole(data):
        raise AssetRefusedError(refusals.BROKEN)
    return data


def _whole_pdf(data: bytes) -> bool:
    return b"%%EOF" in data[-TAIL:]


def _whole_mp4(data: bytes) -> bool:
    """Whether its boxes (ISO/IEC 14496-12) end where the file ends, and the two that matter are there."""
    found: set[bytes] = set()
    at = 0
    while at + BOX <= len(data):
        length = int.from_bytes(data[at : at + 4])
        found.add(data[at + 4 : at + BOX])
        if length == 1:
            length = int.from_bytes(data[at + BOX : at + LONG_BOX])
        elif length == 0:  # to the end of the file
            length = len(data) - at
        if length < BOX:
            return False
        at += length
    return at == len(data) and {b"moov", b"mdat"} <= found


def _whole_webm(data: bytes) -> bool:
    """Whether a segment and something to play are there (RFC 9559); a recorder may leave lengths open."""
    return b"\x18\x53\x80\x67" in data[:4096] and b"\x1f\x43\xb6\x75" in data


def _captions(data: bytes) -> bytes:
    """Captions as UTF-8 with plain ends of lines."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AssetRefusedError(refusals.BROKEN) from error
    if "-->" not in text or "\0" in text:
        raise AssetRefusedError(refusals.BROKEN)
    return text.replace("\r\n", "\n").replace("\r", "\n").encode()
