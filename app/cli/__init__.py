"""The ``cauce`` command. Each command lives in a file of its own; an error is one plain sentence and exit code 1."""

import sys

import click
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from app import logs
from app.cli.console import say_error
from app.db import not_set_up
from app.errors import CauceError, InvalidError

COMMANDS = {
    "up": "app.cli.up:up",
    "migrate": "app.cli.migrate:migrate",
    "import": "app.cli.imports:import_command",
    "journey": "app.cli.journey:journey",
    "render": "app.cli.render:render",
    "worker": "app.cli.worker:worker",
    "ticker": "app.cli.ticker:ticker",
    "redis": "app.cli.redis:redis",
    "mailbox": "app.cli.mailbox:mailbox",
    "doctor": "app.cli.doctor:doctor",
    "dead-letters": "app.cli.dead_letters:group",
    "tidy": "app.cli.tidy:tidy",
    "erase": "app.cli.erase:erase",
    "user": "app.cli.staff:user",
    "openapi": "app.cli.openapi:openapi",
}


class LazyGroup(click.Group):
    """Imports a command only when it is called, so that ``cauce --help`` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command, in the order a newcomer meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module_name, _, attribute = COMMANDS[cmd_name].partition(":")
        module = __import__(module_name, fromlist=[attribute])
        command: click.Command = getattr(module, attribute)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cauce", prog_name="cauce")
def cauce() -> None:
    """Collection journeys that strategists draw, run lawfully for every debtor."""


def main() -> None:
    """Run the command line; the exit code is 0 only when the command did its job."""
    logs.write()  # to standard error, so that what a command prints can be read by programs
    try:
        cauce()
    except InvalidError as error:
        say_error(str(error), error.fields)
        sys.exit(1)
    except CauceError as error:
        say_error(str(error))
        sys.exit(1)
    except SQLAlchemyError as error:
        say_error(_of_database(error))
        sys.exit(1)
    except RedisError as error:
        say_error(f"Redis does not answer ({type(error).__name__}). Check REDIS_URL.")
        sys.exit(1)


def _of_database(error: SQLAlchemyError) -> str:
    if not_set_up(error):
        return "The database is not set up. Run: cauce migrate"
    return f"The database does not answer or cannot do this ({type(error).__name__}). Check DATABASE_URL."
