"""Writing on the desk: atomic saves that keep what is there, two writers, forms, and steps that are taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import briefing
from briefing.errors import BriefingError
from briefing.verbs import writing
from briefing.verbs.writing import ChangedMeanwhileError
from tests.support.quotable import PARAGRAPHS

NAME = "seeds/texts/introduction.md"


def opened(ask: TestClient, name: str = NAME) -> dict[str, str]:
    found: dict[str, str] = ask.get("/api/file", params={"name": name}).json()["result"]
    return found


def test_save_replaces_the_version_that_was_read(ask: TestClient, quotable: Path) -> None:
    """The next save is based on what the first one wrote."""
    file = opened(ask)
    first = ask.put("/api/file", json={"name": NAME, "text": "First.\n", "version": file["version"]}).json()["result"]
    second = ask.put("/api/file", json={"name": NAME, "text": "Second.\n", "version": first["version"]})
    assert second.status_code == 200
    assert (quotable / NAME).read_text(encoding="utf-8") == "Second.\n"


def test_save_does_not_replace_what_somebody_else_wrote(ask: TestClient, quotable: Path) -> None:
    """Whether it was an editor or another desk: the writer gets both texts, and nothing is lost."""
    file = opened(ask)
    (quotable / NAME).write_text("Theirs.\n", encoding="utf-8")
    answer = ask.put("/api/file", json={"name": NAME, "text": "Mine.\n", "version": file["version"]})
    assert answer.status_code == 409
    theirs = answer.json()["theirs"]
    assert theirs["text"] == "Theirs.\n"
    assert (quotable / NAME).read_text(encoding="utf-8") == "Theirs.\n"
    assert ask.put("/api/file", json={"name": NAME, "text": "Both.\n", "version": theirs["version"]}).status_code == 200


def test_new_file_does_not_replace_one_that_came_meanwhile(quotable: Path) -> None:
    """A version that is empty stands for no file."""
    with pytest.raises(ChangedMeanwhileError):
        writing.save(briefing.find_workspace(), NAME, "Mine.", "")


@pytest.mark.parametrize("before", [b"One.\r\nTwo.\r\n", b"\xef\xbb\xbfOne.\nTwo.\n", b"One.\nTwo."])
def test_file_keeps_its_line_breaks_and_its_mark(quotable: Path, before: bytes) -> None:
    """An editor on Windows finds its file as it left it."""
    (quotable / NAME).write_bytes(before)
    workspace = briefing.find_workspace()
    file = writing.open_file(workspace, NAME)
    writing.save(workspace, NAME, file.text.replace("One", "1"), file.version)
    assert (quotable / NAME).read_bytes() == before.replace(b"One", b"1")


def test_text_with_a_mistake_is_saved_and_told(ask: TestClient) -> None:
    """A writer in the middle of a citation loses nothing."""
    file = opened(ask)
    assert ask.put("/api/file", json={"name": NAME, "text": "A claim [@nobody-1900].\n", "version": file["version"]}).status_code == 200
    found = ask.get("/api/problems", params={"outline": "pack"}).json()["result"]
    assert [(each["file"], each["line"]) for each in found if each["severity"] == "error"] == [(NAME, 1)]


def test_form_changes_one_setting_and_no_other_line(ask: TestClient, quotable: Path) -> None:
    """Remarks stay, and so does the order."""
    name = "seeds/questions/" + next(path.name for path in sorted((quotable / "seeds/questions").glob("*.md")))
    path = quotable / name
    text = path.read_text(encoding="utf-8").replace("---\n", "---\n# a remark\n", 1)
    path.write_text(text, encoding="utf-8")
    file = opened(ask, name)
    assert file["kind"] == "question"
    answer = ask.put("/api/settings", json={"name": name, "version": file["version"], "settings": {"minutes": 17}})
    assert answer.json()["result"]["settings"]["minutes"] == 17
    lines = [(a, b) for a, b in zip(text.splitlines(), path.read_text(encoding="utf-8").splitlines(), strict=False) if a != b]
    assert [after for _, after in lines] in (["minutes: 17"], [lines[0][1]])
    assert "# a remark" in path.read_text(encoding="utf-8")
    assert ask.put("/api/settings", json={"name": name, "version": file["version"], "settings": {"minutes": 3}}).status_code == 409


def test_schema_describes_each_form(ask: TestClient) -> None:
    """With what each setting is for."""
    schema = ask.get("/api/schema/question").json()["result"]
    assert schema["properties"]["level"]["description"]
    assert ask.get("/api/schema/nothing").status_code == 404


def test_new_question_begins_as_a_file(ask: TestClient, quotable: Path) -> None:
    """An id that is taken, or that cannot be one, is refused."""
    new = {
        "shelf": "questions",
        "id": "who-pays",
        "settings": {"level": "analyse", "minutes": 10, "objective": "Weigh."},
        "text": "Who pays?",
    }
    assert ask.post("/api/new", json=new).status_code == 200
    assert briefing.load(briefing.find_workspace()).questions["who-pays"].minutes == 10
    for wrong in ({"id": "who-pays"}, {"id": "../x"}, {"id": "Who"}, {"id": "con"}, {"shelf": "originals"}):
        assert ask.post("/api/new", json={**new, **wrong}).status_code == 422, wrong


def test_every_step_can_be_taken_back(ask: TestClient, quotable: Path) -> None:
    """To the last byte, in their order; and done again."""

    def state() -> dict[str, bytes]:
        return {
            path.relative_to(quotable).as_posix(): path.read_bytes()
            for path in quotable.rglob("*")
            if path.is_file() and ".bin" not in path.parts
        }

    states = [state()]
    article = PARAGRAPHS[3]
    steps: list[Callable[[], Any]] = [
        lambda: ask.post("/api/excerpt", json={"source": "lindqvist-2019", "start": [4, 0], "end": [4, len(article)]}),
        lambda: ask.post("/api/note", json={"excerpt": "lindqvist-2019-p4", "text": "Yes.", "kind": "term", "audience": "everyone"}),
        lambda: ask.post("/api/outline", json={"do": "add", "outline": "pack", "settings": {"use": "excerpts", "title": "Readings"}}),
        lambda: ask.post("/api/outline", json={"do": "move", "outline": "pack", "section": "readings", "before": "sources"}),
        lambda: ask.post("/api/drop", params={"name": "a.bib"}, content=b"@book{orla2021, author={Orla, Pim}, title={Gauges}, year=2021}"),
        lambda: ask.put("/api/file", json={"name": NAME, "text": "New.\n", "version": opened(ask)["version"]}),
        lambda: ask.post("/api/remove", json={"source": "lindqvist-2019"}),
    ]
    for number, step in enumerate(steps):
        answer = step()
        assert answer.status_code == 200, (number, answer.text)
        states.append(state())
        assert states[-1] != states[-2]
    for expected in states[-2::-1]:
        assert ask.post("/api/undo").status_code == 200
        assert state() == expected
    assert ask.post("/api/undo").status_code == 422
    for expected in states[1:]:
        assert ask.post("/api/redo").status_code == 200
        assert state() == expected
    assert ask.post("/api/redo").status_code == 422


def test_step_is_not_taken_back_over_what_somebody_else_wrote(ask: TestClient, quotable: Path) -> None:
    """The file stays as it is, and the step can be tried again."""
    ask.put("/api/file", json={"name": NAME, "text": "Mine.\n", "version": opened(ask)["version"]})
    (quotable / NAME).write_text("Theirs.\n", encoding="utf-8")
    answer = ask.post("/api/undo")
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["file"] == NAME
    assert (quotable / NAME).read_text(encoding="utf-8") == "Theirs.\n"
    (quotable / NAME).write_text("Mine.\n", encoding="utf-8")
    assert ask.post("/api/undo").status_code == 200


def test_saves_of_one_text_are_one_step(ask: TestClient, quotable: Path) -> None:
    """The desk saves whenever a writer pauses; one undo takes back the writing."""
    before = (quotable / NAME).read_bytes()
    for text in ("A.\n", "A b.\n", "A b c.\n"):
        ask.put("/api/file", json={"name": NAME, "text": text, "version": opened(ask)["version"]})
    assert ask.post("/api/undo").status_code == 200
    assert (quotable / NAME).read_bytes() == before


def test_empty_folder_becomes_a_workspace(tmp_path: Path, desk_of: Callable[..., TestClient]) -> None:
    """With the form that was chosen, as `init` makes it."""
    folder, other = tmp_path / "desk", tmp_path / "command"
    folder.mkdir()
    desk = desk_of(folder, begun=False)
    assert desk.get("/api/desk").json()["result"] == {"folder": "desk", "begun": False, "outline": "", "empty": True}
    assert desk.get("/api/contents").status_code == 422
    assert desk.post("/api/begin", json={"title": "Rivers: a reader", "form": "reader"}).status_code == 200
    assert desk.get("/api/desk").json()["result"]["outline"] == "reader"
    briefing.init(other, "reader", examples=False, title="Rivers: a reader")
    made, wanted = ({p.relative_to(f).as_posix(): p.read_bytes() for p in f.rglob("*") if p.is_file()} for f in (folder, other))
    assert made == wanted
    assert desk.post("/api/begin", json={"title": "Again", "form": "reader"}).status_code == 422


def test_shipped_pack_is_not_changed(monkeypatch: pytest.MonkeyPatch, ask: TestClient) -> None:
    """What is inside the installed program is to look at."""
    monkeypatch.setattr("briefing.workspace.is_installed", lambda _: True)
    file = opened(ask)
    answer = ask.put("/api/file", json={"name": NAME, "text": "Mine.\n", "version": file["version"]})
    assert answer.status_code == 422
    assert not ask.get("/api/desk").json()["result"]["writable"]


def test_python_callers_have_the_same() -> None:
    """What the desk refuses, the verbs refuse."""
    with pytest.raises(BriefingError, match="no text of this workspace"):
        writing.open_file(briefing.find_workspace(), "seeds/../pyproject.toml")


def test_look_changes_one_colour_and_keeps_the_rest(ask: TestClient, quotable: Path) -> None:
    """Its remarks, and its other settings; one undo takes the colours back."""
    path = quotable / "templates" / "theme.yaml"
    path.write_text('# ours\nbase: policy   # the house\nsizes: {body: 11/15}\ncolours: {ink: "#101010"}\n', encoding="utf-8")
    before = path.read_bytes()
    found = ask.get("/api/look").json()["result"]
    assert (found["base"], found["bases"], found["colours"]["ink"]) == ("policy", ["academic", "policy"], "#101010")
    answer = ask.put("/api/look", json={"colours": {"accent": "#702020"}})
    assert answer.json()["result"]["colours"] == {**found["colours"], "accent": "#702020"}
    assert ask.put("/api/look", json={"base": "academic", "colours": {"accent": "#602020"}}).json()["result"]["base"] == "academic"
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ours\nbase: academic   # the house\nsizes: {body: 11/15}\n")
    assert ask.post("/api/undo").status_code == 200
    assert path.read_bytes() == before


@pytest.mark.parametrize("colours", [{"accent": "#ffee00"}, {"ink": "#bbbbbb"}, {"accent": "red"}, {"other": "#000000"}])
def test_colour_in_which_text_cannot_be_read_is_refused(ask: TestClient, quotable: Path, colours: dict[str, str]) -> None:
    """With the reason, and the look stays."""
    answer = ask.put("/api/look", json={"base": "policy", "colours": colours})
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["file"] == "templates/theme.yaml"
    assert not (quotable / "templates" / "theme.yaml").exists()
