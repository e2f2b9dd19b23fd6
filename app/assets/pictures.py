"""Pictures: read, turned the right way up, written anew without what cameras add, and made smaller or cut.

What is kept is always what Pillow wrote, never what was sent: whatever else hid in the file is gone with its EXIF,
and the place where a photo was taken with it.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from itertools import count

from PIL import Image, ImageCms, ImageOps, ImageSequence

from app.assets import refusals
from app.assets.refusals import AssetRefusedError
from app.assets.sniffing import GIF, JPEG, PNG, WEBP, Sort

PIXELS = 50_000_000  # of what is sent: no phone takes larger photos
LONGEST = 3000  # pixels of the longer side of what is kept: no screen shows more of it
FRAMES = 200
MOVING_PIXELS = 30_000_000  # of all frames of an animation together: some seconds of work
WIDTHS = (1200, 600, 300)  # pixels; of the smaller copies that are kept beside each picture
QUALITY = 86
SMALL = 1_000_000  # pixels; of larger ones, packing a PNG as tightly as can be would take seconds
FORMATS = {PNG: "PNG", JPEG: "JPEG", GIF: "GIF", WEBP: "WEBP"}
DAMAGE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    struct.error,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
"""What Pillow raises at files that are none."""

Change = Callable[[Image.Image], Image.Image]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept."""

    data: bytes
    sort: Sort
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a picture, in pixels from its upper left corner."""

    x: int
    y: int
    width: int
    height: int


def take(data: bytes, sort: Sort) -> Picture:
    """A picture that somebody sent, as it is kept.

    WebP becomes JPEG, or PNG where something can be seen through it, since Outlook shows no WebP.

    Raises:
        AssetRefusedError: it is damaged, has too many pixels, or moves where nobody would see it.
    """
    try:
        with Image.open(BytesIO(data), formats=[FORMATS[sort]]) as image:
            _refuse_vast(image)
            if sort is GIF:
                return _animation(image, _within)
            if getattr(image, "n_frames", 1) > 1:
                raise AssetRefusedError(refusals.MOVING)
            image.draft("RGB", (LONGEST, LONGEST))  # a large JPEG is not even unpacked whole
            return _still(_upright(image), _within, sort)
    except DAMAGE as error:
        raise AssetRefusedError(refusals.BROKEN) from error


def copies(picture: Picture) -> dict[int, Picture]:
    """The smaller copies of a picture by their width; those that would be no smaller are left out."""
    return {width: change(picture, None, width) for width in WIDTHS if width < picture.width}


def change(picture: Picture, part: Part | None, width: int | None) -> Picture:
    """A part of a picture that was taken before, or all of it, made so many pixels wide, never wider than it is.

    Raises:
        AssetRefusedError: the part is not inside the picture.
    """
    if part is not None and (part.x + part.width > picture.width or part.y + part.height > picture.height):
        raise AssetRefusedError(refusals.OUTSIDE)

    def changed(image: Image.Image) -> Image.Image:
        if part is not None:
            image = image.crop((part.x, part.y, part.x + part.width, part.y + part.height))
        if width is None or width >= image.width:
            return image
        height = max(1, round(image.height * width / image.width))
        return _smooth(image).resize((width, height), Image.Resampling.LANCZOS)

    with Image.open(BytesIO(picture.data), formats=[FORMATS[picture.sort]]) as image:
        return _animation(image, changed) if picture.sort is GIF else _still(image, changed, picture.sort)


def _refuse_vast(image: Image.Image) -> None:
    """Nothing is unpacked before its size is known: a few bytes may promise gigabytes."""
    width, height = image.size
    if width * height > PIXELS:
        texts = {name: text.format(width=width, height=height) for name, text in refusals.PIXELS.items()}
        raise AssetRefusedError(texts)


def _within(image: Image.Image) -> Image.Image:
    """A picture no longer than what is kept."""
    if max(image.size) <= LONGEST:
        return image
    smaller = _smooth(image)
    smaller.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return smaller


def _smooth(image: Image.Image) -> Image.Image:
    """A picture whose colours can be mixed: one of a palette gets true ones. Always a copy."""
    if image.mode == "P":
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    return image.copy()


def _upright(image: Image.Image) -> Image.Image:
    """The picture as its camera was held, in colours that every screen knows (sRGB)."""
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    if upright.mode not in {"L", "LA", "P", "RGB", "RGBA"}:
        profile = profile if upright.mode == "CMYK" else None
        upright = _true(upright, profile)
    elif profile and upright.mode in {"RGB", "RGBA"}:
        upright = _true(upright, profile)
    upright.info = {name: value for name, value in upright.info.items() if name == "transparency"}
    return upright


def _true(image: Image.Image, profile: bytes | None) -> Image.Image:
    mode = "RGBA" if image.mode in {"RGBA", "RGBa", "PA", "La"} or "transparency" in image.info else "RGB"
    if not profile:
        return image.convert(mode)
    try:
        own, screen = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
        found = ImageCms.profileToProfile(image, own, screen, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):  # a broken profile is no reason to refuse a picture
        return image.convert(mode)
    return found or image.convert(mode)


def _still(image: Image.Image, changed: Change, sort: Sort) -> Picture:
    found = changed(image)
    out = BytesIO()
    if sort in {JPEG, WEBP} and found.mode in {"RGB", "L"}:
        found.save(out, "JPEG", quality=QUALITY, progressive=True, optimize=True)
        return Picture(out.getvalue(), JPEG, *found.size)
    found.save(out, "PNG", optimize=found.width * found.height <= SMALL)
    return Picture(out.getvalue(), PNG, *found.size)


def _animation(image: Image.Image, changed: Change) -> Picture:
    """A GIF with all its frames, each changed in the same way."""
    most = max(1, min(FRAMES, MOVING_PIXELS // (image.width * image.height)))
    frames: list[Image.Image] = []
    times: list[int] = []
    loop = image.info.get("loop")
    for number, frame in zip(count(1), ImageSequence.Iterator(image), strict=False):
        if number > most:
            raise AssetRefusedError(refusals.FRAMES)
        frame.load()
        times.append(int(frame.info.get("duration", 0)))
        one = changed(frame.convert("RGBA"))
        one.info = {}
        frames.append(one)
    again = {} if loop is None else {"loop": loop}
    out = BytesIO()
    moving = (
        {"save_all": True, "append_images": frames[1:], "duration": times, "disposal": 2} if len(frames) > 1 else {}
    )
    frames[0].save(out, "GIF", **again, **moving)
    return Picture(out.getvalue(), GIF, *frames[0].size)


def opened(data: bytes, sort: Sort) -> Picture:
    """A picture that is kept, as ``change`` takes it."""
    with Image.open(BytesIO(data), formats=[FORMATS[sort]]) as image:
        return Picture(data, sort, *image.size)
