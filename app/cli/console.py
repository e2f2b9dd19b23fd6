"""How the command line speaks: steps with their duration, errors in one sentence, JSON where it is asked for."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import click


def say_error(message: str, fields: Mapping[str, str] | None = None) -> None:
    """Print one plain sentence, and what is wrong with each field, to standard error."""
    click.secho(message, fg="red", err=True)
    for name, reason in (fields or {}).items():
        click.echo(f"  {name}: {reason}", err=True)


def say_json(value: object) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def spoken(environ: Mapping[str, str]) -> str:
    """The language of the terminal: Spanish where its locale is, else English."""
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "es" if locale.lower().startswith("es") else "en"


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Show that something is being done, and how long it took."""
    started = time.monotonic()
    click.echo(f"  ...  {what}", nl=False)
    try:
        yield
    except BaseException:
        click.echo("")
        raise
    click.echo(f"\r  {click.style('ok', fg='green')}   {what}  ({time.monotonic() - started:.1f} s)")
