"""What the tests have to say in the end.

They may run in several processes side by side (pytest-xdist), of which only the one that started
the others speaks. Each of the others hands over its notes when it is through.
"""

import pytest

LEFT_OUT = "left out"

_noted = pytest.StashKey[dict[str, list]]()


def notes(config, about):
    """The list to append to and to read from. What goes into it has to be plain: text, numbers."""
    handed_over = getattr(config, "workeroutput", None)
    if handed_over is None:
        return config.stash.setdefault(_noted, {}).setdefault(about, [])
    return handed_over.setdefault("notes", {}).setdefault(about, [])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    # One that crashed has none; that it crashed fails the run.
    for about, said in getattr(node, "workeroutput", {}).get("notes", {}).items():
        notes(node.config, about).extend(said)


def left_out(config, what):
    """Note tests that cannot run here; it is said in red."""
    notes(config, LEFT_OUT).append(what)


def pytest_terminal_summary(terminalreporter, config):
    for what in dict.fromkeys(notes(config, LEFT_OUT)):
        terminalreporter.write_line(f"SKIPPED {what}", red=True, bold=True)
