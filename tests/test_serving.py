"""What only a real server shows: HEAD on the wire, signals, a second start."""

import http.client

import pytest

from serving import Server, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    with serving(f"sqlite:///{folder / 'kaue.sqlite'}") as server:
        yield server


def test_a_connection_survives_a_head(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    for path in ("/healthz", "/hilfe", "/nix/da"):
        connection.request("HEAD", path)
        answer = connection.getresponse()
        assert answer.read() == b""
        length = answer.headers["content-length"]
        connection.request("GET", path)
        got = connection.getresponse()
        assert abs(len(got.read()) - int(length)) <= 20, path
    connection.close()


def test_a_broken_host_is_a_plain_no(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.putrequest("GET", "/hilfe", skip_host=True)
    connection.putheader("Host", "[")
    connection.endheaders()
    answer = connection.getresponse()
    answer.read()
    connection.close()

    assert answer.status == 400
    assert answer.headers["content-security-policy"]


def test_being_told_to_stop_is_no_failure(tmp_path):
    server = Server(f"sqlite:///{tmp_path / 'kaue.sqlite'}").start()

    assert server.stop() == 0


def test_open_streams_end_with_the_server_as_a_whole(tmp_path):
    """R03: not cut off after some seconds of waiting; each comes to its proper end."""
    server = Server(f"sqlite:///{tmp_path / 'kaue.sqlite'}")
    server.demo()
    server.start()
    streams = []
    for _ in range(20):
        one = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        one.request("GET", "/smartvest/pitch/live")
        answer = one.getresponse()
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert b"retry" in answer.readline()
        streams.append((one, answer))

    stopped = server.stop()

    assert stopped == 0
    for one, answer in streams:
        # Raises IncompleteRead unless the last chunk came.
        assert b"data: 0" in answer.read()
        one.close()
