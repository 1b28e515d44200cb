"""The projector's pages, one after the other, without waiting for its clock."""

import re
from datetime import timedelta

import pytest

from factory import NOW
from kaue.stage import projector_pages
from kaue.web.fitting import SECONDS

WHICH = re.compile(r"Seite (\d+) von (\d+)")


async def turned(look):
    """Yields (number, what `look()` answers) of each page of a picture; of one that takes a single
    page, that.
    """
    page, of = 0, 1
    while page < of:
        # The first turn of a cycle of any length up to ten pages begins here.
        begin = NOW.timestamp() // (SECONDS * 2520) * SECONDS * 2520
        moment = NOW + timedelta(seconds=begin + SECONDS * page - NOW.timestamp())
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(projector_pages, "now", lambda moment=moment: moment)
            text = await look(page + 1)
        which = WHICH.search(text)
        of = int(which[2]) if which else 1
        yield page + 1, text
        page += 1


async def all_of(client, path):
    """What is to be read on every page of it together."""

    async def look(_):
        return (await client.get(path)).text

    return "\n".join([text async for _, text in turned(look)])
