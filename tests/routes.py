"""Every route of the site, as structural tests want to see it."""

from dataclasses import dataclass

from litestar.handlers import HTTPRouteHandler

# What stands in addresses where a test does not say: nobody's token, and the first of everything.
ANYTHING = {
    "token": "nobodys",
    "number": 1,
    "theme": 1,
    "reason": 1,
    "text": "impressum",
    "report": 1,
    "mail": 1,
    "link": 1,
    "room": 1,
    "round": 1,
}


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    guard: str

    def __str__(self):
        return f"{self.method} {self.path}"

    def filled(self, **values):
        """The path with its parameters replaced: filled(slug="camp", topic=3)."""
        path = self.path
        for name, value in (ANYTHING | values).items():
            for kind in ("str", "int"):
                path = path.replace(f"{{{name}:{kind}}}", str(value))
        assert "{" not in path, path
        return path


def routes_of(site):
    found = [
        Route(method, route.path, guards[-1].__name__ if guards else "none")
        for route in site.routes
        for handler in route.route_handlers
        if isinstance(handler, HTTPRouteHandler)
        for guards in [handler.resolve_guards()]
        for method in handler.http_methods
        if method != "OPTIONS"
    ]
    return sorted(found, key=str)
