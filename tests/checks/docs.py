"""The docs name everything there is, link only to what exists, and say nothing twice."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from app.cli import COMMANDS
from journeys.events import EVENTS
from journeys.kinds import kinds
from renderers.tokens import filters

ROOT = Path(__file__).parent.parent.parent
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
SETTING = re.compile(r'(?:env\.get\(|_number\(env, )"([A-Z_]+)"')
MAKES_PROBLEM = re.compile(r"_?[pP]roblem$")
CODES = "## Problems of a journey"
FINDINGS = "## Findings in a template"
TOLD = frozenset({"error", "warning"})
FINDS = ("renderers/review", "app/flow/link_check.py", "app/flow/reviewing.py")
SHORT = 80  # characters under which a paragraph may stand twice


def faults() -> list[str]:
    """Everything that is wrong with the docs, one sentence each."""
    pages = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
        (ROOT / "docs").glob("*.md")
    )
    texts = {page: page.read_text(encoding="utf-8") for page in pages}
    codes = texts[ROOT / "docs/reference.md"].partition(CODES)[2]
    findings = texts[ROOT / "docs/reference.md"].partition(FINDINGS)[2]
    return [
        *_unnamed("\n".join(texts.values())),
        *_codes_unnamed(codes),
        *_findings_unnamed(findings),
        *_dead_links(texts),
        *_said_twice(texts),
    ]


def _unnamed(text: str) -> Iterable[str]:
    settings = SETTING.findall((ROOT / "app/config.py").read_text(encoding="utf-8"))
    named = {
        "setting": settings,
        "command": [f"cauce {command}" for command in COMMANDS],
        "step kind": kinds(),
        "event": EVENTS,
        "filter": filters("en"),
    }
    for what, names in named.items():
        for name in names:
            if f"`{name}" not in text:
                yield f"The docs do not name the {what} `{name}`."


def _codes_unnamed(text: str) -> Iterable[str]:
    for path in sorted((ROOT / "journeys").rglob("*.py")):
        for code in sorted(_codes(ast.parse(path.read_text(encoding="utf-8")))):
            if f"`{code}`" not in text:
                yield f"docs/reference.md does not name the problem `{code}` of {path.relative_to(ROOT)}."


def _codes(module: ast.Module) -> set[str]:
    """The codes of the problems that a module makes: told in a call, or given back first of code, message and hint."""
    told: list[ast.expr] = []
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and MAKES_PROBLEM.search(ast.unparse(node.func)):
            told += node.args[:2]
        elif isinstance(node, ast.FunctionDef) and node.name.endswith("_fault"):
            told += [
                each.value.elts[0]
                for each in ast.walk(node)
                if isinstance(each, ast.Return) and isinstance(each.value, ast.Tuple)
            ]
    words = {each.value for each in told if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    return words - {"node", "edge"}  # what is there twice: the code is made from it


def _findings_unnamed(text: str) -> Iterable[str]:
    """The codes of findings: each stands first in a call of ``error``, ``warning`` or ``tell``, as plain text."""
    for place in FINDS:
        path = ROOT / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            for code in sorted(_finding_codes(ast.parse(file.read_text(encoding="utf-8")))):
                if f"`{code}`" not in text:
                    yield f"docs/reference.md does not name the finding `{code}` of {file.relative_to(ROOT)}."


def _finding_codes(module: ast.Module) -> set[str]:
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call) and node.args]
    first = [call.args[0] for call in calls if ast.unparse(call.func) in TOLD | {"tell"}]
    return {one.value for one in first if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def _dead_links(texts: dict[Path, str]) -> Iterable[str]:
    for page, text in texts.items():
        for target in LINK.findall(text):
            if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists():
                yield f"{page.relative_to(ROOT)} links to {target}, which does not exist."


def _said_twice(texts: dict[Path, str]) -> Iterable[str]:
    seen: dict[str, Path] = {}
    for page, text in texts.items():
        for paragraph in re.split(r"\n\s*\n", text):
            words = " ".join(paragraph.split())
            if len(words) < SHORT:
                continue
            if words in seen:
                yield f"{page.name} repeats a paragraph of {seen[words].name}: {words[:60]} ..."
            seen[words] = page
