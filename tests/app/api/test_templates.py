"""The message templates over the API: how they begin and what they look like."""

from types import MappingProxyType

from app.installation import Installation
from app.models import CrmField
from app.store import samples, templates
from renderers.gallery import TemplateFile
from renderers.gallery import templates as finished
from renderers.text import TextSource
from tests.app.api.browsers import Browser


def keep(installation: Installation, key: str, text: str) -> None:
    """Keep an SMS of the installation's own."""
    name, sources = MappingProxyType({"es": "Propia", "en": "Own"}), MappingProxyType({"es": TextSource(text, "es")})
    with installation.db.write() as session:
        templates.add(session, TemplateFile(key, "sms", name, sources), user_id=None, now=installation.clock.now())


def test_a_channel_lists_its_templates_with_their_first_words(installation: Installation, strategist: Browser) -> None:
    keep(installation, "own_sms", "Hola {{ debtor.first_name }}")
    keep(installation, "own_broken", "Hola {{ debtor.first_name")
    found = {one["key"]: one for one in strategist.get("/templates?channel=sms").json["items"]}
    assert {one["channel"] for one in found.values()} == {"sms"}
    assert found["own_sms"]["words"] == {"es": {"subject": "", "opening": "Hola Lucía"}}
    assert found["own_broken"]["words"]["es"]["opening"] == ""
    everything = {one["key"]: one for one in strategist.get("/templates").json["items"]}
    assert everything["payment_reminder"]["words"]["en"]["subject"]
    assert everything["payment_reminder"]["languages"] == ["en", "es"]
    assert everything["payment_reminder"]["purpose"] == "reminder"
    assert everything["us_notice"]["jurisdictions"] == ["US"]
    assert everything["own_sms"]["purpose"] == ""


def test_every_finished_template_can_be_looked_at(strategist: Browser) -> None:
    for key, template in finished().items():
        shown = strategist.get(f"/templates/{key}/preview?language=en")
        assert shown.status_code == 200, key
        assert shown.mimetype == (
            "text/html" if template.channel in {"email", "letter", "page"} else "application/json"
        )
        assert "{{" not in shown.text


def test_a_preview_may_run_nothing_and_is_sent_once(strategist: Browser) -> None:
    shown = strategist.get("/templates/payment_reminder/preview")
    assert shown.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none';")
    assert "font-src 'self'" in shown.headers["Content-Security-Policy"]
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "Lucía" in shown.text
    again = strategist.get("/templates/payment_reminder/preview", headers={"If-None-Match": shown.headers["ETag"]})
    assert again.status_code == 304


def test_what_cannot_be_shown_says_why(installation: Installation, strategist: Browser) -> None:
    keep(installation, "own_broken", "Hola {{ debtor.first_name")
    assert strategist.get("/templates/nothing/preview").status_code == 404
    broken = strategist.get("/templates/own_broken/preview")
    assert (broken.status_code, broken.mimetype) == (422, "application/problem+json")
    assert broken.json["detail"].startswith("The template cannot be shown: ")


def test_fields_of_the_customers_own_get_a_value_of_their_type(installation: Installation) -> None:
    kinds = {"text": "", "date": "soon", "money": "a lot", "number": "7", "boolean": "true"}
    with installation.db.write() as session:
        for kind, sample in kinds.items():
            labels = {"es": f"Un {kind}", "en": f"A {kind}"}
            row = CrmField(scope="account", name=f"my_{kind}", type=kind, labels=labels, personal=False)
            row.sample, row.created_at = sample, installation.clock.now()
            session.add(row)
        session.flush()
        found = samples.read(session).values("en")
    assert [found[f"account.my_{kind}"] for kind in kinds] == ["A text", samples.DAY, samples.FIGURE, 7, True]
    assert found["account.itemization_date"] == samples.DAY
