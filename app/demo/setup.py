"""Fills a demo installation; each part is made once and kept from then on."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import func, select

from app.crm.load import load
from app.demo.portfolio import DEMO_MAPPING, write_demo
from app.flow.publish import publish
from app.installation import Installation
from app.models import Account, Journey, Role, User
from app.store import staff
from journeys import gallery

PEOPLE = 500
PASSWORD = "cauce-demo"  # noqa: S105 - a production start refuses to run while anybody has it
PORTFOLIO = "Demo"


@dataclass(frozen=True)
class Login:
    """Somebody who can sign in to the demo."""

    name: str
    email: str
    role: Role


LOGINS = (
    Login("Ana Ríos", "ana@cauce.example", Role.strategist),
    Login("Marcos Vidal", "marcos@cauce.example", Role.agent),
    Login("Admin", "admin@cauce.example", Role.admin),
)

Say = Callable[[str], AbstractContextManager[None]]


def prepare(installation: Installation, say: Say) -> None:
    """Make the logins, load the portfolio and publish the journey, unless they are there already."""
    with installation.db.read() as session:
        users = session.scalar(select(func.count()).select_from(User))
        accounts = session.scalar(select(func.count()).select_from(Account))
        journeys = session.scalar(select(func.count()).select_from(Journey))
    if not users:
        with say("Demo logins"):
            _users(installation)
    if not accounts:
        with say(f"Demo portfolio: {PEOPLE} made-up people"):
            _portfolio(installation)
    if not journeys:
        with say("Demo journey, published"):
            _journey(installation)


def _users(installation: Installation) -> None:
    with installation.db.write() as session:
        for login in LOGINS:
            staff.add_user(
                session,
                email=login.email,
                name=login.name,
                role=login.role,
                password=PASSWORD,
                language="es",
                now=installation.clock.wall(),
            )


def _portfolio(installation: Installation) -> None:
    path = installation.config.home / "demo-portfolio.csv"
    write_demo(path, today=installation.clock.now().date(), people=PEOPLE)
    load(installation, path, DEMO_MAPPING, PORTFOLIO)


def _journey(installation: Installation) -> None:
    now = installation.clock.now()
    graph = gallery.load("demo")
    with installation.db.write() as session:
        journey = Journey(name=graph["name"], draft=graph, saved_at=now, created_at=now)
        session.add(journey)
        session.flush()
        publish(session, journey.id, reason="Demo", user_id=None, now=now)
