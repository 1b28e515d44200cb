"""The canary hears every process that runs tests, and one of them is enough to fail the run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = """
import logging
import pytest

@pytest.mark.parametrize("line", ["sent", "sent to ada@example.org"])
def test_it(line):
    logging.getLogger("kaue").warning(line)
"""


@pytest.mark.parametrize("processes", ["0", "2"])
def test_a_leak_in_any_process_fails_the_run(tmp_path, processes):
    (tmp_path / "test_it.py").write_text(TESTS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-n", processes, "-c", os.devnull]
    done = subprocess.run(
        [*command, "-p", "notes", "-p", "canary", f"--rootdir={tmp_path}", tmp_path],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert "canary: 2 log lines, 0 secrets, 1 leaks" in done.stdout
    assert "canary: address in: WARNING kaue sent to ada@example.org" in done.stdout
    assert "2 passed" in done.stdout
    assert done.returncode == 1
