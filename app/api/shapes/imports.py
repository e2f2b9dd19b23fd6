"""Shapes of portfolio imports."""

from datetime import datetime
from typing import Annotated

from flask_openapi3.models.file import FileStorage
from pydantic import Field

from app.api.shapes.base import Answer, JsonObject, Page, Request, Size, Text


class Upload(Request):
    """A file to import: CSV or XLSX."""

    file: FileStorage


class Mapping(Request):
    """Which column is which field, and the portfolio the accounts go into."""

    mapping: JsonObject
    portfolio: Annotated[str, Field(min_length=1, max_length=200)]


class ImportQuery(Request):
    """Which imports to list."""

    page: Page = 1
    size: Size = 50


class Column(Answer):
    """One column of a file, with some of its values."""

    name: str
    samples: list[str]


class UploadedImport(Answer):
    """A file that was taken in and read, with a guess of its mapping."""

    id: int
    filename: str
    columns: list[Column]
    guess: dict[str, str]
    mapping: JsonObject = Field(description="The guess in the form that preview and start take")
    encoding: str | None
    delimiter: str | None
    rows_total: int | None


class RowProblem(Answer):
    """Why a row would be refused."""

    row: int
    column: str | None
    reason: Text


class Preview(Answer):
    """The first rows as they would be loaded."""

    rows: list[JsonObject]
    problems: list[RowProblem]


class ImportItem(Answer):
    """One import and how far it is."""

    id: int
    filename: str
    portfolio: str | None
    state: str = Field(description="uploaded, running, done or failed")
    rows_total: int | None
    rows_done: int
    created: int
    updated: int
    refused: int
    error: str | None
    created_by: str | None
    created_at: datetime
    finished_at: datetime | None


class ImportList(Answer):
    """Imports, newest first."""

    items: list[ImportItem]
    total: int


class PortfolioItem(Answer):
    """One portfolio."""

    id: int
    name: str
    accounts: int
    created_at: datetime


class PortfolioList(Answer):
    """Portfolios by name."""

    items: list[PortfolioItem]
    total: int
