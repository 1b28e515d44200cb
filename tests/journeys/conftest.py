"""Each journey has a server of its own, with the demo in a database of its own."""

import shutil
from dataclasses import dataclass, field

import pytest

from serving import Server, serving

FEW = ("--people", "15")


@dataclass
class Site:
    url: str
    cookies: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="session")
def demo_file(scratch):
    file = scratch / "demo.sqlite"
    Server(f"sqlite:///{file}").demo(*FEW)
    return file


@pytest.fixture
def on_sqlite(demo_file, tmp_path):
    return f"sqlite:///{shutil.copy(demo_file, tmp_path / 'kaue.sqlite')}"


@pytest.fixture
def on_postgres(new_postgres_url):
    Server(new_postgres_url).demo(*FEW)
    return new_postgres_url


@pytest.fixture(params=["sqlite"])
def site_served(request):
    """Parametrise it with "postgres" to travel there, too."""
    with serving(request.getfixturevalue(f"on_{request.param}")) as server:
        yield Site(server.url)


@pytest.fixture(params=[True, False], ids=["javascript", "plain"])
def javascript(request):
    return request.param
