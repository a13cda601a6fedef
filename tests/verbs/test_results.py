"""What commands print with `--json`: one document, on success as on failure, that fits the schema of the command."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import click
import jsonschema
import pikepdf
import pytest
from click.testing import CliRunner

import briefing
from briefing.cli import main
from briefing.commands.results import GROUPS, RESULTS, schemas
from briefing.workspace import starter
from tests.support.forks import ended
from tests.support.places import SHIPPED
from tests.support.variants import variants


@cache
def judges() -> dict[str, jsonschema.Draft202012Validator]:
    """Return what holds documents against the schemas, by the command."""
    return {command: jsonschema.Draft202012Validator(schema) for command, schema in schemas().items()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a new workspace once, with a copy of its article, a built pack, annotations and a roster."""
    folder = tmp_path_factory.mktemp("results") / "work"
    shutil.copytree(starter(), folder)
    for arguments in (
        ["sources", "add", *map(str, (folder / "articles").iterdir())],
        ["build", "-f", "pdf"],
        ["excerpts", "export", str(folder / "out.json")],
        ["sources", "export", str(folder / "library.json")],
    ):
        result = CliRunner().invoke(main, ["-w", str(folder), *arguments])
        assert result.exit_code == 0, result.output
    (folder / "class.csv").write_text("name,group\nAda,1\nBolat,2\n", encoding="utf-8")
    return folder


@pytest.fixture
def inside(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a copy of that workspace."""
    folder = tmp_path / "work"
    shutil.copytree(made, folder)
    monkeypatch.chdir(folder)
    return folder


def document(*arguments: str) -> tuple[int, dict[str, Any]]:
    """Return the exit code and the one document that a command prints."""
    result = CliRunner().invoke(main, [*arguments, "--json"])
    found: dict[str, Any] = json.loads(result.stdout)
    assert found["ok"] == (result.exit_code == 0)
    assert result.stderr == ""
    return result.exit_code, found


def commands(group: click.Group, name: str = "") -> Iterator[str]:
    """Yield the names of all commands, with those inside groups."""
    context = click.Context(group)
    for each in group.list_commands(context):
        command = group.get_command(context, each)
        whole = f"{name} {each}".strip()
        if isinstance(command, click.Group):
            yield from commands(command, whole)
        else:
            assert command is not None
            yield whole


def test_every_command_has_a_schema_and_takes_json() -> None:
    """And no schema is for a command that there is not."""
    assert sorted({*commands(main)} - {"desk"}) == sorted(RESULTS)  # the desk stays open
    assert {name.split()[0] for name in RESULTS if " " in name} | {"briefing"} == set(GROUPS)
    for name in RESULTS:
        assert "--json" in CliRunner().invoke(main, [*name.split(), "-h"]).output, name


GOOD = {
    "init": ["init", "new-one"],
    "new": ["new", "mine", "--from", "reader"],
    "sources import": ["sources", "import", "library.json"],
    "sources export": ["sources", "export", "library.bib"],
    "sources list": ["sources", "list"],
    "sources show": ["sources", "show", "voss-2021"],
    "list": ["list", "excerpts"],
    "show": ["show"],
    "keys": ["keys", "source"],
    "build": ["build", "-f", "docx", "--edition", "both"],
    "page": ["page", "reader", "1", "--dpi", "40"],
    "diff": ["diff", "reader", "reader"],
    "handout": ["handout", "--roster", "class.csv", "-k", "worksheet"],
    "impose": ["impose", "output/reader.pdf", "--booklet"],
    "check": ["check"],
    "check files": ["check", "output/reader.pdf"],
    "verify": ["verify"],
    "doctor": ["doctor"],
    "cache": ["cache"],
    "sources remove": ["sources", "remove", "voss-2021"],
    "sources rename": ["sources", "rename", "voss-2021", "voss-2021-a"],
    "prove": ["prove", "output/reader.pdf", "--against", "reader"],
    "rights show": ["rights", "show"],
    "rights request": ["rights", "request", "voss-2021"],
    "excerpt": ["excerpt", "--find", "river"],
    "excerpts export": ["excerpts", "export", "again.json"],
    "schema": ["schema", "excerpt"],
    "schemas": ["schema", "--write"],
    "schemas of results": ["schema", "--results"],
    "report": ["check", "--accessibility"],
    "sources add": ["sources", "add", "articles/two-towns-one-river.txt"],
    "copy": ["sources", "show", "voss-2021", "--text"],
    "new excerpt": ["excerpt", "voss-2021", "--from", "They had a bridge", "--to", "of each month.", "--id", "bridge"],
    "excerpts import": ["excerpts", "import", "marked.json", "--as", "voss-2021"],
    "excerpts remove": ["excerpts", "remove", "the-excerpt"],
    "texts import": ["texts", "import", "own.md"],
    "texts roles": ["texts", "roles", "roles.csv"],
    "chart": ["chart", "flow.csv"],
}
MARKED = """[{"type": "Annotation", "body": "Why it held.", "target": {"source": "two-towns",
"selector": {"type": "TextQuoteSelector", "exact": "What was read aloud could not be denied"}}}]"""
"""An annotation of the article that the example of a new workspace is made from."""


@pytest.mark.parametrize("name", variants(GOOD, list(GOOD)[::2]))
def test_success_is_one_document_that_fits_its_schema(name: str, inside: Path) -> None:
    """With the name of the command and its result."""
    outline = next((inside / "templates").glob("*.yaml")).stem
    source = next((inside / "seeds/sources").glob("*.md")).stem
    excerpt = next((inside / "seeds/excerpts").glob("*.md")).stem
    names = {"reader": outline, "voss-2021": source, "the-excerpt": excerpt}
    arguments = [names.get(each, each.replace("reader", outline)) for each in GOOD[name]]
    (inside / "marked.json").write_text(MARKED, encoding="utf-8")
    (inside / "own.md").write_text("# Rivers\n\nA river rises.\n", encoding="utf-8")
    (inside / "flow.csv").write_text("year,Flow (m³/s)\n2020,3\n2021,4\n", encoding="utf-8")
    (inside / "roles.csv").write_text("Role,Who\nThe miller,Grinds.\n", encoding="utf-8")
    code, found = document(*arguments)
    assert code == 0, found
    assert found["command"] in RESULTS
    assert found["command"].split()[0] == arguments[0]
    judges()[found["command"]].validate(found)
    assert found["result"]


def test_result_names_what_was_made(inside: Path) -> None:
    """Files, formats, bytes, pages, words, minutes, and the proof."""
    _, found = document("build", "-f", "pdf", "-f", "epub")
    pdf, book = found["result"]["files"]
    assert (pdf["format"], book["format"], book["pages"]) == ("pdf", "epub", 0)
    assert pdf["path"].startswith("output/")
    assert pdf["size"] == (inside / pdf["path"]).stat().st_size
    with pikepdf.open(inside / pdf["path"]) as drawn:
        assert pdf["pages"] == len(drawn.pages)
    (pack,) = found["result"]["packs"]
    assert pack["words"] > 100
    assert pack["minutes"] > 0
    assert found["result"]["proof"]["leaks"] == []


BAD = {
    "build": ["build", "nowhere"],
    "show": ["show", "nowhere"],
    "keys": ["keys", "zwieback"],
    "check": ["check", "nowhere.pdf"],
    "verify": ["verify", "--accept", "nowhere"],
    "sources rename": ["sources", "rename", "nowhere", "elsewhere"],
    "texts import": ["texts", "import", "nowhere.docx"],
    "texts roles": ["texts", "roles", "nowhere.csv"],
    "chart": ["chart", "nowhere.csv"],
    "prove": ["prove", "nowhere.pdf", "--against", "nowhere"],
    "sources show": ["sources", "show", "nowhere"],
    "sources add": ["sources", "add", "nowhere.txt"],
    "sources import": ["sources", "import", "class.csv"],
    "sources export": ["sources", "export", "x.json", "nowhere"],
    "excerpt": ["excerpt", "--find", "zwieback"],
    "excerpts export": ["excerpts", "export", "x.json", "nowhere"],
    "excerpts import": ["excerpts", "import", "class.csv"],
    "excerpts remove": ["excerpts", "remove", "nowhere"],
    "rights show": ["rights", "nowhere"],
    "rights request": ["rights", "request", "nowhere"],
    "handout": ["handout", "nowhere"],
    "impose": ["impose", "class.csv", "--booklet"],
    "init": ["init", "."],
    "new": ["new", "mine", "--from", "nowhere"],
    "diff": ["diff", "nowhere", "elsewhere"],
    "page": ["page", "nowhere", "1"],
    "list": ["list", "-w", "nowhere"],
    "sources list": ["sources", "list", "-w", "nowhere"],
    "sources remove": ["sources", "remove", "nowhere"],
    "schema": ["schema", "--write", "-w", "nowhere"],
}


@pytest.mark.parametrize("name", BAD)
def test_failure_is_one_document_that_fits_its_schema(name: str, inside: Path) -> None:
    """With the problems, each with a hint, and without a result."""
    code, found = document(*BAD[name])
    assert code == 1
    assert (found["command"], found["result"]) == (name, None)
    assert found["problems"]
    assert all(problem["message"] for problem in found["problems"])
    judges()[name].validate(found)


def test_success_and_failure_of_every_command_are_tried() -> None:
    """The two that cannot fail are told of wrong usage only."""
    assert {" ".join(arguments[:2]) for arguments in GOOD.values()} >= {name for name in RESULTS if " " in name}
    assert {arguments[0] for arguments in GOOD.values()} == {name.split()[0] for name in RESULTS}
    assert {*BAD, "doctor", "cache"} == {*RESULTS}


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("build", ["build", "--paper", "a7"]),
        ("prove", ["prove", "a.pdf"]),
        ("impose", ["impose", "output/reader.pdf"]),
        ("cache", ["cache", "all"]),
        ("sources add", ["sources", "add"]),
        ("sources", ["sources", "ad"]),
        ("excerpts", ["excerpts"]),
        ("briefing", ["biuld"]),
        ("briefing", []),
    ],
)
def test_wrong_usage_is_one_document_too(name: str, arguments: list[str], inside: Path) -> None:
    """With exit code 2, and the command whose help shows what is right."""
    code, found = document(*arguments)
    assert (found["command"], code, found["result"], len(found["problems"])) == (name, 2, None, 1)
    assert found["problems"][0]["hint"].endswith("-h' shows how.")
    judges()[name].validate(found)


def test_part_of_a_result_is_told_with_what_failed(inside: Path) -> None:
    """A roster with a wrong row: the others get their sheets, and the exit code is 1."""
    (inside / "class.csv").write_text("name,country\nAda,\nBolat,,atlantis\n", encoding="utf-8")
    code, found = document("handout", "--roster", "class.csv", "-k", "worksheet")
    assert (code, found["result"]["failed"]) == (1, 1)
    assert [file["state"] for file in found["result"]["files"]] == ["made"]
    assert "has 3 cells" in found["problems"][0]["message"]
    judges()["handout"].validate(found)


def test_schemas_of_results_are_printed() -> None:
    """All of them, by the command, and those of the groups of commands."""
    printed = json.loads(CliRunner().invoke(main, ["schema", "--results"]).stdout)
    assert printed == json.loads(json.dumps(schemas()))
    for schema in printed.values():
        jsonschema.Draft202012Validator.check_schema(schema)


# ── Python ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_package_gives_the_verbs_and_loads_none_of_them() -> None:
    """`import briefing` is light; every name in `__all__` is there, with a docstring and types."""
    code = "import sys, briefing; print([name for name in sys.modules if name.startswith('briefing.')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    for name in briefing.__all__:
        thing = getattr(briefing, name)
        assert thing.__doc__, name
        if not isinstance(thing, type):
            assert thing.__annotations__["return"], name
    assert set(briefing.__all__) <= set(dir(briefing))


def test_page_on_python_names_every_verb() -> None:
    """Each with what it takes first."""
    page = (SHIPPED / "docs/python.md").read_text(encoding="utf-8")
    verbs = [name for name in briefing.__all__ if not isinstance(getattr(briefing, name), type)]
    assert [name for name in verbs if name != "load" and f"`{name}(" not in page] == []


def test_example_of_the_page_on_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is printed there, in a folder without a workspace, so that the shipped pack is meant."""
    page = (SHIPPED / "docs/python.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for example in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        assert ended(partial(exec, example, {"__name__": "__main__"})) == 0, example
    assert (tmp_path / "output/briefing.pdf").is_file()
