"""`pages:` in an outline: how many pages its PDF may have."""

from __future__ import annotations

from pathlib import Path

import pytest

import briefing
from briefing.errors import BriefingError, WrongValueError
from briefing.outline.length_limits import span_of_pages
from briefing.workspace import Workspace

OUTLINE = "title: Trial\ncover: block\ncontents: 0\n{}sections:\n- {{use: text, title: First, text: Words.}}\n"


def built(folder: Path, line: str, **options: object) -> list[str]:
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates" / "trial.yaml").write_text(OUTLINE.format(line), encoding="utf-8")
    done = briefing.build(Workspace(folder, folder / "output"), ["trial"], **options)  # type: ignore[arg-type]
    return [file.path.name for file in done.files]


@pytest.mark.parametrize("line", ["", "pages: 1\n", "pages: at most 2\n", "pages: 1-3\n"])
def test_pack_within_its_pages_is_built(tmp_path: Path, line: str) -> None:
    assert built(tmp_path, line, formats=["pdf"]) == ["trial.pdf"]


def test_pack_with_other_pages_is_refused_at_the_line_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(BriefingError) as caught:
        built(tmp_path, "pages: at least 2\n", formats=["pdf"])
    (problem,) = caught.value.problems
    assert str(problem).startswith("templates/trial.yaml:4:8: the PDF has 1 page, and this outline allows at least 2")
    assert not (tmp_path / "output" / "trial.pdf").exists()


@pytest.mark.parametrize("name", ["docx", "epub"])
def test_pages_are_those_of_the_pdf_whatever_is_built(tmp_path: Path, name: str) -> None:
    """A Word file has as many as the program that shows it gives it, and an EPUB has none."""
    assert built(tmp_path, "pages: at most 1\n", formats=[name]) == [f"trial.{name}"]
    with pytest.raises(BriefingError, match="the PDF has 1 page, and this outline allows at least 2"):
        built(tmp_path, "pages: at least 2\n", formats=[name])


def test_what_is_no_number_of_pages_is_told(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match="'few' is not a range") as caught:
        built(tmp_path, "pages: few\n")
    assert caught.value.problems[0].hint == "Write 'at most 4', 'at least 2' or '2-4'."


@pytest.mark.parametrize(
    ("given", "hint"), [("At most four", "Write 'at most 4'."), ("two-three", "Write '2-3'."), ("six", "Write 'at most 6'.")]
)
def test_number_in_words_is_told_in_digits(given: str, hint: str) -> None:
    with pytest.raises(WrongValueError, match="is not a range") as caught:
        span_of_pages(given)
    assert caught.value.hint == hint
