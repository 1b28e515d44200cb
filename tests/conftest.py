"""What every test may ask for."""

import pytest

pytest_plugins = ["databases"]


@pytest.fixture(scope="session")
def anyio_backend():
    return "asyncio", {"use_uvloop": True}
