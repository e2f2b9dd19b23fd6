"""The debtor's page: who may see what, what is recorded, and what is never changed by looking."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect, select

import app.site
from app.clock import FixedClock
from app.db import Database
from app.installation import Installation
from app.models import Account, Debtor, Event
from app.store import brands
from app.store.links import page_token
from renderers.brand import HOUSE, Brand, write_brand
from tests.app.flow.people import START, add_account
from tests.app.site.conftest import PHONE, Phone, without_tokens

SECRETS = ("412", "Lucía", "Ortega", "Luz del hogar", "A-", "1984", "448", "correo")  # nothing of this before the proof


def events(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(Event.kind).order_by(Event.id)))


def rows(database: Database) -> dict[str, list[Any]]:
    """Everything in the database but the events."""
    with database.read() as session:
        connection = session.connection()
        tables = [name for name in inspect(connection).get_table_names() if name != "events"]
        return {name: connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in tables}  # noqa: S608 - names from the schema


def link(installation: Installation, account_id: int) -> str:
    return "/p/" + page_token(installation.config, None, account_id, START + timedelta(days=30))


def test_before_the_proof_only_the_creditor_is_named(phone: Phone, page: str) -> None:
    text = phone.open(page).get_data(as_text=True)
    assert "Marea Energía" in text
    assert "¿Cuál es su fecha de nacimiento?" in text
    body = text.replace(page, "")
    assert [secret for secret in SECRETS if secret in without_tokens(body)] == []


def test_after_the_proof_the_page_says_what_is_owed(verified: Phone, page: str) -> None:
    text = verified.open(page).get_data(as_text=True).replace("\N{NO-BREAK SPACE}", " ")
    for part in (
        "Hola, Lucía",
        "412,30 US$",
        "380,00 US$",
        "22,30 US$",
        "10,00 US$",
        "Luz del hogar",
        "15 de enero de 2026",
    ):
        assert part in text
    assert "Venció el" in text


def test_every_page_stays_out_of_caches_logs_frames_and_search_engines(phone: Phone, page: str) -> None:
    headers = phone.open(page).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Robots-Tag"] == "noindex"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy


def test_no_page_needs_scripts_inline_styles_or_another_host(verified: Phone, page: str) -> None:
    for address in (page, f"{page}/preferences", page.replace("/p/", "/u/")):
        text = verified.open(address).get_data(as_text=True)
        for banned in ("<script", "<style", "style=", "onclick", "http://", "https://", "//"):
            assert banned not in text.replace("<!doctype", ""), (address, banned)


def test_a_forged_link_and_an_unknown_account_look_the_same(
    phone: Phone, page: str, installation: Installation
) -> None:
    forged = phone.open(page[:-2] + ("AA" if page[-2:] != "AA" else "BB"))
    unknown = phone.open(link(installation, 99_999))
    cut = phone.open(page[:20])
    assert {one.status_code for one in (forged, unknown, cut)} == {404}
    assert "No encontramos esta página" in forged.get_data(as_text=True)
    assert "Marea" not in forged.get_data(as_text=True)
    assert events(installation.db) == []


def test_an_expired_link_says_what_to_do(
    phone: Phone, page: str, clock: FixedClock, installation: Installation
) -> None:
    clock.advance(timedelta(days=31))
    response = phone.open(page)
    text = response.get_data(as_text=True)
    assert response.status_code == 410
    assert "Este enlace ya venció" in text
    assert "cobros@cauce.test" in text
    assert "Marea" not in text
    assert phone.send(f"{page}/verify", day="19", month="7", year="1984").status_code == 410
    assert events(installation.db) == []


def test_a_wrong_answer_is_counted_and_says_how_many_tries_are_left(
    phone: Phone, page: str, installation: Installation
) -> None:
    phone.open(page)
    phone.send(f"{page}/verify", day="1", month="1", year="1990")
    text = phone.follow().get_data(as_text=True)
    assert "Ese dato no coincide con el que tenemos. Le quedan 4 intentos." in text
    assert 'role="alert"' in text
    assert "412" not in without_tokens(text)
    assert events(installation.db) == ["page_opened", "verification_failed"]


def test_after_five_wrong_answers_the_page_pauses(phone: Phone, page: str, installation: Installation) -> None:
    phone.open(page)
    for _ in range(5):
        phone.send(f"{page}/verify", day="1", month="1", year="1990")
        response = phone.follow()
    assert response.status_code == 429
    assert "hicimos una pausa" in response.get_data(as_text=True)
    phone.last = None
    assert events(installation.db).count("verification_failed") == 5


def test_a_paused_page_does_not_hear_the_right_answer(phone: Phone, page: str) -> None:
    phone.open(page)
    form = phone.last
    for _ in range(5):
        phone.last = form
        phone.send(f"{page}/verify", day="1", month="1", year="1990")
    phone.last = form
    phone.send(f"{page}/verify", day="19", month="7", year="1984")
    assert phone.follow().status_code == 429


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Escriba el día, el mes y el año"),
        ({"day": "31", "month": "2", "year": "1984"}, "Esa fecha no existe"),
        ({"day": "x", "month": "7", "year": "1984"}, "Esa fecha no existe"),
        ({"day": "0", "month": "0", "year": "0000"}, "Esa fecha no existe"),
        ({"day": "19", "month": "7", "year": "84"}, "cuatro cifras"),
        ({"proof": "document", "tail": ""}, "Escriba los últimos 4"),
        ({"proof": "document", "tail": "4-8"}, "Faltan caracteres"),
        ({"proof": "shoe_size", "day": "<b>", "month": "7", "year": "1984"}, "Esa fecha no existe"),
    ],
)
def test_an_answer_that_cannot_be_read_is_explained_and_not_counted(
    phone: Phone, page: str, installation: Installation, fields: dict[str, str], says: str
) -> None:
    phone.open(page)
    response = phone.send(f"{page}/verify", **fields)
    assert response.status_code == 422
    assert says in response.get_data(as_text=True)
    assert "<b>" not in response.get_data(as_text=True)
    assert "verification_failed" not in events(installation.db)


def test_the_end_of_a_document_is_proof_too(phone: Phone, page: str) -> None:
    phone.open(f"{page}?proof=document")
    phone.send(f"{page}/verify", tail=" 448k ")
    assert "412,30" in phone.follow().get_data(as_text=True)


def test_without_anything_to_ask_the_page_says_how_to_get_help(phone: Phone, installation: Installation) -> None:
    with installation.db.write() as session:
        account_id = add_account(session, debtor_birth_date=None).id
    text = phone.open(link(installation, account_id)).get_data(as_text=True)
    assert "Todavía no podemos mostrarle esta página" in text
    assert "cobros@cauce.test" in text
    assert "412" not in without_tokens(text)


def test_the_proof_holds_for_this_account_only(verified: Phone, page: str, installation: Installation) -> None:
    with installation.db.write() as session:
        other = link(installation, add_account(session, principal=999_999).id)
    assert verified.last is not None
    cookie = verified.client.get_cookie("cauce_verified", path=page)
    assert cookie is not None
    verified.client.set_cookie("cauce_verified", cookie.value, path=other)
    text = verified.open(other).get_data(as_text=True)
    assert "¿Cuál es su fecha de nacimiento?" in text


def test_the_proof_lasts_half_an_hour_without_a_page(verified: Phone, page: str, clock: FixedClock) -> None:
    clock.advance(timedelta(minutes=29))
    assert "412,30" in verified.open(page).get_data(as_text=True)
    clock.advance(timedelta(minutes=31))
    assert "412,30" not in verified.open(page).get_data(as_text=True)


def test_a_made_up_proof_is_no_proof(phone: Phone, page: str, account_id: int) -> None:
    for value in ("", "x", f"[{account_id},9999999999]", f"[{account_id},9999999999].AAAA"):
        phone.client.set_cookie("cauce_verified", value, path=page)
        assert "412,30" not in phone.open(page).get_data(as_text=True)


def test_signing_out_forgets_the_proof(verified: Phone, page: str) -> None:
    verified.send(f"{page}/leave")
    assert "412,30" not in verified.follow().get_data(as_text=True)


@pytest.mark.parametrize(("public_url", "secure"), [("https://cobros.test", True), ("http://cauce.test", False)])
def test_cookies_are_closed_to_scripts_other_sites_and_plain_http(
    installation: Installation, page: str, public_url: str, secure: bool
) -> None:
    bare = Flask("bare")
    settings = replace(installation.config, public_url=public_url)
    bare.register_blueprint(app.site.blueprint(replace(installation, config=settings)))
    phone = Phone(bare.test_client())
    cookies = phone.open(page).headers.getlist("Set-Cookie")
    cookies += phone.send(f"{page}/verify", day="19", month="7", year="1984").headers.getlist("Set-Cookie")
    assert len(cookies) >= (1 if secure else 2)  # the test client sends no Secure cookie back over plain HTTP
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert f"Path={page}" in cookie
        assert ("Secure" in cookie) is secure


def test_a_form_from_elsewhere_is_refused(phone: Phone, page: str, installation: Installation) -> None:
    answer = {"day": "19", "month": "7", "year": "1984"}
    blind = phone.client.post(f"{page}/verify", data=answer)
    assert blind.status_code == 403
    assert "No pudimos recibir sus datos" in blind.get_data(as_text=True)
    phone.open(page)
    assert phone.send(f"{page}/verify", form_token="0" * 64, **answer).status_code == 403
    phone.open(page)
    phone.client.set_cookie("cauce_visitor", "A" * 22, path=page)
    assert phone.send(f"{page}/verify", **answer).status_code == 403
    assert "verified" not in events(installation.db)


def test_a_form_that_the_browser_calls_foreign_is_refused(phone: Phone, page: str) -> None:
    phone.open(page)
    phone.client.environ_base["HTTP_SEC_FETCH_SITE"] = "cross-site"
    assert phone.send(f"{page}/verify", day="19", month="7", year="1984").status_code == 403


def test_opening_is_recorded_once_an_hour_for_people(
    phone: Phone, page: str, clock: FixedClock, installation: Installation
) -> None:
    phone.open(page)
    phone.open(f"{page}?lang=en")
    assert events(installation.db) == ["page_opened"]
    clock.advance(timedelta(hours=1))
    phone.open(page)
    assert events(installation.db) == ["page_opened", "page_opened"]
    assert len(installation.queue.rq.jobs) == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "WhatsApp/2.23"},
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"User-Agent": "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)"},
        {"User-Agent": "python-requests/2.32"},
        {"User-Agent": ""},
        {"User-Agent": PHONE, "Sec-Purpose": "prefetch;prerender"},
        {"User-Agent": PHONE, "X-Moz": "prefetch"},
    ],
)
def test_machines_are_told_apart_from_people(
    phone: Phone, page: str, installation: Installation, headers: dict[str, str]
) -> None:
    assert phone.open(page, **headers).status_code == 200
    with installation.db.read() as session:
        event = session.scalars(select(Event)).one()
    shown = {"page": "page_pay", "version": 0, "language": "es", "variant": "a"}
    assert (event.kind, event.data) == ("page_scanned", {**shown, "scanner": True})
    assert installation.queue.rq.jobs == []


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (Linux; Android 8.1; CUBOT X18) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/128.0 Mobile Safari/537.36 Telegram-Android/11.0",
    ],
    ids=["a phone called Cubot", "the browser inside an app"],
)
def test_people_with_strange_phones_are_people(phone: Phone, page: str, installation: Installation, agent: str) -> None:
    phone.open(page, **{"User-Agent": agent})
    assert events(installation.db) == ["page_opened"]


def test_asking_for_the_headers_only_is_a_scan(phone: Phone, page: str, installation: Installation) -> None:
    assert phone.client.head(page, headers={"User-Agent": PHONE}).status_code == 200
    assert events(installation.db) == ["page_scanned"]


def test_looking_changes_nothing_but_observations(verified: Phone, page: str, installation: Installation) -> None:
    verified.send(f"{page}/pay")
    assert verified.last is not None
    form = verified.last.headers["Location"]
    before = rows(installation.db)
    unsubscribe = page.replace("/p/", "/u/")
    addresses = [page, f"{page}?lang=en", f"{page}/preferences", f"{page}/payments/1", f"{page}/pay", unsubscribe, form]
    addresses += [f"{page}/verify", f"{page}/leave", f"{unsubscribe}?List-Unsubscribe=One-Click"]
    for address in addresses:
        assert verified.open(address).status_code in (200, 303), address
    assert rows(installation.db) == before
    assert set(events(installation.db)) == {"page_opened", "verified", "payment_started"}


def test_the_language_can_be_switched_and_is_remembered(phone: Phone, page: str, installation: Installation) -> None:
    assert '<html lang="es">' in phone.open(page).get_data(as_text=True)
    assert "What is your date of birth?" in phone.open(f"{page}?lang=en").get_data(as_text=True)
    assert '<html lang="en">' in phone.open(page).get_data(as_text=True)
    assert '<html lang="en">' in phone.open(f"{page}?lang=tlh").get_data(as_text=True)
    with installation.db.read() as session:
        assert session.scalars(select(Debtor.language)).all() == ["es"]


def test_an_english_speaker_reads_english_money_and_dates(phone: Phone, installation: Installation) -> None:
    with installation.db.write() as session:
        page = link(installation, add_account(session, debtor_language="en", due_date=START.date()).id)
    phone.open(page)
    phone.send(f"{page}/verify", day="19", month="7", year="1984")
    text = phone.follow().get_data(as_text=True)
    for part in ("Hello, Lucía", "Pay $412.30", "Due on March 2, 2026"):
        assert part in text


def test_a_page_without_a_debtor_speaks_the_browsers_language(phone: Phone) -> None:
    assert "We could not find this page" in phone.open("/p/x", **{"Accept-Language": "en-GB,en;q=0.9"}).get_data(
        as_text=True
    )


def test_a_debt_without_a_due_date_in_an_unknown_place_is_shown_all_the_same(
    phone: Phone, installation: Installation
) -> None:
    with installation.db.write() as session:
        dateless = add_account(session, due_date=None).id
        nowhere = add_account(session, debtor_time_zone="Mars/Olympus").id
    for page, dated in ((link(installation, dateless), False), (link(installation, nowhere), True)):
        phone.open(page)
        phone.send(f"{page}/verify", day="19", month="7", year="1984")
        text = phone.follow().get_data(as_text=True)
        assert "412,30" in text
        assert ("Venció el" in text) is dated


def test_when_nothing_is_owed_there_is_nothing_to_pay(
    verified: Phone, page: str, installation: Installation, account_id: int
) -> None:
    with installation.db.write() as session:
        account = session.get_one(Account, account_id)
        account.paid, account.balance, account.status = account.balance, 0, "paid"
    text = verified.open(page).get_data(as_text=True)
    assert "No debe nada" in text
    assert f"{page}/pay" not in text


def test_what_comes_from_the_portfolio_is_text_and_nothing_else(phone: Phone, installation: Installation) -> None:
    with installation.db.write() as session:
        account = add_account(session, creditor="<script>1</script>", product="{{ 7*7 }}", debtor_first_name="<i>Ana")
        page = link(installation, account.id)
    phone.open(page)
    phone.send(f"{page}/verify", day="19", month="7", year="1984")
    text = phone.follow().get_data(as_text=True)
    assert "&lt;script&gt;1&lt;/script&gt;" in text
    assert "{{ 7*7 }}" in text
    assert "<script" not in text
    assert "<i>" not in text


def test_the_stylesheet_is_kept_for_a_year_under_its_hash(phone: Phone, page: str) -> None:
    text = phone.open(page).get_data(as_text=True)
    address = text.split('rel="stylesheet" href="')[1].split('"')[0]
    response = phone.open(address)
    assert response.mimetype == "text/css"
    assert "max-age=31536000" in response.headers["Cache-Control"]
    assert "no-cache" in phone.open(address.split("?")[0]).headers["Cache-Control"]


def test_the_pages_beside_the_landing_page_wear_the_default_kit(
    phone: Phone, page: str, installation: Installation
) -> None:
    def style() -> tuple[str, str]:
        text = phone.open(f"{page}/preferences").get_data(as_text=True)
        address = text.split('rel="stylesheet" href="')[1].split('"')[0]
        return address, phone.open(address).get_data(as_text=True)

    first, house = style()
    with installation.db.write() as session:
        kit = write_brand(Brand(primary="#102a83"))
        brands.add(session, name="Albor", kit=kit, user_id=None, now=installation.clock.now())
    second, ours = style()
    assert first != second
    assert f"--brand-primary:{HOUSE.primary}" in house
    assert "--brand-primary:#102a83" in ours
