"""A design as text, and the block behind each line."""

from renderers.designs.dialect import EMAIL
from renderers.designs.source import write_source
from renderers.document import Element


def test_every_block_begins_a_line_that_is_known_by_its_id() -> None:
    column = Element("mj-column", {"id": "c"}, [
        Element("mj-text", {"id": "t"}, ["one\ntwo {{ debtor.first_name }}"]),
        Element("c-legal", {"id": "l"}),
        Element("mj-button", {"id": "b", "href": "{{ link.page }}"}, ["x"]),
    ])  # fmt: skip
    source = write_source(Element("mjml", {}, [Element("mj-body", {"id": "body"}, [column])]), EMAIL)
    assert source.text.splitlines() == [
        "<mjml>", "<mj-body>", "<mj-column>", "<mj-text>one", "two {{ debtor.first_name }}</mj-text>",
        "<c-legal></c-legal>", '<mj-button href="{{ link.page }}">x</mj-button>',
        "</mj-column>", "</mj-body>", "</mjml>",
    ]  # fmt: skip
    found = [source.block_at(line) for line in (None, 1, 2, 3, 4, 5, 6, 7, 8)]
    assert found == ["", "", "body", "c", "t", "t", "l", "b", "b"]
