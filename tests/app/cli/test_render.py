"""``cauce render`` for every channel, and what ``cauce doctor`` says of each."""

import json
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.channels import gateways
from app.cli import cauce, designs
from app.cli.doctor import _email, _gateway
from app.errors import InvalidError, NotFoundError
from app.installation import Installation
from app.store import templates
from renderers import gallery, pages
from renderers.designs.documents import document_of
from renderers.gallery import TemplateFile
from renderers.pages import LayoutMissingError
from renderers.text import TextSource


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("DATABASE_URL", "CAUCE_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CAUCE_MODE", "test")
    monkeypatch.setenv("CAUCE_HOME", str(tmp_path))
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(cauce, ["render", *words])


@pytest.mark.parametrize(
    ("channel", "name", "language", "words"),
    [
        ("sms", "sms_reminder", "es", "tiene pendientes"),
        ("sms", "sms_reminder", "en", "is open on your account"),
        ("whatsapp", "whatsapp_reminder", "es", "Le escribimos de"),
        ("voice", "voice_reminder", "en", "This is a message from"),
    ],
)
def test_a_text_is_written(here: Path, channel: str, name: str, language: str, words: str) -> None:
    done = run(channel, name, "--language", language, "--out", str(here), "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    text = Path(told["text"]).read_text(encoding="utf-8")
    assert words in text
    assert told["characters"] == len(text)
    assert ("parts" in told) is (channel == "sms")


def test_an_sms_says_what_it_costs(here: Path) -> None:
    source = here / "mine.txt"
    source.write_text("Hola {{ debtor.first_name }}€", encoding="utf-8")
    done = run("sms", str(source), "--out", str(here / "out"))
    assert done.output.splitlines()[0] == "Characters: 11; 1 parts in UCS-2"
    assert (here / "out" / "mine.txt").read_text(encoding="utf-8") == "Hola Lucía€"


def test_a_letter_is_written_as_pdf(here: Path) -> None:
    told = json.loads(run("letter", "letter_prelegal", "--out", str(here), "--json").output)
    assert told["pages"] == 1
    assert Path(told["pdf"]).read_bytes().startswith(b"%PDF")
    assert "Lucía Ortega Rivas" in Path(told["html"]).read_text(encoding="utf-8")


def test_a_letter_of_ones_own_has_its_name_for_a_subject(here: Path) -> None:
    source = here / "mine.html"
    source.write_text("<p>{{ debtor.full_name }}</p>", encoding="utf-8")
    assert run("letter", str(source), "--out", str(here)).output.startswith("Pages: 1\n")


def test_a_landing_page_is_written_as_it_is_seen_before_and_after_the_proof(here: Path) -> None:
    told = json.loads(run("page", "page_pay", "--language", "en", "--out", str(here), "--json").output)
    known = Path(told["html"]).read_text(encoding="utf-8")
    assert "p-pay" in told["widgets"]
    assert "€412.30" in known
    first = run("page", "page_pay", "--language", "en", "--out", str(here / "first"), "--before")
    assert first.output.startswith("Widgets: ")
    assert "412.30" not in (here / "first" / "page_pay.html").read_text(encoding="utf-8")
    source = here / "mine.xml"
    source.write_text("<page><p-nothing/></page>", encoding="utf-8")
    assert isinstance(run("page", str(source), "--out", str(here)).exception, InvalidError)


@pytest.mark.parametrize(
    ("channel", "key"), [("email", "payment_reminder"), ("sms", "sms_reminder"), ("page", "page_pay")]
)
def test_a_saved_document_is_rendered_like_the_template_it_was_made_of(here: Path, channel: str, key: str) -> None:
    saved = here / f"{key}.json"
    saved.write_text(json.dumps(document_of(gallery.templates()[key])), encoding="utf-8")
    kind = "text" if channel == "sms" else "html"
    ours = json.loads(run(channel, str(saved), "--language", "es-CO", "--out", str(here / "a"), "--json").output)
    theirs = json.loads(run(channel, key, "--language", "es-CO", "--out", str(here / "b"), "--json").output)
    assert Path(ours[kind]).read_text(encoding="utf-8") == Path(theirs[kind]).read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["{", "[]", '{"schema_version": 1, "channel": "sms", "languages": {}}'])
def test_a_document_that_is_none_is_refused_by_name(here: Path, text: str) -> None:
    saved = here / "mine.json"
    saved.write_text(text, encoding="utf-8")
    raised = run("sms", str(saved), "--out", str(here)).exception
    assert isinstance(raised, InvalidError)
    assert str(raised).startswith(f"{saved} is no document for sms: ")


def test_a_template_of_ones_own_is_rendered_by_its_name(installation: Installation) -> None:
    name, sources = MappingProxyType({"es": "Propia", "en": "Own"}), MappingProxyType({"es": TextSource("Hola", "es")})
    with installation.db.write() as session:
        own = TemplateFile("own_sms", "sms", name, sources)
        templates.add(session, own, user_id=None, now=installation.clock.now())
    assert designs.find(installation.config, "own_sms", "sms", "es", "") == ("own_sms", TextSource("Hola", "es"))
    with pytest.raises(NotFoundError):
        designs.find(installation.config, "own_sms", "voice", "es", "")


@pytest.mark.parametrize(
    ("words", "error", "sentence"),
    [
        (("sms", "payment_reminder"), NotFoundError, "there are sms_card_expiring, sms_co_reminder, sms_due_soon"),
        (("letter", "gone.html"), NotFoundError, "There is no file gone.html."),
        (("voice", "nothing"), NotFoundError, "A file must end in .txt, a saved document in .json."),
        (("email", "sms_reminder"), NotFoundError, "A file must end in .mjml, a saved document in .json."),
    ],
)
def test_what_is_not_there_is_said_so(words: tuple[str, ...], error: type[Exception], sentence: str) -> None:
    raised = run(*words).exception
    assert isinstance(raised, error)
    assert sentence in str(raised)


@pytest.mark.parametrize(
    ("channel", "ending", "text"),
    [("sms", "txt", "{{ debtor.nick | shout }}"), ("letter", "html", '<img src="http://x.test/a.png">')],
)
def test_what_cannot_be_rendered_is_one_sentence(here: Path, channel: str, ending: str, text: str) -> None:
    source = here / f"mine.{ending}"
    source.write_text(text, encoding="utf-8")
    assert isinstance(run(channel, str(source), "--out", str(here)).exception, InvalidError)


class Here:
    """No more of an installation than its settings."""

    def __init__(self, config: Any) -> None:  # noqa: ANN401 - settings
        self.config = config


def finding(here: Path, channel: str, url: str, monkeypatch: pytest.MonkeyPatch) -> tuple[bool, str]:
    from app.config import load  # noqa: PLC0415 - reads the environment of the test

    monkeypatch.setenv(gateways.SETTINGS[channel], url)
    del here
    found = _gateway(Here(load(serving=False)), channel)  # type: ignore[arg-type]
    return found.well, found.detail


@pytest.mark.parametrize(
    ("channel", "url", "well", "detail"),
    [
        ("sms", "", True, "not set up; SMS_URL would name its driver"),
        ("sms", "console:", True, "configured, by console"),
        ("letter", "folder:/var/letters", True, "configured, by folder"),
        ("voice", "twilio://AC1:x@?from=%2B1", True, "configured, by twilio"),
        ("whatsapp", "folder:/x", False, "WHATSAPP_URL cannot be folder: only letters are put into one."),
    ],
)
def test_the_doctor_names_each_channel(  # noqa: PLR0913, PLR0917 - a table
    here: Path, monkeypatch: pytest.MonkeyPatch, channel: str, url: str, well: bool, detail: str
) -> None:
    assert finding(here, channel, url, monkeypatch) == (well, detail)


def test_the_doctor_says_what_letters_lack(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent() -> None:
        raise LayoutMissingError("Letters need Pango.")

    monkeypatch.setattr(pages, "library", absent)
    assert finding(here, "letter", "folder:/var/letters", monkeypatch) == (False, "Letters need Pango.")


def test_one_broken_channel_does_not_make_the_others_ill(installation: Installation) -> None:
    broken = replace(installation, config=replace(installation.config, sms_url="pigeon:", smtp_url="smtp://mail.test"))
    assert not _gateway(broken, "sms").well
    assert _gateway(broken, "voice").well
    assert _email(broken).well
