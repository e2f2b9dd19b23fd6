"""Writes the plain part of the template language directly, several times as fast as MiniJinja does.

Almost every tag of a mail prints a token, perhaps through a filter, or stands around what is printed. Such a template
becomes one Python expression, put together as a syntax tree: what an author wrote is in it as values and names of
fields, never as code. What is not plain is left to MiniJinja, as is every person for whom anything is out of the
ordinary: a token without a value, or one that is neither text nor a whole number. So every fault is found and told in
one place, and what comes out is the same; the tests hold that.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any

from renderers import tags
from renderers.errors import RenderError
from renderers.tags import Tag

Found = Mapping[str, Any]
Writer = Callable[[Found], str]

MOST_ROWS = 1_000  # of a loop; what goes through more is left to whoever counts its work
DEEPEST = 10  # blocks within each other
PART = re.compile(
    r"""\s*(?:(?P<text>"[^"\\]*"|'[^'\\]*')|(?P<number>\d{1,15})(?![\w.])"""
    r"""|(?P<path>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?)(?![\w.])|(?P<sign>[|(),~]))""",
    re.ASCII,
)
CONDITION = re.compile(r"(not\s+)?([A-Za-z_]\w*\.[A-Za-z_]\w*)", re.ASCII)
LOOP = re.compile(r"for\s+([A-Za-z]\w*)\s+in\s+([A-Za-z_]\w*\.[A-Za-z_]\w*)", re.ASCII)
KEYWORDS = frozenset({"and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "loop", "self"})
KNOWN, ROW = "known", "row"
LOAD = ast.Load()


class NotPlainError(Exception):
    """This is for MiniJinja to write."""


FAULTS = (NotPlainError, RenderError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What a writer raises where a person is not plain."""


def writer(source: str, filters: Mapping[str, Callable[..., Any]], *, html: bool) -> Writer | None:
    """What writes a template for one person after the other; None where it is not plain. See ``FAULTS``."""
    reader = _Reader(source, filters, escaped=html)
    try:
        body = reader.block(0)
        if reader.next < len(reader.tags):  # an end of what never began
            return None
    except NotPlainError:
        return None
    taken = ast.arguments(posonlyargs=[], args=[ast.arg(KNOWN)], kwonlyargs=[], kw_defaults=[], defaults=[])
    whole = ast.fix_missing_locations(ast.Expression(ast.Lambda(taken, body)))
    made: Writer = eval(compile(whole, "<template>", "eval"), {"__builtins__": {}, **reader.named})  # noqa: S307 - a tree of our own, not a text
    return made


class _Reader:
    """Reads one template."""

    def __init__(self, source: str, filters: Mapping[str, Callable[..., Any]], *, escaped: bool) -> None:
        self.source = source
        self.filters = filters
        self.escaped = escaped
        self.named: dict[str, Any] = {"joined": _joined, "printed": _printed, "escaped": _escaped}
        self.named |= {"rows": _rows, "either": _either, "upper": str.upper, "lower": str.lower}
        self.tags = list(tags.scan(source))
        self.next = 0
        self.at = 0
        self.row = ""  # what the loop calls each row that is gone through just now

    def block(self, depth: int) -> ast.expr:
        """What stands before the tag that ends this block."""
        if depth > DEEPEST:
            raise NotPlainError
        pieces: list[ast.expr] = []
        while self.next < len(self.tags):
            tag = self.tags[self.next]
            if tag.word in {"else", "elif", "endif", "endfor"}:
                break
            pieces.append(ast.Constant(self.step()))
            if tag.text.startswith("{{"):
                value = _Expression(tag.body, self).whole()
                pieces.append(_call(_name("escaped"), value) if self.escaped else value)
            elif not tag.text.startswith("{#"):
                pieces.append(self._block(tag, depth))
        end = self.tags[self.next].start if self.next < len(self.tags) else len(self.source)
        pieces.append(ast.Constant(self.source[self.at : end]))
        self.at = end
        return _call(_name("joined"), ast.Tuple(pieces, LOAD))

    def step(self) -> str:
        """Step over the next tag; the text before it."""
        if self.next >= len(self.tags):
            raise NotPlainError
        tag = self.tags[self.next]
        if tag.text[2] in "-+" or tag.text[-3] in "-+":
            raise NotPlainError
        before = self.source[self.at : tag.start]
        self.at = tag.start + len(tag.text)
        self.next += 1
        return before

    def _block(self, tag: Tag, depth: int) -> ast.expr:
        """What an ``if`` or a ``for`` writes, up to its end."""
        if tag.word == "if":
            return self._choice(tag.body.removeprefix("if"), depth)
        found = LOOP.fullmatch(tag.body)
        if found is None or self.row:
            raise NotPlainError
        items = self.at_path(found[2])
        self.row = found[1]
        inside = self.block(depth + 1)
        self.row = ""
        if self._ending() != "endfor":
            raise NotPlainError
        each = ast.comprehension(ast.Name(ROW, ast.Store()), _call(_name("rows"), items), [], 0)
        return _call(ast.Attribute(ast.Constant(""), "join", LOAD), ast.ListComp(inside, [each]))

    def _choice(self, condition: str, depth: int) -> ast.expr:
        test = self._condition(condition)
        inside = self.block(depth + 1)
        tag = self.tags[self.next] if self.next < len(self.tags) else Tag("{%  %}", 0)
        ending = self._ending()
        if ending == "elif":
            return ast.IfExp(test, inside, self._choice(tag.body.removeprefix("elif"), depth + 1))
        if ending == "else":
            otherwise = self.block(depth + 1)
            ending = self._ending()
        else:
            otherwise = ast.Constant("")
        if ending != "endif":
            raise NotPlainError
        return ast.IfExp(test, inside, otherwise)

    def _ending(self) -> str:
        """The word of the tag that ended a block."""
        self.step()
        return self.tags[self.next - 1].word

    def _condition(self, text: str) -> ast.expr:
        """Whether a token has a value that counts as yes."""
        found = CONDITION.fullmatch(text.strip())
        if found is None:
            raise NotPlainError
        value = self.perhaps(found[2])
        return ast.UnaryOp(ast.Not(), value) if found[1] else value

    def at_path(self, path: str) -> ast.expr:
        """The value of a token, or of a field of the row; a LookupError where there is none."""
        group, field = self._split(path)
        return ast.Subscript(group, field, LOAD)

    def perhaps(self, path: str) -> ast.expr:
        """The same, but None where there is none."""
        group, field = self._split(path)
        return _call(ast.Attribute(group, "get", LOAD), field)

    def _split(self, path: str) -> tuple[ast.expr, ast.Constant]:
        group, _, field = path.partition(".")
        if not field or group in KEYWORDS:
            raise NotPlainError
        if group == self.row:
            return _name(ROW), ast.Constant(field)
        return ast.Subscript(_name(KNOWN), ast.Constant(group), LOAD), ast.Constant(field)


class _Expression:
    """Reads what stands between ``{{`` and ``}}``."""

    def __init__(self, text: str, reader: _Reader) -> None:
        self.reader = reader
        self.parts = list(_parts(text))

    def whole(self) -> ast.expr:
        """All of it."""
        value = self._filtered()
        if self.parts:
            raise NotPlainError
        return value

    def _peek(self) -> str:
        return self.parts[0][1] if self.parts else ""

    def _take(self, sign: str = "") -> tuple[str, str]:
        if not self.parts or (sign and self.parts[0] != ("sign", sign)):
            raise NotPlainError
        return self.parts.pop(0)

    def _filtered(self) -> ast.expr:
        before = self._peek() if self.parts and self.parts[0][0] == "path" else ""
        value = self._operand()
        while self._peek() == "|":
            self._take()
            name = self._take()[1]
            given = self._arguments() if self._peek() == "(" else []
            if name in {"default", "d"} and before and len(given) == 1:
                value = _call(_name("either"), self.reader.perhaps(before), *given)
            elif name in {"upper", "lower"} and not given:
                value = _call(_name(name), value)
            elif name in self.reader.filters:
                self.reader.named[f"filter_{name}"] = self.reader.filters[name]
                value = _call(_name(f"filter_{name}"), value, *given)
            else:
                raise NotPlainError
            before = ""
        return value

    def _arguments(self) -> list[ast.expr]:
        """What a filter is told; None where a token has no value, which is the filter's to judge."""
        self._take("(")
        given: list[ast.expr] = []
        while self._peek() != ")":
            if given:
                self._take(",")
            is_path = bool(self.parts) and self.parts[0][0] == "path"
            given.append(self.reader.perhaps(self._take()[1]) if is_path else self._operand())
        self._take(")")
        return given

    def _operand(self) -> ast.expr:
        kind, text = self._take()
        if kind == "text":
            return ast.Constant(text[1:-1])
        if kind == "number":
            return ast.Constant(int(text))
        if kind == "path":
            return self.reader.at_path(text)
        if text != "(":
            raise NotPlainError
        value = self._filtered()
        if self._peek() == "~":
            value = _call(_name("printed"), value)
        while self._peek() == "~":
            self._take()
            value = ast.BinOp(value, ast.Add(), _call(_name("printed"), self._filtered()))
        self._take(")")
        return value


def _parts(text: str) -> Iterator[tuple[str, str]]:
    at, end = 0, len(text.rstrip())
    while at < end:
        part = PART.match(text, at)
        if part is None or part.lastgroup is None or part[part.lastgroup] in KEYWORDS:
            raise NotPlainError
        yield part.lastgroup, part[part.lastgroup]
        at = part.end()


def _name(name: str) -> ast.expr:
    return ast.Name(name, LOAD)


def _call(act: ast.expr, *given: ast.expr) -> ast.expr:
    return ast.Call(act, list(given), [])


def _rows(items: object) -> list[Any]:
    if not isinstance(items, list) or len(items) > MOST_ROWS:
        raise NotPlainError
    return items


def _either(value: object, other: object) -> object:
    return other if value is None else value


def _joined(pieces: tuple[Any, ...]) -> str:
    """All pieces in a row; almost always they are texts, which need no look at each."""
    try:
        return "".join(pieces)
    except TypeError:
        return "".join([_printed(piece) for piece in pieces])


def _printed(value: Any) -> str:  # noqa: ANN401 - any value
    if value.__class__ is str:
        return value
    if value.__class__ is int:
        return str(value)
    raise NotPlainError


def _escaped(value: Any) -> str:  # noqa: ANN401 - any value
    """As MiniJinja escapes, but for slashes. To look for each sign takes less than to search for all, or to replace."""
    if value.__class__ is not str:
        return _printed(value)
    if "&" in value or "<" in value or ">" in value or '"' in value or "'" in value:
        return escape(value)
    return value
