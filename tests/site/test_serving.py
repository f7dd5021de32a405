"""Where the site can be shown, and which port is said to be free where it cannot."""

import re
import socket

import pytest
from isnad.site.serving import check_address


def test_a_free_port_will_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert check_address("127.0.0.1", port) is None


def test_a_port_that_is_taken_is_named_and_a_free_one_beside_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        obstacle = check_address("127.0.0.1", port)
        assert obstacle
        assert str(obstacle).startswith(f"port {port} is in use, perhaps by another `make serve`")
        free = re.search(r"PORT=(\d+)", str(obstacle))
        assert free
        assert int(free[1]) != port
        assert check_address("127.0.0.1", int(free[1])) is None


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 99999), ("no-such-host.invalid", 8000), ("192.0.2.1", 8000)])
def test_an_address_that_is_not_of_this_machine_is_named(host: str, port: int) -> None:
    assert str(check_address(host, port)).startswith(f"nothing can be shown at {host}:{port} (")
