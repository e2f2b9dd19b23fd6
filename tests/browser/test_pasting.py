"""What was copied from Word goes into a mail and a letter as words and marks, and nothing else of it."""

import json

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.test_lacks import send
from tests.browser.test_publish import sign_in
from tests.browser.waiting import wait_for

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(300),
    pytest.mark.parametrize("product", ["sqlite"], indirect=True),  # what is pasted does not depend on the database
]

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View>
</w:WordDocument></xml><![endif]--><style><!-- p.MsoNormal {mso-style-unhide:no; margin:0cm;} --></style></head>
<body lang=ES style='tab-interval:35.4pt'><!--StartFragment-->
<p class=MsoNormal style='mso-margin-top-alt:auto'><b style='mso-bidi-font-weight:normal'><span lang=ES-MX
style='font-family:"Calibri",sans-serif;mso-fareast-language:EN-US'>Estimada Lucía:</span></b><o:p></o:p></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span><![endif]>Pague
hoy<o:p></o:p></p>
<p class=MsoNormal>محمد 😀 &lt;script&gt;<script>document.title = 'pwned'</script>
<img src="x" onerror="document.title = 'pwned'">
<a href="javascript:document.title='pwned'">aquí</a></p>
<!--EndFragment--></body></html>"""
PASTE = """(element, html) => {
  const data = new DataTransfer();
  data.setData('text/html', html);
  data.setData('text/plain', 'Estimada Lucía:');
  element.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""
WORDS = ("Estimada Lucía:", "Pague hoy", "محمد 😀 <script>")
FOREIGN = ("mso", "Mso", "WordDocument", "o:p", "onerror", "javascript:", "pwned", "supportLists")


def test_what_comes_from_word_is_words_and_marks(desk: BrowserContext, strangers: list[str]) -> None:
    page = desk.new_page()
    sign_in(page, "Ana Ríos")
    paste_into_a_mail(page)
    paste_into_a_letter(page)
    assert "pwned" not in page.title()
    assert strangers == []


def paste_into_a_mail(page: Page) -> None:
    key = begin(page, "email")
    expect(page.locator("[data-ready]")).to_be_visible()
    frame = page.frame_locator("iframe.gjs-frame")
    text = frame.locator("[data-gjs-type='mj-text']").last
    text.dblclick()
    page.keyboard.press("Control+End")
    paste(frame.locator("[data-writing]"))
    page.keyboard.press("Escape")
    expect_clean(page, key)


def paste_into_a_letter(page: Page) -> None:
    key = begin(page, "letter")
    body = page.get_by_role("textbox", name="Texto de la carta")
    body.click()
    paste(body)
    expect_clean(page, key)


def paste(place: Locator) -> None:
    place.evaluate(PASTE, WORD)
    expect(place).to_contain_text("Pague hoy")


def begin(page: Page, channel: str) -> str:
    name = {"es": f"Pegado {channel}", "en": f"Pasted {channel}"}
    key = str(send(page, "POST", "/templates", {"channel": channel, "name": name})["key"])
    page.goto(f"/templates/{key}/edit")
    return key


def expect_clean(page: Page, key: str) -> None:
    """The server has every word, the bold ones as such, and nothing that only Word reads or that runs."""

    def kept() -> str:
        found = page.request.get(f"/api/v1/templates/{key}").json()["document"]
        return json.dumps(found, ensure_ascii=False).replace("\\n", " ")

    wait_for(page, lambda: all(words in kept() for words in WORDS), wanted=True)
    found = kept()
    assert [part for part in FOREIGN if part in found] == []
    assert '"bold"' in found or '"tagName": "b"' in found
