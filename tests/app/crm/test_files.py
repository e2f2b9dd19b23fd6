"""Files of every kind that people send, and those that are no tables at all."""

import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from app.crm import files
from app.crm.files import inspect, open_table, show
from app.crm.reasons import FileError

TEXT = "ref;nombre;saldo\r\nA1;Íñigo Peña Muñoz;1.234,50\r\nA2;Begoña Ibáñez Núñez;80,00\r\n"


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp1252",
        "latin-1",
        "iso8859-15",
        "mac_roman",
        "cp850",
    ],
)
def test_common_encodings_are_recognised(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(TEXT.encode(encoding))
    info = inspect(path)
    assert info.columns == ["ref", "nombre", "saldo"]
    assert [row.cells for row in info.sample] == [
        ["A1", "Íñigo Peña Muñoz", "1.234,50"],
        ["A2", "Begoña Ibáñez Núñez", "80,00"],
    ]
    assert info.total == 2


def test_the_euro_sign_tells_windows_from_latin_letters(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes("ref,saldo\nA1,12 €\n".encode("cp1252"))
    assert inspect(path).sample[0].cells == ["A1", "12 €"]


def test_a_letter_beyond_the_first_piece_still_decides_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(b"ref,name\n" + b"A,Ana\n" * 200_000 + "B,Begoña\n".encode("cp1252"))
    rows = list(open_table(path).rows())
    assert rows[-1].cells == ["B", "Begoña"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "file.csv"
    rows = [["ref", "name", "amount"], ["A1", "Ana", "10.5"], ["A2", "Eva", "11"]]
    path.write_text("\n".join(delimiter.join(row) for row in rows), encoding="utf-8")
    info = inspect(path)
    assert (info.delimiter, info.columns) == (delimiter, rows[0])


def test_a_decimal_comma_is_not_taken_for_the_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("ref;saldo\nA1;1,5\nA2;2,5\n", encoding="utf-8")
    assert inspect(path).delimiter == ";"


def test_line_breaks_inside_quotes_stay_in_the_value(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text('ref,address\nA1,"Calle 1\n28013 Madrid"\nA2,x\n', encoding="utf-8")
    rows = list(open_table(path).rows())
    assert [(row.number, row.cells) for row in rows] == [(2, ["A1", "Calle 1\n28013 Madrid"]), (3, ["A2", "x"])]


def test_blank_lines_and_empty_trailing_cells_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("ref,name,,\nA1,Ana,,\n\n,,,\nA2,Eva\n", encoding="utf-8")
    table = open_table(path)
    assert table.columns == ["ref", "name"]
    assert [(row.number, row.cells, row.found) for row in table.rows()] == [
        (2, ["A1", "Ana"], None),
        (5, ["A2", "Eva"], None),
    ]


def workbook(path: Path, *rows: list[Any]) -> None:
    """A workbook whose first sheet has these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def test_a_workbook_gives_typed_cells(tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    workbook(
        path,
        [None],
        ["ref", "due", "amount", "ok"],
        [1001, datetime(2026, 1, 15, tzinfo=UTC).replace(tzinfo=None), 1234.567, True],
        ["A2", date(2026, 2, 1), 10, None],
    )
    info = inspect(path)
    assert (info.kind, info.total) == ("xlsx", 2)
    assert [(row.number, row.cells) for row in info.sample] == [
        (3, [Decimal(1001), date(2026, 1, 15), Decimal("1234.567"), True]),
        (4, ["A2", date(2026, 2, 1), Decimal(10), None]),
    ]


def test_a_percentage_in_a_workbook_counts_in_hundredths(tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    book = Workbook()
    book.active.append(["ref", "rate"])
    book.active.append(["A1", 0.125])
    book.active["B2"].number_format = "0.0%"
    book.save(path)
    assert inspect(path).sample[0].cells == ["A1", Decimal("12.5")]


def test_a_formula_gives_the_value_it_was_saved_with(tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    workbook(path, ["ref", "amount"], ["A1", "=1+1"])
    swapped = tmp_path / "saved.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(swapped, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                data = (
                    data.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>").replace(b"<v/>", b"<v>2</v>")
                )
            target.writestr(name, data)
    assert inspect(swapped).sample[0].cells == ["A1", Decimal(2)]


def zip_bomb(path: Path) -> None:
    """A workbook whose only sheet unpacks to 400 MB of nothing."""
    workbook(path, ["ref"], ["A1"])
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet2.xml", "w") as part,
    ):
        for _ in range(400):
            part.write(b" " * (1 << 20))


def test_a_workbook_that_would_unpack_without_end_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    zip_bomb(path)
    tracemalloc.start()
    try:
        with pytest.raises(FileError, match="unpacks to 400 MB"):
            inspect(path)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_an_endless_line_is_refused_after_a_few_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "endless.csv"
    with path.open("wb") as file:
        file.write(b"ref,name\nA1,")
        for _ in range(100):
            file.write(b"x" * (1 << 20))
    tracemalloc.start()
    try:
        with pytest.raises(FileError, match="line of more than"):
            inspect(path)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_an_endless_line_in_a_wide_encoding_is_refused_too(tmp_path: Path) -> None:
    path = tmp_path / "endless.csv"
    path.write_bytes(("ref,name\nA1," + "x" * (3 << 20)).encode("utf-16"))
    with pytest.raises(FileError, match="line of more than"):
        inspect(path)


def test_two_gigabytes_of_nothing_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "hole.csv"
    with path.open("wb") as file:
        file.write(b"ref,name\nA1,")
        file.truncate(2 << 30)
    with pytest.raises(FileError, match="NUL"):
        inspect(path)


@pytest.mark.parametrize(
    ("content", "en", "es"),
    [
        pytest.param(b"", "is empty", "vacío", id="empty"),
        pytest.param(b" \r\n \n", "is empty", "vacío", id="only blanks"),
        pytest.param(b"ref,name\n", "nothing but its header", "solo tiene la cabecera", id="header only"),
        pytest.param(
            b"ref,name\n,\n\n", "nothing but its header", "solo tiene la cabecera", id="header and blank rows"
        ),
        pytest.param(b"ref,name,ref\nA,B,C\n", "same name: ref", "mismo nombre: ref", id="duplicate columns"),
        pytest.param(b",,\nA,B,C\n", "no column names", "nombres de columna", id="blank header"),
        pytest.param(b"ref,name\nA\0,B\n", "NUL bytes", "bytes NUL", id="nul bytes"),
        pytest.param(b'ref,name\nA1,"Ana\nA2,Eva\n', "never closed", "no se cierran", id="open quote"),
        pytest.param(b"ref,name\nA1,Ana,x\nA2\n", "2 of 2 rows", "2 de 2 filas", id="ragged"),
        pytest.param(
            "ref,name\nA1,Añoñó ñandúes\n".encode() * 9 + b"A2,\xf1\n", "UTF-8, but its byte", "byte", id="broken utf-8"
        ),
        pytest.param(b"\xff\xfer\0e\0f\0\n\0A\0\x00\xd8\n\0", "UTF-16, but its byte", "UTF-16", id="broken utf-16"),
        pytest.param(b"%PDF-1.7 ...", "looks like PDF", "parece PDF", id="pdf"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel", "Excel antiguo", id="old excel"),
        pytest.param(b"PK\x03\x04 not a zip", "not an Excel workbook", "no es un libro", id="broken zip"),
    ],
)
def test_a_broken_file_is_refused_in_one_sentence(tmp_path: Path, content: bytes, en: str, es: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(FileError) as caught:
        inspect(path)
    assert en in str(caught.value)
    assert es in caught.value.texts["es"]


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(FileError, match="not an Excel workbook"):
        inspect(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"nothing\.csv"):
        inspect(tmp_path / "nothing.csv")


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"c{n}" for n in range(600)) + "\n" + "1," * 599 + "1\n", encoding="utf-8")
    with pytest.raises(FileError, match="more than 500 columns"):
        inspect(path)


def test_numbers_are_shown_so_that_they_read_back_alike() -> None:
    assert show(Decimal("1.234")) == "1.2340"
    assert show(Decimal("1E+3")) == "1000"


def test_a_few_rows_of_the_wrong_width_do_not_break_a_file(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("ref,name\n" + "A,Ana\n" * 30 + "B,Eva,x\n", encoding="utf-8")
    table = open_table(path)
    assert files.count(table) == 31
    assert [row.found for row in table.rows()][-1] == 3
