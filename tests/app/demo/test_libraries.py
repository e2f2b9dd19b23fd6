"""What letters need is installed where it may be, and nothing else happens where it may not."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from typing import Any

import pytest

from app.demo import libraries
from renderers.pages import PACKAGES


class Machine:
    """A made-up machine: whether the libraries are there, and which commands were run."""

    def __init__(self, *, there: bool = False) -> None:
        self.there = there
        self.ran: list[str] = []

    def run(self, command: Sequence[str], **others: Any) -> Any:  # noqa: ANN401 - subprocess's signature
        """Run a command of this machine."""
        del others
        if command[0] == "apt-get":
            self.ran.append(" ".join(command))
            self.there = command[1] == "install"
        return subprocess.CompletedProcess(command, 0 if self.there else 1)


def test_what_is_there_is_not_installed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(there=True)
    monkeypatch.setattr(subprocess, "run", machine.run)
    assert libraries.find_or_install()
    assert machine.ran == []


@pytest.mark.parametrize(
    ("user", "apt", "installed"), [(0, "/usr/bin/apt-get", True), (1000, "/usr/bin/apt-get", False), (0, None, False)]
)
def test_debian_is_asked_only_by_its_administrator(
    monkeypatch: pytest.MonkeyPatch, user: int, apt: str | None, installed: bool
) -> None:
    machine = Machine()
    monkeypatch.setattr(subprocess, "run", machine.run)
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(shutil, "which", lambda _: apt)
    assert libraries.find_or_install() is installed
    wanted = ["apt-get update -q", f"apt-get install -y -q {' '.join(PACKAGES)}"]
    assert machine.ran == (wanted if installed else [])


def test_on_this_machine_letters_can_be_laid_out() -> None:
    assert libraries._found()
