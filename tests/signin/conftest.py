"""Helpers of everything that signs in by mail."""

import mailbox

import pytest


class Asked:
    """One request for a code: the browser's answer, and what lies in the mailbox for it."""

    def __init__(self, answer, code, link):
        assert answer.status_code == 303, answer.status_code
        self.page, _, self.handle = answer.headers["location"].partition("?vorgang=")
        self.code, self.link = code, link

    @property
    def other_code(self):
        return f"{(int(self.code) + 1) % 10**6:06}"


@pytest.fixture
def ask():
    """await ask(browser, email="…", **fields) asks for a code as the form does."""

    async def do(browser, email="ada@example.org", **fields):
        answer = await browser.post("/anmelden", data={"email": email, **fields})
        return Asked(answer, await mailbox.newest_code(), await mailbox.newest_link())

    return do


@pytest.fixture
def give():
    """await give(browser, asked, code="…") types the code."""

    async def do(browser, asked, code=None):
        data = {"vorgang": asked.handle, "code": code or asked.code}
        return await browser.post("/anmelden/code", data=data)

    return do
