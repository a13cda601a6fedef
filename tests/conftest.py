"""What the tests share: `--update`, which rewrites the golden files, and workspaces to play with."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
WATER_LAW = HERE / "data" / "workspace"
"""A small workspace about an invented river."""
SHIPPED = HERE.parent
"""The workspace that comes with the program."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`."""
    parser.addoption("--update", action="store_true", help="rewrite the golden files in place of comparing with them")


@pytest.fixture
def same(request: pytest.FixtureRequest) -> Callable[[str, Path], None]:
    """Return a function that compares a text with a golden file, or rewrites it with `--update`."""
    update = bool(request.config.getoption("--update"))

    def compare(text: str, golden: Path) -> None:
        if update:
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(text, encoding="utf-8")
        assert text == golden.read_text(encoding="utf-8"), f"{golden.name} differs; see `git diff` after `pytest --update`"

    return compare


@pytest.fixture
def water(tmp_path: Path) -> Path:
    """Return a copy of the workspace about water law that a test may change."""
    folder = tmp_path / "water"
    shutil.copytree(WATER_LAW, folder)
    return folder


@pytest.fixture
def inside_water(water: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work inside a copy of the workspace about water law."""
    monkeypatch.chdir(water)
    return water
