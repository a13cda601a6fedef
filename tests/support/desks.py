"""A desk without a browser: its application, asked as its own page would ask."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from briefing.desk.app import application
from briefing.desk.session import Session
from briefing.workspace import find

PORT = 8901
ADDRESS = f"http://127.0.0.1:{PORT}"
TOKEN = "a-token-of-this-test"


def client_of(folder: Path, *, begun: bool = True) -> TestClient:
    """Return a client with the token, which says that it is the desk's own page."""
    session = Session(folder, find(folder) if begun else None)
    app = application(session, TOKEN, PORT)
    client = TestClient(app, base_url=ADDRESS, headers={"Origin": ADDRESS}, follow_redirects=False)
    client.cookies.set(f"briefing-desk-{PORT}", TOKEN)
    return client
