"""The address under which a person stops all notices, without signing in.

Nothing is stored for it: the token is the person's number and a keyed hash of it. It opens
nothing but this one choice, and stays good as long as KAUE_SECRET does.
"""

import hmac
import re

from kaue import keyed

PAGE = "/abbestellen/"

_TOKEN = re.compile(r"([1-9][0-9]{0,8})-([0-9a-f]{32})")


def path(person_id: int) -> str:
    return f"{PAGE}{person_id}-{_proof(person_id)}"


def person_in(token: str) -> int | None:
    """Whose token it is; None for one that we did not make."""
    found = _TOKEN.fullmatch(token)
    if found is None:
        return None
    person_id = int(found[1])
    return person_id if hmac.compare_digest(found[2], _proof(person_id)) else None


def _proof(person_id: int) -> str:
    """128 of the hash's 256 bits: mails show the link, and nobody tries that many."""
    return keyed.keyed_hash("unsubscribe", str(person_id))[:32]
