"""The folders that tests read."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
"""The folder of all tests."""
WATER_LAW = TESTS / "data" / "workspace"
"""A small workspace about an invented river."""
SHIPPED = TESTS.parent
"""The repository, which is the workspace that comes with the program."""
ARTICLES = SHIPPED.parent / "shared" / "seeds"
"""The articles of the shipped pack, on machines that have them. They are not ours to ship."""
