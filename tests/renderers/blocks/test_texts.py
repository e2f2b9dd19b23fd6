"""What each block says in the text part of a mail: read by eye, and right in both languages."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from renderers.blocks.registry import BY_TAG
from renderers.brand import HOUSE, Brand
from renderers.email import EmailSource, compile_email
from tests.renderers.blocks.test_blocks import FACTS, KIT, mjml

BRANDS: dict[str, Brand] = {"house": HOUSE, "kit": KIT, "kit without pictures": replace(KIT, logo="", website="")}
COLLECTOR = {"account": FACTS["account"] | {"collector": "Cobros SA", "product": "Luz"}}
NO_PLAN = {"plan": {"count": None, "amount": None, "first_due": None}}
PEOPLE: dict[str, Any] = {"": {}, "with a collector and a product": COLLECTOR, "without a plan": NO_PLAN}
CASES = json.loads(Path(__file__).with_name("texts.json").read_text("utf-8"))


def said(block: str, language: str, brand: str, person: str) -> list[str]:
    template = compile_email(EmailSource(mjml(block), "x", language=language, brand=BRANDS[brand]))
    return template.render({**FACTS, **PEOPLE[person]}).text.replace("\u00a0", " ").strip("\n").split("\n")


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("case", CASES, ids=[f"{one['block']} {one['brand']} {one['person']}".strip() for one in CASES])
def test_the_text_part_says_what_the_block_says(case: dict[str, Any], language: str) -> None:
    assert said(case["block"], language, case["brand"], case["person"]) == case[language]


def test_every_block_with_every_setting_is_looked_at() -> None:
    shown = " ".join(one["block"] for one in CASES)
    for tag, block in BY_TAG.items():
        assert f"<{tag} " in shown
        for name in set(block.properties) - {"padding", "size", "background"}:  # of which no text can tell
            assert any(f"<{tag} " in one["block"] and f" {name}=" in one["block"] for one in CASES), (tag, name)
