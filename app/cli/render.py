"""``cauce render``: what a debtor would get, written to files."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select

from app import config
from app.cli.console import say_json
from app.clock import open_clock
from app.config import Config
from app.errors import InvalidError, NotFoundError
from app.installation import Installation, opened
from app.models import Account
from app.store import facts, fields, links
from renderers import gallery, mime, tokens
from renderers.email import EmailSource, compile_email
from renderers.errors import RenderError

SAMPLE_LIFE = timedelta(days=30)  # how long the links in a rendered sample work


@click.group()
def render() -> None:
    """Compile and personalise a template, and write what the debtor would get."""


@render.command()
@click.argument("source", metavar="FILE|NAME")
@click.option("--account", "account_ref", help="Personalise with the account that has this reference.")
@click.option(
    "--tokens",
    "tokens_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='Personalise with a JSON file: {"debtor.first_name": "Ana", ...}. Samples are used otherwise.',
)
@click.option("--language", help="Language of a template that has several; the debtor's unless given.")
@click.option("--subject", default="", help="Subject of a bare MJML file.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=".", help="Folder for the files.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def email(  # noqa: PLR0913 - the options of the command
    *,
    source: str,
    account_ref: str | None,
    tokens_file: Path | None,
    language: str | None,
    subject: str,
    out: Path,
    as_json: bool,
) -> None:
    """Render an email: a bare .mjml FILE, or the NAME of a template of the gallery, to .html, .txt and .eml."""
    settings = config.load(serving=False)
    known = _tokens(settings, account_ref, tokens_file)
    name, design = _source(source, language or str(known.get("debtor.language") or "es"), subject)
    try:
        rendered = compile_email(design).render(tokens.nest(known))
        message = mime.build(
            rendered,
            sender=settings.mail_from,
            recipient=str(known.get("debtor.email") or "debtor@example.invalid"),
            message_id=f"<{name}@cauce.invalid>",
            date=open_clock(settings.home, demo=settings.demo).now(),
        )
    except RenderError as error:
        raise InvalidError(str(error)) from error
    out.mkdir(parents=True, exist_ok=True)
    written = {
        "html": _write(out / f"{name}.html", rendered.html.encode()),
        "text": _write(out / f"{name}.txt", rendered.text.encode()),
        "eml": _write(out / f"{name}.eml", message),
    }
    if as_json:
        say_json({"subject": rendered.subject, "bytes": len(message), **written})
    else:
        click.echo(f"Subject: {rendered.subject}")
        click.echo("\n".join(written.values()))


def _source(source: str, language: str, subject: str) -> tuple[str, EmailSource]:
    path = Path(source)
    if path.suffix == ".mjml":
        if not path.is_file():
            raise NotFoundError(f"There is no file {source}.")
        text = path.read_text(encoding="utf-8")
        return path.stem, EmailSource(mjml=text, subject=subject or path.stem, language=language)
    if source not in gallery.templates():
        names = ", ".join(gallery.templates())
        raise NotFoundError(f"There is no template {source!r}; there are {names}. A file must end in .mjml.")
    return source, gallery.load(source, language)


def _tokens(settings: Config, account_ref: str | None, tokens_file: Path | None) -> Mapping[str, Any]:
    if account_ref and tokens_file:
        raise InvalidError("Give either --account or --tokens, not both.")
    if tokens_file:
        return _from_file(tokens_file)
    if account_ref:
        with opened(settings) as installation:
            return _from_account(installation, account_ref)
    return fields.samples()


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
        known: dict[str, Any] = dict(facts.load(session, found, now)[found[0]])
    known["link.page"] = links.page_link(installation.config, None, found[0], now + SAMPLE_LIFE)
    known["link.preferences"] = links.preferences_link(installation.config, None, found[0], now + SAMPLE_LIFE)
    return known


def _write(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return str(path)
