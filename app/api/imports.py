"""Portfolio imports: upload, preview, start, progress and result."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from flask import Response, send_file
from redis import RedisError
from sqlalchemy.orm import Session

from app.api.area import allow, answers, area, reply, takes
from app.api.callers import caller, here
from app.api.permissions import Permission
from app.api.shapes.base import ById
from app.api.shapes.imports import (
    Column,
    ImportItem,
    ImportList,
    ImportQuery,
    Mapping,
    PortfolioItem,
    PortfolioList,
    Preview,
    RowProblem,
    Upload,
    UploadedImport,
)
from app.config import UPLOAD_LIMIT
from app.crm import files, load, mapping, rejects
from app.crm.reasons import ImportRefusedError
from app.errors import NotFoundError
from app.http import ProblemError
from app.models import Import
from app.queue import Job
from app.store import audit, imports, staff

imports_area = area("imports", "Portfolios that come in as files.")

FOLDER = "uploads"  # below the installation's home
CSV = {"description": "CSV", "content": {"text/csv": {"schema": {"type": "string"}}}}
ENDINGS = frozenset({".csv", ".tsv", ".txt", ".xlsx"})
ALREADY = {
    "es": "Esta importación ya se inició.",
    "en": "This import was started already.",
}
NO_QUEUE = {
    "es": "La cola de trabajo no responde; la importación no se inició. Vuelva a intentarlo.",
    "en": "The job queue does not answer; the import was not started. Try again.",
}
Made = TypeVar("Made")


@imports_area.post("/imports", responses=answers(201, UploadedImport, 413))
@allow(Permission.imports_run)
@takes(UPLOAD_LIMIT)
def upload_import(form: Upload) -> Response:
    """Take in a file and guess its mapping."""
    name = Path(form.file.filename or "").name[-300:] or "upload"
    ending = Path(name).suffix.lower()
    path = Path(FOLDER) / f"{uuid4().hex}{ending if ending in ENDINGS else ''}"
    whole = here().config.home / path
    whole.parent.mkdir(parents=True, exist_ok=True)
    try:
        form.file.save(whole)
        info = _usable("file", lambda: files.inspect(whole))
        entry = _keep(name, str(path), info.total)
    except BaseException:
        whole.unlink(missing_ok=True)  # what is not on the list must not lie around
        raise
    samples = info.samples()
    guess = mapping.guess(info.columns, samples)
    return reply(
        UploadedImport(
            id=entry.id,
            filename=entry.filename,
            columns=[Column(name=column, samples=samples[column]) for column in info.columns],
            guess={column: target.field for column, target in guess.columns.items() if target is not None},
            mapping=guess.to_dict(),
            encoding=info.encoding,
            delimiter=info.delimiter,
            rows_total=info.total,
        ),
        201,
    )


@imports_area.get("/imports", responses=answers(200, ImportList))
@allow(Permission.imports_read)
def list_imports(query: ImportQuery) -> Response:
    """List imports."""
    with here().db.read() as session:
        found, total = imports.newest(session, query.page, query.size)
        names = staff.names(session, {entry.created_by for entry in found if entry.created_by is not None})
    return reply(ImportList(items=[_item(entry, names) for entry in found], total=total))


@imports_area.get("/imports/<int:id>", responses=answers(200, ImportItem, 404))
@allow(Permission.imports_read)
def get_import(path: ById) -> Response:
    """One import and how far it is."""
    with here().db.read() as session:
        return reply(_shown(session, path.id))


@imports_area.post("/imports/<int:id>/preview", responses=answers(200, Preview, 404))
@allow(Permission.imports_run)
def preview_import(path: ById, body: Mapping) -> Response:
    """The first rows as this mapping would load them."""
    source = _source(path.id)
    wanted = _mapping(body)
    found = _usable("mapping", lambda: load.preview(here(), source, wanted))
    problems = [
        RowProblem.model_validate({"row": line.row.number, "column": line.column, "reason": line.reason})
        for line in found.problems
    ]
    return reply(Preview(rows=found.rows, problems=problems))


@imports_area.post("/imports/<int:id>/start", responses=answers(202, ImportItem, 404, 409))
@allow(Permission.imports_run)
def start_import(path: ById, body: Mapping) -> Response:
    """Start loading; GET the import to follow it."""
    source = _source(path.id)
    wanted = _mapping(body)
    portfolio = _usable("portfolio", lambda: load.portfolio_name(wanted, body.portfolio))
    columns = _usable("file", lambda: files.open_table(source).columns)
    with here().db.write() as session:
        known = imports.own_fields(session)
        _usable("mapping", lambda: mapping.check(wanted, columns, known))
        if not imports.start(session, path.id, wanted.to_dict(), portfolio):
            raise ProblemError("conflict", detail=ALREADY)
        audit.record(
            session,
            actor=caller().actor,
            action="import.started",
            subject="import",
            subject_id=path.id,
            details={"portfolio": portfolio},
            at=here().clock.wall(),
        )
    _wake_loader(path.id)
    with here().db.read() as session:
        return reply(_shown(session, path.id), 202)


@imports_area.get("/imports/<int:id>/rejects", responses={**answers(200, None, 404), "200": CSV})
@allow(Permission.imports_read)
def get_rejects(path: ById) -> Response:
    """The refused rows with their reasons, to be corrected and imported again."""
    with here().db.read() as session:
        entry = _entry(session, path.id)
    found = rejects.path_of(here().config.home, path.id)
    if not found.is_file():
        raise NotFoundError
    name = f"{Path(entry.filename).stem}.rejects.csv"
    return send_file(found, mimetype="text/csv", as_attachment=True, download_name=name)


@imports_area.get("/portfolios", responses=answers(200, PortfolioList))
@allow(Permission.imports_read)
def list_portfolios() -> Response:
    """List portfolios."""
    with here().db.read() as session:
        found = imports.portfolios(session)
    items = [
        PortfolioItem(id=portfolio.id, name=portfolio.name, accounts=accounts, created_at=portfolio.created_at)
        for portfolio, accounts in found
    ]
    return reply(PortfolioList(items=items, total=len(items)))


def _keep(name: str, path: str, rows: int) -> Import:
    now = here().clock
    with here().db.write() as session:
        entry = imports.add(
            session,
            filename=name,
            path=path,
            now=now.now(),
            rows_total=rows,
            created_by=caller().user_id,
        )
        audit.record(
            session,
            actor=caller().actor,
            action="import.uploaded",
            subject="import",
            subject_id=entry.id,
            details={"filename": name, "rows": rows},
            at=now.wall(),
        )
    return entry


def _mapping(body: Mapping) -> mapping.Mapping:
    """The mapping that was sent: the whole document, or only which column goes where."""
    sent: dict[str, Any] = body.mapping
    document = sent if isinstance(sent.get("columns"), dict) else {"columns": sent}
    return _usable("mapping", lambda: mapping.read(document))


def _usable(field: str, make: Callable[[], Made]) -> Made:
    """What this makes, or a problem document that says what is wrong with the field."""
    try:
        return make()
    except ImportRefusedError as error:
        raise ProblemError("invalid", detail=error.texts, fields={field: error.texts}) from error


def _wake_loader(import_id: int) -> None:
    try:
        here().queue.enqueue(Job.load, import_id)
    except RedisError as error:
        with here().db.write() as session:
            imports.fail(session, import_id, NO_QUEUE["en"], here().clock.now())
        raise ProblemError("unavailable", detail=NO_QUEUE) from error


def _entry(session: Session, import_id: int) -> Import:
    entry = imports.get(session, import_id)
    if entry is None:
        raise NotFoundError
    return entry


def _source(import_id: int) -> Path:
    with here().db.read() as session:
        return here().config.home / _entry(session, import_id).path


def _shown(session: Session, import_id: int) -> ImportItem:
    entry = _entry(session, import_id)
    return _item(entry, staff.names(session, {entry.created_by} if entry.created_by is not None else set()))


def _item(entry: Import, names: dict[int, str]) -> ImportItem:
    kept = (
        "id",
        "filename",
        "portfolio",
        "state",
        "rows_total",
        "rows_done",
        "created",
        "updated",
        "refused",
        "error",
        "created_at",
        "finished_at",
    )
    values = {name: getattr(entry, name) for name in kept}
    return ImportItem.model_validate(values | {"created_by": names.get(entry.created_by or 0)})
