"""A process takes as many connections as the system lets it, and says when these are few."""

import resource

import pytest

from kaue import descriptors


@pytest.fixture(autouse=True)
def _as_before():
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def limits():
    return resource.getrlimit(resource.RLIMIT_NOFILE)


def test_the_soft_limit_is_raised_to_the_hard_one(monkeypatch):
    _, hard = limits()
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))

    allowed = descriptors.allow_as_many_as_possible()

    assert limits() == (allowed, hard)
    assert allowed == (
        descriptors.MOST if hard == resource.RLIM_INFINITY else min(hard, descriptors.MOST)
    )


def test_it_is_never_lowered(monkeypatch):
    soft, _ = before = limits()
    monkeypatch.setattr(descriptors, "MOST", soft - 1)

    descriptors.allow_as_many_as_possible()

    assert limits() == before


def test_where_only_few_are_allowed_the_log_says_so(monkeypatch, caplog):
    monkeypatch.setattr(descriptors, "MOST", 512)
    _, hard = limits()
    resource.setrlimit(resource.RLIMIT_NOFILE, (512, hard))

    assert descriptors.allow_as_many_as_possible() == 512

    assert "at most 512 open files" in caplog.text


def test_a_system_that_refuses_is_taken_as_it_is(monkeypatch):
    _, hard = limits()
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))

    def refuse(*_):
        raise ValueError

    with monkeypatch.context() as patch:
        patch.setattr(resource, "setrlimit", refuse)
        assert descriptors.allow_as_many_as_possible() == 256
