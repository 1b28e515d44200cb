"""How the log looks, in every process that writes to it."""

import logging


def set_up_log() -> None:
    """Level, logger, text. Doing so twice changes nothing."""
    # Who wrote a line, and in which thread, no line says; finding out costs as much as writing it.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None
    logging.basicConfig(format="%(levelname)s %(name)s %(message)s", level=logging.INFO)
    # Whole addresses of what it asks for are nobody's business.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    # A line for each table of each font in each PDF.
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    # A traceback for every try to reach a database that is away; we say so in a line.
    logging.getLogger("asyncpg.pool").setLevel(logging.ERROR)
