"""What others send us: the notices of payment providers."""

from app.hooks.payments import blueprint

__all__ = ["blueprint"]
