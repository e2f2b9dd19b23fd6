"""How quick mails are made: ``python -m tests.benchmarks.content --json``.

*Compile* compares compiler with compiler: ours and ``mjml2html`` of npm's ``mjml`` on the same documents, each in a
loop of its own in one warm process, medians over the documents. These are the finished mails with our own blocks
expanded, or with ``--documents FOLDER`` the ``.mjml`` files of a folder as they are. *Save* is all that a save does to
a finished mail, from its MJML to the template that is kept: checks, blocks, text part, links, and the compiler in its
own process. The peer makes HTML and nothing else.

*Personalise* is a dunning mail of 31 KB (20 tokens, a table of 8 debts, 2 conditions): subject, HTML and text for one
person after the other. Jinja2's sandbox and python-liquid write the very same; all escape HTML, and none may print what
is missing. ``personalise_followed_per_s`` also signs every link, which the peers cannot. *MIME* is the whole mail in
its bytes, links signed, DKIM off; ``mime_signed_per_s`` with DKIM (RSA, 2048 bits). All rates are per second of one
core's time.

``editor_open_ms`` is from going to the editor of a copy of a finished mail until its design stands there, with nothing
in the browser's cache: the middle of three. The exit code is 1 when a limit is missed.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import jinja2.sandbox
import liquid
import mjml as compiler
from playwright.sync_api import sync_playwright

from app.channels.signing import Signer, signer_of
from app.config import load
from renderers import document, formats, gallery, links, mime, mjml, tokens, tracking
from renderers.email import EmailSource, EmailTemplate, _arranged, compile_email
from tests.app.channels.test_signing import KEY
from tests.benchmarks.designer import first_load, product
from tests.benchmarks.editor import MILLISECONDS_TO_OPEN, open_editor_ms
from tests.browser.chromium import FLAGS, find_or_install

LIMITS = {
    "compile_vs_npm_mjml": 20,
    "personalise_vs_jinja2_sandboxed": 4,
    "personalise_vs_python_liquid": 8,
}
PEER = Path(__file__).parents[2] / "designer" / "tools" / "mjml"
BIN = Path(sys.executable).parent
ROUNDS = 15
PEOPLE = 400
SECONDS = 1.0  # of processor time for which each rate is measured, three times
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
GIVEN = tracking.context("https://pay.acme.example", b"k" * 32, 1_234_567, 1_800_000_000)
FOLLOWED = re.compile(
    rf"\{{\{{ \((?P<what>[^{{}}]*)\) \| {links.FILTER}\({re.escape(tracking.LINKS)}, \d+, \d+, \"[^\"]*\", \d\) \}}\}}"
)
TWENTY = (
    "debtor.first_name",
    "debtor.last_name",
    "debtor.ref",
    "account.ref",
    "account.creditor",
    "account.product",
    "account.nature",
    "account.balance",
    "account.principal",
    "account.interest",
    "account.fees",
    "account.paid",
    "account.due_date",
    "account.stage",
    "account.status",
    "account.currency",
    "portfolio.name",
    "link.page",
    "link.preferences",
    "account.collector",
)
MONEY = {"account.balance", "account.principal", "account.interest", "account.fees", "account.paid"}
WORDS = "Si ya hizo el pago, muchas gracias: no tiene que hacer nada más. Si hoy no puede pagar, le ayudamos. "


def dunning_mail() -> EmailSource:
    """The mail that is personalised."""

    def written(name: str) -> str:
        if name in MONEY:
            return f"{{{{ {name} | money(account.currency) }}}}"
        return f"{{{{ {name} | date }}}}" if name == "account.due_date" else f"{{{{ {name} }}}}"

    rows = "".join(
        f"<tr><td>{name}</td><td>{written(name)}</td></tr>" for name in TWENTY if not name.startswith("link.")
    )
    loop = (
        "{% for debt in list.debts %}<tr><td>{{ debt.ref }}</td><td>{{ debt.creditor }}</td>"
        "<td>{{ debt.balance | money(debt.currency) }}</td></tr>{% endfor %}"
    )
    columns = "".join(
        f"<mj-section><mj-column><mj-text padding='12px 24px' color='#33474a'>{WORDS * 4}</mj-text></mj-column>"
        "</mj-section>"
        for _ in range(14)
    )
    body = (
        "<mj-section><mj-column><mj-text><h1>Hola, {{ debtor.first_name }}:</h1></mj-text>"
        "{% if account.product %}<mj-text>Producto: {{ account.product }}</mj-text>{% endif %}"
        f"<mj-table>{rows}</mj-table><mj-table>{loop}</mj-table>"
        "<mj-button href='{{ link.page }}'>Pagar {{ account.balance | money(account.currency) }}</mj-button>"
        "{% if account.stage %}<mj-text>{{ account.stage }}</mj-text>{% endif %}</mj-column></mj-section>"
        f"{columns}<mj-section><mj-column><mj-text><a href='https://acme.example/ayuda'>Ayuda</a> "
        "<a href='{{ link.preferences }}'>Preferencias</a></mj-text></mj-column></mj-section>"
    )
    return EmailSource(f"<mjml><mj-body>{body}</mj-body></mjml>", "Su pago de {{ account.creditor }}", "", "es")


def person(number: int) -> dict[str, Any]:
    """One of many people, none like the other."""
    values: dict[str, Any] = {name: f"{name.partition('.')[2]} {number}" for name in TWENTY}
    values |= dict.fromkeys(MONEY, 10_000 + number * 7)
    values |= {
        "account.currency": "USD",
        "account.due_date": f"2026-{number % 12 + 1:02d}-15",
        "link.page": f"https://pay.acme.example/p/{number:040d}",
        "link.preferences": f"https://pay.acme.example/p/{number:040d}/preferences",
        "list.debts": [
            {"ref": f"R-{number}-{row}", "creditor": "Acme & Co", "balance": 999 * row, "currency": "USD"}
            for row in range(1, 9)
        ],
    }
    return tokens.nest(values)


def per_second(act: Any, *, followed: bool = False) -> float:  # noqa: ANN401 - what takes one person's facts
    """How often a second that can be done for people who differ: the middle of three measurements."""
    everybody = [person(number) for number in range(PEOPLE)]
    if followed:
        own = {tracking.GROUP: {"links": GIVEN, "pixel": tracking.pixel(GIVEN)}}
        everybody = [{**one, **own} for one in everybody]
    rates = []
    for _ in range(3):
        count, start = 0, process_time()
        while process_time() - start < SECONDS:
            for one in everybody:
                act(one)
            count += PEOPLE
        rates.append(count / (process_time() - start))
    return median(rates)


def parts_of(template: EmailTemplate) -> dict[str, str]:
    """Subject, HTML and text with plain links, for the peers."""
    html = FOLLOWED.sub(lambda found: f"{{{{ {found['what']} }}}}", template.html).replace(links.PICTURE, "")
    return {"subject": template.subject, "html": html, "text": template.text}


def jinja(template: EmailTemplate) -> Any:  # noqa: ANN401 - a function
    """The same mail through Jinja2's sandbox."""
    of_html = jinja2.sandbox.SandboxedEnvironment(autoescape=True, undefined=jinja2.StrictUndefined)
    of_text = jinja2.sandbox.SandboxedEnvironment(autoescape=False, undefined=jinja2.StrictUndefined)
    for one in (of_html, of_text):
        one.filters["money"] = lambda value, currency: formats.money(value, currency, "es")
        one.filters["date"] = lambda value: formats.day(value, "long", "es")
    parts = parts_of(template)
    made = [
        of_text.from_string(parts["subject"]),
        of_html.from_string(parts["html"]),
        of_text.from_string(parts["text"]),
    ]
    return lambda facts: [one.render(**facts) for one in made]


def in_liquid(template: EmailTemplate) -> Any:  # noqa: ANN401 - a function
    """The same mail through python-liquid."""
    of_html = liquid.Environment(autoescape=True, undefined=liquid.StrictUndefined)
    of_text = liquid.Environment(autoescape=False, undefined=liquid.StrictUndefined)
    for one in (of_html, of_text):
        one.filters["money"] = lambda value, currency: formats.money(value, currency, "es")
        one.filters["date"] = lambda value: formats.day(value, "long", "es")
    parts = {name: re.sub(r"money\(([^)]*)\)", r"money: \1", text) for name, text in parts_of(template).items()}
    made = [
        of_text.from_string(parts["subject"]),
        of_html.from_string(parts["html"]),
        of_text.from_string(parts["text"]),
    ]
    return lambda facts: [one.render(**facts) for one in made]


def signer() -> Signer:
    """What signs, with the key of the tests."""
    found = signer_of(load({"CAUCE_MODE": "test", "CAUCE_DKIM_KEY": KEY, "MAIL_FROM": "Acme <cobros@acme.example>"}))
    if found is None:
        raise RuntimeError
    return found


def built(template: EmailTemplate, facts: dict[str, Any]) -> bytes:
    """The bytes of one mail."""
    return mime.build(
        template.encode(facts),
        sender="Acme <cobros@acme.example>",
        recipient="lucia@correo.example",
        message_id="<1.ab@acme.example>",
        date=AT,
        list_unsubscribe_url="https://pay.acme.example/p/x/preferences",
    )


def personalise() -> dict[str, Any]:
    """The rates of personalising, and what they are to those of the peers."""
    template = compile_email(dunning_mail())
    facts = person(1)
    plain = template.render(facts)
    others = {"jinja2_sandboxed": jinja(template), "python_liquid": in_liquid(template)}
    for name, render in others.items():
        ours = [plain.subject, plain.html, plain.text]
        theirs = [" ".join(text.split()) for text in render(facts)]
        if theirs != [" ".join(text.split()) for text in ours]:
            raise SystemExit(f"{name} writes another mail; nothing can be compared.")
    rate = per_second(template.render)
    found: dict[str, Any] = {"mail_bytes": len(plain.html.encode()), "personalise_per_s": round(rate)}
    for name, render in others.items():
        theirs_per_s = per_second(render)
        found[f"{name}_per_s"] = round(theirs_per_s)
        found[f"personalise_vs_{name}"] = round(rate / theirs_per_s, 2)
    sign = signer().sign
    found["personalise_followed_per_s"] = round(per_second(template.render, followed=True))
    found["mime_per_s"] = round(per_second(lambda facts: built(template, facts), followed=True))
    found["mime_signed_per_s"] = round(per_second(lambda facts: sign(built(template, facts)), followed=True))
    return found


def compiling(folder: Path | None) -> dict[str, Any]:
    """How long compiling takes, here and in the peer, and how long a whole save."""
    sources = [
        source
        for template in gallery.templates().values()
        for source in template.sources.values()
        if isinstance(source, EmailSource)
    ]
    finished = [_plain(source) for source in sources]
    documents = [path.read_text("utf-8") for path in sorted(folder.glob("*.mjml"))] if folder else finished
    theirs = ask_peer("compile.js", {"rounds": ROUNDS, "documents": documents})
    ours_ms = _milliseconds(lambda document: compiler.mjml2html(document, fonts={}), documents)
    save_ms = _milliseconds(compile_email.__wrapped__, sources)
    npm_ms = median(median(times) for times in theirs["ms"])
    found: dict[str, Any] = {
        "templates": len(documents),
        "npm_mjml": theirs["version"],
        "npm_mjml_ms": round(npm_ms, 3),
        "compile_ms": round(ours_ms, 3),
        "compile_vs_npm_mjml": round(npm_ms / ours_ms, 2),
        "save_ms": round(save_ms, 3),
    }
    return found if folder else found | {"save_vs_npm_mjml": round(npm_ms / save_ms, 2)}


def _milliseconds(compile_one: Callable[[Any], object], documents: Sequence[object]) -> float:
    """How long one document takes: the median over the documents of the median over the rounds."""
    taken: list[list[float]] = [[] for _ in documents]
    for turn in range(-1, ROUNDS):
        for place, one in enumerate(documents):
            start = perf_counter()
            compile_one(one)
            if turn >= 0:  # the first round warms up, as the peer's does
                taken[place].append(perf_counter() - start)
    return 1_000 * median(median(times) for times in taken)


def _plain(source: EmailSource) -> str:
    """A mail in nothing but MJML, with its template tags hidden as the compiler gets them."""
    hidden = mjml.Hidden()
    return document.write(_arranged(source, hidden, quickly=True).prepared.root)


def ask_peer(script: str, asked: object) -> Any:  # noqa: ANN401 - any JSON
    """What a script of the peer's folder answers; the peer is installed first where it is missing."""
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    if not (PEER / "node_modules").is_dir():
        subprocess.run(["npm", "--prefix", str(PEER), "ci", "--silent"], env=environment, check=True)
    done = subprocess.run(
        ["node", str(PEER / script)], input=json.dumps(asked).encode(), env=environment, capture_output=True, check=True
    )
    return json.loads(done.stdout)


def editor(rounds: int = 3) -> dict[str, Any]:
    """How long the editor of a mail takes to open in a real browser; needs the built studio."""
    with product() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_or_install(), args=FLAGS)
        context, _ = first_load(browser, url)
        headers = {"X-CSRF-Token": context.request.get("/api/v1/session").json()["csrf_token"]}
        copy = {"channel": "email", "name": {"es": "Copia", "en": "Copy"}, "from": "payment_reminder"}
        made = context.request.post("/api/v1/templates", headers=headers, data=copy).json()
        taken = [open_editor_ms(context.new_page(), made["key"]) for _ in range(rounds)]
        browser.close()
    return {"editor_open_ms": round(median(taken))}


def main() -> int:
    """Measure, print, and say with the exit code whether every limit was kept."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="Print JSON only.")
    parser.add_argument("--no-editor", action="store_true", help="Leave the editor out, which needs the built studio.")
    parser.add_argument("--documents", metavar="FOLDER", type=Path, help="Compile its .mjml files, not finished mails.")
    options = parser.parse_args()
    results: dict[str, Any] = {"load_before": round(os.getloadavg()[0], 2)}
    results |= compiling(options.documents) | personalise() | ({} if options.no_editor else editor())
    results["missed"] = [name for name, least in LIMITS.items() if results[name] < least]
    if results.get("editor_open_ms", 0) > MILLISECONDS_TO_OPEN:
        results["missed"].append("editor_open_ms")
    sys.stdout.write(json.dumps(results, indent=None if options.json else 2) + "\n")
    return 1 if results["missed"] else 0


if __name__ == "__main__":
    sys.exit(main())
