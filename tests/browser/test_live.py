"""The live view, as a strategist watches it: somebody pays and the figure falls by itself; somebody is let go on."""

import re
import time
from typing import Any

import pytest
from playwright.sync_api import APIRequestContext, Browser, BrowserContext, Page, expect

from tests.browser.conftest import PATIENCE, Product
from tests.browser.test_tasks import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

WITHIN = 2_000  # milliseconds from the database to the screen
FAR = {"amount": 9_000, "unit": "days"}

OBSERVE = """() => {
  const figures = [...document.querySelectorAll('header span')].find((one) => / dentro · /.test(one.textContent));
  window.changed = new Promise((resolve) => {
    const look = new MutationObserver(() => { look.disconnect(); resolve([Date.now(), figures.textContent]); });
    look.observe(figures, { characterData: true, childList: true, subtree: true });
  });
}"""


@pytest.mark.parametrize("product", ["postgres"], indirect=True)
def test_a_payment_shows_by_itself_and_somebody_is_let_go_on(
    chromium: Browser, product: Product, desk: BrowserContext, strangers: list[str]
) -> None:
    page = desk.new_page()
    sign_in(page, "Ana Ríos")
    journey = publish(desk.request)
    inside = settled(desk.request, journey)
    asked: list[str] = []
    page.on("request", lambda one: one.resource_type == "fetch" and asked.append(one.url.rsplit("/", 1)[-1]))
    page.goto(f"/journeys/{journey}/live")
    expect(page.get_by_role("status").filter(has_text="En vivo")).to_be_visible()
    expect(page.get_by_text(f"{inside} dentro")).to_be_visible()
    office = chromium.new_context(base_url=product.url)
    see_a_payment(page, office.request, journey, inside)
    office.close()
    let_go_on(page, inside - 1)
    assert asked.count("live") == 1, "one stream, which never broke"
    assert not {"counts", "picture"} & set(asked), "nothing was polled"
    see_it_told(page)
    assert strangers == []


def send(request: APIRequestContext, method: str, path: str, body: Any = None) -> Any:  # noqa: ANN401 - JSON
    token = request.get("/api/v1/session").json()["csrf_token"]
    answer = request.fetch(f"/api/v1{path}", method=method, headers={"X-CSRF-Token": token}, data=body)
    assert answer.ok, answer.text()
    return answer.json()


def publish(request: APIRequestContext) -> int:
    """A journey on which everybody waits for years, and then for years more."""
    made = send(request, "POST", "/journeys", {"name": "En vivo"})
    graph = made["graph"]
    graph["nodes"] += [
        {"id": "first", "kind": "wait", "kind_version": 1, "settings": {"duration": FAR}},
        {"id": "second", "kind": "wait", "kind_version": 1, "settings": {"duration": FAR}},
        {"id": "over", "kind": "end", "kind_version": 1, "settings": {"reason": "fin"}},
    ]
    lines = [(graph["entry"], "first"), ("first", "second"), ("second", "over")]
    graph["edges"] = [
        {"id": f"e{number}", "from": start, "port": "next", "to": end} for number, (start, end) in enumerate(lines)
    ]
    graph["exits"] = ["paid"]
    number: int = made["id"]
    saved = send(request, "PUT", f"/journeys/{number}/draft", {"graph": graph, "revision": made["revision"]})
    send(request, "POST", f"/journeys/{number}/publish", {"revision": saved["revision"], "reason": "Prueba"})
    return number


def counts(request: APIRequestContext, journey: int) -> Any:  # noqa: ANN401 - JSON
    return request.get(f"/api/v1/journeys/{journey}/counts").json()


def settled(request: APIRequestContext, journey: int) -> int:
    """How many are inside, when all who may have come in and stand on the first wait."""
    everybody: int = send(request, "POST", "/audience", {"condition": None})["matches"]
    deadline = time.monotonic() + PATIENCE / 1_000
    while time.monotonic() < deadline:
        found = counts(request, journey)
        if found["nodes"].get("first", {}).get("here") == everybody:
            return everybody
    pytest.fail(f"They did not all come in: {counts(request, journey)}")


def see_a_payment(page: Page, office: APIRequestContext, journey: int, inside: int) -> None:
    """Everything is paid at the office; the figure falls within two seconds of the database."""
    send_in(office, "admin@cauce.example")
    debtor = next(one for one in send(office, "GET", "/debtors?size=50")["items"] if one["balances"])
    account = next(one for one in send(office, "GET", f"/debtors/{debtor['id']}")["accounts"] if one["balance"])
    page.evaluate(OBSERVE)
    paid = {"amount": account["balance"], "currency": account["currency"], "reference": "CAJA-1"}
    send(office, "POST", f"/accounts/{account['id']}/payments", paid)
    deadline = time.monotonic() + PATIENCE / 1_000
    while counts(office, journey)["active"] == inside:
        assert time.monotonic() < deadline, "The engine did not take the person off."
    in_database = time.time() * 1_000  # a little later than it was: the browser is on the same machine, and its clock
    on_screen, text = page.evaluate("window.changed")
    assert text.startswith(f"{inside - 1} dentro")
    assert on_screen - in_database < WITHIN


def send_in(request: APIRequestContext, email: str) -> None:
    """Sign somebody of the demo in, without a page."""
    password = next(one["password"] for one in request.get("/api/v1/demo").json()["logins"] if one["email"] == email)
    assert request.post("/api/v1/session", data={"email": email, "password": password}).ok


def let_go_on(page: Page, inside: int) -> None:
    """The first person on the step goes on now: they move along the link, and stand on the next step."""
    page.locator('.react-flow__node[data-id="first"]').click()
    panel = page.get_by_role("complementary", name="Quién está aquí")
    act = panel.get_by_role("button", name=re.compile("^Actuar sobre")).first
    name = (act.get_attribute("aria-label") or "").removeprefix("Actuar sobre ")
    act.click()
    page.get_by_role("menuitem", name="Seguir ya").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Motivo").fill("Lo pidió por teléfono")
    dialog.get_by_role("button", name="Seguir ya").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_text("+1", exact=True)).to_be_attached()
    expect(page.get_by_text(f"{name} siguió adelante.")).to_be_visible()
    expect(page.locator('.react-flow__node[data-id="first"]')).to_contain_text(f"Aquí {inside - 1}")
    second = page.locator('.react-flow__node[data-id="second"]')
    expect(second).to_contain_text("Aquí 1")
    second.click()
    expect(panel.get_by_role("link", name=name)).to_be_visible()


def see_it_told(page: Page) -> None:
    """The history of the person says that somebody let them go on."""
    page.get_by_role("complementary", name="Quién está aquí").get_by_role("link").first.click()
    expect(page.get_by_text("Alguien saltó este paso").first).to_be_visible()
