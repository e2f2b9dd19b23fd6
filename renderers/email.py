"""Compiles a designed email once and personalises it many times."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import mjml

from renderers import tokens as tk
from renderers.errors import MissingTokenError, TemplateError


@dataclass(frozen=True)
class EmailSource:
    """What the author wrote: an MJML document with tokens, its subject, its preheader and its language."""

    mjml: str
    subject: str
    preheader: str = ""
    language: str = "en"


@dataclass(frozen=True)
class RenderedEmail:
    """What one person gets."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True)
class EmailTemplate:
    """A compiled email. Immutable, safe to share between threads."""

    subject: str
    html: str
    text: str
    language: str
    variables: frozenset[str]
    required: frozenset[str]

    @cached_property
    def _environment(self) -> Any:
        return tk.environment(
            self.language, {"subject.txt": self.subject, "mail.html": self.html, "mail.txt": self.text}
        )

    def render(self, tokens: Mapping[str, Any], language: str | None = None) -> RenderedEmail:
        """Fill in the tokens of one person (see ``renderers.tokens.nest``)."""
        del language
        names = [tuple(v.split(".", 1)) for v in self.variables]
        picked = tk.pick(tokens, names)
        env = self._environment
        try:
            return RenderedEmail(*(env.render_template(n, **picked) for n in ("subject.txt", "mail.html", "mail.txt")))
        except tk.minijinja.TemplateError as error:
            found = tk.UNDEFINED.search(error.detail or "")
            if found:
                raise MissingTokenError(found[1]) from error
            raise TemplateError(error.detail or error.message) from error


def compile_email(source: EmailSource) -> EmailTemplate:
    """Compile an email; raises TemplateError with the line and column of what its author must mend."""
    html = mjml.mjml2html(source.mjml, fonts={})
    text = f"{source.subject}\n\n{{{{ link.page }}}}\n"
    env = tk.environment(source.language, {})
    names = frozenset(env.undeclared_variables_in_str(source.subject + html + text, nested=True))
    return EmailTemplate(source.subject, html, text, source.language, names, names)
