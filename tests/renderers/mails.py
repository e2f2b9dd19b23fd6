"""Short mails for tests, compiled; by the bare compiler too."""

import mjml as compiler
import pytest

from renderers import tokens
from renderers.email import EmailSource, EmailTemplate, compile_email
from renderers.errors import TemplateError


def column(content: str) -> str:
    return f"<mj-section><mj-column>{content}</mj-column></mj-section>"


def document(body: str, head: str = "") -> str:
    return f"<mjml><mj-head>{head}</mj-head><mj-body>{body}</mj-body></mjml>"


def mail(body: str, head: str = "", preheader: str = "", language: str = "en") -> EmailTemplate:
    return compile_email(EmailSource(document(body, head), "Hi", preheader, language))


def html(body: str, head: str = "", **facts: object) -> str:
    return mail(body, head).render(tokens.nest({name.replace("__", "."): value for name, value in facts.items()})).html


def refusal(body: str, head: str = "") -> TemplateError:
    with pytest.raises(TemplateError) as caught:
        mail(body, head)
    return caught.value


def raw(body: str, head: str = "") -> str:
    """What the bare compiler makes of a document."""
    found: str = compiler.mjml2html(document(body, head), fonts={})
    return found


def refused_by_it(body: str, head: str = "") -> bool:
    try:
        raw(body, head)
    except ValueError:
        return True
    return False
