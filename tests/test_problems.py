"""Every mistake that people make has a message that says where it is and what to do. The cases are texts, in problems/*.md.

A case is a heading, the files that are wrong, the command, and what the program answers:

    ## A key that does not exist
    `seeds/actors/court.md`
    ~~~~
    …the file…
    ~~~~
    `briefing check`
    ~~~~ answer 1
    …the whole message…
    ~~~~

The files are put into a small workspace that is in order (problems/good/). `1` is the exit code. `pytest --update` rewrites the answers.
"""

from __future__ import annotations

import errno
import itertools
import multiprocessing
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from briefing import drafting
from briefing import steps as build
from briefing.cli import main
from briefing.errors import MORE
from tests.support.places import TESTS

HERE = TESTS / "problems"
GOOD = HERE / "good"
_BLOCK = re.compile(r"^`(?P<path>[^`\n]+)`\n~~~~\n(?P<text>.*?)^~~~~$", re.MULTILINE | re.DOTALL)
_ANSWER = re.compile(r"^`briefing (?P<command>[^`\n]*)`\n~~~~ answer (?P<code>\d)\n(?P<text>.*?)^~~~~$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Case:
    """A mistake and the answer to it."""

    title: str
    files: tuple[tuple[str, str], ...]
    command: str
    code: int
    answer: str


def cases(path: Path) -> Iterator[Case]:
    for part in _parts(path.read_text(encoding="utf-8")):
        title = part.split("\n", 1)[0].removeprefix("## ")
        answer = _ANSWER.search(part)
        assert answer, f"{path.name}: '{title}' has no answer"
        files = tuple((block["path"], block["text"]) for block in _BLOCK.finditer(part[: answer.start()]))
        yield Case(title, files, answer["command"], int(answer["code"]), answer["text"])


def _parts(text: str) -> Iterator[str]:
    """Yield what begins with ## outside of a block."""
    starts, inside = [], False
    for match in re.finditer(r"^(?:~~~~|## ).*\n", text, re.MULTILINE):
        if match[0].startswith("~"):
            inside = not inside
        elif not inside:
            starts.append(match.start())
    for start, end in itertools.pairwise([*starts, len(text)]):
        yield text[start:end]


CASES = {f"{path.stem}: {case.title}": (path, case) for path in sorted(HERE.glob("*.md")) for case in cases(path)}


@pytest.fixture
def good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work inside a copy of the small workspace that is in order."""
    folder = tmp_path / "work"
    shutil.copytree(GOOD, folder)
    (folder / "output").mkdir()
    (folder / "output" / "lesson.pdf").write_text("yesterday")
    monkeypatch.chdir(folder)
    return folder


def run(*args: str) -> Result:
    """Run a command; a traceback fails the test."""
    result = CliRunner().invoke(main, args)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.output
    return result


def untouched(folder: Path) -> bool:
    """Say whether yesterday's pack, and nothing else, is in the output folder."""
    return {path.name: path.read_text() for path in (folder / "output").iterdir()} == {"lesson.pdf": "yesterday"}


def test_workspace_without_a_mistake_is_in_order(good: Path) -> None:
    """The cases differ from it by their one mistake only."""
    result = run("check")
    assert (result.exit_code, result.output) == (0, "No problems: 8 things in the library, 1 outline.\n")


def test_there_are_cases_enough() -> None:
    """Each case has a title of its own."""
    assert len(CASES) >= 90
    assert sum(len(list(cases(path))) for path in HERE.glob("*.md")) == len(CASES)


@pytest.mark.parametrize("name", CASES)
def test_mistake_has_its_whole_message(name: str, good: Path, request: pytest.FixtureRequest) -> None:
    """The message, the exit code, and yesterday's pack still in its place."""
    path, case = CASES[name]
    for place, text in case.files:
        (good / place).parent.mkdir(parents=True, exist_ok=True)
        (good / place).write_text(text, encoding="utf-8")
    result = run(*shlex.split(case.command))
    if request.config.getoption("--update"):
        _rewrite(path, case, result)
    else:
        assert (result.exit_code, result.output) == (case.code, case.answer)
    assert untouched(good)


def _rewrite(path: Path, case: Case, result: Result) -> None:
    text = path.read_text(encoding="utf-8")
    start = text.index(f"## {case.title}\n")
    answer = _ANSWER.search(text, start)
    assert answer
    new = f"`briefing {case.command}`\n~~~~ answer {result.exit_code}\n{result.output}~~~~"
    path.write_text(text[: answer.start()] + new + text[answer.end() :], encoding="utf-8")


@pytest.mark.parametrize("name", [name for name, (_, case) in CASES.items() if case.code == 1])
def test_message_names_a_file_and_says_what_to_do(name: str) -> None:
    """Each problem begins with the place; the line that is meant, indented more, and a line with a hint follow it."""
    lines = CASES[name][1].answer.rstrip("\n").split("\n")
    assert re.fullmatch(rf"\d+ problems?(: [^.]+)?\.( Nothing was written\.)?( {MORE})?", lines[-1])
    problems = [line for line in lines[:-2] if not line.startswith("  ")]
    hints = [line for line in lines[:-2] if re.match(r"  \S", line)]
    assert len(problems) == len(hints), "a problem has no hint"
    assert all(hint.endswith((".", "?", "]", "…'.")) for hint in hints)
    assert [*problems] == sorted(problems, key=_place)
    assert int(lines[-1].split(" ")[0]) == len(problems)


def _place(problem: str) -> tuple[str, int, int, str]:
    match = re.match(r"([^: ]+)(?::(\d+))?(?::(\d+))?: (.*)", problem)
    return (match[1], int(match[2] or 0), int(match[3] or 0), match[4]) if match else ("", 0, 0, problem)


# ── what a text cannot show ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def answers(problem: str, hint: str = "", *, whole: bool = False) -> str:
    """The answer to one problem. `whole`: nothing else can come to light."""
    return f"{problem}\n{f'  {hint}' + chr(10) if hint else ''}\n1 problem. Nothing was written.{'' if whole else f' {MORE}'}\n"


def _not_utf_8(good: Path) -> None:
    (good / "seeds/texts/opening.md").write_bytes("Erste Zeile.\n\nÜber den Fluss.\n".encode("latin-1"))


def _nul(good: Path) -> None:
    (good / "seeds/texts/opening.md").write_bytes(b"First.\n\nSec\x00ond.\n")


def _huge(good: Path) -> None:
    (good / "seeds/texts/opening.md").write_bytes(b"x" * 3_000_000)


def _link_out(good: Path) -> None:
    (good.parent / "secret.md").write_text("A secret: [x.\n")
    (good / "seeds/texts/secret.md").symlink_to(good.parent / "secret.md")


def _folder_out(good: Path) -> None:
    shutil.move(good / "seeds/questions", good.parent / "elsewhere")
    (good / "seeds/questions").symlink_to(good.parent / "elsewhere")


def _outline_out(good: Path) -> None:
    shutil.move(good / "templates/lesson.yaml", good.parent / "lesson.yaml")
    (good / "templates/lesson.yaml").symlink_to(good.parent / "lesson.yaml")


def _dead_link(good: Path) -> None:
    (good / "seeds/texts/gone.md").symlink_to(good / "seeds/texts/nothing.md")


def _endless_link(good: Path) -> None:
    (good / "seeds/texts/loop.md").symlink_to("loop.md")


def _pipe(good: Path) -> None:
    os.mkfifo(good / "seeds/texts/pipe.md")


def _folder_for_a_file(good: Path) -> None:
    (good / "seeds/texts/opening.md").unlink()
    (good / "seeds/texts/opening.md").mkdir()


def _folder_in_a_folder(good: Path) -> None:
    (good / "seeds/texts/old").mkdir()


def _file_for_a_folder(good: Path) -> None:
    (good / "seeds/activities").write_text("")


def _stray_folder(good: Path) -> None:
    (good / "seeds/actor").mkdir()


def _yml(good: Path) -> None:
    (good / "templates/lesson.yaml").rename(good / "templates/lesson.yml")


def _no_templates(good: Path) -> None:
    shutil.rmtree(good / "templates")


def _no_seeds(good: Path) -> None:
    shutil.rmtree(good / "seeds")


LINK = "this link leads out of the library, so briefing does not follow it"
COPY = "Replace the link with a copy of the file."
SPOILT: list[tuple[Callable[[Path], None], str, str]] = [
    (_not_utf_8, "check", answers("seeds/texts/opening.md:3: the file is not UTF-8 text", "Save it as UTF-8 in your editor.")),
    (
        _nul,
        "check",
        answers(
            "seeds/texts/opening.md:3:4: the file has a character that cannot be printed (U+0000)\n    Sec ond.\n       ^",
            "Delete it. Such characters often come with pasted text.",
        ),
    ),
    (_huge, "check", answers("seeds/texts/opening.md: the file is larger than 2 MB", "Split it, or check that it is the right file.")),
    (_link_out, "check", answers(f"seeds/texts/secret.md: {LINK}", COPY)),
    (_folder_out, "check", answers(f"seeds/questions: {LINK}", "Replace the link with a copy of the folder.")),
    (
        _outline_out,
        "build",
        answers("templates/lesson.yaml: this link leads out of the workspace, so briefing does not follow it", COPY),
    ),
    (
        _dead_link,
        "check",
        answers(
            "seeds/texts/gone.md: the file cannot be read: No such file or directory",
            "Check that the file is still there and that you may read it.",
        ),
    ),
    (
        _endless_link,
        "check",
        answers(
            f"seeds/texts/loop.md: the file cannot be read: {os.strerror(errno.ELOOP)}",
            "Check that the file is still there and that you may read it.",
        ),
    ),
    (
        _pipe,
        "check",
        answers("seeds/texts/pipe.md: this is a pipe or a device, not a file with text", "Put an ordinary file in its place."),
    ),
    (_folder_in_a_folder, "check", answers("seeds/texts/old: briefing does not read a folder here", "Move its files to 'texts'.")),
    (
        _file_for_a_folder,
        "check",
        answers("seeds/activities: this must be a folder, not a file", "Make a folder 'activities', with a file for each entry."),
    ),
    (_stray_folder, "check", answers("seeds/actor: the library has no file or folder with this name", "Did you mean 'actors'?")),
    (_yml, "build", answers("there is no outline in templates/", "Rename lesson.yml to lesson.yaml.", whole=True)),
    (_yml, "build lesson", answers("there is no outline 'lesson' in templates/", "Rename lesson.yml to lesson.yaml.")),
    (
        _no_templates,
        "build",
        answers(
            "this folder has 'seeds' but no 'templates', so it is not a workspace",
            "Make a folder 'templates' with an outline in it. 'briefing init DIR' makes a new workspace with both.",
            whole=True,
        ),
    ),
    (
        _no_seeds,
        "check -w .",
        answers(
            ".: this folder is not a workspace",
            "Name a folder that has the folders 'seeds' and 'templates'. 'briefing init DIR' makes one.",
            whole=True,
        ),
    ),
]


@pytest.mark.parametrize(
    ("spoil", "command", "answer"), SPOILT, ids=[f"{spoil.__name__.strip('_')}-{command}" for spoil, command, _ in SPOILT]
)
def test_spoilt_file_has_its_whole_message(spoil: Callable[[Path], None], command: str, answer: str, good: Path) -> None:
    """Files that cannot be shown in a text: other encodings, links, sizes, folders."""
    spoil(good)
    result = run(*command.split())
    if command.startswith("check"):
        answer = answer.replace(" Nothing was written.", "")
    assert (result.output, result.exit_code) == (answer, 1)
    assert untouched(good)


def test_folder_in_the_place_of_a_file_is_said_once_in_words(good: Path) -> None:
    """A folder with the name of a text is no traceback."""
    _folder_for_a_file(good)
    result = run("check")
    assert result.exit_code == 1
    assert "seeds/texts/opening.md: briefing does not read a folder here\n" in result.output


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_file_in_the_place_of_the_output_folder(good: Path) -> None:
    """A folder that cannot be made is named, with the way out."""
    (good / "blocked").write_text("a file")
    result = run("build", "-f", "epub", "-o", "blocked/packs")
    assert result.exit_code == 1
    assert result.output == answers(
        "blocked/packs: the packs cannot be written here: Not a directory",
        "Choose another folder with -o, or free space on the disk.",
        whole=True,
    )
    assert untouched(good)


def test_folder_in_the_place_of_a_pack_stops_all_of_them(good: Path) -> None:
    """When one file cannot be moved into place, none is: yesterday's packs stay together."""
    (good / "output" / "lesson.epub").mkdir()
    result = run("build", "-f", "epub", "-f", "pdf")
    assert result.exit_code == 1
    assert result.output.startswith("output/lesson.epub: a folder has the name of this file\n")
    assert (good / "output" / "lesson.pdf").read_text() == "yesterday"
    assert sorted(path.name for path in (good / "output").iterdir()) == ["lesson.epub", "lesson.pdf"]


def test_full_disk_leaves_yesterday_s_pack(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says that there is no room; nothing half-written stays behind."""

    def full(*_: object) -> str:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(drafting, "_drawn", full)
    monkeypatch.setattr(build, "cores", lambda: 1)
    result = run("build", "-f", "pdf")
    assert result.exit_code == 1
    assert (
        "output: the packs cannot be written here: No space left on device\n  Choose another folder with -o, or free space on the disk."
        in result.output
    )
    assert untouched(good)


def test_failure_in_the_middle_leaves_yesterday_s_pack(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When one format fails after another was drawn, none is put into place."""
    drawn: list[str] = []

    def second_fails(drawing: drafting.Drawing, *_: object) -> drafting._Drawn:
        if drawn:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        drawn.append(drawing.format)
        drawing.path.write_text("new")
        return drafting._Drawn(drawing.path, 1, 0.0)

    monkeypatch.setattr(drafting, "_drawn", second_fails)
    monkeypatch.setattr(build, "cores", lambda: 1)
    assert run("build", "-f", "pdf", "-f", "docx").exit_code == 1
    assert drawn == ["pdf"]
    assert untouched(good)


def test_wrong_moment_is_named(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH is a number of seconds."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    result = run("show", "lesson")
    problem = "SOURCE_DATE_EPOCH: 'yesterday' is not a number of seconds from 0 to 4354819198"
    assert result.output == f"{problem}\n  Set it to a whole number of seconds, or unset it.\n\n1 problem.\n"


def ended(good: Path, code: str) -> tuple[int, str]:
    """Run a program that ends itself by a signal, in a session of its own: no other process gets the signal."""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=good, capture_output=True, text=True, timeout=60, start_new_session=True, check=False)
    return done.returncode, done.stderr.strip()


@pytest.mark.skipif(multiprocessing.get_start_method() != "fork", reason="the drawing processes would not know the stand-in")
def test_interrupted_build_ends_in_one_word(good: Path) -> None:
    """Ctrl-C reaches all processes that draw; none of them prints a traceback, and yesterday's pack is in its place."""
    assert ended(good, INTERRUPTED) == (1, "Aborted!")
    assert untouched(good)


@pytest.mark.skipif(multiprocessing.get_start_method() != "fork", reason="the drawing processes would not know the stand-in")
def test_build_that_is_ended_from_outside_leaves_nothing_behind(good: Path) -> None:
    """SIGTERM, as a shutdown or a job's time limit sends it to the first process, which does not wait for what is being drawn."""
    code = INTERRUPTED.replace("os.killpg(0, signal.SIGINT)", "os.kill(os.getppid(), signal.SIGTERM)").replace("sleep(30)", "sleep(90)")
    assert ended(good, code) == (1, "Aborted!")
    assert untouched(good)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_full_disk_under_what_is_printed_is_said_in_words(good: Path) -> None:
    """`briefing list > file` on a full disk."""
    with Path("/dev/full").open("w") as full:
        result = subprocess.run([sys.executable, "-m", "briefing", "list"], cwd=good, stdout=full, stderr=subprocess.PIPE, text=True)
    assert result.returncode == 1
    assert result.stderr == "The result cannot be printed: no space left on the device.\n  Free space, or write to another disk.\n"


@pytest.mark.parametrize("name", ["templates/lesson.yaml", "lesson.yaml", "./templates/lesson.yaml", "lesson"])
def test_outline_is_named_by_its_id_or_its_file(name: str, good: Path) -> None:
    """Shells complete paths."""
    for command in (["show"], ["diff", "lesson"], ["rights"]):
        result = run(*command, name)
        assert (result.exit_code, result.output) == (0, run(*command, "lesson").output)
    (good / "templates/mine.yaml").unlink(missing_ok=True)
    assert run("new", "templates/mine.yaml", "--from", name).exit_code == 0
    assert "extends: lesson\n" in (good / "templates/mine.yaml").read_text(encoding="utf-8")


INTERRUPTED = """
import os, signal, time
from briefing import steps
from briefing.cli import main
from briefing import drafting

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell makes what it runs in the background deaf to it

def interrupt(drawing):
    if drawing.format == "pdf":
        return drafting._Drawn(drawing.path, 1, 0.0)  # and this process waits for more to do
    time.sleep(0.5)
    os.killpg(0, signal.SIGINT)
    time.sleep(30)

drafting._drawn, steps.cores = interrupt, lambda: 2
main(["build", "-f", "pdf", "-f", "docx"])
"""


def test_folder_that_was_deleted_under_the_user(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that the user is in can be gone: a synchronised one, or one that another window took away."""

    def gone() -> Path:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))

    monkeypatch.setattr(Path, "cwd", gone)
    result = run("list")
    monkeypatch.undo()
    assert result.exit_code == 1
    assert result.output == "the current folder no longer exists\n  Change to a folder that exists: cd DIR.\n\n1 problem.\n"
    assert untouched(good)


# ── usage ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["build", "-f", "odt"], "'odt' is not one of 'pdf', 'docx', 'epub'"),
        (["biuld"], "No such command 'biuld'"),
        (["build", "--set", "course"], "'course' is not NAME=VALUE"),
        (["build", "--set", "=x"], "'=x' is not NAME=VALUE"),
        (["build", "--paper", "a3"], "'a3' is not one of 'a4', 'a5', 'letter'"),
        (["build", "--colour"], "No such option"),
        (["build", "-e", "both"], "No such option '-e'. Did you mean --edition?"),
        (["build", "-o", ""], "'' is not the name of a folder"),
        (["-w", "--json", "doctor"], "'--json' is an option and not a folder"),
        (["doctor", "-w", "--json"], "'-w' needs a value, and '--json' behind it is another option"),
        (["sources", "add", "a.txt", "--as", "--new"], "'--as' needs a value, and '--new' behind it is another option"),
        (["excerpt", "code", "--digest", "--note", "x"], "If you mean these letters, write --digest=--note"),
        (["build", "--set", "course=\udcfc"], "is not UTF-8 text"),
        (["excerpt", "code", "--find", "\udcfc"], "is not UTF-8 text"),
        (["rights", "request", "code", "--course", "\udcfc"], "is not UTF-8 text"),
        (["prove", "a.pdf"], "Missing option '--against'"),
        (["list", "answers"], "'answers' is not one of"),
        (["check", "-w", "templates/lesson.yaml"], "is a file"),
    ],
)
def test_mistake_in_the_command_exits_with_2(args: list[str], said: str, good: Path) -> None:
    """A command that cannot be understood is told apart from content that is to be mended."""
    result = run(*args)
    assert result.exit_code == 2
    assert said in click.unstyle(result.output)
    assert untouched(good)


@pytest.mark.parametrize("name", ["#", "%", "no such pack"])
def test_diff_of_one_pack_that_is_not_there_says_so(name: str, good: Path) -> None:
    """It does not ask for a second pack to compare it with."""
    result = run("diff", name)
    assert result.exit_code == 1
    assert f"there is no outline '{name}' in templates/" in result.output
    assert untouched(good)


def test_option_may_have_a_value_that_looks_like_one(good: Path) -> None:
    """Behind `=` the letters are words."""
    result = run("excerpt", "code", "--find=--json")
    assert result.exit_code != 2
    assert "--json" in result.output
    assert untouched(good)


def test_letters_that_the_locale_does_not_know_are_letters_all_the_same(good: Path) -> None:
    """With LANG=C, Python hands on the bytes of an argument one by one."""
    plain, bytewise = "Über", "Über".encode().decode("ascii", "surrogateescape")
    found = run("excerpt", "code", "--find", bytewise)
    assert found.output == run("excerpt", "code", "--find", plain).output
    assert f"“{plain}”" in found.output
    assert untouched(good)
