"""`python -m kaue.grid`: a job as JSON on stdin (reading.py), JSON lines on stdout (answers.py).

First come lines `{"best": …}`, one whenever there is a better plan, then one `{"result": …}`. What
cannot be planned gives one line `{"problems": […]}` and exit status 2.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from kaue.grid.answers import answers, proposed
from kaue.grid.planning import proposals
from kaue.grid.reading import read
from kaue.grid.wall import Wall


def main() -> int:
    """The exit status."""
    status = 0
    for line in lines(sys.stdin.buffer.read()):
        sys.stdout.write(json.dumps(line, separators=(",", ":")) + "\n")
        sys.stdout.flush()
        status = 2 if "problems" in line else 0
    return status


def lines(given: bytes) -> Iterator[dict[str, Any]]:
    """What is said, as soon as it is known."""
    job, problems = read(given.decode(errors="replace"))
    if job is None:
        yield {"problems": [asdict(one) for one in problems]}
        return
    wall, best = Wall(job.day), None
    for best in proposals(wall, seed=job.seed, runs=job.runs, swaps=job.swaps):
        yield {"best": proposed(best)}
    yield {"result": answers(wall, job, best, problems)}


if __name__ == "__main__":
    sys.exit(main())
