"""Which blocks a design may hold: the tags of a channel, and how each of them is read."""

from dataclasses import dataclass

from renderers.rules import CHILDREN

TEXT_TAGS = frozenset(
    {"a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5"}
    | {"h6", "hr", "i", "img", "ins", "li", "ol", "p", "pre", "s", "small", "span", "strike", "strong", "sub", "sup"}
    | {"u", "ul", "center", "font", "big", "bdi", "bdo", "cite", "q", "mark", "time", "label"}
)
"""What may stand in a text; anything else is taken away and its words stay."""

TABLE_TAGS = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "colgroup", "col"})
HEAD_TAGS = frozenset({"meta", "style"})


@dataclass(frozen=True)
class Dialect:
    """The blocks of a channel.

    ``root`` is the tag of the one block that holds all others. ``blocks`` are all tags of blocks. ``rich`` are those
    that hold text with markup, ``tables`` hold rows, ``raw`` what was written by hand, ``styles`` a style sheet.
    """

    channel: str
    root: str
    blocks: frozenset[str]
    rich: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()
    raw: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()

    @property
    def leaves(self) -> frozenset[str]:
        """The blocks whose content is text or markup, and no blocks."""
        return self.rich | self.tables | self.raw | self.styles


OWN_EMAIL = frozenset(
    {"c-pay-button", "c-plan-offer", "c-debts", "c-facts", "c-qr", "c-help-button", "c-legal", "c-preferences"}
    | {"c-social", "c-video", "c-logo"}
)
"""Our own blocks of an email; each stands in a column."""

MJML = frozenset(CHILDREN) | frozenset(tag for tags in CHILDREN.values() for tag in tags)
MJML_HEAD = frozenset({"mj-all", "mj-class"})

EMAIL = Dialect(
    channel="email",
    root="mjml",
    blocks=MJML | MJML_HEAD | OWN_EMAIL,
    rich=frozenset({"mj-text", "mj-button", "mj-social-element", "mj-navbar-link", "mj-accordion-title"})
    | frozenset({"mj-accordion-text", "mj-title", "mj-preview"}),
    tables=frozenset({"mj-table"}),
    raw=frozenset({"mj-raw"}),
    styles=frozenset({"mj-style"}),
)
"""Emails: MJML and our own blocks."""
