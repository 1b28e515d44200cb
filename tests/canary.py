"""The canary: after the whole suite no log may hold an address, a token, a code or a password.

Whatever kaue makes up or is given to hash is remembered; whatever it logs, here and in the
servers that tests start, is searched for it when the last test is done.
"""

import functools
import logging
import re
import tempfile
from pathlib import Path

from kaue import keyed
from kaue.people import passwords
from notes import notes

SERVER_LOGS = Path(tempfile.mkdtemp(prefix="kaue-logs-"))
"""Every server a test starts writes a file into it."""

THEIRS = ("httpx", "httpcore", "mail.log", "hypothesis", "faker")
"""Loggers of the tests' own clients and servers, which do not belong to kaue."""

_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]+\.[\w.-]+")
_secrets: set[str] = set()
_lines: list[str] = []


class _Ear(logging.Handler):
    def emit(self, record):
        if not record.name.startswith(THEIRS):
            _lines.append(self.format(record))


def _remembering(function, *, of_argument=None):
    @functools.wraps(function)
    def remembered(*values):
        made = function(*values)
        _secrets.add(made if of_argument is None else values[of_argument])
        return made

    return remembered


def pytest_configure():
    for name in ("new_token", "new_digits", "new_letters"):
        setattr(keyed, name, _remembering(getattr(keyed, name)))
    passwords.hash_password = _remembering(passwords.hash_password, of_argument=0)
    passwords.is_right = _remembering(passwords.is_right, of_argument=1)
    ear = _Ear(logging.INFO)
    ear.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(ear)


def leaks(lines, secrets):
    """(what kind, the line) of every line that tells something. A short code may be a part of a
    longer number by chance, so it must stand alone; what is shorter than six is no secret.
    """
    grave = {secret for secret in secrets if len(secret) >= 6}
    short = {secret for secret in grave if len(secret) <= 8}
    for line in lines:
        if _ADDRESS.search(line):
            yield "address", line
        if short & set(re.findall(r"\w+", line)):
            yield "code", line
        if any(secret in line for secret in grave - short):
            yield "token or password", line


def pytest_sessionfinish(session):
    lines = list(_lines)
    for file in SERVER_LOGS.glob("*.log"):
        lines += file.read_text(encoding="utf-8", errors="replace").splitlines()
    searched = notes(session.config, "canary")
    searched.append([len(lines), len(_secrets), list(leaks(lines, _secrets))])
    if not hasattr(session.config, "workeroutput"):
        _report(session, searched)


def _report(session, searched):
    """Of this process and of all that it started."""
    lines, secrets, found = zip(*searched, strict=True)
    found = [leak for one in found for leak in one]
    say = session.config.get_terminal_writer().line
    say(f"\ncanary: {sum(lines)} log lines, {sum(secrets)} secrets, {len(found)} leaks")
    for kind, line in found[:20]:
        say(f"canary: {kind} in: {line}")
    if found:
        session.exitstatus = 1
