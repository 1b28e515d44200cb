import pytest

from post_office import PostOffice


@pytest.fixture
async def office(setting):
    """A mail server, and kaue set up to use it."""
    opened = PostOffice()
    await opened.open()
    setting(KAUE_SMTP_URL=opened.url, KAUE_MAIL_FROM="Barcamp <barcamp@example.org>")
    yield opened
    await opened.close()
