"""Finding debtors, and everything on file about one."""

from sqlalchemy import event

from app.installation import Installation
from app.store import people
from tests.app.crm.conftest import LoadRows

ROWS = (
    "C1;A1;Ana Ruiz Peña;ana@correo.example;1.200,50;15/01/2026",
    "C1;A3;Ana Ruiz Peña;;10,00;",
    "C2;A2;Eva Soto;eva@correo.example;0;31/01/2026",
    "C3;A4;;;5;",
)


def refs(installation: Installation, text: str, page: int = 1, size: int = 10) -> tuple[list[str], int]:
    """The references that a search finds, and how many there are."""
    with installation.db.read() as session:
        found, total = people.search(session, text, page, size)
    return [item.ref for item in found], total


def test_people_are_found_by_name_reference_and_address(installation: Installation, load_rows: LoadRows) -> None:
    load_rows(*ROWS)
    for text in ("pena", "PEÑA ana", "a3", "ana@correo", "C1"):
        assert refs(installation, text) == (["C1"], 1), text
    assert refs(installation, "100%") == ([], 0)
    assert refs(installation, "_") == ([], 0)
    assert refs(installation, "", page=2, size=2) == (["C1"], 3)


def test_a_line_of_the_list_sums_what_is_open(installation: Installation, load_rows: LoadRows) -> None:
    load_rows(*ROWS)
    with installation.db.read() as session:
        ana = people.search(session, "ruiz", 1, 10)[0][0]
        eva = people.search(session, "soto", 1, 10)[0][0]
        nobody = people.search(session, "c3", 1, 10)[0][0]
    assert (ana.name, ana.accounts, ana.balances, ana.status) == ("Ana Ruiz Peña", 2, [("EUR", 121050)], "open")
    assert (eva.accounts, eva.balances, eva.status, eva.email) == (1, [], "paid", "eva@correo.example")
    assert (nobody.name, nobody.email) == ("C3", None)


def test_one_person_comes_with_points_and_accounts(installation: Installation, load_rows: LoadRows) -> None:
    load_rows(*ROWS)
    with installation.db.read() as session:
        number = people.search(session, "ruiz", 1, 10)[0][0].id
        person = people.get(session, number)
        assert people.get(session, 10**9) is None
    assert person is not None
    assert [point.value for point in person.points] == ["ana@correo.example"]
    assert [(account.ref, name) for account, name in person.accounts] == [("A1", "Marea 2026"), ("A3", "Marea 2026")]


def test_a_page_takes_a_fixed_number_of_queries(installation: Installation, load_rows: LoadRows) -> None:
    load_rows(*(f"P{n};R{n};x;p{n}@correo.example;1;" for n in range(60)))
    counts = []
    for size in (5, 50):
        seen: list[str] = []

        def note(*args: object, seen: list[str] = seen) -> None:
            seen.append(str(args[2]))

        event.listen(installation.db.engine, "before_cursor_execute", note)
        refs(installation, "correo", size=size)
        event.remove(installation.db.engine, "before_cursor_execute", note)
        counts.append(sum(1 for statement in seen if statement.startswith("SELECT")))
    assert counts == [4, 4]
