"""What the voice editor keeps: a script of steps that are said one after the other, with keys to press.

``{"script": [STEP, ...]}``; a step is ``{"id", "kind": "say", "text"}``, ``{"id", "kind": "pause", "seconds"}`` or
``{"id", "kind": "menu", "text", "wait", "tries", "nothing", "keys": [{"key", "act", "say", "number"}]}``. After a menu
the script goes on only by a key that says so: nobody hears what follows who did not press ``confirm`` or ``go_on``.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

KEYS = tuple("1234567890*#")
ACTS = ("confirm", "go_on", "repeat", "agent", "call_back", "wrong_person", "stop", "end")
"""What a key does: says that it is they, goes on, says the menu again, connects them to somebody, asks to be called
back, says that it is somebody else, asks for no more calls, or ends the call."""

ONWARD = frozenset({"confirm", "go_on"})
LONGEST = 4_000  # characters that are said at once
MOST_STEPS = 50
PAUSES = {"es": "(pausa de {} s)", "en": "({} s pause)"}

Json = Mapping[str, Any]


def schema() -> dict[str, Any]:
    """The JSON Schema of a content."""
    said = {"type": "string", "maxLength": LONGEST}
    name = {"type": "string", "pattern": r"^[a-z0-9]{1,12}$(?!\n)"}
    key = _object(
        ["key", "act", "say"],
        {
            "key": {"enum": list(KEYS)},
            "act": {"enum": list(ACTS)},
            "say": said,
            "number": {"type": "string", "pattern": r"^(\+[0-9]{6,15})?$(?!\n)"},
        },
    )
    menu = {
        "id": name,
        "kind": {"const": "menu"},
        "text": said,
        "wait": {"type": "integer", "minimum": 2, "maximum": 20},
        "tries": {"type": "integer", "minimum": 1, "maximum": 3},
        "nothing": said,
        "keys": {"type": "array", "maxItems": len(KEYS), "items": key},
    }
    pause = {"type": "integer", "minimum": 1, "maximum": 10}
    steps = [
        _object(["id", "kind", "text"], {"id": name, "kind": {"const": "say"}, "text": said}),
        _object(["id", "kind", "seconds"], {"id": name, "kind": {"const": "pause"}, "seconds": pause}),
        _object(["id", "kind", "text", "wait", "tries", "nothing", "keys"], menu),
    ]
    script = {"type": "array", "maxItems": MOST_STEPS, "items": {"oneOf": steps}}
    return _object(["script"], {"script": script})


def blank(language: str) -> dict[str, Any]:
    """One step that says nothing yet."""
    return content_of({"text": ""}, language)


def content_of(words: Mapping[str, str], language: str) -> dict[str, Any]:
    """A content from words: the script that the editor wrote, or any other text as something to say."""
    del language
    if words.get("script"):
        return {"script": json.loads(words["script"])["steps"]}
    return {"script": [{"id": "s1", "kind": "say", "text": words["text"].strip()}]}


def words(content: Json, language: str) -> dict[str, str]:
    """What anybody may hear who picks up, and the whole as a telephone service makes a call of it.

    The text ends with the first menu, so that a service which knows no keys never says what is for who pressed one.
    """
    steps = content["script"]
    if all(step["kind"] == "say" for step in steps):
        return {"text": voice_text(content, language)}
    menu = next((at for at, step in enumerate(steps) if step["kind"] == "menu"), len(steps))
    open_to_all = [*steps[:menu], *({"kind": "say", "text": step["text"]} for step in steps[menu : menu + 1])]
    text = voice_text({"script": open_to_all}, language)
    return {"text": text, "script": json.dumps({"steps": steps}, ensure_ascii=False)}


def steps_in(script: str) -> list[dict[str, Any]]:
    """The steps of a script as ``words`` writes it; none where it is no voice script."""
    steps: list[dict[str, Any]] = json.loads(script).get("steps", []) if script else []
    return steps


def voice_text(content: Json, language: str = "en") -> str:
    """A script as a text that people can read."""
    lines: list[str] = []
    for step in content["script"]:
        if step["kind"] == "pause":
            lines.append(PAUSES.get(language, PAUSES["en"]).format(step["seconds"]))
        elif step["text"]:
            lines.append(step["text"])
        if step["kind"] == "menu":
            lines += [f"[{key['key']}] {key['say']}".rstrip() for key in step["keys"]]
            lines += [step["nothing"]] if step["nothing"] else []
    return "\n".join(lines)


def said_to_anybody(content: Json) -> Iterator[tuple[str, str]]:
    """What is said before somebody pressed that it is they: the id of the step, and the text.

    That is everything up to the first menu that only ``confirm`` goes on from, and what its other keys say. A third
    party may hear it (15 U.S.C. 1692c(b)).
    """
    for step in content["script"]:
        if step["kind"] == "pause":
            continue
        yield step["id"], step["text"]
        if step["kind"] != "menu":
            continue
        yield step["id"], step["nothing"]
        for key in step["keys"]:
            if key["act"] != "confirm":
                yield step["id"], key["say"]
        acts = {key["act"] for key in step["keys"]}
        if "confirm" in acts and "go_on" not in acts:
            return


def _object(required: list[str], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}
