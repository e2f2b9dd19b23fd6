"""A made-up portfolio, loaded through the API as the studio does it."""

import io
from typing import Any

from app.crm.listed import load_listed
from app.installation import Installation
from tests.app.api.browsers import Browser

CSV = """Contract,Person,First name,Last name,Email,Born,Document,Language,Country,Currency,Amount,Due date,Lender,Tier
A-1,D-1,Lucía,Ortega,lucia@correo.test,1984-07-19,52998224,es,CO,USD,412.30,2026-01-15,Marea Energía,gold
A-2,D-2,John,Smith,john@mail.test,1970-01-02,98765432,en,US-NY,USD,1000.00,2026-02-20,Marea Energía,
A-3,D-2,John,Smith,john@mail.test,1970-01-02,98765432,en,US-NY,EUR,20.00,2026-02-01,Marea Energía,
A-4,D-3,Ana,Ruiz,not an address,1990-05-05,11111111,es,CO,USD,77.00,2026-02-01,Marea Energía,
"""

COLUMNS: dict[str, Any] = {
    "Contract": "account.ref",
    "Person": "debtor.ref",
    "First name": "debtor.first_name",
    "Last name": "debtor.last_name",
    "Email": "debtor.email",
    "Born": "debtor.birth_date",
    "Document": "debtor.document",
    "Language": "debtor.language",
    "Country": "debtor.jurisdiction",
    "Currency": "account.currency",
    "Amount": "account.principal",
    "Due date": "account.due_date",
    "Lender": "account.creditor",
    "Tier": {"field": "account.tier", "type": "text", "labels": {"es": "Nivel", "en": "Tier"}, "personal": False},
}
MAPPING = {"mapping": {"columns": COLUMNS}, "portfolio": "Marea 2026"}


def upload(browser: Browser, content: str | bytes = CSV, name: str = "marea.csv") -> Any:  # noqa: ANN401 - JSON
    """Upload a file; the answer's JSON."""
    data = content.encode() if isinstance(content, str) else content
    response = browser.send("POST", "/imports", data={"file": (io.BytesIO(data), name)})
    assert response.status_code == 201, response.text
    return response.json


def load_portfolio(installation: Installation, browser: Browser) -> None:
    """Upload, map and load the portfolio: three good rows and a bad one."""
    number = upload(browser)["id"]
    assert browser.post(f"/imports/{number}/start", MAPPING).status_code == 202
    load_listed(installation, number)
