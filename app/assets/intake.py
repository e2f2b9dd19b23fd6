"""Takes a file in: finds out what it is, and makes everything of it that is kept."""

import hashlib
import re
import unicodedata
from typing import IO

from app.assets import media, pictures, refusals, sniffing
from app.assets.pictures import Part, Picture
from app.assets.refusals import AssetRefusedError
from app.assets.sniffing import Sort
from app.models import AssetKind
from app.store.assets import Intake, NewFile

NAME = 200  # characters
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # letters that nobody sees, some of which turn others around


def read(file: IO[bytes]) -> Intake:
    """What is kept of a file that somebody sent.

    Raises:
        AssetRefusedError: it is nothing that is taken, too large, or damaged.
    """
    head = file.read(sniffing.HEAD)
    sort = sniffing.sniff(head)
    size = file.seek(0, 2)
    limit = sniffing.LIMITS[sort.kind]
    if size > limit:
        raise refusals.too_large(sniffing.NAMES[sort.kind], limit, size)
    file.seek(0)
    data = file.read(limit)
    if sort.kind is AssetKind.image:
        return of_picture(pictures.take(data, sort), sent=data)
    kept = media.check(sort, data)
    return Intake(sort.kind, _hash(data), (_file(0, sort, kept, 0, 0),))


def of_picture(picture: Picture, *, sent: bytes | None = None) -> Intake:
    """A picture with its smaller copies."""
    every = {0: picture, **pictures.copies(picture)}
    files = tuple(_file(fits, one.sort, one.data, one.width, one.height) for fits, one in every.items())
    return Intake(AssetKind.image, _hash(picture.data if sent is None else sent), files)


def cut(data: bytes, media_type: str, part: Part | None, width: int | None) -> Intake:
    """A new picture: a part of one that is kept, or all of it, at another width.

    Raises:
        AssetRefusedError: there is nothing to do, or the part is not inside the picture.
    """
    if part is None and width is None:
        raise AssetRefusedError(refusals.NOTHING)
    sort = next(one for one in pictures.FORMATS if one.media_type == media_type)
    return of_picture(pictures.change(pictures.opened(data, sort), part, width))


def clean_name(given: str) -> str:
    """The name of a file as people read it: no folders, no letters that nobody sees, NFC."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter) not in UNSEEN)
    return " ".join(seen.split())[-NAME:]


def _file(fits: int, sort: Sort, data: bytes, width: int, height: int) -> NewFile:
    return NewFile(fits, sort.media_type, sort.ending, data, width, height, _hash(data))


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
