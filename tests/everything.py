"""``make test``: the front end's tests, then Python's with coverage, then one summary."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.browser.chromium import find_or_install

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
COVERAGE_FLOORS = {"journeys": 100.0, "renderers": 100.0, "app": 90.0}  # per cent of lines and branches
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder with a name of its own is made below it
ROOM = 4 * 2**30  # bytes that must be free there


@dataclass(frozen=True)
class Suite:
    """What one test runner reported."""

    name: str
    passed: int
    failed: int
    skipped: int
    seconds: float


def main() -> int:
    """Run everything; the exit code is 0 only when nothing failed and coverage holds."""
    os.environ["CAUCE_CHROMIUM"] = find_or_install()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # the servers that tests start need not be compiled each time
    with tempfile.TemporaryDirectory(prefix="c", dir=_memory()) as folder:
        Path(folder).chmod(0o755)  # the database server's own user enters too
        os.environ["TMPDIR"] = folder
        suites = [
            _run("Front end", _vitest(Path(folder) / "front.xml"), Path(folder) / "front.xml", ROOT / "designer"),
            _run("Python", _pytest(Path(folder) / "python.xml"), Path(folder) / "python.xml", ROOT),
        ]
        holes = _coverage(Path(folder) / "coverage.json")
    return _summarise(suites, holes)


def _memory() -> Path | None:
    """Where files are in memory, since every test has a database of its own; None for the usual place."""
    roomy = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM
    return MEMORY if roomy else None


def _vitest(report: Path) -> list[str]:
    return ["npm", "run", "--silent", "test", "--", "--reporter=default", "--reporter=junit", f"--outputFile={report}"]


def _pytest(report: Path) -> list[str]:
    covered = [f"--cov={package}" for package in COVERAGE_FLOORS]
    return [
        *(sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal", f"--junitxml={report}"),
        *(*covered, "--cov-branch", "--cov-report="),
        *sys.argv[1:],
    ]


def _run(name: str, command: Sequence[str], report: Path, folder: Path) -> Suite:
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "CI": "1"}
    code = subprocess.run(command, cwd=folder, env=environment, check=False).returncode
    total = failed = skipped = 0
    seconds = 0.0
    if report.exists():
        for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314 - written by our own test runner
            total += int(suite.get("tests", 0))
            failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped += int(suite.get("skipped", 0))
            seconds += float(suite.get("time", 0))
    if code and not failed:
        failed = 1  # the runner itself failed
    return Suite(name, total - failed - skipped, failed, skipped, seconds)


def _coverage(report: Path) -> list[str]:
    """What is covered less than its floor."""
    command = [sys.executable, "-m", "coverage", "json", "-q", "-o", str(report)]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        return ["coverage could not be read"]
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    holes = []
    for package, floor in COVERAGE_FLOORS.items():
        rows = [row["summary"] for path, row in files.items() if Path(path).parts[0] == package]
        there = sum(row["num_statements"] + row["num_branches"] for row in rows)
        seen = sum(row["covered_lines"] + row["covered_branches"] for row in rows)
        share = 100.0 * seen / there if there else 0.0
        sys.stdout.write(f"coverage  {package:<10} {share:6.2f} %  (floor {floor:.0f} %)\n")
        if share < floor:
            holes.append(f"{package} is covered {share:.2f} %, less than {floor:.0f} %")
    return holes


def _summarise(suites: Sequence[Suite], holes: Sequence[str]) -> int:
    write = sys.stdout.write
    write("\n")
    for suite in suites:
        write(f"{suite.name:<10} {suite.passed:>5} passed {suite.failed:>4} failed {suite.skipped:>4} skipped\n")
    for hole in holes:
        write(f"{hole}\n")
    passed = sum(suite.passed for suite in suites)
    failed = sum(suite.failed for suite in suites) + len(holes)
    write(f"\n{passed} passed, {failed} failed\n")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
