"""Making on the desk: packs, handouts, what the sources allow, and the files to take away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from starlette.testclient import TestClient

import briefing


@pytest.fixture
def desk(inside_water: Path, desk_of: Callable[..., TestClient]) -> TestClient:
    return desk_of(inside_water)


def test_pack_is_built_as_the_command_builds_it(desk: TestClient, inside_water: Path) -> None:
    """In the formats, editions and with the values that were chosen; the files can be taken away."""
    asked = {"outline": "everything", "formats": ["docx"], "editions": ["student", "teacher"]}
    made = desk.post("/api/build", params={"settings": '{"course": "LAW 8"}'}, json=asked).json()["result"]
    assert [each["name"] for each in made["files"]] == ["everything.docx", "everything-teacher.docx"]
    assert made["teacher"] == ["everything-teacher"]
    assert made["proof"].startswith("No answer or teacher's note is in this file")
    given = desk.get("/output/everything.docx")
    assert given.content == (inside_water / "output/everything.docx").read_bytes()
    assert 'filename="everything.docx"' in given.headers["content-disposition"]
    briefing.build(briefing.find_workspace(), ["everything"], formats=["docx"], settings={"course": "LAW 8"})
    assert given.content == (inside_water / "output/everything.docx").read_bytes()


def test_nothing_is_built_without_a_format(desk: TestClient, inside_water: Path) -> None:
    """Nor in one that there is not."""
    every: list[dict[str, list[str]]] = [{"formats": []}, {"formats": ["exe"]}, {"editions": []}]
    for wrong in every:
        asked = {"outline": "everything", "formats": ["pdf"], "editions": ["student"], **wrong}
        assert desk.post("/api/build", json=asked).status_code == 400
    assert not (inside_water / "output").exists()


def test_pack_with_a_mistake_is_not_built(desk: TestClient, inside_water: Path) -> None:
    """The place of the mistake is told, and no file is written."""
    file = inside_water / "seeds/texts/introduction.md"
    file.write_text("A claim [@nobody-1900].\n", encoding="utf-8")
    answer = desk.post("/api/build", json={"outline": "everything", "formats": ["pdf"], "editions": ["student"]})
    assert answer.status_code == 422
    assert [(each["file"], each["line"]) for each in answer.json()["problems"]] == [("seeds/texts/introduction.md", 1)]
    assert not (inside_water / "output/everything.pdf").exists()


@pytest.mark.parametrize("is_opened", [True, False])
def test_folder_of_the_files_is_opened_or_named(
    desk: TestClient, inside_water: Path, monkeypatch: pytest.MonkeyPatch, is_opened: bool
) -> None:
    """Not every machine has a program that shows folders."""
    monkeypatch.setattr(click, "launch", {str(inside_water / "output"): int(not is_opened)}.__getitem__)
    assert desk.post("/api/folder", json={}).status_code == 404
    (inside_water / "output").mkdir()
    assert desk.post("/api/folder", json={}).json()["result"] == {"folder": str(inside_water / "output"), "opened": is_opened}


def test_kinds_of_handouts_are_those_of_the_command(desk: TestClient, inside_water: Path) -> None:
    """With the user's own, and those that are made only if somebody asks for them."""
    (inside_water / "templates/handouts").mkdir(exist_ok=True)
    (inside_water / "templates/handouts/mine.yaml").write_text("title: Mine\nhandout: pack\nsections: []\n", encoding="utf-8")
    found = desk.get("/api/handouts").json()["result"]
    assert {"cards", "worksheet", "mine", "certificate"} <= set(found)
    assert len(found) == len(set(found))


def test_handouts_are_made_for_a_list_of_people(desk: TestClient, inside_water: Path) -> None:
    """The list is read where it is, and kept nowhere."""
    roster = b"name,group\nAda,1\nBo,2\n"
    asked = {"outline": "defaults", "kind": "sign-in", "name": "../class.csv"}
    made = desk.post("/api/handouts", params=asked, content=roster).json()["result"]
    assert [each["name"] for each in made["files"]]
    assert all(desk.get(f"/output/{each['name']}").status_code == 200 for each in made["files"])
    assert not list(inside_water.parent.rglob("class.csv"))
    wrong = desk.post("/api/handouts", params=asked, content=b"\x00\x01")
    assert wrong.status_code == 422
    assert desk.post("/api/handouts", params={**asked, "name": "", "kind": "cards"}).status_code in (200, 422)


def test_rights_are_those_of_the_command(desk: TestClient) -> None:
    """Each source, with what the pack takes of it."""
    found = desk.get("/api/rights", params={"outline": "everything"}).json()["result"]
    wanted = briefing.show_rights(briefing.find_workspace(), "everything")
    assert found["summary"] == wanted.summary
    assert [(each["id"], each["words"], each["verdict"]) for each in found["sources"]] == [
        (each.id, each.words, each.verdict) for each in wanted.sources
    ]


def test_whole_folder_is_checked(desk: TestClient, inside_water: Path) -> None:
    """What `briefing check` says, with lines; also where nothing can be built."""
    (inside_water / "seeds/texts/unused.md").write_text("A text [@nobody-1900].\n", encoding="utf-8")
    found = desk.get("/api/check").json()["result"]
    assert ("seeds/texts/unused.md", 1, "error") in [(each["file"], each["line"], each["severity"]) for each in found]
