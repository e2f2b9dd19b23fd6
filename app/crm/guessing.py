"""Proposing where each column goes, from its name in Spanish or English and from the values in it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.crm.amounts import take_apart
from app.crm.contacts import emails
from app.crm.places import fold, read_currency, read_jurisdiction, read_zone
from app.crm.reasons import Refusal
from app.crm.table import IGNORED
from app.crm.targets import JOINED, TARGETS

NAME_LIMIT = 40
_SYNONYMS = {synonym: target.name for target in TARGETS.values() for synonym in target.synonyms.split("|")}
_NUMBERED = re.compile(r"(.+?) ?\d$")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_OTHER = re.compile(r"[^a-z0-9]+")

_WORDS = (
    "address direccion domicilio phone telefono mobile movil celular email correo name nombre apellido "
    " ssn dni nif nie cedula passport pasaporte document documento birth nacimiento gender sex sexo "
    " genero marital civil income ingresos salary salario sueldo nomina employer empleador emp job title "
    " ocupacion occupation profesion religion health salud disability discapacidad spouse conyuge iban "
    " nationality nacionalidad age edad ip ethnicity homeownership vivienda contact contacto familiar "
    " city ciudad zip postal postcode"
)
_PERSONAL = frozenset(_WORDS.split())


@dataclass(frozen=True)
class Proposal:
    """The proposed entry of each column, as the mapping's JSON writes it, and defaults that the values suggest."""

    columns: dict[str, Any]
    defaults: dict[str, str] = field(default_factory=dict)


def guess_columns(columns: Sequence[str], samples: Mapping[str, Sequence[str]]) -> Proposal:
    """Propose a field for each column: by its name first, then by its values; the rest become fields of one's own."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for rule in (_exact_name, _numbered_name):
        for column in columns:
            _propose(column, rule(column), found, taken)
    for column in columns:
        if column not in found:
            _propose(column, _by_values(samples.get(column, ())), found, taken)
    _settle(columns, found)
    names: set[str] = set()
    proposal: dict[str, Any] = {}
    for column in columns:
        proposal[column] = None if column in IGNORED else found.get(column) or own_field(column, names)
    return Proposal(proposal, _defaults(found, samples))


def own_field(column: str, names: set[str]) -> dict[str, Any]:
    """A field of one's own for a column that has no built-in one; ``names`` are those already given, and grows."""
    base = field_name(column)
    name, number = base, 2
    while name in names or f"account.{name}" in TARGETS:
        name, number = f"{base[: NAME_LIMIT - 3]}_{number}", number + 1
    names.add(name)
    label = label_of(column)
    return {"field": f"account.{name}", "labels": {"es": label, "en": label}, "personal": is_personal(column)}


def field_name(column: str) -> str:
    """A column's name as a field is called: ``emp_title``."""
    name = _OTHER.sub("_", fold(_CAMEL.sub(" ", column))).strip("_")[:NAME_LIMIT].strip("_")
    return name if name and name[0].isalpha() else f"c_{name}"[:NAME_LIMIT].strip("_")


def label_of(column: str) -> str:
    """A column's name as people read it: ``Emp title``."""
    words = " ".join(_CAMEL.sub(" ", column).replace("_", " ").split())
    return (words[:1].upper() + words[1:])[:100] or field_name(column)


def is_personal(column: str) -> bool:
    """Whether a column of this name probably tells something about a person."""
    return any(word in _PERSONAL for word in _normal(column).split())


def _normal(column: str) -> str:
    return _OTHER.sub(" ", fold(_CAMEL.sub(" ", column))).strip()


def _exact_name(column: str) -> str | None:
    if column in TARGETS:
        return column
    normal = _normal(column)
    return _SYNONYMS.get(normal) or _SYNONYMS.get(fold(column))


def _numbered_name(column: str) -> str | None:
    """``phone 2`` is one more phone."""
    match = _NUMBERED.fullmatch(_normal(column))
    target = _SYNONYMS.get(match.group(1)) if match else None
    return target if target in JOINED else None


def _propose(column: str, target: str | None, found: dict[str, str], taken: set[str]) -> None:
    if target is None or column in found or (target in taken and target not in JOINED):
        return
    found[column] = target
    taken.add(target)


def _settle(columns: Sequence[str], found: dict[str, str]) -> None:
    """A total beside a principal is left out; without account reference, the most likely column becomes it."""
    targets = {target: column for column, target in found.items()}
    if "account.principal" in targets and "account.balance" in targets:
        del found[targets["account.balance"]]
    if "account.ref" not in targets:
        likely = ("ref", "id", "num", "codigo", "contrato", "contract", "loan", "credito")
        for column in columns:
            if column not in found and any(word.startswith(likely) for word in _normal(column).split()):
                found[column] = "account.ref"
                return


def _by_values(samples: Sequence[str]) -> str | None:
    values = [value for value in samples if value]
    if not values:
        return None
    return next((target for target, fits in _SIGNS if all(fits(value) for value in values)), None)


def _is_phone(value: str) -> bool:
    return value.startswith("+") and 8 <= len(re.sub(r"\D", "", value)) <= 15  # noqa: PLR2004 - E.164


def _is_zone(value: str) -> bool:
    return "/" in value and read_zone(value) is not None


def _is_country(value: str) -> bool:
    return len(value) > 3 and read_jurisdiction(value) is not None  # noqa: PLR2004 - two letters may be anything


_SIGNS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("debtor.email", lambda value: "@" in value and not isinstance(emails(value), Refusal)),
    ("debtor.mobile", _is_phone),
    ("debtor.time_zone", _is_zone),
    ("account.currency", lambda value: len(value) == 3 and value.isupper() and read_currency(value) is not None),  # noqa: PLR2004 - ISO 4217
    ("debtor.language", lambda value: value in {"es", "en"}),
    ("debtor.jurisdiction", _is_country),
)


def _defaults(found: Mapping[str, str], samples: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The currency that the amounts name, where no column tells it."""
    if "account.currency" in found.values():
        return {}
    units = set()
    for column, target in found.items():
        if TARGETS[target].type == "money":
            units |= {written.unit for value in samples.get(column, ()) if (written := take_apart(value))}
    units.discard("")
    if len(units) != 1:
        return {}
    unit = units.pop()
    currency = {"€": "EUR", "£": "GBP"}.get(unit) or read_currency(unit)
    return {"account.currency": currency} if currency else {}
