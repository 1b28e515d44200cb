"""R26: every 500 is one log line with the number that stands on the page, and without details."""

import logging

from kaue import db
from routes import routes_of

VALUES = {"slug": "camp", "topic": 1, "comment": 1, "pitch": 1}
SECRET = "secret" + "@example.org"


async def test_every_route_that_breaks_says_so_once(site, make, browser_for, monkeypatch, caplog):
    stranger, admin = await browser_for(), await browser_for(await make.admin())
    caplog.set_level(logging.DEBUG)

    async def crash(*_):
        raise RuntimeError(SECRET)

    monkeypatch.setattr(db, "rows", crash)
    broken = set()
    for route in routes_of(site):
        for browser in (stranger, admin):
            caplog.clear()
            answer = await browser.request(route.method, route.filled(**VALUES))
            lines = [record for record in caplog.records if record.levelno >= logging.ERROR]
            if answer.status_code < 500:
                assert lines == [], str(route)
                continue
            broken.add(str(route))
            assert answer.status_code == 500, str(route)
            assert [record.name for record in lines] == ["kaue.errors"], str(route)
            assert answer.headers["x-request-id"] in lines[0].getMessage(), str(route)
            assert SECRET not in caplog.text
            assert SECRET not in answer.text
    # Nearly every page asks the database, if only who is asking.
    assert len(broken) > 0.9 * len(routes_of(site))
