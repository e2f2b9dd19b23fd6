"""What a new mail begins with."""

from renderers.document import Element

WORDS = {
    "es": (
        "Hola, {{ debtor.first_name | name }}:",
        "Cuente en dos o tres frases por qué escribe y qué puede hacer ahora.",
    ),
    "en": (
        "Hello {{ debtor.first_name | name }},",
        "Say in two or three sentences why you write and what they can do now.",
    ),
}
H1 = "margin:0;font-size:inherit;line-height:inherit;font-weight:inherit;"
PHONE = (
    "@media only screen and (max-width: 479px) "
    "{ .card > table > tbody > tr > td { padding-left: 22px !important; padding-right: 22px !important; } }"
)


def blank_tree(language: str) -> Element:
    """A mail with the brand's logo, a heading, a text, the pay button and the foot that the law wants."""
    title, words = WORDS.get(language, WORDS["en"])
    heading = {
        "font-family": "var(--brand-heading-font)",
        "font-size": "28px",
        "line-height": "36px",
        "font-weight": "700",
        "color": "var(--brand-heading)",
        "padding": "0 0 14px",
    }
    text = {
        "font-family": "var(--brand-font)",
        "font-size": "16px",
        "line-height": "26px",
        "color": "var(--brand-text)",
        "padding": "0 0 16px",
    }
    return Element(
        "mjml",
        {},
        [
            Element("mj-head", {}, [Element("mj-style", {}, [PHONE])]),
            Element(
                "mj-body",
                {"background-color": "var(--brand-background)"},
                [
                    _strip("24px 36px 8px", "", [Element("c-logo")]),
                    _strip(
                        "24px 36px",
                        "16px",
                        [
                            Element("mj-text", heading, [Element("h1", {"style": H1}, [title])]),
                            Element("mj-text", text, [words]),
                            Element("c-facts"),
                            Element("c-pay-button"),
                            Element("c-help-button"),
                        ],
                    ),
                    _strip("24px 36px 40px", "", [Element("c-legal"), Element("c-preferences")]),
                ],
            ),
        ],
    )


def _strip(padding: str, corners: str, blocks: list[Element | str]) -> Element:
    """One section with one column; with corners it is a sheet of its own."""
    sheet = {"background-color": "var(--brand-surface)", "border-radius": corners} if corners else {}
    column = Element("mj-column", {"padding": padding, "css-class": "card"}, blocks)
    return Element("mj-section", {"padding": "0", **sheet}, [column])
