"""What somebody looks for in the topic list. Works on the list in memory: it is short."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kaue.tables import TopicFormat
from kaue.topics.order import ORDERS, SHUFFLED
from kaue.topics.queries import TopicView
from kaue.web.text import clean_line

LONGEST = 80


@dataclass(frozen=True, slots=True)
class Filter:
    """From `?s=&q=&format=&thema=`; an unknown order or format is ignored."""

    order: str = SHUFFLED
    words: str = ""
    format: str = ""
    theme: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filter":
        order = query.get("s", SHUFFLED)
        wanted = query.get("format", "")
        return cls(
            order=order if order in ORDERS else SHUFFLED,
            words=clean_line(query.get("q", ""))[:LONGEST],
            format=wanted if wanted in set(TopicFormat) else "",
            theme=query.get("thema", ""),
        )

    @property
    def is_set(self) -> bool:
        return bool(self.words or self.format or self.theme)

    def matching(self, topics: Iterable[TopicView]) -> list[TopicView]:
        """Topics that have the format, the theme, and every word somewhere in what they show."""
        if not self.is_set:
            return list(topics)
        return [topic for topic in topics if self._matches(topic)]

    def _matches(self, topic: TopicView) -> bool:
        if self.format and topic.format != self.format:
            return False
        if self.theme and self.theme not in {slug for slug, _ in topic.themes}:
            return False
        if not self.words:
            return True
        names = " ".join(name for _, name in topic.hosts + topic.themes)
        text = f"{topic.title} {topic.text} {names}".casefold()
        return all(word in text for word in self.words.casefold().split())
