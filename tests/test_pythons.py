"""scripts/pythons finds every Python from 3.11 on, and never says that one passed that did not."""

import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OWN = sys.version_info[:2]


@pytest.fixture
def script(monkeypatch, tmp_path):
    """Where no Python is but those that a test puts there."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.delenv("CI", raising=False)
    loader = SourceFileLoader("pythons", str(ROOT / "scripts" / "pythons"))
    spec = spec_from_loader("pythons", loader)
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "pythons", module)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader.exec_module(module)
    return module


@pytest.fixture
def put(tmp_path):
    """put("bin/python3.98", "3 98 0 final cpython") is a Python that says so of itself."""

    def put_one(place, says):
        file = tmp_path / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'#!/bin/sh\necho "{says}"\n', encoding="utf-8")
        file.chmod(0o755)
        return file

    return put_one


def test_this_python_is_always_among_them(script, put):
    put(f"bin/python{OWN[0]}.{OWN[1]}", f"{OWN[0]} {OWN[1]} 0 final cpython /elsewhere")

    assert script.pythons() == {OWN: Path(sys.executable)}


def test_those_on_the_path_and_pyenvs_are_found_where_they_say_that_they_are(script, put):
    put("bin/python3.97", "3 97 1 final cpython /from a shim/python3.97")
    put("bin/python3", "3 98 0 final cpython /usr/bin/python3.98")
    put("pyenv/versions/3.99.0/bin/python3.99", "3 99 0 final cpython /pyenv/3.99.0")

    found = script.pythons()

    assert list(found) == [OWN, (3, 97), (3, 98), (3, 99)]
    assert found[3, 97] == Path("/from a shim/python3.97")


def test_of_pyenvs_the_newest_of_each_version_is_taken(script, put):
    for patch in (2, 10, 9):
        put(
            f"pyenv/versions/3.99.{patch}/bin/python3.99",
            f"3 99 {patch} final cpython /pyenv/3.99.{patch}",
        )

    assert script.pythons()[3, 99] == Path("/pyenv/3.99.10")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("python3.10", "3 99 0 final cpython /"),
        ("python3", "3 10 13 final cpython /"),
        ("python3.99", "3 99 0 candidate cpython /"),
        ("python3.99", "3 99 0 final pypy /"),
        ("python3.99", "pyenv: command not found"),
        ("python3.99t", "3 99 0 final cpython /"),
        ("python3.99-config", "3 99 0 final cpython /"),
    ],
)
def test_what_is_too_old_unfinished_or_broken_is_none(script, put, name, says):
    put(f"bin/{name}", says)

    assert list(script.pythons()) == [OWN]


def test_one_that_cannot_be_set_up_is_named_and_fails_in_ci_only(
    script, put, monkeypatch, capsys, tmp_path
):
    monkeypatch.setattr(script, "PLACE", tmp_path / "environments")
    monkeypatch.setattr(script, "run", _only_this_python(script.run))
    broken = put("bin/python3.99", "3 99 0 final cpython " + str(tmp_path / "bin/python3.99"))
    broken.write_text(broken.read_text() + 'case "$*" in *venv*) exit 1; esac\n', encoding="utf-8")

    why = f"cannot be set up (3 99 0 final cpython {broken})"
    said = f"on {OWN[0]}.{OWN[1]}; LEFT OUT 3.99: {why}"
    assert script.main(["--published"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == said
    monkeypatch.setenv("CI", "true")
    assert script.main(["--published"]) == 1


def _only_this_python(run):
    """The tests themselves pass, without being run."""

    def run_others(*command):
        is_test = command[0] == Path(sys.executable) and "pytest" in command
        return run("/bin/true") if is_test else run(*command)

    return run_others


def test_a_failure_is_named_with_what_was_said(script, monkeypatch, capsys):
    monkeypatch.setattr(script, "run", lambda *_: script.subprocess.run(
        ["/bin/sh", "-c", "echo one is wrong; exit 1"], capture_output=True, text=True, check=False
    ))  # fmt: skip

    assert script.main(["--published"]) == 1
    own = f"{OWN[0]}.{OWN[1]}"
    assert capsys.readouterr().out == f"== Python {own}\none is wrong\nFAILED on {own}\n"
