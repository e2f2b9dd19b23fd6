"""What the editors of templates offer: the details of people, and sections that were kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response

from app.api.area import allow, answers, area, nothing, reply, takes
from app.api.callers import caller, here
from app.api.designs import LARGEST, record
from app.api.permissions import Permission
from app.api.shapes.base import ById, Text
from app.api.shapes.designs import (
    DesignToImport,
    DrawnWidgets,
    ImportedDesign,
    NewSection,
    Palette,
    PaletteBlock,
    PaletteQuery,
    SectionItem,
    SectionList,
    SectionQuery,
    TokenInfo,
    TokenList,
    WidgetsToDraw,
    WidgetToDraw,
)
from app.http import ProblemError
from app.models import SavedSection
from app.store import brands, fields, samples, sections
from renderers import tokens
from renderers.blocks.block import Block
from renderers.blocks.registry import BLOCKS
from renderers.brand import Brand
from renderers.designs import importing
from renderers.designs.project import read_project, write_project
from renderers.errors import RenderError, TemplateError
from renderers.landing import palette
from renderers.landing.piece import piece
from renderers.refusals import in_words

palette_area = area("palette", "What the editors of templates offer.")

FORMATS: Mapping[str, tuple[str, ...]] = {
    "text": ("", "name", "upper_first", "upper", "lower", "first"),
    "number": ("", "number", "percent", "plural"),
    "money": ("money",),
    "date": ("date", "date_short"),
    "boolean": ("",),
}
"""In which forms a detail of each type can be said; the first is the usual one."""

PALETTES: Mapping[str, Sequence[Block]] = {"email": BLOCKS, "page": palette.BLOCKS}
"""The blocks of each channel that has a designer."""

NO_MJML = {"es": "El archivo no se puede usar: {why}", "en": "The file cannot be used: {why}"}
TAKEN = {"es": "Ya hay una sección con este nombre.", "en": "There is a section of this name already."}


@palette_area.get("/designs/tokens", responses=answers(200, TokenList))
@allow(Permission.journeys_read)
def list_tokens() -> Response:
    """List the details that a message may say of somebody."""
    with here().db.read() as session:
        every = fields.all_fields(session)
        made_up = samples.read(session, every)
    found = [
        TokenInfo(
            name=one.name,
            type="text" if one.type == "tags" else one.type,
            labels=Text(es=one.labels.get("es", one.name), en=one.labels.get("en", one.name)),
            sample=made_up.text(one),
            formats=list(FORMATS.get(one.type, ("",))),
            scope=one.scope,
            custom=one.name not in fields.BUILTIN and one.scope not in {"link", "debt"},
        )
        for one in (*fields.as_tokens(every).values(), *fields.OF_A_DEBT)
    ]
    return reply(TokenList(tokens=found))


@palette_area.get("/designs/palette", responses=answers(200, Palette))
@allow(Permission.journeys_read)
def list_blocks(query: PaletteQuery) -> Response:
    """List the blocks that a designer offers."""
    found = [
        PaletteBlock(
            tag=one.tag,
            name=one.name or one.tag,
            labels=Text(**one.labels),
            help=Text(**one.help),
            icon=one.icon,
            category=one.category,
            block_schema=one.schema,
            defaults=one.defaults,
            locked=one.locked,
            hidden=one.hidden,
            starts={language: dict(start) for language, start in one.starts.items()},
        )
        for one in PALETTES.get(query.channel, ())
    ]
    return reply(Palette(blocks=found))


@palette_area.post("/designs/widgets", responses=answers(200, DrawnWidgets))
@allow(Permission.journeys_read)
def draw_widgets(body: WidgetsToDraw) -> Response:
    """Draw widgets of a landing page as a made-up person would see them, for the canvas of its designer."""
    with here().db.read() as session:
        brand = brands.of_key(session, body.brand)
        made_up = samples.read(session)
    facts = tokens.nest(made_up.values(body.language))
    return reply(DrawnWidgets(html=[_drawn(one, body.language, brand, facts) for one in body.widgets]))


def _drawn(one: WidgetToDraw, language: str, brand: Brand, facts: Mapping[str, Any]) -> str:
    """One widget, or nothing where its attributes cannot be used: the check of the template says why."""
    try:
        return piece(one.tag, one.attributes, language, brand, facts)
    except RenderError:
        return ""


@palette_area.post("/designs/import", responses=answers(200, ImportedDesign, 422))
@allow(Permission.templates_edit)
@takes(LARGEST)
def import_design(body: DesignToImport) -> Response:
    """Make a document of MJML fit for the designer of emails."""
    try:
        said = importing.words_of(body.mjml)
        project = write_project(importing.import_mjml(body.mjml))
        read_project(project)
    except TemplateError as error:
        why = {language: NO_MJML[language].format(why=why) for language, why in in_words(str(error)).items()}
        raise ProblemError("invalid", detail=why) from error
    return reply(ImportedDesign(project=project, subject=said["subject"], preheader=said["preheader"]))


@palette_area.get("/saved-sections", responses=answers(200, SectionList))
@allow(Permission.journeys_read)
def list_sections(query: SectionQuery) -> Response:
    """List the sections that were kept to be used again."""
    with here().db.read() as session:
        found = sections.every(session, query.channel)
    return reply(SectionList(items=[_item(one) for one in found]))


@palette_area.post("/saved-sections", responses=answers(201, SectionItem, 409))
@allow(Permission.templates_edit)
@takes(LARGEST)
def keep_section(body: NewSection) -> Response:
    """Keep a section under a name."""
    with here().db.write() as session:
        kept = sections.add(
            session,
            channel=body.channel,
            name=body.name,
            component=body.component,
            user_id=caller().user_id,
            now=here().clock.now(),
        )
        if kept is None:
            raise ProblemError("conflict", detail=TAKEN)
        record(session, kept.name, "section.kept", {"channel": kept.channel})
        return reply(_item(kept), 201)


@palette_area.delete("/saved-sections/<int:id>", responses=answers(204, None, 404))
@allow(Permission.templates_edit)
def delete_section(path: ById) -> Response:
    """Forget a kept section; designs that used it keep their copy."""
    with here().db.write() as session:
        record(session, sections.remove(session, path.id), "section.deleted")
    return nothing()


def _item(one: SavedSection) -> SectionItem:
    return SectionItem(id=one.id, channel=one.channel, name=one.name, component=one.component)
