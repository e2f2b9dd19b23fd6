"""Waits until the server has what the studio sends by itself."""

import time
from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.conftest import PATIENCE

MOMENT = 200  # milliseconds


def wait_for(page: Page, look: Callable[[], object], wanted: object) -> None:
    """Look until it is as wanted. Playwright's own wait takes a promise for an answer, whatever it becomes."""
    deadline = time.monotonic() + PATIENCE / 1_000
    while look() != wanted and time.monotonic() < deadline:
        page.wait_for_timeout(MOMENT)
    assert look() == wanted
