"""Proofs that a form was not sent by the thousand: a short calculation, or a short wait.

A challenge is a signed text, so asking for one stores nothing. Whoever answers it with the number
its target was made from has proven work; whoever comes back later has proven patience.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from math import ceil

from kaue import db, keyed
from kaue.web.dates import now

MOST_WORK = 100_000
"""Hashes a device makes at most: about a second on an older phone."""

PATIENCE = timedelta(seconds=20)
VALID = timedelta(hours=2)
"""Long enough for anybody to fill in a form."""


@dataclass(frozen=True)
class Proof:
    """What a form carries. `asked` once it was sent without; `seconds` until waiting is enough."""

    challenge: str
    asked: bool = False
    seconds: int = 0
    solved_wrongly: bool = False

    @property
    def most(self) -> int:
        return MOST_WORK


def new_challenge(purpose: str) -> str:
    """`purpose.moment.nonce.target.signature`; the target is the hash of nonce and number."""
    nonce = secrets.token_hex(16)
    target = _target(nonce, str(secrets.randbelow(MOST_WORK)))
    text = f"{purpose}.{int(now().timestamp())}.{nonce}.{target}"
    return f"{text}.{_signature(text)}"


async def judge(challenge: str, solution: str, purpose: str) -> Proof | None:
    """None when the proof is good, and now used; else what to ask for instead."""
    text, _, signature = challenge.rpartition(".")
    if not hmac.compare_digest(signature.encode(), _signature(text).encode()):
        return _fresh(purpose)
    signed_purpose, moment, nonce, target = text.split(".")
    issued = datetime.fromtimestamp(int(moment), now().tzinfo)
    if signed_purpose != purpose or now() - issued > VALID:
        return _fresh(purpose)
    waited = now() - issued
    if waited < PATIENCE and _target(nonce, solution) != target:
        left = ceil((PATIENCE - waited).total_seconds()) + 1  # "2 seconds" at least
        return Proof(challenge, asked=True, seconds=left, solved_wrongly=bool(solution))
    return None if await _spent_now(text, issued + VALID) else _fresh(purpose)


def _fresh(purpose: str) -> Proof:
    return Proof(new_challenge(purpose), asked=True, seconds=int(PATIENCE.total_seconds()))


def _target(nonce: str, number: str) -> str:
    return sha256(f"{nonce}.{number}".encode()).hexdigest()


def _signature(text: str) -> str:
    return keyed.keyed_hash("proof", text)


async def _spent_now(text: str, expires_at: datetime) -> bool:
    """Whether this very call was the one that used it up."""
    stored = await db.write(
        "INSERT INTO spent_proof (proof_hash, expires_at) VALUES ({}, {})"
        " ON CONFLICT (proof_hash) DO NOTHING RETURNING id",
        keyed.token_hash(text),
        expires_at,
    )
    return bool(stored)


async def forget_spent_proofs() -> None:
    """Delete those that would be refused for their age anyway."""
    await db.write("DELETE FROM spent_proof WHERE expires_at < {}", now())
