"""The finished landing pages: whole, clean HTML that keeps what is private until the proof."""

import json
import subprocess
from pathlib import Path

import pytest

from renderers import gallery, tokens
from renderers.designs import page as content
from renderers.designs.documents import document_of, require_sound, written
from renderers.landing.page import PUBLIC, PageSource, PageTemplate, compile_page
from renderers.landing.samples import shown, somebody
from tests.renderers.landing.visits import ACCEPTED, CONFIRMED, FACTS, PLAN, PROMISE, visit

ROOT = Path(__file__).parents[3]
VALIDATE = ROOT / "designer" / "node_modules" / ".bin" / "html-validate"
PAGES = [key for key, template in gallery.templates().items() if template.channel == "page"]
EVERY = [(key, language) for key in PAGES for language in ("es", "en")]
PRIVATE = ("Lucía", "412,30", "412.30", "ME-20418", "Marea Hogar", "2026-02-14")


def compiled(key: str, language: str) -> PageTemplate:
    source = gallery.load(key, language)
    assert isinstance(source, PageSource)
    return compile_page(source)


def test_there_are_eight_in_both_languages() -> None:
    assert len(PAGES) >= 8
    for key in PAGES:
        assert gallery.templates()[key].sources.keys() == {"es", "en"}


@pytest.mark.parametrize(("key", "language"), EVERY)
def test_nothing_private_is_shown_before_the_proof(key: str, language: str) -> None:
    html = compiled(key, language).render(tokens.nest(FACTS), visit(language, proved=False)).html
    assert [secret for secret in PRIVATE if secret in html] == []
    assert 'name="proof"' in html


@pytest.mark.parametrize(("key", "language"), EVERY)
def test_a_page_reads_well_without_a_name(key: str, language: str) -> None:
    nameless = {name: value for name, value in FACTS.items() if name in PUBLIC}
    html = compiled(key, language).render(tokens.nest(nameless), visit(language)).html
    assert html.count("<h1") == 1


def test_every_page_is_clean_html(tmp_path: Path) -> None:
    states = {
        "before": visit(proved=False),
        "wrong": visit(proved=False, front={"fault": "No coincide", "other": "?proof=document"}),
        "locked": visit(proved=False, front={"gate": "locked"}),
        "after": visit(),
        "offered": visit(plan=PLAN, offer=ACCEPTED, promise=PROMISE, front={"sent": "promise"}),
        "agreed": visit(plan=CONFIRMED, disputed=True, front={"sent": "help"}),
        "faults": visit(
            front={"faults": dict.fromkeys(("part", "date", "promised", "count", "reason", "phone"), "Mal")}
        ),
    }
    for key, language in EVERY:
        for name, one in states.items():
            html = compiled(key, language).render(tokens.nest(FACTS), one).html
            (tmp_path / f"{key}-{language}-{name}.html").write_text(html, encoding="utf-8")
    done = subprocess.run(
        [VALIDATE, "--config", ROOT / ".htmlvalidate.json", "--formatter", "json", *sorted(tmp_path.glob("*.html"))],
        capture_output=True,
        text=True,
        check=False,
    )
    found = {
        (one["filePath"].rpartition("/")[2], said["ruleId"], said["message"])
        for one in json.loads(done.stdout)
        for said in one["messages"]
    }
    assert found == set()


@pytest.mark.parametrize("key", PAGES)
def test_the_designer_opens_it_and_publishes_the_same(key: str) -> None:
    document = document_of(gallery.templates()[key])
    require_sound("page", document)
    for one in written(document):
        again = compile_page(PageSource(one.words["text"], one.words["subject"], one.language))
        assert again == compiled(key, one.language)


@pytest.mark.parametrize("language", ["es", "en", "pt"])
def test_a_new_page_is_whole(language: str) -> None:
    template = compile_page(PageSource(content.words(content.blank(language), language)["text"], "", language))
    assert template.widget("p-pay") is not None
    assert content.schema()["required"] == ["project"]


def test_a_preview_of_whoever_has_no_offer_and_one_debt_shows_that_debt_alone() -> None:
    facts = tokens.nest({**FACTS, "offer.state": "expired", "list.debts": None, "account.due_date": None})
    found = somebody("es", facts).inside
    assert found is not None
    assert (found.debts, found.offer) == ((found.debt,), None)
    assert (found.debt.ref, found.debt.due_date, found.debt.overdue) == ("ME-20418", "", False)


def test_a_preview_is_one_file() -> None:
    rendered = shown(compiled("page_pay", "es"), tokens.nest(FACTS), visit())
    assert "<style>" in rendered.html
    assert "--brand-primary" in rendered.html
    assert "stylesheet" not in rendered.html


def test_a_preview_asks_for_no_captions() -> None:
    film = '<p-video src="/assets/a.mp4" captions="/assets/a.vtt"/>'
    source = PageSource(f"<page><p-section><p-verify/></p-section><p-section>{film}</p-section></page>", "", "es")
    template = compile_page(source)
    assert '<track kind="captions" src="/assets/a.vtt"' in template.render(tokens.nest(FACTS), visit()).html
    rendered = shown(template, tokens.nest(FACTS), visit()).html
    assert "/assets/a.mp4" in rendered
    assert "/assets/a.vtt" not in rendered
