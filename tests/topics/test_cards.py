"""Cards are kept as HTML, and made anew only when what they show has changed."""

from dataclasses import replace

from kaue.tables import Counts
from kaue.topics.cards import card

LIST, DECK = "topics/_card.html", "voting/_card.html"


def listed(topic, *, voted):
    return card(LIST, topic, "de", voted=voted, takes_votes=True)


async def test_a_vote_that_only_voters_are_told_of_leaves_the_cards_of_others_alone(make):
    topic = await make.topic(await make.event(counts=Counts.OWN), votes=6)
    later = replace(topic, votes_if_voted=7)
    dealt, others, mine = (
        card(DECK, topic, "de", focused=False),
        listed(topic, voted=False),
        listed(topic, voted=True),
    )

    assert listed(later, voted=False) is others
    assert card(DECK, later, "de", focused=False) is dealt
    assert b"<b>6</b>" in mine
    assert b"<b>7</b>" in listed(later, voted=True)


async def test_whatever_else_changes_shows_on_every_card(make):
    topic = await make.topic(await make.event(counts=Counts.OPEN), title="Vorher", votes=6)
    for voted in (False, True):
        listed(topic, voted=voted)

    for voted in (False, True):
        more = replace(topic, votes=7, votes_if_voted=7)
        assert b"<b>7</b>" in listed(more, voted=voted)
        assert b"Nachher" in listed(replace(topic, title="Nachher"), voted=voted)
