"""Mappings: what is well formed, what fits a file, and what is proposed for one."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from app.crm import mapping as mappings
from app.crm.mapping import SCHEMA
from app.crm.reasons import MappingError
from app.crm.targets import TARGETS

COLUMNS = ["Ref", "Capital", "Grado"]
GOOD: dict[str, Any] = {
    "columns": {"Ref": "account.ref", "Capital": "account.principal", "Grado": {"field": "account.grade"}},
    "defaults": {"account.currency": "EUR"},
}


def changed(**changes: str | dict[str, str] | None) -> dict[str, Any]:
    """The good mapping with some columns changed."""
    return {**GOOD, "columns": {**GOOD["columns"], **changes}}


def test_a_good_mapping_fits_and_survives_a_round_trip() -> None:
    mapping = mappings.read(GOOD)
    mappings.check(mapping, COLUMNS, {})
    assert mappings.read(json.loads(json.dumps(mapping.to_dict()))) == mapping


def test_the_published_schema_is_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    ("data", "part"),
    [
        ([], "must be a JSON object"),
        ({}, "lacks the key columns"),
        ({"columns": {}, "colums": {}}, "unknown key at $: colums"),
        ({"columns": {"A": 7}}, "columns.A cannot be 7"),
        ({"columns": {"A": {"type": "text"}}}, "lacks the key field"),
        ({"columns": {"A": {"field": "account.x", "kind": "text"}}}, "unknown key at columns.A: kind"),
        ({"columns": {"A": {"field": "account.x", "type": "colour"}}}, "columns.A.type cannot be"),
        ({"columns": {}, "formats": {"decimal": ";"}}, "formats.decimal cannot be"),
        ({"columns": {}, "defaults": {"account.currency": None}}, "defaults.account.currency cannot be null"),
    ],
)
def test_a_malformed_mapping_is_refused_in_one_sentence(data: object, part: str) -> None:
    with pytest.raises(MappingError) as caught:
        mappings.read(data)
    assert part in str(caught.value)
    assert caught.value.texts["es"] != caught.value.texts["en"]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_json_is_a_mapping_or_one_sentence(data: object) -> None:
    try:
        answer = mappings.read(data).columns
    except MappingError as error:
        answer = error.texts["es"]
    assert answer is not None


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (changed(Nope="account.product"), "column “Nope”"),
        (changed(Grado="account.principle"), "Did you mean account.principal?"),
        (changed(Grado="acount.ref"), "is not a field"),
        (changed(Grado={"field": "loan.grade"}), "is not a field"),
        (changed(Grado={"field": "account.Grade!"}), "is not a field"),
        (changed(Grado="account.paid"), "a file cannot set it"),
        (changed(Grado="account.ref"), "go to the same field"),
        (changed(Ref=None), "No column goes to account.ref"),
        (changed(Capital=None), "account.principal or account.balance"),
        (changed(Grado="account.balance"), "cannot both be mapped"),
        (changed(Grado={"field": "account.product", "type": "text"}), "has its own type"),
        (changed(Grado={"field": "account.stage", "type": "text"}), "already exists with the type number"),
        ({**GOOD, "defaults": {}}, "currency is missing"),
        ({**GOOD, "defaults": {"account.curency": "EUR"}}, "Did you mean account.currency?"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused_in_one_sentence(data: dict[str, Any], part: str) -> None:
    with pytest.raises(MappingError) as caught:
        mappings.check(mappings.read(data), COLUMNS, {"account.stage": "number"})
    assert part in str(caught.value)
    assert caught.value.texts["es"] != caught.value.texts["en"]


def test_a_field_on_the_register_needs_no_declaration() -> None:
    mappings.check(mappings.read(changed(Grado="account.stage")), COLUMNS, {"account.stage": "number"})


def test_several_columns_may_hold_contact_points() -> None:
    data = changed(Grado="debtor.email", Otro="debtor.email")
    mappings.check(mappings.read(data), [*COLUMNS, "Otro"], {})


@pytest.mark.parametrize(
    ("content", "part"), [("{", "line 1, column"), ("[1]", "JSON object"), ("[" * 100_000, "not valid JSON")]
)
def test_a_mapping_file_that_is_no_json_says_where(tmp_path: Path, content: str, part: str) -> None:
    path = tmp_path / "map.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(MappingError, match=part):
        mappings.read_file(path)


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("Nombre", "debtor.first_name"),
        ("APELLIDOS", "debtor.last_name"),
        ("Nombre completo", "debtor.full_name"),
        ("Fecha de Nacimiento", "debtor.birth_date"),
        ("fecha_nacimiento", "debtor.birth_date"),
        ("DNI/NIF", "debtor.document"),
        ("Cédula", "debtor.document"),
        ("Correo electrónico", "debtor.email"),
        ("E-mail", "debtor.email"),
        ("Teléfono móvil", "debtor.mobile"),
        ("phone_2", "debtor.mobile"),
        ("mobilePhone", "debtor.mobile"),
        ("Dirección", "debtor.postal"),
        ("Nº de contrato", "account.ref"),
        ("loan_id", "account.ref"),
        ("Loan Number", "account.ref"),
        ("Capital pendiente", "account.principal"),
        ("Saldo", "account.balance"),
        ("Outstanding Balance", "account.balance"),
        ("Intereses de demora", "account.interest"),
        ("Late Fees", "account.fees"),
        ("Vencimiento", "account.due_date"),
        ("Días de mora", "account.days_past_due"),
        ("DPD", "account.days_past_due"),
        ("Moneda", "account.currency"),
        ("País", "debtor.jurisdiction"),
        ("Zona horaria", "debtor.time_zone"),
        ("Idioma", "debtor.language"),
        ("Acreedor original", "account.creditor"),
        ("account.product", "account.product"),
    ],
)
def test_columns_are_known_by_their_names_in_both_languages(column: str, field: str) -> None:
    guessed = mappings.guess([column], {}).columns[column]
    assert guessed is not None
    assert guessed.field == field


def test_columns_without_telling_names_are_known_by_their_values() -> None:
    samples = {
        "a": ["x@y.example"],
        "b": ["+34600123456"],
        "c": ["America/Bogota"],
        "d": ["EUR", "USD"],
        "e": ["Colombia"],
    }
    guessed = mappings.guess(list(samples), samples).columns
    assert [column.field if column else None for column in guessed.values()] == [
        "debtor.email",
        "debtor.mobile",
        "debtor.time_zone",
        "account.currency",
        "debtor.jurisdiction",
    ]


def test_a_column_that_nothing_is_known_of_becomes_a_field_of_ones_own() -> None:
    guessed = mappings.guess(["Segmento de Riesgo", "Salario", "_reason"], {})
    assert guessed.to_dict()["columns"] == {
        "Segmento de Riesgo": {
            "field": "account.segmento_de_riesgo",
            "labels": {"es": "Segmento de Riesgo", "en": "Segmento de Riesgo"},
            "personal": False,
        },
        "Salario": {"field": "account.salario", "labels": {"es": "Salario", "en": "Salario"}, "personal": True},
        "_reason": None,
    }


def test_the_currency_that_amounts_name_becomes_the_default() -> None:
    guessed = mappings.guess(["Saldo"], {"Saldo": ["12,50 €", "3 €"]})
    assert guessed.defaults == {"account.currency": "EUR"}


@given(st.lists(st.text(max_size=30), unique=True, max_size=8), st.lists(st.text(max_size=12), max_size=3))
def test_any_proposal_is_a_well_formed_mapping(columns: list[str], values: list[str]) -> None:
    guessed = mappings.guess(columns, dict.fromkeys(columns, values))
    assert mappings.read(guessed.to_dict()) == guessed


def test_no_name_means_two_fields() -> None:
    names = [name for target in TARGETS.values() for name in target.synonyms.split("|")]
    assert sorted(names) == sorted(set(names))
