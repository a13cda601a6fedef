"""Layers of theme settings: a shipped theme, the changes of the workspace, and the changes of the outline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from briefing.dataclass import dataclass
from briefing.errors import Problem, nearest
from briefing.files.origin import Location, Origin
from briefing.files.reading import read_settings, read_yaml
from briefing.files.validation import validate
from briefing.theme.settings import THEME_FILE, ThemeSettings

DEFAULT = "academic"
_SHIPPED = Path(str(files("briefing.theme"))) / "shipped"


@dataclass(frozen=True)
class Layer:
    """The settings of one file, and their place in it."""

    settings: ThemeSettings
    origin: Origin
    location: Location = ()
    """The place of the settings in their file."""

    def get(self, *path: str | int) -> Any:
        """Return the setting to which the keys and the places in lists lead, or None if it is not set."""
        node: Any = self.settings
        for step in path:
            node = node[step] if isinstance(step, int) else getattr(node, step.replace("-", "_"), None)
        return None if node == "" else node

    def problem(self, path: Sequence[str | int], message: str, hint: str) -> Problem:
        """Return a problem with a setting, with its file and its line."""
        return self.origin.problem((*self.location, *path), message, hint)


@dataclass(frozen=True)
class Layers:
    """All layers of a look. A later layer overrides the layers before it."""

    every: tuple[Layer, ...]

    def last(self, *path: str) -> Layer | None:
        """Return the last layer that sets a setting, or None if no layer sets it."""
        return next((layer for layer in reversed(self.every) if layer.get(*path) is not None), None)

    def get(self, *path: str) -> Any:
        """Return the value of a setting in the last layer that sets it, or None if no layer sets it."""
        layer = self.last(*path)
        return layer.get(*path) if layer else None


def names() -> list[str]:
    """Return the names of the shipped themes."""
    return sorted(path.stem for path in _SHIPPED.glob("*.yaml"))


@cache
def shipped(name: str) -> Layer:
    """Return the settings of a shipped theme."""
    origin = read_yaml(_SHIPPED / f"{name}.yaml", f"{name}.yaml")
    return Layer(validate(origin, origin.data, ThemeSettings), origin)


def of_workspace(folder: Path, base: Path) -> Layer | None:
    """Return the theme settings of a workspace, or None if it has no `theme.yaml`.

    Args:
        folder: The folder of the outlines.
        base: The workspace; paths in messages are relative to it.

    Raises:
        BriefingError: All problems with the file.
    """
    path = folder / THEME_FILE
    if not path.exists():
        return None
    origin = read_settings(path, base, "a theme", "base: academic")
    return Layer(validate(origin, origin.data, ThemeSettings), origin)


def stacked(*changes: Layer | None) -> Layers:
    """Return a shipped theme and the changes to it. The last change that names a shipped theme decides which theme it is."""
    own = tuple(layer for layer in changes if layer is not None)
    asked = next((layer.settings.base for layer in reversed(own) if layer.settings.base in names()), DEFAULT)
    return Layers((shipped(asked), *own))


def unknown(layers: Layers) -> Iterator[Problem]:
    """Yield a problem for each layer with the name of a theme that does not exist."""
    for layer in layers.every:
        name = layer.settings.base
        if name and name not in names():
            yield layer.problem(("base",), f"there is no theme '{name}'", nearest(name, names()))
