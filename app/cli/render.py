"""``cauce render``: what a debtor would get, written to files."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar, cast

import click
from sqlalchemy import select

from app import config
from app.cli import designs
from app.cli.console import say_json
from app.clock import open_clock
from app.config import Config
from app.errors import InvalidError, NotFoundError
from app.flow.compose import with_flags
from app.installation import Installation, opened
from app.models import Account
from app.store import facts, fields, links
from app.store.samples import Samples
from renderers import library, mime, segments, tokens
from renderers.email import EmailSource, compile_email
from renderers.errors import RenderError
from renderers.landing.page import PageSource, compile_page
from renderers.landing.samples import shown, somebody
from renderers.letter import LetterSource, compile_letter
from renderers.pages import lay_out
from renderers.sources import Source
from renderers.text import TextSource, compile_text

SAMPLE_LIFE = timedelta(days=30)  # how long the links in a rendered sample work


TEXTS = {"sms": "an SMS", "whatsapp": "a WhatsApp message", "voice": "a voice message"}

Command = TypeVar("Command", bound=Callable[..., Any])


@click.group()
def render() -> None:
    """Compile and personalise a template, and write what the debtor would get."""


def _options(command: Command) -> Command:
    """What every kind of content is rendered from and to."""
    for option in reversed(
        (
            click.argument("source", metavar="FILE|NAME"),
            click.option("--account", "account_ref", help="Personalise with the account that has this reference."),
            click.option(
                "--tokens",
                "tokens_file",
                type=click.Path(exists=True, dir_okay=False, path_type=Path),
                help='Personalise with a JSON file: {"debtor.first_name": "Ana", ...}. Samples are used otherwise.',
            ),
            click.option("--language", help="Language of a template that has several; the debtor's unless given."),
            click.option(
                "--out", type=click.Path(file_okay=False, path_type=Path), default=".", help="Folder for the files."
            ),
            click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON."),
        )
    ):
        command = option(command)
    return command


@dataclass(frozen=True)
class _Job:
    """What is to be rendered, with which tokens, and where to."""

    settings: Config
    known: Mapping[str, Any]
    name: str
    design: Source
    out: Path
    as_json: bool

    def tell(self, about: Mapping[str, Any], written: Mapping[str, str], first: str) -> None:
        """Say what was written."""
        if self.as_json:
            say_json({**about, **written})
        else:
            click.echo(first)
            click.echo("\n".join(written.values()))


def _job(channel: str, given: Mapping[str, Any], subject: str = "") -> _Job:
    settings = config.load(serving=False)
    known = _tokens(settings, given["account_ref"], given["tokens_file"])
    language = given["language"] or str(known.get("debtor.language") or "es")
    name, design = designs.find(settings, given["source"], channel, language, subject)
    given["out"].mkdir(parents=True, exist_ok=True)
    return _Job(settings, known, name, design, given["out"], given["as_json"])


@render.command()
@_options
@click.option("--subject", default="", help="Subject of a bare MJML file.")
def email(*, subject: str, **given: Any) -> None:  # noqa: ANN401 - the options
    """Render an email: an .mjml FILE, a saved document (.json), or the NAME of a template, to .html, .txt and .eml."""
    job = _job("email", given, subject)
    try:
        template = compile_email(cast("EmailSource", job.design))
        rendered = template.render(tokens.nest(with_flags(template, job.known)))
        message = mime.build(
            rendered,
            sender=job.settings.mail_from,
            recipient=str(job.known.get("debtor.email") or "debtor@example.invalid"),
            message_id=f"<{job.name}@cauce.invalid>",
            date=open_clock(job.settings.home, demo=job.settings.demo).now(),
        )
    except RenderError as error:
        raise InvalidError(str(error)) from error
    written = {
        "html": _write(job.out / f"{job.name}.html", rendered.html.encode()),
        "text": _write(job.out / f"{job.name}.txt", rendered.text.encode()),
        "eml": _write(job.out / f"{job.name}.eml", message),
    }
    job.tell({"subject": rendered.subject, "bytes": len(message)}, written, f"Subject: {rendered.subject}")


@render.command()
@_options
@click.option("--subject", default="", help="Subject of a bare HTML file.")
def letter(*, subject: str, **given: Any) -> None:  # noqa: ANN401 - the options
    """Render a letter: an .html FILE, a saved document (.json), or the NAME of a template, to .html and .pdf."""
    job = _job("letter", given, subject)
    try:
        rendered = compile_letter(cast("LetterSource", job.design)).render(tokens.nest(job.known))
        laid_out = lay_out(rendered.html)
    except RenderError as error:
        raise InvalidError(str(error)) from error
    written = {
        "html": _write(job.out / f"{job.name}.html", rendered.html.encode()),
        "pdf": _write(job.out / f"{job.name}.pdf", laid_out.content),
    }
    job.tell({"subject": rendered.subject, "pages": laid_out.pages}, written, f"Pages: {laid_out.pages}")


@render.command()
@_options
@click.option("--before", is_flag=True, help="As it is seen before somebody proves who they are.")
def page(*, before: bool, **given: Any) -> None:  # noqa: ANN401 - the options
    """Render a landing page for a made-up visit: an .xml FILE, or the NAME of a template, to one .html."""
    job = _job("page", given)
    try:
        template = compile_page(cast("PageSource", job.design))
        facts = tokens.nest(with_flags(template, job.known))
        whose = tokens.nest({**Samples().built_in(), **job.known})
        drawn = shown(template, facts, somebody(template.language, whose, proved=not before))
    except RenderError as error:
        raise InvalidError(str(error)) from error
    widgets = [one.tag for one in template.widgets]
    written = {"html": _write(job.out / f"{job.name}.html", drawn.html.encode())}
    job.tell({"widgets": widgets}, written, f"Widgets: {', '.join(widgets)}")


def _add_text(channel: str, what: str) -> None:
    @_options
    def command(**given: Any) -> None:  # noqa: ANN401 - the options
        job = _job(channel, given)
        try:
            text = compile_text(cast("TextSource", job.design)).render(tokens.nest(job.known)).text
        except RenderError as error:
            raise InvalidError(str(error)) from error
        counted = segments.count(text)
        about: dict[str, str | int] = {"characters": len(text)}
        first = f"Characters: {len(text)}"
        if channel == "sms":
            about |= {"alphabet": counted.alphabet, "parts": counted.parts}
            first += f"; {counted.parts} parts in {counted.alphabet}"
        job.tell(about, {"text": _write(job.out / f"{job.name}.txt", text.encode())}, first)

    command.__doc__ = f"Render {what}: a .txt FILE, a saved document (.json), or the NAME of a template, to .txt."
    render.command(channel)(command)


for _channel, _what in TEXTS.items():
    _add_text(_channel, _what)


def _tokens(settings: Config, account_ref: str | None, tokens_file: Path | None) -> Mapping[str, Any]:
    if account_ref and tokens_file:
        raise InvalidError("Give either --account or --tokens, not both.")
    if tokens_file:
        return _from_file(tokens_file)
    if account_ref:
        with opened(settings) as installation:
            return _from_account(installation, account_ref)
    return Samples().built_in()


def _from_file(path: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InvalidError(f"{path} is not JSON: {error}.") from None
    if not isinstance(found, dict):
        raise InvalidError(f'{path} must hold an object such as {{"debtor.first_name": "Ana"}}.')
    flat: dict[str, Any] = {}
    for name, value in found.items():
        flat |= {f"{name}.{inner}": deep for inner, deep in value.items()} if isinstance(value, dict) else {name: value}
    return flat


def _from_account(installation: Installation, ref: str) -> Mapping[str, Any]:
    now = installation.clock.now()
    with installation.db.read() as session:
        found = session.scalars(select(Account.id).where(Account.ref == ref).limit(2)).all()
        if len(found) != 1:
            many = "is in several portfolios" if found else "does not exist"
            raise NotFoundError(f"The account {ref!r} {many}.")
        known: dict[str, Any] = dict(facts.load(session, found, now, also=[*fields.BUILTIN, "list.debts"])[found[0]])
    page = links.page_link(installation.config, None, found[0], now + SAMPLE_LIFE)
    known[library.HOST] = installation.config.public_url
    return known | links.tokens(installation.config, page, f"{page}/preferences")


def _write(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return str(path)
