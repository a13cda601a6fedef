"""The house: imports only go down, and the command starts without what it does not need yet."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import briefing

PACKAGE = Path(briefing.__file__).resolve().parent
FLOORS = (
    {"errors", "dates", "document", "numbering", "pandoc", "processes", "places"},
    {"yaml_words", "moment"},
    {"markup", "rebuilding", "files", "confined"},
    {"validation"},
    {"originals", "languages"},
    {"library", "traces"},
    {"rights", "passages", "references", "theming"},
    {"seeds", "workspace", "outline", "verification"},
    {"assemble", "render", "drafts", "selectors"},
    {"check", "overview", "search", "importing", "comparison", "schema", "permissions", "look"},
    {"build", "accessibility"},
    {"handout"},
    {"commands"},
    {"cli"},
    {"__main__"},
)
"""From the ground up. A module knows those on the floors below it, and within its own package its neighbours."""
FLOOR = {module: number for number, floor in enumerate(FLOORS) for module in floor}
NEVER = {
    "render": {"library", "outline", "assemble", "seeds", "workspace", "originals", "markup", "dates"},
    "assemble": {"render", "pdf", "docx", "epub"},
    "document": {"errors", "dates", "pandoc"},
    "library": {"markup", "files", "render"},
}
"""What a part must not know, whatever the floors say."""
HEAVY = {
    "babel",
    "reportlab",
    "docx",
    "lxml",
    "pikepdf",
    "pypandoc",
    "jinja2",
    "pydantic",
    "ruamel.yaml",
    "markdown_it",
    "uharfbuzz",
    "pyphen",
    "segno",
    "distributed",
    "concurrent.futures.process",
}


def modules() -> Iterator[tuple[str, Path]]:
    """Yield the name and the file of each module, `assemble.glossary` and the like."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if "shipped" not in parts:
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imported(path: Path) -> Iterator[str]:
    """Yield the modules of ours that a file imports, wherever it does, without the name of the package."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path.name} imports by dots"
            if node.module == "briefing":
                yield from (alias.name for alias in node.names if alias.name in FLOOR)
            elif node.module and node.module.startswith("briefing."):
                yield node.module.removeprefix("briefing.")
        elif isinstance(node, ast.Import):
            yield from (alias.name.removeprefix("briefing.") for alias in node.names if alias.name.startswith("briefing."))


MODULES = {name: path for name, path in modules() if name}


@pytest.mark.parametrize("name", MODULES)
def test_imports_only_go_down(name: str) -> None:
    """A module imports from lower floors, or from its own package."""
    part = name.split(".")[0]
    assert part in FLOOR, f"give '{part}' a floor in {Path(__file__).name}"
    for target in imported(MODULES[name]):
        other = target.split(".")[0]
        assert other == part or FLOOR[other] < FLOOR[part], f"{name} imports {target}"


@pytest.mark.parametrize("name", [name for name in MODULES if name.split(".")[0] in NEVER])
def test_part_knows_nothing_of_what_is_not_its_business(name: str) -> None:
    """Renderers know the document only; assembly knows no format; the document and the library know nobody."""
    part = name.split(".")[0]
    assert not {target.split(".")[0] for target in imported(MODULES[name])} & NEVER[part]


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("render.") and name.count(".") >= 1])
def test_formats_know_nothing_of_each_other(name: str) -> None:
    """What two formats share lies in `render` itself."""
    formats = {"pdf", "docx", "epub"}
    own = name.split(".")[1]
    for target in imported(MODULES[name]):
        if target.startswith("render."):
            other = target.split(".")[1]
            assert other == own or other not in formats, f"{name} imports {target}"


def test_command_starts_without_what_it_does_not_need() -> None:
    """`briefing --help` loads no library of any format, no YAML and no models."""
    code = f"import json, sys, briefing.cli; print(json.dumps(sorted(set(sys.modules) & set({sorted(HEAVY)!r}))))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


def test_format_is_loaded_only_when_it_is_asked_for() -> None:
    """Assembling a document loads no renderer."""
    code = "import sys, briefing.build; print([m for m in ('reportlab', 'docx', 'briefing.render.pdf') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_only_the_command_prints() -> None:
    """Everything else returns what it has to say."""
    for name, path in MODULES.items():
        if name in ("cli", "errors") or name.startswith("commands"):
            continue
        calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        assert not [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"], name
        assert not [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "echo"], name
