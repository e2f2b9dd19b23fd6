"""``make check``: everything that reads the code without running the product."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.checks import docs, generated

ROOT = Path(__file__).parent.parent.parent
BIN = Path(sys.executable).parent
COMMANDS: dict[str, list[str]] = {
    "ruff": [str(BIN / "ruff"), "check", "--quiet", "."],
    "ruff format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "mypy": [str(BIN / "mypy")],
    "import-linter": [str(BIN / "lint-imports"), "--no-cache"],
    "vulture": [str(BIN / "vulture")],
    "biome and tsc": ["npm", "--prefix", "designer", "run", "--silent", "check"],
}
READERS: dict[str, Callable[[], list[str]]] = {
    "alembic check": generated.migrations,
    "designer's types": generated.types,
    "docs": docs.faults,
}


def main() -> int:
    """Run every check, say what each found, and exit with 0 only when none found anything."""
    failed = 0
    for name, command in COMMANDS.items():
        began = time.monotonic()
        done = subprocess.run(
            command, cwd=ROOT, env=generated.environment(), capture_output=True, text=True, check=False
        )
        failed += _report(name, done.returncode != 0, done.stdout + done.stderr, began)
    for name, read in READERS.items():
        began = time.monotonic()
        faults = read()
        failed += _report(name, bool(faults), "\n".join(faults) + "\n", began)
    sys.stdout.write(f"\n{len(COMMANDS) + len(READERS) - failed} checks passed, {failed} failed\n")
    return 1 if failed else 0


def _report(name: str, bad: bool, output: str, began: float) -> int:
    sys.stdout.write(f"{'FAILED' if bad else 'ok    '} {name} ({time.monotonic() - began:.1f} s)\n")
    if bad:
        sys.stdout.write(output)
    sys.stdout.flush()
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
