"""What is known of a design beside its words."""

from app.flow import beside
from app.flow.beside import gather
from app.installation import Installation
from app.models import AssetFile
from app.models.assets import Asset
from renderers import gallery
from renderers.brand import Brand
from renderers.designs.documents import blank, document_of, written
from renderers.landing.page import PageSource
from renderers.sources import source_of
from tests.app.flow.people import START, add_account


def gathered(installation: Installation, document: dict[str, object]) -> beside.Beside:
    channel = str(document["channel"])
    pairs = [(one, source_of(channel, one.language, one.words)) for one in written(document)]
    with installation.db.read() as session:
        return gather(session, channel, document, pairs, Brand(sender_name="Marea"), START)


def test_a_mail_brings_its_blocks_its_people_and_its_name(installation: Installation) -> None:
    with installation.db.write() as session:
        add_account(session)
        add_account(session, debtor_first_name=None)
    known = gathered(installation, document_of(gallery.templates()["payment_reminder"]))
    assert set(known.trees) == {("es", "a"), ("en", "a")}
    assert any(one.attributes.get("id") for one in known.trees["es", "a"].walk())
    assert (known.people, known.empty["debtor.first_name"]) == (2, 1)
    assert known.brand == "Marea"
    assert set(known.settings["es", "a"]) == {"subject", "preheader"}


def test_a_page_brings_the_blocks_that_the_compiler_reads() -> None:
    template = gallery.templates()["page_pay"]
    source = template.sources["es"]
    assert isinstance(source, PageSource)
    tree = beside.page_tree(source)
    assert tree is not None
    assert any("{{" in text for one in tree.walk() for text in (*one.attributes.values(), *map(str, one.children)))
    assert beside.page_tree(PageSource("<page>", "es")) is None


def test_a_text_without_tokens_asks_for_nothing(installation: Installation) -> None:
    known = gathered(installation, blank("sms", "es"))
    assert (known.trees, known.people, known.empty, known.assets) == ({}, 0, {}, frozenset())


def test_images_of_the_library_are_known_by_name(installation: Installation) -> None:
    with installation.db.write() as session:
        asset = Asset(kind="image", name="Logo", alt={}, search="", hash="x", created_at=START, changed_at=START)
        session.add(asset)
        session.flush()
        file = {"fits": 0, "current": True, "media_type": "image/png", "width": 1, "height": 1}
        session.add(AssetFile(asset_id=asset.id, name="known.png", size=1, etag="x", created_at=START, **file))
    document = blank("sms", "es")
    document["languages"]["es"]["variants"][0]["content"]["text"] = "/assets/known.png y /assets/gone.png"
    assert gathered(installation, document).assets == {"/assets/known.png"}
