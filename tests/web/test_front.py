"""The door: origin, host, headers, cookies, methods, sizes, languages. For every route there is."""

import gzip

import brotli
import pytest

from kaue import db
from kaue.web.headers import CSP
from routes import routes_of

VALUES = {"slug": "camp", "topic": 1, "comment": 1, "pitch": 1}

FORGED = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "", "origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://["},
    {"origin": "https://127.0.0.1:8000.evil.example"},
    {},
]


@pytest.fixture
async def bare(browser_for):
    """A browser that tells nothing about where its requests come from."""
    browser = await browser_for()
    del browser.headers["sec-fetch-site"]
    return browser


async def test_a_forged_post_is_refused_at_every_route(site, bare):
    """R12, generated from the routes. One is for mail programs: tests/mail/test_unsubscribing."""
    posts = [
        route
        for route in routes_of(site)
        if route.method != "GET" and route.path != "/abbestellen/{token:str}"
    ]
    assert len(posts) > 15
    for route in posts:
        for headers in FORGED:
            answer = await bare.request(route.method, route.filled(**VALUES), headers=headers)
            assert answer.status_code == 403, (str(route), headers)


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "same-origin"}, {"origin": "http://127.0.0.1:8000"}]
)
async def test_our_own_pages_may_post(bare, headers):
    answer = await bare.post("/anmelden", headers=headers)

    assert answer.status_code == 422


async def test_every_answer_carries_the_security_headers(site, stranger):
    for route in routes_of(site):
        answer = await stranger.request(route.method, route.filled(**VALUES))
        assert answer.headers["content-security-policy"] == CSP, str(route)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["x-request-id"]


async def test_no_public_get_sets_a_cookie(site, make, stranger):
    """D01."""
    topic = await make.topic(await make.event(slug="camp"))
    values = VALUES | {"topic": topic.number_and_slug}
    for route in routes_of(site):
        if route.method == "GET":
            answer = await stranger.get(route.filled(**values))
            assert "set-cookie" not in answer.headers, str(route)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "a b", "["])
async def test_a_foreign_host_is_refused(stranger, host):
    answer = await stranger.get("/hilfe", headers={"host": host})

    assert answer.status_code == 400
    assert "evil" not in answer.text


async def test_a_demo_may_be_looked_at_from_a_phone(stranger, setting):
    at = {"host": "192.0.2.7:8000"}
    assert (await stranger.get("/hilfe", headers=at)).status_code == 400

    setting(KAUE_DEMO="1")

    assert (await stranger.get("/hilfe", headers=at)).status_code == 200
    assert (await stranger.get("/hilfe", headers={"host": "evil.example"})).status_code == 400


async def test_load_balancers_may_call_the_machine_by_any_name(stranger):
    assert (await stranger.get("/healthz", headers={"host": "10.0.0.7"})).status_code == 200
    assert (await stranger.get("/readyz", headers={"host": "10.0.0.7"})).status_code == 200


async def test_head_tells_the_same_without_the_body(stranger):
    got, head = await stranger.get("/hilfe"), await stranger.head("/hilfe")

    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["etag"] == got.headers["etag"]
    assert head.headers["content-length"] == got.headers["content-length"]


async def test_an_unchanged_public_page_is_not_sent_again(make, stranger):
    topic = await make.topic()
    first = await stranger.get(topic.path)
    headers = {"if-none-match": first.headers["etag"]}

    assert (await stranger.get(topic.path, headers=headers)).status_code == 304

    await make.comment(topic)
    assert (await stranger.get(topic.path, headers=headers)).status_code == 200


async def test_personal_pages_are_stored_nowhere(make, browser_for):
    browser = await browser_for(await make.person())

    for path in ("/konto", "/hilfe"):
        answer = await browser.get(path)
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers


@pytest.mark.parametrize(
    ("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
async def test_pages_are_compressed_as_asked(stranger, encoding, unpack):
    plain = await stranger.get("/hilfe", headers={"accept-encoding": "identity"})
    async with stranger.stream("GET", "/hilfe", headers={"accept-encoding": encoding}) as answer:
        packed = b"".join([part async for part in answer.aiter_raw()])

    assert answer.headers["content-encoding"] == encoding
    assert unpack(packed) == plain.content
    assert len(packed) < len(plain.content) / 2


async def test_an_unknown_address_gets_a_helpful_page_in_its_language(stranger):
    german, english = await stranger.get("/nix/da"), await stranger.get("/en/nix/da")

    assert (german.status_code, english.status_code) == (404, 404)
    assert '<html lang="de"' in german.text
    assert '<html lang="en"' in english.text
    assert "There is nothing here" in english.text


async def test_the_wrong_method_is_explained(stranger):
    assert (await stranger.post("/hilfe")).status_code == 405
    assert (await stranger.get("/abmelden")).status_code == 405


@pytest.mark.parametrize(
    "body",
    [b"\xff\xfe", b"email=%ff%fe&passwort=%00", b"&" * 500, b"a=1&" * 500, b"", b"{}", b"=" * 60],
)
async def test_a_broken_body_is_a_clear_no(stranger, body):
    answer = await stranger.post(
        "/anmelden", content=body, headers={"content-type": "application/x-www-form-urlencoded"}
    )

    assert answer.status_code in {400, 422}


async def test_too_large_a_body_is_refused(stranger):
    answer = await stranger.post("/anmelden", content=b"a" * 70_000)

    assert answer.status_code == 413
    assert "<h1" in answer.text


async def test_a_database_that_does_not_answer_is_a_friendly_503(stranger, monkeypatch):
    async def gone(*_):
        raise db.Unavailable("gone")

    monkeypatch.setattr(db, "rows", gone)
    answer = await stranger.get("/en/")

    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert "<h1" in answer.text


async def test_a_crash_is_one_log_line_and_a_page_without_details(stranger, monkeypatch, caplog):
    address = "secret" + "@example.org"

    async def crash(*_):
        raise RuntimeError(address)

    monkeypatch.setattr(db, "rows", crash)
    answer = await stranger.get("/en/")

    assert answer.status_code == 500
    assert address not in answer.text
    assert "Traceback" not in answer.text
    crashes = [r for r in caplog.records if r.name == "kaue.errors"]
    assert len(crashes) == 1
    assert answer.headers["x-request-id"] in crashes[0].getMessage()
    assert address not in caplog.text


async def test_english_links_stay_english(make, stranger):
    event = await make.event()
    answer = await stranger.get(f"/en/{event.slug}/themen")

    assert f'href="/en/{event.slug}"' in answer.text
    assert f'href="/{event.slug}/themen"' in answer.text  # the way back to German
    assert (await stranger.get("/en")).headers["location"] == f"/en/{event.slug}"


async def test_everything_works_under_a_sub_path(make, browser_for, setting):
    """O01."""
    setting(KAUE_ROOT_PATH="/camp")
    event = await make.event()
    browser = await browser_for(await make.person())

    start = await browser.get(f"/camp/{event.slug}")
    assert f'href="/camp/{event.slug}/themen' in start.text
    assert 'href="/static' not in start.text
    topic = await make.topic(event)
    vote = await browser.post(f"/camp{topic.vote_path}", data={"dafuer": "1"})
    assert vote.headers["location"].startswith(f"/camp/{event.slug}/themen")


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/%0a/x"],
)
async def test_no_open_redirect_after_signing_in(make, stranger, target):
    """R17."""
    form = {
        "email": "neu@example.org",
        "name": "Neu",
        "passwort": "ein langer satz",
        "weiter": target,
    }
    answer = await stranger.post("/registrieren", data=form)

    location = answer.headers["location"]
    assert answer.status_code == 303
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert "\n" not in location


async def test_double_slashes_lead_nowhere_else(stranger):
    for path in ("//evil.example", "//evil.example/..", "/en//evil.example"):
        answer = await stranger.get("http://127.0.0.1:8000" + path)
        assert "evil" not in answer.headers.get("location", "")


async def test_forwarded_headers_of_strangers_change_nothing(make, stranger):
    """R17: neither links nor redirects follow what a visitor claims about the proxy."""
    event = await make.event()
    claims = {
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "https",
        "x-forwarded-for": "203.0.113.7",
        "forwarded": "host=evil.example",
    }

    plain, claimed = (
        await stranger.get(f"/{event.slug}"),
        await stranger.get(f"/{event.slug}", headers=claims),
    )
    sent_on = await stranger.get("/konto", headers=claims)

    assert claimed.text == plain.text
    assert sent_on.headers["location"] == "/anmelden?weiter=/konto"


async def test_no_link_becomes_somebody_elses_address(stranger):
    answer = await stranger.get("http://127.0.0.1:8000/en//evil.example/x")

    assert 'href="//' not in answer.text


async def test_a_fragment_is_never_kept_in_place_of_its_page(make, stranger):
    event = await make.event()
    path = await make.projector(event)

    piece = await stranger.get(path, headers={"hx-request": "true"})
    whole = await stranger.get(path)

    assert piece.headers["cache-control"] == "no-store"
    assert "hx-request" in whole.headers["vary"]


@pytest.mark.parametrize("accepted", ["br;q=0", "br; q=0.0, gzip;q=0", "zebra"])
async def test_what_a_browser_refuses_it_does_not_get(stranger, accepted):
    answer = await stranger.get("/hilfe", headers={"accept-encoding": accepted})

    assert "content-encoding" not in answer.headers


async def test_assets_are_for_reading(stranger):
    assert (await stranger.post("/static/manifest.json")).status_code == 405


async def test_a_refusal_leads_back_without_repeating_what_was_told(make, browser_for):
    event = await make.event()
    browser = await browser_for(await make.person())
    came = {"referer": f"http://127.0.0.1:8000/{event.slug}/themen?hinweis=angemeldet&s=neu"}

    answer = await browser.get(f"/redaktion/{event.slug}", headers=came)

    assert answer.status_code == 403
    assert f'href="/{event.slug}/themen?s=neu"' in answer.text
