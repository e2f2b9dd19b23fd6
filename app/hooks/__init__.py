"""What others send us: the notices of payment providers, and of those who carry our messages."""

from flask import Blueprint

from app.hooks import messages, payments
from app.installation import Installation

__all__ = ["blueprints"]


def blueprints(installation: Installation) -> list[Blueprint]:
    """Every way in."""
    return [payments.blueprint(installation), messages.blueprint(installation)]
