"""Letters in a folder for a printer."""

import hashlib
import json
import threading
from datetime import datetime
from pathlib import Path

import pytest

from app.channels import folder
from app.channels.contract import ChannelDownError, Outgoing
from app.channels.folder import MANIFEST, FolderChannel
from app.errors import DeliveryError
from renderers.pages import LayoutMissingError


def letter(ref: str = "cauce-7-ab", html: str = "<p>Hola</p>") -> Outgoing:
    return Outgoing(ref, "", "Calle 1\nBogotá", html.encode(), name="Lucía Ortega", subject="Aviso", language="es")


def lines(place: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (place / MANIFEST).read_text(encoding="utf-8").splitlines()]


def test_a_letter_is_there_with_a_line_about_it(tmp_path: Path) -> None:
    place = tmp_path / "post"
    channel = FolderChannel(place)
    assert channel.has("cauce-7-ab") is False
    receipt = channel.send(letter())
    (line,) = lines(place)
    content = (place / receipt.detail).read_bytes()
    assert content.startswith(b"%PDF")
    assert datetime.fromisoformat(str(line.pop("at"))).tzinfo is not None
    assert line == {
        "ref": "cauce-7-ab",
        "file": receipt.detail,
        "name": "Lucía Ortega",
        "address": "Calle 1\nBogotá",
        "subject": "Aviso",
        "pages": 1,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    assert channel.has("cauce-7-ab")
    channel.close()


def test_the_same_letter_twice_is_there_once(tmp_path: Path) -> None:
    channel = FolderChannel(tmp_path)
    assert channel.send(letter()) == channel.send(letter())
    assert len(lines(tmp_path)) == 1
    assert len(list(tmp_path.glob("*.pdf"))) == 1


def test_a_name_within_another_is_another_letter(tmp_path: Path) -> None:
    channel = FolderChannel(tmp_path)
    channel.send(letter('cauce-77", "ref": "cauce-7'))
    assert channel.has("cauce-7") is False
    channel.send(letter("cauce-7"))
    assert len(lines(tmp_path)) == 2


def test_what_a_crash_cut_off_is_written_anew(tmp_path: Path) -> None:
    channel = FolderChannel(tmp_path)
    receipt = channel.send(letter())
    manifest = tmp_path / MANIFEST
    whole = manifest.read_bytes()
    manifest.write_bytes(whole + b'{"ref": "cauce-8-')
    (tmp_path / folder._name("cauce-8-cd")).write_bytes(b"half a letter")
    assert channel.has("cauce-8-cd") is False
    channel.send(letter("cauce-8-cd"))
    assert [line["ref"] for line in lines(tmp_path)] == ["cauce-7-ab", "cauce-8-cd"]
    assert (tmp_path / folder._name("cauce-8-cd")).read_bytes().startswith(b"%PDF")
    assert (tmp_path / receipt.detail).is_file()
    assert not list(tmp_path.glob("*.tmp"))


def test_several_processes_may_share_a_folder(tmp_path: Path) -> None:
    def write(number: int) -> None:
        channel = FolderChannel(tmp_path)
        for count in range(5):
            channel.send(letter(f"cauce-{number % 2}-{count}"))

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert sorted(str(line["ref"]) for line in lines(tmp_path)) == [f"cauce-{n}-{m}" for n in (0, 1) for m in range(5)]


def test_a_letter_that_cannot_be_laid_out_fails_alone(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match="unbuildable") as caught:
        FolderChannel(tmp_path).send(letter(html='<img src="http://x.test/a.png">'))
    assert caught.value.permanent
    assert not isinstance(caught.value, ChannelDownError)
    assert list(tmp_path.iterdir()) == []


def test_without_libraries_letters_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(html: str) -> None:
        raise LayoutMissingError(html)

    monkeypatch.setattr(folder, "lay_out", absent)
    with pytest.raises(ChannelDownError, match="letters_off"):
        FolderChannel(tmp_path).send(letter())


def test_a_folder_that_cannot_be_written_to_takes_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ChannelDownError, match="folder_shut"):
        FolderChannel(tmp_path / "file").send(letter())
