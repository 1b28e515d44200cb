"""A directory to sign in with, and the way through it."""

import pytest

from issuing import CLIENT, SECRET, Travel, issuing


@pytest.fixture
def issuer(setting):
    with issuing() as running:
        setting(
            KAUE_OIDC_ISSUER=running.url,
            KAUE_OIDC_CLIENT_ID=CLIENT,
            KAUE_OIDC_CLIENT_SECRET=SECRET,
            KAUE_OIDC_NAME="Kreis Recklinghausen",
        )
        yield running


@pytest.fixture
def travel(issuer):
    """travel(browser) goes there and back. Returns the answer to the last step."""
    return Travel(issuer)
