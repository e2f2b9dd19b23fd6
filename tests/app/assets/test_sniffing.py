"""What a file is by its bytes, and how it is told why it is not taken."""

import pytest

from app.assets import refusals, sniffing
from app.assets.refusals import AssetRefusedError, Text
from app.assets.sniffing import GIF, JPEG, MP4, PDF, PNG, VTT, WEBM, WEBP, Sort
from tests.app.assets import files


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(files.png(), PNG, id="png"),
        pytest.param(files.photo(), JPEG, id="jpeg"),
        pytest.param(files.gif(), GIF, id="gif"),
        pytest.param(b"GIF87a" + bytes(20), GIF, id="an old gif"),
        pytest.param(files.saved(files.picture(), "WEBP"), WEBP, id="webp"),
        pytest.param(files.PDF, PDF, id="pdf"),
        pytest.param(files.mp4(), MP4, id="mp4"),
        pytest.param(files.webm(), WEBM, id="webm"),
        pytest.param(files.VTT, VTT, id="vtt with a byte order mark"),
        pytest.param(b"WEBVTT\n", VTT, id="vtt"),
    ],
)
def test_a_file_is_what_its_bytes_say(data: bytes, expected: Sort) -> None:
    assert sniffing.sniff(data[: sniffing.HEAD]) is expected


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(b"", refusals.EMPTY, id="empty"),
        pytest.param(files.SVG, refusals.SVG, id="svg with a script"),
        pytest.param(b"\xef\xbb\xbf  <SVG onload=alert(1)>", refusals.SVG, id="svg in capitals"),
        pytest.param("<svg xmlns='x'>".encode("utf-16"), refusals.SVG, id="svg in utf-16"),
        pytest.param(files.HTML, refusals.HTML, id="html"),
        pytest.param(b"<script>alert(1)</script>", refusals.HTML, id="a bare script"),
        pytest.param(b"<?xml version='1.0'?><a/>", refusals.HTML, id="xml"),
        pytest.param(files.HEIC, refusals.PHONE, id="heic"),
        pytest.param(files.box(b"ftyp", b"avif"), refusals.PHONE, id="avif"),
        pytest.param(files.MOV, refusals.FILM, id="quicktime"),
        pytest.param(b"\x1a\x45\xdf\xa3\x42\x82\x88matroska", refusals.FILM, id="matroska"),
        pytest.param(b"RIFF\0\0\0\0AVI LIST", refusals.FILM, id="avi"),
        pytest.param(b"PK\x03\x04word/document.xml", refusals.OFFICE, id="docx"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", refusals.OFFICE, id="doc"),
        pytest.param(b"WEBVTTX", refusals.UNKNOWN, id="nearly vtt"),
        pytest.param(b"RIFF\0\0\0\0WAVEfmt ", refusals.UNKNOWN, id="wav"),
        pytest.param(b"hello", refusals.UNKNOWN, id="text"),
    ],
)
def test_what_is_not_taken_is_told_why(data: bytes, why: Text) -> None:
    with pytest.raises(AssetRefusedError) as refused:
        sniffing.sniff(data)
    assert refused.value.texts == why
