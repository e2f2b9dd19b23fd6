"""A portfolio of made-up debtors, the same ones every time, as a file and the mapping that loads it.

Names are drawn from short lists of common ones, addresses lie in domains that RFC 2606 keeps free, phone numbers in
ranges of zeros or, in the United States, the 555-01xx that are kept for fiction.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

SEED = 20260302
NAME = "Demo 2026"
SPREAD = ((-12, 0), (1, 15), (16, 30), (31, 60), (61, 90), (91, 180), (181, 540))  # days past due
WEIGHTS = (8, 26, 22, 18, 12, 9, 5)
WITHOUT_EMAIL = 25  # one in so many, so that messages that cannot be sent can be seen
WITH_SECOND_DEBT = 9  # one in so many

COLUMNS = (
    "Customer", "Contract", "First name", "Last name", "Birth date", "ID document", "Language", "Country", "Time zone",
    "Email", "Mobile", "Address", "Creditor", "Product", "Nature", "Currency", "Principal", "Interest", "Fees",
    "Days past due", "Segment", "Direct debit",
)  # fmt: skip


def demo_mapping() -> dict[str, Any]:
    """The mapping that loads the demo portfolio, as JSON."""
    mapping: dict[str, Any] = json.loads(_data("portfolio_mapping.json"))
    return mapping


def write_demo(path: Path, people: int = 500, *, today: date) -> None:
    """Write the demo portfolio as CSV; due dates lie around ``today``. The same arguments give the same file."""
    world = json.loads(_data("world.json"))
    random = Random(SEED)  # noqa: S311 - the same made-up people every time are what is wanted
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for number in range(1, people + 1):
            person = _person(random, world, number, today)
            writer.writerows(person | debt for debt in _debts(random, world, number, person))


def _person(random: Random, world: Mapping[str, Any], number: int, today: date) -> dict[str, str]:
    code = random.choices(list(world["countries"]), [land["share"] for land in world["countries"].values()])[0]
    land = world["countries"][code]
    language = "en" if code == "US" and random.random() < land["english"] else "es"
    names = world["names"][language]
    first = random.choice(names["first"])
    last = random.choice(names["last"])
    if language == "es":
        last = f"{last} {random.choice(names['last'])}"
    born = today - timedelta(days=random.randint(21 * 365, 74 * 365))
    folded = _plain(f"{first}.{last.split()[0]}")
    return {
        "Customer": f"{code}-{10000 + number}",
        "First name": first,
        "Last name": last,
        "Birth date": born.isoformat(),
        "ID document": _document(random, land["document"]),
        "Language": language,
        "Country": code,
        "Time zone": random.choice(land["zones"]),
        "Email": "" if number % WITHOUT_EMAIL == 0 else f"{folded}.{number}@{land['domain']}",
        "Mobile": _phone(land["phone"], number),
        "Address": f"{random.choice(land['streets']).format(random.randint(1, 180))}, {random.choice(land['cities'])}",
    }


def _debts(
    random: Random, world: Mapping[str, Any], number: int, person: Mapping[str, str]
) -> Iterator[dict[str, str]]:
    land = world["countries"][person["Country"]]
    for debt in range(2 if number % WITH_SECOND_DEBT == 0 else 1):
        creditor = random.choice(world["creditors"])
        low, high = SPREAD[random.choices(range(len(SPREAD)), WEIGHTS)[0]]
        days = random.randint(low, high)
        step = Decimal(str(land["step"]))
        principal = (
            Decimal(random.randint(*creditor["units"])) * Decimal(str(land["unit"])) / step
        ).to_integral_value()
        principal *= step
        late = Decimal(max(days, 0))
        interest = (principal * late * Decimal("0.0006")).quantize(step)
        fees = (Decimal(str(land["fee"])) * (1 + late // 30)).quantize(step) if days > 0 else Decimal(0)
        language = person["Language"]
        yield {
            "Contract": f"{creditor['code']}-{number:05d}-{debt + 1}",
            "Creditor": creditor["name"],
            "Product": creditor["product"][language],
            "Nature": creditor["nature"][language],
            "Currency": land["currency"],
            "Principal": f"{principal:.2f}",
            "Interest": f"{interest:.2f}",
            "Fees": f"{fees:.2f}",
            "Days past due": str(days),
            "Segment": random.choice(("A", "B", "B", "C")),
            "Direct debit": random.choice(("yes", "no", "no")),
        }


def _document(random: Random, shape: str) -> str:
    """A document number of this shape: ``#`` is a digit, ``?`` a letter, ``!`` the check letter of a Spanish DNI."""
    digits = "".join(str(random.randint(1 if place == 0 else 0, 9)) for place in range(shape.count("#")))
    check = "TRWAGMYFPDXBNJZSQVHLCKE"[int(digits or 0) % 23]
    given = iter(digits)
    letters = "ABCDEFGHJKLMNPRSTVWXYZ"
    return "".join(
        next(given) if sign == "#" else check if sign == "!" else random.choice(letters) if sign == "?" else sign
        for sign in shape
    )


def _phone(shape: str, number: int) -> str:
    """The number of this shape, its ``#`` filled with the person's own number, zeros first."""
    width = shape.count("#")
    return shape.replace("#" * width, str(number % 10**width).zfill(width))


def _plain(text: str) -> str:
    return text.lower().translate(str.maketrans("áéíóúüñ ", "aeiouun."))


def _data(name: str) -> str:
    return files("app.demo").joinpath(name).read_text(encoding="utf-8")
