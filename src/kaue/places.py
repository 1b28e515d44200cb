"""Where templates, migrations, catalogues and assets lie: in a checkout, or in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parents[1]
_INSTALLED = not (_CHECKOUT / "templates").is_dir()


def _folder(installed: str, checkout: str) -> Path:
    return _PACKAGE / installed if _INSTALLED else _CHECKOUT / checkout


TEMPLATES = _folder("templates", "templates")
MIGRATIONS = _folder("migrations", "migrations")
LOCALES = _folder("locales", "locales")
STATIC = _folder("static", "build/static")
