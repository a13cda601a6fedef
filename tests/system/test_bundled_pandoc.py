"""Only the pandoc that was installed with the program is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.errors import BriefingError
from briefing.system import pandoc


def test_other_pandocs_of_the_machine_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither PATH nor PYPANDOC_PANDOC names the pandoc that is run, and the one there is not even asked for its version."""
    fake = tmp_path / "pandoc"
    fake.write_text(f'#!/bin/sh\necho "pandoc 99.9"; touch "{tmp_path}/was-run"\n')
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PYPANDOC_PANDOC", str(fake))
    pandoc.executable.cache_clear()
    assert Path(pandoc.executable()).parent.name == "files"
    assert pandoc.run(["-f", "markdown", "-t", "plain"], b"*x*", tmp_path) == b"x\n"
    assert not pandoc.version().startswith("99")
    assert not (tmp_path / "was-run").exists()


def test_pandoc_that_is_not_installed_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of the same name without the program is no traceback."""
    (tmp_path / "pypandoc").mkdir()
    (tmp_path / "pypandoc" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    for name in [name for name in __import__("sys").modules if name.split(".")[0] == "pypandoc"]:
        monkeypatch.delitem(__import__("sys").modules, name)
    pandoc.executable.cache_clear()
    with pytest.raises(BriefingError, match="not installed"):
        pandoc.executable()
    pandoc.executable.cache_clear()
