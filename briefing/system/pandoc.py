"""Run pandoc in a clean environment, with limits on time and memory, and never through a shell."""

from __future__ import annotations

import contextlib
import functools
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from briefing.errors import BriefingError, Problem
from briefing.system import cache, program, temporary
from briefing.system.chemistry import plain_tex


class PandocError(RuntimeError):
    """Pandoc stopped with an error, or took more time than it was given. The message holds what it wrote to its error stream."""


@functools.cache
def executable() -> str:
    """Return the path of the pandoc that is installed with the program.

    Any other pandoc of this machine is left alone, whatever PATH and PYPANDOC_PANDOC say: it may have another version, which words
    citations otherwise and cannot read our trees.

    Raises:
        BriefingError: The package that holds pandoc is not installed.
    """
    spec = find_spec("pypandoc")
    name = "pandoc.exe" if sys.platform == "win32" else "pandoc"
    path = Path(spec.origin).parent / "files" / name if spec and spec.origin else None
    if path is None or not path.is_file():
        what, hint = "the pandoc that belongs to briefing is not installed", "Install it: pip install --force-reinstall pypandoc_binary."
        raise BriefingError([Problem("", 0, what, hint)])
    return str(path)


def version() -> str:
    """Return the version of pandoc, such as `3.9`.

    Raises:
        BriefingError: It is not installed.
        PandocError: It cannot be started.
    """
    with temporary.folder() as folder:
        return run(["--version"], b"", folder).decode("utf-8", "replace").split("\n", 1)[0].removeprefix("pandoc ").strip()


@functools.cache
def api_version() -> tuple[int, ...]:
    """Return the version of the JSON trees that pandoc reads and writes.

    Pandoc refuses a tree whose first two numbers differ from its own, so a tree for it carries the version that it names itself.
    """
    with temporary.folder() as folder:
        return tuple(json.loads(answered(["--from=markdown", "--to=json"], b"", folder))["pandoc-api-version"])


def answered(args: Sequence[str], data: bytes, folder: Path) -> bytes:
    """Return what `run` returns: from the cache, if this pandoc was asked the same before, with the same files in the folder.

    Only for what the program itself has made of records that were checked: nothing of a stranger's file is kept.
    """
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}
    (answer,) = _remembered([list(args), data.decode(), files], lambda: [run(args, data, folder).decode()])
    return answer.encode()


def _remembered(question: object, ask: Callable[[], list[str]]) -> list[str]:
    """Return what pandoc answers to a question that JSON can hold: from the cache, if this pandoc was asked before."""
    status = Path(executable()).stat()
    name = cache.key("pandoc", executable(), status.st_size, status.st_mtime_ns, question)
    if entry := cache.read(name):
        return list(entry["answers"])
    answers = ask()
    cache.write(name, {"answers": answers})
    return answers


# ── formulas ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

Tex = tuple[str, bool]
"""A formula in TeX, and whether it has a line of its own."""
_NO_FORMULA = "no formula: "
"""What is in the place of a formula that pandoc cannot read; the reason follows."""


class FormulaError(ValueError):
    """A formula cannot be read. The message says why."""


def mathml(formulas: Sequence[Tex], *, is_kept: bool, timeout: float = 60, memory: str = "512m") -> list[str | FormulaError]:
    """Return formulas as MathML, all with one question; in the place of each that pandoc cannot read, an error that is not raised.

    Args:
        formulas: The formulas.
        is_kept: Whether the answer is kept in the cache: not if they come from a stranger's file.
        timeout: The limit in seconds.
        memory: The limit of pandoc's heap.

    Raises:
        PandocError: pandoc failed, or one of the limits was reached.
    """

    def ask() -> list[str]:
        with temporary.folder() as folder:
            args = ["--sandbox", "--from=json", "--to=html5", "--mathml", "--wrap=none", "--log=log.json"]
            page = run(args, _formulas_tree(formulas), folder, timeout=timeout, memory=memory)
            log = json.loads((folder / "log.json").read_text(encoding="utf-8"))
        reasons = {each["contents"]: _reason(each["message"]) for each in log if each["type"] == "CouldNotConvertTeXMath"}
        drawn = re.sub(r"</?semantics>|<annotation.*?</annotation>", "", page.decode(), flags=re.DOTALL)
        found = re.findall(r"<p>(?:(<math.*?</math>)|.*?)</p>", drawn, re.DOTALL)
        answers = zip(found, (tex for tex, _ in formulas), strict=True)
        return [_with_style(each, tex) if each else _NO_FORMULA + reasons.get(plain_tex(tex), "") for each, tex in answers]

    answers = _remembered(["mathml", formulas, program.identity()], ask) if is_kept else ask()
    return [FormulaError(each.removeprefix(_NO_FORMULA)) if each.startswith(_NO_FORMULA) else each for each in answers]


def office_math(formulas: Sequence[Tex]) -> list[str]:
    """Return formulas as Office Math (ISO/IEC 29500-1, 22.1), all with one question; an empty text for each that pandoc cannot read."""

    def ask() -> list[str]:
        with temporary.folder() as folder:
            package = run(["--sandbox", "--from=json", "--to=docx", "--output=-"], _formulas_tree(formulas), folder)
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            page = archive.read("word/document.xml").decode()
        found = (re.search(r"<m:oMath>.*</m:oMath>", each, re.DOTALL) for each in re.findall(r"<w:p>.*?</w:p>", page, re.DOTALL))
        return [match[0] if match else "" for match in found]

    return _remembered(["office math", formulas, program.identity()], ask)


def _formulas_tree(formulas: Sequence[Tex]) -> bytes:
    """Return a paragraph for each formula, as pandoc's tree has it."""
    kinds = ("InlineMath", "DisplayMath")
    blocks = [{"t": "Para", "c": [{"t": "Math", "c": [{"t": kinds[apart]}, plain_tex(tex)]}]} for tex, apart in formulas]
    return json.dumps({"pandoc-api-version": api_version(), "meta": {}, "blocks": blocks}, ensure_ascii=False).encode()


def _with_style(math: str, tex: str) -> str:
    r"""Return a formula in the style of displays if it begins with `\displaystyle`, which pandoc passes over."""
    if not tex.lstrip().startswith("\\displaystyle"):
        return math
    return re.sub(r"(<math[^>]*>)(.*)(</math>)", r'\1<mstyle displaystyle="true">\2</mstyle>\3', math, flags=re.DOTALL)


def _reason(message: str) -> str:
    """Return why pandoc cannot read a formula, from what it says."""
    if unknown := re.search(r"unexpected control sequence (\\\S+)", message):
        return f"{unknown[1]} is not known"
    return "it ends too early" if "unexpected eof" in message else ""


# ── processes ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def run(args: Sequence[str], data: bytes, folder: Path, *, timeout: float = 60, memory: str = "512m") -> bytes:
    """Run pandoc in `folder`, give it `data` as its input, and return what it prints.

    It sees none of the user's environment: its locale is C.UTF-8, its time zone UTC, and the date that it writes is 1970-01-01. Add
    `--sandbox` to the arguments if the input is not the program's own: without it pandoc's readers open other files and ask the network.

    Args:
        args: Options and file names, as pandoc's manual has them. File names are taken relative to `folder`.
        data: The standard input.
        folder: The working folder, and pandoc's home.
        timeout: The limit in seconds.
        memory: The limit of pandoc's heap, in the words of GHC's run-time system, such as `512m`. The process takes some more.

    Raises:
        PandocError: Pandoc failed, or one of the limits was reached.
    """
    # With 16 MB for new objects, where GHC gives 4, it seldom stops to tidy up: a citation takes a sixth less time.
    command = [executable(), "+RTS", f"-M{memory}", "-A16m", "-RTS", *args]
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "SOURCE_DATE_EPOCH": "0",
    }
    pipe = subprocess.PIPE
    try:
        # The command is the installed pandoc, and its arguments are a list: no shell reads them.
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=folder, env=environment) as child:  # noqa: S603
            _limit(child.pid, timeout)
            try:
                output, errors = child.communicate(data, timeout=timeout)
            except BaseException:
                child.kill()
                raise
    except subprocess.TimeoutExpired as error:
        raise PandocError(f"pandoc took more than {timeout:g} seconds") from error
    except OSError as error:
        raise PandocError(f"pandoc cannot be started: {error.strerror}") from error
    if child.returncode:
        said = errors.decode("utf-8", "replace").strip()
        raise PandocError(said or f"pandoc stopped with exit code {child.returncode}")
    return output


def _limit(pid: int, seconds: float) -> None:
    """Limit the processor time of pandoc where the system can, so that it ends even if this process is killed and waits for it no more."""
    with contextlib.suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        resource.prlimit(pid, resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
