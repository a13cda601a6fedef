"""Word packs: nothing lost, nothing broken, the same bytes each time."""

from __future__ import annotations

import itertools
import os
import re
import struct
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
import uharfbuzz
from openxml_audit import FileFormat, OpenXmlValidator

from briefing import steps as build
from briefing.document import (
    Block,
    BulletList,
    Callout,
    Column,
    Definition,
    Definitions,
    Digest,
    Document,
    Emphasis,
    Formula,
    Link,
    Note,
    NoteMark,
    NumberedList,
    PageBreak,
    Paragraph,
    Question,
    Quote,
    Reference,
    Section,
    Table,
    Term,
    Text,
    WritingSpace,
    walk,
)
from briefing.document import notes as notes_of
from briefing.render.docx import render
from briefing.render.docx.embedded_fonts import widths
from briefing.render.docx.style_model import CELL_PADDING
from briefing.render.docx.wml import ILLEGAL
from briefing.theme.font_files import Face, characters, embedded
from briefing.theme.model import A4, LETTER, Paper, Theme, large_print
from briefing.theme.sfnt import linked
from briefing.workspace import Workspace
from tests.support.docx_rules import W, WordFile, problems, shown, words, words_of
from tests.support.drawn_sample import put_sample
from tests.support.needs import converted, needs_libreoffice
from tests.support.places import SHIPPED
from tests.support.sample import prose, sample
from tests.support.variants import variants
from tests.support.words import letters, page_texts, pandoc, printed, sections

FACES: tuple[Face, ...] = ("regular", "italic", "bold", "bold_italic")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put_sample(tmp_path_factory.mktemp("docx") / "pack.docx")


@pytest.fixture(scope="module")
def commented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack with its notes as comments."""
    return put_sample(tmp_path_factory.mktemp("docx") / "commented.docx", Theme(annotations="comments"))


@pytest.fixture(scope="module")
def ast(pack: Path) -> dict[str, Any]:
    return pandoc(pack)


def made(tmp_path: Path, *blocks: Any, **options: Any) -> WordFile:
    path = tmp_path / "made.docx"
    render(Document("Title", (Section("s", (Text("Head"),), blocks),), "urn:uuid:1", **options), Theme(), path)
    assert problems(path) == []
    return WordFile(path)


def para(text: str, *more: Any) -> Paragraph:
    return Paragraph((Text(text), *more))


def test_every_word_of_the_tree_is_in_the_body_in_order(pack: Path) -> None:
    """Title, contents, blocks and cells, and the numbers of questions, which Word counts."""
    document = sample()
    front = [
        document.kicker,
        document.title,
        document.subtitle,
        document.byline,
        document.date,
        *printed(document.status),
        document.description,
        document.labels.contents,
    ]
    contents = ["".join(printed(section.title)) for level, section in sections(document.blocks) if level <= document.contents_depth]
    want = letters("".join([*front, *contents, *printed(document.blocks)]))
    assert letters("".join(shown(WordFile(pack)))) == want


def test_python_docx_finds_styles_and_tables(pack: Path) -> None:
    """The styles have the names that Word knows, and tables their cells."""
    document = docx.Document(str(pack))
    styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert {"Title", "Heading 1", "Heading 4", "Body Text", "Lead", "Quote", "Digest", "Excerpt Source", "Caption", "List Bullet"} <= styles
    assert {"List Number", "List Bullet 3", "Bibliography", "Question", "Box Title"} <= styles
    assert any(each.startswith("Fact ") for each in styles)
    tables = [each for each in walk(sample()) if isinstance(each, Table)]
    assert [(len(table.rows), len(table.columns)) for table in document.tables] == [
        (len(each.rows) + 1, len(each.columns)) for each in tables
    ]


def _note_texts(file: WordFile, part: str) -> list[str]:
    return [letters("".join(words_of(note))) for note in file.xml[f"word/{part}.xml"] if words(note)]


def _in_order(*placements: str) -> list[str]:
    """Return the words of the notes of the sample that are set in these places, in the order of their marks."""
    every = notes_of(sample())
    order = [each.note for each in walk(sample()) if isinstance(each, NoteMark)]
    return [letters(every[name].kind + "".join(printed(every[name].children))) for name in order if every[name].placement in placements]


def test_notes_are_footnotes_that_word_numbers(pack: Path) -> None:
    """They print whole, in the order of their marks, and no mark is typed; the file has no comment."""
    file = WordFile(pack)
    assert _note_texts(file, "footnotes") == _in_order("foot", "margin")
    assert "word/comments.xml" not in file.names
    references = list(file.document.iter(f"{W}footnoteReference"))
    assert [int(each.get(f"{W}id")) for each in references] == list(range(1, len(notes_of(sample())) + 1))
    assert not any(each.get(f"{W}customMarkFollows") for each in references)
    assert {words(each.getparent()) for each in references} == {""}
    assert all(each.getparent().find(f"{W}rPr/{W}rStyle").get(f"{W}val") == "FootnoteReference" for each in references)
    notes = [each for each in file.xml["word/footnotes.xml"] if each.get(f"{W}type") is None]
    assert all(len(list(each.iter(f"{W}footnoteRef"))) == 1 for each in notes)
    assert {each.find(f"{W}p/{W}pPr/{W}pStyle").get(f"{W}val") for each in notes} == {"FootnoteText"}


def test_notes_can_be_comments(commented: Path) -> None:
    """Then notes at the foot stay footnotes, and the authors of the comments are those of the notes."""
    file = WordFile(commented)
    assert problems(commented) == []
    assert _note_texts(file, "footnotes") == _in_order("foot")
    assert _note_texts(file, "comments") == _in_order("margin")
    assert {each.get(f"{W}author") for each in file.xml["word/comments.xml"]} == {"Editor", "Translator"}


def test_comments_embrace_the_annotated_words(commented: Path) -> None:
    """The range of a comment holds the words that the note is about."""
    ranges: dict[str, str] = {}
    inside: set[str] = set()
    for element in WordFile(commented).document.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}t"):
        if element.tag == f"{W}t":
            ranges |= {name: ranges.get(name, "") + element.text for name in inside}
        else:
            (inside.add if element.tag.endswith("Start") else inside.remove)(element.get(f"{W}id"))
    assert list(ranges.values()) == ["second road", "a signature costs nothing", "three columns"]
    last = list(WordFile(commented).document.iter(f"{W}commentReference"))[-1]
    assert words(next(last.iterancestors(f"{W}p"))).startswith("Digest of: Clerk 1931")


def test_a_note_for_the_teacher_is_a_comment(tmp_path: Path) -> None:
    """Beside footnotes for students, whatever page it has in print."""
    notes = (
        Note("a", "a", "", (Text("For all."),)),
        Note("b", "b", "", (Text("Beside."),), "margin", "Teacher", for_teacher=True),
        Note("c", "S1", "", (Text("On a leaf."),), "leaf", "Teacher", for_teacher=True),
    )
    file = made(tmp_path, para("Words", *(NoteMark(each.id, ()) for each in notes)), *notes)
    assert _note_texts(file, "footnotes") == ["Forall"]
    assert _note_texts(file, "comments") == ["Beside", "Onaleaf"]


def test_a_note_that_is_marked_twice_has_one_number(tmp_path: Path) -> None:
    """The second mark is a field that follows the number of the first."""
    notes = (Note("a", "1", "", (Text("First."),), "foot"), Note("b", "2", "", (Text("Second."),), "foot"))
    file = made(tmp_path, para("One", NoteMark("a", ()), Text(" two"), NoteMark("b", ()), Text(" three"), NoteMark("b", ())), *notes)
    (code,) = [str(each.text).split() for each in file.document.iter(f"{W}instrText") if "NOTEREF" in str(each.text)]
    (named,) = [each for each in file.document.iter(f"{W}bookmarkStart") if each.get(f"{W}name") == code[1]]
    assert named.getnext().find(f"{W}footnoteReference").get(f"{W}id") == "2"
    assert words(file.document).endswith("One two three2")


def test_annotations_are_what_the_outline_says(water: Path) -> None:
    """`annotations: comments` in an outline makes comments of them."""
    outline = water / "templates" / "everything.yaml"
    outline.write_text(outline.read_text(encoding="utf-8") + "\nannotations: comments\n", encoding="utf-8")
    workspace = Workspace(water, water)
    library = build.load(workspace)
    (ready,) = build.packs(workspace, library, build.plans(workspace, library, ["everything"], {}))
    (path,) = build.draw([ready], ["docx"], water)
    margin = [note for note in notes_of(ready.document).values() if note.placement == "margin"]
    assert margin
    assert len(_note_texts(WordFile(path), "comments")) == len(margin)


def test_a_note_without_words_to_hang_on_is_kept(tmp_path: Path) -> None:
    """It hangs on the paragraph before it."""
    file = made(tmp_path, para("Words."), Note("n", "a", "Context", (Text("Said of all of it."),)))
    assert _note_texts(file, "footnotes") == ["ContextSaidofallofit"]
    assert words(next(next(file.document.iter(f"{W}footnoteReference")).iterancestors(f"{W}p"))) == "Words."


def test_questions_have_numbers_that_word_counts(tmp_path: Path) -> None:
    """A number that does not follow the one before begins anew; one with something before it, such as the session, keeps that."""
    labels = ("1", "2", "8", "9", "2.1", "2.2", "2.10", "10", "A", "07")
    file = made(tmp_path, *(Question(f"q{n}", label, (para("Why?"),)) for n, label in enumerate(labels)), contents_depth=0)
    assert "".join(shown(file)).removeprefix("TitleHead").split("Why?")[:-1] == list(labels)
    asked = [each for each in file.document.iter(f"{W}p") if words(each) == "Why?"]
    instances = [file.has(each, "numPr").find(f"{W}numId").get(f"{W}val") for each in asked]
    assert [instances.index(each) for each in instances] == [0, 0, 2, 2, 4, 4, 6, 7, 8, 9]


def test_a_reference_to_the_number_of_a_question_follows_it(tmp_path: Path) -> None:
    """In the heading of an answer, as a field; the contents list has the number as a word."""
    question = Question("q", "4", (para("Why?"),))
    title = (Reference("q", (Text("Answer to question "), Text("4"))),)
    file = made(tmp_path, question, Section("a", title, (para("So."), para("See ", Reference("q", (Text("Why?"),))))))
    (code,) = [str(each.text).split() for each in file.document.iter(f"{W}instrText") if "REF b_" in str(each.text)]
    assert code == ["REF", "b_q", "\\n", "\\h"]
    heading = [each for each in file.document.iter(f"{W}p") if words(each) == "Answer to question 4"]
    assert len(heading) == 1
    (start,) = [each for each in file.document.iter(f"{W}bookmarkStart") if each.get(f"{W}name") == "b_q"]
    (end,) = [each for each in file.document.iter(f"{W}bookmarkEnd") if each.get(f"{W}id") == start.get(f"{W}id")]
    assert words(start.getparent()) == "Why?"
    assert start.getparent() is end.getparent()
    assert start.getparent().index(end) > start.getparent().index(start) + 1


@pytest.mark.parametrize(
    ("cover", "annotations"),
    variants(itertools.product(["page", "block"], ["comments", "notes"]), [("page", "notes")]),
)
def test_the_schema_and_the_rules_find_nothing(tmp_path: Path, cover: Any, annotations: Any) -> None:
    """Every variant opens without repair and without findings of an accessibility checker."""
    path = tmp_path / "pack.docx"
    render(replace(sample(), cover=cover), Theme(paper=LETTER, annotations=annotations), path)
    assert problems(path) == []
    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path)
    assert [str(error) for error in result.errors] == []


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _nodes(each)


def test_pandoc_reads_the_same_structure_back(ast: dict[str, Any]) -> None:
    """As many headings of each level, notes, tables and links as the tree has."""
    nodes = list(_nodes(ast["blocks"]))
    have = Counter(node["t"] for node in nodes if "t" in node)
    tree = list(walk(sample()))
    assert have["Note"] == sum(isinstance(each, NoteMark) for each in tree)
    assert have["Table"] == sum(isinstance(each, Table) for each in tree)
    levels = Counter(node["c"][0] for node in nodes if node.get("t") == "Header")
    assert levels == Counter(level for level, _ in sections(sample().blocks))
    targets = [node["c"][2][0] for node in nodes if node.get("t") == "Link"]
    assert sum(not target.startswith("#") for target in targets) >= len({each.url for each in tree if isinstance(each, Link)})
    inside = [each for each in tree if isinstance(each, (Reference, Term))]
    assert sum(target.startswith("#") for target in targets) >= len(inside)


def test_pandoc_reads_lists_with_their_nesting_and_starts(ast: dict[str, Any]) -> None:
    """Each ordered list counts from its own start, and each question from its number."""
    nodes = list(_nodes(ast["blocks"]))
    starts = [node["c"][0][0] for node in nodes if node.get("t") == "OrderedList"]
    tree = list(walk(sample()))
    lists, labels = (
        [each.start for each in tree if isinstance(each, NumberedList)],
        [each.label for each in tree if isinstance(each, Question)],
    )
    assert Counter(starts) == Counter([*lists, *map(int, labels)])
    # A list with an item of several paragraphs comes back in two: Word's lists have no inside.
    assert sum(node.get("t") == "BulletList" for node in nodes) >= sum(isinstance(each, BulletList) for each in walk(sample()))


def test_the_contents_list_has_every_heading_and_no_prompt(pack: Path) -> None:
    """Entries link to their headings, to the depth that the document asks for; nothing asks Word to update."""
    file = WordFile(pack)
    entries = [each for each in file.document.iter(f"{W}hyperlink") if str(each.get(f"{W}anchor")).startswith("_Toc")]
    want = ["".join(printed(section.title)) for level, section in sections(sample().blocks) if level <= 2]
    assert ["".join(each.text for each in list(entry.iter(f"{W}t"))[:-1]) for entry in entries] == want
    assert all(len(list(entry.iter(f"{W}tab"))) == 1 for entry in entries)
    pages = [int(list(entry.iter(f"{W}t"))[-1].text) for entry in entries]
    assert pages == sorted(pages)
    assert pages[0] == 3
    numbers = [str(each.text).split() for each in file.document.iter(f"{W}instrText") if "PAGEREF" in str(each.text)]
    assert numbers == [["PAGEREF", entry.get(f"{W}anchor"), "\\h"] for entry in entries]
    with zipfile.ZipFile(pack) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".xml"))
    assert b"updateFields" not in everything
    assert b"w:dirty" not in everything


@pytest.mark.parametrize("depth", variants([0, 1, 4], [1]))
def test_the_contents_list_has_the_depth_of_the_document(tmp_path: Path, depth: int) -> None:
    path = tmp_path / "pack.docx"
    render(replace(sample(), contents_depth=depth), Theme(), path)
    anchors = [each.get(f"{W}anchor") or "" for each in WordFile(path).document.iter(f"{W}hyperlink")]
    assert sum(each.startswith("_Toc") for each in anchors) == sum(level <= depth for level, _ in sections(sample().blocks))


SCRIPT = """
import sys, pathlib, hashlib
from briefing.render.docx import render
from briefing.theme.model import Theme
from tests.support.sample import prose, sample
path = pathlib.Path(sys.argv[1])
render(sample(), Theme(), path)
print(hashlib.sha256(path.read_bytes()).hexdigest())
"""


@pytest.mark.slow
def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the hash seed and the time zone are."""
    digests = set()
    for seed, zone in (("0", "UTC"), ("1", "Asia/Almaty"), ("4242", "America/St_Johns")):
        command = [sys.executable, "-c", SCRIPT, str(tmp_path / f"{seed}.docx")]
        run = subprocess.run(
            command,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(SHIPPED)},
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(run.stdout.strip())
    assert len(digests) == 1


def test_properties_come_from_the_document(pack: Path) -> None:
    properties, document = docx.Document(str(pack)).core_properties, sample()
    assert (properties.title, properties.subject, properties.language) == (document.title, document.subject, document.language)
    assert (properties.author, properties.comments) == (document.byline, document.description)
    assert properties.keywords == ", ".join(document.keywords)
    assert properties.created is not None
    assert properties.created == properties.modified
    assert document.rights in "".join(WordFile(pack).xml["docProps/custom.xml"].itertext())
    assert properties.created.strftime("%Y-%m-%dT%H:%M:%SZ") == document.stamp


def test_characters_that_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    """In text, in attributes and in properties: the pack is built without them."""
    bad = "a\x00b\x0bc\ud800d\uffffe"
    link = Link("https://example.org/\x01", (Text(bad),))
    blocks = (para(bad, link), WritingSpace(2, bad), Note(bad, bad, bad, (Text(bad),), "margin", bad))
    path = tmp_path / "bad.docx"
    render(Document(bad, (Section(bad, (Text(bad),), blocks),), "urn:uuid:1", byline=bad, cover="block"), Theme(), path)
    file = WordFile(path)
    assert "abcde" in words(file.document)
    assert not any(ILLEGAL.search(words(story)) for _, story in file.stories())


def test_a_section_of_the_first_level_begins_a_page_only_behind_a_title_page(tmp_path: Path) -> None:
    for cover, want in (("page", "1"), ("block", None)):
        file = made(tmp_path, para("Words."), cover=cover)
        assert file.value("Heading1", f"{W}pPr/{W}pageBreakBefore") == want


def test_a_caption_stays_with_what_it_stands_above(pack: Path) -> None:
    """By its own properties: the style of a caption may be a department's."""
    captions = [each for each in docx.Document(str(pack)).paragraphs if each.style and each.style.name == "Caption" and each.text]
    assert captions
    assert all(each.paragraph_format.keep_with_next for each in captions)


def test_a_long_text_has_more_room_in_a_table_than_a_short_one(tmp_path: Path) -> None:
    """Weights count between the longest word of each column and its longest text."""
    words, columns = ("Правообладатель", "reading and writing " * 9, "7"), tuple(Column((Text(head),)) for head in "ABC")
    table = Table("t", (), columns, (tuple((Text(each),) for each in words),))
    path = tmp_path / "made.docx"
    render(Document("T", (table,), "urn:uuid:1"), Theme(), path)
    widths = [column.width for column in docx.Document(str(path)).tables[0].columns]
    assert widths[1] > widths[0] > widths[2]


def test_columns_come_nearer_before_words_are_divided(tmp_path: Path) -> None:
    """In large print five words of the same length fit beside each other with less white between them."""
    row = tuple((Text("observance"),) for _ in "ABCDE")
    table = Table("t", (), tuple(Column((Text(head),)) for head in "ABCDE"), (row,))
    theme, path = large_print(Theme()), tmp_path / "narrow.docx"
    render(Document("Title", (table,), "urn:uuid:1"), theme, path)
    (found,) = docx.Document(str(path)).tables
    white = sum(int(each.get(f"{W}w")) for each in found._tblPr.iterfind(f"{W}tblCellMar/*")) / 20
    word = widths(theme.sans, "regular")["observance"] * theme.table.size
    assert 0 < white < 2 * CELL_PADDING
    assert all(column.width.pt - white >= word for column in found.columns)


def test_a_glossary_stands_in_two_columns_that_end_below_it(tmp_path: Path) -> None:
    """Its heading, at the top of a page, and what follows have the whole width; so has the glossary where letters are large."""
    glossary = Section("g", (Text("Words"),), (Definitions((Definition("t", (Text("term"),), (para("Meaning."),)),)),), "glossary")
    blocks = (glossary, Section("s", (Text("After"),), (para("Words."),)))
    path = tmp_path / "pack.docx"
    columns, plain = [("nextPage", "1"), ("continuous", "2"), ("nextPage", "1")], [("nextPage", "1")]
    cases: Any = (("page", Theme(), columns), ("page", large_print(Theme()), plain * 2), ("block", Theme(), plain))
    for cover, theme, want in cases:
        render(Document("Title", blocks, "urn:uuid:1", cover=cover, contents_depth=0), theme, path)
        parts = list(WordFile(path).document.iter(f"{W}sectPr"))[1 if cover == "page" else 0 :]
        assert [(each.find(f"{W}type").get(f"{W}val"), each.find(f"{W}cols").get(f"{W}num")) for each in parts] == want
        assert problems(path) == []


def test_neither_end_of_a_list_is_alone_on_its_page(tmp_path: Path) -> None:
    """If it is short: a long one has lines enough to stand there."""
    items = tuple((para(word),) for word in ("one", "two", "three", "four", "five"))
    long = ((para("six " * 60),), (para("seven"),), (para("eight " * 60),))
    file = made(tmp_path, para("These are:"), BulletList(items), BulletList(long))
    kept = {words(each) for each in file.document.iter(f"{W}p") if each.find(f"{W}pPr/{W}keepNext") is not None}
    assert kept >= {"These are:", "one", "four"}
    assert not kept & {"two", "three", "five", "six " * 60, "seven"}


def test_the_box_of_a_task_takes_the_place_of_the_bullet(tmp_path: Path) -> None:
    """As the sign of the list, which Word puts beside the words."""
    file = made(tmp_path, BulletList(((para("open"),), (para("done"),), (para("point"),)), "☐☑•"))
    numbering = file.part("numbering")
    assert numbering is not None
    signs = {}
    for number in numbering.iter(f"{W}num"):
        signs[number.get(f"{W}numId")] = [each.get(f"{W}val") for each in number.iter(f"{W}lvlText")]
    numbers = [(words(each), file.has(each, "numPr")) for each in file.document.iter(f"{W}p")]
    found = [(text, signs[number.find(f"{W}numId").get(f"{W}val")]) for text, number in numbers if number is not None]
    assert found == [("open", ["☐"]), ("done", ["☑"]), ("point", [])]


def test_what_stands_between_two_headings_stays_with_the_second(tmp_path: Path) -> None:
    """A question that is repeated above its answer, which has a heading of its own."""
    small = Paragraph((Text("The question again."),), "small")
    file = made(tmp_path, Section("a", (Text("Answer"),), (small, Section("p", (Text("Points"),), (para("One."), small)))))
    kept = [each for each in file.document.iter(f"{W}p") if words(each) == "The question again."]
    assert [each.find(f"{W}pPr/{W}keepNext") is not None for each in kept] == [True, False]


def test_a_short_colophon_is_not_parted(tmp_path: Path) -> None:
    path = tmp_path / "pack.docx"
    colophon = Section("c", (Text("About"),), (para("One."), para("Two."), para("Three.")), "colophon")
    render(Document("Title", (colophon,), "urn:uuid:1", cover="block"), Theme(), path)
    kept = [each.find(f"{W}pPr/{W}keepNext") is not None for each in WordFile(path).document.iter(f"{W}p") if words(each)]
    assert kept[-4:] == [True, True, True, False]


def test_a_long_title_is_parted_into_lines_of_about_one_length_in_typefaces_that_are_known(tmp_path: Path) -> None:
    path, house = tmp_path / "pack.docx", tmp_path / "house.docx"
    docx.Document().save(str(house))
    section = Section("s", (Text("Trade, pipelines and other partners of five states"),), (para("Words."),))
    for theme, wanted in ((Theme(), True), (replace(Theme(), reference=house.read_bytes()), False)):
        render(Document("Title", (section,), "urn:uuid:1", cover="block", contents_depth=0), theme, path)
        (heading,) = [each for each in docx.Document(str(path)).paragraphs if each.style and each.style.name == "Heading 1"]
        assert bool(heading.paragraph_format.right_indent) is wanted


def test_a_box_is_parted_only_where_it_would_leave_half_a_page_empty(tmp_path: Path) -> None:
    """In large print a box of facts can be higher than a page."""
    facts = Definitions(
        tuple(Definition(f"f{n}", (Text("Label"),), (para("What there is to say of it. " * 3),)) for n in range(9)), "facts"
    )
    box = Callout("c", (Text("Facts"),), (facts,))
    path = tmp_path / "pack.docx"
    for theme, want in ((Theme(), {True}), (large_print(Theme()), {False})):
        render(Document("Title", (Section("s", (Text("Head"),), (box, para("After."))),), "urn:uuid:1", cover="block"), theme, path)
        rows = [each for each in docx.Document(str(path)).paragraphs if each.style and each.style.name.startswith("Box Fact")]
        assert {bool(each.paragraph_format.keep_with_next) for each in rows[:-1]} == want
        assert problems(path) == []


def test_words_are_divided_only_in_narrow_columns(tmp_path: Path) -> None:
    """In tables, and in glossaries unless lines are to end where words end; never in the styles of a user's file, which does not say so."""
    house = tmp_path / "house.docx"
    docx.Document().save(str(house))
    pack, path = Document("Title", (para("Words."),), "urn:uuid:1"), tmp_path / "pack.docx"
    for theme, divided in ((Theme(), {"TableText", "GlossaryDefinition"}), (large_print(Theme()), {"TableText"})):
        render(pack, theme, path)
        styles = WordFile(path).xml["word/styles.xml"]
        assert styles.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}suppressAutoHyphens") is not None
        marked = {
            each.getparent().getparent().get(f"{W}styleId")
            for each in styles.iterfind(f"{W}style/{W}pPr/{W}suppressAutoHyphens[@{W}val='0']")
        }
        assert marked == divided
    render(pack, replace(Theme(), reference=house.read_bytes()), path)
    assert WordFile(path).xml["word/settings.xml"].find(f"{W}autoHyphenation").get(f"{W}val") == "0"


def test_facts_within_facts_stand_further_in(tmp_path: Path) -> None:
    """Also where the labels of both are equally wide."""
    inner = Definitions((Definition("g", (Text("Label"),), (para("Inner."),)),), "facts")
    file = made(tmp_path, Definitions((Definition("f", (Text("Label"),), (inner,)),), "facts"))
    names = {each.get(f"{W}val") for each in file.xml["word/styles.xml"].iter(f"{W}name") if "labels of" in each.get(f"{W}val")}
    assert sorted(" pt in" in each for each in names) == [False, True]


def test_a_title_page_has_a_band_unless_another_look_or_little_ink_is_asked_for(tmp_path: Path) -> None:
    path, house = tmp_path / "pack.docx", tmp_path / "house.docx"
    docx.Document().save(str(house))
    bare = [replace(Theme(), grounds=False), replace(Theme(), reference=house.read_bytes())]
    for theme, want in ((Theme(), 1), *((each, 0) for each in bare)):
        render(replace(sample(), blocks=sample().blocks[:1]), theme, path)
        assert len(list(WordFile(path).document.iter(f"{W}pgBorders"))) == want


def test_a_column_gives_way_where_that_saves_lines(tmp_path: Path) -> None:
    """Whatever their weights: eleven rows of one line cost less than one of two. Room to write in stays as the outline has it."""
    columns = (Column((Text("Where"),), weight=3), Column((Text("When"),)))
    long = ("A place with a name that is so long that it has no room on one line of its column", "May")
    rows = (long, *(("Here", "from January to the end of September 2022"),) * 11)
    for room, is_wider in ((0, True), (2, False)):
        table = Table("t", (Text("Places"),), columns, tuple(tuple((Text(cell),) for cell in row) for row in rows), room=room)
        widths = [int(each.get(f"{W}w")) for each in made(tmp_path, table).document.iter(f"{W}gridCol")]
        assert (widths[1] > 20 * 170) is is_wider


def test_a_page_break_goes_to_whatever_follows(tmp_path: Path) -> None:
    """A paragraph, a writing line: no empty paragraph is made for it."""
    space = WritingSpace(3, "Room")
    file = made(tmp_path, para("One."), PageBreak(), para("Two."), PageBreak(), space, cover="block", contents_depth=0)
    broken = [each for each in file.document.iter(f"{W}p") if each.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert [words(each) for each in broken] == ["Two.", ""]
    assert len(next(file.document.iter(f"{W}sdtContent"))) == space.lines


def test_a_term_shows_the_start_of_its_definition(pack: Path) -> None:
    """As the tip of its link, no longer than Word takes it."""
    tips = [each.get(f"{W}tooltip") for each in WordFile(pack).document.iter(f"{W}hyperlink") if each.get(f"{W}tooltip")]
    assert len(tips) == sum(isinstance(each, Term) for each in walk(sample()))
    assert tips[0].startswith("A strip of land along which goods travel")
    assert all(len(tip) <= 255 for tip in tips)


def test_any_id_makes_a_bookmark_of_its_own(tmp_path: Path) -> None:
    """Long ones, ones in another script, ones that differ only in case or in a sign."""
    ids = ("x" * 60, "дәліз", "Case", "case", "a-b", "a_b", "1")
    file = made(tmp_path, *(Quote(each, (para(each, Reference(each, (Text("there"),))),), ()) for each in ids), cover="block")
    names = {each.get(f"{W}name").lower() for each in file.document.iter(f"{W}bookmarkStart")}
    assert len(names) == len(ids) + 2


def test_languages_are_marked_with_their_regions(pack: Path) -> None:
    file = WordFile(pack)
    tags = {each.get(f"{W}val") for each in file.document.iter(f"{W}lang")}
    assert tags == {"kk-KZ", "ky-KG", "tg-Cyrl-TJ", "tk-TM", "uz-Latn-UZ"}
    quote = next(each for each in file.document.iter(f"{W}r") if words(each).startswith("Жол"))
    assert quote.find(f"{W}rPr/{W}lang").get(f"{W}val") == "kk-KZ"


def test_the_fonts_are_in_the_file(pack: Path) -> None:
    """Four faces of both families, readable once the obfuscation is undone (ECMA-376 Part 4, 2.8.1)."""
    with zipfile.ZipFile(pack) as archive:
        fonts = archive.read("word/fontTable.xml").decode()
        keys = re.findall(r'w:fontKey="\{([0-9A-F-]+)\}"', fonts)
        for number, key in enumerate(keys, 1):
            data, mask = archive.read(f"word/fonts/font{number}.odttf"), bytes.fromhex(key.replace("-", ""))[::-1]
            assert bytes(byte ^ mask[place] for place, byte in enumerate(data[:4])) == b"\x00\x01\x00\x00"
    assert len(keys) == 8


def test_date_stands_on_the_line_of_what_happened(tmp_path: Path) -> None:
    """In bold, as in print; a term of a glossary has a line of its own."""
    dated = Definitions((Definition("e", (Text("June 2022"),), (para("The forum meets."),)),), "terms")
    glossary = Definitions((Definition("t", (Text("Forum"),), (para("A meeting."),)),), "glossary")
    file = made(tmp_path, dated, glossary, cover="block", contents_depth=0)
    lines = [words(each) for each in file.document.iter(f"{W}p") if words(each)]
    assert lines[-3:] == ["June 2022 The forum meets.", "Forum", "A meeting."]


def test_all_that_a_fact_says_stands_in_one_column(tmp_path: Path) -> None:
    """Its second paragraph has the indent of the first, in a box and out of it."""
    facts = Definitions((Definition("f", (Text("Label"),), (para("one"), para("two"))),), "facts")
    file = made(tmp_path, facts, Callout("c", (Text("Box"),), (replace(facts, items=(replace(facts.items[0], id="g"),)),)))
    indents = {
        text: [file.has(each, "ind").get(f"{W}left") for each in file.document.iter(f"{W}p") if words(each) == text]
        for text in ("Labelone", "two")
    }
    assert indents["Labelone"] == indents["two"]
    assert len(indents["two"]) == 2


def test_a_character_is_set_in_a_typeface_that_has_it(tmp_path: Path) -> None:
    """The tenge sign, which the sans lacks, is set in the text face in a heading, too."""
    file = made(tmp_path, Section("inner", (Text("Costs 5 ₸ a head"),), (para("Words."),)), cover="block", contents_depth=0)
    run = next(each for each in file.document.iter(f"{W}r") if words(each) == "₸")
    assert run.find(f"{W}rPr/{W}rFonts").get(f"{W}hAnsiTheme") == "minorHAnsi"


def test_the_embedded_faces_are_linked_to_their_family() -> None:
    """Semi-bold faces say that they are the bold ones, so that Word takes them for bold; files and checksums are whole."""
    theme = Theme()
    for typeface, face in itertools.product((theme.text, theme.sans), FACES):
        data = linked(embedded(typeface, face), typeface.family, face)
        font = uharfbuzz.Face(data)
        assert font.get_name(1) == typeface.family
        assert font.get_name(2).lower().replace(" ", "_") == face
        assert frozenset(font.unicodes) <= characters(typeface, face)
        assert sum(struct.unpack(f">{len(data) // 4}I", data)) & 0xFFFFFFFF == 0xB1B0AFBA


def test_odd_blocks_are_drawn(tmp_path: Path) -> None:
    """Empty parts, lists that begin with a list, a definition that is only a term, a table without a caption: all valid."""
    nested = Emphasis((Link("https://example.org", (Reference("s", (Text("nested"),)),)),))
    file = made(
        tmp_path,
        Quote("q", (), ()),
        BulletList(((BulletList(((para("inner"),),)),), ())),
        Question("q1", "1", ()),
        Paragraph((nested,)),
        Definitions((Definition("d", (Text("term"),), ()),)),
        Table("t", (), (Column((Text("Only"),)),), (((Text("cell"),),),)),
        cover="block",
    )
    assert "inner1nestedtermOnlycell" in "".join(shown(file))
    assert file.body[-2].tag == f"{W}p"


def test_definitions_are_targets(pack: Path) -> None:
    """Each definition, section, table, passage, box and question can be linked to."""
    names = {each.get(f"{W}name") for each in WordFile(pack).document.iter(f"{W}bookmarkStart")}
    want = [each.id for each in walk(sample()) if isinstance(each, (Section, Definition, Table, Quote, Question))]
    assert {f"b_{name.replace('-', '_')}" for name in want} <= names


@pytest.mark.office
@needs_libreoffice
def test_libreoffice_has_the_pages_of_the_contents_list(pack: Path, tmp_path: Path) -> None:
    """Each heading is on the page that the list names."""
    pages = page_texts(converted(pack, "pdf", tmp_path))
    entries = [each for each in WordFile(pack).document.iter(f"{W}hyperlink") if str(each.get(f"{W}anchor")).startswith("_Toc")]
    for entry in entries:
        *title, number = [each.text for each in entry.iter(f"{W}t")]
        text = " ".join(pages[int(number) - 1].split())
        assert "".join(title) in text
        assert f"{''.join(title)} {number}" in " ".join(re.sub(r"\.{3,}", " ", pages[1]).split())


def _annotated(count: int) -> Section:
    """Return passages of six lines, each with three notes and its source, and a table that is longer than a page."""
    passages = []
    for place in range(count):
        marks = [NoteMark(f"n{place}-{number}", (Text(f"word{number}"),)) for number in range(3)]
        text = [each for mark in marks for each in (Text(f"{prose(place, 3)} "), mark, Text(" "))]
        notes = [Note(mark.note, "a", "Context", (Text(prose(place, 1)),)) for mark in marks]
        passages.append(
            Section(
                f"p{place}",
                (Text(f"Passage number {place}"),),
                (Digest(f"d{place}", (Paragraph(tuple(text)), *notes), (Text("Source line."),)),),
            )
        )
    rows = tuple(((Text(prose(row, 2)),), (Text(str(row)),)) for row in range(56))
    table = Table("t", (Text("Rows"),), (Column((Text("What"),)), Column((Text("Number"),))), rows)
    return Section(
        "all", (Text("Annotated"),), (*passages[: count // 2], Section("tt", (Text("Table of rows"),), (table,)), *passages[count // 2 :])
    )


def test_long_passage_may_break_and_a_short_one_may_not(tmp_path: Path) -> None:
    """Whole passages above their footnotes leave pages half empty. A short last paragraph stays with the source line."""
    long, short = "Long words here. " * 30, "Short words."
    passages = (
        Digest("a", (para(long),), (Text("Source"),)),
        Digest("b", (para(short),), (Text("Source"),)),
        Digest("c", (para(long), para(short)), (Text("Source"),)),
    )
    file = made(tmp_path, *passages)
    flags = [
        tuple(each.find(f"{W}pPr/{W}{name}") is not None for name in ("keepNext", "keepLines"))
        for each in file.document.iter(f"{W}p")
        if words(each) in (long, short)
    ]
    assert flags == [(False, False), (True, True), (False, False), (True, False)]


@pytest.mark.office
@needs_libreoffice
@pytest.mark.parametrize(("paper", "large"), [(A4, False), (LETTER, True)])
def test_libreoffice_has_those_pages_below_notes_and_tables_too(tmp_path: Path, paper: Paper, *, large: bool) -> None:
    """Notes that find no room go on at the foot of the next page, and the heads of a table are repeated."""
    path = tmp_path / "notes.docx"
    theme = large_print(Theme(paper=paper)) if large else Theme(paper=paper)
    render(Document("Title", (_annotated(24),), "urn:uuid:1", contents_depth=2), theme, path)
    pages = [" ".join(text.split()) for text in page_texts(converted(path, "pdf", tmp_path))]
    entries = [each for each in WordFile(path).document.iter(f"{W}hyperlink") if str(each.get(f"{W}anchor")).startswith("_Toc")]
    assert len(pages) > 8
    found = [[str(each.text) for each in entry.iter(f"{W}t")] for entry in entries]
    near = 1 if large else 0  # large notes are on almost every page, and programs differ in where they divide them
    wrong = [
        "".join(title) for *title, number in found if "".join(title) not in " ".join(pages[int(number) - 1 - near : int(number) + near])
    ]
    assert len(wrong) <= len(found) // 10, wrong


def _tall(*sentences: int) -> Table:
    """Return a table whose rows have so many sentences each."""
    rows = tuple(((Text(prose(1, count)),), (Text("1"),)) for count in sentences)
    return Table("tall", (Text("Tall"),), (Column((Text("What"),)), Column((Text("Number"),))), rows)


HIGHER_THAN_A_PAGE: dict[str, tuple[Block, int]] = {
    "a row": (_tall(130), 5),
    "rows that stay together": (_tall(30, 30, 30), 4),
    "a box that stays with its title": (Callout("c", (Text("Box"),), (para(prose(1, 5)), para(prose(2, 130)))), 5),
    "nothing": (para("Short."), 2),
}


@pytest.mark.parametrize("name", HIGHER_THAN_A_PAGE)
def test_contents_count_the_pages_of_what_is_higher_than_a_page(tmp_path: Path, name: str) -> None:
    """It goes on over pages, though it should stay on one."""
    path, page = _with_tall_block(tmp_path, name)
    assert _pages_in_contents(path) == {"First": 3, "Second": 2 + page}


@pytest.mark.office
@needs_libreoffice
@pytest.mark.parametrize("name", HIGHER_THAN_A_PAGE)
def test_libreoffice_has_the_pages_of_what_is_higher_than_a_page(tmp_path: Path, name: str) -> None:
    """The numbers above are those that it has."""
    path, _ = _with_tall_block(tmp_path, name)
    pages = page_texts(converted(path, "pdf", tmp_path))
    found = {title: next(place for place, text in enumerate(pages[2:], 3) if title in text) for title in ("First", "Second")}
    assert found == _pages_in_contents(path)


def _with_tall_block(folder: Path, name: str) -> tuple[Path, int]:
    block, page = HIGHER_THAN_A_PAGE[name]
    path = folder / "tall.docx"
    chapters = Section("a", (Text("First"),), (block,)), Section("b", (Text("Second"),), (para("End."),))
    render(Document("Title", chapters, "urn:uuid:1", contents_depth=1), Theme(), path)
    return path, page


def _pages_in_contents(path: Path) -> dict[str, int]:
    entries = [each for each in WordFile(path).document.iter(f"{W}hyperlink") if str(each.get(f"{W}anchor")).startswith("_Toc")]
    lines = [[str(each.text) for each in entry.iter(f"{W}t")] for entry in entries]
    return {"".join(title): int(number) for *title, number in lines}


@pytest.mark.office
@needs_libreoffice
def test_libreoffice_shows_every_word(pack: Path, tmp_path: Path) -> None:
    """Converted to PDF, the pack has all words of the text and of the notes at the foot. The letters of formulas stand apart there."""
    pages = page_texts(converted(pack, "pdf", tmp_path))
    have = Counter(re.findall(r"[^\W\d_]+", "\n".join(pages).casefold()))  # small capitals are large there
    feet = [note for note in notes_of(sample()).values() if note.placement == "foot"]
    texts = [*printed(sample().blocks), *(each for note in feet for each in printed(note.children))]
    formulas = [re.sub("<[^>]+>", "", node.office) for node in walk(sample()) if isinstance(node, Formula)]
    drawn = {word for text in formulas for word in re.findall(r"[^\W\d_]+", text.casefold())}
    want = Counter(word for text in texts for word in re.findall(r"[^\W\d_]+", text.casefold()) if word not in drawn)
    assert want - have == Counter()
    assert len(pages) >= 15
