"""Taking in a portfolio through the API: upload, mapping, preview, start, result."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.api import imports as api
from app.crm.listed import load_listed
from app.installation import Installation
from app.store import imports
from tests.app.api.browsers import Browser, Enter
from tests.app.api.portfolios import COLUMNS, CSV, MAPPING, load_portfolio, upload


def test_an_upload_is_read_and_its_mapping_guessed(installation: Installation, admin: Browser) -> None:
    found = upload(admin)
    assert (found["filename"], found["encoding"], found["delimiter"], found["rows_total"]) == (
        "marea.csv",
        "utf-8",
        ",",
        4,
    )
    assert [column["name"] for column in found["columns"]] == list(COLUMNS)
    assert found["columns"][2]["samples"] == ["Lucía", "John", "John", "Ana"]
    assert found["guess"]["Email"] == "debtor.email"
    assert found["mapping"]["columns"]["Email"] == "debtor.email"
    [kept] = (installation.config.home / "uploads").iterdir()
    assert kept.read_text(encoding="utf-8") == CSV


def test_a_file_that_is_no_table_leaves_nothing_behind(installation: Installation, admin: Browser) -> None:
    response = admin.send("POST", "/imports", data={"file": (io.BytesIO(b"%PDF-1.7"), "../../evil.pdf")})
    assert (response.status_code, list(response.json["fields"])) == (422, ["file"])
    assert list((installation.config.home / "uploads").iterdir()) == []
    assert admin.get("/imports").json == {"items": [], "total": 0}


def test_a_hostile_file_name_stays_a_name(installation: Installation, admin: Browser) -> None:
    found = upload(admin, name="../../../etc/pässwd.csv")
    assert found["filename"] == "pässwd.csv"
    assert len(list((installation.config.home / "uploads").iterdir())) == 1


def test_an_upload_without_a_file_names_the_field(admin: Browser) -> None:
    response = admin.send("POST", "/imports", data={"other": "x"}, content_type="multipart/form-data")
    assert response.status_code == 422
    assert response.json["fields"]["file"] == "This field is missing."


def test_an_upload_beyond_the_limit_is_refused(
    installation: Installation, admin: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = admin.client.application.view_functions["imports.upload_import"]
    monkeypatch.setitem(vars(view), "cauce_limit", 1000)
    assert vars(view)["cauce_limit"] < api.UPLOAD_LIMIT
    response = admin.send("POST", "/imports", data={"file": (io.BytesIO(b"a;b\n" * 1000), "big.csv")})
    assert (response.status_code, response.json["type"]) == (413, "urn:cauce:problem:too-large")
    folder = installation.config.home / "uploads"
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_preview_shows_rows_and_why_others_would_be_refused(admin: Browser) -> None:
    number = upload(admin)["id"]
    found = admin.post(f"/imports/{number}/preview", MAPPING).json
    assert [row["account.ref"] for row in found["rows"]] == ["A-1", "A-2", "A-3"]
    assert found["rows"][0]["account.principal"] == 41230
    assert [(line["row"], line["column"]) for line in found["problems"]] == [(5, "Email")]
    assert set(found["problems"][0]["reason"]) == {"es", "en"}
    assert admin.get("/portfolios").json["total"] == 0


def test_a_mapping_may_be_only_its_columns(admin: Browser) -> None:
    number = upload(admin)["id"]
    found = admin.post(f"/imports/{number}/preview", {"mapping": COLUMNS, "portfolio": "Marea"})
    assert len(found.json["rows"]) == 3


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"mapping": {"columns": {"Contract": "account.nonsense"}}, "portfolio": "x"}, "mapping"),
        ({"mapping": {"columns": {"None": "account.ref"}}, "portfolio": "x"}, "mapping"),
        ({"mapping": {"columns": COLUMNS, "surprise": 1}, "portfolio": "x"}, "mapping"),
        ({"mapping": {"columns": COLUMNS}, "portfolio": ""}, "portfolio"),
        ({"mapping": [], "portfolio": "x"}, "mapping"),
        ({"portfolio": "x"}, "mapping"),
    ],
)
@pytest.mark.parametrize("action", ["preview", "start"])
def test_a_bad_mapping_is_refused_by_field(admin: Browser, action: str, body: dict[str, Any], field: str) -> None:
    number = upload(admin)["id"]
    response = admin.post(f"/imports/{number}/{action}", body)
    assert (response.status_code, list(response.json["fields"])) == (422, [field])
    assert admin.get(f"/imports/{number}").json["state"] == "uploaded"


def test_a_refusal_speaks_spanish_too(admin: Browser) -> None:
    number = upload(admin)["id"]
    admin.language = "es"
    response = admin.post(f"/imports/{number}/preview", {"mapping": {"None": "account.ref"}, "portfolio": "x"})
    assert "columna" in response.json["fields"]["mapping"]


def test_a_started_import_is_queued_loaded_and_reported(
    installation: Installation, admin: Browser, enter: Enter
) -> None:
    number = upload(admin)["id"]
    started = admin.post(f"/imports/{number}/start", MAPPING)
    assert (started.status_code, started.json["state"], started.json["portfolio"]) == (202, "running", "Marea 2026")
    [job] = installation.queue.rq.jobs
    assert (job.func_name, job.args) == ("app.jobs.load.run", (number,))
    load_listed(installation, number)
    done = enter("auditor").get(f"/imports/{number}").json
    assert (done["state"], done["rows_total"], done["created"], done["refused"]) == ("done", 4, 3, 1)
    assert done["created_by"] == "Ana admin"
    assert [(line["name"], line["accounts"]) for line in admin.get("/portfolios").json["items"]] == [("Marea 2026", 3)]
    trail = [line["action"] for line in admin.get("/audit?search=import").json["items"]]
    assert trail == ["import.started", "import.uploaded"]


def test_an_import_is_started_once(installation: Installation, admin: Browser) -> None:
    number = upload(admin)["id"]
    assert admin.post(f"/imports/{number}/start", MAPPING).status_code == 202
    assert admin.post(f"/imports/{number}/start", MAPPING).status_code == 409
    load_listed(installation, number)
    assert admin.post(f"/imports/{number}/start", MAPPING).status_code == 409


def test_an_import_that_cannot_be_queued_says_so_and_can_be_started_again(
    app: Flask, installation: Installation, admin: Browser, redis_away: Callable[[], None]
) -> None:
    number = upload(admin)["id"]
    redis_away()
    assert admin.post(f"/imports/{number}/start", MAPPING).status_code == 503
    assert admin.get(f"/imports/{number}").json["state"] == "failed"
    app.extensions["cauce"] = installation
    assert admin.post(f"/imports/{number}/start", MAPPING).status_code == 202


def test_rejects_can_be_downloaded(installation: Installation, admin: Browser) -> None:
    load_portfolio(installation, admin)
    number = admin.get("/imports").json["items"][0]["id"]
    response = admin.get(f"/imports/{number}/rejects", buffered=True)
    assert response.mimetype == "text/csv"
    assert "marea.rejects.csv" in response.headers["Content-Disposition"]
    assert "A-4" in response.text
    assert "A-1" not in response.text


def test_there_are_no_rejects_before_there_was_a_load(admin: Browser) -> None:
    number = upload(admin)["id"]
    assert admin.get(f"/imports/{number}/rejects").status_code == 404
    assert admin.get("/imports/999/rejects").status_code == 404


@pytest.mark.parametrize("action", ["preview", "start"])
def test_an_import_that_does_not_exist_is_not_found(admin: Browser, action: str) -> None:
    assert admin.post(f"/imports/999/{action}", MAPPING).status_code == 404


def test_the_uploaded_file_lies_below_the_home_of_the_installation(installation: Installation, admin: Browser) -> None:
    upload(admin)
    with installation.db.read() as session:
        [entry], _ = imports.newest(session, 1, 10)
    assert Path(entry.path).parts[0] == "uploads"
    assert not Path(entry.path).is_absolute()
