"""A QR code that we draw ourselves: of this page, to go on with on a phone, or of another address."""

from renderers.landing.widget import ALIGN, Widget, address, choice, say, words

WIDGET = Widget(
    tag="p-qr",
    labels=say("Código QR", "QR code"),
    help=say(
        "Abre esta página (u otra dirección) en el teléfono.",
        "Opens this page (or another address) on a phone.",
    ),
    icon="qrcode",
    category="media",
    properties={
        "text": words("Texto", "Text"),
        "href": address("Dirección (vacío: esta página)", "Address (empty: this page)"),
        "align": choice("Alineación", "Alignment", ALIGN, "left"),
    },
    template="""\
<figure class="qr align-[[ a.align ]]">
[% if a.href %]{{ "[[ a.href ]]" | qr_svg("[[ t('qr.alt') ]]") | safe }}[% else %]{{ page.at.page | qr_svg("[[ t('qr.alt') ]]") | safe }}[% endif %]
<figcaption>[[ a.text or t("qr.text") ]]</figcaption>
</figure>
""",
)
