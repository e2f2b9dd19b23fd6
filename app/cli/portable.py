"""``cauce journey export`` and ``import``: journeys as files."""

import json
from pathlib import Path

import click

from app.cli.console import say_json
from app.cli.running import find
from app.errors import InvalidError
from app.flow import bundle, pack, unpack
from app.flow.unpack import Unpacked
from app.installation import opened
from app.store import drafts

LANGUAGE = "en"


@click.command()
@click.argument("name")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True), default="-")
@click.option("--draft", is_flag=True, help="The draft instead of the published version.")
@click.option("--whole", is_flag=True, help="With all that it takes elsewhere: a *.cauce.json file for `import`.")
def export(name: str, file: Path, *, draft: bool, whole: bool) -> None:
    """Write a journey, by its name or number, to FILE (standard output by default)."""
    with opened() as installation, installation.db.read() as session:
        journey_id = find(session, name)
        if whole:
            text = bundle.dump(pack.pack(session, journey_id, draft=draft))
        else:
            found, version, _, _ = drafts.get(session, journey_id)
            graph = found.draft if draft or version is None else version.graph
            text = json.dumps(graph, ensure_ascii=False, indent=2) + "\n"
    if str(file) == "-":
        click.echo(text, nl=False)
    else:
        file.write_text(text, encoding="utf-8")


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def import_(file: Path, *, as_json: bool) -> None:
    """Import a *.cauce.json FILE: always new journeys, as drafts; nothing that is there is changed."""
    whole = bundle.read(_text(file))
    unpack.require_sound(whole)
    with opened() as installation, installation.db.write() as session:
        made = unpack.unpack(session, whole, user_id=None, now=installation.clock.now())
        wall = installation.clock.wall()
        unpack.record(session, made, actor="cli", action="journey.imported", details={}, at=wall)
    if as_json:
        say_json(
            {
                "journeys": made.journeys,
                "segments": made.segments,
                "templates": made.templates,
                "fields": made.fields,
                "notes": [note[LANGUAGE] for note in made.notes],
            }
        )
    else:
        _say(made)


def _text(file: Path) -> str:
    """The text of a file; one that is far too large is not read."""
    if file.stat().st_size > 4 * bundle.LARGEST:  # a character takes four bytes at most
        return " " * (bundle.LARGEST + 1)
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidError(f"{file} is not UTF-8 text.") from None


def _say(made: Unpacked) -> None:
    for number, name in made.journeys.items():
        click.echo(f"Imported {name!r} as a draft, number {number}.")
    for what, names in (
        ("segments", made.segments.values()),
        ("templates", made.templates),
        ("fields", made.fields),
    ):
        if names:
            click.echo(f"New {what}: {', '.join(names)}.")
    for note in made.notes:
        click.echo(note[LANGUAGE])


COMMANDS = (export, import_)
