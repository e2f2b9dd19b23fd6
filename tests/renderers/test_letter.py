"""Letters, and their pages as PDF."""

import re
import subprocess
import sys
import zlib

import pytest
from PIL import ImageFile

from renderers import pages, tokens
from renderers.errors import MissingTokenError, RenderError, TemplateError
from renderers.letter import LetterSource, compile_letter
from renderers.pages import LayoutMissingError, lay_out

FACTS = tokens.nest({"debtor.full_name": "Ana <b> Paz", "debtor.postal": "Calle 1\nBogotá"})


def test_a_letter_is_personalised_and_escaped() -> None:
    document = '<html lang="xx"><body>{{ debtor.full_name }}</body></html>'
    source = LetterSource(document, "A {{ debtor.full_name }}", "es")
    rendered = compile_letter(source).render(FACTS, "es-CO")
    assert rendered.subject == "A Ana <b> Paz"
    assert rendered.html == '<html lang="es"><body>Ana &lt;b&gt; Paz</body></html>'


def test_a_missing_token_is_named() -> None:
    template = compile_letter(LetterSource("{{ debtor.email }}", "Subject"))
    assert template.required == {"debtor.email"}
    with pytest.raises(MissingTokenError):
        template.render(FACTS)


def test_a_letter_that_is_too_long_is_refused() -> None:
    with pytest.raises(TemplateError, match="longer than"):
        compile_letter(LetterSource("x" * 200_001, "Subject"))


def test_a_letter_becomes_pages() -> None:
    made = lay_out('<style>@page{size:A4}p{break-after:page}</style><p lang="es">Uno</p><p>Dos</p>Tres')
    assert made.pages == 3
    assert made.content.startswith(b"%PDF-")
    assert made.content.rstrip().endswith(b"%%EOF")
    page = re.search(rb"/MediaBox \[([^\]]*)\]", b"".join(unpacked(made.content)) + made.content)
    assert page is not None
    assert [round(float(one)) for one in page[1].split()] == [0, 0, 595, 842], "A4 in points"


def unpacked(content: bytes) -> list[bytes]:
    """The streams of a PDF that can be unpacked."""
    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return found


def test_a_picture_within_the_letter_is_fine() -> None:
    dot = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    assert lay_out(f'<img alt="" src="{dot}">').pages == 1


@pytest.mark.parametrize(
    "html",
    [
        '<img src="http://127.0.0.1:9/x.png">',
        '<img src="file:///etc/passwd">',
        "<style>@import url(https://fonts.example/a.css);</style>",
        '<link rel="stylesheet" href="style.css">',
        '<p style="background: url(picture.png)">x</p>',
    ],
    ids=["web", "file", "import", "style sheet", "background"],
)
def test_nothing_is_loaded_from_elsewhere(html: str) -> None:
    with pytest.raises(RenderError, match="loads nothing from elsewhere"):
        lay_out(html)


WITHOUT = """
import builtins, sys
real = builtins.__import__
def refuse(name, *rest, **others):
    if name == "weasyprint":
        print("a long explanation of what is missing")
        raise OSError("cannot load library 'libpango-1.0-0'")
    return real(name, *rest, **others)
builtins.__import__ = refuse
from renderers.pages import LayoutMissingError, lay_out
try:
    lay_out("<p>x</p>")
except LayoutMissingError as error:
    sys.stdout.write(str(error))
"""


def test_without_its_libraries_one_sentence_says_what_to_install() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True)
    assert done.stdout == (
        "Letters need Pango, which is not on this machine. On Debian: apt-get install libpango-1.0-0 "
        "libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
    )


def test_the_libraries_are_asked_for_again_until_they_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    pages.library.cache_clear()
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with monkeypatch.context() as patch:
        patch.setattr("builtins.__import__", _refusing)
        with pytest.raises(LayoutMissingError):
            pages.library()
    monkeypatch.undo()
    assert pages.library().HTML


def _refusing(name: str, *rest: object, **others: object) -> object:
    if name == "weasyprint":
        raise OSError("cannot load library")
    return __import__(name, *rest, **others)  # type: ignore[arg-type]


def test_laying_out_does_not_make_half_a_picture_pass_elsewhere() -> None:
    lay_out("<p>Hola</p>")
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
