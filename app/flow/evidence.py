"""What is kept of a message that went out, so that it can be shown later what it was made of."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from app.store.handover import Evidence
from renderers.brand import SWITCHES
from renderers.gallery import TemplateFile, Variant
from renderers.sources import Source


def evidence_of(template: TemplateFile, variant: Variant, used: Mapping[str, Any]) -> Evidence:
    """The evidence of one message: ``used`` are the values of the tokens that its template reads."""
    return Evidence(
        version=version_of(template),
        language=variant.source.language,
        variant=variant.id,
        template=digest_of(variant.source),
        tokens=_sum(used),
    )


def version_of(template: TemplateFile) -> str:
    """The version of a template; of a finished one that of the release that it came with."""
    return str(template.version) if template.version else release()


@lru_cache(maxsize=512)
def digest_of(source: Source) -> str:
    """The SHA-256 of all that an author wrote, and of the kit it is dressed in.

    What the kit counts is nothing that is read, and changes without a new version.
    """
    said = asdict(source)
    if "brand" in said:
        said["brand"] = {name: value for name, value in said["brand"].items() if name not in SWITCHES}
    return _sum(said)


@cache
def release() -> str:
    """The version of Cauce that runs."""
    try:
        return version("cauce")
    except PackageNotFoundError:  # from a folder that nobody installed
        return "0"


def _sum(value: object) -> str:
    """The SHA-256 of a value as canonical JSON: names in order, no white space, UTF-8."""
    said = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
