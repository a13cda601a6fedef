"""Run pandoc in a clean environment, with limits on time and memory, and never through a shell."""

from __future__ import annotations

import contextlib
import functools
import json
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from briefing.errors import BriefingError, Problem
from briefing.system import cache, temporary


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
    program = Path(executable()).stat()
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}
    name = cache.key("pandoc", executable(), program.st_size, program.st_mtime_ns, list(args), data.decode(), files)
    if entry := cache.read(name):
        return str(entry["answer"]).encode()
    answer = run(args, data, folder)
    cache.write(name, {"answer": answer.decode()})
    return answer


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
