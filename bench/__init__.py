"""What benchmarks borrow from the tests imports other tests by their bare names, as pytest does."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))
