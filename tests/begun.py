"""What somebody begins without being signed in."""

import reading

HERE = "http://127.0.0.1:8000"
TOPIC = {
    "titel": "Offene Daten für Bäume 🌳",
    "text": 'Erste Zeile\r\n\r\nZweite & dritte = <b>Zeile</b>; 100 % \\ "so"',
    "format": "workshop",
    "rolle": "halten",
    "aktion": "einreichen",
}


async def begun(browser, path, data, came_from="/"):
    """The sign-in page that keeps the act, as the fields of its form."""
    page = await browser.post(path, data=data, headers={"referer": HERE + came_from})
    assert page.status_code == 401
    assert "set-cookie" not in page.headers
    return {name: reading.value(page, name) for name in ("handlung", "weiter")}
