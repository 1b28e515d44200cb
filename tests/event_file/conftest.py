"""A counted barcamp on the server, and two databases between which its file travels."""

from datetime import timedelta

import pytest

from databases import at
from factory import NOW, Make
from kaue import cli, keyed
from kaue.events import queries as events
from kaue.pitch import actions as pitch
from kaue.pitch import queries as line_ups
from kaue.stage import actions as stage
from kaue.stage import coming
from kaue.tables import (
    Card,
    Comment,
    Coming,
    Event,
    Invitation,
    Mail,
    OnSite,
    OwnReason,
    Pass,
    Tally,
    TopicState,
    Vote,
)
from kaue.web.dates import now

SLUG = "camp"


@pytest.fixture
def built(database):
    """A server's database with an event in the middle of its pitches; of its number."""
    return at(database, build)
