"""Passwords: hashed with argon2id, compared in the same time whether or not there is anybody to compare with."""

import secrets
from enum import Enum
from functools import cache, lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_LENGTH = 12
DEMO_PASSWORD = "cauce-demo-2026"  # noqa: S105 - everybody knows it; a production start refuses it
DEMO_PASSWORDS = (DEMO_PASSWORD,)

_HASHER = PasswordHasher()  # argon2-cffi's defaults follow RFC 9106


class Weakness(Enum):
    """Why a password is refused: its Spanish and its English sentence."""

    short = (
        f"La contraseña debe tener al menos {MIN_LENGTH} caracteres.",
        f"The password must have at least {MIN_LENGTH} characters.",
    )
    guessable = (
        "La contraseña no puede ser el correo, el nombre ni una sola letra repetida.",
        "The password must not be the email, the name or one repeated character.",
    )
    demo = (
        "Esa es una contraseña de demostración que todo el mundo conoce.",
        "That is a demo password which everybody knows.",
    )

    @property
    def texts(self) -> dict[str, str]:
        """The sentence in both languages."""
        spanish, english = self.value
        return {"es": spanish, "en": english}


def weakness(password: str, *, email: str, name: str, demo: bool) -> Weakness | None:
    """Why this password is too weak to be taken, if it is; only a demo takes the demo's passwords."""
    if password in DEMO_PASSWORDS and not demo:
        return Weakness.demo
    if len(password) < MIN_LENGTH:
        return Weakness.short
    folded = password.casefold()
    if folded in {email.casefold(), email.partition("@")[0].casefold(), name.casefold()} or len(set(password)) == 1:
        return Weakness.guessable
    return None


def make_hash(password: str) -> str:
    """The hash to keep."""
    return _HASHER.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one; takes as long when nothing is stored."""
    try:
        _HASHER.verify(stored or _nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def outdated(stored: str) -> bool:
    """Whether the hash was made with weaker settings than today's."""
    return _HASHER.check_needs_rehash(stored)


@lru_cache(maxsize=1000)
def demo_password(stored: str) -> str | None:
    """The demo password that this is the hash of, if it is one. Slow, but only once for each hash."""
    return next((password for password in DEMO_PASSWORDS if matches(stored, password)), None)


@cache
def _nobody() -> str:
    return _HASHER.hash(secrets.token_urlsafe(32))
