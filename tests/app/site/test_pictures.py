"""The pictures that mails show from our own host."""

from io import BytesIO

import pytest
from PIL import Image

from app.installation import Installation
from renderers.blocks.social import NETWORKS
from tests.app.site.conftest import Phone
from tests.app.site.test_pages import link


def test_the_code_of_a_page_is_a_picture_that_may_be_kept(
    phone: Phone, installation: Installation, account_id: int
) -> None:
    answer = phone.open(f"{link(installation, account_id)}/qr.png")
    assert answer.status_code == 200
    assert answer.mimetype == "image/png"
    assert "max-age=86400" in answer.headers["Cache-Control"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    width, height = Image.open(BytesIO(answer.data)).size
    assert width == height >= 200


def test_a_code_that_was_kept_is_not_sent_again(phone: Phone, installation: Installation, account_id: int) -> None:
    address = f"{link(installation, account_id)}/qr.png"
    kept = phone.open(address).headers["ETag"]
    assert phone.open(address, **{"If-None-Match": kept}).status_code == 304


def test_a_forged_link_has_no_code(phone: Phone) -> None:
    assert phone.open("/p/forged/qr.png").status_code == 404


@pytest.mark.parametrize("network", sorted(NETWORKS))
def test_every_network_has_an_icon_of_ours(phone: Phone, network: str) -> None:
    answer = phone.open(f"/site/static/social/{network}.png")
    assert Image.open(BytesIO(answer.data)).size == (64, 64)
    assert "immutable" in answer.headers["Cache-Control"]


def test_another_network_has_none(phone: Phone) -> None:
    assert phone.open("/site/static/social/nobody.png").status_code == 404
