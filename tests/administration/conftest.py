"""A barcamp, and the browser of an admin."""

import pytest


@pytest.fixture
async def event(make):
    return await make.event(title="Camp")


@pytest.fixture
async def admin(make, browser_for):
    return await browser_for(await make.admin())
