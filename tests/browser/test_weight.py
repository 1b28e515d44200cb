"""N02, N05: what a visit weighs, and how assets are served."""

import gzip
import re
from urllib.request import Request, urlopen

import pytest

import every_page

KB = 1024
HASHED = re.compile(r"/static/[\w-]+\.[0-9a-f]{8,}\.\w+$")


def fetched(url, encoding="gzip", **headers):
    """(headers, body as it came over the wire)."""
    asked = Request(url, headers={"Accept-Encoding": encoding} | headers)
    with urlopen(asked) as answer:
        return answer.headers, answer.read()


@pytest.fixture
def assets(site_served):
    """The addresses of every asset that the list refers to."""
    _, body = fetched(site_served.url + every_page.TOPICS)
    found = re.findall(r'(?:href|src)="(/static/[^"]+)"', gzip.decompress(body).decode())
    return [site_served.url + path for path in found]


def test_a_list_of_forty_topics(site_served):
    headers, body = fetched(site_served.url + every_page.TOPICS)

    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body).count(b'<li class="topic"') == 40
    assert len(body) <= 15 * KB


@pytest.mark.parametrize("suffix", [".css", ".js"])
def test_style_and_script(assets, suffix):
    sizes = [len(fetched(url)[1]) for url in assets if url.endswith(suffix)]

    assert 0 < sum(sizes) <= 20 * KB


def test_assets_are_hashed_immutable_and_compressed_beforehand(assets):
    assert len(assets) >= 4
    for url in assets:
        assert HASHED.search(url), url
        for encoding in ("br", "gzip"):
            headers, _ = fetched(url, encoding)
            assert headers["cache-control"] == "public, max-age=31536000, immutable"
            assert headers["content-encoding"] == encoding
            assert "accept-encoding" in headers["vary"].lower()


async def test_the_answer_to_a_vote(visit):
    page = await visit("uwe")
    await page.goto(every_page.TOPICS)
    for _ in range(2):
        async with page.expect_response("**/stimme") as answered:
            await page.locator(".vote-button").first.click()
        answer = await answered.value
        assert len(await answer.body()) <= KB
        sizes = await answer.request.sizes()
        assert sizes["responseBodySize"] <= KB


async def test_a_first_visit_with_fonts(visit):
    page = await visit()
    network = await page.context.new_cdp_session(page)
    await network.send("Network.enable")
    came = []
    network.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))

    await page.goto(every_page.TOPICS, wait_until="networkidle")

    assert len(came) >= 5  # page, style, two scripts, fonts
    assert sum(came) <= 100 * KB
