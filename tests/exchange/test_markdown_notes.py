"""Notes in Markdown, which people write for briefing and import again and again: passages, notes, questions, order, and what has gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefing.cli import main
from tests.support.highlights import DAM, JUDGES, SHARE, TITLE, brought, notes
from tests.support.quotable import put_copy


@pytest.fixture
def law(quotable: Path) -> Path:
    """Work in a workspace with the article about water law."""
    put_copy(quotable)
    return quotable


def imported(law: Path, *parts: str) -> Result:
    """Import `passages.md` with some parts about the article."""
    return brought(law, "passages.md", "\n\n".join(("# lindqvist-2019", *parts)) + "\n")


def setting(law: Path, excerpt: str, name: str) -> str:
    """Return a setting of an excerpt as it is written."""
    found = re.search(rf"^{name}: (.*)$", (law / f"seeds/excerpts/{excerpt}.md").read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else ""


NOTES = f"""<!-- Passages. > Not this one. -->

# lindqvist-2019: {TITLE}

## Half of it

> {SHARE}

Whose? Compare [@lindqvist-2019, ¶4].

Two states share it.

Digest: Nobody gets all.

> whoever plans … neighbours
> first
"""


def test_notes_in_markdown_have_passages_titles_digests_and_notes(law: Path) -> None:
    """Citations in them are citations. The first and the last words of a passage are enough."""
    done = brought(law, "passages.md", NOTES)
    assert done.exit_code == 0, done.output
    found = notes(law)
    assert found["No bank may take … whole of the water."] == ["Whose? Compare [@lindqvist-2019, ¶4].", "Two states share it."]
    assert len(found) == 2
    text = (law / "seeds/excerpts/lindqvist-2019-p4.md").read_text(encoding="utf-8")
    assert "title: Half of it\n" in text
    assert text.endswith("---\nNobody gets all.\n")


def test_notes_in_markdown_are_imported_again_with_each_new_passage(law: Path) -> None:
    """What was there before is counted, and not told one by one."""
    brought(law, "passages.md", NOTES)
    done = brought(law, "passages.md", f"{NOTES}\n> {JUDGES}\n")
    assert "1 excerpt drafted. 2 passages are excerpts already." in done.output
    assert "which the import did not change" not in done.output


def test_notes_in_markdown_without_a_passage_or_a_source(law: Path) -> None:
    """The message says what to write; and the file of other programs may name the work at its top."""
    assert "there is no passage in this file yet" in brought(law, "passages.md", f"# {TITLE}\n\n>\n").output
    named = brought(law, "n.md", "# The lindqvist\n\n> No words of anybody at all.\n").output
    assert "Begin the heading above it with the name of a source that has a text: # lindqvist-2019." in named
    assert brought(law, "o.md", f'---\ntitle: "{TITLE}"\n---\n> [!quote] p. 4\n> {SHARE}\n').exit_code == 0


def test_notes_that_are_written_later_are_added_to_the_excerpt(law: Path) -> None:
    """With the digest, where it has none. What a person wrote into the file of the excerpt stays."""
    brought(law, "passages.md", f"# lindqvist-2019\n\n> {SHARE}\n\nWhose?\n")
    path = law / "seeds/excerpts/lindqvist-2019-p4.md"
    path.write_text(path.read_text(encoding="utf-8").replace("title: ", "title: My "), encoding="utf-8")
    done = brought(law, "passages.md", f"# lindqvist-2019\n\n> {SHARE}\n\nWhose?\n\nAnd when?\n\nDigest: Nobody gets all.\n")
    assert "seeds/excerpts/lindqvist-2019-p4.md  has your new notes" in done.output
    assert notes(law) == {"No bank may take … whole of the water.": ["Whose?", "And when?"]}
    text = path.read_text(encoding="utf-8")
    assert "title: My Lindqvist" in text
    assert text.endswith("---\nNobody gets all.\n")
    assert "has your new notes" not in brought(law, "passages.md", f"# lindqvist-2019\n\n> {SHARE}\n\nWhose?\n").output


ASKED = f"""# lindqvist-2019

> {SHARE}

**Question:** Who pays, and
why?
Answer: The *barges* do.

Question: Since when?

# For all

Question 3: What is a river for?
"""


def test_questions_in_notes_become_questions_of_the_library(law: Path) -> None:
    """With the passage that they are about and their answers, each once."""
    done = brought(law, "passages.md", ASKED)
    assert done.exit_code == 0, done.output
    about = "---\nexcerpts: [lindqvist-2019-p4]\n---\n"
    assert {path.name: path.read_text(encoding="utf-8") for path in (law / "seeds/questions").glob("*question-?.md")} == {
        "lindqvist-2019-p4-question-1.md": f"{about}Who pays, and\nwhy?\n\n## Answer\n\nThe *barges* do.\n",
        "lindqvist-2019-p4-question-2.md": f"{about}Since when?\n",
        "question-1.md": "What is a river for?\n",
    }
    assert notes(law) == {"No bank may take … whole of the water.": []}
    assert "question" not in brought(law, "passages.md", ASKED).output


def test_another_answer_in_notes_is_told(law: Path) -> None:
    """The import changes no question that is there, and says where to write the answer."""
    brought(law, "passages.md", ASKED)
    answer = brought(law, "passages.md", ASKED.replace("The *barges* do.", "The towns do.")).output
    assert "passages.md:5:1: warning: the answer to “Who pays, and why?” is not that of 'lindqvist-2019-p4-question-1'" in answer
    assert "Write it into seeds/questions/lindqvist-2019-p4-question-1.md." in answer


def test_questions_alone_are_imported(law: Path) -> None:
    """A citation of no source is named with its line, and the other questions come in."""
    answer = brought(law, "passages.md", "Question: Who says so [@nobody]?\n\nQuestion: Why?\n").output
    assert "passages.md:1:25: warning: the question “Who says so [@nobody]?”: there is no source 'nobody'" in answer
    assert (law / "seeds/questions/question-1.md").read_text(encoding="utf-8") == "Why?\n"


# ── which lines are whose ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_lines_below_a_passage_belong_to_it_up_to_an_empty_line(law: Path) -> None:
    """So people paste several lines behind one sign."""
    done = imported(law, "> No bank may\ntake the whole\n  of the water.", "Whose?")
    assert done.exit_code == 0, done.output
    assert notes(law) == {"No bank may take … whole of the water.": ["Whose?"]}
    assert setting(law, "lindqvist-2019-p4", "words") == "9"


@pytest.mark.parametrize(
    "below", ["- Whose?", "1. Whose?", "Question: Whose?", "**Answer:** Nobody's.", "Digest: A share.", "> ", "# Next", "***"]
)
def test_other_parts_directly_below_a_passage_are_none_of_it(law: Path, below: str) -> None:
    """Markdown ends a quotation before a list, a heading and a line across the page; words for briefing begin a part of their own."""
    assert imported(law, f"> {SHARE}\n{below}").exit_code == 0
    assert setting(law, "lindqvist-2019-p4", "words") == "9"


def test_note_directly_below_a_passage_is_refused_with_the_way_out(law: Path) -> None:
    done = imported(law, f"> {SHARE}\nWhose is it?")
    assert "is not in the copy of 'lindqvist-2019'" in done.output
    assert "Leave an empty line before a note." in done.output
    assert not list((law / "seeds/excerpts").glob("lindqvist-2019-p*"))


def test_words_of_the_source_in_a_note_are_told_at_each_import(law: Path) -> None:
    """What is between quotation marks is a quotation. A few words in common are none."""
    told = "its note has 9 words of 'lindqvist-2019' itself, “No bank may take the whole of the water.”"
    for _ in range(2):
        assert told in imported(law, "> neighbours first", f"I note: {SHARE} So it is.").output
    for own in (f"“{SHARE}” Whose?", "No bank may take the whole river, says the court.", "Who plans a dam tells others."):
        assert "words of" not in imported(law, "> neighbours first", own).output


def test_all_paragraphs_below_an_answer_are_the_teachers(law: Path) -> None:
    """It is told, once. A note comes before the question."""
    parts = (
        f"> {SHARE}",
        "Whose?",
        "Question: Who pays?",
        "By which rule?",
        "Answer: The barges.",
        "And the towns.",
        "Question: When?",
        "A note.",
    )
    done = imported(law, *parts)
    question = (law / "seeds/questions/lindqvist-2019-p4-question-1.md").read_text(encoding="utf-8")
    assert question.endswith("Who pays?\n\nBy which rule?\n\n## Answer\n\nThe barges.\n\nAnd the towns.\n")
    assert notes(law) == {"No bank may take … whole of the water.": ["Whose?", "A note."]}
    assert "passages.md:13:1: warning: this paragraph counts to the answer to “Who pays? By which rule?”" in done.output
    assert "counts to the answer" not in imported(law, *parts).output


def test_answer_without_a_question_is_no_note(law: Path) -> None:
    done = imported(law, f"> {SHARE}", "Answer: The barges.", "And the towns.", "# For all", "Answer: Nobody.")
    assert notes(law) == {"No bank may take … whole of the water.": []}
    assert "the answer on line 5 was skipped" in done.output
    assert "the answer on line 11 was skipped" in done.output


# ── order, and what has gone ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def printed(*marks: str) -> list[str]:
    """Return some words in the order in which the pack has them."""
    text = CliRunner().invoke(main, ["show", "lecture"]).output
    return sorted((each for each in marks if each in text), key=text.index)


def test_order_of_the_passages_is_that_of_the_pack(law: Path) -> None:
    """And of the questions on them. A passage that is put between others changes the numbers; one at the end does not."""
    (law / "templates/lecture.yaml").write_text("title: L\nsections:\n- {use: excerpts}\n- {use: questions}\n", encoding="utf-8")
    first = (f"## C\n\n> {DAM}", "Question: What of dams?", f"## A\n\n> {SHARE}", "Question: What of shares?")
    done = imported(law, *first)
    assert done.exit_code == 0, done.output
    shown = CliRunner().invoke(main, ["build", "lecture", "-f", "epub", "--allow-unlicensed"])
    assert shown.exit_code == 0, shown.output
    keys = sorted(
        (path.stem for path in (law / "seeds/excerpts").glob("lindqvist-2019-p*")), key=lambda key: int(setting(law, key, "order"))
    )
    assert [setting(law, key, "title") for key in keys] == ["C", "A"]
    again = imported(law, f"## B\n\n> {JUDGES}", *first)
    assert "has your new notes" not in again.output
    keys = sorted(
        (path.stem for path in (law / "seeds/excerpts").glob("lindqvist-2019-p*")), key=lambda key: int(setting(law, key, "order"))
    )
    assert [setting(law, key, "title") for key in keys] == ["B", "C", "A"]


def test_passages_of_several_files_keep_together(law: Path) -> None:
    """Each file keeps its numbers when another is imported."""
    for name, words in (("one.md", SHARE), ("two.md", DAM)):
        assert brought(law, name, f"# lindqvist-2019\n\n> {words}\n").exit_code == 0
    assert brought(law, "one.md", f"# lindqvist-2019\n\n> {SHARE}\n\n> {JUDGES}\n").exit_code == 0
    found: dict[str, list[int]] = {
        setting(law, path.stem, "notes-file"): [] for path in sorted((law / "seeds/excerpts").glob("lindqvist-2019-p*"))
    }
    for path in sorted((law / "seeds/excerpts").glob("lindqvist-2019-p*")):
        found[setting(law, path.stem, "notes-file")].append(int(setting(law, path.stem, "order")))
    assert max(found["one.md"]) < min(found["two.md"])
    assert len(set(found["one.md"])) == 2


def test_passage_that_was_changed_or_taken_out_is_told_until_it_is_removed(law: Path) -> None:
    """The question that was about it goes over to the new passage; the command removes what is left."""
    imported(law, "> No bank may take the whole", "Question: Who?\nAnswer: All.", f"> {DAM}", "Question: When?")
    old = next(path.stem for path in (law / "seeds/excerpts").glob("lindqvist-2019-p*") if "whole" in setting(law, path.stem, "  end"))
    dam = next(path.stem for path in (law / "seeds/excerpts").glob("lindqvist-2019-p*") if "dam" in path.read_text(encoding="utf-8"))
    done = imported(law, f"> {SHARE}", "Question: Who?\nAnswer: All.")
    named = re.search(
        r"warning: 2 excerpts came from this file, with passages that it no longer has: (.*)\. Packs still print them", done.output
    )
    assert named
    assert set(named[1].split(", ")) == {old, dam}
    assert "1 excerpt drafted." in done.output
    question = next(path for path in (law / "seeds/questions").glob("*-question-1.md") if "Who?" in path.read_text(encoding="utf-8"))
    assert f"[{old}]" not in question.read_text(encoding="utf-8")
    removed = CliRunner().invoke(main, ["excerpts", "remove", *named[1].split(", ")])
    assert removed.exit_code == 0, removed.output
    assert not (law / f"seeds/excerpts/{old}.md").exists()
    assert (law / f".bin/seeds/excerpts/{old}.1.md").is_file()
    assert not (law / f"seeds/questions/{dam}-question-1.md").exists()
    assert question.is_file()
    assert "no longer has" not in imported(law, f"> {SHARE}", "Question: Who?\nAnswer: All.").output


def test_excerpt_that_is_needed_is_not_removed(law: Path) -> None:
    """The message says where it is named."""
    imported(law, f"> {SHARE}")
    other = law / "seeds/excerpts/other.md"
    text = (law / "seeds/excerpts/lindqvist-2019-p4.md").read_text(encoding="utf-8")
    other.write_text(text.replace("title:", "translation: lindqvist-2019-p4\ntitle:"), encoding="utf-8")
    done = CliRunner().invoke(main, ["excerpts", "remove", "lindqvist-2019-p4"])
    assert done.exit_code == 1
    assert "seeds/excerpts/other.md:2:" in done.output
    assert (law / "seeds/excerpts/lindqvist-2019-p4.md").is_file()
    assert CliRunner().invoke(main, ["excerpts", "remove", "lindqvist-2019-p5"]).exit_code == 1
