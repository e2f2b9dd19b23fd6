"""Shapes of the asset library."""

import re
from datetime import datetime
from typing import Annotated, Literal

from flask_openapi3.models.file import FileStorage
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from app.api.shapes.base import Answer, Page, Request, Search, Size
from app.api.shapes.brands import MentionItem

Kind = Literal["image", "video", "document", "captions"]
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
AssetName = Annotated[str, Field(min_length=1, max_length=200)]
FolderName = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f/\\]+$")]
LANGUAGE = re.compile("[a-z]{2,3}")


def _languages(texts: dict[str, str]) -> dict[str, str]:
    if not all(LANGUAGE.fullmatch(language) for language in texts):
        raise PydanticCustomError("string_pattern_mismatch", "is not by language")
    return texts


Alt = Annotated[dict[str, Annotated[str, Field(max_length=500)]], Field(max_length=20), AfterValidator(_languages)]
Pixels = Annotated[int, Field(ge=1, le=10_000)]


class AssetUpload(Request):
    """A file to take in; its bytes say what it is. Without a folder it goes to the top."""

    file: FileStorage
    folder_id: Id | None = None


class AssetReplacement(Request):
    """A file to put in the place of another one of its kind."""

    file: FileStorage


class AssetQuery(Request):
    """Which assets to list: of a folder (0 is the top; none is everywhere), of a kind, by what they are called.

    With ``url``, only the one that this address leads to, be it of a copy or of what it once was.
    """

    folder: Annotated[int, Field(ge=0, le=2**63 - 1)] | None = None
    kind: Kind | Literal[""] = ""
    search: Search = ""
    url: Annotated[str, Field(max_length=100)] = ""
    page: Page = 1
    size: Size = 60


class AssetChange(Request):
    """What to change of an asset; what is left out stays. A ``folder_id`` of null is the top."""

    name: AssetName | None = None
    folder_id: Id | None = None
    alt: Alt | None = None


class Crop(Request):
    """A part of a picture, in pixels from its upper left corner."""

    x: Annotated[int, Field(ge=0, le=10_000)]
    y: Annotated[int, Field(ge=0, le=10_000)]
    width: Pixels
    height: Pixels


class AssetCut(Request):
    """Which part of a picture to keep, and how wide to make it; at least one of them."""

    crop: Crop | None = None
    width: Pixels | None = None
    name: AssetName | None = None


class SizeItem(Answer):
    """A smaller copy of a picture."""

    width: int
    height: int
    size: int = Field(description="In bytes")
    url: str


class AssetItem(Answer):
    """One asset. Addresses are paths on the host that debtors reach."""

    id: int
    kind: Kind
    name: str
    folder_id: int | None
    alt: dict[str, str]
    url: str
    thumbnail: str | None = Field(description="The smallest copy of a picture; none of anything else")
    media_type: str
    width: int = Field(description="In pixels; 0 of what has none")
    height: int
    size: int = Field(description="In bytes")
    sizes: list[SizeItem]
    created_at: datetime
    created_by: str | None


class AssetList(Answer):
    """A page of the library."""

    items: list[AssetItem]
    total: int


class AssetDetail(AssetItem):
    """One asset, and what shows it."""

    used_by: list[MentionItem]


class TakenIn(AssetDetail):
    """An asset that came in; ``known`` says that the library had the very same file already."""

    known: bool


class FolderDraft(Request):
    """A folder to make; without a parent it lies at the top."""

    name: FolderName
    parent_id: Id | None = None


class FolderChange(Request):
    """What to change of a folder; what is left out stays. A ``parent_id`` of null is the top."""

    name: FolderName | None = None
    parent_id: Id | None = None


class FolderItem(Answer):
    """One folder, and how many assets lie in it."""

    id: int
    name: str
    parent_id: int | None
    assets: int


class FolderList(Answer):
    """All folders."""

    items: list[FolderItem]
