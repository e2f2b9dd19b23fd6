"""Messages that nobody should send: each is found out, and nothing else is said of it."""

import pytest

from renderers.review import findings
from tests.renderers.review.cases import bad, names


@pytest.mark.parametrize("name", names())
def test_what_is_wrong_is_found_and_nothing_else(name: str) -> None:
    review, expected, times = bad(name)
    found = findings(review)
    assert {one.code for one in found} == expected
    assert times is None or len([one for one in found if one.code != "exclamations"]) == times
    for one in found:
        assert all(one.message[language] and one.hint[language] for language in ("es", "en"))
        assert one.message["es"] != one.message["en"]
        assert "  " not in one.message["es"] + one.message["en"]


def test_errors_come_first() -> None:
    severities = [one.severity for one in findings(bad("images")[0])]
    assert severities == sorted(severities)
    assert len(set(severities)) == 2
