"""The brands of the demo: three made-up companies, each with a kit and a logo that is drawn here."""

import json
from importlib.resources import files
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from app.assets import intake
from app.installation import Installation
from app.store import asset_folders, assets, brands

FOLDER = "Logotipos"
HEIGHT, ROUND, GAP = 160, 36, 32  # pixels
LETTERS, EDGE = 76, 9


def make(installation: Installation) -> None:
    """Keep the kits and their logos; the first is the default, as that of whoever collects for the others."""
    now = installation.clock.now()
    with installation.db.write() as session:
        folder = asset_folders.add(session, name=FOLDER, parent_id=None, now=now)
        for brand in _brands():
            name = brand["name"]
            taken = intake.read(BytesIO(logo(brand["word"], brand["kit"])))
            alt = {"es": f"Logotipo de {name}", "en": f"Logo of {name}"}
            asset = assets.add(session, taken, name=f"{name}.png", folder_id=folder.id, alt=alt, user_id=None, now=now)
            file = assets.files_of(session, [asset.id])[asset.id][0]
            brands.add(session, name=name, kit={**brand["kit"], "logo": f"/assets/{file.name}"}, user_id=None, now=now)


def logo(word: str, kit: dict[str, Any]) -> bytes:
    """A word, its first letter in a rounded square before it, on nothing, as a PNG.

    Around the letters is a line of white, by which they are read where a mail program turns the sheet dark.
    """
    letters, sign = ImageFont.load_default(LETTERS), ImageFont.load_default(HEIGHT * 0.62)
    width = HEIGHT + GAP + round(letters.getlength(word)) + GAP
    image = Image.new("RGBA", (width, HEIGHT), (255, 255, 255, 0))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, HEIGHT - 1, HEIGHT - 1), ROUND, fill=kit["primary"])
    pen.text((HEIGHT / 2, HEIGHT / 2), word[0], kit["on_primary"], sign, anchor="mm")
    pen.rectangle((HEIGHT * 0.28, HEIGHT * 0.84, HEIGHT * 0.72, HEIGHT * 0.88), fill=kit["accent"])
    at = (HEIGHT + GAP, HEIGHT / 2)
    pen.text(at, word, kit["heading"], letters, anchor="lm", stroke_width=EDGE, stroke_fill=kit["surface"])
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _brands() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(files("app.demo").joinpath("brands.json").read_text(encoding="utf-8"))
    return found
