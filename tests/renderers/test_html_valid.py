"""The HTML of every finished mail passes html-validate, with what only mails need allowed, each for a reason."""

import json
import subprocess
from pathlib import Path

import pytest

from renderers import gallery
from tests.renderers.review.cases import finished
from tests.renderers.review.test_finished import facts

VALIDATE = Path(__file__).parents[2] / "designer" / "node_modules" / ".bin" / "html-validate"
ALLOWED = {
    "no-conditional-comment": "Outlook on Windows lays out by tables that only it reads",
    "no-deprecated-attr": "Outlook on Windows knows no CSS for what cellpadding, align, valign and bgcolor say",
    "no-inline-style": "many mail programs read no style sheet",
    "doctype-style": "the compiler writes it in small letters, which means the same",
    "void-style": "the compiler writes <meta … />, which means the same",
    "prefer-tbody": "browsers put it in by themselves, and Outlook needs none",
    "prefer-native-element": "mail programs take <article> away, and its role with it",
}
CONFIG = {
    "root": True,
    "extends": ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
    "rules": dict.fromkeys(ALLOWED, "off"),
}
MAILS = [
    (key, language)
    for key, template in gallery.templates().items()
    if template.channel == "email"
    for language in template.sources
]


def said(folder: Path, files: dict[str, str]) -> set[tuple[str, str, str]]:
    """What html-validate says of these files: file, rule, message."""
    config = folder / "mail.json"
    config.write_text(json.dumps(CONFIG), encoding="utf-8")
    for name, html in files.items():
        (folder / name).write_text(html, encoding="utf-8")
    paths = [folder / name for name in sorted(files)]
    done = subprocess.run(
        [VALIDATE, "--config", config, "--formatter", "json", *paths], capture_output=True, text=True, check=False
    )
    reports = json.loads(done.stdout)
    return {
        (report["filePath"].rpartition("/")[2], one["ruleId"], one["message"])
        for report in reports
        for one in report["messages"]
    }


def test_every_finished_mail_is_valid(tmp_path: Path) -> None:
    files = {f"{key}-{language}.html": finished(key, language, facts(language)).html for key, language in MAILS}
    assert said(tmp_path, files) == set()


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        ("<span><div>x</div></span>", "element-permitted-content"),
        ("<img src='a.png'>", "wcag/h37"),
        ("<a id='a'>x</a><a id='a'>y</a>", "no-dup-id"),
    ],
)
def test_what_is_wrong_would_be_found(tmp_path: Path, html: str, rule: str) -> None:
    page = f'<!DOCTYPE html><html lang="en"><head><title>x</title></head><body>{html}</body></html>'
    assert rule in {found for _, found, _ in said(tmp_path, {"bad.html": page})}
