"""How quick the drawing is: ``python -m tests.benchmarks.designer --json``.

The whole product on an empty folder, and headless Chromium in it. ``drag_fps_300`` and ``drag_fps_1000`` are the frames
a second while a card is dragged about on a journey of so many steps, ``open_300_ms`` the time from the click on a
journey in the list until its cards are drawn, ``first_load_kb_gzip`` the JavaScript (gzip) that somebody's first visit
loads until the list of journeys stands there. Medians of some rounds; the exit code is 1 when a limit is missed.
"""

import argparse
import gzip
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright

from tests.browser.chromium import FLAGS, find_or_install

LIMITS = {
    "drag_fps_300": (55, 1e9),
    "drag_fps_1000": (50, 1e9),
    "open_300_ms": (0, 1_500),
    "first_load_kb_gzip": (0, 250),
}
START_SECONDS = 180
COLUMNS = 10
MOVES = 90
KINDS: list[tuple[str, int, dict[str, Any]]] = [
    ("send_email", 2, {"template": "payment_reminder"}),
    ("wait", 1, {"duration": {"amount": 3, "unit": "days"}}),
    ("wait_event", 1, {"events": ["page_opened"], "timeout": {"amount": 2, "unit": "days"}}),
]
FRAMES = """() => { window.frames_ = []; window.on_ = true;
  const tick = (at) => { window.frames_.push(at); if (window.on_) requestAnimationFrame(tick); };
  requestAnimationFrame(tick); }"""
RATE = """() => { window.on_ = false; const f = window.frames_; return (f.length - 1) * 1000 / (f.at(-1) - f[0]); }"""
OPEN = """(number) => new Promise((done) => { const from = performance.now();
  const look = () => document.querySelectorAll('.react-flow__node').length > 3
    ? requestAnimationFrame(() => done(performance.now() - from)) : requestAnimationFrame(look);
  document.querySelector(`a[href$="/journeys/${number}"]`).click(); look(); })"""


def journey(name: str, steps: int) -> dict[str, Any]:
    """A branch into ten columns of messages and waits; every way out leads to the next step below."""
    arms = [{"id": f"arm_{column}", "label": f"Rama {column}", "when": None} for column in range(1, COLUMNS)]
    nodes: list[dict[str, Any]] = [
        {"id": "enter", "kind": "enter", "kind_version": 1, "settings": {"audience": None}},
        {"id": "way", "kind": "branch", "kind_version": 1, "settings": {"branches": arms}},
    ]
    edges = [{"id": "e0", "from": "enter", "port": "next", "to": "way"}]
    places = {"enter": {"x": 0, "y": 0}, "way": {"x": 0, "y": 176}}
    last = {column: ("way", [arms[column - 1]["id"] if column else "else"]) for column in range(COLUMNS)}
    for number in range(steps - 2):
        row, column = divmod(number, COLUMNS)
        kind, version, settings = KINDS[number % len(KINDS)]
        node = f"step_{number}"
        nodes.append({"id": node, "kind": kind, "kind_version": version, "settings": settings})
        before, ports = last[column]
        edges += [{"id": f"{node}_{port}", "from": before, "port": port, "to": node} for port in ports]
        places[node] = {"x": (column - COLUMNS // 2) * 296, "y": (row + 2) * 176}
        last[column] = (node, ["page_opened", "timeout"] if kind == "wait_event" else ["next"])
    return {
        "schema_version": 1,
        "name": name,
        "nodes": nodes,
        "edges": edges,
        "entry": "enter",
        "exits": ["paid"],
        "layout": {"nodes": places},
    }


@contextmanager
def product() -> Iterator[str]:
    """The whole product with its demo on an empty folder; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="cauce-") as home:
        environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        environment |= {"CAUCE_HOME": home, "PORT": str(port), "CAUCE_WORKERS": "1"}
        command = [sys.executable, "-m", "app.cli", "up", "--demo", "--speed", "60"]
        with Path(home, "up.log").open("wb") as log:
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
            try:
                _wait(process, f"http://127.0.0.1:{port}/readyz")
                yield f"http://127.0.0.1:{port}"
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(60)


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(url, timeout=2):  # noqa: S310 - our own server on this machine
                return
        except OSError:
            time.sleep(0.2)
    sys.exit("The product did not start.")


def first_load(browser: Browser, url: str) -> tuple[BrowserContext, float]:
    """Sign in as somebody who was never here; the browser, and how much JavaScript that took."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=url)
    page = context.new_page()
    scripts: dict[str, Response] = {}

    def note(response: Response) -> None:
        if response.url.partition("?")[0].endswith(".js"):
            scripts[response.url] = response

    page.on("response", note)
    page.goto("/")
    page.get_by_role("button", name="Ana Ríos").click()
    page.get_by_role("table").wait_for()
    page.wait_for_load_state("networkidle")
    size = sum(len(gzip.compress(response.body())) for response in scripts.values())
    page.close()
    return context, size / 1_000


def draw(context: BrowserContext, steps: int) -> int:
    """Save a journey of so many steps; its number."""
    headers = {"X-CSRF-Token": context.request.get("/api/v1/session").json()["csrf_token"]}
    name = f"Benchmark {steps}"
    made = context.request.post("/api/v1/journeys", headers=headers, data={"name": name}).json()
    body = {"graph": journey(name, steps), "revision": made["revision"]}
    saved = context.request.put(f"/api/v1/journeys/{made['id']}/draft", headers=headers, data=body)
    assert saved.ok, saved.text()
    return int(made["id"])


def opening(context: BrowserContext, number: int, rounds: int) -> float:
    """Milliseconds from the click in the list until cards are drawn, with the studio loaded already."""
    page = context.new_page()
    page.goto(f"/journeys/{number}")  # so that the editor itself is there
    page.locator(".react-flow__node").first.wait_for()
    found = []
    for _ in range(rounds):
        page.goto("/journeys")
        page.locator(f'a[href$="/journeys/{number}"]').wait_for()
        found.append(page.evaluate(OPEN, number))
    page.close()
    return float(median(found))


def dragging(context: BrowserContext, number: int, rounds: int) -> float:
    """Frames a second while a card is dragged in circles."""
    page = context.new_page()
    page.goto(f"/journeys/{number}")
    page.locator(".react-flow__node").first.wait_for()
    page.wait_for_load_state("networkidle")
    found = [_drag(page) for _ in range(rounds)]
    page.close()
    return float(median(found))


def _drag(page: Page) -> float:
    box = page.get_by_test_id("rf__node-way").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y)
    page.evaluate(FRAMES)
    for move in range(MOVES):
        page.mouse.move(x + (move % 30) * 6, y + (move % 18) * 6)
    rate = page.evaluate(RATE)
    page.mouse.move(x, y)
    page.mouse.up()
    return float(rate)


def measure(url: str, rounds: int) -> dict[str, float]:
    """All the figures of one installation."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_or_install(), args=FLAGS)
        context, kilobytes = first_load(browser, url)
        small, large = draw(context, 300), draw(context, 1_000)
        found = {
            "drag_fps_300": round(dragging(context, small, rounds), 1),
            "drag_fps_1000": round(dragging(context, large, rounds), 1),
            "open_300_ms": round(opening(context, small, rounds)),
            "first_load_kb_gzip": round(kilobytes, 1),
        }
        browser.close()
    return found


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="How quick the drawing of journeys is.")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--url", help="a demo that is running already, instead of one of its own")
    options = parser.parse_args()
    if options.url:
        found = measure(options.url, options.rounds)
    else:
        with product() as url:
            found = measure(url, options.rounds)
    if options.json:
        sys.stdout.write(json.dumps({"benchmark": "designer", **found}, indent=2) + "\n")
    else:
        for what, figure in found.items():
            sys.stdout.write(f"{what}: {figure}\n")
    return 0 if all(least <= found[what] <= most for what, (least, most) in LIMITS.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
