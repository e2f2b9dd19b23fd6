"""The finished templates pass every check: no false alarm, and nothing true left to mend but what is named here."""

from typing import Any

import pytest

from app.store import fields
from app.store.samples import Samples
from renderers import gallery
from renderers.review import findings
from tests.renderers.review.cases import finished

EVERY = [(key, language) for key, template in gallery.templates().items() for language in template.sources]
FIRST = "first_message"
"""What a first message needs is told of every other, too."""

TRUE = {"letter_us_validation": {"long_sentence"}}
"""What is true, and stays: the validation notice keeps to the words of the model form (12 CFR 1006, appendix B)."""

HERE = "https://cauce.test"
LINKS = {
    "link.page": f"{HERE}/p/abc",
    "link.preferences": f"{HERE}/q/abc",
    "link.qr": f"{HERE}/p/abc/qr.png",
    "link.files": f"{HERE}/site/static",
}


def facts(language: str) -> dict[str, Any]:
    return Samples().values(language) | LINKS


@pytest.mark.parametrize(("key", "language"), EVERY)
def test_a_finished_template_passes_every_check(key: str, language: str) -> None:
    found = findings(finished(key, language, facts(language)))
    known = {FIRST} | TRUE.get(key, set())
    told = [f"{one.code}: {one.message['en']}" for one in found if one.code not in known]
    assert told == []


def test_samples_stand_for_every_field_that_a_message_can_use() -> None:
    assert fields.LINKS.keys() <= facts("es").keys()
