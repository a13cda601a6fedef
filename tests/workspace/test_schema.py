"""Schemas for editors: they take every shipped file, mark what the program would refuse, and say what settings mean."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from briefing.cli import main
from briefing.files.reading import read_markdown, read_yaml
from briefing.workspace import schema, starter
from briefing.workspace.schema import KINDS, Kind
from tests.support.places import SHIPPED, WATER_LAW

PLACES: dict[Kind, str] = {
    "outline": "templates/*.yaml",
    "source": "seeds/sources/*.md",
    "excerpt": "seeds/excerpts/*.md",
    "country": "seeds/countries/*.md",
    "actor": "seeds/actors/*.md",
    "question": "seeds/questions/*.md",
    "figure": "seeds/figures/*.md",
    "map": "seeds/maps/*.md",
    "events": "seeds/events.yaml",
    "rules": "seeds/rules.yaml",
}


@cache
def validator(kind: Kind) -> Draft202012Validator:
    found = schema.schema(kind)
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


def plain(data: Any) -> Any:
    """Return what YAML gives as JSON has it."""
    return json.loads(json.dumps(data, default=str))


def faults(kind: Kind, data: Any) -> list[str]:
    return [error.message for error in validator(kind).iter_errors(plain(data))]


@pytest.mark.parametrize("kind", KINDS)
def test_schema_takes_every_file_that_the_program_takes(kind: Kind) -> None:
    """The shipped pack, the starter and the workspace of the tests."""
    files = [path for root in (SHIPPED, starter(), WATER_LAW) for path in sorted(root.glob(PLACES[kind])) if path.name != "theme.yaml"]
    assert len(files) >= (1 if kind in ("rules", "map") else 2)
    judge = validator(kind)
    for path in files:
        data = (read_yaml if path.suffix == ".yaml" else read_markdown)(path, path.name).data
        assert [error.message for error in judge.iter_errors(plain(data))] == [], path


@pytest.mark.parametrize(
    ("kind", "data", "word"),
    [
        ("outline", {"title": "A", "sections": [{"use": "text", "titel": "A"}]}, "titel"),
        ("outline", {"title": "A", "sections": [{"use": "texts"}]}, "texts"),
        ("outline", {"title": "A", "papre": "a4", "sections": []}, "papre"),
        ("outline", {"title": "A"}, "sections"),
        ("outline", {"extends": "seminar", "drop": ["a"], "add": [{"after": "b", "section": {"use": "text", "titel": "A"}}]}, "titel"),
        ("country", {"name": "Kazakhstan", "facts": [{"label": "Capital", "value": "Astana", "cite": "@background"}]}, "as-of"),
        ("actor", {"name": "SCO", "kind": "organization", "summary": "A body."}, "organization"),
        ("question", {"level": "hard", "minutes": 10, "objective": "x"}, "hard"),
        ("events", [{"date": "2022", "text": "War.", "cite": "@background", "country": "kz"}], "country"),
    ],
)
def test_schema_marks_what_the_program_refuses(kind: Kind, data: Any, word: str) -> None:
    """A key that does not exist, one that is missing, a value that is none."""
    assert word in " ".join(faults(kind, data))


@pytest.mark.parametrize(
    "data",
    [
        {"extends": "seminar"},
        {"extends": "seminar", "set": {"lines": 4}, "drop": ["turkmenistan"], "title": "Mine"},
        {"title": "A", "contents": "{{ depth }}", "sections": [{"use": "questions", "lines": "{{ lines }}", "when": "level == 'apply'"}]},
        {"title": "A", "date": 2024, "sections": [{"use": "countries", "countries": "kz, tj", "facts": "no", "for": "x in countries"}]},
    ],
)
def test_schema_takes_what_outlines_may_hold(data: Any) -> None:
    """Changes to another outline, parameters, conditions, repetition, lists written as text."""
    assert faults("outline", data) == []


def test_descriptions_come_from_the_models() -> None:
    """What the editor shows beside a key is what the code says of it."""
    excerpt = schema.schema("excerpt")
    assert excerpt["properties"]["words"]["description"] == "How many words the passage has."
    note = excerpt["$defs"]["Annotation"]["properties"]
    assert note["on-original"]["description"] == "A few words of the passage itself that the note is about."
    assert schema.schema("outline")["$defs"]["TextSection"]["properties"]["title"]["description"].startswith("Without a title,")


@pytest.mark.parametrize("kind", KINDS)
def test_command_prints_a_schema(kind: str) -> None:
    """As JSON, to be saved where the editor finds it; the text under the settings is no setting."""
    found = json.loads(CliRunner().invoke(main, ["schema", kind]).output)
    assert found["$schema"].startswith("https://json-schema.org/")
    properties = (found["items"] if kind == "events" else found)["properties"]
    hidden = {"events": {"id"}, "rules": {"id", "text"}}.get(kind, {"id", "digest", "text"})
    assert not hidden & properties.keys()


def test_new_files_name_their_schema(tmp_path: Path) -> None:
    """A new workspace holds the schemas, and its YAML files say where."""
    assert CliRunner().invoke(main, ["init", str(tmp_path / "mine")]).exit_code == 0
    for name in ("templates/pack.yaml", "seeds/events.yaml"):
        path = tmp_path / "mine" / name
        first = path.read_text(encoding="utf-8").split("\n")[0]
        target = path.parent / first.removeprefix("# yaml-language-server: $schema=")
        assert json.loads(target.read_text(encoding="utf-8"))["$schema"]
        assert first + "\n" == schema.mark("outline" if "pack" in name else "events", name.split("/")[0])


def test_new_outline_names_its_schema(inside_water: Path) -> None:
    """The comment stands first, and what it names is there."""
    assert CliRunner().invoke(main, ["new", "mine", "--from", "defaults"]).exit_code == 0
    text = (inside_water / "templates/mine.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=schemas/outline.json\n")
    assert (inside_water / "templates/schemas/outline.json").is_file()
