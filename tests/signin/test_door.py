"""The page at which people sign in, as those find it who have done so already."""

import pytest

import reading


@pytest.mark.parametrize(
    ("onward", "leads_to"),
    [("/camp/themen?s=neu", "/camp/themen?s=neu"), ("", "/"), ("https://evil.example", "/")],
)
async def test_whoever_is_signed_in_is_told_as_whom_and_can_go_on(
    browser_for, make, onward, leads_to
):
    browser = await browser_for(await make.person(name="Ada <L.>"))

    page = await browser.get("/anmelden", params={"weiter": onward})

    told = page.text.partition('<p class="begun">')[2].partition("</p>")[0]
    assert "Ada &lt;L.&gt;" in told
    assert f'href="{leads_to}"' in told
    # Signing in as somebody else is possible.
    assert reading.value(page, "email") == ""


async def test_a_stranger_is_told_nothing_of_that(stranger):
    assert 'class="begun"' not in (await stranger.get("/anmelden?weiter=/camp")).text


async def test_the_demo_names_every_role_at_the_top(setting, browser_for):
    setting(KAUE_DEMO="1")

    page = await (await browser_for()).get("/en/hilfe")

    strip = page.text.partition('class="demo-strip"')[2].partition("</p>")[0]
    for role in ("citizen", "editor", "moderator", "administrator"):
        assert role in strip
