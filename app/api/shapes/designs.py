"""Shapes of the templates that marketers design: drafts, what is kept and published of them, previews and tests."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from app.api.shapes.base import Answer, JsonObject, Request, Text
from app.api.shapes.messages import Named

Channel = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,15}$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
VariantId = Annotated[str, Field(pattern=r"^[a-z]$")]
Title = Annotated[str, Field(min_length=1, max_length=200)]
Revision = Annotated[int, Field(ge=1, le=2**31 - 1)]


class Name(Request):
    """What people call a template."""

    es: Title
    en: Title


class NewTemplate(Request):
    """A template to begin: blank, or a copy of another, finished ones included."""

    channel: Channel
    name: Name
    from_key: Annotated[str, Field(max_length=200, alias="from", description="The key of what to copy")] = ""
    language: Language = "es"
    document: JsonObject | None = Field(None, description="What to begin with, such as an imported mail")


class DraftToSave(Request):
    """A draft, and the revision that it changed."""

    revision: Revision
    document: JsonObject
    name: Name | None = None
    keep: bool = Field(default=False, description="Keep what it overwrites")


class DesignToCheck(Request):
    """A document to look at; the saved draft where there is none."""

    document: JsonObject | None = None
    links: bool = Field(default=False, description="Ask every address in it whether it answers; takes seconds")


class DesignProblem(Answer):
    """One thing to mend, or to think about, in a template."""

    severity: Literal["error", "warning"]
    code: str
    message: Text
    hint: Text
    language: str
    variant: str
    block: str = Field(description="The component of the editor that it is about; empty where it is not one")


class DesignProblems(Answer):
    """What was found in a template."""

    problems: list[DesignProblem]


class SavedDesign(Answer):
    """A draft was saved."""

    revision: int
    saved_at: datetime
    problems: list[DesignProblem]


class TemplateDetail(Answer):
    """A template with the document that its editor opens; of a finished one the revision is 0."""

    key: str
    channel: str
    own: bool
    name: Text
    revision: int
    document: JsonObject
    version: int | None
    draft: bool = Field(description="Whether there are changes that were not published")
    archived: bool
    saved_at: datetime | None
    saved_by: str | None
    published_at: datetime | None
    published_by: str | None
    used_by: list[Named] = Field(description="The journeys that are set to it")
    waiting: int = Field(description="Messages with it that wait to be sent")


class KeptDesignItem(Answer):
    """A draft as it once was."""

    id: int
    revision: int
    saved_at: datetime
    saved_by: str | None
    name: str | None


class KeptDesignList(Answer):
    """What is kept of a template's drafts, newest first."""

    items: list[KeptDesignItem]


class KeptDesign(KeptDesignItem):
    """A kept draft with its document."""

    key: str
    document: JsonObject


class DesignName(Request):
    """A name for a kept draft; none takes it away."""

    name: Title | None


class DesignToKeep(Request):
    """The draft that is to be kept, and under which name."""

    revision: Revision
    name: Title


class DesignRestoration(Request):
    """The revision that the restored draft replaces."""

    revision: Revision


class TemplatePublication(Request):
    """The revision to publish, and why."""

    revision: Revision
    note: Annotated[str, Field(max_length=500)] = ""


class TemplateVersionItem(Answer):
    """A published version."""

    id: int
    number: int
    note: str
    hash: str
    published_at: datetime
    published_by: str | None


class TemplateVersionList(Answer):
    """What was published of a template, newest first."""

    items: list[TemplateVersionItem]


class TemplateVersionDetail(TemplateVersionItem):
    """A published version with its document."""

    key: str
    channel: str
    document: JsonObject


class DesignToPreview(Request):
    """A document to look at, as a debtor would get it, or with made-up details."""

    channel: Channel
    document: JsonObject
    language: Language
    variant: VariantId = "a"
    account_id: Annotated[int, Field(ge=1, le=2**63 - 1)] | None = None
    dark: bool = Field(default=False, description="As a mail program in dark mode shows an email")
    pdf: bool = Field(default=False, description="Lay a letter out")
    proved: bool = Field(default=True, description="A page once somebody proved who they are, or before")


class DesignPreview(Answer):
    """One message as somebody would get it; what a channel does not have is empty."""

    sender: str = Field("", description="Who an inbox says that an email is from")
    subject: str
    preheader: str = ""
    html: str
    text: str
    pdf: str = Field("", description="A letter's pages, base64")
    pages: int = 0
    problems: list[DesignProblem]
    missing: str = Field("", description="The detail that this person lacks, so that the message would be held")


class TestToSend(Request):
    """Where to send the draft: an email to one's own address unless another is named."""

    language: Language
    variant: VariantId = "a"
    to: Annotated[str, Field(max_length=320)] = ""
    account_id: Annotated[int, Field(ge=1, le=2**63 - 1)] | None = None


class TestSent(Answer):
    """A test was handed over."""

    to: str
    detail: str


class SectionQuery(Request):
    """Sections of which channel."""

    channel: Annotated[str, Field(max_length=16)] = ""


class NewSection(Request):
    """A piece of a design to keep under a name."""

    channel: Channel
    name: Title
    component: JsonObject


class SectionItem(Answer):
    """A piece of a design under a name."""

    id: int
    channel: str
    name: str
    component: JsonObject


class SectionList(Answer):
    """Pieces of designs."""

    items: list[SectionItem]


class TokenInfo(Answer):
    """A detail that a message may say of somebody."""

    name: str
    type: Literal["text", "number", "money", "date", "boolean"]
    labels: Text
    sample: str
    formats: list[str]
    scope: str
    custom: bool


class TokenList(Answer):
    """The details that messages may use."""

    tokens: list[TokenInfo]


class PaletteQuery(Request):
    """Blocks of which channel."""

    channel: Literal["email", "page"] = "email"


class PaletteBlock(Answer):
    """One tile of a designer's palette, and the form of the blocks that are made with it.

    ``name`` tells tiles of the same tag apart; ``starts`` is what is put into a design, by its language, where that is
    more than the bare block with its ``defaults``; ``hidden`` ones have a form and no tile.
    """

    tag: str
    name: str
    labels: Text
    help: Text
    icon: str
    category: str
    block_schema: JsonObject = Field(alias="schema")
    defaults: dict[str, str]
    locked: bool
    hidden: bool
    starts: dict[str, JsonObject]


class Palette(Answer):
    """The blocks of a designer."""

    blocks: list[PaletteBlock]


class DesignToImport(Request):
    """A document of MJML that was made elsewhere."""

    mjml: Annotated[str, Field(max_length=1_000_000)]


class ImportedDesign(Answer):
    """A document as the designer of emails opens it, with what its head says beside the design."""

    project: JsonObject
    subject: str
    preheader: str


class WidgetToDraw(Request):
    """One widget of a landing page as it stands in a design."""

    tag: Annotated[str, Field(max_length=40)]
    attributes: dict[Annotated[str, Field(max_length=80)], Annotated[str, Field(max_length=2000)]]


class WidgetsToDraw(Request):
    """Widgets to look at, in the language and the brand of their page."""

    language: Language
    brand: Annotated[str, Field(max_length=100)] = ""
    widgets: Annotated[list[WidgetToDraw], Field(max_length=200)]


class DrawnWidgets(Answer):
    """The HTML of each widget, in the order in which they were asked for; empty where it cannot be drawn."""

    html: list[str]
