"""A whole journey drawn from empty: by the mouse, and by nothing but the keyboard."""

import re
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(300),
    pytest.mark.parametrize("product", ["sqlite"], indirect=True),
]

PATIENCE = 60_000  # milliseconds

KINDS = Counter({"send_email": 3, "wait_event": 2, "end": 2, "enter": 1, "wait": 1, "branch": 1})
LINKS = {
    ("enter", "next", "send_email"),
    ("send_email", "next", "wait_event"),
    ("wait_event", "page_opened", "wait"),
    ("wait_event", "timeout", "branch"),
    ("wait", "next", "branch"),
    ("branch", "else", "send_email_2"),
    ("branch", "high", "send_email_3"),
    ("send_email_2", "next", "wait_event_2"),
    ("send_email_3", "next", "wait_event_2"),
    ("wait_event_2", "page_opened", "end"),
    ("wait_event_2", "timeout", "end_2"),
}


def test_an_early_stage_of_ten_steps_is_drawn_with_the_mouse(desk: BrowserContext, strangers: list[str]) -> None:
    page = begin(desk, "Con el ratón")
    drag_from_palette(page, "Enviar email", open_way(page, "enter", "next"))
    drag_from_palette(page, "Esperar un evento", open_way(page, "send_email", "next"))
    hear_of_the_page(page)
    drag_from_palette(page, "Esperar", open_way(page, "wait_event", "page_opened"))
    drag_from_palette(page, "Decidir", open_way(page, "wait", "next"))
    decide_by_amount(page)
    choose_at(page, open_way(page, "branch", "else"), "Enviar email")
    choose_at(page, open_way(page, "branch", "high"), "Enviar email")
    choose_at(page, open_way(page, "send_email_2", "next"), "Esperar un evento")
    hear_of_the_page(page)
    pull(page, way(page, "wait_event", "timeout"), card(page, "branch"))
    pull(page, way(page, "send_email_3", "next"), card(page, "wait_event_2"))
    choose_at(page, open_way(page, "wait_event_2", "page_opened"), "Fin")
    choose_at(page, open_way(page, "wait_event_2", "timeout"), "Fin")
    see_it_saved(page)

    # A step that is put into a line by its link and deleted again leaves the line as it was.
    page.get_by_test_id("rf__edge-e1").locator("path").first.hover(force=True)
    page.locator('[data-edge="e1"]').click()
    page.get_by_role("menuitem", name="Esperar", exact=True).click()
    expect(card(page, "wait_2")).to_be_visible()
    page.get_by_role("button", name="Eliminar lo seleccionado").click()
    see_it_saved(page)
    assert strangers == []


def test_the_same_is_drawn_with_nothing_but_the_keyboard(desk: BrowserContext, strangers: list[str]) -> None:
    page = begin(desk, "Con el teclado")
    press = page.keyboard.press
    card(page, "enter").focus()  # as the tabulator gets there
    add_after(page, "Enviar email", "send_email")
    add_after(page, "Esperar un evento", "wait_event")
    press("Enter")
    tick_with_keys(page, "Abrió la página")
    press("Escape")
    expect(card(page, "wait_event")).to_be_focused()
    add_after(page, "Esperar", "wait")
    add_after(page, "Decidir", "branch")
    press("Enter")
    decide_with_keys(page)
    press("Escape")
    add_after(page, "Enviar email", "send_email_2")
    press("ArrowUp")
    add_after(page, "Enviar email", "send_email_3")
    add_after(page, "Esperar un evento", "wait_event_2")
    press("Enter")
    tick_with_keys(page, "Abrió la página")
    press("Escape")
    lead_with_keys(page, "send_email_2", None, "wait_event_2")
    lead_with_keys(page, "wait_event", "Sin respuesta", "branch")
    card(page, "wait_event_2").focus()
    add_after(page, "Fin", "end")
    card(page, "wait_event_2").focus()
    add_after(page, "Fin", "end_2")
    lead_with_keys(page, "branch", "Debe mucho", "send_email_2")
    see_kinds(page)

    # What was done is taken back and done again, also after the page was loaded anew.
    press("Control+z")
    press("Control+z")
    expect(card(page, "end_2")).to_have_count(0)
    expect(page.get_by_text("Guardado", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name=re.compile("^Rehacer: añadir «Fin»"))).to_be_enabled()
    press("Control+y")
    expect(card(page, "end_2")).to_be_visible()
    assert strangers == []
