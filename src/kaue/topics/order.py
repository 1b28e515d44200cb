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
    by_number = {topic.id: topic for topic in topics}
    return [by_number[number] for number in numbers_shuffled(tuple(by_number), seed)]


@lru_cache(maxsize=500)
def numbers_shuffled(numbers: tuple[int, ...], seed: str) -> tuple[int, ...]:
    """As shuffled()."""
    key = seed.encode()[:64]

    def drawn(number: int) -> bytes:
        return blake2b(str(number).encode(), key=key, digest_size=8).digest()

    return tuple(sorted(numbers, key=drawn))
