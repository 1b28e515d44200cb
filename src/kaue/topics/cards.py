"""The cards of list and deck as ready HTML, rendered anew only when what they show has changed."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace

from kaue.topics.forms import FORMATS
from kaue.topics.queries import TopicView
from kaue.web.language import translate
from kaue.web.templates import environment

MOST = 20_000
"""Cards kept. A card is about a kilobyte; past that the memory starts anew."""

_Key = tuple[str, str, int, tuple[bool, ...]]
_cards: dict[_Key, tuple[TopicView, bytes]] = {}


def cards(
    topics: Iterable[TopicView], voted: AbstractSet[int], language: str, *, takes_votes: bool
) -> bytes:
    """The cards joined. Two variants per topic, voted for and not, each valid for one TopicView."""
    name, found = "topics/_card.html", []
    for topic in topics:
        # As card() does. A hundred calls cost as much as everything else the list does.
        shown = (topic.id in voted, takes_votes)
        known = _cards.get((name, language, topic.id, shown))
        if known is not None and known[0] is topic:
            found.append(known[1])
        else:
            found.append(card(name, topic, language, voted=shown[0], takes_votes=takes_votes))
    return b"".join(found)


def card(template: str, topic: TopicView, language: str, **shown: bool) -> bytes:
    """One topic as `template` shows it; `shown` is all that it depends on besides."""
    key = (template, language, topic.id, tuple(shown.values()))
    known = _cards.get(key)
    if known is not None and known[0] is topic:
        return known[1]
    if known is not None and _looks_the_same(known[0], topic, voted=shown.get("voted", False)):
        # Read anew and found the same; the next comparison is quick again.
        _cards[key] = (topic, known[1])
        return known[1]
    html = (
        environment(language)
        .get_template(template)
        .render(
            topic=topic,
            format_label=translate(language, FORMATS[topic.format]),  # type: ignore[index]
            told=False,
            **shown,
        )
        .encode()
    )
    if len(_cards) >= MOST:
        _cards.clear()
    _cards[key] = (topic, html)
    return html


def _looks_the_same(kept: TopicView, topic: TopicView, *, voted: bool) -> bool:
    """How others voted may show to voters alone, not even by how long a card takes."""
    return (kept if voted else replace(kept, votes_if_voted=topic.votes_if_voted)) == topic
