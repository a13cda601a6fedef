"""Assembling: the whole document of each outline, and the behaviours that it rests on by name."""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from briefing import steps as build
from briefing.document import (
    Definition,
    Definitions,
    Digest,
    Document,
    Note,
    NoteMark,
    Paragraph,
    Question,
    Reference,
    ScanCode,
    Section,
    Table,
    Term,
    Text,
    notes,
    plain,
    tree,
    walk,
)
from briefing.document.numbering import letter
from briefing.library import Library
from briefing.workspace import Workspace
from tests.support.libraries import shipped_packs
from tests.support.places import SHIPPED, TESTS, WATER_LAW

OUTLINES = ("defaults", "everything", "footnotes")


@cache
def library_of(folder: Path) -> Library:
    return build.load(Workspace(folder, folder / "output"))


def assembled(name: str, folder: Path = WATER_LAW, **settings: str) -> Document:
    """Return the document of an outline."""
    workspace = Workspace(folder, folder / "output")
    library = library_of(folder)
    (pack,) = build.packs(workspace, library, build.plans(workspace, library, [name], settings))
    return pack.document


def written(water: Path, sections: str, head: str = "title: Probe\n") -> Document:
    """Return the document of an outline that is written on the spot."""
    (water / "templates" / "probe.yaml").write_text(f"{head}sections:\n{sections}", encoding="utf-8")
    library_of.cache_clear()
    return assembled("probe", water)


def section(node: object, title: str) -> Section:
    return next(each for each in walk(node) if isinstance(each, Section) and plain(each.title) == title)


def terms(node: object) -> list[tuple[str, str]]:
    return [(each.target, plain(each.children)) for each in walk(node) if isinstance(each, Term)]


def definition(node: object, identity: str) -> Definition:
    return next(each for each in walk(node) if isinstance(each, Definition) and each.id == identity)


def ids(node: object) -> Iterator[str]:
    yield from (str(each.id) for each in walk(node) if hasattr(each, "id"))


# ── the whole ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", OUTLINES)
def test_document_is_the_golden_one(name: str, same: Callable[[str, Path], None]) -> None:
    """Nothing in a document changes without a change in its golden file."""
    same(tree(assembled(name)) + "\n", TESTS / "golden" / f"{name}.tree")


def test_newest_date_is_that_of_a_source(water: Path) -> None:
    """A book without a date was changed when its newest source was; an event that is planned for later is no news."""
    events = water / "seeds" / "events.yaml"
    planned = '- {date: 2091-05, text: A bridge is to be opened., cite: "@lindqvist-2019, ¶2"}\n'
    events.write_text(events.read_text(encoding="utf-8") + planned, encoding="utf-8")
    document = written(water, "- use: timeline\n  title: Events\n")
    assert "A bridge is to be opened." in plain(document.blocks)
    assert document.newest == "2022-01-05T00:00:00Z"


@pytest.mark.parametrize("name", OUTLINES)
def test_ids_are_unique(name: str) -> None:
    """No two nodes share an id, even when an excerpt or a glossary is printed twice."""
    assert [identity for identity, count in Counter(ids(assembled(name).blocks)).items() if count > 1] == []


@pytest.mark.parametrize("name", OUTLINES)
def test_every_reference_and_every_mark_has_its_target(name: str) -> None:
    """No link inside the pack leads nowhere, and no placeholder of a citation is left."""
    document = assembled(name)
    known = set(ids(document.blocks))
    defined = {each.id for each in walk(document.blocks) if isinstance(each, Definition)}
    for node in walk(document.blocks):
        match node:
            case Reference(target):
                assert target in known
            case Term(target):
                assert target in defined
            case NoteMark(note):
                assert note in notes(document.blocks)
            case Text(text):
                assert "[@" not in text
                assert text


@pytest.mark.parametrize("name", OUTLINES)
def test_same_input_gives_the_same_document(name: str) -> None:
    """Nothing depends on the order of sets or on the clock."""
    first = assembled(name)
    library_of.cache_clear()
    assert assembled(name) == first


@pytest.mark.slow
def test_whole_library_can_be_cut_at_random(water: Path) -> None:
    """Any choice gives a document without dead ends, with notes and questions numbered 1, 2, 3."""
    rng = random.Random(20221121)
    library = library_of(WATER_LAW)
    for _ in range(8):
        chosen = {
            kind: rng.sample(sorted(things), rng.randint(1, len(things)))
            for kind, things in (("excerpts", library.excerpts), ("countries", library.countries), ("questions", library.questions))
        }
        document = written(
            water,
            f"- {{use: excerpts, title: A, select: [{', '.join(chosen['excerpts'])}]}}\n"
            f"- {{use: countries, title: B, countries: [{', '.join(chosen['countries'])}]}}\n"
            f"- {{use: questions, title: C, select: [{', '.join(chosen['questions'])}]}}\n"
            f"- {{use: glossary, depth: {rng.choice(['short', 'full'])}}}\n",
        )
        known = set(ids(document.blocks))
        assert len(known) == len(list(ids(document.blocks)))
        assert all(each.target in known for each in walk(document.blocks) if isinstance(each, Reference | Term))
        assert [q.label for q in walk(document.blocks) if isinstance(q, Question)] == [str(n + 1) for n in range(len(chosen["questions"]))]
        marks = [note.mark for note in notes(section(document.blocks, "A")).values()]
        assert marks == [str(number + 1) for number in range(len(marks))]


# ── terms ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_first_use_of_a_term_in_each_section_is_linked_and_only_that() -> None:
    """Within a section of the second level a term is linked once, whatever name it goes by."""
    document = assembled("everything")
    for chapter in (block for block in document.blocks if isinstance(block, Section) and block.role not in ("glossary", "references")):
        inner = [block for block in chapter.blocks if isinstance(block, Section)]
        own = [block for block in chapter.blocks if not isinstance(block, Section)]
        for part in (tuple(own), *(block.blocks for block in inner)):
            found = [target for target, _ in terms(part)]
            assert len(found) == len(set(found)), plain(chapter.title)
    linked = terms(section(document.blocks, "Readings in the order given"))
    assert linked.count(("term-sarn-commission", "the Commission")) == 1
    assert ("term-sarn-commission", "SRC") in linked, "each excerpt is a section of its own"


def test_link_in_the_head_of_a_table_counts_as_the_first_use() -> None:
    """The matrix links its bodies in the heads, and not again in the remarks below."""
    found = [target for target, _ in terms(section(assembled("everything").blocks, "Who belongs to what"))]
    assert sorted(found) == ["term-sarn-commission", "term-water-convention"]


def test_no_entry_links_to_itself() -> None:
    """An entry links to others, never to its own actor, even where it is printed a second time."""
    document = assembled("everything")
    for entry in (d for d in walk(document.blocks) if isinstance(d, Definition) and d.id.startswith("term-")):
        assert plain(entry.term) not in {name for _, name in terms(entry)}
        assert re.sub(r"-\d$", "", entry.id) not in {target for target, _ in terms(entry)}


def test_only_terms_that_the_pack_uses_are_printed() -> None:
    """The glossary holds what the texts name, and what its own entries name in turn, and nothing else."""
    printed = [d.id for d in walk(section(assembled("footnotes").blocks, "Glossary")) if isinstance(d, Definition)]
    assert "term-ferry-guild" in printed, "include: all"
    used = [d.id for d in walk(section(assembled("everything").blocks, "Glossary")) if isinstance(d, Definition)]
    assert "term-ferry-guild" not in used
    assert "term-data-protocol" in used


def test_entries_bring_the_entries_that_they_name(water: Path) -> None:
    """A text that names the Commission alone brings the protocol that the Commission's entry names."""
    document = written(water, "- {use: text, title: A, text: The SRC met.}\n- {use: glossary}\n")
    assert [d.id for d in walk(document.blocks) if isinstance(d, Definition)] == ["term-data-protocol", "term-sarn-commission"]


@pytest.mark.parametrize(
    ("words", "linked"),
    [
        ("No Commission of the Sarn sits.", [("term-sarn-commission", "Commission of the Sarn")]),
        ("At the Commission they wait.", [("term-sarn-commission", "the Commission")]),
        ("So Director Voss said.", [("term-voss", "Director Voss")]),
        ("Helvar Dam is not Helvar.", [("term-helvar-dam", "Helvar Dam")]),
        ("Neither SRCs nor XSRC nor Vossen.", []),
        ("The *SRC* and **Voss**.", [("term-sarn-commission", "SRC"), ("term-voss", "Voss")]),
        ("See [the SRC](https://example.org).", []),
    ],
)
def test_names_are_found_as_whole_words_longest_first(water: Path, words: str, linked: list[tuple[str, str]]) -> None:
    """Abbreviations, names and aliases are found; parts of words and the words of links are not."""
    document = written(water, f"- {{use: text, title: A, text: {words!r}}}\n- {{use: glossary, include: all}}\n")
    assert terms(section(document.blocks, "A")) == linked


# ── references ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_references_without_a_target_become_words(water: Path) -> None:
    """Without its excerpts, its sources and its glossary, a pack says the same words without links."""
    document = written(water, "- {use: questions, select: [share-recalled]}\n- {use: matrix}\n")
    assert not [node for node in walk(document.blocks) if isinstance(node, Reference | Term)]
    assert "Read: An equitable share" in plain(document.blocks)
    assert "Lindqvist 2019" in plain(document.blocks)


def test_readings_of_a_question_link_to_the_excerpts() -> None:
    """A question leads to the passages that it is about, and the label of the link is their title."""
    question = next(q for q in walk(assembled("everything").blocks) if isinstance(q, Question))
    assert [(r.target, plain(r)) for r in walk(question.details) if isinstance(r, Reference)] == [
        ("excerpt-notice-rule", "Notice before works"),
        ("excerpt-dam-quarrel", "The quarrel about the dam"),
    ]


# ── questions ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_questions_are_numbered_through_the_whole_pack() -> None:
    """A second section of questions goes on where the first ended, and the room to write names the same number."""
    document = assembled("everything")
    assert [q.label for q in walk(document.blocks) if isinstance(q, Question)] == ["1", "2", "3", "4"]
    assert "label='Answer to question 2'" in tree(document)


def test_questions_without_an_order_stand_by_level() -> None:
    """From remembering to creating."""
    levels = [plain(q.details).split(" ")[0] for q in walk(assembled("defaults").blocks) if isinstance(q, Question)]
    assert levels == ["Remember", "Apply", "Evaluate", "Create"]


# ── notes ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_notes_are_marked_in_the_order_of_reading() -> None:
    """The numbers follow the text, not the file; a note on the whole comes last. They count through the pack."""
    part = section(assembled("everything").blocks, "An equitable share")
    assert [note.mark for note in notes(part).values()] == ["5", "6", "7", "8"]
    part = section(assembled("defaults").blocks, "An equitable share")
    marks = [node.note for node in walk(part) if isinstance(node, NoteMark)]
    assert [notes(part)[mark].mark for mark in marks] == ["1", "2", "3", "4"]
    assert [note.kind for note in notes(part).values()] == ["Context", "Link", "Term", "Criticism"]
    assert [plain(node) for node in walk(part) if isinstance(node, NoteMark)] == ["judges", "leaves behind", "an equal share", ""]


def test_note_on_words_with_typed_quotation_marks_finds_its_words(water: Path) -> None:
    """Straight marks in the note and in the digest are the same curly ones in print."""
    path = water / "seeds" / "excerpts" / "dam-quarrel.md"
    path.write_text(path.read_text().replace("- kind: criticism", '- on: neighbours "had been told"\n  kind: criticism'))
    document = written(water, "- {use: excerpts, select: [dam-quarrel]}\n")
    assert [plain(node) for node in walk(document.blocks) if isinstance(node, NoteMark)] == ["neighbours “had been told”"]


def test_note_on_a_digest_that_ends_in_a_list_is_not_lost(water: Path) -> None:
    """A note on the whole hangs on the end, whatever the end is."""
    path = water / "seeds" / "excerpts" / "notice-rule.md"
    path.write_text(path.read_text().replace("- on: six months\n  kind", "- kind"))
    document = written(water, "- {use: excerpts, select: [notice-rule]}\n")
    digest = next(node for node in walk(document.blocks) if isinstance(node, Digest))
    assert isinstance(digest.blocks[-1], Paragraph)
    assert len(notes(document.blocks)) == 1


def test_notes_that_are_comments_in_word_have_letters_for_each_passage(water: Path) -> None:
    """Word shows no mark of a comment, and numbers the footnotes without them."""
    sections = "- {use: excerpts, select: [equitable-share, notice-rule]}\n- {use: text, texts: [probe]}\n"
    (water / "seeds" / "texts" / "probe.md").write_text("A text.^[And its footnote.]\n", encoding="utf-8")
    document = written(water, sections, "title: Probe\nannotations: comments\n")
    assert [note.mark for note in notes(document.blocks).values()] == ["a", "b", "c", "d", "a", "1"]


def test_letters_go_on_after_z() -> None:
    """The twenty-seventh note is aa."""
    assert [letter(n) for n in (0, 25, 26, 27, 51, 52, 701, 702)] == ["a", "z", "aa", "ab", "az", "ba", "zz", "aaa"]


@pytest.mark.parametrize("name", OUTLINES)
def test_foot_notes_are_numbered_through_in_the_order_of_their_marks(name: str) -> None:
    """1, 2, 3 through all chapters, lists and tables, whether a writer or a citation style made them; with the notes in the margin."""
    document = assembled(name)
    known = notes(document.blocks)
    marks = [known[node.note].mark for node in walk(document.blocks) if isinstance(node, NoteMark) and node.note in known]
    assert marks == [str(number) for number in range(1, len(known) + 1)]


def test_foot_note_and_note_of_a_style_share_one_order(water: Path) -> None:
    """A footnote before a citation has the lower number, and stands first below the text."""
    document = written(
        water,
        '- {use: text, title: A, text: "One^[Mine.] two [@lindqvist-2019] three^[Mine too.]."}\n',
        "title: Probe\ncsl: styles/plain-note.csl\n",
    )
    assert [(note.mark, plain(note)) for note in notes(document.blocks).values()] == [
        ("1", "Mine."),
        ("2", "Maren Lindqvist, The Law of the Sarn."),
        ("3", "Mine too."),
    ]


# ── what students never see ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", OUTLINES)
def test_notes_for_teachers_and_answers_are_never_in_the_document(name: str) -> None:
    """Neither the words nor any run of six words of an answer is anywhere in the tree."""
    whole = tree(assembled(name))
    assert "PURPLE-HERON" not in whole
    assert "CRIMSON-OTTER" not in whole
    for answer in library_of(WATER_LAW).answers.values():
        words = re.findall(r"\w+", answer.text)
        runs = {" ".join(words[n : n + 6]) for n in range(len(words) - 5)}
        flat = " ".join(re.findall(r"\w+", whole))
        assert not [run for run in runs if run in flat]


def _runs_of_twelve(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return zip(*(words[start:] for start in range(12)), strict=False)


def test_no_word_of_a_shipped_answer_is_in_a_shipped_pack() -> None:
    """The shipped packs are for students: no run of twelve words is from an answer or a teacher's note."""
    library = library_of(SHIPPED)
    hidden = [answer.text for answer in library.answers.values()]
    hidden += [note.text for excerpt in library.excerpts.values() for note in excerpt.notes if note.audience == "teacher"]
    for name in ("seminar", "briefing"):
        printed = set(_runs_of_twelve(plain(shipped_packs(name)["student"].document.blocks)))
        for text in hidden:
            assert printed.isdisjoint(_runs_of_twelve(re.sub(r"\[@[^\]]*\]|[*#]", "", text))), text


# ── citations ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_background_is_marked_and_explained() -> None:
    """What no source says is marked in the text, with a star in the matrix, and explained in the list of sources."""
    document = assembled("defaults")
    assert "The court of the basin sits in Tarsa (background)." in plain(document.blocks)
    assert "observer*" in plain(document.blocks)
    assert "General knowledge of the editors" in plain(definition(document.blocks, "source-background"))


@pytest.mark.parametrize(
    ("cluster", "printed"),
    [
        ("[@lindqvist-2019]", "(Lindqvist 2019)"),
        ("[@lindqvist-2019, ¶4]", "(Lindqvist 2019, ¶4)"),
        ("[@lindqvist-2019, ¶4–6, 9]", "(Lindqvist 2019, ¶4–6, 9)"),
        ("[@basin-monitor-2021, ¶3]", "(Basin Monitor 2021, ¶3)"),
        ("[@lindqvist-2019, ¶4; @basin-monitor-2021, ¶3]", "(Lindqvist 2019, ¶4; Basin Monitor 2021, ¶3)"),
        ("[@lindqvist-2019, ¶4; @background]", "(Lindqvist 2019, ¶4; background)"),
        ("[@background]", "(background)"),
    ],
)
def test_citations_are_chicago_author_date(water: Path, cluster: str, printed: str) -> None:
    """One pair of brackets for a cluster; the paragraph keeps its sign; a text without a byline goes by its publication."""
    document = written(water, f'- {{use: text, title: A, text: "It is so {cluster}."}}\n- {{use: sources}}\n')
    assert plain(section(document.blocks, "A").blocks).replace("\u00a0", " ") == f"It is so {printed}."


def test_each_citation_of_a_cluster_links_to_its_own_entry(water: Path) -> None:
    """Two sources in one pair of brackets are two links."""
    document = written(water, '- {use: text, title: A, text: "So [@lindqvist-2019; @osei-hart-2020; @background]."}\n- {use: sources}\n')
    links = [(r.target, plain(r)) for r in walk(section(document.blocks, "A")) if isinstance(r, Reference)]
    assert [target for target, _ in links] == ["source-lindqvist-2019", "source-osei-hart-2020", "source-background"]


def test_list_of_sources_holds_what_is_cited_and_no_more(water: Path) -> None:
    """A source that nobody cites is not listed, unless all are asked for."""
    text = '- {use: text, title: A, text: "So [@osei-hart-2020, ¶4]."}\n'

    def listed(sections: str) -> list[str]:
        return [d.id for d in walk(written(water, sections).blocks) if isinstance(d, Definition)]

    assert listed(text + "- {use: sources}\n") == ["source-osei-hart-2020"]
    assert listed(text + "- {use: sources, include: all}\n") == [
        "source-basin-monitor-2021",
        "source-lindqvist-2019",
        "source-osei-hart-2020",
    ]


def test_source_that_another_source_s_account_cites_is_listed_too(water: Path) -> None:
    """What is printed about a source can cite another, which then has its entry."""
    document = written(water, '- {use: text, title: A, text: "So [@basin-monitor-2021]."}\n- {use: sources, about: true}\n')
    assert [d.id for d in walk(document.blocks) if isinstance(d, Definition)] == ["source-basin-monitor-2021", "source-lindqvist-2019"]


def test_address_stands_beside_its_code_and_leaves_no_stop_behind(water: Path) -> None:
    """The entry ends as it would without an address; the code has it, in words."""
    document = written(water, '- {use: text, title: A, text: "So [@basin-monitor-2021]."}\n- {use: sources, qr: true}\n')
    (entry,) = (each for each in walk(document.blocks) if isinstance(each, Definition) and each.id == "source-basin-monitor-2021")
    words, code = entry.blocks
    assert isinstance(code, ScanCode)
    assert code.url in plain(code)
    assert code.url not in plain(words)
    assert re.search(r"[^.\s]\.$", plain(words))


def test_note_style_leaves_no_space_before_its_marks_and_no_double_stop() -> None:
    """Where a citation in brackets had a space before it, the mark of a note has none; inside a note there is one stop."""
    document = assembled("footnotes")
    for node in walk(document.blocks):
        children = getattr(node, "children", ())
        for before, after in itertools.pairwise(children):
            if isinstance(after, NoteMark) and after.note.startswith("citation") and isinstance(before, Text):
                assert not before.text.endswith(" ")
    assert not [note for note in notes(document.blocks).values() if ".." in plain(note)]


# ── outlines ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_settings_reach_titles_and_sections() -> None:
    """A parameter changes the head, the headings, the lists and what is there at all."""
    document = assembled("everything", course="LAW 8", year="2023-04-05", audience="officials", banks="ts", lines="0", home="vl")
    assert (document.title, document.subtitle, document.byline) == (
        "Water law: LAW 8",
        "An invented river, 5 April 2023",
        "Edited for officials",
    )
    assert plain(section(document.blocks, "Introduction to LAW 8").title) == "Introduction to LAW 8"
    assert plain(section(document.blocks, "Only for officials").blocks) == "Officials read this."
    assert [plain(s.title) for s in section(document.blocks, "The banks").blocks if isinstance(s, Section)] == ["Tarsa"]
    assert "WritingSpace" not in tree(document)


def test_countries_stand_in_the_order_given_else_by_name() -> None:
    """The outline says which comes first; left out, the alphabet of their names does."""

    def names(node: object) -> list[str]:
        return [plain(s.title) for s in walk(node) if isinstance(s, Section) and re.fullmatch(r"country-..", s.id)]

    assert names(section(assembled("everything").blocks, "The banks")) == ["Velm", "Ondria"]
    assert names(assembled("defaults").blocks) == ["Ondria", "Tarsa", "Velm"]


def test_excerpts_without_an_order_stand_by_the_dates_of_their_sources() -> None:
    """The oldest source first, and within a source the order of its paragraphs."""
    found = [node.id for node in walk(assembled("defaults").blocks) if isinstance(node, Digest)]
    assert found == ["digest-equitable-share", "digest-notice-rule", "digest-flood-data", "digest-dam-quarrel"]


def test_timeline_keeps_to_its_years_and_countries() -> None:
    """Events are in order of time; those of other countries and other years are left out."""

    def dates(name: str) -> list[str]:
        table = next(node for node in walk(assembled(name).blocks) if isinstance(node, Table) and node.id == "table-timeline")
        return [plain(row[0]) for row in table.rows]

    assert dates("defaults") == ["1998", "about 2018", "November 2020", "2 June 2021"]
    assert dates("everything") == ["about 2018", "2 June 2021"]


@pytest.mark.parametrize(("since", "caption"), [("1998", "Events, 1998 to 2021"), ("2021", "Events of 2021")])
def test_timeline_names_its_years(water: Path, since: str, caption: str) -> None:
    """The first and the last; where all happened in one year, that one."""
    document = written(water, f"- {{use: timeline, title: T, since: {since}}}\n")
    (table,) = (node for node in walk(document.blocks) if isinstance(node, Table))
    assert plain(table.caption) == caption


def test_section_that_is_not_wanted_does_not_move_the_lines_of_the_others(water: Path) -> None:
    """A message about a section names its own line, also when one before it is switched off."""
    from briefing.errors import BriefingError

    with pytest.raises(BriefingError) as caught:
        written(water, "- {use: text, title: A, when: no, text: x}\n- use: text\n  title: B\n  text: <b>\n")
    assert [(problem.file, problem.line) for problem in caught.value.problems] == [("templates/probe.yaml", 6)]


def test_number_before_a_value_is_not_taken_for_a_list() -> None:
    """A fact such as `1. Citizen Ada Roe` keeps its number."""
    assert "1. Citizen Ada Roe" in plain(definition(assembled("everything").blocks, "country-od-fact-2"))


def test_digest_says_that_it_is_one() -> None:
    """Nobody can take our words for those of the source."""
    for node in walk(assembled("defaults").blocks):
        if isinstance(node, Digest):
            assert plain(node.attribution).startswith("Digest in our own words of a passage of ")


def test_roles_tell_readers_what_a_section_is_for() -> None:
    """The introduction, the questions, the glossary and the sources are marked as such."""
    roles = {plain(block.title): block.role for block in assembled("everything").blocks if isinstance(block, Section)}
    assert roles["Introduction to LAW 7"] == "introduction"
    assert (roles["Questions"], roles["Glossary"], roles["Sources"], roles["Timeline"]) == (
        "questions",
        "glossary",
        "references",
        "chapter",
    )


def test_definitions_stand_in_the_order_of_the_alphabet() -> None:
    """Upper and lower case do not matter."""
    for node in walk(assembled("footnotes").blocks):
        if isinstance(node, Definitions) and node.style == "glossary":
            labels = [plain(item.term).casefold() for item in node.items]
            assert labels == sorted(labels)


def test_note_is_a_note_of_the_editor() -> None:
    """Word shows whose the comments are."""
    margin = [note for note in notes(assembled("everything").blocks).values() if note.placement == "margin"]
    assert {note.series for note in margin if isinstance(note, Note)} == {"Editor"}
