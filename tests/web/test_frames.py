"""What is kept ready for everybody holds nothing of anybody."""

from kaue.web.language import german
from kaue.web.templates import environment


async def test_nobodys_name_or_vote_enters_a_frame(make, browser_for):
    topic = await make.topic()
    path = f"/{topic.event_slug}/themen"
    environment(german()).frames.clear()
    names = ["Wanda <b>Wichtig</b>", "Zoltan Zaun", "Wanda & Co"]
    browsers = [await browser_for(await make.person(name=name)) for name in names]
    await browsers[0].post(topic.vote_path, data={"dafuer": "1"})

    pages = [(await browser.get(path)).text for browser in [*browsers, await browser_for()]]

    frames = b"".join(
        part for frame in environment(german()).frames.values() for part in frame
    ).decode()
    assert "class=" in frames
    for hidden in ("Wanda", "Zoltan", "Radwege"):
        assert hidden not in frames
    for page, name in zip(
        pages, ["Wanda &lt;b&gt;Wichtig&lt;/b&gt;", "Zoltan Zaun", "Wanda &amp; Co"], strict=False
    ):
        assert name in page
    assert pages[0].count('aria-pressed="true"') == 1
    assert all('aria-pressed="true"' not in page for page in pages[1:])
    assert "Wanda" not in pages[3]


async def test_staff_see_their_links_and_others_do_not(make, browser_for):
    event = await make.event()
    path = f"/{event.slug}/themen"
    people = [await make.staff(event), await make.person(), None]

    pages = [(await (await browser_for(person)).get(path)).text for person in people]

    assert [f'href="/redaktion/{event.slug}"' in page for page in pages] == [True, False, False]


async def test_what_people_write_cannot_look_like_a_gap(make, stranger):
    topic = await make.topic(title="<!--gap name--> und <!--gap cards-->")

    page = (await stranger.get(f"/{topic.event_slug}/themen")).text

    assert "<!--gap" not in page
    assert "&lt;!--gap name--&gt;" in page


async def test_constant_texts_are_translated_when_compiled(make, stranger):
    german = (await stranger.get("/hilfe")).text
    english = (await stranger.get("/en/hilfe")).text

    assert "<h1>Hilfe</h1>" in german
    assert "<h1>Help</h1>" in english
    assert 'href="/en/datenschutz"' in english
