"""Loading files into both databases: what goes in, what is refused, and what a second time changes."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select, update

from app.crm import load as loading
from app.crm import mapping as mappings
from app.crm.load import Progress, load, preview
from app.crm.reasons import FileError, ImportRefusedError, MappingError
from app.installation import Installation
from app.models import Account, ContactPoint, CrmField, Debtor, Event, Offer, Plan, Portfolio, Promise
from tests.app.crm.conftest import HEADER, MAPPING, LoadRows, WriteFile

ANA = "C1;A1;Ana Ruiz Peña;ana@correo.example;1.200,50;15/01/2026"
EVA = "C2;A2;Eva Soto;eva@correo.example;80,00;31/01/2026"


def with_column(name: str, target: str | None) -> dict[str, Any]:
    """The common mapping with one more column."""
    return {**MAPPING, "columns": {**MAPPING["columns"], name: target}}


def accounts(installation: Installation) -> dict[str, Account]:
    """Every account by reference."""
    with installation.db.read() as session:
        return {account.ref: account for account in session.scalars(select(Account).order_by(Account.id))}


def debtors(installation: Installation) -> dict[str, Debtor]:
    """Every debtor by reference."""
    with installation.db.read() as session:
        return {debtor.ref: debtor for debtor in session.scalars(select(Debtor))}


def points(installation: Installation) -> list[tuple[str, str, int]]:
    """Every contact point: kind, value and position."""
    with installation.db.read() as session:
        query = select(ContactPoint.kind, ContactPoint.value, ContactPoint.position)
        return [tuple(row) for row in session.execute(query.order_by(ContactPoint.kind, ContactPoint.position))]


def test_good_rows_become_debtors_accounts_and_contact_points(installation: Installation, load_rows: LoadRows) -> None:
    result = load_rows(ANA, EVA)
    assert (result.rows, result.created, result.refused, result.rejects_path) == (2, 2, 0, None)
    ana = debtors(installation)["C1"]
    assert (ana.first_name, ana.last_name, ana.language, ana.time_zone) == ("Ana", "Ruiz Peña", "es", "Europe/Madrid")
    assert ana.search == "c1 ana ruiz pena a1 ana@correo.example"
    first = accounts(installation)["A1"]
    assert (first.principal, first.interest, first.balance, first.status) == (120050, 0, 120050, "open")
    assert (first.due_date, first.currency) == (date(2026, 1, 15), "EUR")
    assert points(installation) == [("email", "ana@correo.example", 0), ("email", "eva@correo.example", 0)]


def test_the_same_file_again_changes_nothing(installation: Installation, load_rows: LoadRows) -> None:
    load_rows(ANA, EVA)
    before = accounts(installation)
    installation.clock.at = installation.clock.now().replace(hour=15)  # type: ignore[attr-defined]  # the tests' clock
    result = load_rows(ANA, EVA)
    assert (result.created, result.updated, result.unchanged) == (0, 0, 2)
    after = accounts(installation)
    assert [account.updated_at for account in after.values()] == [account.updated_at for account in before.values()]


def test_a_second_import_updates_and_keeps_what_was_paid(installation: Installation, load_rows: LoadRows) -> None:
    load_rows(ANA, EVA)
    with installation.db.write() as session:
        session.execute(update(Account).where(Account.ref == "A1").values(paid=20000, balance=Account.balance - 20000))
    result = load_rows(ANA.replace("1.200,50", "1.300,50"), EVA)
    assert (result.created, result.updated, result.unchanged) == (0, 1, 1)
    first = accounts(installation)["A1"]
    assert (first.principal, first.paid, first.balance, first.status) == (130050, 20000, 110050, "open")


def test_a_second_import_keeps_what_was_let_go(installation: Installation, load_rows: LoadRows) -> None:
    load_rows(ANA, EVA)
    with installation.db.write() as session:
        values = {"paid": 60_000, "waived": 60_050, "balance": 0, "status": "paid"}
        session.execute(update(Account).where(Account.ref == "A1").values(**values))
    load_rows(ANA.replace("15/01/2026", "16/01/2026"), EVA)
    first = accounts(installation)["A1"]
    assert (first.waived, first.balance, first.status, first.due_date) == (60_050, 0, "paid", date(2026, 1, 16))
    load_rows(ANA.replace("1.200,50", "1.300,50"), EVA)
    first = accounts(installation)["A1"]
    assert (first.waived, first.balance, first.status) == (60_050, 10_000, "open")
    with installation.db.write() as session:
        session.execute(update(Account).where(Account.ref == "A1").values(paid=65_000, balance=5_000))
    load_rows(ANA.replace("1.200,50", "1.250,50"), EVA)
    assert accounts(installation)["A1"].status == "paid"
    with installation.db.read() as session:
        assert session.scalars(select(Event.kind)).all() == ["paid"]


def test_an_account_that_comes_back_settled_closes_what_was_agreed(
    installation: Installation, load_rows: LoadRows
) -> None:
    load_rows(ANA, EVA)
    now = installation.clock.now()
    with installation.db.write() as session:
        for account in session.scalars(select(Account)).all():
            own = {"account_id": account.id, "currency": "EUR"}
            session.add(Promise(**own, amount=5, due_date=now.date(), made_at=now, made_by="Ana"))
            session.add(Plan(**own, total=5, every="weeks", offered_at=now, state="confirmed"))
            session.add(Offer(**own, discount=5, amount=5, offered_at=now, expires_at=now))
    load_rows(ANA.replace("1.200,50", "0"), EVA)
    with installation.db.read() as session:
        states = [list(session.scalars(select(one.state).order_by(one.id))) for one in (Promise, Plan, Offer)]
        assert states == [["kept", "open"], ["kept", "confirmed"], ["cancelled", "offered"]]
        assert session.scalars(select(Event.kind).order_by(Event.id)).all() == ["paid", "promise_kept", "plan_kept"]


def test_an_account_that_comes_back_settled_is_paid_and_its_journeys_hear_it(
    installation: Installation, load_rows: LoadRows
) -> None:
    load_rows(ANA, EVA)
    load_rows(ANA.replace("1.200,50", "0"), EVA)
    load_rows(ANA.replace("1.200,50", "0"), EVA)
    first = accounts(installation)["A1"]
    assert (first.balance, first.status) == (0, "paid")
    with installation.db.read() as session:
        assert session.execute(select(Event.account_id, Event.kind)).all() == [(first.id, "paid")]


def test_a_settled_account_that_owes_again_is_open(installation: Installation, load_rows: LoadRows) -> None:
    load_rows(ANA.replace("1.200,50", "0"))
    assert accounts(installation)["A1"].status == "paid"
    load_rows(ANA)
    assert accounts(installation)["A1"].status == "open"


def test_an_opt_out_is_never_reset_and_no_point_is_doubled(installation: Installation, load_rows: LoadRows) -> None:
    load_rows(ANA)
    at = installation.clock.now()
    with installation.db.write() as session:
        session.execute(update(ContactPoint).values(opted_out_at=at, valid=False))
    load_rows(ANA.replace("1.200,50", "7"))
    with installation.db.read() as session:
        point = session.scalars(select(ContactPoint)).one()
    assert (point.opted_out_at, point.valid) == (at, False)


def test_a_corrected_address_is_tried_first_and_the_old_one_stays(
    installation: Installation, load_rows: LoadRows
) -> None:
    load_rows(ANA)
    load_rows(ANA.replace("ana@", "ana.ruiz@"))
    assert points(installation) == [("email", "ana.ruiz@correo.example", 0), ("email", "ana@correo.example", 1)]


def test_an_empty_cell_leaves_what_is_there(installation: Installation, load_rows: LoadRows) -> None:
    load_rows(ANA)
    result = load_rows("C1;A1;;;1.200,50;")
    assert result.unchanged == 1
    assert debtors(installation)["C1"].first_name == "Ana"
    assert accounts(installation)["A1"].due_date == date(2026, 1, 15)


def test_two_accounts_of_one_person_share_a_debtor(installation: Installation, load_rows: LoadRows) -> None:
    rows = [ANA, EVA, "C1;A3;;otra@correo.example;5,00;"]
    load_rows(*rows)
    found = accounts(installation)
    assert found["A1"].debtor_id == found["A3"].debtor_id
    assert load_rows(*rows).unchanged == 3
    assert ("email", "otra@correo.example", 1) in points(installation)
    assert "a3" in debtors(installation)["C1"].search.split()


def test_without_a_debtor_reference_the_account_names_the_debtor(
    installation: Installation, load_rows: LoadRows
) -> None:
    mapping = with_column("Cliente", None)
    load_rows(ANA, mapping=mapping)
    assert list(debtors(installation)) == ["Marea 2026:A1"]


def test_one_account_reference_may_stand_in_two_portfolios(installation: Installation, write_file: WriteFile) -> None:
    path = write_file(HEADER, ANA)
    for portfolio in ("Uno", "Dos"):
        load(installation, path, mappings.read(MAPPING), portfolio)
    with installation.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Account)) == 2
        assert set(session.scalars(select(Portfolio.name))) == {"Uno", "Dos"}


def test_bad_rows_are_refused_with_number_column_and_reason(load_rows: LoadRows) -> None:
    result = load_rows(
        ANA,
        "C2;;Eva;;1;",
        "C3;A3;Leo;leo@;1;",
        "C4;A4;Sol;;doce;",
        "C5;A5;Paz;;1;31/02/2026",
        "C6;A1;Luz;;1;",
        *(f"D{n};B{n};x;;1;" for n in range(40)),
        "C7;A7;Mar;;1;;sobra",
        "C8;A8;Rey;;;",
    )
    assert (result.created, result.refused) == (41, 7)
    assert result.rejects_path is not None
    with result.rejects_path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [(row["_row"], row["_column"], row["_reason"]) for row in rows] == [
        ("3", "Contrato", "This is missing and cannot be empty."),
        ("4", "Correo", "“leo@” is not an email address."),
        ("5", "Capital", "“doce” is not an amount of money."),
        ("6", "Vence", "“31/02/2026” is not a date."),
        ("7", "", "The reference “A1” is already in row 2 of this file."),
        ("48", "", "The row has 7 values and the header has 6 columns."),
        ("49", "Capital", "This is missing and cannot be empty."),
    ]


def test_reasons_come_in_spanish_too(installation: Installation, write_file: WriteFile) -> None:
    path = write_file(HEADER, ANA, "C4;A4;Sol;;doce;")
    result = load(installation, path, mappings.read(MAPPING), language="es")
    assert result.rejects_path is not None
    assert "«doce» no es un importe." in result.rejects_path.read_text(encoding="utf-8-sig")


def test_the_corrected_rejects_are_imported_with_the_same_mapping(
    installation: Installation, load_rows: LoadRows
) -> None:
    rejects = load_rows(ANA, "C2;A2;Eva Soto;eva@correo.example;80,oo;31/01/2026").rejects_path
    assert rejects is not None
    rejects.write_text(rejects.read_text(encoding="utf-8-sig").replace("80,oo", "80,00"), encoding="utf-8-sig")
    result = load(installation, rejects, mappings.read(MAPPING))
    assert (result.created, result.refused) == (1, 0)
    assert accounts(installation)["A2"].principal == 8000


def test_a_rejects_file_that_somebody_may_be_correcting_is_not_overwritten(load_rows: LoadRows) -> None:
    first, second = (load_rows(ANA, "C4;A4;Sol;;doce;").rejects_path for _ in range(2))
    assert first is not None
    assert second is not None
    assert (first.name, second.name) == ("cartera.rejects.csv", "cartera.rejects-2.csv")


@pytest.mark.parametrize(
    "content",
    [b"", HEADER.encode(), HEADER.encode() + b"\nC1;A1\0;x;;1;\n", HEADER.encode() + b'\nC1;A1;x;;1;\nC2;"A2;x;;1;\n'],
)
def test_a_file_that_is_broken_as_a_whole_changes_nothing(
    installation: Installation, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "broken.csv"
    path.write_bytes(content)
    with pytest.raises(FileError):
        load(installation, path, mappings.read(MAPPING))
    assert accounts(installation) == {}
    with installation.db.read() as session:
        assert session.scalars(select(Portfolio)).all() == []
    assert list(tmp_path.glob("**/*.rejects*")) == []


def test_a_break_at_the_very_end_still_changes_nothing(installation: Installation, write_file: WriteFile) -> None:
    path = write_file(HEADER, *(f"C{n};A{n};x;;1;" for n in range(5000)), 'C;"A;x;;1;')
    with pytest.raises(FileError, match="Near row 5002"):
        load(installation, path, mappings.read(MAPPING))
    assert accounts(installation) == {}


def test_a_file_of_bad_rows_only_leaves_no_portfolio(installation: Installation, load_rows: LoadRows) -> None:
    result = load_rows("C4;A4;Sol;;doce;")
    assert (result.created, result.refused) == (0, 1)
    with installation.db.read() as session:
        assert session.scalars(select(Portfolio)).all() == []


@pytest.mark.parametrize(
    ("defaults", "part"),
    [
        ({"account.currency": "EURO"}, "default of account.currency"),
        ({"account.currency": "EUR", "debtor.time_zone": "Mars/Olympus"}, "default of debtor.time_zone"),
        ({"account.currency": "EUR", "debtor.language": "fr"}, "default of debtor.language"),
    ],
)
def test_a_default_that_no_row_could_use_is_refused_at_once(
    load_rows: LoadRows, defaults: dict[str, str], part: str
) -> None:
    with pytest.raises(MappingError, match=part):
        load_rows(ANA, mapping={**MAPPING, "defaults": defaults})


def test_a_load_without_a_portfolio_is_refused(load_rows: LoadRows) -> None:
    with pytest.raises(ImportRefusedError, match="name of the portfolio"):
        load_rows(ANA, mapping={**MAPPING, "portfolio": None})


def test_days_past_due_become_a_due_date(installation: Installation, load_rows: LoadRows) -> None:
    mapping = with_column("Vence", "account.days_past_due")
    load_rows("C1;A1;Ana;;1;30", "C2;A2;Eva;;1;-5", mapping=mapping)
    found = accounts(installation)
    assert (found["A1"].due_date, found["A2"].due_date) == (date(2026, 1, 31), date(2026, 3, 7))


def test_a_total_becomes_principal_after_interest_and_fees(installation: Installation, load_rows: LoadRows) -> None:
    mapping = {**MAPPING, "columns": {"Ref": "account.ref", "Total": "account.balance", "Int": "account.interest"}}
    result = load_rows("A1;100,00;30,00", "A2;10,00;", "A3;10,00;30,00", header="Ref;Total;Int", mapping=mapping)
    found = accounts(installation)
    assert [(account.principal, account.interest, account.balance) for account in found.values()] == [
        (7000, 3000, 10000),
        (1000, 0, 1000),
    ]
    assert result.refused == 1


def test_fields_of_ones_own_are_typed_registered_and_masked(installation: Installation, load_rows: LoadRows) -> None:
    header = "Ref;Capital;Grado;Sueldo;Alta;Vip;Ultimo pago"
    mapping = {
        "portfolio": "Marea",
        "columns": {
            "Ref": "account.ref",
            "Capital": "account.principal",
            "Grado": {"field": "account.grade", "labels": {"en": "Grade"}},
            "Sueldo": {"field": "debtor.salary"},
            "Alta": {"field": "account.opened"},
            "Vip": {"field": "debtor.vip"},
            "Ultimo pago": {"field": "account.last_payment"},
        },
        "defaults": {"account.currency": "EUR"},
    }
    load_rows("A1;1;B2;1.500,5;15/01/2020;sí;12,50 €", "A2;1;C;;16/02/2021;no;", header=header, mapping=mapping)
    first = accounts(installation)["A1"]
    assert first.custom == {"grade": "B2", "opened": "2020-01-15", "last_payment": 1250}
    assert debtors(installation)["Marea:A1"].custom == {"salary": 1500.5, "vip": True}
    with installation.db.read() as session:
        fields = {field.name: field for field in session.scalars(select(CrmField))}
    assert {name: (field.scope, field.type, field.personal, field.sample) for name, field in fields.items()} == {
        "grade": ("account", "text", False, "B2"),
        "salary": ("debtor", "number", True, "•••"),
        "opened": ("account", "date", False, "15/01/2020"),
        "vip": ("debtor", "boolean", False, "sí"),
        "last_payment": ("account", "money", False, "12,50 €"),
    }
    assert fields["grade"].labels == {"es": "Grado", "en": "Grade"}


def test_a_second_import_keeps_other_fields_of_ones_own(installation: Installation, load_rows: LoadRows) -> None:
    for column in ("uno", "dos"):
        mapping = {
            **MAPPING,
            "columns": {"Ref": "account.ref", "C": "account.principal", "X": {"field": f"account.{column}"}},
        }
        load_rows("A1;1;valor", header="Ref;C;X", mapping=mapping)
    assert accounts(installation)["A1"].custom == {"uno": "valor", "dos": "valor"}


def test_decimals_are_told_by_the_whole_column(installation: Installation, load_rows: LoadRows) -> None:
    load_rows("C1;A1;x;;1.234;", "C2;A2;x;;12.50;")
    assert accounts(installation)["A1"].principal == 123
    load_rows("C1;A1;x;;1.234;", "C2;A2;x;;12,50;")
    assert accounts(installation)["A1"].principal == 123400


def test_a_broken_off_load_is_completed_by_running_it_again(
    installation: Installation, write_file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "CHUNK", 10)
    path = write_file(HEADER, *(f"C{n};A{n};x;c{n}@correo.example;1;" for n in range(35)))

    def crash(progress: Progress) -> None:
        if progress.phase == "loading" and progress.done >= 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(installation, path, mappings.read(MAPPING), progress=crash)
    assert len(accounts(installation)) == 20
    result = load(installation, path, mappings.read(MAPPING))
    assert (result.created, result.unchanged) == (15, 20)
    assert list((installation.config.home / "imports").iterdir()) == []


def test_a_chunk_takes_a_fixed_number_of_queries(installation: Installation, load_rows: LoadRows) -> None:
    def queries(count: int) -> int:
        seen: list[str] = []

        def note(*args: object) -> None:
            seen.append(str(args[2]))

        event.listen(installation.db.engine, "before_cursor_execute", note)
        load_rows(*(f"C{count}-{n};A{count}-{n};x;c{count}.{n}@correo.example;1;" for n in range(count)))
        event.remove(installation.db.engine, "before_cursor_execute", note)
        return len(seen)

    assert queries(400) == queries(20)


def test_a_preview_shows_fields_and_problems_and_writes_nothing(
    installation: Installation, write_file: WriteFile
) -> None:
    found = preview(installation, write_file(HEADER, ANA, "C4;A4;Sol;;doce;"), mappings.read(MAPPING))
    assert found.rows[0]["account.principal"] == 120050
    assert found.rows[0]["debtor.email"] == "ana@correo.example"
    assert [(problem.row.number, problem.column) for problem in found.problems] == [(3, "Capital")]
    assert accounts(installation) == {}


def test_progress_tells_the_phases_in_order(installation: Installation, write_file: WriteFile) -> None:
    path = write_file(HEADER, *(f"C{n};A{n};x;;1;" for n in range(2500)))
    seen: list[Progress] = []
    load(installation, path, mappings.read(MAPPING), progress=seen.append)
    assert list(dict.fromkeys(step.phase for step in seen)) == ["reading", "checking", "loading"]
    assert (seen[-1].done, seen[-1].total, seen[-1].rows) == (2500, 2500, 2500)
