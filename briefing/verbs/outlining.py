"""The sections of an outline: see them as a tree, move them, drop them, add some, choose what they hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from briefing import outline as outlines
from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, nearest
from briefing.files.reading import parsed_yaml, read_text
from briefing.files.resetting import with_item, with_settings
from briefing.files.writing import all_or_nothing
from briefing.outline import Template, rewriting
from briefing.outline.tree import Node, Tree, grow
from briefing.workspace import Workspace

LISTS = {"excerpts": "select", "questions": "select", "text": "texts", "countries": "countries"}
"""The kinds of section whose setting is a list that people order by hand, with that setting."""


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """A section of an outline, as it is written."""

    id: str
    depth: int
    use: str
    title: str
    edition: str
    items: tuple[str, ...] | None
    """The ids that it lists; None if it chooses by other conditions, or by a parameter."""
    file: str
    """Where it is written."""
    line: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The sections of an outline."""

    outline: str
    base: str
    """The outline that it follows; empty if it follows none."""
    parts: tuple[PlannedPart, ...]


@dataclass(frozen=True, slots=True)
class Replanned:
    """An outline that was changed."""

    file: Path
    outline: str


def plan(workspace: Workspace, outline: str) -> Plan:
    """Return the sections of an outline, in order.

    Raises:
        BriefingError: There is no such outline, or it cannot be read.
    """
    template = outlines.read(workspace.templates, outline, workspace.root)
    return Plan(outline, template.base, tuple(_part(*each) for each in _tree(template).walk()))


def _part(depth: int, node: Node) -> PlannedPart:
    data: Mapping[str, Any] = node.data if isinstance(node.data, Mapping) else {}
    use = str(data.get("use", ""))
    listed = data.get(LISTS.get(use, ""))
    items = tuple(map(str, listed)) if isinstance(listed, list) else None
    if use == "text" and listed is None:
        items = ()
    home, place = node.home[0].home(node.home[1])
    title = str(data.get("title") or "")
    return PlannedPart(node.id, depth, use, title, str(data.get("edition", "student")), items, home.name, home.line(place))


def move(workspace: Workspace, outline: str, section: str, *, before: str = "", after: str = "") -> Replanned:
    """Move a section before or after another one. Remarks and all other lines of the file stay.

    Args:
        workspace: Where the outline is.
        outline: Its id.
        section: The id of the section.
        before: The id of the section that it goes before.
        after: The id of the section that it goes after, if not before one.

    Raises:
        BriefingError: There is no such section, or it would go into itself. Nothing is changed.
    """
    template, tree = _read(workspace, outline)
    beside = before or after
    node, other = _found(tree, section), _found(tree, beside)
    if other.id in [each.id for _, each in tree.walk([node])]:
        raise _refusal(template, "a section cannot move next to itself or to a section inside it", "Name a section outside of it.")
    if template.base:
        return _write(
            workspace, template, _with_change(workspace, template, "move", {"id": section, "before" if before else "after": beside})
        )
    text = rewriting.moved(template.origin, node.home[1], other.home[1], before=bool(before))
    return _write(workspace, template, text)


def drop(workspace: Workspace, outline: str, section: str) -> Replanned:
    """Take a section out of an outline, with everything in it. What it prints stays in the library.

    Raises:
        BriefingError: There is no such section, or it is the only one. Nothing is changed.
    """
    template, tree = _read(workspace, outline)
    node = _found(tree, section)
    text = _with_change(workspace, template, "drop", section) if template.base else rewriting.dropped(template.origin, node.home[1])
    return _write(workspace, template, text)


def add(workspace: Workspace, outline: str, section: Mapping[str, Any], *, after: str = "") -> Replanned:
    """Add a section.

    Args:
        workspace: Where the outline is.
        outline: Its id.
        section: Its settings; they begin with `use`.
        after: The id of the section that it goes after. Default: the last one.

    Raises:
        BriefingError: There is no such section, or the outline cannot be read with the new one. Nothing is changed.
    """
    template, tree = _read(workspace, outline)
    beside = _found(tree, after) if after else tree.nodes[-1]
    if template.base:
        return _write(workspace, template, _with_change(workspace, template, "add", {"after": beside.id, "section": dict(section)}))
    return _write(workspace, template, rewriting.added(template.origin, section, beside.home[1]))


def choose(workspace: Workspace, outline: str, section: str, items: Sequence[str]) -> Replanned:
    """Write which excerpts, questions, texts or countries a section holds, in their order.

    Args:
        workspace: Where the outline is.
        outline: Its id.
        section: The id of the section.
        items: The ids.

    Raises:
        BriefingError: There is no such section, it lists nothing, or there is no such thing in the library. Nothing is changed.
    """
    template, tree = _read(workspace, outline)
    node = _found(tree, section)
    use = str(node.data.get("use", "")) if isinstance(node.data, Mapping) else ""
    key = LISTS.get(use)
    if key is None or isinstance(node.data.get(key), str):
        what = f"the section '{section}' has no list of its own"
        raise _refusal(template, what, "Change it in the text of the outline.")
    if template.base:
        return _write(workspace, template, _changed_below(workspace, template, section, key, items))
    return _write(workspace, template, rewriting.listed(template.origin, node.home[1], key, items))


def _read(workspace: Workspace, outline: str) -> tuple[Template, Tree]:
    template = outlines.read(workspace.templates, outline, workspace.root)
    return template, _tree(template)


def _tree(template: Template) -> Tree:
    return Tree(grow(template.origin, template.origin.data.get("sections")))


def _found(tree: Tree, section: str) -> Node:
    for _, node in tree.walk():
        if node.id == section:
            return node
    raise BriefingError([Problem("", 0, f"there is no section '{section}'", nearest(section, tree.ids))])


def _with_change(workspace: Workspace, template: Template, key: str, item: Any) -> str | None:
    """Return the text of an outline that follows another, with one change of it more."""
    return _in_front_matter(workspace, template, lambda text: with_item(text, key, item))


def _changed_below(workspace: Workspace, template: Template, section: str, key: str, items: Sequence[str]) -> str | None:
    def change(text: str) -> str | None:
        data = parsed_yaml(text[4:-4], "outline")
        changes = {str(name): dict(each) for name, each in (data.get("change") or {}).items()}
        changes.setdefault(section, {})[key] = list(items)
        return with_settings(text, {"change": changes})

    return _in_front_matter(workspace, template, change)


def _in_front_matter(workspace: Workspace, template: Template, change: Callable[[str], str | None]) -> str | None:
    """Change the text of an outline as that of the settings at the top of a Markdown file."""
    name = f"templates/{template.id}.yaml"
    text = change(f"---\n{read_text(workspace.root / name, name).rstrip()}\n---\n")
    return None if text is None else text.removeprefix("---\n").removesuffix("---\n")


def _write(workspace: Workspace, template: Template, text: str | None) -> Replanned:
    if text is None:
        raise _refusal(template, "the lines of this outline cannot be changed safely", "Change them in the text of the outline.")
    path = workspace.templates / f"{template.id}.yaml"
    with all_or_nothing(workspace.root, lambda: outlines.read(workspace.templates, template.id, workspace.root)) as batch:
        batch.write(path, text)
    return Replanned(path, template.id)


def _refusal(template: Template, what: str, hint: str) -> BriefingError:
    return BriefingError([Problem(f"templates/{template.id}.yaml", 0, what, hint)])
