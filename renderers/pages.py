"""From a letter's HTML to the pages of a PDF. Nothing is loaded from anywhere: only what stands in the document."""

import importlib
import io
import logging
import threading
import warnings
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cache
from typing import Any

from PIL import ImageFile

from renderers.errors import RenderError

ABSENT = "Letters need Pango, which is not on this machine. On Debian: apt-get install {packages}"
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core")
"""What Debian calls the libraries and a font that letters need."""

_one_at_a_time = threading.Lock()  # the libraries below are not made for several threads


class LayoutMissingError(RenderError):
    """The libraries that lay a letter out are not on this machine."""


@dataclass(frozen=True)
class Pdf:
    """A letter laid out, and on how many pages."""

    content: bytes
    pages: int


def lay_out(html: str) -> Pdf:
    """Lay a letter out; takes a tenth of a second or more.

    Raises:
        LayoutMissingError: the libraries for it are not here.
        RenderError: the letter cannot be laid out, for example because it wants something from elsewhere.
    """
    weasyprint = library()
    refused: list[str] = []
    with _one_at_a_time:
        document = weasyprint.HTML(string=html, url_fetcher=_only_within(refused), base_url="about:blank").render()
        if refused:
            raise RenderError(f"A letter loads nothing from elsewhere, but this one wants {refused[0][:200]}.")
        return Pdf(document.write_pdf(), len(document.pages))


@cache
def library() -> Any:  # noqa: ANN401 - a module that may not be there
    """WeasyPrint; raises LayoutMissingError where what it needs is not on this machine."""
    try:
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()):  # it says at length what is missing
            warnings.simplefilter("ignore", DeprecationWarning)
            import weasyprint  # noqa: PLC0415 - loads libraries that may be absent, and takes a second
    except OSError as error:
        raise LayoutMissingError(ABSENT.format(packages=" ".join(PACKAGES))) from error
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # it lets half a picture pass, in the whole process
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # it warns of styles, and quotes what a letter says
    return weasyprint


def _only_within(refused: list[str]) -> Any:  # noqa: ANN401 - a class of WeasyPrint
    """What WeasyPrint asks for everything that a document names: gives what the document itself holds, notes the rest.

    Raises:
        LayoutMissingError: as ``library``.
    """
    fetcher = importlib.import_module("weasyprint.urls").URLFetcher

    class Within(fetcher):  # type: ignore[misc, valid-type] # of a module that may not be there
        def fetch(self, url: str, *rest: Any, **others: Any) -> Any:  # noqa: ANN401 - WeasyPrint's signature
            if not url.lower().startswith("data:"):
                refused.append(url)
                raise ValueError("Nothing is loaded from elsewhere.")
            return super().fetch(url, *rest, **others)

    return Within()
