"""Pictures of the library in a mail get the host that the mail is sent from."""

import pytest

from renderers import library, tokens
from renderers.email import EmailSource, EncodedEmail, compile_email

NAME = "0123456789abcdef0123456789abcdef"
MJML = f"""<mjml><mj-body background-color="#ffffff">
<mj-section background-url="/assets/{NAME}.jpg"><mj-column>
<mj-image src="/assets/{NAME}-600.png" alt="Logo" />
<mj-text>{{{{ debtor.first_name }}}} <a href="/assets/{NAME}.pdf">PDF</a></mj-text>
</mj-column></mj-section></mj-body></mjml>"""


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param(
            f'src="/assets/{NAME}.png"', 'src="{{ library.host | default("") }}/assets/' + NAME, id="a picture"
        ),
        pytest.param(f"url('/assets/{NAME}.png')", 'url(\'{{ library.host | default("") }}/assets/', id="behind it"),
        pytest.param(f"url(/assets/{NAME}.png)", 'url({{ library.host | default("") }}/assets/', id="without quotes"),
        pytest.param('src="/assets/logo.png"', 'src="/assets/logo.png"', id="what is not of the library"),
        pytest.param(
            f'src="https://a.example/assets/{NAME}"', f'src="https://a.example/assets/{NAME}"', id="elsewhere"
        ),
    ],
)
def test_an_address_of_the_library_gets_the_host(given: str, kept: str) -> None:
    assert library.rewrite(given).startswith(kept)


def test_whoever_gets_a_mail_finds_its_pictures_and_an_author_writes_only_paths() -> None:
    template = compile_email(EmailSource(MJML, "Hola"))
    assert template.variables == {"debtor.first_name"}
    facts = {"debtor.first_name": "Ana"}
    sent = template.render(tokens.nest({**facts, library.HOST: "https://pay.example.com"})).html
    for ending in ("-600.png", ".jpg", ".pdf"):
        assert f"https://pay.example.com/assets/{NAME}{ending}" in sent
    assert '"/assets' not in sent
    encoded = template.encode(tokens.nest({**facts, library.HOST: "https://pay.example.com"}))
    assert isinstance(encoded, EncodedEmail)
    plain = encoded.html.replace(b"=\r\n", b"").replace(b"=3D", b"=")
    assert f'src="https://pay.example.com/assets/{NAME}-600.png"'.encode() in plain


def test_a_preview_keeps_the_paths() -> None:
    html = compile_email(EmailSource(MJML, "Hola")).render(tokens.nest({"debtor.first_name": "Ana"})).html
    assert f'src="/assets/{NAME}-600.png"' in html
