"""What debtors get: server-rendered pages behind a signed link."""

from app.site.routes import blueprint

__all__ = ["blueprint"]
