"""How the log looks, in every process that writes to it."""

import logging


def set_up_log() -> None:
    """Level, logger, text. Doing so twice changes nothing."""
    logging.basicConfig(format="%(levelname)s %(name)s %(message)s", level=logging.INFO)
