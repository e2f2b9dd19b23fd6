"""``make bench``: runs every benchmark in this folder, one after the other, and prints its figures."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Run them all; the exit code is 0 only when each ran to its end."""
    failed = 0
    names = {path.stem for path in HERE.glob("[a-z]*.py")} | {path.parent.name for path in HERE.glob("*/__main__.py")}
    for name in sorted(names):
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()
        command = [sys.executable, "-m", f"tests.benchmarks.{name}", "--json"]
        failed += subprocess.run(command, cwd=HERE.parent.parent, check=False).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
