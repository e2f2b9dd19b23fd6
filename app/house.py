"""The contact rules of an installation: those that come with Cauce, and the house policy in its TOML file."""

import tomllib
from functools import lru_cache
from pathlib import Path

from app.errors import ConfigError
from journeys.contact import RuleBook, RuleError


def rule_book(path: Path | None) -> RuleBook:
    """The rules with this house policy, None for the one that comes with Cauce; one book per process and file.

    Raises:
        ConfigError: the file cannot be read or used; says the line, or the field, and what it must be.
    """
    if path is None:
        return _shipped()
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(f"CAUCE_HOUSE_POLICY: {path} is not a text file in UTF-8.") from error
    except OSError as error:
        raise ConfigError(f"CAUCE_HOUSE_POLICY: {path} cannot be read ({error.strerror}).") from error
    return _with(path, text)


@lru_cache(maxsize=1)
def _shipped() -> RuleBook:
    return RuleBook.load()


@lru_cache(maxsize=4)
def _with(path: Path, text: str) -> RuleBook:
    try:
        return RuleBook.load(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"CAUCE_HOUSE_POLICY: {path} is not TOML: {error}.") from error
    except RuleError as error:
        raise ConfigError(f"CAUCE_HOUSE_POLICY: {path}: {error}") from error
