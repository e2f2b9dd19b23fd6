"""Where providers of packages find ``app.signatures``."""

from app.signatures import ID, SIGNATURE, TIMESTAMP, TOLERANCE, VERSION, problem, sign

__all__ = ["ID", "SIGNATURE", "TIMESTAMP", "TOLERANCE", "VERSION", "problem", "sign"]
