"""The cards of the topic list as ready HTML, rendered anew only when what they show has changed."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from kaue.topics.forms import FORMATS
from kaue.topics.queries import TopicView
from kaue.web.language import translate
from kaue.web.templates import environment

MOST = 20_000
"""Cards kept. A card is about a kilobyte; past that the memory starts anew."""

_cards: dict[tuple[str, int, bool, bool], tuple[TopicView, bytes]] = {}


def cards(
    topics: Iterable[TopicView], voted: AbstractSet[int], language: str, *, takes_votes: bool
) -> bytes:
    """The cards joined. Two variants per topic, voted for and not, each valid for one TopicView."""
    return b"".join([_card(topic, topic.id in voted, language, takes_votes) for topic in topics])


def _card(topic: TopicView, voted: bool, language: str, takes_votes: bool) -> bytes:
    key = (language, topic.id, voted, takes_votes)
    known = _cards.get(key)
    if known is not None and known[0] is topic:
        return known[1]
    if known is not None and known[0] == topic:
        # Read anew and found the same; the next comparison is quick again.
        _cards[key] = (topic, known[1])
        return known[1]
    template = environment(language).get_template("topics/_card.html")
    html = template.render(
        topic=topic,
        voted=voted,
        takes_votes=takes_votes,
        format_label=translate(language, FORMATS[topic.format]),  # type: ignore[index]
        told=False,
    ).encode()
    if len(_cards) >= MOST:
        _cards.clear()
    _cards[key] = (topic, html)
    return html
