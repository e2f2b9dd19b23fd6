"""A template looked over with what this installation knows."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from app.db import Database
from app.flow import reviewing
from app.flow.designing import DesignProblem
from app.flow.reviewing import Beside, Link, pairs_of, review
from app.installation import Installation
from app.store import jurisdictions
from renderers import gallery
from renderers.designs.documents import Written
from renderers.document import Element
from renderers.email import EmailSource
from renderers.sources import words_of
from renderers.text import TextSource
from tests.app.flow.people import START, add_account

MAIL = """<mjml><mj-body><mj-section><mj-column>
<mj-text>Hello {{ debtor.first_name }}, this is {{ account.creditor }}.</mj-text>
<mj-text show-if='{"field": "account.balance", "op": "gt", "value": 1}'>Now</mj-text>
<mj-text repeat="debts">{{ debt.ref }}</mj-text>
<mj-button href="LINK">Open</mj-button>
<mj-text><a href="{{ link.page }}">See</a> <a href="{{ link.preferences }}">Stop</a></mj-text>
</mj-column></mj-section></mj-body></mjml>"""


def pair(source: EmailSource | TextSource, variant: str = "a") -> reviewing.Pair:
    return Written(source.language, variant, 100, words_of(source)), source


def mail(link: str = "https://example.com/x") -> EmailSource:
    return EmailSource(MAIL.replace("LINK", link), "About your account", "What you can do about it today", "en")


def told(installation: Installation, channel: str, *pairs: reviewing.Pair, **more: object) -> list[DesignProblem]:
    with installation.db.read() as session:
        return review(session, channel, pairs, installation.config, **more).problems  # type: ignore[arg-type] # the tests' own


def test_where_debtors_live_decides_which_laws_hold(installation: Installation) -> None:
    source = pair(mail())
    assert "legal_content" not in {one.code for one in told(installation, "email", source)}
    with installation.db.write() as session:
        add_account(session, debtor_jurisdiction="US-NY")
    found = [one for one in told(installation, "email", source) if one.code == "legal_content"]
    assert [(one.severity, one.language, one.variant) for one in found] == [("error", "en", "a")]
    assert "mini-Miranda" in found[0].message["en"]


def test_jurisdictions_are_those_of_people_who_are_there(installation: Installation) -> None:
    with installation.db.write() as session:
        for place in ("CO", "CO", "ES", None):
            add_account(session, debtor_jurisdiction=place)
        add_account(session, debtor_jurisdiction="MX", debtor_erased_at=START)
    with installation.db.read() as session:
        assert jurisdictions.in_use(session, None) == ("CO", "ES")
        assert jurisdictions.in_use(session, "PE") == ("CO", "ES", "PE")


def test_each_variant_is_told_apart_errors_first_in_three_queries(
    installation: Installation, counted_queries: Callable[[Database], AbstractContextManager[list[str]]]
) -> None:
    quiet = pair(TextSource("{{ account.creditor }}: hola. {{ link.page }} {{ link.preferences }}", "es"))
    threat = pair(
        TextSource("{{ account.creditor }}: irá a la cárcel. {{ link.page }} {{ link.preferences }}", "es"), "b"
    )
    loud = pair(TextSource("{{ account.creditor }}: hola!!! {{ link.page }} {{ link.preferences }}", "es"), "c")
    with counted_queries(installation.db) as seen:
        found = told(installation, "sms", quiet, loud, threat)
    assert [(one.severity, one.code, one.variant) for one in found] == [
        ("error", "threat", "b"),
        ("warning", "exclamations", "c"),
    ]
    assert len(seen) == 3


def test_lists_and_flags_have_samples_and_what_cannot_be_put_together_is_told(installation: Installation) -> None:
    broken = EmailSource("<mjml><mj-body><mj-text>x</mj-text></mj-body></mjml>", "x", "", "en")
    assert told(installation, "email", pair(mail())) == []
    (problem,) = told(installation, "email", pair(broken))
    assert (problem.code, problem.severity) == ("cannot_be_rendered", "error")
    assert "mj-text" in problem.message["es"]
    (unread,) = told(installation, "sms", pair(TextSource("{{ account.creditor | money(account.currency) }}", "en")))
    assert unread.code == "cannot_be_rendered"


def test_what_else_is_known_is_used(installation: Installation) -> None:
    tree = Element("mjml", {}, [Element("mj-text", {"id": "t1"}, ["{{ debtor.first_name }}"])])
    beside = Beside(trees={("en", "a"): tree}, empty={"debtor.first_name": 38}, people=1284)
    (problem,) = told(installation, "email", pair(mail()), beside=beside)
    assert (problem.code, problem.block) == ("empty_token", "t1")
    assert "1.284" in problem.message["es"]
    words = (
        "Hello from {{ account.creditor }}: see {{ link.page }} for your options, {{ link.preferences }} for no more."
    )
    named = pair(TextSource(words, "en"))
    settings = Beside(settings={("en", "a"): {"name": "No Name", "category": "utility"}})
    assert [one.code for one in told(installation, "whatsapp", named, beside=settings)] == ["whatsapp_name"]


def test_where_a_variant_leads_to_is_told_with_the_block_that_does(installation: Installation) -> None:
    tree = Element("mjml", {}, [Element("mj-button", {"id": "b1", "href": "https://example.com/x"})])
    text = "{{ account.creditor }}: see https://example.com/y, {{ link.page }} {{ link.preferences }}"
    with installation.db.read() as session:
        mails = review(session, "email", [pair(mail())], installation.config, Beside(trees={("en", "a"): tree}))
        texts = review(session, "sms", [pair(TextSource(text, "en"), "b")], installation.config)
    assert Link("https://example.com/x", "b1", "en", "a") in mails.links
    assert Link("https://example.com/y", "", "en", "b") in texts.links


def test_a_finished_letter_is_looked_over(installation: Installation) -> None:
    letters = pairs_of(gallery.templates()["letter_reminder"])
    assert {one.language for one, _ in letters} == {"es", "en"}
    assert {one.severity for one in told(installation, "letter", *letters)} <= {"warning"}


def test_a_block_may_speak_of_a_field_that_is_not_here_where_it_asks_first(installation: Installation) -> None:
    """As the legal foot does of the collector, whom only some installations know."""
    words = "{{{{ account.creditor }}}}: hello. {}{{{{ link.page }}}} {{{{ link.preferences }}}}"
    guarded = words.format("{% if account.collector %}{{ account.collector }} {% endif %}")
    bare = words.format("{{ account.collector }} ")
    assert told(installation, "sms", pair(TextSource(guarded, "en"))) == []
    assert [one.code for one in told(installation, "sms", pair(TextSource(bare, "en")))] == ["unknown_token"]
