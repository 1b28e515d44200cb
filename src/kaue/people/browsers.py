"""A coarse name for a browser, so that people can tell their sign-ins apart. Nothing else of
what a browser tells about itself is kept.
"""

from kaue.web.visit import Connection

# The first that occurs: Edge calls itself Chrome, too, and Chrome calls itself Safari.
_BROWSERS = (
    ("Firefox", ("Firefox/", "FxiOS/")),
    ("Edge", ("Edg/", "EdgA/", "EdgiOS/")),
    ("Samsung Internet", ("SamsungBrowser/",)),
    ("Opera", ("OPR/",)),
    ("Chrome", ("Chrome/", "CriOS/")),
    ("Safari", ("Safari/",)),
)
_SYSTEMS = (
    ("Android", ("Android",)),
    ("iPhone", ("iPhone",)),
    ("iPad", ("iPad",)),
    ("Windows", ("Windows",)),
    ("Mac", ("Macintosh",)),
    ("Linux", ("Linux", "X11")),
)


def browser_of(connection: Connection) -> str:
    """Such as "Firefox, Android"; empty when nothing is recognised."""
    told = connection.headers.get("user-agent", "")
    known = (_first(told, _BROWSERS), _first(told, _SYSTEMS))
    return ", ".join(name for name in known if name)


def _first(told: str, names: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    return next((name for name, marks in names if any(mark in told for mark in marks)), "")
