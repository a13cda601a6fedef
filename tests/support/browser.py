"""A desk in the Chromium of the machine: a process of its own, and a page that looks at it."""

from __future__ import annotations

import functools
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from briefing.system.cache import OFF, VARIABLE

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PATIENCE = 60_000
"""Milliseconds for which a test waits for a page: the machines of tests are busy."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
"""The rules of axe for WCAG 2.1 AA."""
ADVICE = ["best-practice"]
"""Further rules, for the page of the desk and not for the pack that it shows."""

HEEDING = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell makes what it runs in the background deaf to it
from briefing.__main__ import run
run()
"""


class Desk:
    """`briefing desk` in a folder."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-c", HEEDING, "desk", "--no-browser"]
        environment = {**os.environ, "PYTHONUNBUFFERED": "1", VARIABLE: OFF}
        self.process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True, env=environment)
        assert self.process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", self.process.stdout.readline())
        assert found
        self.address = found[0]

    def end(self, how: signal.Signals = signal.SIGINT) -> int:
        """End it as Ctrl-C does, or otherwise; return its exit code."""
        self.process.send_signal(how)
        return self.process.wait(20)


@contextmanager
def desk(folder: Path) -> Iterator[Desk]:
    """Open a desk in a folder, and close it."""
    opened = Desk(folder)
    try:
        yield opened
    finally:
        if opened.process.poll() is None:
            opened.end()


@contextmanager
def chromium() -> Iterator[Any]:
    """Start the browser of the machine; skip the test if it has none."""
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])  # a container has no sandbox to give
        try:
            yield browser
        finally:
            browser.close()


def opened(browser: Any, address: str) -> Any:
    """Open an address in a window of its own; a mistake of the page's script fails the test."""
    page = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 800}).new_page()
    page.set_default_timeout(PATIENCE)
    page.mistakes = []
    page.on("pageerror", lambda error: page.mistakes.append(str(error)))
    page.goto(address)
    return page


@functools.cache
def _axe() -> str:
    package = pytest.importorskip("axe_playwright_python")
    return (Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def barriers(page: Any) -> list[str]:
    """Return what axe finds that keeps people out, in the page and in the pack that it shows."""
    for frame in page.frames:
        frame.evaluate(_axe())
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)["violations"]
    found += page.evaluate("rules => axe.run({exclude: [['iframe']]}, {runOnly: rules})", ADVICE)["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


MARKING = """([first, last]) => {
  const find = (words, end) => {
    for (const paragraph of document.querySelectorAll("[data-number]")) {
      const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const place = node.data.indexOf(words);
        if (place >= 0) return [node, end ? place + words.length : place];
      }
    }
    throw new Error(`not there: ${words}`);
  };
  const range = document.createRange();
  range.setStart(...find(first, false));
  range.setEnd(...find(last, true));
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
}"""


def mark(page: Any, first: str, last: str) -> None:
    """Mark words of a source, as somebody does with the mouse."""
    page.evaluate(MARKING, [first, last])
