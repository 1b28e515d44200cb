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
    key = seed.encode()[:64]
    return sorted(topics, key=lambda topic: _place(topic.id, key))


@lru_cache(maxsize=20_000)
def _place(topic_id: int, key: bytes) -> bytes:
    return blake2b(str(topic_id).encode(), key=key, digest_size=8).digest()
