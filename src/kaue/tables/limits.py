"""What keeps abuse slow. Nothing in here names anybody."""

from piccolo.columns import Integer, Serial, Timestamptz, Varchar
from piccolo.table import Table


class DailyKey(Table):
    """With it network addresses become hashes; gone after 48 hours, and they with it."""

    id: Serial
    day = Varchar(length=10, unique=True)
    key = Varchar(length=64)


class Attempt(Table):
    """How often something was tried by one account or from one network, in one span of time."""

    id: Serial
    purpose = Varchar(length=20)
    key_hash = Varchar(length=64)
    span = Timestamptz()
    times = Integer(default=0)


class SpentProof(Table):
    """A proof of work or of patience that was used; nobody uses it again."""

    id: Serial
    proof_hash = Varchar(length=64, unique=True)
    expires_at = Timestamptz()
