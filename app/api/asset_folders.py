"""The folders of the asset library."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Response
from sqlalchemy.orm import Session

from app.api import trail
from app.api.area import allow, answers, area, nothing, reply
from app.api.callers import here
from app.api.permissions import Permission
from app.api.shapes.assets import FolderChange, FolderDraft, FolderItem, FolderList
from app.api.shapes.base import ById
from app.http import ProblemError
from app.models import AssetFolder
from app.store import asset_folders

asset_folders_area = area("asset folders", "The folders of the asset library.")

TAKEN = {
    "es": "Ya hay una carpeta con este nombre en el mismo lugar.",
    "en": "There is a folder of this name in the same place already.",
}
FULL = {
    "es": "La carpeta no está vacía: mueva o elimine antes lo que contiene.",
    "en": "The folder is not empty: move or delete first what lies in it.",
}
PLACE = {
    "es": f"Una carpeta no puede ir dentro de sí misma, ni a más de {asset_folders.DEEPEST} niveles.",
    "en": f"A folder cannot go inside itself, nor lie more than {asset_folders.DEEPEST} levels deep.",
}
TOO_MANY = {
    "es": f"Ya hay {asset_folders.MOST} carpetas: elimine alguna.",
    "en": f"There are {asset_folders.MOST} folders already: delete one of them.",
}


@asset_folders_area.get("/asset-folders", responses=answers(200, FolderList))
@allow(Permission.journeys_read)
def list_asset_folders() -> Response:
    """List the folders, each with how many assets lie in it."""
    with here().db.read() as session:
        found = asset_folders.every(session)
    return reply(FolderList(items=[_item(folder, count) for folder, count in found]))


@asset_folders_area.post("/asset-folders", responses=answers(201, FolderItem, 404, 409))
@allow(Permission.templates_edit)
def create_asset_folder(body: FolderDraft) -> Response:
    """Make a folder."""
    with _saying(), here().db.write() as session:
        made = asset_folders.add(session, name=body.name, parent_id=body.parent_id, now=here().clock.now())
        _record(session, made, "asset_folder.made")
        return reply(_item(made, 0), 201)


@asset_folders_area.patch("/asset-folders/<int:id>", responses=answers(200, FolderItem, 404, 409))
@allow(Permission.templates_edit)
def change_asset_folder(path: ById, body: FolderChange) -> Response:
    """Give a folder another name, or move it with all that lies in it."""
    with _saying(), here().db.write() as session:
        folder = asset_folders.require(session, path.id)
        parent_id = body.parent_id if "parent_id" in body.model_fields_set else folder.parent_id
        asset_folders.change(session, folder, name=body.name or folder.name, parent_id=parent_id)
        _record(session, folder, "asset_folder.changed")
        return reply(_item(folder, asset_folders.count(session, folder.id)))


@asset_folders_area.delete("/asset-folders/<int:id>", responses=answers(204, None, 404, 409))
@allow(Permission.templates_edit)
def delete_asset_folder(path: ById) -> Response:
    """Delete an empty folder."""
    with _saying(), here().db.write() as session:
        folder = asset_folders.require(session, path.id)
        _record(session, folder, "asset_folder.deleted")
        asset_folders.remove(session, folder)
    return nothing()


def _item(folder: AssetFolder, count: int) -> FolderItem:
    return FolderItem(id=folder.id, name=folder.name, parent_id=folder.parent_id, assets=count)


@contextmanager
def _saying() -> Iterator[None]:
    try:
        yield
    except asset_folders.FolderTakenError as error:
        raise ProblemError("conflict", detail=TAKEN, fields={"name": TAKEN}) from error
    except asset_folders.FolderFullError as error:
        raise ProblemError("conflict", detail=FULL) from error
    except asset_folders.FolderPlaceError as error:
        raise ProblemError("conflict", detail=PLACE) from error
    except asset_folders.TooManyFoldersError as error:
        raise ProblemError("conflict", detail=TOO_MANY) from error


def _record(session: Session, folder: AssetFolder, action: str) -> None:
    trail.note(session, "asset folder", folder.id, action, {"name": folder.name})
