"""`kaue`, but nobody tries anything too often: one client stands for a hall full of people.

Everything is counted as it always is; only the bounds lie beyond what a benchmark reaches.
"""

import sys

from kaue import cli
from kaue.limits.rules import RULES

for purpose, bounds in RULES.items():
    RULES[purpose] = tuple(bound._replace(most=10**9) for bound in bounds)

if __name__ == "__main__":
    sys.exit(cli.main())
