"""`texts roles`: a card for each row of a table."""

from __future__ import annotations

from pathlib import Path

from briefing import steps
from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, near
from briefing.exchange import role_tables
from briefing.files.writing import all_or_nothing
from briefing.originals.records import TO_WRITE
from briefing.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ImportedRole:
    """A role of a table."""

    id: str
    name: str
    file: Path
    outcome: str
    """`new`, `updated` or `unchanged`."""


@dataclass(frozen=True, slots=True)
class ImportedRoles:
    """Roles that a table has."""

    roles: tuple[ImportedRole, ...]
    removed: tuple[Path, ...]
    """Roles that were placeholders still, and are in the bin of the workspace now."""
    kept: tuple[Path, ...]
    """Where the bin keeps what was replaced."""
    problems: tuple[Problem, ...] = ()
    """A warning if the encoding of the table was guessed."""


def import_(workspace: Workspace, file: Path, *, replace: bool = False, encoding: str = "") -> ImportedRoles:
    """Make a role of each row of a table: all of them, or none. Roles that are placeholders still make room.

    Args:
        workspace: Where the library is.
        file: A table (CSV): names in its first column, and a column for each part of the cards.
        replace: Replace roles that are there and say something else. They go into the bin.
        encoding: Of the table, as Python calls it. Default: what the file says, UTF-8, or a guess.

    Raises:
        BriefingError: The table cannot be read, or there are other roles of these names already. Nothing is written.
    """
    steps.load(workspace)
    roles, told = role_tables.read(file, encoding)
    folder = workspace.seeds / "countries"
    texts = {folder / f"{role.id}.md": role_tables.markdown(role, place) for place, role in enumerate(roles, 1)}
    there = {path: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}
    changed = [path for path, text in texts.items() if path in there and there[path] != text]
    clash = [path for path in changed if f"{TO_WRITE}:" not in there[path]]
    if clash and not replace:
        raise BriefingError(
            Problem(
                near(path), 0, "this role is there already, and says something else than the table", "Add --replace to take the table's."
            )
            for path in clash
        )
    removed = [path for path, text in there.items() if path not in texts and f"{TO_WRITE}:" in text]
    with all_or_nothing(workspace.root, lambda: steps.load(workspace)) as batch:
        kept = [batch.keep(path) for path in (*changed, *removed)]
        for path in removed:
            batch.remove(path)
        for path, text in texts.items():
            if there.get(path) != text:
                batch.write(path, text)
    done = [
        ImportedRole(role.id, role.name, path, "new" if path not in there else "updated" if path in changed else "unchanged")
        for role, path in zip(roles, texts, strict=True)
    ]
    return ImportedRoles(tuple(done), tuple(removed), tuple(kept), tuple(told))
