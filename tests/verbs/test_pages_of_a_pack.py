"""`pages:` in an outline: how many pages its PDF may have."""

from __future__ import annotations

import re
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


def test_pack_that_is_too_long_says_by_how_much_and_where_most_can_be_saved(tmp_path: Path) -> None:
    """The height of each section and each drawing, and a line that is valid and shows the pages meanwhile."""
    (tmp_path / "seeds" / "figures").mkdir(parents=True)
    rows = "".join(f"- {{label: Row {number}, values: [{number}]}}\n" for number in range(1, 20))
    record = (
        f'---\ntitle: Boats\ncaption: Boats\nlabel: Place\ncite: "@background"\nseries: [{{name: Boats, unit: boats}}]\nrows:\n{rows}---\n'
    )
    (tmp_path / "seeds" / "figures" / "boats.md").write_text(record, encoding="utf-8")
    words = " ".join(["Water runs down to the sea."] * 160)
    more = f"- {{use: text, title: Long, text: {words}}}\n- {{use: figures, title: Numbers, table: no}}\n"
    (tmp_path / "templates").mkdir()

    def run(pages: str) -> None:
        outline = OUTLINE.format(f"pages: {pages}\n") + more
        (tmp_path / "templates" / "trial.yaml").write_text(outline, encoding="utf-8")
        briefing.build(Workspace(tmp_path, tmp_path / "output"), ["trial"], formats=["pdf"])

    with pytest.raises(BriefingError) as caught:
        run("at most 1")
    (problem,) = caught.value.problems
    lines = re.search(r"the PDF has 2 pages, and this outline allows at most 1, by (\d+) lines", problem.message)
    assert lines
    assert 5 < int(lines[1]) < 60
    heights = {name: int(height) for name, height in re.findall(r"(Long|First|Numbers|Boats)(?: \(background\))? (\d+) mm", problem.hint)}
    assert heights["Long"] > heights["First"]
    assert heights["Numbers"] > heights["Boats"] > 40
    assert "write 'pages: 2'" in problem.hint
    assert not (tmp_path / "output" / "trial.pdf").exists()
    run("2")
    assert (tmp_path / "output" / "trial.pdf").exists()
