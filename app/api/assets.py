"""The asset library: pictures, films, captions and documents that designs show."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Response
from flask_openapi3.models.file import FileStorage
from sqlalchemy.orm import Session

from app.api import trail
from app.api.area import allow, answers, area, nothing, reply, takes
from app.api.brands import mention_items, names_of
from app.api.callers import caller, here
from app.api.permissions import Permission
from app.api.shapes.assets import (
    AssetChange,
    AssetCut,
    AssetDetail,
    AssetItem,
    AssetList,
    AssetQuery,
    AssetReplacement,
    AssetUpload,
    SizeItem,
    TakenIn,
)
from app.api.shapes.base import ById
from app.assets import intake, refusals
from app.assets.pictures import Part
from app.assets.refusals import AssetRefusedError
from app.http import ProblemError
from app.models import Asset, AssetFile, AssetKind
from app.store import asset_folders, assets, staff
from app.store.assets import Intake, Wanted

assets_area = area("assets", "The library of pictures, films, captions and documents that designs show.")

BODY = 40 * 1024 * 1024  # bytes: room for the largest file, with what a form puts around it
IN_USE = {"es": "No se puede eliminar porque se usa en: {names}.", "en": "It stays, since it is used in: {names}."}
KNOWN = {
    "es": "Este mismo archivo ya está en la biblioteca como «{name}».",
    "en": "The library has this very file already, as “{name}”.",
}
NAMELESS = {"image": "image", "video": "video", "document": "document", "captions": "captions"}


@assets_area.get("/assets", responses=answers(200, AssetList))
@allow(Permission.journeys_read)
def list_assets(query: AssetQuery) -> Response:
    """List the library, the newest first."""
    name = query.url.removeprefix("/assets/")
    wanted = Wanted(query.kind, query.search, query.folder or None, everywhere=query.folder is None, file=name)
    with here().db.read() as session:
        found, total = assets.page(session, wanted, (query.page - 1) * query.size, query.size)
        items = _items(session, found)
    return reply(AssetList(items=[AssetItem.model_validate(item) for item in items], total=total))


@assets_area.post("/assets", responses=answers(201, TakenIn, 413))
@allow(Permission.templates_edit)
@takes(BODY)
def upload_asset(form: AssetUpload) -> Response:
    """Take a file in. One that the library has already is answered with what is there, and 200."""
    taken, name = _read(form.file), intake.clean_name(form.file.filename or "")
    try:
        with here().db.write() as session:
            if form.folder_id is not None:
                asset_folders.require(session, form.folder_id)
            asset = _add(session, taken, name or NAMELESS[taken.kind], form.folder_id, {})
            return reply(_taken_in(session, asset, known=False), 201)
    except assets.KnownAssetError as error:
        with here().db.read() as session:
            return reply(_taken_in(session, assets.require(session, error.asset_id), known=True))


@assets_area.get("/assets/<int:id>", responses=answers(200, AssetDetail, 404))
@allow(Permission.journeys_read)
def get_asset(path: ById) -> Response:
    """One asset, and what shows it."""
    with here().db.read() as session:
        return reply(_detail(session, assets.require(session, path.id)))


@assets_area.patch("/assets/<int:id>", responses=answers(200, AssetDetail, 404))
@allow(Permission.templates_edit)
def change_asset(path: ById, body: AssetChange) -> Response:
    """Give an asset another name, folder or alt texts."""
    with here().db.write() as session:
        asset = assets.require(session, path.id)
        told = body.model_fields_set
        folder_id = body.folder_id if "folder_id" in told else asset.folder_id
        if folder_id is not None:
            asset_folders.require(session, folder_id)
        name = intake.clean_name(body.name or "") or asset.name
        alt = {language: text for language, text in (body.alt or {}).items() if text} if "alt" in told else asset.alt
        assets.describe(session, asset, name=name, folder_id=folder_id, alt=alt)
        _record(session, asset, "asset.changed")
        return reply(_detail(session, asset))


@assets_area.post("/assets/<int:id>/replace", responses=answers(200, AssetDetail, 404, 409, 413))
@allow(Permission.templates_edit)
@takes(BODY)
def replace_asset(path: ById, form: AssetReplacement) -> Response:
    """Put another file of the same kind in its place, wherever it is shown."""
    with here().db.read() as session:
        assets.require(session, path.id)
    taken = _read(form.file)
    with _saying(), here().db.write() as session:
        asset = assets.require(session, path.id)
        if asset.kind != taken.kind:
            raise ProblemError("invalid", detail=refusals.OTHER_KIND, fields={"file": refusals.OTHER_KIND})
        before = asset.hash
        assets.replace(session, asset, taken, now=here().clock.now())
        _record(session, asset, "asset.replaced", {"before": before, "now": asset.hash})
        return reply(_detail(session, asset))


@assets_area.post("/assets/<int:id>/cut", responses=answers(201, TakenIn, 404))
@allow(Permission.templates_edit)
def cut_asset(path: ById, body: AssetCut) -> Response:
    """Make a new asset of a part of a picture, or of all of it at another width."""
    with here().db.read() as session:
        asset = assets.require(session, path.id)
        file = assets.files_of(session, [asset.id])[asset.id][0]
        data = assets.data_of(session, file.id)
    if asset.kind != AssetKind.image:
        raise ProblemError("invalid", detail=refusals.NO_PICTURE)
    part = None if body.crop is None else Part(**body.crop.model_dump())
    with _usable("crop"):
        taken = intake.cut(data, file.media_type, part, body.width)
    name = intake.clean_name(body.name or "") or f"{taken.files[0].width}x{taken.files[0].height} {asset.name}"
    try:
        with here().db.write() as session:
            made = _add(session, taken, name, asset.folder_id, asset.alt)
            return reply(_taken_in(session, made, known=False), 201)
    except assets.KnownAssetError as error:
        with here().db.read() as session:
            return reply(_taken_in(session, assets.require(session, error.asset_id), known=True))


@assets_area.delete("/assets/<int:id>", responses=answers(204, None, 404, 409))
@allow(Permission.templates_edit)
def delete_asset(path: ById) -> Response:
    """Delete an asset that nothing shows; its addresses stop working."""
    with _saying(), here().db.write() as session:
        asset = assets.require(session, path.id)
        _record(session, asset, "asset.deleted")
        assets.remove(session, asset)
    return nothing()


def _read(file: FileStorage) -> Intake:
    with _usable("file"):
        return intake.read(file.stream)


@contextmanager
def _usable(field: str) -> Iterator[None]:
    try:
        yield
    except AssetRefusedError as error:
        if error.large:
            raise ProblemError("too-large", detail=error.texts, fields={field: error.texts}) from error
        raise ProblemError("invalid", detail=error.texts, fields={field: error.texts}) from error


@contextmanager
def _saying() -> Iterator[None]:
    try:
        yield
    except assets.AssetInUseError as error:
        names = names_of(error.where)
        detail = {language: text.format(names=names[language]) for language, text in IN_USE.items()}
        raise ProblemError("conflict", detail=detail) from error
    except assets.KnownAssetError as error:
        detail = {language: text.format(name=error.name) for language, text in KNOWN.items()}
        raise ProblemError("conflict", detail=detail) from error


def _add(session: Session, taken: Intake, name: str, folder_id: int | None, alt: dict[str, Any]) -> Asset:
    asset = assets.add(
        session, taken, name=name, folder_id=folder_id, alt=alt, user_id=caller().user_id, now=here().clock.now()
    )
    _record(session, asset, "asset.added")
    return asset


def _items(session: Session, found: list[Asset]) -> list[dict[str, Any]]:
    """Assets as they are told, in two queries however many there are."""
    files = assets.files_of(session, [asset.id for asset in found])
    names = staff.names(session, {asset.created_by for asset in found if asset.created_by is not None})
    return [_item(asset, files[asset.id], names.get(asset.created_by or 0)) for asset in found]


def _item(asset: Asset, files: list[AssetFile], author: str | None) -> dict[str, Any]:
    whole, *copies = files
    own = {name: getattr(asset, name) for name in ("id", "kind", "name", "folder_id", "alt", "created_at")}
    file = {name: getattr(whole, name) for name in ("media_type", "width", "height", "size")}
    sizes = [SizeItem(width=one.width, height=one.height, size=one.size, url=f"/assets/{one.name}") for one in copies]
    return {
        **own,
        **file,
        "url": f"/assets/{whole.name}",
        "thumbnail": f"/assets/{files[-1].name}" if asset.kind == AssetKind.image else None,
        "sizes": sizes,
        "created_by": author,
    }


def _told(session: Session, asset: Asset) -> dict[str, Any]:
    return {**_items(session, [asset])[0], "used_by": mention_items(assets.uses(session, asset.id))}


def _detail(session: Session, asset: Asset) -> AssetDetail:
    return AssetDetail.model_validate(_told(session, asset))


def _taken_in(session: Session, asset: Asset, *, known: bool) -> TakenIn:
    return TakenIn.model_validate({**_told(session, asset), "known": known})


def _record(session: Session, asset: Asset, action: str, details: dict[str, Any] | None = None) -> None:
    trail.note(session, "asset", asset.id, action, {"name": asset.name, **(details or {"hash": asset.hash})})
