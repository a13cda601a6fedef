"""Finding the files that theme settings name. All of them must be in the workspace."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefing.errors import BriefingError
from briefing.theme.layers import Layer


def found(layer: Layer, path: Sequence[str | int], root: Path, endings: Sequence[str], largest: int, instead: str) -> Path:
    """Return a file that a setting names.

    Args:
        layer: The layer with the setting.
        path: The keys that lead to the setting.
        root: The workspace.
        endings: The endings that the name of the file may have, with dots.
        largest: The largest size of the file, in bytes.
        instead: A hint for a file with another ending.

    Raises:
        BriefingError: The file has another ending, does not exist, is outside the workspace, or is too large.
    """
    name = str(layer.get(*path))
    file = root / name
    if Path(name).suffix.lower() not in endings:
        raise BriefingError([layer.problem(path, f"the name '{name}' does not end in {' or '.join(endings)}", instead)])
    if not file.resolve().is_relative_to(root.resolve()):
        hint = "Copy the file into the workspace, and write its path from there."
        raise BriefingError([layer.problem(path, f"'{name}' is outside the workspace", hint)])
    if not file.is_file():
        hint = "Put the file there, or write its path from the workspace's folder."
        raise BriefingError([layer.problem(path, f"there is no file '{name}' in the workspace", hint)])
    if file.stat().st_size > largest:
        hint = f"Make it smaller than {largest / 1_000_000:g} MB."
        raise BriefingError([layer.problem(path, f"'{name}' is too large: {file.stat().st_size / 1_000_000:.1f} MB", hint)])
    return file
