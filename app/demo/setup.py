"""Fills a demo installation; each part is made once and kept from then on."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import func, select

from app.channels import configured
from app.crm import mapping as mappings
from app.crm.load import load
from app.demo import brands
from app.demo.portfolio import demo_mapping, write_demo
from app.flow.publish import publish
from app.installation import Installation
from app.models import Account, BrandKit, Journey, Role, User
from app.store import drafts, staff
from app.store.passwords import DEMO_PASSWORD
from journeys import gallery

PEOPLE = 500


@dataclass(frozen=True)
class Login:
    """Somebody who can sign in to the demo."""

    name: str
    email: str
    role: Role


LOGINS = (
    Login("Ana Ríos", "ana@cauce.example", Role.strategist),
    Login("Marcos Vidal", "marcos@cauce.example", Role.agent),
    Login("Elena Soto", "elena@cauce.example", Role.supervisor),
    Login("Admin", "admin@cauce.example", Role.admin),
)

Say = Callable[[str], AbstractContextManager[None]]


def prepare(installation: Installation, say: Say, language: str) -> None:
    """Make the logins and brands, load the portfolio and publish the journey, unless they are there already.

    ``language`` is that of the studio and of the journey's words; debtors have their own.
    """
    with installation.db.read() as session:
        users = session.scalar(select(func.count()).select_from(User))
        accounts = session.scalar(select(func.count()).select_from(Account))
        journeys = session.scalar(select(func.count()).select_from(Journey))
        kits = session.scalar(select(func.count()).select_from(BrandKit))
    if not users:
        with say("Demo logins"):
            _users(installation, language)
    if not accounts:
        with say(f"Demo portfolio: {PEOPLE} made-up people"):
            _portfolio(installation)
    if not kits:
        with say("Demo brands"):
            brands.make(installation)
    if not journeys:
        with say("Demo journey, published"):
            _journey(installation, language)


def _users(installation: Installation, language: str) -> None:
    with installation.db.write() as session:
        for login in LOGINS:
            staff.add(
                session,
                email=login.email,
                name=login.name,
                role=login.role,
                password=DEMO_PASSWORD,
                language=language,
                now=installation.clock.wall(),
            )


def _portfolio(installation: Installation) -> None:
    path = installation.config.home / "demo-portfolio.csv"
    write_demo(path, today=installation.clock.now().date(), people=PEOPLE)
    load(installation, path, mappings.read(demo_mapping()))


def _journey(installation: Installation, language: str) -> None:
    now = installation.clock.now()
    graph = gallery.load("demo", language)
    with installation.db.write() as session:
        journey = drafts.add(session, name=graph["name"], draft=graph, user_id=None, now=now)
        publish(session, journey.id, reason="Demo", user_id=None, now=now, channels=configured(installation.config))
