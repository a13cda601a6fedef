"""The house: imports only go down, and the command starts without what it does not need yet."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import briefing
from tests.support.variants import variants

PACKAGE = Path(briefing.__file__).resolve().parent
ARCHITECTURE = (PACKAGE.parent / "ARCHITECTURE.md").read_text(encoding="utf-8")
FLOORS = [line.split() for line in ARCHITECTURE.partition("## The floors")[2].split("```")[1].strip().split("\n")]
"""The rooms of each floor, from the top down, as the page on architecture lists them."""
FLOOR = {room: -number for number, floor in enumerate(FLOORS) for room in floor}
NEVER = {
    "render": {"library", "outline", "assemble", "passages", "rights", "workspace", "originals", "markup", "dates", "system"},
    "assemble": {"render", "check"},
    "check": {"assemble"},
    "theme": {"render", "library", "outline"},
    "document": {"errors", "dates", "system"},
    "library": {"render"},
}
"""What a room must not know, whatever the floors say."""
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
    "starlette",
    "uvicorn",
    "watchfiles",
    "concurrent.futures.process",
}


def modules() -> Iterator[tuple[str, Path]]:
    """Yield the name and the file of each module, `assemble.glossary` and the like."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if "shipped" not in parts and parts[0] not in ("__init__", "__main__"):
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> list[ast.AST]:
    """Return all that is in a file."""
    return list(ast.walk(parsed(path)))


@cache
def statements(path: Path) -> list[ast.AST]:
    """Return the statements of a file, however deep, without what is in their expressions."""
    found: list[ast.AST] = [parsed(path)]
    for node in found:
        inner = (each for field in ("body", "orelse", "handlers", "finalbody", "cases") for each in getattr(node, field, ()))
        found += inner
    return found


def imported(path: Path) -> Iterator[str]:
    """Yield the modules of ours that a file imports, wherever it does, without the name of the package."""
    for node in statements(path):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path.name} imports by dots"
            if node.module == "briefing":
                yield from (alias.name for alias in node.names if alias.name in FLOOR)
            elif node.module and node.module.startswith("briefing."):
                package = node.module.removeprefix("briefing.")
                for alias in node.names:
                    yield f"{package}.{alias.name}" if f"{package}.{alias.name}" in MODULES else package
        elif isinstance(node, ast.Import):
            yield from (alias.name.removeprefix("briefing.") for alias in node.names if alias.name.startswith("briefing."))


MODULES = dict(modules())


def test_architecture_names_each_room_once() -> None:
    """The list of floors and the table of rooms are the rooms that there are."""
    rooms = sorted({name.split(".")[0] for name in MODULES})
    assert sorted(FLOOR) == rooms
    assert sum(map(len, FLOORS)) == len(rooms)
    table = ARCHITECTURE.partition("## The rooms")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    named = [each.strip("/").removesuffix(".py") for row in rows for each in re.findall("`(.*?)`", row)]
    assert sorted(named) == rooms


def test_the_top_of_the_package_is_small() -> None:
    """A stranger can take in what there is."""
    files = [path for path in PACKAGE.iterdir() if path.is_file()]
    folders = [path for path in PACKAGE.iterdir() if any(path.glob("*.py"))]
    assert (len(files) <= 8, len(folders) <= 20) == (True, True)


def test_data_classes_are_made_when_they_are_used() -> None:
    """The decorator of the standard library compiles functions for each class while the program starts."""
    offenders = [
        name
        for name, path in MODULES.items()
        for node in statements(path)
        if isinstance(node, ast.ImportFrom)
        and (node.module, "dataclass") in [(each, alias.name) for each in ("dataclasses", "pydantic.dataclasses") for alias in node.names]
    ]
    assert offenders == ["dataclass", "dataclass"]


def test_imports_only_go_down() -> None:
    """A module imports from lower floors, or from its own room."""
    offenders = [
        f"{name} imports {target}"
        for name, path in MODULES.items()
        for target in imported(path)
        if (room := name.split(".")[0]) != (other := target.split(".")[0]) and FLOOR[other] >= FLOOR[room]
    ]
    assert offenders == []


def test_part_knows_nothing_of_what_is_not_its_business() -> None:
    """Renderers know the document only; assembly knows no format; the document and the library know nobody."""
    offenders = [
        f"{name} imports {target}"
        for name, path in MODULES.items()
        for target in imported(path)
        if target.split(".")[0] in NEVER.get(name.split(".")[0], ())
    ]
    assert offenders == []


def test_formats_know_nothing_of_each_other() -> None:
    """What two formats share is in `render` itself."""
    formats = {"pdf", "docx", "epub"}
    offenders = [
        f"{name} imports {target}"
        for name, path in MODULES.items()
        if name.startswith("render.")
        for target in imported(path)
        if target.startswith("render.") and target.split(".")[1] in formats - {name.split(".")[1]}
    ]
    assert offenders == []


def test_modules_import_each_other_in_one_direction() -> None:
    """No two modules need each other, not even through a third, wherever in a file they import."""
    reached = {name: {each for each in imported(path) if each in MODULES} for name, path in MODULES.items()}
    for middle in reached:
        for name, targets in reached.items():
            if middle in targets:
                reached[name] = targets | reached[middle]
    assert [name for name, targets in reached.items() if name in targets] == []


def test_module_names_explain_themselves() -> None:
    """No two modules have one name. The modules of a command have the name of the command, whatever else has it."""
    named_freely = [path.stem for name, path in MODULES.items() if not name.startswith(("commands", "verbs")) and path.stem[0] != "_"]
    names = Counter(named_freely)
    assert [name for name, count in names.items() if count > 1] == []


def test_command_starts_without_what_it_does_not_need() -> None:
    """`briefing --help` loads no library of any format, no YAML and no models."""
    code = f"import json, sys, briefing.cli; print(json.dumps(sorted(set(sys.modules) & set({sorted(HEAVY)!r}))))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


READERS = {"segno", "PIL", "lxml", "psutil", "ruamel.yaml", "docx", "reportlab", "pikepdf", "pypdfium2", "multiprocessing", "ssl"}
"""What draws, proves, and reads files of strangers, or what those load."""
UNNEEDED = {
    "list": READERS | {"markdown_it", "uharfbuzz", "babel", "jinja2", "briefing.steps"},
    "list sources": READERS | {"jinja2"},
    "show briefing": READERS,
    "check": READERS,
    "build glossary --no-cache -f docx": READERS - {"lxml", "docx", "PIL"},
    "build glossary --no-cache -f pdf": (READERS | {"pydantic"}) - {"lxml", "ssl", "pikepdf", "pypdfium2"},
}
"""The modules that commands must not load with the shipped workspace; `check`, which assembles every outline, with a small one."""


@pytest.mark.parametrize("command", variants(UNNEEDED, ["list", "check"]))
def test_command_loads_only_what_it_uses(command: str, tmp_path: Path) -> None:
    """A module that takes long to load is loaded where it is used, and not at the top of a file that every command reads."""
    output = ["-o", str(tmp_path / "output")] if command.startswith("build") else []
    workspace = Path(shutil.copytree(Path(__file__).parent / "problems/good", tmp_path / "good")) if command == "check" else PACKAGE.parent
    code = f"""
import json, sys
from briefing.cli import main
try:
    main({[*command.split(), *output]!r})
finally:
    print(json.dumps(sorted(set(sys.modules) & set({sorted(UNNEEDED[command])!r}))))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=workspace)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == []


def test_format_is_loaded_only_when_it_is_asked_for() -> None:
    """Assembling a document loads no renderer."""
    code = "import sys, briefing.steps; print([m for m in ('reportlab', 'docx', 'briefing.render.pdf') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_only_the_command_prints() -> None:
    """Everything else returns what it has to say."""
    for name, path in MODULES.items():
        if name in ("cli", "errors") or name.startswith("commands"):
            continue
        calls = [node for node in nodes(path) if isinstance(node, ast.Call)]
        assert not [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"], name
        assert not [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "echo"], name


def test_command_calls_verbs_and_nothing_below_them() -> None:
    """A command reads its options, calls its verb and shows what comes back: of the rooms below it knows names of types and of paths."""
    plain = {"dataclass", "errors", "commands", "desk", "verbs", "workspace", "theme.model", "views", "render", "passages.verdict", "files"}
    offenders = [
        f"{name} imports {target}"
        for name, path in MODULES.items()
        if name.startswith("commands.")
        for target in _used(path)
        if not any(target == each or target.startswith(f"{each}.") for each in plain)
    ]
    assert offenders == []


def test_desk_calls_verbs_and_nothing_that_does_their_work() -> None:
    """A rule that only the desk keeps is in the wrong room: it shows what the verbs return, and reads names, forms and paths for them."""
    plain = {"errors", "desk", "verbs", "workspace", "files", "languages", "outline", "library", "passages.choosing"}
    offenders = [
        f"{name} imports {target}"
        for name, path in MODULES.items()
        if name.startswith("desk.")
        for target in _used(path)
        if not any(target == each or target.startswith(f"{each}.") for each in plain)
    ]
    assert offenders == []


def _used(path: Path) -> Iterator[str]:
    """Yield the modules of ours that a file imports at run time, and not for its types alone."""
    for_types = {id(each) for node in parsed(path).body if isinstance(node, ast.If) for each in node.body}
    for node in nodes(path):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("briefing.") and id(node) not in for_types:
            yield node.module.removeprefix("briefing.")


KINDS = "excerpt|question|country|term"
SPELLED = re.compile(rf"(?<![\w-])(?:{KINDS})-(?:$|[^\s\w]|\w+$)")
"""The beginning of an id of a thing of the library, a pattern of such ids, or a whole id."""
CUTTERS = {"removeprefix", "removesuffix", "startswith", "endswith", "partition", "rpartition", "split", "rsplit"}


def spelled(found: list[ast.AST]) -> Iterator[str]:
    """Yield the strings of code, parts of f-strings among them, that spell the id of a thing of the library."""
    docstrings = {id(node.value) for node in found if isinstance(node, ast.Expr)}
    for node in found:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings and SPELLED.search(node.value):
            yield repr(node.value)


def cut(found: list[ast.AST]) -> Iterator[str]:
    """Yield the calls that look into the letters of an id."""
    for node in found:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CUTTERS:
            cut_up = node.func.value
            if getattr(cut_up, "attr", getattr(cut_up, "id", "")) in ("id", "identity"):
                yield ast.unparse(node)


def test_only_assembly_gives_ids_and_nobody_reads_them() -> None:
    """Where an excerpt, a question, a country or a term is, the index says. One function spells the ids of all four."""
    offenders = []
    for name, path in MODULES.items():
        offenders += [f"{name} spells {each}" for each in spelled(nodes(path))]
        if any(target.split(".")[0] == "document" for target in imported(path)):
            offenders += [f"{name} has {each}" for each in cut(nodes(path))]
    assert offenders == []
    places = [name for name, path in MODULES.items() if re.search(r"\{kind\}-\{", path.read_text(encoding="utf-8"))]
    assert places == ["assemble.noted"]


@pytest.mark.parametrize(
    "code",
    [
        'x = "excerpt-" + key',
        'x = f"term-{key}"',
        'x = f"#country-{key}"',
        'x = "question-7"',
        "key = node.id.removeprefix(prefix)",
        'x = identity.startswith("part")',
        'pattern = r"country-(..)"',
    ],
)
def test_spelled_and_cut_ids_are_found(code: str) -> None:
    """In whatever way code makes or reads them."""
    found = list(ast.walk(ast.parse(code)))
    assert [*spelled(found), *cut(found)]


# ── the tests ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

TESTS = sorted(path for path in Path(__file__).parent.rglob("*.py") if "data" not in path.parts)


def test_folders_of_tests_are_named_for_rooms() -> None:
    """A newcomer finds the tests of a room by its name; the shipped workspace and the helpers have folders, too."""
    folders = {path.relative_to(Path(__file__).parent).parts[0] for path in TESTS if path.parent != Path(__file__).parent}
    assert folders - set(FLOOR) == {"shipped", "support"}


def test_tests_import_helpers_and_not_each_other() -> None:
    """What two files of tests share is in `tests/support`."""
    imports = re.compile(r"^\s*(?:from|import) (tests(?!\.support)\S*)", re.MULTILINE)
    assert [f"{path.name} imports {each[1]}" for path in TESTS for each in imports.finditer(path.read_text(encoding="utf-8"))] == []
