"""Which landing page a link opens, and its stylesheet."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from app.flow import compose
from app.installation import Installation
from app.models import Account, Template
from app.store.links import page_token
from renderers import gallery
from renderers.landing.page import compile_page
from tests.app.flow.outbox import on_journey, put
from tests.app.flow.people import START
from tests.app.site.conftest import Phone, without_tokens

BROKEN = "<page><p-section><p-verify/></p-section><p-section><p-shoe/></p-section></page>"
CITY = '<p-heading level="1" text="{{ debtor.city }}"/>'
NAMELESS = f"<page><p-section><p-verify/></p-section><p-section>{CITY}</p-section></page>"
OWN = (
    '<page><p-section><p-heading level="1" text="La página de {{ account.creditor }}"/><p-verify/></p-section>'
    "<p-section><p-text>Para {{ debtor.first_name }}</p-text></p-section></page>"
)


OWED = 41_230
FAULTY = (
    '<page><p-section><p-verify/></p-section><p-section><p-heading level="1" text="Se abre"/>'
    "<p-text show-if='SHOWN'>Solo ricos</p-text><p-text show-if='FAULT'>Nadie</p-text></p-section></page>"
)


def own(installation: Installation, key: str, text: str, channel: str = "page", page: str | None = None) -> None:
    with installation.db.write() as session:
        session.add(
            Template(
                key=key,
                channel=channel,
                name={"es": key, "en": key},
                languages={"es": {"text": text, "subject": "Mía"}},
                created_at=START,
                version=1,
                page=page,
            )
        )


def use(installation: Installation, key: str) -> None:
    object.__setattr__(installation.config, "landing_page", key)


@pytest.mark.parametrize("key", [key for key, one in gallery.templates().items() if one.channel == "page"])
def test_every_finished_page_opens_before_and_after_the_proof(
    phone: Phone, page: str, installation: Installation, key: str
) -> None:
    use(installation, key)
    before = phone.open(page).get_data(as_text=True)
    assert [secret for secret in ("412,30", "Lucía", "Luz del hogar") if secret in without_tokens(before)] == []
    phone.send(f"{page}/verify", day="19", month="7", year="1984")
    after = phone.follow().get_data(as_text=True)
    assert "412,30" in after
    assert "<script" not in after
    assert "style=" not in after
    assert "https://" not in after.replace("http://cauce.test", "")


def test_an_installations_own_page_opens(phone: Phone, page: str, installation: Installation) -> None:
    own(installation, "mine", OWN)
    use(installation, "mine")
    assert "La página de Marea Energía" in phone.open(page).get_data(as_text=True)
    phone.send(f"{page}/verify", day="19", month="7", year="1984")
    text = phone.follow().get_data(as_text=True)
    assert "Para Lucía" in text
    assert "La página de Marea Energía" not in text
    assert "<title>Mía · Marea Energía</title>" in text


@pytest.mark.parametrize(
    ("xml", "channel"), [(BROKEN, "page"), (NAMELESS, "page"), ("Hola", "sms")], ids=["broken", "nameless", "no page"]
)
def test_a_page_that_cannot_be_shown_gives_way_to_the_one_that_always_can(
    verified: Phone, page: str, installation: Installation, xml: str, channel: str
) -> None:
    own(installation, "mine", xml, channel)
    use(installation, "mine")
    assert "Hola, Lucía" in verified.open(page).get_data(as_text=True)


@pytest.mark.parametrize("least", [OWED - 1, OWED])
@pytest.mark.parametrize("fault", ['{"field": "account.balance", "op": "nonsense"}', '{"all": 5}', '{"event": "x"}'])
def test_a_block_is_shown_to_whom_its_condition_holds_for_and_one_with_a_faulty_condition_to_nobody(
    verified: Phone, page: str, installation: Installation, fault: str, least: int
) -> None:
    rich = f'{{"field": "account.balance", "op": "gt", "value": {least}}}'
    own(installation, "mine", FAULTY.replace("SHOWN", rich).replace("FAULT", fault))
    use(installation, "mine")
    compose._parts.cache_clear()
    with capture_logs() as logged:
        response = verified.open(page)
        verified.open(page)
    text = response.get_data(as_text=True)
    assert response.status_code == 200
    assert "Se abre" in text
    assert ("Solo ricos" in text) is (least < OWED)
    assert "Nadie" not in text
    assert [(one["event"], one["title"]) for one in logged] == [("page.part_hidden", "Mía")]


VIP = (
    "<page><p-section><p-verify/></p-section><p-section><p-heading level='1' text='De {{ account.creditor }}'/>"
    """<p-text show-if='{"field": "account.x_vip", "op": "eq", "value": "sí"}'>Solo VIP</p-text>"""
    "</p-section></page>"
)


@pytest.mark.parametrize("kept", [{}, {"x_vip": "sí"}, {"x_vip": "no"}], ids=["nothing kept", "VIP", "no VIP"])
def test_a_page_whose_condition_asks_about_a_field_that_is_gone_gives_way_where_nothing_is_kept_of_it(
    phone: Phone, page: str, installation: Installation, account_id: int, kept: dict[str, str]
) -> None:
    own(installation, "mine", VIP)
    use(installation, "mine")
    with installation.db.write() as session:
        session.get_one(Account, account_id).custom = kept
    assert phone.open(page).status_code == 200
    phone.send(f"{page}/verify", day="19", month="7", year="1984")
    text = phone.follow().get_data(as_text=True)
    assert ("De Marea Energía" in text) is bool(kept)
    assert ("Hola, Lucía" in text) is (not kept)
    assert ("Solo VIP" in text) is (kept == {"x_vip": "sí"})


def test_the_page_that_stands_in_for_another_has_its_own_stylesheet_and_hears_its_own_forms(
    verified: Phone, page: str, installation: Installation
) -> None:
    own(installation, "mine", NAMELESS)
    use(installation, "mine")
    text = verified.open(page).get_data(as_text=True)
    address = text.split('rel="stylesheet" href="')[1].split('"')[0].replace("&amp;", "&")
    style = verified.open(address)
    assert "immutable" in style.headers["Cache-Control"]
    assert style.get_data(as_text=True) == compile_page(gallery.load("page_pay", "es")).css
    verified.open(page)
    sent = verified.send(f"{page}/help", topic="other", words="No puedo pagar")
    assert "sent=help" in sent.headers["Location"]


def test_a_message_opens_the_page_that_its_template_names(
    phone: Phone, installation: Installation, account_id: int
) -> None:
    own(installation, "mine", OWN)
    own(installation, "said", "Abra su página", "sms", page="mine")
    on_journey(installation)
    with installation.db.write() as session:
        numbers = [put(session, account_id, template=template).id for template in ("said", "sms_reminder", "gone")]
    texts = []
    for number in (*numbers, 99_999):
        link = "/p/" + page_token(installation.config, number, account_id, START + timedelta(days=30))
        texts.append(phone.open(link).get_data(as_text=True))
    assert ["La página de" in text for text in texts] == [True, False, False, False]


def test_the_stylesheet_of_a_page_is_kept_under_its_hash(phone: Phone, page: str) -> None:
    text = phone.open(page).get_data(as_text=True)
    address = text.split('rel="stylesheet" href="')[1].split('"')[0].replace("&amp;", "&")
    response = phone.open(address)
    assert response.mimetype == "text/css"
    assert "--brand-primary" in response.get_data(as_text=True)
    assert "max-age=31536000" in response.headers["Cache-Control"]
    assert "Set-Cookie" not in response.headers
    assert "no-cache" in phone.open(address.split("?")[0]).headers["Cache-Control"]
