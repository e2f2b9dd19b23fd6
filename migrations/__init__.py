"""Alembic's migrations, and the one function that applies them."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine


def config(engine: Engine) -> Config:
    """Alembic's settings for this database."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent))
    settings.set_main_option("path_separator", "os")
    settings.attributes["engine"] = engine
    return settings


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest version."""
    command.upgrade(config(engine), "head")


def is_current(engine: Engine) -> bool:
    """Whether the database is at the newest version; raises what the driver raises when it does not answer."""
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current == ScriptDirectory.from_config(config(engine)).get_current_head()
