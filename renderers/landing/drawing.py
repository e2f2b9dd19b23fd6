"""From a tree of widgets to the text that is filled in for each visit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import minijinja
from jsonschema import Draft202012Validator

from renderers import conditions
from renderers.brand import Brand
from renderers.document import Element
from renderers.errors import TemplateError
from renderers.landing import icons, words
from renderers.landing.fragments import FRAGMENTS
from renderers.landing.safe import Author
from renderers.landing.widget import Property, Widget
from renderers.landing.widgets import WIDGETS

REPEAT = "repeat"
DEBTS = "debts"
BESIDE = frozenset({"id", conditions.ATTRIBUTE, REPEAT})  # what any widget may have: its name, for whom, how often


@dataclass(frozen=True)
class Use:
    """A widget that stands on a page, and what its attributes are."""

    tag: str
    attributes: tuple[tuple[str, str], ...]

    def __getitem__(self, name: str) -> str:
        """One attribute."""
        return dict(self.attributes)[name]


@dataclass
class Drawing:
    """Draws the widgets of one page, and gathers what they need."""

    author: Author
    language: str
    brand: Brand
    rules: dict[str, str] = field(default_factory=dict)
    conditions: dict[str, Any] = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)

    def draw(self, element: Element, parent: str, *, outside: bool) -> str:
        """The text of a widget and all that it holds; raises TemplateError with the place."""
        widget = self._widget(element, parent)
        if outside and widget.private:
            raise element.fault(
                f"<{element.tag}> shows what only the person may see, so it stands below the verification."
            )
        self.author.outside = outside
        values = self._attributes(widget, element)
        written = self._given(widget, element).items()
        self.uses.append(Use(widget.tag, tuple((name, self.author.hidden.show(value)) for name, value in written)))
        try:
            children = self._children(widget, element, outside=outside)
            text = self._write(widget.template, values, children)
        except TemplateError as error:
            raise error if error.line else element.fault(error.message) from None
        return self._shown_if(element, self._repeated(element, text, outside=outside), outside=outside)

    def _widget(self, element: Element, parent: str) -> Widget:
        widget = WIDGETS.get(element.tag)
        if widget is None:
            raise element.fault(f"<{element.tag}> is no widget of a page.")
        if parent not in widget.parents:
            names = ", ".join(f"<{name}>" for name in widget.parents)
            raise element.fault(f"<{element.tag}> cannot stand in <{parent}>; it stands in {names}.")
        if widget.once and any(one.tag == widget.tag for one in self.uses):
            raise element.fault(f"A page can have only one <{element.tag}>.")
        return widget

    def _given(self, widget: Widget, element: Element) -> dict[str, str]:
        """The attributes with the defaults of those that are not given, as they were written."""
        given = {name: value for name, value in element.attributes.items() if name not in BESIDE}
        unknown = sorted(given.keys() - widget.properties.keys())
        if unknown:
            raise element.fault(f"<{element.tag}> has no attribute {unknown[0]}.")
        return {**widget.defaults, **given}

    def _attributes(self, widget: Widget, element: Element) -> dict[str, str]:
        values = {}
        for name, value in self._given(widget, element).items():
            try:
                values[name] = self._value(value, widget.properties[name])
            except TemplateError as error:
                raise element.fault(f"{name}: {error.message}") from None
        return values

    def _value(self, value: str, about: Property) -> str:
        """One attribute, made safe to stand in HTML."""
        if about["x-widget"] in {"text", "long-text"}:
            _check(value, about)
            return self.author.text(value)
        if "x-tokens" in about:
            found = self.author.address(value)
            if found.startswith("{{"):
                return found
        else:
            found = self.author.plain(value)
        _check(value, about)
        return found

    def _children(self, widget: Widget, element: Element, *, outside: bool) -> str:
        if widget.holds == "html":
            return self.author.html(element)
        stray = [child for child in element.children if isinstance(child, str) and child.strip()]
        if stray or (widget.holds == "nothing" and element.children and element.elements()):
            raise element.fault(f"<{element.tag}> cannot hold this; text belongs into a <p-text>.")
        return "\n".join(self.draw(child, element.tag, outside=outside) for child in element.elements())

    def _repeated(self, element: Element, text: str, *, outside: bool) -> str:
        """Once for each debt of the person, where the author wants it."""
        over = element.attributes.get(REPEAT, "")
        if not over:
            return text
        if over != DEBTS or outside:
            raise element.fault("A block is repeated for each of the debts, below the verification.")
        return f"{{% for debt in inside.debts %}}\n{text}\n{{% endfor %}}"

    def _shown_if(self, element: Element, text: str, *, outside: bool) -> str:
        written = element.attributes.get(conditions.ATTRIBUTE, "")
        if not written:
            return text
        if outside:
            raise element.fault("What is shown only to some stands below the verification.")
        condition = conditions.read(element, self.author.hidden.show(written))
        flag = conditions.flag_of(condition)
        self.conditions[flag] = condition
        return f"{{% if show.{flag} %}}\n{text}\n{{% endif %}}"

    def _write(self, template: str, values: Mapping[str, str], children: str) -> str:
        """Fill in the first stage of a widget."""
        return stage().render_str(
            template,
            a=values,
            children=children,
            language=self.language,
            legal=self.author.plain(self.brand.legal_in(self.language)),
            contacts=self.author.plain(" · ".join(filter(None, (self.brand.postal, self.brand.phone)))),
            logo=self.brand.logo if self.brand.logo.startswith("/") else "",
            logo_width=f"{self.brand.logo_width}px",
            t=self._say,
            css=self._css,
            include=lambda name: self._write(FRAGMENTS[name], values, ""),
            icon=icons.draw,
            whole=lambda text: [str(int(part)) for part in text.split(",")],
            outer=lambda address: address.startswith("https:"),
        )

    def _say(self, key: str, **expressions: str) -> str:
        return words.say(self.language, key, **expressions)

    def _css(self, name: str, value: str) -> str:
        """The class that gives an element this style, with a space before it; nothing where there is no value.

        Values come from the brand, or were held against the pattern of their attribute.
        """
        if not value:
            return ""
        rule = f"{name}:{value}"
        known = self.rules.setdefault(rule, f"g{len(self.rules) + 1}")
        return f" {known}"


@cache
def stage() -> minijinja.Environment:
    """The first stage: filled in when a page is compiled, with values that are safe already."""
    environment: minijinja.Environment = minijinja.Environment(
        auto_escape_callback=lambda _: False,
        undefined_behavior="strict",
        pycompat=True,
        block_start_string="[%",
        block_end_string="%]",
        variable_start_string="[[",
        variable_end_string="]]",
        comment_start_string="[#",
        comment_end_string="#]",
    )
    return environment


def _check(value: str, about: Property) -> None:
    """Refuse a value that the attribute's schema does not allow."""
    rules = {key: one for key, one in about.items() if key in {"type", "enum", "pattern", "maxLength"}}
    fault = next(iter(Draft202012Validator(rules).iter_errors(value)), None)
    if fault is not None:
        raise TemplateError(f"{value[:60]!r} cannot be used here.")
    span = about.get("x-range")
    if span and not span[0] <= int(value) <= span[1]:
        raise TemplateError(f"{value} must be from {span[0]} to {span[1]}.")
