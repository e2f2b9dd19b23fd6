"""What authors write, made safe: their texts are escaped, their HTML is cleaned, their tags are read.

Tags stay hidden (``renderers.mjml.Hidden``) until all else is done, so that nothing that an author writes becomes
markup or a tag by being escaped, cleaned or joined.
"""

import re
from dataclasses import dataclass, field
from html import escape

import nh3

from renderers import tags
from renderers.document import LITERAL, Element, write
from renderers.errors import TemplateError
from renderers.mjml import Hidden

TAGS = {"p", "br", "b", "strong", "i", "em", "u", "s", "small", "sup", "sub", "a", "ul", "ol", "li", "span"}
BLOCK = re.compile(r"<(p|ul|ol)\b")
HREF = re.compile(r'href="([^"]*)"')
ALLOWED_BLOCKS = frozenset({"if", "elif", "else", "endif", ""})
OWN_NAMES = ("page.", "inside.", "show.")
LINK = re.compile(r"\{\{-?\s*link\.[a-z_]+\s*-?\}\}")


@dataclass
class Author:
    """Reads the texts of one document; ``variables`` are the tokens that they use."""

    hidden: Hidden
    public: frozenset[str]
    outside: bool = True
    variables: set[str] = field(default_factory=set)

    def text(self, value: str) -> str:
        """A text that may hold tokens, escaped, with its tags in place."""
        self._read(value)
        return self.hidden.show(LITERAL.sub("&#123;", escape(value, quote=True)))

    def plain(self, value: str) -> str:
        """A value that cannot hold tokens; raises TemplateError where it does."""
        if self.hidden.word.search(value):
            raise TemplateError("No token can stand here.")
        return escape(value, quote=True)

    def address(self, value: str) -> str:
        """The address of a link: one token of a link, or a plain one."""
        if not self.hidden.word.search(value):
            return self.plain(value)
        shown = self.hidden.show(value).strip()
        if not LINK.fullmatch(shown):
            raise TemplateError("An address is written out, or is one token of a link such as {{ link.preferences }}.")
        self._read(value)
        return shown

    def html(self, element: Element) -> str:
        """What stands in an element, as HTML that holds nothing but text, emphasis, lists and links."""
        inner = "".join(
            write(child) if isinstance(child, Element) else write(Element("span", {}, [child]))[6:-7]
            for child in element.children
        )
        cleaned = nh3.clean(
            inner.strip(),
            tags=TAGS,
            attributes={"a": {"href"}},
            url_schemes={"https", "mailto", "tel"},
            link_rel="noopener noreferrer",
        )
        cleaned = cleaned.replace('<a rel="noopener noreferrer">', "<a>")  # its address was refused
        for match in HREF.finditer(cleaned):
            self.address(match[1])
        self._read(cleaned)
        shown = self.hidden.show(LITERAL.sub("&#123;", cleaned))
        return shown if BLOCK.search(shown) or not shown else f"<p>{shown}</p>"

    def _read(self, text: str) -> None:
        """Check the tags of one text, which stand for themselves: what opens in it is closed in it."""
        found = "".join(self.hidden.hidden[int(match[1])] for match in self.hidden.word.finditer(text))
        for tag in tags.scan(found):
            if tag.word not in ALLOWED_BLOCKS:
                raise TemplateError(f"{{% {tag.word} %}} cannot be used on a page; if can.")
        names = tags.read(found).variables
        own = sorted(name for name in names if name.startswith(OWN_NAMES))
        if own:
            raise TemplateError(f"{own[0]} is no token.")
        private = sorted(names - self.public)
        if self.outside and private:
            raise TemplateError(
                f"{{{{ {private[0]} }}}} would be shown to anybody who opens the link: it stands before the person "
                "has proved who they are. Move it below the verification."
            )
        self.variables |= names
