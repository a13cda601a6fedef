"""What the tests share: which of them a plain `pytest` runs, `--update` for the golden files, and workspaces to play with."""

from __future__ import annotations

import gc
import itertools
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing import steps
from briefing.render import zip_file
from briefing.render.docx import embedded_fonts
from briefing.render.epub import style
from briefing.system import confined, pandoc
from briefing.system.cache import OFF, VARIABLE
from briefing.theme import font_files
from tests.support.cheaper import (
    asked_once,
    deflated_once,
    keep_files_in_memory,
    linked_once,
    little_compressed,
    read_here,
    read_in_a_new_process,
    subset_once,
)
from tests.support.places import WATER_LAW
from tests.support.quotable import put_copy

MARKS = ("browser", "cluster", "java", "office", "slow")
"""The marks of tests that a plain `pytest` leaves out. pyproject.toml says what each means."""
LEFT_OUT = pytest.StashKey[dict[str, int]]()
"""How many tests of each mark were left out."""
NUMBERS = itertools.count(1)
"""The numbers of the folders of this process's tests."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update` and `--all`."""
    parser.addoption("--update", action="store_true", help="rewrite the golden files in place of comparing with them")
    parser.addoption("--all", action="store_true", help=f"run all tests, and not only those that are not marked {', '.join(MARKS)}")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Nothing has been left out yet."""
    keep_files_in_memory()
    config.stash[LEFT_OUT] = {}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out marked tests, unless they are asked for: by `--all`, by `-m`, or by name."""
    items.sort(key=_place)
    if config.getoption("--all") or config.getoption("markexpr") or any("::" in each for each in config.args):
        return
    marks = {item: mark for item in items for mark in MARKS if item.get_closest_marker(mark)}
    config.stash[LEFT_OUT] = dict(Counter(marks.values()))
    config.hook.pytest_deselected(items=list(marks))
    items[:] = [item for item in items if item not in marks]


def _place(item: pytest.Item) -> tuple[bool, str]:
    """Put what one process should do first: EPUBCheck, for one Java machine, and shipped packs and courses, each of which is built once."""
    whole = item.path.name in ("test_packs.py", "test_courses.py")
    call = getattr(item, "callspec", None)
    return not (whole or item.get_closest_marker("java")), str(call.params.get("name", "")) if whole and call else ""


def pytest_collection_finish() -> None:
    """Python need not look through what is loaded now, for objects that nobody needs, again and again."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A process of pytest-xdist hands over what it left out."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left out"] = session.config.stash[LEFT_OUT]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what a process of pytest-xdist left out: each of them left out the same."""
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left out", {})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say how many tests were left out, and how to run them."""
    if left_out := config.stash[LEFT_OUT]:
        kinds = ", ".join(f"{count} {mark}" for mark, count in sorted(left_out.items()))
        terminalreporter.write_line(
            f"{sum(left_out.values())} tests left out ({kinds}): 'pytest --all' runs all, 'pytest -m java' one kind."
        )


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder for a test, as pytest does. If the test passes, it is deleted at once."""
    folder = tmp_path_factory.getbasetemp() / f"{request.node.name.partition('[')[0]}-{next(NUMBERS)}"
    folder.mkdir()
    failed = request.session.testsfailed
    yield folder
    if request.session.testsfailed == failed:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True, scope="session")
def nothing_is_remembered() -> Iterator[None]:
    """Make every build anew: a test that changes the program would else be told what another one has built."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, OFF)
        yield


@pytest.fixture(autouse=True, scope="session")
def fewer_processes(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Draw and read files in this process, ask pandoc each question once, compress files little, and cut and pack typefaces once."""
    has_cache = pytestconfig.pluginmanager.hasplugin("cacheprovider")
    answers = pytestconfig.cache.mkdir("pandoc") if has_cache else tmp_path_factory.mktemp("pandoc")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(steps, "cores", lambda: 1)
        patch.setattr(zipfile, "_get_compressor", little_compressed)
        patch.setattr(zip_file, "LEVEL", 1)
        patch.setattr(embedded_fonts, "deflated", deflated_once)
        patch.setattr(font_files, "subset", subset_once)
        patch.setattr(style, "linked", linked_once)
        patch.setattr(pandoc, "answered", asked_once(pandoc.answered, answers))
        patch.setattr(confined, "_run", read_here)
        yield


@pytest.fixture
def new_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read each file in a new process with its limits, as the program does."""
    monkeypatch.setattr(confined, "_run", read_in_a_new_process)


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


@pytest.fixture
def quotable(inside_water: Path) -> Path:
    """Work in a workspace with the article, and with no excerpt of it yet."""
    put_copy(inside_water)
    for template in (inside_water / "templates").glob("*.yaml"):
        template.unlink()
    outline = "title: Pack\nsections:\n- use: sources\n  include: all\n"
    (inside_water / "templates" / "pack.yaml").write_text(outline, encoding="utf-8")
    for name in ("equitable-share", "notice-rule"):
        (inside_water / "seeds" / "excerpts" / f"{name}.md").unlink()
    for question in (inside_water / "seeds" / "questions").glob("*.md"):
        text = re.sub(r"^excerpts:.*\n", "", question.read_text(encoding="utf-8"), flags=re.MULTILINE)
        question.write_text(text, encoding="utf-8")
    return inside_water
