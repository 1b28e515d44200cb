"""Whether an event's decision log holds, in words for whoever runs the server."""

from kaue.audit import queries


def noted(text: str) -> tuple[int, str]:
    """An end of the log as somebody noted it: NUMBER:HASH. Raises ValueError."""
    number, _, hash_ = text.partition(":")
    return int(number), hash_.strip().lower()


async def verdict(event_id: int, name: str, expected: tuple[int, str] | None) -> tuple[bool, str]:
    """Whether it holds, and what there is to say about it."""
    proof = await queries.verify(event_id)
    if proof.broken is not None:
        return False, f"{name}: BROKEN at entry {proof.broken}"
    says = (
        f"{name}: {proof.entries} entries hold, {proof.erased} of them erased;"
        f" head {proof.entries}:{proof.head}"
    )
    if expected is None:
        return True, says
    there = await queries.hash_of(event_id, expected[0])
    if there == expected[1]:
        return True, f"{says}\n{name}: entry {expected[0]} is the one that was noted"
    what = "is missing: the end was cut off" if there is None else "is another one"
    return False, f"{says}\n{name}: BROKEN, entry {expected[0]} {what}"
