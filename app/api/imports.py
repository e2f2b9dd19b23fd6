"""Portfolio imports: upload, preview, start, progress and result."""

from flask import Response

from app.api.area import allow, answers, area
from app.api.permissions import Permission
from app.api.shapes.base import ById
from app.api.shapes.imports import (
    ImportItem,
    ImportList,
    ImportQuery,
    Mapping,
    PortfolioList,
    Preview,
    Upload,
    UploadedImport,
)

imports_area = area("imports", "Portfolios that come in as files.")
CSV = {"description": "CSV", "content": {"text/csv": {"schema": {"type": "string"}}}}


@imports_area.post("/imports", responses=answers(201, UploadedImport, 413))
@allow(Permission.imports_run)
def upload_import(form: Upload) -> Response:
    """Take in a file and guess its mapping."""
    raise NotImplementedError


@imports_area.get("/imports", responses=answers(200, ImportList))
@allow(Permission.imports_read)
def list_imports(query: ImportQuery) -> Response:
    """List imports."""
    raise NotImplementedError


@imports_area.get("/imports/<int:id>", responses=answers(200, ImportItem, 404))
@allow(Permission.imports_read)
def get_import(path: ById) -> Response:
    """One import and how far it is."""
    raise NotImplementedError


@imports_area.post("/imports/<int:id>/preview", responses=answers(200, Preview, 404))
@allow(Permission.imports_run)
def preview_import(path: ById, body: Mapping) -> Response:
    """The first rows as this mapping would load them."""
    raise NotImplementedError


@imports_area.post("/imports/<int:id>/start", responses=answers(202, ImportItem, 404, 409))
@allow(Permission.imports_run)
def start_import(path: ById, body: Mapping) -> Response:
    """Start loading; GET the import to follow it."""
    raise NotImplementedError


@imports_area.get("/imports/<int:id>/rejects", responses={**answers(200, None, 404), "200": CSV})
@allow(Permission.imports_read)
def get_rejects(path: ById) -> Response:
    """The refused rows with their reasons, to be corrected and imported again."""
    raise NotImplementedError


@imports_area.get("/portfolios", responses=answers(200, PortfolioList))
@allow(Permission.imports_read)
def list_portfolios() -> Response:
    """List portfolios."""
    raise NotImplementedError
