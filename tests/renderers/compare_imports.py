"""How mails made elsewhere look after the designer took them in: ``python -m tests.renderers.compare_imports FOLDER``.

Each ``.mjml`` file of the folder is imported, written as the designer saves it and compiled again; the reference is
what npm's ``mjml`` makes of the file itself. Both are drawn in Chromium at 700 and 390 px, with grey pictures and
without web fonts, and compared point by point. Prints, for each file and width, what percentage of the points differs.
"""

import re
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import Page, Route, sync_playwright

from renderers.designs import mail
from renderers.errors import RenderError
from renderers.sources import compile_source, source_of
from tests.benchmarks.content import ask_peer
from tests.browser.chromium import FLAGS, find_or_install

WIDTHS = (700, 390)
SEEN = 16  # of 255: what differs less nobody sees
SIZE = b'width="600" height="300"'
GREY = b'<svg xmlns="http://www.w3.org/2000/svg" %s><rect %s fill="#99a"/></svg>' % (SIZE, SIZE)
FONTS = re.compile(r"<link[^>]*fonts\.googleapis[^>]*>|@import[^;]*;")


def imported(document: str) -> str | None:
    """The HTML of a mail that the designer took in; None where it cannot."""
    try:
        words = mail.words(mail.content_of({"text": document}, "en"), "en")
        template = compile_source(source_of("email", "en", {**words, "subject": "-", "preheader": ""}))
        return template.render({}).html
    except RenderError:
        return None


def differing(one: Image.Image, other: Image.Image) -> float:
    """Per cent of the points of two pictures that differ to the eye."""
    size = max(one.width, other.width), max(one.height, other.height)
    sheets = []
    for picture in (one, other):
        sheet = Image.new("RGB", size, "white")
        sheet.paste(picture)
        sheets.append(sheet)
    marked = ImageChops.difference(*sheets).convert("L").point(lambda value: 255 if value > SEEN else 0)
    return 100 * marked.histogram()[255] / (size[0] * size[1])


def _drawn(page: Page, html: str) -> Image.Image:
    page.set_content(FONTS.sub("", html), wait_until="load")
    return Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")


def _answer(route: Route) -> None:
    if route.request.resource_type == "image":
        route.fulfill(body=GREY, content_type="image/svg+xml")
    elif route.request.url.startswith("http"):
        route.abort()
    else:
        route.continue_()


def main() -> int:
    """Compare a folder; the exit code is 0 when everything that could be imported was compared."""
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).glob("**/*.mjml"))}
    reference = ask_peer("html.js", files)
    ours = {name: imported(document) for name, document in files.items()}
    found: dict[int, list[float]] = {width: [] for width in WIDTHS}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_or_install(), args=FLAGS)
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.route("**/*", _answer)
            for name, html in ours.items():
                if html is None or reference[name] is None:
                    sys.stdout.write(f"{width} {name}: not imported\n")
                    continue
                share = differing(_drawn(page, reference[name]), _drawn(page, html))
                found[width].append(share)
                sys.stdout.write(f"{width} {name}: {share:.3f} %\n")
    for width, shares in found.items():
        equal, small = (sum(share <= most for share in shares) for most in (0, 1))
        sys.stdout.write(
            f"{width} px: {len(shares)} of {len(files)}, {equal} equal, {small} differ by 1 % at most, "
            f"the worst by {max(shares, default=0):.2f} %\n"
        )
    return 0 if all(found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
