"""In which order the topic list shows. None of these ranks: that is ranking/'s work."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b

from kaue.topics.queries import TopicView
from kaue.web.language import N_

SHUFFLED, NEWEST, DISCUSSED = "zufall", "neu", "diskutiert"

ORDERS = {
    SHUFFLED: N_("Shuffled"),
    NEWEST: N_("Newest"),
    DISCUSSED: N_("Most discussed"),
}


def ordered(topics: Iterable[TopicView], order: str, seed: str) -> Sequence[TopicView]:
    """Unknown orders are the shuffled one."""
    if order == NEWEST:
        return sorted(topics, key=lambda topic: (topic.submitted_at, topic.id), reverse=True)
    if order == DISCUSSED:
        return sorted(topics, key=lambda topic: (-topic.comments, -topic.id))
    return shuffled(topics, seed)


def shuffled(topics: Iterable[TopicView], seed: str) -> list[TopicView]:
    """The same order for the same seed; a new topic slips in without moving the others."""
    given = list(topics)
    return [given[place] for place in _places(tuple([topic.id for topic in given]), seed)]


@lru_cache(maxsize=500)
def _places(numbers: tuple[int, ...], seed: str) -> list[int]:
    key = seed.encode()[:64]

    def drawn(place: int) -> bytes:
        return blake2b(str(numbers[place]).encode(), key=key, digest_size=8).digest()

    return sorted(range(len(numbers)), key=drawn)
