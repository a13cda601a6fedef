"""The commands: what they write, what they say, and where they work."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from briefing import __version__
from briefing import steps as build
from briefing.cli import COMMANDS, GROUPS, main
from briefing.workspace import shipped
from tests.support.places import TESTS


@pytest.fixture(autouse=True)
def one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw in this process, which is quicker for small packs."""
    monkeypatch.setattr(build, "cores", lambda: 1)


def run(*args: str) -> Result:
    result = CliRunner().invoke(main, args)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def said(*args: str) -> str:
    """Return what a command says when all goes well."""
    result = run(*args)
    assert result.exit_code == 0, result.output
    return result.output


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# ── build ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_build_names_the_file_by_the_outline(inside_water: Path) -> None:
    """The pack of `defaults` is output/defaults.epub, and its size is told."""
    output = said("build", "defaults", "-f", "epub")
    assert re.fullmatch(r"output/defaults\.epub  \d+ kB\nNo answer or teacher's note is in this file \(\d+ searched for\)\.\n", output)
    assert files(inside_water / "output") == ["defaults.epub"]


def test_build_without_a_format_writes_all_three(inside_water: Path) -> None:
    """PDF, Word and EPUB, in this order."""
    output = said("build", "defaults")
    assert [line.split("  ")[0] for line in output.splitlines()[:-1]] == [f"output/defaults.{name}" for name in ("pdf", "docx", "epub")]
    assert (inside_water / "output/defaults.pdf").read_bytes().startswith(b"%PDF-")
    assert (inside_water / "output/defaults.docx").read_bytes().startswith(b"PK")


def test_build_takes_several_outlines_and_formats(inside_water: Path) -> None:
    """With commas or with `-f` again; a format or an outline named twice counts once, and capitals do not matter."""
    said("build", "defaults", "footnotes", "defaults", "-f", "epub,DOCX", "-f", "epub")
    assert files(inside_water / "output") == ["defaults.docx", "defaults.epub", "footnotes.docx", "footnotes.epub"]


def test_build_writes_where_it_is_told(inside_water: Path, tmp_path: Path) -> None:
    """`-o` names a folder, which is made where it is missing."""
    said("build", "defaults", "-f", "epub", "-o", str(tmp_path / "a" / "b"))
    assert files(tmp_path / "a" / "b") == ["defaults.epub"]
    assert not (inside_water / "output").exists()


def test_build_without_an_outline_takes_the_seminar_or_the_only_one(inside_water: Path) -> None:
    """With several, and none of them a seminar, it asks."""
    result = run("build")
    assert result.exit_code == 1
    assert "there are several outlines: name one of them\n  Choose from: defaults, everything, footnotes." in result.output
    for name in ("defaults", "everything"):
        (inside_water / "templates" / f"{name}.yaml").unlink()
    assert said("build", "-f", "epub").startswith("output/footnotes.epub")


def test_build_names_the_five_steps(inside_water: Path) -> None:
    """With `--verbose`, each with its time; without, nothing but the files."""
    result = run("build", "defaults", "-f", "epub", "-v")
    steps = re.findall(r"^Step (\d) - (.+): \d+\.\d\d s$", result.stderr, re.MULTILINE)
    assert steps == [("1", "read the library"), ("2", "read the outlines"), ("3", "assemble"), ("4", "render"), ("5", "prove and write")]
    assert "defaults.epub in" in result.stderr
    assert "Step" not in result.stdout
    assert run("build", "defaults", "-f", "epub").stderr == ""


def test_build_takes_settings(inside_water: Path) -> None:
    """The last of two settings counts, and a value may hold an equals sign."""
    tree = said("show", "everything", "--tree", "--set", "course=LAW 8", "--set", "course=a=b")
    assert "title='Water law: a=b'" in tree


def test_same_input_gives_the_same_bytes(inside_water: Path) -> None:
    """A second build changes nothing."""
    said("build", "defaults", "-f", "epub")
    first = (inside_water / "output/defaults.epub").read_bytes()
    said("build", "defaults", "-f", "epub")
    assert (inside_water / "output/defaults.epub").read_bytes() == first


# ── looking ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("outlines", ["outline     title", "everything  Water law: ", "course, year, lines"]),
        ("sources", ["osei-hart-2020", "Osei and Hart", "Basin Monitor"]),
        ("excerpts", ["equitable-share  lindqvist-2019", "6–7, 9", "The quarrel about the dam"]),
        ("countries", ["od       Ondria", "vl       Velm"]),
        ("actors", ["sarn-commission   organisation    SRC (Sarn River Commission)", "Helvar Dam"]),
        ("questions", ["accounts-compared  evaluate  15   Weigh two accounts."]),
    ],
)
def test_list_shows_what_there_is(kind: str, lines: list[str], inside_water: Path) -> None:
    """A line for each thing, with its id first."""
    output = said("list", kind)
    for line in lines:
        assert line in output
    assert len(output.splitlines()) > 3
    assert not [line for line in output.splitlines() if line != line.rstrip()]


def test_list_without_a_kind_shows_outlines(inside_water: Path) -> None:
    """The first thing that anybody wants to know."""
    assert said("list") == said("list", "outlines")


def test_show_tells_sections_words_and_minutes(inside_water: Path) -> None:
    """The outline's own speed of reading counts, and the last line is the sum."""
    lines = said("show", "everything").splitlines()
    assert lines[0] == "Water law: LAW 7"
    assert lines[1].split() == ["words", "minutes"]
    total = re.fullmatch(r"Total +(\d+) +(\d+)", next(line for line in lines if line.startswith("Total")))
    assert total
    assert int(total[2]) == -(-int(total[1]) // 150)
    assert any(line.startswith("Introduction to LAW 7") for line in lines)
    assert any(line.startswith("  Two rules") for line in lines)


def test_show_tree_prints_every_node(inside_water: Path) -> None:
    """What the golden files hold."""
    golden = TESTS / "golden" / "defaults.tree"
    assert said("show", "defaults", "--tree") == golden.read_text(encoding="utf-8")


def test_check_says_how_much_is_in_order(inside_water: Path) -> None:
    """How many things were read, how many outlines, and of how much it warns."""
    assert re.fullmatch(r"No problems: \d+ things in the library, 3 outlines\.", said("check").splitlines()[-1])


# ── help ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_version() -> None:
    """The number of the package."""
    assert said("--version") == f"briefing, version {__version__}\n"


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_everywhere_with_an_example(command: str, flag: str) -> None:
    """Each command shows at least one line that can be typed as it stands."""
    output = said(*([command] if command else []), flag)
    assert re.search(r"^  Examples?:\n    briefing ", output, re.MULTILINE)


@pytest.mark.parametrize("command", ["", "build", "sources add"])
def test_help_is_a_command_too(command: str) -> None:
    """As in git and cargo."""
    assert said("help", *command.split()) == said(*command.split(), "--help")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_has_a_line_of_help(command: str) -> None:
    """No option is left to be guessed."""
    found = main.get_command(click.Context(main), command)
    assert found is not None
    for parameter in found.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{command} {parameter.name}"


# ── places ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_module_runs_like_the_command(water: Path) -> None:
    """`python -m briefing` is the same program, with the same exit codes."""
    done = subprocess.run([sys.executable, "-m", "briefing", "schema", "actor"], cwd=water, capture_output=True, text=True)
    assert (done.returncode, done.stdout[:1]) == (0, "{")
    done = subprocess.run([sys.executable, "-m", "briefing", "show", "nothing"], cwd=water, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("there is no outline 'nothing' in templates/\n")
    assert "Traceback" not in done.stderr


def test_nearest_workspace_upwards_is_taken(inside_water: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inside a folder of a workspace, the workspace is meant, and its output folder."""
    deep = inside_water / "seeds" / "texts"
    monkeypatch.chdir(deep)
    assert "everything" in said("list")
    said("build", "defaults", "-f", "epub")
    assert files(inside_water / "output") == ["defaults.epub"]


def test_outside_of_any_workspace_the_shipped_one_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And its packs are written to the folder where one is."""
    monkeypatch.chdir(tmp_path)
    assert "seminar" in said("list")
    said("build", "glossary", "-f", "docx")
    assert files(tmp_path / "output") == ["glossary.docx"]


def test_workspace_can_be_named(water: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-w` works from anywhere."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    for args in (["check"], ["list", "actors"], ["show", "defaults"]):
        assert run(*args, "-w", str(water)).exit_code == 0
    said("build", "defaults", "-f", "epub", "-w", "../water")
    assert files(water / "output") == ["defaults.epub"]


@pytest.mark.slow
def test_shipped_workspace_is_in_order() -> None:
    """What users get has no problem."""
    assert said("check", "-w", str(shipped())).splitlines()[-1].startswith("No problems: ")


def test_home_and_locale_do_not_matter(water: Path) -> None:
    """Without a home, in a locale of plain ASCII, letters of other scripts come out right."""
    environment = {"PATH": os.defpath, "LC_ALL": "C", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, "-m", "briefing", "show", "defaults", "--tree"], cwd=water, capture_output=True, env=environment)
    assert done.returncode == 0, done.stderr
    assert "Lindqvist" in done.stdout.decode("utf-8")


# ── help ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def helps() -> dict[str, str]:
    """Return the help of the program, of each command and of each command inside a group."""
    found = {"": said("-h")}
    for name in COMMANDS:
        found[name] = said(name, "-h")
        command = main.get_command(click.Context(main), name)
        for inner in command.commands if isinstance(command, click.Group) else ():
            found[f"{name} {inner}"] = said(name, inner, "-h")
    return found


def test_help_fits_a_terminal_of_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is longer, and none is cut off, however wide the terminal is."""
    monkeypatch.setenv("COLUMNS", "200")
    for name, text in helps().items():
        for line in text.splitlines():
            assert len(line) <= 80, (name, line)
            assert not line.endswith("...") or line.startswith("Usage:"), (name, line)


def test_help_names_every_command_in_the_order_of_work() -> None:
    """In groups; the first example begins a pack of one's own."""
    text = said("-h")
    assert re.findall(r"^(\w[\w ]*):$", text, re.MULTILINE) == ["Options", *GROUPS]
    listed = re.findall(r"^  (\w+) {2,}\w", text.partition("Begin:")[2], re.MULTILINE)
    assert listed == [name for group in GROUPS.values() for name in group]
    assert text.partition("Examples:")[2].split("\n")[1].startswith("    briefing init ")


def test_workspace_can_be_named_before_the_command(inside_water: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As git's -C; the option of the command has the last word."""
    monkeypatch.chdir(tmp_path)
    assert said("-w", str(inside_water), "list") == said("list", "-w", str(inside_water))
    assert said("-w", "nowhere", "list", "-w", str(inside_water)) == said("list", "-w", str(inside_water))
    assert "this folder is not a workspace" in run("-w", "nowhere", "list").output


def test_first_line_outside_a_workspace_says_that_the_shipped_pack_is_meant(
    inside_water: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Inside a workspace, or where one is named, no such line is printed, nor in JSON."""
    assert "uses the pack that comes with it" not in said("list")
    monkeypatch.chdir(tmp_path)
    assert "uses the pack that comes with it" in said("list").splitlines()[0]
    assert "uses the pack that comes with it" not in said("list", "-w", str(shipped()))
    assert "uses the pack that comes with it" not in said("list", "--json")


def test_nothing_is_added_to_the_pack_that_comes_with_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a workspace, in a clone as in an installation: the next update would take the user's files away."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "note.txt").write_text("A text of one's own.\n", encoding="utf-8")
    before = sorted((shipped() / "templates").rglob("*"))
    for command in (["new", "mine"], ["sources", "add", "note.txt", "--new"], ["schema", "--write"]):
        result = run(*command)
        assert (result.exit_code, "Make a workspace of your own" in result.output) == (1, True), command
    assert sorted((shipped() / "templates").rglob("*")) == before
