"""Desks of workspaces."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.support.desks import client_of


@pytest.fixture
def ask(quotable: Path) -> TestClient:
    """Return the desk of a workspace with an article and no excerpt of it."""
    return client_of(quotable)


@pytest.fixture
def desk_of() -> Callable[..., TestClient]:
    """Return a function that opens a desk in a folder."""
    return client_of
