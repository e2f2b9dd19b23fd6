"""Signed webhooks, against the example that Standard Webhooks publishes, and what is refused."""

import base64
from datetime import UTC, datetime, timedelta

import pytest

from app.payments import signatures

SECRET = b"a secret of thirty-two characters"
WALL = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BODY = b'{"a":1}'


def test_the_published_example_is_signed_as_published() -> None:
    # The worked example in the documentation of Svix, whose scheme Standard Webhooks took over.
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    at = datetime.fromtimestamp(1614265330, UTC)
    headers = signatures.sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}')
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_signed_notice_is_believed_whatever_the_case_of_its_headers() -> None:
    headers = {name.title(): value for name, value in signatures.sign(SECRET, "evt_1", WALL, BODY).items()}
    assert signatures.problem(SECRET, headers, BODY, WALL + timedelta(minutes=4)) is None


def test_one_right_signature_among_several_is_enough() -> None:
    headers = signatures.sign(SECRET, "evt_1", WALL, BODY)
    headers["webhook-signature"] = f"v1,AAAA v2,ñ {headers['webhook-signature']}"
    assert signatures.problem(SECRET, headers, BODY, WALL) is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"webhook-id": ""}, "webhook-id is missing"),
        ({"webhook-timestamp": ""}, "webhook-timestamp is missing"),
        ({"webhook-signature": ""}, "webhook-signature is missing"),
        ({"webhook-timestamp": "yesterday"}, "seconds since 1970"),
        ({"webhook-timestamp": "-1"}, "seconds since 1970"),
        ({"webhook-id": "evt_2"}, "does not fit"),
        ({"webhook-signature": "v1,AAAA"}, "does not fit"),
        ({"webhook-signature": "ñ"}, "does not fit"),
    ],
)
def test_changed_headers_are_refused(change: dict[str, str], says: str) -> None:
    headers = signatures.sign(SECRET, "evt_1", WALL, BODY) | change
    assert says in str(signatures.problem(SECRET, headers, BODY, WALL))


def test_a_changed_body_is_refused() -> None:
    headers = signatures.sign(SECRET, "evt_1", WALL, BODY)
    assert "does not fit" in str(signatures.problem(SECRET, headers, b'{"a":2}', WALL))


@pytest.mark.parametrize("off", [timedelta(minutes=6), timedelta(minutes=-6)], ids=["replayed", "from the future"])
def test_a_notice_far_from_our_clock_is_refused(off: timedelta) -> None:
    headers = signatures.sign(SECRET, "evt_1", WALL, BODY)
    assert "5 minutes" in str(signatures.problem(SECRET, headers, BODY, WALL + off))
