"""How long the designer of mails takes to open, with nothing in the browser's cache."""

from playwright.sync_api import Page

MILLISECONDS_TO_OPEN = 2_000
"""What the issue wants of it: a cold start on one machine that does nothing else."""

READY = "[data-ready] iframe.gjs-frame"


def open_editor_ms(page: Page, key: str) -> float:
    """Milliseconds from going to a template's editor until its design stands on the canvas; somebody is signed in."""
    session = page.context.new_cdp_session(page)
    session.send("Network.clearBrowserCache")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(f"/templates/{key}/edit", wait_until="commit")
    page.wait_for_selector(READY)
    opened = page.evaluate("performance.now()")
    session.send("Network.setCacheDisabled", {"cacheDisabled": False})
    session.detach()
    return float(opened)
