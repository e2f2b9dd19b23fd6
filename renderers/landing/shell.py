"""The frame that every page stands in: the head, the bar with the languages, and the way past it by keyboard."""

import re
from dataclasses import dataclass

from renderers.brand import Brand
from renderers.landing import words
from renderers.landing.icons import draw

END = "<!--end of main-->"
FIRST_HEADING = re.compile(r"<h1\b")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "yi"})

HEAD = """\
<!doctype html>
<html lang="%(language)s"%(direction)s>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light">
<meta name="theme-color" content="%(colour)s">
<meta name="format-detection" content="telephone=no">
<title>{%% if page.fault or page.faults | length %%}%(error)s: {%% endif %%}%(title)s{%% if page.creditor %%} · {{ page.creditor }}{%% endif %%}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{{ page.style }}">
</head>
<body>
<a class="skip" href="#content">%(skip)s</a>
<header class="top">
<div class="inner width-wide bar">
<p class="name">%(name)s</p>
<nav aria-label="%(switch)s">
<ul class="languages">
{%% for one in page.languages %%}<li><a href="{{ one.url }}" lang="{{ one.code }}" hreflang="{{ one.code }}"{%% if one.here %%} aria-current="true"{%% endif %%}>{{ one.name }}</a></li>
{%% endfor %%}
</ul>
</nav>
</div>
</header>
<main id="content" tabindex="-1">
"""
DONE = """\
{%% if inside and page.sent in ["promise", "plan", "plan_declined", "offer", "offer_declined", "dispute"] %%}
<div class="inner width-normal"><p class="saved" role="status" id="sent">%(tick)s <span>{%% if page.sent == "promise" %%}%(promise)s{%% elif page.sent == "plan" %%}%(plan)s{%% elif page.sent == "offer" %%}%(offer)s{%% elif page.sent == "dispute" %%}%(dispute)s{%% else %%}%(declined)s{%% endif %%}</span></p></div>
{%% endif %%}
"""


@dataclass(frozen=True)
class Frame:
    """What a page's frame says; ``title`` is safe to stand in HTML."""

    language: str
    title: str
    brand: Brand


def page(frame: Frame, body: str) -> str:
    """A whole page, with one heading of the first level, which the title serves for where the author wrote none."""
    heading = "" if FIRST_HEADING.search(body) else f'<h1 class="hidden">{frame.title}</h1>\n'
    text = f"{_head(frame)}{_done(frame)}{heading}{body.replace(END, '</main>')}\n</body>\n</html>\n"
    return "\n".join(line for line in (one.strip() for one in text.split("\n")) if line) + "\n"


def variables(brand: Brand) -> str:
    """The brand as the stylesheet knows it."""
    pairs = "".join(f"--brand-{name}:{value};" for name, value in brand.values().items())
    return f":root{{{pairs}}}\n"


def _head(frame: Frame) -> str:
    main = frame.language.replace("_", "-")
    logo = frame.brand.logo
    name = f'<img class="logo-small" src="{logo}" alt="{{{{ page.creditor }}}}">' if logo.startswith("/") else None
    return HEAD % {
        "language": main,
        "direction": ' dir="rtl"' if main.split("-")[0] in RIGHT_TO_LEFT else "",
        "colour": frame.brand.primary,
        "title": frame.title,
        "name": name or "{{ page.creditor }}",
        "error": words.say(frame.language, "faults.mark"),
        "skip": words.say(frame.language, "skip"),
        "switch": words.say(frame.language, "language.switch"),
    }


def _done(frame: Frame) -> str:
    """What is said after a form was sent well."""
    said = {name: words.say(frame.language, f"sent.{name}") for name in ("plan", "offer", "dispute", "declined")}
    promised = words.say(
        frame.language,
        "sent.promise",
        amount="inside.promise.amount | money(inside.debt.currency)",
        date="inside.promise.due_date | date",
    )
    promise = f"{{% if inside.promise %}}{promised}{{% endif %}}"
    return DONE % {**said, "promise": promise, "tick": draw("check", small=True)}
