"""Brand kits: what they may hold, and how a design takes their values."""

import pytest

from renderers.brand import HOUSE, Brand, BrandError, apply, brand_schema, read_brand, resolve, write_brand
from renderers.document import Element
from renderers.email import EmailSource, compile_email
from renderers.errors import TemplateError
from renderers.letter import LetterSource, compile_letter
from renderers.sources import branded, source_of

BANK = {
    "primary": "#102a83",
    "radius": 4,
    "font": "Georgia, 'Times New Roman', serif",
    "legal": {"es": "Banco Uno, S. A.", "en": "Bank One"},
    "social": {"linkedin": "https://social.example/bank"},
}
MAIL = (
    '<mjml><mj-body background-color="var(--brand-background)"><mj-section><mj-column>'
    '<mj-text color="var( --brand-primary )">Hola</mj-text></mj-column></mj-section></mj-body></mjml>'
)


def test_a_kit_is_read_and_written_without_loss() -> None:
    brand = read_brand("bank", "Bank One", BANK)
    assert (brand.primary, brand.radius, brand.accent) == ("#102a83", 4, HOUSE.accent)
    assert read_brand("bank", "Bank One", write_brand(brand)) == brand
    assert hash(brand) == hash(read_brand("bank", "Bank One", BANK))


def test_the_house_has_a_kit_that_suits_its_own_schema() -> None:
    assert read_brand("", "Cauce", write_brand(HOUSE)) == HOUSE
    assert set(brand_schema()["properties"]) == write_brand(HOUSE).keys()


def test_what_an_older_kit_does_not_say_is_counted() -> None:
    brand = read_brand("bank", "Bank One", BANK)
    assert (brand.count_opens, brand.count_clicks) == (True, True)
    quiet = read_brand("bank", "Bank One", {**BANK, "count_opens": False})
    assert (quiet.count_opens, quiet.count_clicks) == (False, True)
    assert read_brand("bank", "Bank One", write_brand(quiet)) == quiet


def test_legal_words_are_found_by_the_language_or_its_region() -> None:
    brand = read_brand("bank", "Bank One", BANK)
    assert [brand.legal_in(one) for one in ("es", "es-CO", "es_MX", "fr")] == [*["Banco Uno, S. A."] * 3, ""]


@pytest.mark.parametrize(
    ("kit", "field"),
    [
        ({"primary": "red"}, "primary"),
        ({"primary": '#fff000" onload="'}, "primary"),
        ({"primary": "#ffffff\n"}, "primary"),
        ({"font": 'Arial"; color: red'}, "font"),
        ({"logo": "javascript:alert(1)"}, "logo"),
        ({"radius": 400}, "radius"),
        ({"colour": "#ffffff"}, "The kit"),
        ({"legal": {"es": 4}}, "legal.es"),
        ({"count_opens": "no"}, "count_opens"),
    ],
    ids=["word", "attribute", "line end", "font", "logo", "radius", "unknown", "legal", "switch"],
)
def test_a_kit_that_could_do_harm_is_refused_by_name(kit: dict[str, object], field: str) -> None:
    with pytest.raises(BrandError, match=f"^{field}: "):
        read_brand("bank", "Bank One", kit)


def test_variables_become_the_kits_values() -> None:
    brand = Brand(primary="#102a83", radius=4)
    assert resolve("var(--brand-primary) var( --brand-radius )", brand) == "#102a83 4px"
    assert resolve("no variable", brand) == "no variable"
    with pytest.raises(TemplateError, match="--brand-primry"):
        resolve("var(--brand-primry)", brand)


def test_an_unknown_variable_is_told_at_its_element() -> None:
    root = Element("mj-body", {}, [Element("mj-text", {"color": "var(--brand-nothing)"}, [], 3, 7)])
    with pytest.raises(TemplateError, match=r"line 3, column 7"):
        apply(root, HOUSE)


def test_a_mail_takes_the_colours_of_its_brand() -> None:
    source = source_of("email", "es", {"text": MAIL, "subject": "Hola"})
    assert isinstance(source, EmailSource)
    ours, theirs = compile_email(source).html, compile_email(source_of_brand(source)).html
    assert HOUSE.primary in ours
    assert "--brand" not in ours
    assert "#102a83" in theirs
    assert HOUSE.primary not in theirs


def source_of_brand(source: EmailSource) -> EmailSource:
    """The same mail of another brand."""
    other = branded(source, Brand(primary="#102a83"))
    assert isinstance(other, EmailSource)
    return other


def test_a_letter_takes_the_colours_of_its_brand_and_a_text_has_none() -> None:
    letter = source_of(
        "letter", "es", {"text": '<html><p style="color:var(--brand-text)">x</p></html>', "subject": "x"}
    )
    text = source_of("sms", "es", {"text": "Hola"})
    assert branded(text, Brand(text="#000001")) is text
    other = branded(letter, Brand(text="#000001"))
    assert isinstance(other, LetterSource)
    assert "color:#000001" in compile_letter(other).html


def test_a_style_sheet_takes_the_values_too() -> None:
    sheet = Element("mj-style", {}, [".x { color: var(--brand-primary); }"])
    apply(Element("mj-head", {}, [sheet]), Brand(primary="#102a83"))
    assert sheet.children == [".x { color: #102a83; }"]
