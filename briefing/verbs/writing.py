"""The files that people write: read one to change it, save it, begin a new one."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath

from briefing.dataclass import dataclass
from briefing.document.identifiers import ID, RESERVED
from briefing.errors import BriefingError, Problem
from briefing.files.reading import LARGEST, leads_out, read_text
from briefing.files.resetting import as_yaml, with_settings
from briefing.files.writing import all_or_nothing
from briefing.files.yaml_words import UNPRINTABLE
from briefing.library.shelves import SHELVES
from briefing.workspace import Workspace

_ENDINGS = frozenset({".md", ".yaml", ".csv"})


@dataclass(frozen=True, slots=True)
class Written:
    """A file that somebody writes."""

    name: str
    """Its path in the workspace, with forward slashes."""
    text: str
    version: str
    """A hash of its bytes: `save` refuses to replace another version than the one that was read."""


class ChangedMeanwhileError(BriefingError):
    """A file is another than when it was read."""

    def __init__(self, theirs: Written) -> None:
        self.theirs = theirs
        """What is in the file now."""
        hint = "Compare the two texts, and keep what you want of both."
        super().__init__([Problem(theirs.name, 0, "this file was changed elsewhere since you opened it", hint)])


def open_file(workspace: Workspace, name: str) -> Written:
    """Read a file of `seeds/` or `templates/` to change it.

    Args:
        workspace: Where it is.
        name: Its path in the workspace, such as `seeds/texts/introduction.md`.

    Raises:
        BriefingError: There is no such file, or it is none that people write.
    """
    path = _path(workspace, name)
    text = read_text(path, name)
    return Written(name, text, _version(path.read_bytes()))


def save(workspace: Workspace, name: str, text: str, version: str) -> Written:
    """Replace the text of a file. Its line breaks, and the mark at its beginning if it has one, stay as they are.

    Args:
        workspace: Where it is.
        name: Its path in the workspace.
        text: The new text. It may have mistakes: `check` and each build name them.
        version: The version that the text is based on; empty for a new file.

    Raises:
        ChangedMeanwhileError: The file has another version.
        BriefingError: It is no file that people write, the text has signs that cannot be printed, or it cannot be written.
    """
    path = _path(workspace, name)
    before = path.read_bytes() if path.is_file() else b""
    if path.is_file() and _version(before) != version:
        raise ChangedMeanwhileError(open_file(workspace, name))
    if found := UNPRINTABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise BriefingError([Problem(name, line, "this line has a sign that cannot be printed", "Delete it.")])
    if before.startswith(b"\xef\xbb\xbf"):
        text = f"\ufeff{text}"
    data = text.replace("\n", "\r\n").encode() if b"\r\n" in before else text.encode()
    if len(data) > LARGEST:
        raise BriefingError([Problem(name, 0, f"the text is larger than {LARGEST // 1_000_000} MB", "Split it.")])
    with all_or_nothing(workspace.root) as batch:
        batch.draft(path).write_bytes(data)
    return open_file(workspace, name)


def reset(workspace: Workspace, name: str, settings: dict[str, object], version: str) -> Written:
    """Change settings at the top of a Markdown file. Its other lines stay, and their remarks.

    Args:
        workspace: Where it is.
        name: Its path in the workspace.
        settings: The new values, by their keys.
        version: The version that they are based on.

    Raises:
        ChangedMeanwhileError: The file has another version.
        BriefingError: The lines of a setting cannot be told apart from others, or as for `save`.
    """
    written = open_file(workspace, name)
    if written.version != version:
        raise ChangedMeanwhileError(written)
    text = with_settings(written.text, settings)
    if text is None:
        what = "the settings of this file are written in an unusual way, and cannot be changed by a form"
        raise BriefingError([Problem(name, 0, what, "Change them in the text.")])
    return save(workspace, name, text, version)


def begin(workspace: Workspace, shelf: str, identity: str, settings: dict[str, object], text: str) -> Written:
    """Begin a new file of the library.

    Args:
        workspace: Where the library is.
        shelf: Its folder in `seeds/`, such as `texts`.
        identity: Its id.
        settings: Its settings; none for a file that has none.
        text: The text below.

    Raises:
        BriefingError: There is such a file already, or the id cannot be one.
    """
    if shelf not in SHELVES:
        raise BriefingError([Problem("", 0, f"there is no folder '{shelf}' in a library", f"Write one of {', '.join(SHELVES)}.")])
    if not ID.fullmatch(identity) or RESERVED.fullmatch(identity):
        hint = "Use only small letters a to z, digits and single hyphens, as in the-toll."
        raise BriefingError([Problem("", 0, f"'{identity}' cannot be an id", hint)])
    name = f"seeds/{shelf}/{identity}.md"
    if (workspace.root / name).exists():
        raise BriefingError([Problem(name, 0, "there is a file with this name already", "Choose another id.")])
    return save(workspace, name, f"---\n{as_yaml(settings)}---\n{text.strip()}\n" if settings else f"{text.strip()}\n", "")


def _path(workspace: Workspace, name: str) -> Path:
    """Return the path of a file that people write.

    Raises:
        BriefingError: It is another file, or outside of the workspace.
    """
    parts = PurePosixPath(name).parts
    path = workspace.root.joinpath(*parts)
    is_ours = len(parts) > 1 and parts[0] in ("seeds", "templates") and parts[1] not in ("originals", "schemas")
    hidden = any(part.startswith((".", "~")) or "\\" in part or ":" in part or "\0" in part for part in parts)
    if not is_ours or hidden or path.suffix not in _ENDINGS or leads_out(path, workspace.root):
        what = "this is no text of this workspace"
        raise BriefingError([Problem(name, 0, what, "Name a file in seeds/ or templates/ that ends in .md, .yaml or .csv.")])
    return path


def _version(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]
