"""Numbers of captions, references to what a pack has elsewhere, titles of boxes, and citations in pandoc's other forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefing import steps
from briefing.document import Callout, Document, PageNumber, Quote, Reference, Table, plain, walk
from briefing.errors import BriefingError, Problem
from briefing.workspace import Workspace

TABLE = "| a | b |\n| - | - |\n| 1 | 2 |\n\n: {}\n\n"
SOURCE = "---\ntype: book\ntitle: The {}\nauthor: [{{family: {}, given: Kim}}]\nissued: {}\n---\n"
OUTLINE = "title: Trial\n{}sections:\n- {{use: text, title: First, texts: [first]}}\n- {{use: text, title: Second, texts: [second]}}\n"
Made = Callable[..., tuple[Document, list[Problem]]]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Build a pack of two texts."""

    def make(first: str, second: str = "The end.", *, head: str = "") -> tuple[Document, list[Problem]]:
        for folder in ("seeds/texts", "seeds/sources", "templates"):
            (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / "seeds" / "texts" / "first.md").write_text(first, encoding="utf-8")
        (tmp_path / "seeds" / "texts" / "second.md").write_text(second, encoding="utf-8")
        for key, name, year in (("weir", "Aalto", 1990), ("ferry", "Brandt", 2004)):
            (tmp_path / "seeds" / "sources" / f"{key}.md").write_text(SOURCE.format(key, name, year), encoding="utf-8")
        (tmp_path / "templates" / "trial.yaml").write_text(OUTLINE.format(head), encoding="utf-8")
        workspace = Workspace(tmp_path, tmp_path / "output")
        library = steps.load(workspace)
        (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, ["trial"], {}))
        return pack.document, list(pack.warnings)

    return make


def refused(made: Made, *texts: str) -> list[str]:
    with pytest.raises(BriefingError) as caught:
        made(*texts)
    return [str(each) for each in caught.value.problems]


def test_tables_are_numbered_through_the_pack_where_there_are_several(made: Made) -> None:
    document, _ = made(TABLE.format("Shares"), TABLE.format("Use") + "| c |\n| - |\n| 3 |\n")
    assert [each.label for each in walk(document) if isinstance(each, Table)] == ["Table 1", "Table 2", ""]


def test_a_table_alone_has_a_number_only_if_it_is_referred_to(made: Made) -> None:
    alone, _ = made(TABLE.format("Shares"))
    referred, _ = made(TABLE.format("Shares {#tbl-shares}"), "See @tbl-shares.")
    assert [each.label for each in walk(alone) if isinstance(each, Table)] == [""]
    assert [each.label for each in walk(referred) if isinstance(each, Table)] == ["Table 1"]


def test_numbers_are_in_the_language_of_the_pack(made: Made) -> None:
    document, _ = made(TABLE.format("Доли {#tbl-a}"), "См. @tbl-a.", head="language: ru\n")
    assert "См. Таблица\u00a01." in plain(document)


def test_references_lead_to_ids_of_their_own_text_first_and_then_of_the_pack(made: Made) -> None:
    document, warnings = made(
        "## The dam {#dam}\n\n[Here](#dam), [there](#end), @tbl-use, [[The mill]].\n\n## The mill\n\nWords.",
        "## The dam {#dam}\n\n[Here](#dam).\n\n## End\n\n" + TABLE.format("Use {#tbl-use}"),
    )
    found = [(each.target, plain(each.children)) for each in walk(document) if isinstance(each, Reference)]
    assert found == [
        ("first-dam", "Here"),
        ("second-end", "there"),
        ("second-tbl-use", "Table\u00a01"),
        ("first-the-mill", "The mill"),
        ("second-dam", "Here"),
    ]
    assert warnings == []


def test_a_reference_without_words_says_what_is_there(made: Made) -> None:
    document, _ = made("## The dam {#sec-dam}\n\nWords.", "See @sec-dam.")
    assert "See “The dam”." in plain(document)


def test_a_reference_that_leads_nowhere_keeps_its_words_and_is_told(made: Made) -> None:
    document, (warning,) = made("## Dam\n\nSee [the dam](#dma), [[The weir]].")
    assert "See the dam, The weir." in plain(document)
    assert (warning.file, warning.line, warning.severity) == ("seeds/texts/first.md", 3, "warning")
    assert "dam" in warning.hint


def test_a_reference_without_words_that_leads_nowhere_stops_the_build(made: Made) -> None:
    (told,) = refused(made, "Words.", "See @tbl-shares.")
    assert told.startswith("seeds/texts/second.md:1:5: nothing in this pack has the id 'tbl-shares'")


def test_a_table_without_a_caption_has_no_number_to_refer_to(made: Made) -> None:
    (told,) = refused(made, "See @fig-dam.\n\n| a |\n| - |\n| 1 |\n")
    assert "fig-dam" in told


def test_boxes_have_their_kind_as_a_title_in_the_language_of_the_pack(made: Made) -> None:
    english, _ = made("::: tip\nWords.\n:::\n\n::: box\nWords.\n:::\n\n::: bottom-line\nWords.\n:::")
    russian, _ = made("::: tip\nСлова.\n:::", head="language: ru\n")
    assert [plain(each.title) for each in walk(english) if isinstance(each, Callout)] == ["Tip", "", "Bottom line"]
    assert [plain(each.title) for each in walk(russian) if isinstance(each, Callout)] == ["Совет"]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("It is so [see @weir, p. 3; also @ferry].", "It is so (see Aalto 1990, 3; also Brandt 2004)."),
        ("Aalto says so [-@weir].", "Aalto says so (1990)."),
        ("As @weir [p. 4] has it.", "As Aalto (1990, 4) has it."),
        ("@ferry says so.", "Brandt (2004) says so."),
        ("So [@weir, pp. 33-35, 38 and *passim*].", "So (Aalto 1990, 33–35, 38 and passim)."),
    ],
)
def test_citations_are_worded_as_pandoc_words_them(made: Made, written: str, printed: str) -> None:
    document, _ = made(written)
    assert printed in plain(document)


def test_a_style_with_notes_keeps_the_author_in_the_sentence(made: Made) -> None:
    document, _ = made("As @weir [p. 4] has it.", head="csl: chicago-notes-bibliography\n")
    assert "As Kim Aalto has it." in plain(document)
    assert "4." in plain(document)


def test_a_block_quotation_without_a_copy_says_that_nobody_has_checked_it(made: Made) -> None:
    document, _ = made("> The weir was built in a year without any rain at all [@weir, p. 3].\n\n> Water is a trust.\n>\n> — A proverb")
    found = [plain(each.attribution) for each in walk(document) if isinstance(each, Quote)]
    assert found == ["(Aalto 1990, 3) · not checked against the source", "— A proverb"]


def test_references_print_numbers_alone_words_of_ones_own_and_pages(made: Made) -> None:
    text = TABLE.format("Shares {#tbl-a}") + TABLE.format("Use {#tbl-b}")
    document, _ = made(text, "See [Tab. @tbl-b, page], -@tbl-a, \\ref{tbl:b}, [the use](#tbl-b){.page} and page \\pageref{tbl-a}.")
    second = document.blocks[1]
    assert "See Tab.\u00a02 on page\u00a0, 1, 2, the use on page\u00a0 and page ." in plain(second)
    first, use = (each.id for each in walk(document) if isinstance(each, Table))
    assert [each.target for each in walk(second) if isinstance(each, PageNumber)] == [use, use, first]


def test_page_of_what_is_not_there_stops_the_build(made: Made) -> None:
    assert refused(made, "Words.\n\nSee page \\pageref{fig:none}.")[0].startswith(
        "seeds/texts/first.md:3:18: nothing in this pack has the id 'fig-none'"
    )


def test_a_table_that_only_the_teacher_refers_to_has_a_number(inside_water: Path) -> None:
    excerpt = inside_water / "seeds" / "excerpts" / "equitable-share.md"
    lead = "  for: teacher\n  text: "
    excerpt.write_text(excerpt.read_text(encoding="utf-8").replace(lead, f"{lead}See @tbl-flow. "), encoding="utf-8")
    (inside_water / "seeds" / "texts" / "flow.md").write_text(TABLE.format("Flow {#tbl-flow}"), encoding="utf-8")
    sections = "- {use: text, title: First, texts: [flow]}\n- {use: excerpts, title: Read, select: [equitable-share]}\n"
    (inside_water / "templates" / "trial.yaml").write_text(f"title: Trial\nsections:\n{sections}", encoding="utf-8")
    workspace = Workspace(inside_water, inside_water / "output")
    library = steps.load(workspace)
    packs = steps.packs(workspace, library, steps.plans(workspace, library, ["trial"], {}), editions=("student", "teacher"))
    labels = [each.label for pack in packs for each in walk(pack.document) if isinstance(each, Table)]
    assert labels == ["Table 1", "Table 1"]
    assert "See Table\u00a01." in plain(packs[1].document)
