"""Short words stay whole where there is room for them."""

import pytest

import every_page

# Words of at most 14 letters, which fit anywhere, that stand on more than one line.
BROKEN = """(css) => [...document.querySelectorAll(css)].flatMap((one) => {
  const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    for (const word of walker.currentNode.data.matchAll(/\\S+/g)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, word.index);
      range.setEnd(walker.currentNode, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (word[0].length <= 14 && lines.size > 1) found.push(word[0]);
    }
  }
  return found;
})"""
LINES = """(one) => {
  const range = document.createRange();
  range.selectNodeContents(one);
  return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
}"""


@pytest.mark.parametrize("width", [320, 390])
async def test_a_wish_leaves_the_word_before_it_whole(visit, width):
    page = await visit(viewport={"width": width, "height": 800})
    await page.goto(every_page.TOPICS)

    assert await page.locator(".topic .wish").count() > 0
    assert await page.evaluate(BROKEN, ".topic-kind") == []


@pytest.mark.parametrize("wall", [(1920, 1080), (1280, 800), (1024, 768)], ids=str)
async def test_the_address_on_the_wall_is_one_line(visit, wall):
    page = await visit("moderator", viewport=dict(zip(("width", "height"), wall, strict=True)))
    await page.goto(f"/pult{every_page.CAMP}/vor-ort/beamer")

    assert await page.locator(".join b").evaluate(LINES) == 1
