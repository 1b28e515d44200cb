"""Read by the `piccolo` command: which database, which tables."""

import os

from kaue import db
from kaue.db.conf import APP_REGISTRY

DB = db.connect(os.environ.get("KAUE_DATABASE_URL", "sqlite:///var/kaue.sqlite"))

__all__ = ["APP_REGISTRY", "DB"]
