"""Content that means harm: it is refused quickly, reads nothing that is not its own, and never reaches the network."""

from __future__ import annotations

import re
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner, Result

from briefing import steps as build
from briefing.cli import main
from tests.support.places import TESTS, WATER_LAW
from tests.support.variants import variants

GOOD = TESTS / "problems" / "good"


@pytest.fixture
def good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "work"
    shutil.copytree(GOOD, folder)
    monkeypatch.chdir(folder)
    return folder


def run(*args: str) -> Result:
    result = CliRunner().invoke(main, args)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@contextmanager
def in_the_end(seconds: float = 60) -> Iterator[None]:
    """Do not take more time of the processor than that: what else the machine does is no matter."""
    start = time.process_time()
    yield
    assert time.process_time() - start < seconds


def refused(good: Path, place: str, text: str) -> str:
    """Return what is said about a file, which must be something, and soon."""
    (good / place).parent.mkdir(parents=True, exist_ok=True)
    (good / place).write_text(text, encoding="utf-8")
    with in_the_end():
        result = run("check")
    assert result.exit_code == 1
    assert place in result.output
    return result.output


def test_line_of_a_hundred_megabytes(good: Path) -> None:
    """It is not even opened."""
    with (good / "seeds/texts/opening.md").open("wb") as file:
        file.truncate(100_000_000)
    with in_the_end(20):
        result = run("check")
    assert result.output.startswith("seeds/texts/opening.md: the file is larger than 2 MB\n")


@pytest.mark.parametrize("place", ["seeds/events.yaml", "templates/bomb.yaml", "seeds/actors/bomb.md"])
def test_bomb_of_aliases(good: Path, place: str) -> None:
    """Ten lines that would unfold into a billion words are refused at the first anchor, in either way of writing lists."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in zip("abcdefgh", "bcdefghi", strict=True)]
    bomb = "\n".join(lines) + "\n"
    said = refused(good, place, f"---\n{bomb}---\nText.\n" if place.endswith(".md") else bomb)
    assert "a value cannot begin with &, *, ! or %" in said


def test_anchor_inside_brackets_is_found_too(good: Path) -> None:
    """Where it stands in the line does not matter."""
    assert "events.yaml:1:3: a value cannot begin with &" in refused(good, "seeds/events.yaml", "[[&a x], *a]\n")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{a: " * 5_000,
        "- " * 50_000,
        "\n".join(" " * n + "a:" for n in range(2_000)),
        "? " * 5_000,
        "\n".join(["[" * 250] * 50),
    ],
    ids=["brackets", "braces", "hyphens", "steps", "questions", "lines of brackets"],
)
def test_yaml_nested_too_deeply(good: Path, text: str) -> None:
    """The depth of the recursion is ours to choose, not the file's."""
    refused(good, "seeds/events.yaml", text)


@pytest.mark.parametrize("depth", [60, 95])
def test_sections_in_sections_in_sections(good: Path, depth: int) -> None:
    """A hundred levels of sections are a document or a problem, never a crash."""
    text = (
        "title: Deep\nsections:\n"
        + "".join(f"{'  ' * n}- use: text\n{'  ' * n}  sections:\n" for n in range(depth))
        + "  " * depth
        + "- {use: text, text: x}\n"
    )
    (good / "templates/deep.yaml").write_text(text)
    with in_the_end():
        assert run("show", "deep", "--tree").exit_code in (0, 1)


ENDLESS = {
    "quotes": "> " * 3_000 + "x",
    "lists": "- " * 3_000 + "x",
    "stars": "*" * 20_001 + "x",
    "emphasis": "*a **b " * 5_000 + "c** d* " * 5_000,
    "brackets": "[" * 20_000,
    "pictures": "![" * 10_000,
    "angles": "<" * 50_000,
}


@pytest.mark.parametrize("kind", variants(ENDLESS, ENDLESS.keys() - {"brackets", "pictures"}))
def test_markdown_that_never_closes(good: Path, kind: str) -> None:
    """It is read, or refused, in moments."""
    (good / "seeds/texts/opening.md").write_text(ENDLESS[kind])
    with in_the_end(10):
        assert run("check").exit_code in (0, 1)


@pytest.mark.parametrize("locator", ["¶1-99999999999", "¶1-9999" + ", 1-9999" * 5_000, "¶" * 10_000, "¶9-1"])
def test_citation_of_a_billion_paragraphs(good: Path, locator: str) -> None:
    """A span is not unrolled further than a text can be long."""
    assert "is not a paragraph number" in refused(good, "seeds/texts/opening.md", f"It is so [@code, {locator}].\n")


@pytest.mark.slow
def test_excerpt_of_a_billion_paragraphs(good: Path) -> None:
    """Nor is that of an excerpt."""
    text = (good / "seeds/excerpts/toll.md").read_text().replace("paragraphs: 4", "paragraphs: " + "1-9999, " * 100_000)
    refused(good, "seeds/excerpts/toll.md", text)


@pytest.mark.parametrize(
    "expression", ["'x' * 999999999", "9 ** 9 ** 9", "range(10 ** 9)", "(" * 3_000 + "1" + ")" * 3_000, "not " * 3_000 + "1"]
)
def test_braces_that_would_run_for_ever(good: Path, expression: str) -> None:
    """What stands between braces is a name or a comparison: nothing is worked out."""
    text = (good / "templates/lesson.yaml").read_text().replace("{{ course }}", f"{{{{ {expression} }}}}")
    refused(good, "templates/lesson.yaml", text)


def test_secret_behind_a_link_is_not_told(good: Path) -> None:
    """No word of a file outside of the library is in a message, not even where it is wrong."""
    (good.parent / "secret").write_text("---\npassword: hunter2: hunter2\n---\n")
    for place in ("seeds/texts/a.md", "seeds/actors/b.md", "templates/c.yaml"):
        (good / place).symlink_to(good.parent / "secret")
    result = run("check")
    assert result.exit_code == 1
    assert result.output.count("does not follow it") == 3
    assert "hunter2" not in result.output
    for place in ("seeds/texts/a.md", "seeds/actors/b.md"):
        (good / place).unlink()
    result = run("check")
    assert result.output.startswith("templates/c.yaml: this link leads out of the workspace, so briefing does not follow it\n")
    assert "hunter2" not in result.output


def test_style_that_wants_another_file(good: Path) -> None:
    """An entity of a citation style is not filled with a file of the computer."""
    (good.parent / "secret").write_text("hunter2")
    style = (WATER_LAW / "styles" / "plain-author-date.csl").read_text()
    style = style.replace("<style", f'<!DOCTYPE style [<!ENTITY x SYSTEM "file://{good.parent}/secret">]>\n<style', 1)
    (good / "own.csl").write_text(style.replace('prefix="{"', 'prefix="&x;"').replace("Plain author and date", "&x;"))
    path = good / "templates/lesson.yaml"
    path.write_text(f"csl: own.csl\n{path.read_text()}")
    result = run("show", "lesson", "--tree")
    assert "hunter2" not in result.output


def test_style_whose_macros_use_each_other_is_refused_before_pandoc_reads_it(good: Path) -> None:
    """It would take all memory; the message names the way round."""
    style = (WATER_LAW / "styles" / "plain-author-date.csl").read_text()
    style = style.replace("<citation", '<macro name="a"><text macro="b"/></macro><macro name="b"><text macro="a"/></macro>\n<citation', 1)
    (good / "own.csl").write_text(style)
    path = good / "templates/lesson.yaml"
    path.write_text(f"csl: own.csl\n{path.read_text()}")
    result = run("build", "lesson", "-f", "epub")
    assert result.exit_code == 1
    assert re.match(r"own\.csl:\d+:\d+: the macro 'a' of this citation style uses itself: a → b → a\n", result.output), result.output


def test_timeline_that_is_far_too_long_is_refused_before_it_is_read(good: Path) -> None:
    """Its YAML alone would take half a minute."""
    (good / "seeds/events.yaml").write_text('- {date: 1911, text: A., cite: "@background"}\n' * 40_000)
    with in_the_end(20):
        assert "the timeline has 40,000 events, and 5,000 are the most" in run("check").output


def test_style_that_is_fetched_from_the_network_is_refused(good: Path) -> None:
    """A dependent style names its parent by an address, and pandoc would go there."""
    style = (
        '<style xmlns="http://purl.org/net/xbiblio/csl"><info><link href="http://127.0.0.1:9/apa" rel="independent-parent"/></info></style>'
    )
    (good / "own.csl").write_text(style)
    path = good / "templates/lesson.yaml"
    path.write_text(f"csl: own.csl\n{path.read_text()}")
    with in_the_end():
        assert "this is not a citation style with its own rules" in run("build", "-f", "epub").output


def test_build_opens_no_socket(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All three formats are written without the network."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(build, "cores", lambda: 1)
    result = run("build")
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (good / "output").iterdir()) == ["lesson.docx", "lesson.epub", "lesson.pdf"]


def test_build_writes_nothing_but_its_packs(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a file of the workspace changes, and no scrap is left."""
    monkeypatch.setattr(build, "cores", lambda: 1)
    before = {path: path.stat().st_mtime_ns for path in good.rglob("*") if path.is_file()}
    assert run("build", "-f", "epub").exit_code == 0
    after = {path: path.stat().st_mtime_ns for path in good.rglob("*") if path.is_file()}
    assert {path.name for path in set(after) - set(before)} == {"lesson.epub"}
    assert {path: after[path] for path in before} == before
