"""What is written directly is what MiniJinja writes, to the letter."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderers import directly, filling, gallery, tokens, tracking
from renderers.directly import FAULTS, MOST_ROWS, writer
from renderers.email import EmailSource, compile_email
from renderers.errors import MissingTokenError

FACTS: dict[str, Any] = {
    "account": {
        "ref": "<R&1/'2'\">",
        "balance": 41_230,
        "currency": "usd",
        "due": "2026-02-01",
        "url": "https://a/b?c=1&d",
    },
    "debtor": {"name": "Lucía", "vip": True, "rate": 0.5, "tags": ["a"]},
    "list": {"debts": [{"ref": "1", "sum": 5}, {"ref": "b<", "sum": 7}], "none": []},
    "show": {"c_1": True, "c_2": False},
    "tracking": {"links": tracking.context("https://p.test", b"k" * 32, 7, 9)},
}
PLAIN = [
    "no tags at all",
    "",
    "{{ account.ref }}",
    "a{{account.ref}}b{# note #}c{{ account.balance }}",
    "{{ account.balance | money(account.currency) }}, {{ account.balance | money('EUR') }}",
    "{{ account.due | date }} {{ account.due | date('short') }} {{ debtor.name | upper | first }}",
    "{{ debtor.name | lower }} {{ debtor.gone | default('nobody') }} {{ debtor.name | d(\"x\") }}",
    "{{ debtor.gone | default(account.ref) }} {{ 5 | money('EUR') }} {{ 'words' | upper_first }}",
    '{{ (account.url) | tracked(tracking.links, 1, 2, "Pay", 0) }}',
    '{{ ("https://a/" ~ (account.ref) ~ \'/\' ~ account.balance) | tracked(tracking.gone, 1, 2, "x", 0) }}',
    "{% if account.ref %}a{% endif %}{% if not account.ref %}b{% else %}c{% endif %}{% if debtor.gone %}d{% endif %}",
    "{% if debtor.gone %}a{% elif show.c_2 %}b{% elif show.c_1 %}{{ account.ref }}{% else %}d{% endif %}e",
    "{% for debt in list.debts %}<{{ debt.ref }}>{{ debt.sum | money(account.currency) }}{% endfor %}",
    "{% for debt in list.debts %}{% if debt.gone %}x{% endif %}{{ account.ref }}{% endfor %}",
    "{% for debt in list.debts %}{{ account.ref }}{{ debt.gone | default('-') }}{% endfor %}",
    "{% for debt in list.none %}x{% endfor %}",
    "{% if show.c_1 %}{% for debt in list.debts %}{{ debt.ref }}{% endfor %}{% endif %}",
]
LEFT = [
    "{{- account.ref }}",
    "{% if account.ref -%}x{% endif %}",
    "{{ account.ref | replace('a', 'b') }}",
    "{{ account.balance > 5 }}",
    "{{ account.ref ~ 'x' }}",
    "{{ 'it\\'s' }}",
    "{{ account }}",
    "{{ loop.index }}",
    "{{ account.ref.more }}",
    "{{ account.ref | default }}",
    "{{ account.ref | upper | default('x') }}",
    "{{ account.ref | upper('x') }}",
    "{{ account.ref | money(account) }}",
    "{{ account.ref | }}",
    "{{ | upper }}",
    "{{ }}",
    "{{ ( account.ref }}",
    "{{ account.ref account.ref }}",
    "{{ account.ref | money('a' 'b') }}",
    "{{ account.ref | money('a', }}",
    "{{ 1.5 }}",
    "{{ true }}",
    "{% set a = account.ref %}{{ a }}",
    "{% if account.ref and debtor.name %}x{% endif %}",
    "{% if account.ref %}x",
    "{% if account.ref %}x{% else %}y{% else %}z{% endif %}",
    "{% if account.ref %}x{% endfor %}",
    "{% for a in list.debts %}x",
    "{% for a in list.debts %}x{% endif %}",
    "{% for a in list.debts %}{% for b in list.debts %}x{% endfor %}{% endfor %}",
    "{% for a, b in list.debts %}x{% endfor %}",
    "x{% endif %}",
    "{% endfor %}x",
    "{% if account.ref %}" * 12 + "{% endif %}" * 12,
    "{% if debtor.gone %}a" + "{% elif debtor.gone %}b" * 2_000 + "{% endif %}",
]


def by_minijinja(source: str, facts: dict[str, Any], *, html: bool) -> str:
    name = "a.html" if html else "a.txt"
    written = tokens.environment("es", {name: source}).render_template(name, **facts)
    return written.replace("&#x2f;", "/") if html else written


def made(source: str, *, html: bool) -> directly.Writer | None:
    return writer(source, tokens.remembering("es"), html=html)


@pytest.mark.parametrize("html", [True, False])
@pytest.mark.parametrize("source", PLAIN)
def test_what_is_plain_is_written_as_minijinja_writes_it(source: str, html: bool) -> None:
    write = made(source, html=html)
    assert write is not None
    assert write(FACTS) == by_minijinja(source, FACTS, html=html)


@pytest.mark.parametrize("source", LEFT)
def test_what_is_not_plain_is_left_to_minijinja(source: str) -> None:
    assert made(source, html=True) is None


@pytest.mark.parametrize(
    "source",
    [
        "{{ account.gone }}",
        "{{ gone.gone }}",
        "{{ account.gone | upper }}",
        "{{ debtor.vip }}",
        "{{ debtor.rate }}",
        "{{ debtor.tags }}",
        "{{ debtor.tags | money('EUR') }}",
        "{{ account.balance | money(account.gone) }}",
        "{{ account.ref | money('EUR') }}",
        "{{ account.due | date('odd') }}",
        "{% if gone.gone %}x{% endif %}",
        "{% for a in account.ref %}x{% endfor %}",
        "{% for a in list.debts %}{{ a.gone }}{% endfor %}",
        "{{ debtor.tags ~ 'x' | upper }}",
    ],
)
def test_a_person_who_is_out_of_the_ordinary_is_left_to_minijinja(source: str) -> None:
    write = made(source, html=True)
    if write is not None:
        with pytest.raises(FAULTS):
            write(FACTS)


def test_a_loop_through_too_much_is_left_to_whoever_counts_its_work() -> None:
    write = made("{% for a in list.debts %}x{% endfor %}", html=True)
    assert write is not None
    assert write({"list": {"debts": [1] * MOST_ROWS}}) == "x" * MOST_ROWS
    with pytest.raises(FAULTS):
        write({"list": {"debts": [1] * (MOST_ROWS + 1)}})


def test_the_missing_token_is_named_however_a_mail_is_written() -> None:
    column = "<mj-column><mj-text>{{ account.ref }}</mj-text></mj-column>"
    body = f"<mjml><mj-body><mj-section>{column}</mj-section></mj-body></mjml>"
    template = compile_email(EmailSource(body, "{{ debtor.first_name }}"))
    assert filling._directly(template.parts, "en") is not None
    with pytest.raises(MissingTokenError, match=r"account\.ref"):
        template.render({"debtor": {"first_name": "Ana"}})


def test_no_word_of_an_author_becomes_code() -> None:
    source = "{{ account.__class__ }}{{ __import__.os }}"
    write = made(source, html=True)
    assert write is not None
    with pytest.raises(FAULTS):
        write({"account": {}, "__import__": {}})
    quoted = '\'+__import__("os").system("true")+\' {{ account.ref }} \\\' " \n'
    plain = made(quoted, html=False)
    assert plain is not None
    assert plain({"account": {"ref": "x"}}) == quoted.replace("{{ account.ref }}", "x")


def test_almost_every_finished_mail_is_written_directly() -> None:
    mails = [
        (template.key, compile_email(source))
        for template in gallery.templates().values()
        for source in template.sources.values()
        if isinstance(source, EmailSource)
    ]
    left = {key for key, mail in mails if filling._directly(mail.parts, mail.language) is None}
    assert left <= {"plan_offer"}  # which compares how many instalments there are


@given(st.recursive(st.text(max_size=8) | st.integers(-(10**12), 10**12), lambda inner: st.lists(inner, max_size=3)))
def test_whatever_a_value_is_nothing_else_is_written(value: Any) -> None:  # noqa: ANN401 - any value
    source = "[{{ a.b }}|{{ a.b | default('x') }}|{% if a.b %}y{% endif %}]"
    facts = {"a": {"b": value}}
    for html in (True, False):
        write = made(source, html=html)
        assert write is not None
        try:
            found = write(facts)
        except FAULTS:
            continue
        assert found == by_minijinja(source, facts, html=html)
