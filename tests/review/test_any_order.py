"""Authors, staff and voters act in any order: what a model of plain dictionaries allows happens,
everything else is refused, and no vote is lost, doubled or made up on the way.

KAUE_EXAMPLES=2000 looks longer than the suite does.
"""

import os
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaue import db as database
from kaue.account.leaving import leave
from kaue.audit import queries as log
from kaue.merging import actions as merging
from kaue.review import actions as review
from kaue.review.deciding import AlreadyDecided
from kaue.review.forms import RejectionForm
from kaue.topics import actions as authors
from kaue.topics import queries as topics
from kaue.topics.forms import TopicForm
from kaue.voting import actions as voting

MANY = settings(
    max_examples=int(os.environ.get("KAUE_EXAMPLES", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
TOPICS, VOTERS = 3, 3
BY_AUTHORS = ["submit", "edit", "withdraw", "discard"]
BY_STAFF = ["accept", "reject", "ask back", "hide", "show", "reopen", "undo", "merge", "split"]
BY_VOTERS = ["vote", "take back", "leave"]
STEPS = st.lists(
    st.tuples(
        # What leads on comes more often, or most examples would end in refusals.
        st.sampled_from(
            [*BY_AUTHORS, *BY_STAFF, *BY_VOTERS] + ["submit", "accept", "vote", "merge"] * 3
        ),
        st.integers(0, TOPICS - 1),
        st.integers(0, VOTERS - 1),
    ),
    max_size=40,
)

REFUSED = (
    AlreadyDecided,
    authors.NotPossibleNow,
    merging.HomeNotPublic,
    merging.HomeOfOthers,
    voting.VotingClosed,
)
WORDS = RejectionForm("rules", "")


@dataclass
class Model:
    """One topic as it should be. `carried` is voter → topic from which the vote came."""

    state: str = "draft"
    home: int | None = None
    undo: list[str] = field(default_factory=list)
    votes: set[int] = field(default_factory=set)
    carried: dict[int, int] = field(default_factory=dict)

    @property
    def all_votes(self):
        return self.votes | self.carried.keys()


MOVES = {
    "submit": ({"draft", "asked_back", "withdrawn"}, "submitted"),
    "edit": ({"submitted", "asked_back", "accepted", "rejected"}, "submitted"),
    "withdraw": ({"submitted", "asked_back", "accepted"}, "withdrawn"),
    "discard": ({"draft"}, "gone"),
    "accept": ({"submitted"}, "accepted"),
    "reject": ({"submitted"}, "rejected"),
    "ask back": ({"submitted"}, "asked_back"),
    "hide": ({"accepted"}, "hidden"),
    "show": ({"hidden"}, "accepted"),
    "reopen": ({"accepted", "rejected", "asked_back"}, "submitted"),
}


class World:
    """All topics as they should be; each step changes them or is expected to be refused."""

    def __init__(self):
        self.topics = [Model() for _ in range(TOPICS)]
        self.left = set()

    def allows(self, step, at, other):
        """Whether the step does something now; it is carried out here, too."""
        topic = self.topics[at]
        if step in MOVES:
            return self._move(topic, step)
        if step == "merge":
            return self._merge(at, other)
        if step == "split":
            return topic.state == "merged" and self._split(at)
        if step == "undo":
            return self._undo(topic)
        return self._by_voter(step, at, other)

    def _move(self, topic, step):
        before, after = MOVES[step]
        if topic.state == "draft" and step == "edit":
            topic.undo = []
            return True
        if topic.state not in before:
            return False
        # An act of the author leaves nothing for staff to undo.
        topic.undo = [topic.state] if step not in BY_AUTHORS else []
        topic.state = after
        return True

    def _undo(self, topic):
        if not topic.undo:
            return False
        topic.state, topic.undo = topic.undo.pop(), []
        return True

    def _merge(self, at, to):
        source, home = self.topics[at], self.topics[to]
        others = any(one.home == at for one in self.topics)
        fits = source.state in {"submitted", "accepted"} and home.state == "accepted"
        if not fits or at == to or others:
            return False
        source.undo, source.was, source.home = [], source.state, to
        source.state = "merged"
        self._carry(at, home)
        return True

    def _carry(self, at, home):
        for voter in self.topics[at].votes - home.all_votes:
            home.carried[voter] = at

    def _split(self, at):
        source = self.topics[at]
        home = self.topics[source.home]
        home.carried = {one: where for one, where in home.carried.items() if where != at}
        source.state, source.home, source.undo = source.was, None, []
        for n, one in enumerate(self.topics):
            if one.home is not None and self.topics[one.home] is home:
                self._carry(n, home)
        return True

    def _by_voter(self, step, at, voter):
        topic = self.topics[at]
        if step == "leave":
            self.left.add(voter)
            for one in self.topics:
                one.votes.discard(voter)
                one.carried.pop(voter, None)
            return True
        if step == "vote":
            if topic.state == "accepted":
                # Who votes for the home in so many words is for it whatever it was made of.
                topic.carried.pop(voter, None)
                topic.votes.add(voter)
            return voter in topic.all_votes
        topic.votes.discard(voter)
        topic.carried.pop(voter, None)
        for one in self.topics:
            if one.home == at:
                one.votes.discard(voter)
        return True


class Acts:
    """The same steps on the real thing."""

    def __init__(self, event, author, staff, voters, numbers):
        self.event, self.author, self.staff = event, author, staff
        self.voters, self.numbers = voters, numbers

    async def do(self, step, at, other):
        if step == "leave":
            return await leave(self.voters[other].id, keeps_content=True)
        topic = await topics.find(self.numbers[at])
        if topic is None:
            raise AlreadyDecided
        if step in BY_AUTHORS:
            return await self._by_author(step, topic)
        if step in BY_VOTERS:
            act = voting.cast if step == "vote" else voting.withdraw
            return await act(topic, by=self.voters[other])
        return await self._by_staff(step, topic, other)

    async def _by_author(self, step, topic):
        if step == "submit":
            await authors.submit(topic.id, self.event, by=self.author)
        elif step == "edit":
            wanted = TopicForm(topic.title, topic.text + "!", topic.format, (), hosted=False)
            version = topic.version
            await authors.edit(topic, self.event, wanted, version=version, by=self.author)
        else:
            await getattr(authors, step)(topic, by=self.author)

    async def _by_staff(self, step, topic, other):
        seen = {"version": topic.version, "by": self.staff}
        if step == "undo":
            await self._undo(topic)
        elif step == "split":
            await merging.split(topic, **seen)
        elif step == "merge":
            home = await topics.find(self.numbers[other])
            if home is None:
                raise AlreadyDecided
            await merging.merge(topic, home, home_version=home.version, **seen)
        elif step == "ask back":
            await review.ask_back(topic, "Wo?", **seen)
        elif step in {"reject", "hide"}:
            await getattr(review, step)(topic, WORDS, **seen)
        else:
            await getattr(review, step)(topic, **seen)

    async def _undo(self, topic):
        last = await review.queries.latest_decision(topic.id)
        await review.undo(topic, last.id if last else 0, by=self.staff)


@pytest.fixture
async def begin(make):
    event = await make.event()
    author, staff = await make.person(), await make.staff(event)

    async def new():
        voters = [await make.person(email=None) for _ in range(VOTERS)]
        made = [
            await make.topic(event, author=author, state="draft", submitted_at=None)
            for _ in range(TOPICS)
        ]
        return Acts(event, author, staff, voters, [topic.id for topic in made])

    return new


@MANY
@given(steps=STEPS)
async def test_every_order_does_what_the_model_allows(begin, steps):
    acts, world = await begin(), World()
    for step, at, other in steps:
        if _makes_no_sense(world, step, at, other):
            continue
        allowed = world.allows(step, at, other)
        assert await _done(acts, step, at, other) == allowed, (step, at, other)
    await _compare(world, acts)


async def _done(acts, step, at, other):
    try:
        await acts.do(step, at, other)
    except REFUSED:
        return False
    return True


def _makes_no_sense(world, step, at, other):
    """Steps for which there is no button: by somebody who has left, about what is gone."""
    topic = world.topics[at]
    if step in BY_VOTERS and other in world.left:
        return True
    if step in {"vote", "take back"} and topic.state in {"gone", "merged"}:
        return True
    return step == "undo" and topic.state in {"merged", "gone"}


async def _compare(world, acts):
    for n, model in enumerate(world.topics):
        topic = await topics.find(acts.numbers[n])
        assert (topic.state if topic else "gone") == model.state
        if topic is None:
            continue
        home = None if model.home is None else acts.numbers[model.home]
        assert topic.merged_into == home
        rows = await database.rows(
            "SELECT person, merged_from FROM vote WHERE topic = {}", topic.id
        )
        expected = {(acts.voters[one].id, None) for one in model.votes}
        expected |= {(acts.voters[v].id, acts.numbers[n]) for v, n in model.carried.items()}
        found = [(row["person"], row["merged_from"]) for row in rows]
        assert sorted(person for person, _ in found) == sorted(p for p, _ in expected)
        assert topic.votes == len(model.all_votes)
    proof = await log.verify(acts.event.id)
    assert proof.broken is None
