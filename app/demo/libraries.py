"""Installs what letters need and Debian has, where this may be done: ``python -m app.demo.libraries``.

Letters are laid out with Pango, which no Python package brings along. Where it cannot be installed nothing fails but
the letters, and ``cauce doctor`` says what is missing.
"""

import os
import shutil
import subprocess
import sys

from renderers.pages import PACKAGES

LOADED = "import renderers.pages; renderers.pages.library()"


def find_or_install() -> bool:
    """Whether letters can be laid out here, once what is missing was installed."""
    if _found() or not _may_install():
        return _found()
    sys.stdout.write("Installing Debian's Pango, which letters need ...\n")
    sys.stdout.flush()
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", *PACKAGES]):
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)  # noqa: S603 - of ours
    return _found()


def _found() -> bool:
    """Asked of a process of its own: what this one once failed to load, it does not look for again."""
    command = [sys.executable, "-c", LOADED]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603 - of ours


def _may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


if __name__ == "__main__":
    if not find_or_install():
        sys.stdout.write(f"Letters cannot be laid out here. On Debian: apt-get install {' '.join(PACKAGES)}\n")
