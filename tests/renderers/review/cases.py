"""Reviews to check: from the files of bad messages, and from the finished templates."""

import tomllib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from app.flow.reviewing import contents
from renderers import gallery, tokens
from renderers.document import Element
from renderers.landing.page import PageTemplate
from renderers.landing.samples import shown, somebody
from renderers.review import Review
from renderers.sources import compile_source, words_of
from renderers.text import TextSource, compile_text

BAD = Path(__file__).with_name("bad")
SETS = ("variables", "required", "known", "assets", "private")
HOSTS = frozenset({"cauce.test"})
PAD = {"<!--PAD-->": "<!--{}-->", "PAD": "{}"}


def names() -> list[str]:
    """The bad messages."""
    return sorted(path.stem for path in BAD.glob("*.toml"))


def bad(name: str) -> tuple[Review, set[str], int | None]:
    """A bad message, the codes of what is wrong with it, and how many findings there are where that is said."""
    about = tomllib.loads((BAD / f"{name}.toml").read_text(encoding="utf-8"))
    expected, times, pad = set(about.pop("expect")), about.pop("times", None), about.pop("pad", 0)
    for part in ("html", "text", "words"):
        for mark, filled in PAD.items():
            if pad and mark in about.get(part, ""):
                about[part] = about[part].replace(mark, filled.format("x" * pad))
    values: dict[str, Any] = {key: frozenset(value) if key in SETS else value for key, value in about.items()}
    if "scope" in values:
        values["contents"] = contents(values.pop("scope"))
    if "tree" in values:
        values["tree"] = tree(values["tree"])
    values["jurisdictions"] = tuple(values.get("jurisdictions", ()))
    return Review(hosts=HOSTS, **values), expected, times


def tree(xml: str) -> Element:
    """A tree from its XML."""

    def read(node: ET.Element) -> Element:
        children: list[Element | str] = [node.text] if node.text else []
        for child in node:
            children.append(read(child))
            if child.tail:
                children.append(child.tail)
        return Element(node.tag, dict(node.attrib), children)

    return read(ET.fromstring(xml))  # noqa: S314 - the tests' own


def finished(key: str, language: str, facts: dict[str, Any]) -> Review:
    """A finished template with these sample values, where it is for."""
    template = gallery.templates()[key]
    source = template.sources[language]
    compiled, words = compile_source(source), words_of(source)
    nested = tokens.nest(facts)
    for name in compiled.variables:
        group, _, own = name.partition(".")
        if group in {"list", "show"}:
            nested.setdefault(group, {})[own] = [nested["account"]] * 2 if group == "list" else True
    if isinstance(compiled, PageTemplate):
        written: object = shown(compiled, nested, somebody(language, nested))
    else:
        written = compiled.render(nested, language)
    preheader = compile_text(TextSource(words.get("preheader", ""), language)).render(nested).text
    return Review(
        template.channel,
        language,
        subject=getattr(written, "subject", words.get("subject", "")),
        preheader=preheader,
        html=getattr(written, "html", ""),
        text=getattr(written, "text", ""),
        words="\n".join(words[name] for name in ("subject", "preheader", "text") if name in words),
        tree=None,
        settings={"script": words["script"]} if "script" in words else {},
        variables=compiled.variables,
        required=compiled.required,
        known=frozenset(facts),
        assets=frozenset(),
        hosts=HOSTS,
        jurisdictions=template.jurisdictions,
        contents=contents("third_party"),
    )
