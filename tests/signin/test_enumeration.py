"""R16: nobody learns at the door who has an account. How long it takes: bench/enumeration.py."""

import re

import pytest

from kaue.db import current
from kaue.people import actions as people
from kaue.people import passwords
from kaue.tables import Mail

PASSWORD = "eine lange Reihe"
DOORS = {
    "code": ("/anmelden", {}),
    "password": ("/anmelden", {"passwort": "eine andere Reihe", "wie": "passwort"}),
    "password filled in": ("/anmelden", {"passwort": "eine andere Reihe"}),
    "sign-up": ("/registrieren", {"name": "Ada", "passwort": PASSWORD}),
}


@pytest.fixture
async def known(db):
    hashed = await passwords.hash_password(PASSWORD)
    return await people.sign_up(email="knows@example.org", name="K", password_hash=hashed)


@pytest.fixture
def statements(monkeypatch, db):
    """The statements sent to the database."""
    sent = []
    engine = type(current.engine())
    for name in ("rows", "write", "run_querystring"):
        original = getattr(engine, name)

        def noted(self, first, *rest, _original=original, **named):
            sent.append(re.sub(r"'[^']*'|\d+", "?", str(first)))
            return _original(self, first, *rest, **named)

        monkeypatch.setattr(engine, name, noted)
    return sent


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("door", DOORS)
async def test_known_and_unknown_addresses_are_answered_alike(
    stranger, known, statements, door, language
):
    path, fields = DOORS[door]
    # The first visit of the day makes the day's key.
    await stranger.post(language + path, data={"email": "knowy@example.org", **fields})
    seen = []
    for email in (known.email, "knowz@example.org"):
        statements.clear()
        mails = await Mail.count()
        answer = await stranger.post(language + path, data={"email": email, **fields})
        location = re.sub(r"vorgang=[\w.-]{76}", "vorgang", answer.headers.get("location", ""))
        seen.append(
            {
                "status": answer.status_code,
                "headers": sorted(set(answer.headers) - {"x-request-id"}),
                "cookies": answer.headers.get_list("set-cookie"),
                "location": location,
                "text": answer.text.replace(email, ""),
                "mails": await Mail.count() - mails,
                "asked": len(statements),
            }
        )

    assert seen[0] == seen[1]


async def test_the_page_of_the_code_is_alike_too(stranger, known, ask):
    pages = []
    for email in (known.email, "knowz@example.org"):
        asked = await ask(stranger, email)
        page = await stranger.get(f"{asked.page}?vorgang={asked.handle}")
        pages.append(page.text.replace(email, "").replace(asked.handle, ""))

    assert pages[0] == pages[1]


@pytest.fixture
def verified(monkeypatch):
    """The hashes that argon2 has compared a password with."""
    seen = []

    class Noting:
        """The hasher's slots take no other method."""

        def __getattr__(self, name):
            return getattr(original, name)

        def verify(self, stored, password):
            seen.append(stored)
            return original.verify(stored, password)

    original = passwords._hasher
    monkeypatch.setattr(passwords, "_hasher", Noting())
    return seen


@pytest.mark.parametrize("wie", ["passwort", ""])
async def test_a_password_is_compared_with_a_hash_whoever_has_the_address(
    stranger, known, make, verified, wie
):
    """Else the time would tell: for an unknown one, and for one without a password, too."""
    without = await make.person(email="nopass@example.org")
    for email in (known.email, without.email, "knowz@example.org"):
        verified.clear()
        data = {"email": email, "passwort": "eine andere Reihe", "wie": wie}
        await stranger.post("/anmelden", data=data)

        assert len(verified) == 1
        assert passwords.is_outdated(verified[0]) is False
        assert verified[0].startswith("$argon2id$")
