"""Shapes of brand kits."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from app.api.shapes.base import Answer, Request, Text

Name = Annotated[str, Field(min_length=1, max_length=100)]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$", description="#rrggbb")]
Stack = Annotated[str, Field(max_length=200, pattern=r"^[A-Za-z0-9 ,'-]+$", description="Families, commas between")]
Line = Annotated[str, Field(max_length=300, pattern=r"^[^\x00-\x1f]*$")]
Address = Annotated[str, Field(max_length=500, pattern=r"^$|^(https?://|/)[^\s\"'<>\\]+$")]
Mailbox = Annotated[str, Field(max_length=254, pattern=r"^$|^[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+$")]


class Kit(Request):
    """What a kit holds. ``logo`` is the address of an asset; ``legal`` is by language, ``social`` by network."""

    primary: Colour
    on_primary: Colour
    accent: Colour
    background: Colour
    surface: Colour
    tint: Colour
    text: Colour
    heading: Colour
    muted: Colour
    line: Colour
    font: Stack
    heading_font: Stack
    radius: Annotated[int, Field(ge=0, le=40, description="In pixels")]
    logo: Address
    logo_width: Annotated[int, Field(ge=24, le=400, description="In pixels")]
    sender_name: Line
    sender_address: Mailbox
    reply_to: Mailbox
    phone: Line
    postal: Line
    website: Address
    legal: Annotated[dict[str, Annotated[str, Field(max_length=4000)]], Field(max_length=20)]
    social: Annotated[dict[str, Address], Field(max_length=12)]
    count_opens: bool = Field(description="Whether it is counted who opens its mails")
    count_clicks: bool = Field(description="Whether it is counted who follows their links")


class KitKey(Request):
    """The key of a kit, from the path."""

    key: Annotated[str, Field(min_length=1, max_length=60)]


class NewKit(Request):
    """A kit to begin; without ``kit`` it is the house's look."""

    name: Name
    kit: Kit | None = None


class KitDraft(Request):
    """A kit to save, and the revision that was changed."""

    revision: Annotated[int, Field(ge=1)]
    name: Name
    kit: Kit


class KitToCheck(Request):
    """A kit whose colours are to be looked at."""

    kit: Kit


class FaintColour(Answer):
    """A colour that cannot be read well on another one, and the nearest that can."""

    colour: str
    on: str
    ratio: float
    needed: float
    suggestion: str


class KitColours(Answer):
    """What is hard to read in a kit; nothing where all is well."""

    faint: list[FaintColour]


class MentionItem(Answer):
    """Something that uses a kit or an asset."""

    kind: Literal["template", "section", "brand"]
    key: str = Field(description="Of the template or the kit; empty of a saved section")
    name: Text
    draft: bool = Field(description="Whether a template's draft does")
    versions: list[int] = Field(description="Which published versions of a template do")


class KitItem(Answer):
    """One kit."""

    key: str
    name: str
    revision: int
    default: bool
    kit: Kit
    saved_at: datetime
    saved_by: str | None
    faint: list[FaintColour]


class KitDetail(KitItem):
    """One kit, and what uses it."""

    used_by: list[MentionItem]


class FontItem(Answer):
    """A list of font families that may be chosen."""

    name: str
    stack: str
    web: bool = Field(description="Pages get the font itself from here; mails show it only where it is installed")


class KitList(Answer):
    """All kits, and what is used where nobody made one."""

    items: list[KitItem]
    house: Kit
    fonts: list[FontItem]
