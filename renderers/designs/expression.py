"""A token as the editors keep it (name, format, fallback) and as a template says it, one for one.

``{{ debtor.first_name | default('cliente') }}`` is the token ``debtor.first_name`` without a format, with a fallback.
With a format the fallback stands in ``if … is defined else …``, so that it is written as it is and not formatted.
Quotes, brackets and braces of a fallback are written as escapes, so that an expression can stand in an attribute of
MJML or HTML. ``tests/renderers/designs/expressions.json`` holds examples for this module and for the studio's own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TOKEN = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")

MONEY, PLURAL = "money", "plural"

SIMPLE = {
    "date": "date",
    "date_short": "date('short')",
    "date_medium": "date('medium')",
    "date_full": "date('full')",
    "number": "number",
    "percent": "percent",
    "name": "name",
    "upper": "upper",
    "lower": "lower",
    "upper_first": "upper_first",
    "first": "first",
}
"""The formats whose filter takes the same words whatever the token."""

FORMATS = ("", MONEY, PLURAL, *SIMPLE)
"""Every format; ``plural`` is followed by its words: ``plural:día|días``."""

_FILTER_OF = {text: name for name, text in SIMPLE.items()}
_ESCAPED = re.compile(r"""[\x00-\x1f'"\\<>&{}%#|\u2028\u2029]""")
_READ = re.compile(r"\\u([0-9a-f]{4})")
_LITERAL = r"'([^'\\]|\\u[0-9a-f]{4})*'"
_EXPRESSION = re.compile(
    rf"""\{{\{{ (?P<token>{TOKEN.pattern})"""
    rf"""(?P<plain> \| default\((?P<short>{_LITERAL})\))?"""
    rf"""(?: \| (?P<filter>[a-z_]+(?:\([^{{}}]*?\))?))?"""
    rf"""(?: if (?P<guard>{TOKEN.pattern}) is defined else (?P<long>{_LITERAL}))? \}}\}}"""
)
_ANY = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\{\#[^{}]*\#\}")


@dataclass(frozen=True)
class Token:
    """A token in a design; ``fallback`` is written where a person has no value, empty holds the message."""

    token: str
    format: str = ""
    fallback: str = ""


@dataclass(frozen=True)
class Code:
    """A tag that an author wrote by hand and that is no token of the editors: kept as it is."""

    source: str


Piece = str | Token | Code


def expression(token: Token) -> str:
    """What a template says for a token; raises ValueError for a name or a format that there is not."""
    if not TOKEN.fullmatch(token.token):
        raise ValueError(f"{token.token} is no token")
    written = token.token if token.format == "" else f"{token.token} | {_filter(token)}"
    if token.fallback == "":
        return f"{{{{ {written} }}}}"
    if token.format == "":
        return f"{{{{ {token.token} | default({_literal(token.fallback)}) }}}}"
    return f"{{{{ {written} if {token.token} is defined else {_literal(token.fallback)} }}}}"


def read(source: str) -> Token | None:
    """The token behind an expression; None for one that these editors would not write so."""
    match = _EXPRESSION.fullmatch(source)
    if match is None:
        return None
    form = "" if match["filter"] is None else _format(match["filter"], match["token"])
    literal = match["short"] or match["long"]
    if form is None:
        return None
    token = Token(match["token"], form, "" if literal is None else _unescaped(literal[1:-1]))
    return token if expression(token) == source else None


def pieces(text: str) -> Iterator[Piece]:
    """A text in its order: words, tokens, and what was written by hand. Put together again it is the same text."""
    at = 0
    for match in _ANY.finditer(text):
        if match.start() > at:
            yield text[at : match.start()]
        yield read(match[0]) or Code(match[0])
        at = match.end()
    if at < len(text):
        yield text[at:]


def together(parts: Iterator[Piece] | list[Piece]) -> str:
    """The text that ``pieces`` took apart."""
    return "".join(
        part if isinstance(part, str) else part.source if isinstance(part, Code) else expression(part) for part in parts
    )


def _filter(token: Token) -> str:
    if token.format in SIMPLE:
        return SIMPLE[token.format]
    if token.format == MONEY:
        return f"money({_currency(token.token)})"
    kind, colon, words = token.format.partition(":")
    forms = words.split("|")
    if kind == PLURAL and colon and 2 <= len(forms) <= 4 and all(forms):  # noqa: PLR2004 - one, other, few, many
        return f"plural({', '.join(_literal(form) for form in forms)})"
    raise ValueError(f"{token.format} is no format")


def _currency(token: str) -> str:
    """The token of the currency in which an amount is: that of the row inside a repetition over debts."""
    return "debt.currency" if token.startswith("debt.") else "account.currency"


def _format(written: str, token: str) -> str | None:
    if written in _FILTER_OF:
        return _FILTER_OF[written]
    if written == f"money({_currency(token)})":
        return MONEY
    if re.fullmatch(rf"plural\({_LITERAL}(?:, {_LITERAL}){{1,3}}\)", written):
        words = [_unescaped(match[0][1:-1]) for match in re.finditer(_LITERAL, written)]
        return f"{PLURAL}:{'|'.join(words)}"
    return None


def _literal(text: str) -> str:
    return "'" + _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "'"


def _unescaped(text: str) -> str:
    return _READ.sub(lambda match: chr(int(match[1], 16)), text)
