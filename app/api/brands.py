"""Brand kits: the colours, fonts, logo, sender and legal words that designs take on."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict

from flask import Response
from sqlalchemy.orm import Session

from app.api import trail
from app.api.area import allow, answers, area, nothing, reply
from app.api.callers import caller, here
from app.api.permissions import Permission
from app.api.shapes.base import Text
from app.api.shapes.brands import (
    FaintColour,
    FontItem,
    Kit,
    KitColours,
    KitDetail,
    KitDraft,
    KitItem,
    KitKey,
    KitList,
    KitToCheck,
    MentionItem,
    NewKit,
)
from app.http import ProblemError
from app.models import BrandKit
from app.store import brands, mentions, staff
from app.store.mentions import Mention
from renderers import contrast
from renderers.brand import HOUSE, Brand, read_brand, write_brand

brands_area = area("brand kits", "The colours, fonts, logo, sender and legal words that designs take on.")

STALE = {
    "es": "{who} guardó este kit mientras tanto. Vuelva a abrirlo y repita su cambio.",
    "en": "{who} saved this kit in the meantime. Open it again and repeat your change.",
}
SOMEBODY = {"es": "Otra persona", "en": "Somebody else"}
IN_USE = {"es": "Lo usan: {names}.", "en": "It is used by: {names}."}
IS_DEFAULT = {
    "es": "Es el kit predeterminado: elija antes otro.",
    "en": "It is the default kit: choose another one first.",
}
TOO_MANY = {
    "es": f"Ya hay {brands.MOST} kits: elimine alguno.",
    "en": f"There are {brands.MOST} kits already: delete one of them.",
}
SYSTEM = HOUSE.font
FONTS = (
    FontItem(name="Inter", stack="'Inter Variable', Inter, Segoe UI, Roboto, Helvetica, Arial, sans-serif", web=True),
    FontItem(name="System", stack=SYSTEM, web=False),
    FontItem(name="Arial", stack="Arial, Helvetica, sans-serif", web=False),
    FontItem(name="Verdana", stack="Verdana, Geneva, sans-serif", web=False),
    FontItem(name="Trebuchet", stack="Trebuchet MS, Segoe UI, Tahoma, sans-serif", web=False),
    FontItem(name="Tahoma", stack="Tahoma, Verdana, Segoe UI, sans-serif", web=False),
    FontItem(name="Georgia", stack="Georgia, Times New Roman, serif", web=False),
    FontItem(name="Palatino", stack="Palatino Linotype, Palatino, Book Antiqua, Georgia, serif", web=False),
)


@brands_area.get("/brand-kits", responses=answers(200, KitList))
@allow(Permission.journeys_read)
def list_brand_kits() -> Response:
    """List the brand kits, the default one first."""
    with here().db.read() as session:
        found = brands.every(session)
        names = _names(session, found)
    items = [KitItem.model_validate(_told(kit, names)) for kit in found]
    return reply(KitList(items=items, house=_kit(HOUSE), fonts=list(FONTS)))


@brands_area.post("/brand-kits", responses=answers(201, KitDetail, 409))
@allow(Permission.templates_edit)
def create_brand_kit(body: NewKit) -> Response:
    """Begin a brand kit."""
    kit = body.kit or _kit(HOUSE)
    with _saying(), here().db.write() as session:
        now = here().clock.now()
        made = brands.add(session, name=body.name, kit=kit.model_dump(), user_id=caller().user_id, now=now)
        _record(session, made, "brand.made")
        return reply(_detail(session, made), 201)


@brands_area.post("/brand-kits/check", responses=answers(200, KitColours))
@allow(Permission.journeys_read)
def check_brand_kit(body: KitToCheck) -> Response:
    """Say which colours of a kit cannot be read well (WCAG 2.2, AA), and what would do."""
    return reply(KitColours(faint=_faint(read_brand("", "", body.kit.model_dump()))))


@brands_area.get("/brand-kits/<key>", responses=answers(200, KitDetail, 404))
@allow(Permission.journeys_read)
def get_brand_kit(path: KitKey) -> Response:
    """One brand kit, and what uses it."""
    with here().db.read() as session:
        return reply(_detail(session, brands.require(session, path.key)))


@brands_area.put("/brand-kits/<key>", responses=answers(200, KitDetail, 404, 409))
@allow(Permission.templates_edit)
def save_brand_kit(path: KitKey, body: KitDraft) -> Response:
    """Save a brand kit; 409 where somebody else did in the meantime."""
    with _saying(), here().db.write() as session:
        saved = brands.save(
            session,
            path.key,
            revision=body.revision,
            name=body.name,
            kit=body.kit.model_dump(),
            user_id=caller().user_id,
            now=here().clock.now(),
        )
        _record(session, saved, "brand.saved")
        return reply(_detail(session, saved))


@brands_area.delete("/brand-kits/<key>", responses=answers(204, None, 404, 409))
@allow(Permission.templates_edit)
def delete_brand_kit(path: KitKey) -> Response:
    """Delete a brand kit that nothing uses."""
    with _saying(), here().db.write() as session:
        _record(session, brands.remove(session, path.key), "brand.deleted")
    return nothing()


@brands_area.post("/brand-kits/<key>/default", responses=answers(200, KitDetail, 404))
@allow(Permission.templates_edit)
def choose_brand_kit(path: KitKey) -> Response:
    """Let designs that name no kit have this one."""
    with here().db.write() as session:
        chosen = brands.make_default(session, path.key)
        _record(session, chosen, "brand.chosen")
        return reply(_detail(session, chosen))


def mention_items(found: Iterable[Mention]) -> list[MentionItem]:
    """What uses something, as the API tells it."""
    told = [{**asdict(one), "name": _both(one.name)} for one in found]
    return [MentionItem.model_validate(one) for one in told]


def names_of(found: Iterable[Mention]) -> dict[str, str]:
    """What uses something, in one line of each language."""
    names = [_both(one.name) for one in found]
    return {"es": ", ".join(name.es for name in names), "en": ", ".join(name.en for name in names)}


def _both(name: dict[str, str]) -> Text:
    anything = next(iter(name.values()), "")
    return Text(es=name.get("es", anything), en=name.get("en", anything))


def _kit(brand: Brand) -> Kit:
    return Kit.model_validate(write_brand(brand))


def _faint(brand: Brand) -> list[FaintColour]:
    return [
        FaintColour(colour=one.colour, on=one.on, ratio=one.ratio, needed=one.needed, suggestion=one.suggestion)
        for one in contrast.faint(brand)
    ]


def _names(session: Session, kits: Iterable[BrandKit]) -> dict[int, str]:
    return staff.names(session, {kit.saved_by for kit in kits if kit.saved_by is not None})


def _told(kit: BrandKit, names: dict[int, str]) -> dict[str, object]:
    brand = brands.brand_of(kit)
    own = {name: getattr(kit, name) for name in ("key", "name", "revision", "saved_at")}
    told = {"default": kit.is_default, "kit": _kit(brand), "saved_by": names.get(kit.saved_by or 0)}
    return {**own, **told, "faint": _faint(brand)}


def _detail(session: Session, kit: BrandKit) -> KitDetail:
    used = mention_items(mentions.of_brand(session, kit.key))
    return KitDetail.model_validate({**_told(kit, _names(session, [kit])), "used_by": used})


@contextmanager
def _saying() -> Iterator[None]:
    try:
        yield
    except brands.StaleKitError as error:
        detail = {language: text.format(who=error.saved_by or SOMEBODY[language]) for language, text in STALE.items()}
        extra = {"revision": error.revision, "saved_by": error.saved_by}
        raise ProblemError("conflict", detail=detail, extra=extra) from error
    except brands.KitInUseError as error:
        names = names_of(error.where)
        detail = {language: text.format(names=names[language]) for language, text in IN_USE.items()}
        raise ProblemError("conflict", detail=detail) from error
    except brands.DefaultKitError as error:
        raise ProblemError("conflict", detail=IS_DEFAULT) from error
    except brands.TooManyKitsError as error:
        raise ProblemError("conflict", detail=TOO_MANY) from error


def _record(session: Session, kit: BrandKit, action: str) -> None:
    trail.note(session, "brand kit", kit.key, action, {"name": kit.name, "revision": kit.revision})
