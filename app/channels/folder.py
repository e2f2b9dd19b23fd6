"""Letters that are put into a folder for a printer: one PDF each, and a line about it in ``manifest.jsonl``.

A letter is there once its line is: a PDF without a line is of an attempt that was cut off, and is written anew. So a
letter that is handed over twice under one name stands there once.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from app.channels.addresses import Address
from app.channels.contract import ChannelDownError, Outgoing, Receipt
from app.clock import SystemClock
from app.errors import ConfigError, DeliveryError
from app.reasons import reason
from app.store.rates import Limit
from renderers.errors import RenderError
from renderers.pages import LayoutMissingError, Pdf, lay_out

MANIFEST = "manifest.jsonl"
NAME_LENGTH = 32


class FolderChannel:
    """Writes letters to one folder, which several processes may share."""

    name = "letter"

    def __init__(self, folder: Path, *, limits: tuple[Limit, ...] = ()) -> None:
        self.limits = limits
        self._folder = folder

    def send(self, outgoing: Outgoing) -> Receipt:
        """Lay one letter out and put it there, whole or not at all."""
        try:
            laid_out = lay_out(outgoing.content.decode("utf-8"))
        except LayoutMissingError as error:
            raise ChannelDownError(reason("letters_off", str(error))) from error
        except RenderError as error:
            raise DeliveryError(reason("unbuildable", str(error)), permanent=True) from error
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with self._manifest() as manifest:
                if not _holds(manifest, outgoing.ref):
                    _write(self._folder / _name(outgoing.ref), laid_out.content)
                    _append(manifest, _line(outgoing, laid_out))
        except OSError as error:
            raise ChannelDownError(reason("folder_shut", type(error).__name__)) from error
        return Receipt(_name(outgoing.ref))

    def has(self, ref: str) -> bool:
        """Whether the letter of this name is there."""
        if not (self._folder / MANIFEST).is_file():
            return False
        with self._manifest() as manifest:
            return _holds(manifest, ref)

    def close(self) -> None:
        """Nothing is open."""

    @contextmanager
    def _manifest(self) -> Iterator[BinaryIO]:
        """The manifest, for one writer at a time."""
        with (self._folder / MANIFEST).open("a+b") as manifest:
            fcntl.flock(manifest, fcntl.LOCK_EX)
            yield manifest


def open_channel(address: Address) -> FolderChannel:
    """The folder that an address names.

    Raises:
        ConfigError: it names none from the root on.
    """
    address.know("rate")
    if address.host or not address.path.startswith("/"):
        raise ConfigError(f"{address.setting} must name a folder from the root on, as in folder:/var/letters")
    return FolderChannel(Path(address.path), limits=address.limits("letter", address.path))


def _name(ref: str) -> str:
    return f"{hashlib.sha256(ref.encode()).hexdigest()[:NAME_LENGTH]}.pdf"


def _line(outgoing: Outgoing, laid_out: Pdf) -> dict[str, str | int]:
    return {
        "ref": outgoing.ref,
        "file": _name(outgoing.ref),
        "name": outgoing.name,
        "address": outgoing.recipient,
        "subject": outgoing.subject,
        "pages": laid_out.pages,
        "sha256": hashlib.sha256(laid_out.content).hexdigest(),
        "at": SystemClock().wall().isoformat(timespec="seconds"),
    }


def _write(path: Path, content: bytes) -> None:
    scratch = path.with_suffix(".tmp")
    with scratch.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(path)


def _append(manifest: BinaryIO, line: dict[str, str | int]) -> None:
    """Add a line after the last that is whole; what was cut off behind it goes."""
    manifest.seek(0)
    whole = manifest.read().rfind(b"\n") + 1
    manifest.truncate(whole)
    manifest.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
    manifest.flush()
    os.fsync(manifest.fileno())


def _holds(manifest: BinaryIO, ref: str) -> bool:
    """Whether a whole line names this letter."""
    wanted = json.dumps(ref, ensure_ascii=False).encode()
    manifest.seek(0)
    return any(line.endswith(b"\n") and json.loads(line)["ref"] == ref for line in manifest if wanted in line)
