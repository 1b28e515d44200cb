"""V04: a pointer and a way back, no chain and no cycle, each act kept and told."""

import mailbox

import pytest

from factory import NOW
from kaue.audit import queries as audit
from kaue.mail import outbox
from kaue.merging import actions
from kaue.merging.actions import HomeNotPublic, HomeOfOthers
from kaue.pitch import actions as pitch
from kaue.pitch import queries as pitches
from kaue.review import actions as review
from kaue.review import queries as decisions
from kaue.review.deciding import AlreadyDecided
from kaue.review.forms import RejectionForm
from kaue.tables import Decision, LogEntry, Mail, Notice, Notify, RankedTopic, TopicState
from kaue.topics import actions as authors
from kaue.topics import queries as topics
from kaue.voting import actions as voting

WORDS = RejectionForm("unclear", "Was genau?")
ELSE = [state for state in TopicState if state not in actions.MERGEABLE]


async def test_a_merged_topic_points_to_its_home_and_leaves_the_list(
    source, home, staff, event, merge
):
    decision_id = await merge(source, home)

    merged = await topics.find(source.id)
    assert (merged.state, merged.merged_into) == ("merged", home.id)
    assert [one.id for one in await topics.listed(event.id)] == [home.id]
    decision = await Decision.objects().get(Decision.id == decision_id)
    assert (decision.topic, decision.other, decision.decided_by) == (source.id, home.id, staff.id)
    assert (decision.verdict, decision.was) == ("merged", "accepted")


@pytest.mark.parametrize(
    ("state", "unreviewed"), [("submitted", False), ("accepted", False), ("accepted", True)]
)
async def test_a_split_topic_stands_where_it_stood(
    make, event, home, merge, split, everything, state, unreviewed
):
    source = await make.topic(event, state=state, unreviewed=unreviewed)
    before = await everything()
    await merge(source, home)
    await split(source)

    assert await everything() == before
    verdicts = [decision.verdict for decision in await decisions.history(source.id)]
    assert verdicts == ["split", "merged"]


async def test_both_are_in_the_log(source, home, staff, event, merge, split):
    await merge(source, home)
    await split(source)

    found = await LogEntry.objects().order_by(LogEntry.number)
    assert [(one.act, one.subject_number, one.acted_by) for one in found] == [
        ("merged", source.id, staff.id),
        ("split", source.id, staff.id),
    ]
    assert (await audit.verify(event.id)).broken is None


@pytest.mark.parametrize("state", ELSE)
async def test_only_what_waits_or_is_public_is_merged(make, event, home, merge, state):
    source = await make.topic(event, state=state)

    with pytest.raises(AlreadyDecided):
        await merge(source, home)


@pytest.mark.parametrize("state", [one for one in TopicState if one != TopicState.ACCEPTED])
async def test_only_a_public_topic_takes_others_in(make, event, source, merge, state):
    home = await make.topic(event, state=state)

    with pytest.raises(HomeNotPublic):
        await merge(source, home)
    assert (await topics.find(source.id)).state == "accepted"


async def test_neither_itself_nor_one_of_another_event(make, source, merge):
    for home in (source, await make.topic()):
        with pytest.raises(HomeNotPublic):
            await merge(source, home)


async def test_there_are_no_chains_and_no_cycles(make, event, source, home, merge, split):
    third = await make.topic(event)
    await merge(source, home)

    with pytest.raises(HomeOfOthers):
        await merge(home, third)
    with pytest.raises(HomeNotPublic):
        await merge(third, source)
    with pytest.raises(HomeNotPublic):
        await merge(home, source)
    with pytest.raises(AlreadyDecided):
        await merge(source, third)

    await split(source)
    await merge(home, third)
    assert (await topics.find(home.id)).merged_into == third.id


@pytest.mark.parametrize("stale", ["source", "home"])
async def test_what_was_changed_meanwhile_is_not_merged(source, home, staff, stale):
    seen = {"version": source.version, "home_version": home.version}
    changed = source if stale == "source" else home
    seen["version" if stale == "source" else "home_version"] -= 1

    with pytest.raises(AlreadyDecided):
        await actions.merge(source, home, **seen, by=staff)
    assert (await topics.find(changed.id)).state == "accepted"
    assert await Decision.count() == await Mail.count() == await LogEntry.count() == 0


async def test_what_is_not_merged_or_was_changed_is_not_split(source, home, staff, merge):
    with pytest.raises(AlreadyDecided):
        await actions.split(source, version=source.version, by=staff)
    await merge(source, home)
    merged = await topics.find(source.id)
    with pytest.raises(AlreadyDecided):
        await actions.split(merged, version=merged.version - 1, by=staff)

    await actions.split(merged, version=merged.version, by=staff)
    with pytest.raises(AlreadyDecided):
        await actions.split(merged, version=merged.version, by=staff)


async def test_the_merge_is_no_act_that_the_review_undoes(source, home, staff, merge):
    decision = await merge(source, home)

    with pytest.raises(AlreadyDecided):
        await review.undo(await topics.find(source.id), decision, by=staff)
    assert (await topics.find(source.id)).merged_into == home.id


@pytest.mark.parametrize("gone", ["hidden", "withdrawn", "submitted"])
async def test_what_is_merged_goes_and_comes_with_its_home(
    make, event, source, staff, merge, split, gone
):
    author = await make.person()
    home = await make.topic(event, author=author)
    await merge(source, home)
    home = await topics.find(home.id)
    if gone == "hidden":
        await review.hide(home, WORDS, version=home.version, by=staff)
    elif gone == "withdrawn":
        await authors.withdraw(home, by=author)
    else:
        await review.reopen(home, version=home.version, by=staff)

    merged = await topics.find(source.id)
    assert (merged.state, merged.merged_into) == ("merged", home.id)
    assert await topics.home_of(merged) is None
    await split(source)
    assert (await topics.find(source.id)).is_public
    assert (await topics.find(home.id)).state == gone


async def test_a_frozen_list_stays_as_it_is(make, event, source, home, staff, merge, split):
    await make.vote(source, await make.person())
    await pitch.freeze(event.id, event.slug, after_version=0, by=staff)
    frozen = await RankedTopic.select().order_by(RankedTopic.id)
    before = await pitches.frozen_list(event.id)

    await merge(source, home)
    assert await RankedTopic.select().order_by(RankedTopic.id) == frozen
    assert await pitches.frozen_list(event.id) == before
    await pitch.freeze(event.id, event.slug, after_version=1, by=staff)
    second = [one for one in await RankedTopic.select() if one not in frozen]
    assert [(one["topic"], one["votes"]) for one in second] == [(home.id, 1)]


# Who hears of it.


async def test_the_author_is_told_a_little_later(source, home, merge):
    await merge(source, home)

    mail = await mailbox.newest()
    assert (mail.person, mail.kind) == (source.author, "merged")
    assert mail.next_try_at > mail.written_at
    assert home.title in mail.text


async def test_an_undo_at_once_tells_nobody(make, source, home, merge, split):
    await make.vote(source, await make.person())
    await merge(source, home)
    await split(source)

    assert await Mail.count() == await Notice.count() == 0


async def test_who_was_told_of_the_merge_is_told_of_the_split(make, source, home, merge, split):
    await make.vote(source, await make.person())
    await merge(source, home)
    await Mail.update({Mail.sent_at: (await mailbox.newest()).written_at}).where(Mail.id > 0)
    await split(source)

    kinds = [mail.kind for mail in await Mail.objects().order_by(Mail.id)]
    assert kinds == ["merged", "split"]
    # Theirs waits for the morning, and so need not be sent.
    assert await Notice.count() == 0


async def test_voters_who_have_read_of_the_merge_read_of_the_split(
    make, source, home, merge, split
):
    ada, ben = await make.person(), await make.person(language="en")
    for person in (ada, ben):
        await make.vote(source, person)
    decision = await merge(source, home)
    await Notice.update({Notice.mailed_at: NOW}).where(Notice.person == ada.id)
    await voting.withdraw(home, by=ben)

    split_by = await split(source)

    fresh = await Notice.objects().where(Notice.mailed_at.is_null())
    assert [(one.person, one.path) for one in fresh] == [(ada.id, source.path)]
    assert [one.about for one in fresh] == [f"decision-{split_by}-votes"]
    assert await Notice.count().where(Notice.about == f"decision-{decision}-votes") == 1


async def test_merging_again_what_was_split_by_mistake_tells_nobody(source, home, merge, split):
    await merge(source, home)
    await Mail.update({Mail.sent_at: NOW}).where(Mail.id > 0)
    await split(source)
    await merge(source, home)
    assert [mail.kind for mail in await Mail.objects()] == ["merged"]

    await split(source)
    kinds = [mail.kind for mail in await Mail.objects().order_by(Mail.id)]
    assert kinds == ["merged", "split"]


async def test_who_reads_it_in_the_morning_is_told_the_same_way(make, event, home, merge, split):
    author = await make.person(notify=Notify.DIGEST)
    source = await make.topic(event, author=author)
    await merge(source, home)
    assert [one.person for one in await Notice.objects()] == [author.id]
    await split(source)
    assert await Notice.count() == 0


async def test_those_whose_vote_was_carried_get_a_notice_and_nobody_else(make, event, home, merge):
    author = await make.person()
    source = await make.topic(event, author=author)
    german, english = await make.person(), await make.person(language="en")
    both, other = await make.person(), await make.person()
    silent = [
        await make.person(notify=Notify.NONE),
        await make.person(email=None),
        await make.person(blocked_at=source.created_at),
    ]
    for person in (german, english, both, author, *silent):
        await make.vote(source, person)
    for person in (both, other):
        await make.vote(home, person)

    decision = await merge(source, home)

    found = {one.person: one for one in await Notice.objects()}
    assert set(found) == {german.id, english.id}
    assert {one.path for one in found.values()} == {f"{home.path}?zusammengelegt={source.id}"}
    assert {one.event for one in found.values()} == {event.id}
    assert source.title in found[german.id].subject
    assert home.title in found[german.id].subject
    assert found[german.id].subject != found[english.id].subject
    assert {one.about for one in found.values()} == {f"decision-{decision}-votes"}


async def test_long_titles_fit_into_a_notice(make, event, merge):
    made = [await make.topic(event, title=(word * 60)[:120]) for word in ("ab", "c d ")]
    await make.vote(made[0], await make.person())

    await merge(*made)

    (one,) = await Notice.objects()
    assert len(one.subject) <= outbox.LONGEST_SUBJECT
