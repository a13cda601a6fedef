"""`docs/first-pack.md`, done as it is written: its commands, with the answers that it shows."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing.cli import main
from tests.support.places import SHIPPED, TESTS

PAGE = SHIPPED / "docs" / "first-pack.md"


def passages() -> str:
    """Return what the page puts into `passages.md`."""
    (found,) = re.findall(r"^```markdown\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return str(found)


def steps() -> list[tuple[list[str], list[str]]]:
    """Return the words of each command, and the lines of its answer."""
    found = []
    for block in re.findall(r"^```console\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        for typed in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, answer = typed.partition("\n")
            found.append((shlex.split(line), answer.splitlines()))
    return found


def test_page_can_be_done_as_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line of an answer comes in its order; `…` stands for anything."""
    for file in (*(TESTS / "data" / "tutorial").glob("*.*"), TESTS / "data" / "first_pack" / "library.bib"):
        shutil.copy(file, tmp_path)
    monkeypatch.chdir(tmp_path)
    for words, answer in steps():
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
            Path("passages.md").write_text(passages(), encoding="utf-8")
            continue
        result = CliRunner().invoke(main, words[1:])
        assert result.exit_code == 0, (words, result.output)
        expected = ".*".join(re.escape(part) for part in re.split(r"\s*…\s*", " ".join(answer)))
        assert re.search(expected.replace(r"\ ", r"\s+"), result.output, re.DOTALL), (words, result.output)
    assert (tmp_path / "river" / "output" / "reader.pdf").is_file()


def test_page_has_the_commands_that_its_title_counts() -> None:
    assert sum(words[0] == "briefing" for words, _ in steps()) == 3
