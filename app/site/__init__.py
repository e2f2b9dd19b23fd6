"""What debtors get: server-rendered pages behind a signed link."""

from app.site.assets import assets_blueprint
from app.site.routes import blueprint

__all__ = ["assets_blueprint", "blueprint"]
