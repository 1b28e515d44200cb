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
