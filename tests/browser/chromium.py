"""Finds the real Chromium that the browser tests drive, or installs Debian's package."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
ADVICE = (
    "The browser tests need Chromium. Install it (on Debian: apt-get install chromium) or set CAUCE_CHROMIUM to it.\n"
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_or_install() -> str:
    """The path of a Chromium; exits with one sentence when there is none and none can be installed."""
    found = _find()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        sys.stdout.write("Installing Debian's Chromium for the browser tests ...\n")
        for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "chromium"]):
            subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        found = _find()
    if found is None:
        sys.exit(ADVICE)
    return found


def _find() -> str | None:
    named = os.environ.get("CAUCE_CHROMIUM")
    if named:
        return named
    return next((path for path in map(shutil.which, NAMES) if path), None)
