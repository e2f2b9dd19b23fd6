"""Which encoding a text file is in, found by reading all of it once in small pieces.

A file is accepted as UTF-8 only when every byte of it is; otherwise the encodings that spreadsheets in Spanish and
English really write are weighed against each other by the letters they give.
"""

import codecs
from pathlib import Path

from charset_normalizer import from_bytes

from app.crm.reasons import FileError, reason

PIECE = 1 << 18  # bytes
LINE_LIMIT = 1 << 20  # characters in one line
SAMPLE = 1 << 16  # bytes around the first letter that is not ASCII

_MARKS = (  # longest first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SINGLE_BYTE = ("cp1252", "iso8859_15", "latin_1", "mac_roman", "cp850")
_LETTERS = frozenset("áéíóúüñÁÉÍÓÚÜÑ")  # of Spanish
_FOREIGN = frozenset("çÇàèòÀÈÒâêôäöÄÖßºª")  # letters of names next door, and ordinals
_SIGNS = frozenset("¿¡€£°·«»“”\u2018\u2019\u2013—…\u00a0")  # signs, which never stand inside a word
_PLAUSIBLE = 0.6  # mean weight from which an encoding is believed
_UTF16_ZEROS = 0.3  # share of zero bytes at odd or even places that gives UTF-16 away


def detect(path: Path) -> str:
    """The name of the file's encoding, as ``open`` takes it.

    Raises:
        FileError: the file is empty, holds NUL bytes, a line without end, or is in no known encoding.
    """
    with path.open("rb") as file:
        head = file.read(PIECE)
    if not head.strip():
        raise FileError(reason("empty_file"))
    marked = _by_mark(head) or _utf16_without_mark(head)
    if marked:
        _verify(path, marked)
        return marked
    broken_at, sample, sequences = _read_as_utf8(path)
    if broken_at is None:
        return "utf-8"
    if sequences > _broken(sample) * 4:
        raise FileError(reason("broken_encoding", encoding="UTF-8", position=broken_at))
    found = _weigh(sample)
    _verify(path, found)
    return found


def _by_mark(head: bytes) -> str | None:
    return next((name for mark, name in _MARKS if head.startswith(mark)), None)


def _utf16_without_mark(head: bytes) -> str | None:
    sample = head[: 1 << 12]
    half = len(sample) / 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * _UTF16_ZEROS and even < odd / 8:
        return "utf-16-le"
    if even > half * _UTF16_ZEROS and odd < even / 8:
        return "utf-16-be"
    return None


def _read_as_utf8(path: Path) -> tuple[int | None, bytes, int]:
    """Where the file stops being UTF-8 (None: nowhere), bytes from there on, and how many good sequences came first."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    position = sequences = since_newline = 0
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            _refuse_nul(piece)
            since_newline = _refuse_endless(piece, since_newline)
            pending = len(decoder.getstate()[0])
            try:
                text = decoder.decode(piece)
            except UnicodeDecodeError as error:
                at = position - pending + error.start
                file.seek(max(0, at - 64))
                good = error.object[: error.start].decode("utf-8")
                return at, file.read(SAMPLE), sequences + len(good.encode()) - len(good)
            sequences += len(piece) - len(text)
            position += len(piece)
    pending = len(decoder.getstate()[0])
    if pending:
        raise FileError(reason("broken_encoding", encoding="UTF-8", position=position - pending))
    return None, b"", sequences


def _broken(sample: bytes) -> int:
    """How many bytes of the sample are not UTF-8."""
    return sum(1 for letter in sample.decode("utf-8", "replace") if letter == "\ufffd")


def _refuse_nul(piece: bytes) -> None:
    if b"\0" in piece:
        raise FileError(reason("nul_bytes"))


def _refuse_endless(piece: bytes, before: int) -> int:
    """How many bytes the line that is still open has; refuse when a line has no end within the limit."""
    last = max(piece.rfind(b"\n"), piece.rfind(b"\r"))
    if last >= 0:
        return len(piece) - last
    if before + len(piece) > LINE_LIMIT * 4:
        raise FileError(reason("line_too_long", row=1, limit=LINE_LIMIT))
    return before + len(piece)


def _weigh(sample: bytes) -> str:
    """The single-byte encoding whose letters look most like a file in Spanish or English."""
    best, best_share = "", 0.0
    for name in _SINGLE_BYTE:
        try:
            text = sample.decode(name)
        except UnicodeDecodeError:
            continue
        weights = [
            _weight(text[place - 1 : place + 2]) for place, letter in enumerate(text) if letter > "\x7f" and place
        ]
        share = sum(weights) / max(1, len(weights))
        if share > best_share + 0.01:
            best, best_share = name, share
    if best_share >= _PLAUSIBLE:
        return best
    match = from_bytes(sample).best()
    if match is None:
        raise FileError(reason("unknown_encoding"))
    return match.encoding


def _weight(around: str) -> float:
    """How likely the middle one of three letters is in such a file."""
    letter = around[1]
    if letter in _LETTERS:
        return 1.0
    if letter in _FOREIGN:
        return 0.8
    inside = len(around) > 2 and around[0].isalpha() and around[2].isalpha()  # noqa: PLR2004 - it has two neighbours
    return 0.8 if letter in _SIGNS and not inside else 0.0


def _verify(path: Path, encoding: str) -> None:
    """Read the whole file in this encoding, so that it cannot fail half-way later."""
    decoder = codecs.getincrementaldecoder(encoding)()
    position = 0
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            try:
                text = decoder.decode(piece)
            except UnicodeDecodeError as error:
                raise FileError(
                    reason("broken_encoding", encoding=encoding.upper(), position=position + error.start)
                ) from error
            if "\0" in text:
                raise FileError(reason("nul_bytes"))
            position += len(piece)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise FileError(reason("broken_encoding", encoding=encoding.upper(), position=position)) from error
