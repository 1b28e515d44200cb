"""D01, D02, D03: reading leaves nothing behind and asks nobody else."""

import every_page


async def test_reading_stores_nothing(walk):
    public = [sight for sight in every_page.ALL if sight.who is None]
    async for _, page, _ in walk(public):
        context = page.context
    assert len(public) > 20
    assert await context.cookies() == []
    state = await context.storage_state(indexed_db=True)
    assert state["origins"] == []
    assert await page.evaluate("sessionStorage.length") == 0


async def test_only_the_switch_stores_the_theme(visit):
    page = await visit(color_scheme="light")
    await page.goto("/hilfe")
    await page.click("#theme")
    assert await page.evaluate("document.documentElement.dataset.kernTheme") == "dark"

    await page.goto(every_page.CAMP)

    assert await page.evaluate("document.documentElement.dataset.kernTheme") == "dark"
    assert await page.evaluate("Object.keys(localStorage)") == ["kaue-theme"]


async def test_every_visit_is_watched(visit):
    page = await visit()
    await page.goto("/hilfe")
    await page.evaluate(
        """() => {
            const image = new Image();
            image.src = "https://example.org/pixel.png";
            document.body.insertAdjacentHTML("beforeend", "<p style='color: red'>rot</p>");
            setTimeout(() => nothing(), 0);
            return new Promise((done) => setTimeout(done, 100));
        }"""
    )

    found = "\n".join(visit.complaints)
    visit.complaints.clear()
    assert "img-src" in found
    assert "style-src" in found
    assert "nothing is not defined" in found
