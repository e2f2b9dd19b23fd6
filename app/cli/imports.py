"""``cauce import``: load a portfolio from a file."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import click

from app.cli.console import spoken as terminal_language
from app.crm import mapping as mappings
from app.crm.listed import load_listed
from app.crm.load import LoadResult, Progress, portfolio_name
from app.crm.mapping import Mapping
from app.crm.reasons import ImportRefusedError
from app.crm.rejects import free_path, path_of
from app.errors import CauceError
from app.installation import Installation, opened
from app.jobs import wake
from app.queue import Job
from app.store import audit, imports

TEXTS = {
    "es": {
        "reading": "Leyendo",
        "checking": "Comprobando",
        "loading": "Cargando",
        "done": "{rows} filas: {created} nuevas, {updated} actualizadas, {unchanged} iguales, {refused} rechazadas.",
        "rejects": "Las filas rechazadas, con su motivo, están en {path}; corríjalas e impórtelas con el mismo mapeo.",
        "nothing": "No se cargó ninguna fila.",
    },
    "en": {
        "reading": "Reading",
        "checking": "Checking",
        "loading": "Loading",
        "done": "{rows} rows: {created} new, {updated} updated, {unchanged} unchanged, {refused} refused.",
        "rejects": "The refused rows, with their reasons, are in {path}; correct them and import them as before.",
        "nothing": "No row was loaded.",
    },
}


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--mapping", "mapping_file", required=True, type=click.Path(path_type=Path), help="Column to field, as JSON."
)
@click.option("--portfolio", help="The portfolio to load into; without it, the one the mapping names.")
@click.option("--language", type=click.Choice(("es", "en")), help="The language of reasons; without it, that of LANG.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def import_command(file: Path, mapping_file: Path, portfolio: str | None, language: str | None, as_json: bool) -> None:
    """Load FILE (CSV or XLSX) into a portfolio; a second time, it updates.

    Rows that cannot be used are put into a rejects file beside FILE, to be corrected and imported again. The exit
    code is 0 when at least one row is loaded, 1 when none is.
    """
    spoken = language or terminal_language(os.environ)
    try:
        with opened() as installation:
            result = _import(installation, file, mappings.read_file(mapping_file), portfolio, spoken)
    except ImportRefusedError as error:
        _refuse(error.texts[spoken], as_json=as_json)
    except CauceError as error:
        _refuse(str(error), as_json=as_json)
    else:
        _report(result, spoken, as_json=as_json)
        sys.exit(0 if result.refused < result.rows else 1)


def _import(
    installation: Installation, file: Path, mapping: Mapping, portfolio: str | None, language: str
) -> LoadResult:
    """Load, with a line on the list of imports, as the studio shows it."""
    name = portfolio_name(mapping, portfolio)
    home = installation.config.home
    with installation.db.write() as session:
        entry = imports.add(session, filename=file.name, path=str(file.absolute()), now=installation.clock.now())
        imports.start(session, entry.id, mapping.to_dict(), name)
        audit.record(
            session,
            actor="cli",
            action="import.started",
            subject="import",
            subject_id=str(entry.id),
            details={"filename": file.name, "portfolio": name},
            at=installation.clock.wall(),
        )
    result = load_listed(
        installation, entry.id, rejects_path=free_path(file, home), language=language, progress=_show(language)
    )
    if result.rejects_path:
        for_studio = path_of(home, entry.id)
        for_studio.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(result.rejects_path, for_studio)
    wake(installation.queue, Job.advance)
    return result


def _show(language: str) -> Callable[[Progress], None] | None:
    """Shows progress on the terminal, where there is one."""
    if not sys.stderr.isatty():
        return None

    def show(progress: Progress) -> None:
        total = f" / {progress.total}" if progress.total else ""
        click.echo(f"\r{TEXTS[language][progress.phase]} {progress.done}{total}\033[K", nl=False, err=True)

    return show


def _report(result: LoadResult, language: str, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(result.to_dict(), ensure_ascii=False))
        return
    if sys.stderr.isatty():
        click.echo("\r\033[K", nl=False, err=True)
    texts = TEXTS[language]
    click.echo(texts["done"].format(**result.to_dict()))
    if result.rejects_path:
        click.echo(texts["rejects"].format(path=result.rejects_path))
    if result.refused == result.rows:
        click.echo(texts["nothing"])


def _refuse(sentence: str, *, as_json: bool) -> NoReturn:
    """Say in one sentence why nothing was done."""
    if as_json:
        click.echo(json.dumps({"error": sentence}, ensure_ascii=False))
    else:
        click.echo(sentence, err=True)
    sys.exit(1)
