"""What the public API tells, as plain data. Nothing that is sealed, and of people only the names
that stand on the pages, too.
"""

from typing import Any

from kaue.events.queries import EventView
from kaue.mail.outbox import absolute
from kaue.schedule.plan_exports import as_data
from kaue.schedule.plan_queries import PlanView
from kaue.topics.queries import TopicView
from kaue.web.dates import iso

Document = dict[str, Any]


def of_events(events: list[EventView], language: str) -> Document:
    return {"events": [in_short(event, language) for event in events]}


def in_short(event: EventView, language: str) -> Document:
    return {
        "slug": event.slug,
        "title": event.title,
        "claim": event.claim_in(language),
        "place": event.place,
        "starts_at": iso(event.starts_at),
        "ends_at": iso(event.ends_at),
        "archived": event.archived_at is not None,
        "url": absolute(language, f"/{event.slug}"),
    }


def of_event(event: EventView, topics: int, language: str) -> Document:
    return {
        **in_short(event, language),
        "about": event.about_in(language),
        "organiser": event.organiser,
        "venue": event.address,
        "timezone": event.timezone,
        "submit_from": iso(event.submit_from),
        "submit_until": iso(event.submit_until),
        "vote_from": iso(event.vote_from),
        "vote_until": iso(event.vote_until),
        "pitch_at": iso(event.pitch_at),
        "sessions_at": iso(event.sessions_at),
        "themes": [{"slug": theme.slug, "name": theme.name} for theme in event.themes],
        "topics": topics,
    }


def of_topics(event: EventView, topics: list[TopicView], language: str) -> Document:
    """In the order in which they came. Votes are null as long as the event keeps them sealed."""
    return {
        "event": event.slug,
        "topics": [
            {
                "topic": topic.id,
                "title": topic.title,
                "text": topic.text,
                "format": topic.format,
                "themes": [slug for slug, _ in topic.themes],
                "hosts": [name for _, name in topic.hosts if name],
                "wish": topic.is_wish,
                "votes": topic.votes,
                "comments": topic.comments,
                "submitted_at": iso(topic.submitted_at) if topic.submitted_at else None,
                "url": absolute(language, topic.path),
            }
            for topic in topics
        ],
    }


def of_schedule(event: EventView, plan: PlanView | None, language: str) -> Document:
    return as_data(event, plan, language)
