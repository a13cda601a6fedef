"""Layers of settings: a shipped theme, what the workspace changes in it, and what the outline changes in both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from briefing.errors import Problem, nearest
from briefing.files.origin import Location, Origin
from briefing.files.reading import read_settings, read_yaml
from briefing.files.validation import validate
from briefing.theme.settings import THEME_FILE, ThemeSettings

DEFAULT = "academic"
_SETTINGS: TypeAdapter[ThemeSettings] = TypeAdapter(ThemeSettings)
_SHIPPED = Path(str(files("briefing.theme"))) / "shipped"


@dataclass(frozen=True)
class Layer:
    """Settings and where they are written."""

    settings: ThemeSettings
    origin: Origin
    location: Location = ()
    """Of the settings in their file."""

    def get(self, *path: str) -> Any:
        """Return a setting, by the keys that lead to it; None where it is not set."""
        node: Any = self.settings
        for step in path:
            node = getattr(node, step.replace("-", "_"), None)
        return None if node == "" else node

    def problem(self, path: Sequence[str], message: str, hint: str) -> Problem:
        """Return what is wrong with a setting, with its place."""
        return self.origin.problem((*self.location, *path), message, hint)


@dataclass(frozen=True)
class Layers:
    """All that was said of a look, the last word last."""

    every: tuple[Layer, ...]

    def last(self, *path: str) -> Layer | None:
        """Return the layer that has the last word on a setting, where any has one."""
        return next((layer for layer in reversed(self.every) if layer.get(*path) is not None), None)

    def get(self, *path: str) -> Any:
        """Return a setting; None where nobody set it."""
        layer = self.last(*path)
        return layer.get(*path) if layer else None


def names() -> list[str]:
    """Return the names of the shipped themes."""
    return sorted(path.stem for path in _SHIPPED.glob("*.yaml"))


def shipped(name: str) -> Layer:
    """Return a shipped theme."""
    origin = read_yaml(_SHIPPED / f"{name}.yaml", f"{name}.yaml")
    return Layer(validate(origin, origin.data, _SETTINGS), origin)


def of_workspace(folder: Path, base: Path) -> Layer | None:
    """Return what a workspace says of the look of its packs, where it says anything.

    Args:
        folder: Where the outlines are.
        base: The workspace; paths in messages are relative to it.

    Raises:
        BriefingError: Everything that is wrong with the file.
    """
    path = folder / THEME_FILE
    if not path.exists():
        return None
    origin = read_settings(path, base, "a theme", "base: academic")
    return Layer(validate(origin, origin.data, _SETTINGS), origin)


def stacked(*changes: Layer | None) -> Layers:
    """Return changes on top of the shipped theme that the last of them names; a name that none has counts as left out."""
    own = tuple(layer for layer in changes if layer is not None)
    asked = next((layer.settings.base for layer in reversed(own) if layer.settings.base in names()), DEFAULT)
    return Layers((shipped(asked), *own))


def unknown(layers: Layers) -> Iterator[Problem]:
    """Yield a problem for each layer that names a theme that does not exist."""
    for layer in layers.every:
        name = layer.settings.base
        if name and name not in names():
            yield layer.problem(("base",), f"there is no theme '{name}'", nearest(name, names()))
