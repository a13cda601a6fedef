"""`doctor`: what this machine has for briefing to work with, for people who ask for help."""

from __future__ import annotations

import importlib.metadata
import locale
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from briefing import __version__, outline
from briefing import workspace as workspaces
from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, near
from briefing.files import scraps
from briefing.files.writing import BIN
from briefing.system import pandoc
from briefing.system.processes import cores
from briefing.theme import font_files, layers
from briefing.theme.typefaces import ROLES, chosen
from briefing.workspace import Workspace

State = Literal["fine", "missing", "stops"]
"""`missing`: optional and not there. `stops`: without it briefing cannot work."""
LIBRARIES = ("click", "pydantic", "ruamel.yaml", "jinja2", "markdown-it-py", "lxml", "pikepdf", "uharfbuzz", "babel")
"""The libraries whose versions matter most: what people write is read with them, and files are drawn."""
_LEAST_ROOM = 100_000_000
"""Bytes that a build of a large pack in all formats may take for a while."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    group: str
    name: str
    value: str
    state: State = "fine"
    hint: str = ""
    """What to do where it is missing, or stops work."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What this machine has."""

    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    """What stops work."""


def doctor(folder: Path | None = None) -> Diagnosis:
    """Look at versions, fonts, folders, encodings and free space. Nothing is changed.

    Args:
        folder: The workspace. Default: the nearest folder upwards that is one.
    """
    parts: tuple[Callable[[], Iterator[Finding]], ...] = (_versions, _fonts, lambda: _folders(folder), _encodings, _optional)
    found = tuple(finding for part in parts for finding in part())
    stops = tuple(Problem("", 0, f"{each.name}: {each.value}", each.hint) for each in found if each.state == "stops")
    return Diagnosis(found, stops)


def _versions() -> Iterator[Finding]:
    group = "versions"
    yield Finding(group, "briefing", __version__)
    yield Finding(group, "Python", f"{platform.python_version()} ({platform.python_implementation()}, {sys.executable})")
    yield Finding(group, "system", f"{platform.system()} {platform.release()} {platform.machine()}, {cores()} cores")
    try:
        yield Finding(group, "pandoc", f"{pandoc.version()}, which comes with briefing")
    except (BriefingError, pandoc.PandocError) as error:
        hint = "Install it again: pip install --force-reinstall pypandoc_binary."
        yield Finding(group, "pandoc", str(error).split("\n", 1)[0], "stops", hint)
    for name in LIBRARIES:
        version = _version(name)
        yield Finding(group, name, version or "not installed", "fine" if version else "stops", f"Install it: pip install {name}.")


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _fonts() -> Iterator[Finding]:
    for name in layers.names():
        for role in ROLES:
            try:
                typeface = chosen(layers.stacked(layers.shipped(name)), role, Path())
                letters = len(font_files.characters(typeface))
                yield Finding("fonts", f"{name}, {role}", f"{typeface.family} ({letters:,} characters)")
            except BriefingError as error:
                yield Finding("fonts", f"{name}, {role}", error.problems[0].message, "missing", error.problems[0].hint)


def _folders(folder: Path | None) -> Iterator[Finding]:
    group = "folders"
    try:
        workspace = workspaces.find(folder)
    except BriefingError as error:
        problem = error.problems[0]
        what = f"{problem.file}: {problem.message}" if problem.file else problem.message
        yield Finding(group, "workspace", what, "stops", problem.hint)
        return
    kind = "the pack that comes with briefing" if workspace.is_shipped else "your own"
    yield Finding(group, "workspace", f"{near(workspace.root)} ({kind}; outlines: {len(outline.names(workspace.templates))})")
    for path in (workspace.seeds, workspace.templates):
        inside = sorted(path.iterdir()) if os.access(path, os.R_OK | os.X_OK) else []
        closed = [near(each) for each in (path, *inside) if each.is_dir() and not os.access(each, os.R_OK | os.X_OK)]
        what = f"{_access(path)}{', but not ' * bool(closed and inside)}{', '.join(closed if inside else [])}"
        yield Finding(group, path.name, what, "stops" if closed else "fine", f"Let yourself read {', '.join(closed)}.")
    yield from _output(workspace)
    yield _temporary()
    kept = sum(1 for path in (workspace.root / BIN).rglob("*") if path.is_file() and path.name != ".gitignore")
    yield Finding(group, "bin", f"{kept} older copies in {BIN}/, which you may delete" if kept else "empty")
    left = sum(scraps.count(each) for each in workspace.written_to())
    yield Finding(group, "drafts", f"{left} of runs that were killed or are under way" if left else "none left behind")


def _temporary() -> Finding:
    try:
        return Finding("folders", "temporary", f"{tempfile.gettempdir()}: {_room(Path(tempfile.gettempdir()))}")
    except OSError:
        hint = "Free space on the disk, or set the variable TMPDIR to a folder that you may write to."
        return Finding("folders", "temporary", "no folder for temporary files can be written to", "stops", hint)


def _output(workspace: Workspace) -> Iterator[Finding]:
    if workspace.output.is_symlink() and not workspace.output.exists():
        what = f"{near(workspace.output)}: this is a link that leads to no folder"
        yield Finding("folders", "output", what, "stops", "Delete the link, or choose another folder with -o.")
        return
    place = next(each for each in (workspace.output, *workspace.output.parents) if each.exists())
    hint = "Choose another folder with -o, or free space on the disk."
    room = shutil.disk_usage(place).free
    works = place.is_dir() and os.access(place, os.W_OK | os.X_OK) and room > _LEAST_ROOM
    yield Finding("folders", "output", f"{near(workspace.output)}: {_access(place)}, {_room(place)}", "fine" if works else "stops", hint)


def _access(path: Path) -> str:
    return " and ".join(word for word, mode in (("readable", os.R_OK), ("writable", os.W_OK)) if os.access(path, mode)) or "closed to you"


def _room(path: Path) -> str:
    return f"{shutil.disk_usage(path).free / 1_000_000_000:,.1f} GB free"


def _encodings() -> Iterator[Finding]:
    group = "encodings"
    for name, stream in (("terminal", sys.stdout), ("errors", sys.stderr)):
        encoding = getattr(stream, "encoding", None) or "closed"
        yield _encoding(name, encoding, "Letters that it lacks are shown as ?. Set PYTHONUTF8=1.")
    yield _encoding("files", sys.getfilesystemencoding(), "Set LANG to a locale with UTF-8, such as C.UTF-8.")
    yield _encoding("locale", locale.getpreferredencoding(do_setlocale=False), "Set LANG to a locale with UTF-8, such as C.UTF-8.")
    set_here = [f"{name}={os.environ[name]}" for name in ("LC_ALL", "LANG", "PYTHONUTF8", "PYTHONIOENCODING") if name in os.environ]
    yield Finding(group, "environment", ", ".join(set_here) or "nothing is set")


def _encoding(name: str, encoding: str, hint: str) -> Finding:
    is_whole = encoding.lower().replace("-", "").startswith("utf")
    return Finding("encodings", name, encoding, "fine" if is_whole else "missing", "" if is_whole else hint)


def _optional() -> Iterator[Finding]:
    for package, what in (("distributed", "handouts on a cluster"), ("epubcheck", "the checks of the test suite on EPUBs")):
        version = _version(package)
        extra = "cluster" if package == "distributed" else "test"
        hint = "" if version else f"Only for {what}: pip install 'briefing-pack[{extra}]'."
        yield Finding("optional", package, version or "not installed", "fine" if version else "missing", hint)
    path = shutil.which("git")
    yield Finding(
        "optional", "git", path or "not found", "fine" if path else "missing", "" if path else "Only to keep versions of your files."
    )
