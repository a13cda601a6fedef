"""Pictures for the teacher only: looked for in the files of students by what they show."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PIL import Image

import briefing
from briefing import steps
from briefing.check.leaks.opening import parts
from briefing.check.leaks.proof import Proof
from briefing.check.leaks.teacher_pictures import search_pictures, sought
from briefing.document import Document, Section
from briefing.library.finding_pictures import found
from briefing.render import FORMATS, renderer
from briefing.system.pictures import stored
from briefing.theme.model import Theme
from briefing.workspace import Workspace
from tests.support.sample import para, t
from tests.support.variants import variants

OUTLINE = """title: Trial
sections:
- {use: text, title: First, texts: [first]}
- {use: questions, title: Questions}
- use: text
  title: For me
  edition: teacher
  sections:
  - {use: picture, title: Key, file: images/plan.png, alt: The plan}
"""
ANSWER = 'The solved map:\n\n![The solved map](images/key.{}){{caption="The key"}}\n'
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
    '<rect width="40" height="20" fill="#eee"/><text x="2" y="12" font-size="8">Key</text></svg>'
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for folder in ("images", "texts", "questions", "answers"):
        (tmp_path / "seeds" / folder).mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    images = tmp_path / "seeds" / "images"
    Image.linear_gradient("L").convert("RGB").save(images / "key.jpg")
    Image.linear_gradient("L").rotate(90).convert("RGBA").save(images / "key.png")
    Image.linear_gradient("L").rotate(180).save(images / "plan.png")
    (images / "key.svg").write_text(SVG, encoding="utf-8")
    (tmp_path / "seeds" / "texts" / "first.md").write_text("Words for all.\n", encoding="utf-8")
    (tmp_path / "seeds" / "questions" / "one.md").write_text(
        "---\nlevel: apply\nminutes: 5\nobjective: To find it.\n---\nWhere is it?\n", encoding="utf-8"
    )
    (tmp_path / "seeds" / "answers" / "one.md").write_text(ANSWER.format("png"), encoding="utf-8")
    (tmp_path / "templates" / "trial.yaml").write_text(OUTLINE, encoding="utf-8")
    return Workspace(tmp_path, tmp_path / "output")


def with_picture(root: Path, name: str, folder: Path) -> dict[str, Path]:
    """Draw a pack with a picture in all formats."""
    from briefing.document import Picture

    node = stored(found(root, name)).put_into(Picture("p", "A picture", (), (), points=100))
    pack = Document("A pack", (Section("s", t("Part"), (para("Words."), node)),), "urn:uuid:0", cover="block", contents_depth=0)
    files = {kind: folder / f"a.{kind}" for kind in FORMATS}
    for kind, path in files.items():
        renderer(kind).render(pack, Theme(), path)
    return {str(kind): path for kind, path in files.items()}


@pytest.mark.parametrize("ending", variants(["png", "jpg", "svg"], ["png", "svg"]))
def test_a_picture_for_the_teacher_is_found_in_every_format(workspace: Workspace, ending: str) -> None:
    pictures = sought({"seeds/answers/one.md": ANSWER.format(ending)}, ["Words."], workspace.root)
    for kind, path in with_picture(workspace.root, f"images/key.{ending}", workspace.root).items():
        ((_, passage, file),) = search_pictures(path.read_bytes(), pictures)
        assert (kind, passage, file) == (kind, "seeds/answers/one.md", f"images/key.{ending}")
    for path in with_picture(workspace.root, "images/plan.png", workspace.root).values():
        assert search_pictures(path.read_bytes(), pictures) == []


def test_a_picture_that_students_see_anyway_is_not_looked_for(workspace: Workspace) -> None:
    text = ANSWER.format("png")
    assert sought({"a": text}, ["Look: ![Map](images/key.png)"], workspace.root) == ()
    assert [each.file for each in sought({"a": text, "b": "images/plan.png"}, [], workspace.root)] == ["images/plan.png", "images/key.png"]


def test_a_build_proves_that_pictures_for_the_teacher_stay_out(workspace: Workspace) -> None:
    """Of answers and of the teacher's sections; and a file into which one was put is named."""
    done = briefing.build(workspace, ["trial"], formats=["docx"], editions=("student", "teacher"))
    assert sorted(done.proof.pictures) == ["images/key.png", "images/plan.png"]
    assert done.proof.summary.startswith("No answer or teacher's note is in this file (")
    assert "and 2 pictures searched for" in done.proof.summary
    student = workspace.output / "trial.docx"
    with zipfile.ZipFile(student, "a") as package:
        package.write(workspace.root / "seeds" / "images" / "key.png", "word/media/other.png")
    told = briefing.prove(workspace, [student], "trial")
    assert isinstance(told, Proof)
    (problem,) = told.problems
    assert "word/media/other.png: a picture for the teacher: images/key.png" in problem.message
    assert "It comes from seeds/answers/one.md." in problem.hint


def test_without_pictures_for_the_teacher_nothing_is_said_of_them(workspace: Workspace) -> None:
    (workspace.root / "seeds" / "answers" / "one.md").write_text("It is by the river, at the second weir.\n", encoding="utf-8")
    outline = workspace.root / "templates" / "trial.yaml"
    outline.write_text(OUTLINE.partition("- use: text\n")[0], encoding="utf-8")
    library = steps.load(workspace)
    packs = steps.packs(workspace, library, steps.plans(workspace, library, ["trial"], {}))
    proof = steps.prove(packs, [], workspace, library)
    assert proof.pictures == ()


@pytest.mark.parametrize("grey", [0x33, 0x44, 0x56, 0x61])
def test_an_even_grey_is_no_code(grey: int) -> None:
    """The bytes of such a picture are those of a digit, which could stand for others, and these for others again."""
    image = Image.new("RGB", (300, 300), (grey, grey, grey))
    told = [part.text for part in parts(b"words " + image.tobytes() + b" words")]
    assert any("words" in str(text) for text in told)
