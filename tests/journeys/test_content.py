"""What stands in the steps: templates, channels, conditions; and whether it makes sense."""

import dataclasses
from typing import Any

import pytest

from journeys.check import CheckContext, check, check_audience, publishable
from tests.journeys.graphs import CONTEXT, branch, end, enter, graph, mail, node, simple, wait_event


def with_mail(template: str) -> dict[str, Any]:
    return graph(enter(), mail(template=template), end(), lines="enter>mail mail>end")


def with_audience(audience: object) -> dict[str, Any]:
    return graph(enter(audience=audience), mail(), end(), lines="enter>mail mail>end")


def with_branches(*branches: dict[str, Any]) -> dict[str, Any]:
    ways = " ".join(f"branch.{each['id']}>end" for each in branches)
    step = node("branch", "branch", branches=list(branches))
    return graph(enter(), step, end(), lines=f"enter>branch branch.else>end {ways}")


def said(value: object, context: CheckContext = CONTEXT) -> list[tuple[str | None, str, str]]:
    """Each problem with its Spanish words."""
    return [(problem.node, problem.code, problem.message["es"]) for problem in check(value, context)]


def test_a_message_without_a_template() -> None:
    assert said(with_mail("")) == [("mail", "no_template", "Este paso no tiene plantilla.")]


def test_a_template_that_is_gone() -> None:
    assert said(with_mail("old")) == [("mail", "unknown_template", "La plantilla «old» no existe.")]


def test_a_template_of_another_channel() -> None:
    expected = "La plantilla «text_message» es para otro canal (SMS)."
    assert said(with_mail("text_message")) == [("mail", "template_of_other_channel", expected)]


def test_each_token_that_is_no_field_is_named() -> None:
    assert said(with_mail("broken")) == [
        ("mail", "unknown_token", "La plantilla «broken» usa «account.iban», que no es un campo conocido."),
        ("mail", "unknown_token", "La plantilla «broken» usa «debtor.nickname», que no es un campo conocido."),
    ]


def test_a_channel_that_is_not_set_up() -> None:
    context = dataclasses.replace(CONTEXT, channels=frozenset())
    assert said(simple(), context) == [("mail", "channel_not_configured", "El canal email no está configurado.")]


CONDITIONS: dict[str, tuple[dict[str, Any], str, str]] = {
    "an event that nobody reports": (
        {"event": "page_closed", "op": "gte", "value": 1},
        "unknown_event",
        "La condición pregunta por «page_closed», que no es un evento conocido.",
    ),
    "a part of what is no date": (
        {"field": "account.balance", "part": "month", "op": "eq", "value": 3},
        "part_does_not_fit",
        "De «Saldo» no se puede tomar el mes: es un importe.",
    ),
    "a part compared as a text": (
        {"field": "account.due_date", "part": "month", "op": "contains", "value": 3},
        "operator_does_not_fit",
        "«contiene» no sirve para «Vencimiento», que es una fecha.",
    ),
    "a weekday that there is not": (
        {"field": "account.due_date", "part": "weekday", "op": "in", "value": [5, 8]},
        "value_does_not_fit",
        "«8» no sirve como día de la semana de «Vencimiento»: va del 1 al 7.",
    ),
    "half a month": (
        {"field": "account.due_date", "part": "month", "op": "eq", "value": 1.5},
        "value_does_not_fit",
        "«1.5» no sirve como mes de «Vencimiento»: va del 1 al 12.",
    ),
    "a part compared with a day from today": (
        {"field": "account.due_date", "part": "day", "op": "eq", "value": {"today": 0}},
        "value_does_not_fit",
        "«hoy» no sirve como día del mes de «Vencimiento»: va del 1 al 31.",
    ),
    "a day from today where an amount is compared": (
        {"field": "account.balance", "op": "gt", "value": {"today": -3}},
        "value_does_not_fit",
        "«hace 3 días» no sirve como valor de «Saldo», que es un importe.",
    ),
    "tags by size": (
        {"field": "account.tags", "op": "eq", "value": "vip"},
        "operator_does_not_fit",
        "«es» no sirve para «Etiquetas», que es una lista de etiquetas.",
    ),
    "two tags in one": (
        {"field": "account.tags", "op": "has", "value": "vip late"},
        "value_does_not_fit",
        "«vip late» no sirve como etiqueta de «Etiquetas».",
    ),
    "no tag yet": (
        {"field": "account.tags", "op": "has_not", "value": ""},
        "condition_without_value",
        "A la condición «Etiquetas no incluyen» le falta el valor.",
    ),
    "a tag in a field without tags": (
        {"field": "debtor.language", "op": "has", "value": "es"},
        "operator_does_not_fit",
        "«incluyen» no sirve para «Idioma», que es un texto.",
    ),
    "a field that is not known": (
        {"field": "debtor.shoe_size", "op": "eq", "value": 43},
        "unknown_field",
        "La condición usa «debtor.shoe_size», que no es un campo conocido.",
    ),
    "no field chosen yet": (
        {"field": "", "op": "eq", "value": 43},
        "condition_without_field",
        "A una condición le falta el campo.",
    ),
    "an operator for other fields": (
        {"field": "debtor.language", "op": "gt", "value": "es"},
        "operator_does_not_fit",
        "«mayor que» no sirve para «Idioma», que es un texto.",
    ),
    "no order between yes and no": (
        {"field": "debtor.protected", "op": "lte", "value": True},
        "operator_does_not_fit",
        "«como máximo» no sirve para «Protegido», que es sí o no.",
    ),
    "contains on an amount": (
        {"field": "account.balance", "op": "contains", "value": "4"},
        "operator_does_not_fit",
        "«contiene» no sirve para «Saldo», que es un importe.",
    ),
    "no value yet": (
        {"field": "account.balance", "op": "gt"},
        "condition_without_value",
        "A la condición «Saldo mayor que» le falta el valor.",
    ),
    "an empty text as value": (
        {"field": "debtor.language", "op": "eq", "value": ""},
        "condition_without_value",
        "A la condición «Idioma es» le falta el valor.",
    ),
    "an empty list as value": (
        {"field": "debtor.language", "op": "in", "value": []},
        "condition_without_value",
        "A la condición «Idioma es uno de» le falta el valor.",
    ),
    "one value where a list is needed": (
        {"field": "debtor.language", "op": "in", "value": "es"},
        "value_does_not_fit",
        "La condición «Idioma es uno de» necesita una lista de valores.",
    ),
    "a list where one value is needed": (
        {"field": "debtor.language", "op": "eq", "value": ["es"]},
        "value_does_not_fit",
        "La condición «Idioma es» admite un solo valor.",
    ),
    "a text as amount": (
        {"field": "account.balance", "op": "gt", "value": "500"},
        "value_does_not_fit",
        "«500» no sirve como valor de «Saldo», que es un importe.",
    ),
    "half a cent": (
        {"field": "account.balance", "op": "gt", "value": 500.5},
        "value_does_not_fit",
        "«500.5» no sirve como valor de «Saldo», que es un importe.",
    ),
    "yes as a number": (
        {"field": "account.days_past_due", "op": "gt", "value": True},
        "value_does_not_fit",
        "«sí» no sirve como valor de «Días de mora», que es un número.",
    ),
    "a number as yes": (
        {"field": "debtor.protected", "op": "eq", "value": 1},
        "value_does_not_fit",
        "«1» no sirve como valor de «Protegido», que es sí o no.",
    ),
    "a day that there is not": (
        {"field": "account.due_date", "op": "lt", "value": "2026-02-30"},
        "value_does_not_fit",
        "«2026-02-30» no sirve como valor de «Vencimiento», que es una fecha.",
    ),
    "a date without its dashes": (
        {"field": "account.due_date", "op": "lt", "value": "20260228"},
        "value_does_not_fit",
        "«20260228» no sirve como valor de «Vencimiento», que es una fecha.",
    ),
    "a number among texts": (
        {"field": "debtor.language", "op": "in", "value": ["es", 7]},
        "value_does_not_fit",
        "«7» no sirve como valor de «Idioma», que es un texto.",
    ),
}


@pytest.mark.parametrize(("condition", "code", "words"), CONDITIONS.values(), ids=CONDITIONS.keys())
def test_a_condition_must_fit_the_fields(condition: dict[str, Any], code: str, words: str) -> None:
    assert said(with_audience(condition)) == [("enter", code, words)]
    assert [problem.code for problem in check_audience(condition, CONTEXT)] == [code]


@pytest.mark.parametrize(
    "condition",
    [
        {"field": "account.balance", "op": "gt", "value": 50000},
        {"field": "account.days_past_due", "op": "lte", "value": 0.5},
        {"field": "account.due_date", "op": "in", "value": ["2026-02-28", "2028-02-29"]},
        {"field": "debtor.language", "op": "starts_with", "value": "e"},
        {"field": "debtor.protected", "op": "ne", "value": False},
        {"field": "debtor.protected", "op": "is_empty"},
        {"field": "account.tags", "op": "has", "value": "vip"},
        {"field": "account.tags", "op": "is_empty"},
        {"field": "calendar.today", "part": "weekday", "op": "in", "value": [5, 6.0]},
        {"field": "account.due_date", "part": "year", "op": "is_empty"},
        {"field": "account.due_date", "op": "lt", "value": {"today": -3}},
        {
            "event": "message_opened",
            "channel": "email",
            "within": {"amount": 7, "unit": "days"},
            "op": "eq",
            "value": 0,
        },
        {"event": "x_visit_done", "op": "gte", "value": 1},
        {"all": []},
        {"not": {"any": [{"field": "debtor.language", "op": "eq", "value": "es"}]}},
    ],
    ids=str,
)
def test_a_condition_that_fits_is_no_problem(condition: dict[str, Any]) -> None:
    assert said(with_audience(condition)) == []
    assert check_audience(condition, CONTEXT) == []


def test_every_fault_of_a_group_is_told() -> None:
    bad = {"field": "debtor.shoe_size", "op": "eq", "value": 43}
    worse = {"field": "debtor.hat_size", "op": "eq", "value": 43}
    assert [node for node, _, _ in said(with_audience({"all": [bad, {"not": {"any": [worse]}}]}))] == ["enter", "enter"]


def test_everybody_is_an_audience() -> None:
    assert check_audience(None, CONTEXT) == []


@pytest.mark.parametrize(
    "value",
    [7, "all", [], {}, {"all": [], "any": []}, {"field": "x"}, {"op": "eq"}, {"field": "x", "op": "like"}],
    ids=str,
)
def test_what_is_no_condition_is_no_audience(value: object) -> None:
    problems = check_audience(value, CONTEXT)
    assert problems
    assert not publishable(problems)


def test_a_branch_step_without_branches() -> None:
    expected = "Este paso no tiene ninguna rama: todos seguirían igual."
    assert said(with_branches()) == [("branch", "no_branches", expected)]


def test_branches_need_a_name_and_a_condition() -> None:
    value = with_branches({"id": "a", "label": " ", "when": {"all": []}}, {"id": "b", "label": "Big", "when": None})
    assert said(value) == [
        ("branch", "branch_unnamed", "Una rama no tiene nombre."),
        ("branch", "branch_without_condition", "La rama «Big» no tiene condición."),
    ]


def test_a_fault_in_a_branch_names_the_branch() -> None:
    value = with_branches({"id": "a", "label": "Big", "when": {"field": "account.size", "op": "is_empty"}})
    expected = "Rama «Big»: La condición usa «account.size», que no es un campo conocido."
    assert said(value) == [("branch", "unknown_field", expected)]


@pytest.mark.parametrize("ids", [("a", "a"), ("else",)])
def test_branches_need_ids_of_their_own(ids: tuple[str, ...]) -> None:
    step = node("branch", "branch", branches=[{"id": each, "label": "Big", "when": {"all": []}} for each in ids])
    ways = " ".join(f"branch.{each}>end" for each in {*ids, "else"})
    value = graph(enter(), step, end(), lines=f"enter>branch {ways}")
    assert [(node, code) for node, code, _ in said(value)] == [("branch", "branch_twice")]


def test_a_wait_for_nothing() -> None:
    value = graph(enter(), wait_event("answer"), end(), lines="enter>answer answer.timeout>end")
    assert said(value) == [("answer", "no_events", "Este paso no espera ningún evento.")]


def test_a_wait_for_ever_is_a_warning() -> None:
    value = graph(enter(), wait_event("answer", "paid", timeout=None), end(), lines="enter>answer answer.paid>end")
    (problem,) = check(value, CONTEXT)
    assert (problem.node, problem.code, problem.severity) == ("answer", "no_timeout", "warning")


def opens_only(*events: str, timeout_to: str) -> dict[str, Any]:
    ways = " ".join(f"answer.{event}>end" for event in events)
    return graph(
        enter(),
        wait_event("answer", *events),
        mail(),
        end(),
        lines=f"enter>answer {ways} answer.timeout>{timeout_to} mail>end",
    )


@pytest.mark.parametrize("events", [["page_opened"], ["message_opened"], ["page_opened", "message_opened"]])
def test_deciding_by_opens_alone_is_a_warning(events: list[str]) -> None:
    (problem,) = check(opens_only(*events, timeout_to="mail"), CONTEXT)
    assert (problem.node, problem.code, problem.severity) == ("answer", "relies_on_opens", "warning")


def test_deciding_by_more_than_opens_is_none() -> None:
    assert said(opens_only("page_opened", "paid", timeout_to="mail")) == []


def test_waiting_for_an_open_without_deciding_by_it_is_none() -> None:
    value = graph(
        enter(),
        wait_event("answer", "page_opened"),
        mail(),
        end(),
        lines="enter>answer answer.page_opened>mail answer.timeout>mail mail>end",
    )
    assert said(value) == []


def test_going_on_for_those_who_open_alone_is_a_warning_twice() -> None:
    value = graph(
        enter(), wait_event("answer", "page_opened", timeout=None), end(), lines="enter>answer answer.page_opened>end"
    )
    assert [(problem.code, problem.severity) for problem in check(value, CONTEXT)] == [
        ("no_timeout", "warning"),
        ("relies_on_opens", "warning"),
    ]


def test_no_exit_on_payment_is_a_warning_that_does_not_forbid_publishing() -> None:
    problems = check({**simple(), "exits": []}, CONTEXT)
    assert [(problem.node, problem.code, problem.severity) for problem in problems] == [
        (None, "no_exit_on_payment", "warning")
    ]
    assert publishable(problems)


def test_an_error_forbids_publishing() -> None:
    assert not publishable(check(with_mail(""), CONTEXT))


def test_errors_come_before_warnings_and_in_the_order_of_the_steps() -> None:
    value = graph(
        enter(), mail(template=""), mail("other", ""), end(), lines="enter>other other>mail mail>end", exits=[]
    )
    assert [(problem.node, problem.code) for problem in check(value, CONTEXT)] == [
        ("mail", "no_template"),
        ("other", "no_template"),
        (None, "no_exit_on_payment"),
    ]


def test_a_problem_as_json() -> None:
    (problem,) = check(with_mail(""), CONTEXT)
    assert problem.to_dict() == {
        "node": "mail",
        "code": "no_template",
        "severity": "error",
        "message": {"es": "Este paso no tiene plantilla.", "en": "This step has no template."},
        "hint": {"es": "Elija la plantilla que se envía.", "en": "Choose the template to send."},
        "setting": "template",
    }


def test_a_rich_branch_is_fine() -> None:
    value = graph(
        enter(),
        branch(rich={"field": "account.balance", "op": "gte", "value": 100000}),
        end(),
        lines="enter>branch branch.rich>end branch.else>end",
    )
    assert said(value) == []
