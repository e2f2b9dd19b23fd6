"""What is kept of a file: pictures written anew, everything else once it proves whole."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from app.assets import intake, pictures, refusals
from app.assets.pictures import Part
from app.assets.refusals import AssetRefusedError, Text
from app.assets.sniffing import JPEG, PNG
from app.models import AssetKind
from app.store.assets import NewFile
from tests.app.assets import files


def read(data: bytes) -> tuple[NewFile, ...]:
    return intake.read(BytesIO(data)).files


def shown(file: NewFile) -> Image.Image:
    image = Image.open(BytesIO(file.data))
    image.load()
    return image


def refused(data: bytes) -> Text:
    with pytest.raises(AssetRefusedError) as error:
        intake.read(BytesIO(data))
    return error.value.texts


def test_a_photo_stands_upright_and_says_no_more_where_it_was_taken() -> None:
    sent = files.photo(640, 480, orientation=6)
    assert files.SECRET_PLACE.encode() in sent
    whole, copy = read(sent)
    assert (whole.width, whole.height, whole.media_type) == (480, 640, "image/jpeg")
    image = shown(whole)
    assert dict(image.getexif()) == {}
    assert image.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    assert files.SECRET_PLACE.encode() not in whole.data
    assert image.getpixel((470, 10))[0] < 40 < image.getpixel((10, 630))[1]  # the dark corner went to the upper right
    assert (copy.fits, copy.width, copy.height) == (300, 300, 400)


def test_a_text_inside_of_a_png_is_left_out() -> None:
    sent = files.told_png()
    (whole,) = read(sent)
    assert files.SECRET_PLACE.encode() in sent
    assert files.SECRET_PLACE.encode() not in whole.data
    assert shown(whole).info == {}


def test_a_page_behind_a_picture_is_left_out() -> None:
    (whole, *_) = read(files.png() + files.HTML)
    assert b"script" not in whole.data
    assert shown(whole).size == (640, 480)


def test_copies_are_kept_of_what_is_wider() -> None:
    kept = read(files.png(1600, 800))
    assert [(one.fits, one.width, one.height) for one in kept] == [
        (0, 1600, 800),
        (1200, 1200, 600),
        (600, 600, 300),
        (300, 300, 150),
    ]
    assert [one.fits for one in read(files.png(600, 10))] == [0, 300]
    assert [(one.width, one.height) for one in read(files.png(2000, 1))[-1:]] == [(300, 1)]


def test_more_than_any_screen_shows_is_made_smaller() -> None:
    assert [(one.width, one.height) for one in read(files.photo(5000, 2500, 1))[:1]] == [(3000, 1500)]
    assert [(one.width, one.height) for one in read(files.png(100, 4000))[:1]] == [(75, 3000)]


@pytest.mark.parametrize(
    ("image", "kind", "expected"),
    [
        pytest.param(files.picture(), "WEBP", "image/jpeg", id="webp becomes jpeg"),
        pytest.param(files.picture(mode="RGBA", colour=(9, 9, 9, 90)), "WEBP", "image/png", id="but not a clear one"),
        pytest.param(files.picture(mode="CMYK", colour=(90, 0, 0, 0)), "JPEG", "image/jpeg", id="colours of print"),
        pytest.param(files.picture(mode="L", colour=99), "JPEG", "image/jpeg", id="grey"),
        pytest.param(files.picture(mode="LA", colour=(99, 9)), "PNG", "image/png", id="grey and clear"),
        pytest.param(files.picture(mode="P", colour=0), "PNG", "image/png", id="a palette"),
        pytest.param(files.picture(mode="I;16", colour=900), "PNG", "image/png", id="sixteen bits"),
        pytest.param(files.picture(mode="1", colour=1), "PNG", "image/png", id="black and white"),
    ],
)
def test_every_picture_becomes_one_that_mails_can_show(image: Image.Image, kind: str, expected: str) -> None:
    kept = read(files.saved(image, kind))
    assert {one.media_type for one in kept} == {expected}
    assert shown(kept[0]).mode in {"RGB", "RGBA", "L", "LA", "P"}


def test_a_palette_keeps_what_can_be_seen_through() -> None:
    image = files.picture(mode="P", colour=0)
    image.putpalette([255, 255, 255, 0, 0, 0])
    whole, *_, copy = read(files.saved(image, "PNG", transparency=0))
    assert shown(whole).convert("RGBA").getpixel((630, 470))[3] == 0
    assert shown(copy).mode == "RGBA"


def test_colours_of_a_profile_become_those_of_every_screen() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    (whole, *_) = read(files.saved(files.picture(), "JPEG", icc_profile=profile))
    assert "icc_profile" not in shown(whole).info
    (whole, *_) = read(files.saved(files.picture(), "JPEG", icc_profile=b"no profile at all"))
    assert shown(whole).mode == "RGB"
    (whole, *_) = read(files.saved(files.picture(mode="CMYK", colour=(90, 0, 0, 0)), "JPEG", icc_profile=profile))
    assert shown(whole).mode == "RGB"


def test_an_animation_keeps_its_frames_in_every_size() -> None:
    kept = read(files.gif(4))
    assert [(one.fits, shown(one).n_frames, shown(one).info["duration"]) for one in kept] == [(0, 4, 80), (300, 4, 80)]
    assert shown(kept[0]).info["loop"] == 0
    (still,) = read(files.saved(files.picture(50, 50), "GIF"))
    assert shown(still).n_frames == 1


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(files.gif(201, 8, 8), refusals.FRAMES, id="a long animation"),
        pytest.param(files.photo()[:900], refusals.BROKEN, id="a truncated jpeg"),
        pytest.param(files.png()[:200], refusals.BROKEN, id="a truncated png"),
        pytest.param(files.gif()[:30], refusals.BROKEN, id="a truncated gif"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + files.HTML, refusals.BROKEN, id="html behind the first bytes of a png"),
        pytest.param(b"\xff\xd8\xff\xe0" + bytes(100), refusals.BROKEN, id="zeros behind those of a jpeg"),
        pytest.param(files.PDF[:-10], refusals.BROKEN, id="a truncated pdf"),
        pytest.param(files.mp4()[:-1], refusals.BROKEN, id="a truncated mp4"),
        pytest.param(files.box(b"ftyp", b"isom") + files.box(b"mdat", b""), refusals.BROKEN, id="an mp4 without moov"),
        pytest.param(files.box(b"ftyp", b"isom") + b"\0\0\0\4moov", refusals.BROKEN, id="an mp4 that runs in a ring"),
        pytest.param(files.webm()[:24], refusals.BROKEN, id="a truncated webm"),
        pytest.param(b"WEBVTT\n\nno times", refusals.BROKEN, id="captions without times"),
        pytest.param(b"WEBVTT\n\xff-->", refusals.BROKEN, id="captions in an old encoding"),
        pytest.param(b"WEBVTT\n0 --> 1\n\0", refusals.BROKEN, id="captions with zeros"),
        pytest.param(
            files.saved(
                files.picture(9, 9), "WEBP", save_all=True, append_images=[files.picture(9, 9, colour=(1, 2, 3))]
            ),
            refusals.MOVING,
            id="a webp that moves",
        ),
    ],
)
def test_what_is_damaged_or_too_much_is_told_why(data: bytes, why: Text) -> None:
    assert refused(data) == why


@pytest.mark.parametrize("sides", [(60_000, 60_000), (10_000, 6_000)], ids=["gigabytes", "sixty million pixels"])
def test_a_bomb_is_never_unpacked(sides: tuple[int, int]) -> None:
    told = refused(files.bomb(*sides))
    assert told in (
        refusals.BROKEN,
        {name: text.format(width=10_000, height=6_000) for name, text in refusals.PIXELS.items()},
    )


def test_a_large_animation_may_have_few_frames() -> None:
    assert refused(files.gif(4, 3000, 3000)) == refusals.FRAMES


def test_what_is_too_large_is_told_how_large_it_may_be() -> None:
    heavy = files.png() + bytes(10 * 1024 * 1024)
    assert refused(heavy) == {
        "es": "Una imagen puede pesar hasta 10 MB y este archivo pesa 10,5 MB.",
        "en": "A picture may have up to 10 MB, and this file has 10.5 MB.",
    }


@pytest.mark.parametrize(
    ("data", "kind", "media_type"),
    [
        pytest.param(files.PDF, AssetKind.document, "application/pdf", id="pdf"),
        pytest.param(files.mp4(), AssetKind.video, "video/mp4", id="mp4"),
        pytest.param(
            files.box(b"ftyp", b"isom") + files.box(b"moov", b"") + b"\0\0\0\1mdat" + (99).to_bytes(8) + bytes(83),
            AssetKind.video,
            "video/mp4",
            id="a box of the long kind",
        ),
        pytest.param(
            files.box(b"ftyp", b"isom") + files.box(b"moov", b"") + b"\0\0\0\0mdat123",
            AssetKind.video,
            "video/mp4",
            id="a box up to the end",
        ),
        pytest.param(files.webm(), AssetKind.video, "video/webm", id="webm"),
    ],
)
def test_films_and_documents_are_kept_as_they_are(data: bytes, kind: AssetKind, media_type: str) -> None:
    taken = intake.read(BytesIO(data))
    (kept,) = taken.files
    assert (taken.kind, kept.media_type, kept.data) == (kind, media_type, data)


def test_captions_are_kept_in_plain_utf_8() -> None:
    (kept,) = read(files.VTT)
    assert kept.data.decode() == "WEBVTT\n\n00:00.000 --> 00:02.000\n¿Cómo pagar?\n"


def test_a_part_is_cut_and_made_narrower() -> None:
    (whole, *_) = read(files.png(800, 600))
    cut = intake.cut(whole.data, whole.media_type, Part(0, 0, 400, 300), 200).files
    assert [(one.width, one.height, one.media_type) for one in cut] == [(200, 150, "image/png")]
    assert shown(cut[0]).getpixel((100, 75)) == (10, 20, 30)
    wide = intake.cut(whole.data, whole.media_type, None, 5000).files
    assert (wide[0].width, wide[0].height) == (800, 600)
    with pytest.raises(AssetRefusedError) as outside:
        intake.cut(whole.data, whole.media_type, Part(700, 0, 101, 10), None)
    assert outside.value.texts == refusals.OUTSIDE
    with pytest.raises(AssetRefusedError) as nothing:
        intake.cut(whole.data, whole.media_type, None, None)
    assert nothing.value.texts == refusals.NOTHING


def test_an_animation_is_cut_whole() -> None:
    (whole, *_) = read(files.gif(3))
    (cut,) = intake.cut(whole.data, whole.media_type, Part(300, 200, 100, 100), None).files
    assert (shown(cut).n_frames, shown(cut).size) == (3, (100, 100))


def test_a_picture_keeps_its_kind_when_it_is_cut() -> None:
    picture = pictures.take(files.photo(), JPEG)
    assert pictures.change(picture, Part(0, 0, 50, 50), None).sort is JPEG
    assert pictures.change(pictures.take(files.png(), PNG), None, 50).sort is PNG


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param("Logotipo «Ñandú» 日本 😀.png", "Logotipo «Ñandú» 日本 😀.png", id="any language"),
        pytest.param("../../etc/passwd", "passwd", id="a path"),
        pytest.param("C:\\fotos\\yo.jpg", "yo.jpg", id="a path of Windows"),
        pytest.param("a\u202egnp.exe\0\n", "agnp.exe", id="letters that nobody sees"),
        pytest.param("  a   b ", "a b", id="spaces"),
        pytest.param("e\u0301", "é", id="one letter for one sign"),
        pytest.param("x" * 300 + ".png", "x" * 196 + ".png", id="too long"),
        pytest.param("///", "", id="nothing"),
    ],
)
def test_a_name_is_kept_as_people_read_it(given: str, kept: str) -> None:
    assert intake.clean_name(given) == kept
