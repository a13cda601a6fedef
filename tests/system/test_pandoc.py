"""Running pandoc: what it may see, and how it fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.system import cache, pandoc
from briefing.system.pandoc import PandocError


def test_standard_input_becomes_standard_output(tmp_path: Path) -> None:
    """Letters of every language go through, whatever the locale of the user."""
    assert pandoc.run(["-f", "markdown", "-t", "html", "--sandbox"], "қ *ә*".encode(), tmp_path) == "<p>қ <em>ә</em></p>\n".encode()


def test_tree_of_the_version_that_pandoc_names_is_read(tmp_path: Path) -> None:
    """Pandoc refuses the tree of another minor version, so that the number is asked for and not written down."""
    version = pandoc.api_version()
    words = {"blocks": [{"t": "Para", "c": [{"t": "Str", "c": "x"}]}], "meta": {}}
    assert pandoc.run(["-f", "json", "-t", "plain"], json.dumps({**words, "pandoc-api-version": version}).encode(), tmp_path) == b"x\n"
    other = json.dumps({**words, "pandoc-api-version": (version[0], version[1] + 1)}).encode()
    with pytest.raises(PandocError, match="Incompatible API versions"):
        pandoc.run(["-f", "json", "-t", "plain"], other, tmp_path)


def test_error_carries_what_pandoc_said(tmp_path: Path) -> None:
    """A failure names its cause."""
    with pytest.raises(PandocError, match="Unknown input format nonsense"):
        pandoc.run(["-f", "nonsense"], b"", tmp_path)


def test_limit_of_time_holds(tmp_path: Path) -> None:
    """A text that pandoc cannot read in reasonable time does not keep the program."""
    with pytest.raises(PandocError, match=r"more than 0\.5 seconds"):
        pandoc.run(["-f", "markdown", "-t", "html"], b"[" * 50_000, tmp_path, timeout=0.5)


def test_limit_of_memory_holds(tmp_path: Path) -> None:
    """A text that grows beyond the limit stops pandoc, not the machine."""
    with pytest.raises(PandocError, match=r"(?i)heap"):
        pandoc.run(["-f", "markdown", "-t", "html"], b"*a* " * 400_000, tmp_path, memory="24m")


def test_environment_of_the_user_is_not_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user's own pandoc folder, which could change what is written, has no effect."""
    monkeypatch.setenv("XDG_DATA_HOME", "/nonexistent")
    (tmp_path / "filter.lua").write_text('return {{Str = function() return pandoc.Str(tostring(os.getenv("XDG_DATA_HOME"))) end}}')
    assert pandoc.run(["-f", "markdown", "-t", "plain", "--lua-filter=filter.lua"], b"x", tmp_path) == b"nil\n"


def test_answer_is_remembered_and_a_damaged_one_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same question is not asked twice; another file in the folder makes it another question."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    asked: list[bytes] = []

    def noted(_args: object, data: bytes, _folder: Path) -> bytes:
        asked.append(data)
        return b"worded"

    monkeypatch.setattr(pandoc, "run", noted)
    folder = tmp_path / "work"
    folder.mkdir()
    for _ in range(2):
        assert pandoc.answered(["--to=json"], b"one", folder) == b"worded"
    assert asked == [b"one"]
    (folder / "style.csl").write_text("<style/>")
    pandoc.answered(["--to=json"], b"one", folder)
    assert asked == [b"one", b"one"]
    for entry in (tmp_path / "cache").iterdir():
        entry.write_bytes(entry.read_bytes().replace(b"worded", b"warded"))
    assert pandoc.answered(["--to=json"], b"one", folder) == b"worded"
