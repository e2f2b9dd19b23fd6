"""The migrations make exactly the tables that the models describe, on either database, and can be run again."""

from alembic import command

from app.db import Database
from migrations import config, upgrade


def test_the_migrations_and_the_models_agree(database: Database) -> None:
    command.check(config(database.engine))


def test_upgrading_what_is_up_to_date_changes_nothing(database: Database) -> None:
    upgrade(database.engine)
    command.check(config(database.engine))
