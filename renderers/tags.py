"""Reads the template tags of a document: which tokens it prints, and which of them a person must have.

Authors may write ``{{ token | filter }}``, ``{% if %}``, ``{% for %}``, ``{% set %}`` and ``{# notes #}``. Everything
else that a Jinja template could do (macros, includes, calls, switching the escaping off) is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import accumulate, pairwise

import minijinja

from renderers.errors import TemplateError
from renderers.tokens import TOKEN, filter_names

# No possessive quantifiers, which Python matches wrongly before 3.11.5: no two alternatives begin alike, so nothing is
# tried twice without them either.
INSIDE = r"""(?:[^"'%}}]|{close}(?!\}})|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|{other})*"""
TAG = re.compile(
    r"\{\{" + INSIDE.format(close=r"\}", other="%") + r"\}\}"
    r"|\{%" + INSIDE.format(close="%", other=r"\}") + r"%\}"
    r"|\{\#(?:[^#]|\#(?!\}))*\#\}",
    re.DOTALL,
)
OPENING = re.compile(r"\{[{%#]")
BLOCKS = frozenset({"if", "elif", "else", "endif", "for", "endfor", "set", "endset"})
PART = re.compile(
    r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\d+(?:\.\d+)?|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*|[=!<>]=|\S""", re.DOTALL
)
KEYWORDS = frozenset({"and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "True", "False", "None"})
SHOWN = "show."  # how the flags of parts begin that not everybody sees
NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")


@dataclass(frozen=True)
class Tag:
    """One template tag as written, and the offset at which it starts."""

    text: str
    start: int

    @property
    def body(self) -> str:
        """What stands between the braces."""
        return self.text[2:-2].strip("-+ \t\r\n")

    @property
    def word(self) -> str:
        """The first word of a block tag ("if"); empty for a tag that prints."""
        return _word(self.text) if self.text.startswith("{%") else ""


@dataclass(frozen=True)
class Reading:
    """What a text's tags read; ``required`` are the tokens that stand outside any guard."""

    variables: frozenset[str]
    required: frozenset[str]


@lru_cache(maxsize=4096)
def _word(text: str) -> str:
    words = Tag(text, 0).body.split(None, 1)
    return words[0] if words else ""


def place(source: str, offset: int) -> tuple[int, int]:
    """The line and column, from 1, of an offset."""
    return source.count("\n", 0, offset) + 1, offset - source.rfind("\n", 0, offset)


def scan(source: str) -> Iterator[Tag]:
    """Every tag in order; raises TemplateError for one that is never closed."""
    at = 0
    while opening := OPENING.search(source, at):
        match = TAG.match(source, opening.start())
        if match is None:
            line, column = place(source, opening.start())
            raise TemplateError(f"The tag that starts with {opening[0]} is never closed.", line, column)
        yield Tag(match[0], match.start())
        at = match.end()


def limit(source: str, most: int) -> None:
    """Refuse a source that is too long to be a message, with a TemplateError."""
    if len(source) > most:
        raise TemplateError(f"The template is longer than {most:,} characters.")


def read(source: str) -> Reading:
    """Check the tags of a text and tell which tokens they read; raises TemplateError at the first fault."""
    tags = list(scan(source))
    for tag in tags:
        fault = _fault(tag.text)
        if fault:
            raise TemplateError(fault, *place(source, tag.start))
    skeleton = "".join(tag.text for tag in tags)  # what stands between them takes most of the time and says nothing
    try:
        names = _environment().undeclared_variables_in_str(skeleton, nested=True)
    except minijinja.TemplateError as error:
        raise _syntax_fault(source, tags, skeleton, error) from error
    dotted = {".".join(name.split(".")[:2]) for name in names if "." in name}
    for name in sorted(names):
        if "." not in name and not any(known.startswith(f"{name}.") for known in dotted):
            raise TemplateError(
                f"{name} is no token; a token has two parts, such as debtor.first_name.", *_find(tags, name, source)
            )
    return Reading(frozenset(dotted), frozenset(_required(tags) & dotted))


def _syntax_fault(source: str, tags: list[Tag], skeleton: str, error: minijinja.TemplateError) -> TemplateError:
    """What MiniJinja cannot read, with its place in what the author wrote."""
    start = error.range[0] if error.range else 0
    offset = len(skeleton.encode()[:start].decode(errors="ignore"))
    ends = accumulate(len(tag.text) for tag in tags)
    tag, end = next((tag, end) for tag, end in zip(tags, ends, strict=True) if offset <= end)
    line, column = place(source, tag.start + len(tag.text) - (end - offset))
    return TemplateError(f"This template tag cannot be read: {error.detail}.", line, column)


def _find(tags: list[Tag], name: str, source: str) -> tuple[int, int]:
    """Where a name is first used."""
    return next(place(source, tag.start) for tag in tags if re.search(rf"\b{re.escape(name)}\b", tag.text))


@cache
def _environment() -> minijinja.Environment:
    """One in which templates are only read."""
    return minijinja.Environment()


@lru_cache(maxsize=4096)
def _fault(text: str) -> str | None:
    """What is forbidden in a tag, in one sentence."""
    tag = Tag(text, 0)
    if tag.text.startswith("{#"):
        return None
    if tag.text.startswith("{%") and tag.word not in BLOCKS:
        return f"{{% {tag.word} %}} cannot be used here; if, for and set can."
    parts = PART.findall(tag.body)
    for at, part in enumerate(parts):
        before = parts[at - 1] if at else ""
        after = parts[at + 1] if at + 1 < len(parts) else ""
        if before == "|" and part not in filter_names():
            return f"There is no filter {part}; there are {', '.join(sorted(filter_names()))}."
        if after == "(" and NAME.fullmatch(part) and part not in KEYWORDS and before not in {"|", "is", "not"}:
            return f"{part}() cannot be called here; use a filter, as in {{{{ debtor.first_name | upper }}}}."
    return _bracket_fault(parts)


def _bracket_fault(parts: list[str]) -> str | None:
    """Brackets hold only plain values, as in ``in ["a", "b"]``: MiniJinja is not strict about tokens within them."""
    depth = 0
    for before, part in pairwise(["", *parts]):
        if part == "{" or (
            part == "[" and (before in {")", "]"} or (NAME.fullmatch(before) and before not in KEYWORDS))
        ):
            return f"{part} cannot be used here."
        depth += {"[": 1, "]": -1}.get(part, 0)
        if depth and NAME.fullmatch(part) and part not in KEYWORDS:
            return f"{part} cannot stand in brackets."
    return None


@dataclass
class _Scope:
    """The tokens that the open ``if`` and ``for`` blocks have looked at.

    What stands in a part that not everybody sees (``{% if show.… %}``) is for those whom its condition chose.
    """

    guards: list[set[str]] = field(default_factory=list)

    def holds(self, name: str) -> bool:
        return any(name in seen or any(one.startswith(SHOWN) for one in seen) for seen in self.guards)


def _required(tags: list[Tag]) -> set[str]:
    """The tokens used where no enclosing ``if`` and no ``default`` looks after an empty one."""
    required: set[str] = set()
    scope = _Scope()
    for tag in tags:
        if tag.text.startswith("{#"):
            continue
        if tag.word in {"endif", "endfor"}:
            scope.guards.pop()
        seen, used = _uses(tag.text)
        required |= {name for name in used - seen if not scope.holds(name)}
        if tag.word == "if":
            scope.guards.append(set(seen))
        elif tag.word == "for":
            scope.guards.append(set())
        elif tag.word == "elif":
            scope.guards[-1] |= seen
    return required


@lru_cache(maxsize=4096)
def _uses(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The tokens of a tag that it only looks at, and those whose value it uses."""
    seen: set[str] = set()
    used: set[str] = set()
    tag = Tag(text, 0)
    parts = PART.findall(tag.body.removeprefix(tag.word))
    conditional = tag.word in {"if", "elif"}
    for at, part in enumerate(parts):
        before = parts[at - 1] if at else ""
        after = [*parts[at + 1 : at + 3], "", ""]
        conditional = (conditional or part == "if") and part != "else"
        if not TOKEN.fullmatch(part):
            continue
        looked_at = (
            conditional and before in {"", "if", "and", "or", "not", "("} and after[0] in {"", "else", "and", "or", ")"}
        )
        fallback = after[0] in {"is", "or"} or (after[0] == "|" and after[1] in {"default", "d"})
        (seen if looked_at or fallback else used).add(part)
    return frozenset(seen), frozenset(used)
