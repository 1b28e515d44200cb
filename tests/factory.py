"""Makes rows for tests. Every value has a plain default; a test names only what it is about."""

from datetime import UTC, datetime, timedelta
from itertools import count

from kaue import keyed
from kaue.events import queries as events
from kaue.people import actions as people
from kaue.tables import (
    Comment,
    Counts,
    Event,
    Host,
    Person,
    ProjectorLink,
    RoleName,
    Showing,
    Stage,
    Theme,
    Topic,
    TopicFormat,
    TopicState,
    TopicTheme,
    Vote,
)
from kaue.topics import queries as topics

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


class Make:
    def __init__(self):
        self._numbers = count(1)

    async def person(self, **values):
        n = next(self._numbers)
        plain = {"name": "Ada", "email": f"ada{n}@example.org", "created_at": NOW}
        if values.get("email", plain["email"]):
            plain["proven_at"] = NOW
        person = Person(**plain | values)
        await person.save()
        return person

    async def staff(self, event, **values):
        person = await self.person(**{"name": "Stefanie"} | values)
        await people.give_role(person, RoleName.STAFF, event)
        return person

    async def moderator(self, event, **values):
        person = await self.person(**{"name": "Mo"} | values)
        await people.give_role(person, RoleName.MODERATOR, event)
        return person

    async def admin(self, **values):
        return await self.person(**{"name": "Adele", "is_admin": True} | values)

    async def event(self, *, themes=("open-data",), **values):
        """An event in which proposing and voting are open. Returns the EventView."""
        plain = {
            "slug": f"camp{next(self._numbers)}",
            "title": "Barcamp",
            "claim": "Bring dein Thema mit.",
            "claim_en": "Bring your topic.",
            "about": "## Was\n\nEin Barcamp.",
            "about_en": "## What\n\nA barcamp.",
            "organiser": "Kreis",
            "place": "Schwarzkaue",
            "address": "Herten",
            "counts": Counts.OPEN,
            "submit_from": NOW - DAY,
            "submit_until": NOW + DAY,
            "vote_from": NOW - DAY,
            "vote_until": NOW + DAY,
            "starts_at": NOW + 2 * DAY,
            "pitch_at": NOW + 2 * DAY,
            "sessions_at": NOW + 2 * DAY,
            "ends_at": NOW + 3 * DAY,
        }
        event = Event(**plain | values)
        await event.save()
        for slug in themes:
            await Theme(event=event.id, slug=slug, name=slug.replace("-", " ").title()).save()
        view = await events.by_slug(event.slug)
        assert view is not None
        return view

    async def topic(self, event=None, *, votes=0, hosted=True, themes=(), **values):
        """An accepted topic with that many votes of newly made people. Returns the TopicView."""
        event = event or await self.event()
        author = values.pop("author", None) or await self.person()
        plain = {
            "title": "Radwege",
            "text": "Worum es geht.",
            "format": TopicFormat.DISCUSSION,
            "state": TopicState.ACCEPTED,
            "created_at": NOW,
            "changed_at": NOW,
            "submitted_at": NOW,
        }
        topic = Topic(event=event.id, author=author.id, **plain | values)
        await topic.save()
        if hosted:
            await Host(topic=topic.id, person=author.id).save()
        for theme in event.themes:
            if theme.slug in themes:
                await TopicTheme(topic=topic.id, theme=theme.id).save()
        for _ in range(votes):
            await self.vote(topic, await self.person())
        topics.list_changed(event.id)
        return await topics.find(topic.id)

    async def vote(self, topic, person):
        await Vote(topic=topic.id, person=person.id, cast_at=NOW).save()

    async def projector(self, event, showing=Showing.PITCH):
        """The address of a link that shows the stage; what is shown is chosen."""
        token = f"projektor-{event.slug}"
        await ProjectorLink(event=event.id, token_hash=keyed.token_hash(token), made_at=NOW).save()
        await Stage.delete().where(Stage.event == event.id)
        await Stage(event=event.id, showing=showing, version=1).save()
        return f"/beamer/{event.slug}/{token}"

    async def comment(self, topic, **values):
        author = values.pop("author", None) or await self.person()
        comment = Comment(
            **{"topic": topic.id, "author": author.id, "text": "Gut.", "written_at": NOW} | values
        )
        await comment.save()
        topics.list_changed(topic.event)
        return comment
