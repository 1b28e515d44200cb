"""The rules of a vote, chosen by an admin."""

import pytest

import reading
from kaue.administration.vote_forms import VoteForm, vote_of
from kaue.audit import queries as audit
from kaue.events import actions as events
from kaue.events import queries
from kaue.events.vote_rules import COUNTS, WAYS, ways_of
from kaue.tables import Counts, Event
from kaue.web.dates import now
from kaue.web.forms import filled

PLAIN = {
    "zahlen": "sealed", "wer": ["mail", "karte", "vor-ort", "verzeichnis"], "je": "",
    "reihenfolge": "stimmen",
}  # fmt: skip


@pytest.fixture
async def event(make):
    return await make.event(counts=Counts.SEALED)


@pytest.fixture
async def admin(make, browser_for):
    return await browser_for(await make.admin())


def path(event):
    return f"/verwaltung/barcamps/{event.slug}/abstimmung"


async def saved(event, admin, **changed):
    return await admin.post(
        path(event), data=PLAIN | changed | {"stand": events.stamp(await queries.load(event.slug))}
    )


async def test_everything_that_is_chosen_is_stored_and_shown(event, admin):
    answer = await saved(
        event, admin, zahlen="own", vorher="1", wer=["karte", "vor-ort"], je="5", dazu=["papier"],
        reihenfolge="fair",
    )  # fmt: skip

    stored = await queries.load(event.slug)
    assert answer.status_code == 303
    assert (stored.counts, stored.staff_see_counts, stored.votes_each) == ("own", True, 5)
    assert (stored.voters_mail, stored.voters_card) == (False, True)
    assert (stored.voters_on_site, stored.voters_directory) == (True, False)
    assert (stored.add_paper, stored.add_hands) == (True, False)
    assert stored.pitch_order == "fair"
    assert (
        VoteForm.of(vote_of(stored)).columns.items()
        <= {name: getattr(stored, name) for name in queries._COLUMNS}.items()
    )
    page = (await admin.get(path(event))).text
    assert page.count(" checked") == 6
    assert 'id="je" name="je" type="text" value="5"' in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"zahlen": "geheim"}, "zahlen"),
        ({"wer": []}, "wer"),
        ({"wer": ["alle"]}, "wer"),
        ({"je": "viele"}, "je"),
        ({"je": "101"}, "je"),
        ({"reihenfolge": "zufall"}, "reihenfolge"),
        ({"reihenfolge": ""}, "reihenfolge"),
    ],
)
async def test_what_cannot_be_is_refused_and_stays_typed(event, admin, wrong, field):
    answer = await saved(event, admin, **{"je": "7"} | wrong)

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert f'value="{wrong.get("je", "7")}"' in answer.text
    assert (await queries.load(event.slug)).votes_each == 0


OIDC = {"KAUE_OIDC_ISSUER": "https://amt.example.org", "KAUE_OIDC_CLIENT_ID": "kaue"}


@pytest.mark.parametrize("configured", [False, True])
async def test_a_directory_that_there_is_not_is_not_offered(event, admin, setting, configured):
    setting(**OIDC if configured else {})

    page = (await admin.get(path(event))).text
    alone = await saved(event, admin, wer=["verzeichnis"])

    assert ('value="verzeichnis"' in page) == configured
    assert alone.status_code == (303 if configured else 422)


async def test_where_everything_that_is_offered_will_do_everybody_votes(event, admin):
    """Else saving what the page shows of a new barcamp would take the vote from somebody."""
    await saved(event, admin, wer=["mail", "karte"])
    assert ways_of(await queries.load(event.slug)) != ()

    await saved(event, admin, wer=["mail", "karte", "vor-ort"])

    assert ways_of(await queries.load(event.slug)) == ()


@pytest.mark.parametrize(("wer", "status"), [(["mail"], 422), (["mail", "karte"], 303)])
async def test_an_address_alone_will_not_do_where_nobody_can_show_theirs(
    event, admin, setting, wer, status
):
    setting(KAUE_SMTP_URL="")

    assert (await saved(event, admin, wer=wer)).status_code == status


async def test_an_empty_limit_and_a_zero_are_none(event):
    assert VoteForm.of(filled(**PLAIN)).each == 0
    assert VoteForm.of(filled(**PLAIN | {"je": "0"})).problems() == {}


async def test_what_was_changed_is_in_the_decision_log_and_nothing_else(event, admin):
    await saved(event, admin)
    assert await audit.entries(event.id, 10, 10) == []

    await saved(event, admin, zahlen="open", vorher="1", je="3", wer=["karte"], dazu=["papier"],
                reihenfolge="ausgewogen")  # fmt: skip

    (entry,) = await audit.entries(event.id, 10, 10)
    assert (entry.act, entry.subject, entry.note) == (
        "ruled",
        "event",
        "Stimmenzahlen: Verdeckt bis zur Auszählung → Offen;"
        " Redaktion und Moderation sehen die Zahlen vorher: nein → ja;"
        " Stimmen je Person: ohne Grenze → 3;"
        " Eine E-Mail-Adresse: ja → nein;"
        " Der Tagescode, vor Ort eingegeben: ja → nein;"
        " Ein Konto im Verzeichnis der Verwaltung: ja → nein;"
        " Stimmen auf Papier: nein → ja;"
        " Reihenfolge der Pitches: Nach Stimmen → Ausgewogen",
    )


async def test_once_voting_has_ended_the_order_of_the_pitches_stays(event, admin):
    await Event.update({Event.vote_until: now()}).where(Event.id == event.id)
    queries.forget(event.slug)

    answer = await saved(event, admin, reihenfolge="fair", je="3")

    assert answer.status_code == 422
    assert 'href="#reihenfolge"' in answer.text
    assert (await queries.load(event.slug)).pitch_order == "votes"
    # Everything else can be saved, from the page as it is shown then.
    page = await admin.get(path(event))
    assert "Die Abstimmung ist beendet, deshalb bleibt es dabei." in page.text
    assert reading.value(page, "reihenfolge") == "stimmen"
    assert (await saved(event, admin, je="3")).status_code == 303
    assert (await queries.load(event.slug)).votes_each == 3


async def test_a_change_that_comes_too_late_is_refused_where_it_is_stored(event, make):
    """The form was right when it was read; voting ended before it was stored."""
    await Event.update({Event.vote_until: now()}).where(Event.id == event.id)
    queries.forget(event.slug)
    seen = events.stamp(await queries.load(event.slug))

    with pytest.raises(events.OrderFixed):
        await events.change(event, {"pitch_order": "fair"}, seen=seen)


async def test_while_voting_runs_the_order_can_be_changed_and_everybody_reads_it(
    event, admin, stranger
):
    how = f"/{event.slug}/rangliste/entstehung"
    assert (
        "Für die Pitches ist die Reihenfolge „Nach Stimmen“ festgelegt."
        in (await stranger.get(how)).text
    )

    await saved(event, admin, reihenfolge="ausgewogen")

    assert (
        "Für die Pitches ist die Reihenfolge „Ausgewogen“ festgelegt."
        in (await stranger.get(how)).text
    )
    start = (await stranger.get(f"/{event.slug}")).text
    assert "in der Reihenfolge der Stimmen" not in start
    assert f'href="{how}"' in start


async def test_who_comes_second_sees_what_was_typed_and_loses_nothing(event, admin):
    seen = events.stamp(event)
    await saved(event, admin, je="3")

    answer = await admin.post(path(event), data=PLAIN | {"je": "9", "stand": seen})

    assert answer.status_code == 409
    assert 'value="9"' in answer.text
    assert (await queries.load(event.slug)).votes_each == 3
    assert len(await audit.entries(event.id, 10, 10)) == 1


async def test_unsealing_shows_the_numbers_at_once(event, admin, make, stranger):
    topic = await make.topic(event, votes=8)
    listed = f"/{event.slug}/themen"
    assert "<b>8</b>" not in (await stranger.get(listed)).text

    await saved(event, admin, zahlen="open")

    assert "<b>8</b>" in (await stranger.get(listed)).text
    assert "<b>8</b>" in (await stranger.get(topic.path)).text


@pytest.mark.parametrize("counts", COUNTS)
async def test_everybody_can_read_the_rules(event, admin, stranger, counts):
    await saved(event, admin, zahlen=counts, wer=["karte"], je="2", dazu=["papier", "handzeichen"])

    page = (await stranger.get(f"/en/{event.slug}/rangliste/entstehung")).text

    assert COUNTS[counts][1] in page
    assert f"To vote, you need {WAYS['karte'].needed}." in page
    assert "Everybody has 2 votes, at most one for each topic." in page
    assert "Votes on paper are counted" in page
    assert "Hands raised on the day are counted" in page


async def test_the_rules_are_said_in_german_that_fits(event, admin, stranger):
    await saved(event, admin, wer=["karte"], je="2")

    chosen = (await admin.get(path(event))).text
    rules = (await stranger.get(f"/{event.slug}/rangliste/entstehung")).text

    assert "Wer erfährt, wie viele Stimmen ein Thema hat?" in chosen
    assert "Nur auf den eigenen Seiten." in chosen
    assert "Jede Person hat 2 Stimmen, je Thema höchstens eine." in rules


async def test_a_copy_takes_the_rules_over(event, admin):
    await saved(event, admin, zahlen="moderators", wer=["karte"], je="4", dazu=["handzeichen"],
                reihenfolge="fair")  # fmt: skip

    source = await queries.load(event.slug)
    made = await events.copy(source, slug="kopie", title="Kopie", day=source.starts_at.date())

    copied = await queries.load(made.slug)
    rules = vote_of(source).given.keys()
    assert {name: vote_of(copied).values(name) for name in rules} == vote_of(source).given
