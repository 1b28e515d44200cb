"""What Piccolo itself looks for: which database (the current one) and which tables.

`connect()` names this module in PICCOLO_CONF, so that it is found in a wheel, too.
"""

from typing import Any

from piccolo.conf.apps import AppRegistry

from kaue.db import current

APP_REGISTRY = AppRegistry(apps=["kaue.piccolo_app"])


def __getattr__(name: str) -> Any:
    if name == "DB":
        return current.engine()
    raise AttributeError(name)
