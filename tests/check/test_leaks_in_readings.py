"""Whole pages of a source in a pack for students: what hides in them is found, and words of the source are no leak."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, PngImagePlugin

from briefing import steps
from briefing.check.leaks.proof import Proof
from briefing.workspace import Workspace
from tests.support import source_pdfs
from tests.support.source_pdfs import LINES, SMALL
from tests.support.whole_readings import write

ANSWER = "The commission burned the second ledger on the evening before the court met, and its clerk said so to nobody."
QUESTION = "---\nlevel: analyse\nminutes: 5\nobjective: To find the ledger.\n---\nWhat became of the ledger?\n"
OUTLINE = """title: Trial
sections:
- {use: reading, source: roe}
- {use: text, title: Way, texts: [way]}
- {use: questions, title: Questions}
"""


@pytest.fixture
def proved(tmp_path: Path) -> Callable[..., Proof]:
    """Build a PDF with the pages of a source and search it for an answer."""

    def prove(data: bytes, answer: str = ANSWER, text: str = "Words for all.", pictures: dict[str, bytes] | None = None) -> Proof:
        folders = ("sources", "originals", "texts", "questions", "answers", "images")
        for folder in folders:
            (tmp_path / "seeds" / folder).mkdir(parents=True)
        (tmp_path / "templates").mkdir()
        workspace = Workspace(tmp_path, tmp_path / "output")
        write(workspace, data)
        for name, picture in (pictures or {}).items():
            (tmp_path / "seeds/images" / name).write_bytes(picture)
        for name, written in (("texts/way", text), ("questions/ledger", QUESTION), ("answers/ledger", answer)):
            (tmp_path / f"seeds/{name}.md").write_text(written + "\n", encoding="utf-8")
        (tmp_path / "templates/trial.yaml").write_text(OUTLINE, encoding="utf-8")
        library = steps.load(workspace)
        packs = steps.packs(workspace, library, steps.plans(workspace, library, ["trial"], {}))
        (tmp_path / "output").mkdir()
        return steps.prove(packs, steps.draw(packs, ["pdf"], tmp_path / "output"), workspace, library)

    return prove


def test_pages_without_the_answer_hold(proved: Callable[..., Proof]) -> None:
    proof = proved(source_pdfs.pages([SMALL, SMALL]))
    assert proof.holds
    assert proof.sought == ("seeds/answers/ledger.md",)


def test_an_answer_in_words_of_the_pages_is_no_leak(proved: Callable[..., Proof]) -> None:
    """Students may read these words anyway."""
    assert proved(source_pdfs.pages(), answer=" ".join(line for line in LINES if line)).holds


def hidden(mode: int = 0, grey: float = 0.0, x: float = 40, size: float = 6) -> bytes:
    """Return a page with the answer drawn so that nobody sees it: in a mode of text, in a grey, beside the page or tiny."""

    def draw(canvas: Any) -> None:
        text = canvas.beginText(x, 30)
        text.setFont(source_pdfs._typeface(), size)
        text.setTextRenderMode(mode)
        text.setFillGray(grey)
        text.textOut(ANSWER)
        canvas.drawText(text)

    return source_pdfs.pages(draw=draw)


@pytest.mark.parametrize("options", [{"grey": 1.0}, {"size": 0.5}], ids=["white", "tiny"])
def test_an_answer_that_hides_in_a_page_is_found(options: dict[str, Any], proved: Callable[..., Proof]) -> None:
    """The copy does not have these words, so students could not read them anywhere else."""
    (leak,) = proved(hidden(**options)).leaks
    assert leak.passage == "seeds/answers/ledger.md"


def annotated(file: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[40, 20, 60, 40], Contents=ANSWER)
    file.pages[0].obj.Annots = file.make_indirect(pikepdf.Array([note]))


def described(file: pikepdf.Pdf) -> None:
    file.docinfo["/Subject"] = ANSWER
    file.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(P=ANSWER)])
    with file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(ANSWER, 0))


def attached(file: pikepdf.Pdf) -> None:
    file.attachments["key.txt"] = ANSWER.encode()


@pytest.mark.parametrize("change", [annotated, described, attached])
def test_what_is_not_drawn_on_a_page_is_not_bound_in(change: Callable[[pikepdf.Pdf], None], proved: Callable[..., Proof]) -> None:
    assert proved(source_pdfs.changed(source_pdfs.pages(), change)).holds


def test_invisible_words_are_not_bound_in(proved: Callable[..., Proof]) -> None:
    assert proved(hidden(mode=3)).holds


def test_an_answer_that_hides_in_a_picture_does_not_come_along(proved: Callable[..., Proof]) -> None:
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", ANSWER)
    Image.new("RGB", (40, 40), "grey").save(made := io.BytesIO(), "PNG", pnginfo=said)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#eee"/>'
        f'<title>{ANSWER}</title><text x="2" y="12" font-size="4" display="none">{ANSWER}</text></svg>'
    )
    text = "![A grey field](images/a.png)\n\n![An empty field](images/b.svg)"
    assert proved(source_pdfs.pages(), text=text, pictures={"a.png": made.getvalue(), "b.svg": svg.encode()}).holds


def test_an_answer_that_a_drawing_shows_is_found(proved: Callable[..., Proof]) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 20"><rect width="400" height="20" fill="#eee"/>'
        f'<text x="2" y="12" font-size="6">{ANSWER}</text></svg>'
    )
    assert proved(source_pdfs.pages(), text="![A field](images/b.svg)", pictures={"b.svg": svg.encode()}).leaks
