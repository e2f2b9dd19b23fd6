"""The brands of the demo: what they look like can be read, and their logos are in the library."""

from contextlib import nullcontext
from dataclasses import replace

from app.demo import brands, setup
from app.installation import Installation
from app.models import AssetFile
from app.store import brands as stored
from renderers import contrast


def test_every_brand_of_the_demo_can_be_read_and_has_a_logo(installation: Installation) -> None:
    brands.make(installation)
    with installation.db.read() as session:
        kits = [stored.brand_of(kit) for kit in stored.every(session)]
        names = {f"/assets/{file.name}" for file in session.query(AssetFile)}
        assert stored.default(session).name == "Ribera Gestión"
    assert [kit.name for kit in kits] == ["Ribera Gestión", "Banco Albor", "Marea Energía"]
    assert {kit.name: list(contrast.faint(kit)) for kit in kits} == {kit.name: [] for kit in kits}
    assert {kit.logo for kit in kits} <= names
    assert all(kit.legal_in("es") and kit.legal_in("en") for kit in kits)


def test_the_demo_is_made_once(installation: Installation) -> None:
    doors = dict.fromkeys(("smtp_url", "sms_url", "whatsapp_url", "voice_url", "letter_url"), "console:")
    told = replace(installation, config=replace(installation.config, **doors))
    for _ in range(2):
        setup.prepare(told, lambda _: nullcontext(), "es")
    with installation.db.read() as session:
        assert len(stored.every(session)) == 3
