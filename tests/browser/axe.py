"""Asks axe-core what it finds wrong with a page, by WCAG 2.2 A and AA and the best practices that it knows."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

AXE = Path(__file__).parents[2] / "designer" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
RUN = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
STILL = """() => Promise.all(document.getAnimations()
  .filter(one => Number.isFinite(one.effect.getComputedTiming().endTime))
  .map(one => one.finished.catch(() => null)))"""


class Auditor:
    """Asks axe about pages, and keeps what it finds."""

    def __init__(self) -> None:
        self._program = AXE.read_text(encoding="utf-8")
        self.pages: list[str] = []
        self.found: list[str] = []

    def audit(self, page: Page, name: str) -> None:
        """Look at a page as it stands, once nothing moves any more and the mouse has left every button.

        A tooltip stands outside of everything else, and goes with the mouse.
        """
        page.mouse.move(0, 0)
        expect(page.get_by_role("tooltip")).to_have_count(0)
        page.evaluate(STILL)
        page.evaluate(self._program)
        self.pages.append(name)
        self.found += [_said(name, one) for one in page.evaluate(RUN, TAGS)["violations"]]


def _said(name: str, violation: dict[str, Any]) -> str:
    places = "; ".join(f"{node['target']} {node['html'][:120]}" for node in violation["nodes"][:3])
    return f"{name}: {violation['id']} ({violation['help']}): {places}"
