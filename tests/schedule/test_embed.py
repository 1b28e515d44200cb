"""The plan within the county's page: in a frame of anybody, and nothing else is."""

from html import unescape


def embed(event):
    return f"/{event.slug}/zeitplan/einbetten"


async def test_it_may_stand_in_any_frame_and_runs_nothing(published, browser):
    answer = await browser.get(embed(published))

    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "x-frame-options" not in answer.headers
    assert answer.headers.get_list("content-security-policy") == [policy]
    assert "set-cookie" not in answer.headers
    assert "<script" not in answer.text
    assert "<form" not in answer.text
    assert "Ada" not in answer.text


async def test_it_is_the_same_whoever_asks(published, browser, stranger):
    own, others = await browser.get(embed(published)), await stranger.get(embed(published))

    assert own.content == others.content
    assert own.headers["cache-control"] == "no-cache"
    assert own.headers["etag"] == others.headers["etag"]


async def test_no_other_page_may_be_framed(published, stranger):
    for path in ("/", f"/{published.slug}/zeitplan", "/nirgends/zeitplan/einbetten"):
        answer = await stranger.get(path)
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-frame-options"] == "DENY"


async def test_it_has_the_sessions_and_before_them_a_word(
    planned, topics, place, publish, stranger
):
    assert "Der Zeitplan entsteht am Tag selbst" in (await stranger.get(embed(planned))).text
    await place(topics["Radwege"], 0, "Nord")
    await publish()

    text = (await stranger.get(embed(planned))).text
    for words in ("Radwege", "Nord", "Radwege-Host", "Mittagessen", "Zeitplan öffnen"):
        assert words in text


async def test_the_publish_page_has_the_code_to_copy(published, desk):
    page = (await desk.get(f"/pult/{published.slug}/zeitplan/veroeffentlichen")).text

    assert f'<iframe src="http://127.0.0.1:8000{embed(published)}" title=' in unescape(page)
