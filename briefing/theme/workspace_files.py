"""Files that a look names: each lies in the workspace."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefing.errors import BriefingError
from briefing.theme.layers import Layer


def found(layer: Layer, path: Sequence[str], root: Path, endings: Sequence[str], largest: int, instead: str) -> Path:
    """Return a file that a setting names.

    Args:
        layer: Where it is set.
        path: The keys that lead to the setting.
        root: The workspace.
        endings: What the name of the file may end in, with dots.
        largest: How many bytes it may have.
        instead: What to do about a file with another ending.

    Raises:
        BriefingError: It has another ending, is not there, leads out of the workspace, or is too large.
    """
    name = str(layer.get(*path))
    file = root / name
    if Path(name).suffix.lower() not in endings:
        raise BriefingError([layer.problem(path, f"'{name}' is not a file that ends in {' or '.join(endings)}", instead)])
    if not file.resolve().is_relative_to(root.resolve()):
        hint = "Copy the file into the workspace, and write its path from there."
        raise BriefingError([layer.problem(path, f"'{name}' lies outside of the workspace", hint)])
    if not file.is_file():
        hint = "Put the file there, or write its path from the workspace's folder."
        raise BriefingError([layer.problem(path, f"there is no file '{name}' in the workspace", hint)])
    if file.stat().st_size > largest:
        hint = f"Make it smaller than {largest / 1_000_000:g} MB."
        raise BriefingError([layer.problem(path, f"'{name}' is too large: {file.stat().st_size / 1_000_000:.1f} MB", hint)])
    return file
