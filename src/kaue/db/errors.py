"""What can go wrong with a database, in words the other folders understand."""


class Unavailable(Exception):
    """The database cannot right now: busy, full, unreachable. Trying again later may work."""


class Conflict(Exception):
    """A row like this exists already, or what it refers to is gone meanwhile: an index says no."""


class Doomed(RuntimeError):
    """A unit of work went on after something inside it had failed. Nothing of it was stored."""
