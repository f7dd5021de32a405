"""The server of news, and a client that may ask it although it is no part of the internet."""

from collections.abc import Iterator

import pytest
from isnad.capture import web

from tests.capture.server import Server, serving


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server of news, which stands for one of the internet."""
    monkeypatch.setattr(web, "is_public", lambda _: True)
    with serving() as news:
        yield news
