"""Asking `python -m kaue.grid`: in a process of its own, for visitors must not wait for it."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing, suppress
from pathlib import Path
from typing import Any

import kaue

PATIENCE = 20.0
"""Seconds, then the best that was found so far has to do."""

_PLACE = Path(kaue.__file__).parents[1]
"""From where the process finds the same kaue."""

Job = Mapping[str, Any]
Answer = dict[str, Any]


LOOKS, PROPOSALS = asyncio.Semaphore(1), asyncio.Semaphore(1)
"""One at a time of each: more would take the server's cores from visitors. What a board shows takes
a blink, and does not wait behind what takes seconds."""


class NoAnswer(Exception):
    """It took too long, or broke off, before there was anything to tell."""


def _nobody(_: Answer) -> None:
    """Is told of the best so far."""


async def asked(
    job: Job,
    *,
    turns: asyncio.Semaphore = LOOKS,
    patience: float = PATIENCE,
    told: Callable[[Answer], None] = _nobody,
) -> Answer:
    """The result, or where time is up the best plan so far, of which `told` hears as it comes.

    Waiting for one's turn counts. Raises NoAnswer.
    """
    best: Answer | None = None
    with suppress(TimeoutError):
        async with asyncio.timeout(patience), turns, aclosing(_lines(job)) as lines:
            async for line in lines:
                if "result" in line:
                    return dict(line["result"])
                if "problems" in line:
                    return line
                best = line.get("best", best)
                if best is not None:
                    told(best)
    if best is None:
        raise NoAnswer
    return best


async def _lines(job: Job) -> AsyncGenerator[Answer, None]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "kaue.grid",
        cwd=_PLACE,
        env={name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        limit=2**26,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(json.dumps(job).encode())
        with suppress(BrokenPipeError, ConnectionResetError):
            await process.stdin.drain()
        process.stdin.close()
        async for line in process.stdout:
            yield json.loads(line)
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
        await process.wait()
