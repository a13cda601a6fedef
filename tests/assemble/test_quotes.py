"""Quotations in packs: the passage itself with marked edits and anchored notes, or the digest, or a refusal."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from briefing import steps as build
from briefing.assemble.quotation import Says, paragraphs
from briefing.check.library import unready as checks
from briefing.cli import main
from briefing.document import Digest, Document, Emphasis, Language, Note, NoteMark, Paragraph, Quote, Spoken, Table, Text, plain, walk
from briefing.errors import BriefingError
from briefing.files.validation import adapter
from briefing.library import Annotation, Edit
from briefing.library import loading as seeds
from briefing.originals.copies import lines
from briefing.originals.normal import fingerprint, normalise
from briefing.passages import drafts
from briefing.passages.editing import anchors, edited
from briefing.workspace import Workspace
from tests.support.libraries import library_of, shipped_packs
from tests.support.needs import needs_articles
from tests.support.places import ARTICLES, SHIPPED
from tests.support.quotable import PARAGRAPHS, excerpt, put_copy

SAYS = Says("words left out", "added by the editor:")
SHARE = PARAGRAPHS[3]
NOTICE = f"{PARAGRAPHS[6]}\n{PARAGRAPHS[7]}"

# ── edits ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def printed(text: str, *edits: Edit) -> list[str]:
    """Return the paragraphs of a passage as they are printed."""
    wording = edited(text, edits)
    assert wording.faults == ()
    return [plain(block) for block in paragraphs(wording, [], [], SAYS)]


def test_elision_leaves_its_mark() -> None:
    """Words left out are replaced by points in brackets, and nothing else changes."""
    found = printed("The toll, which nobody liked, was raised.", Edit(elide="which nobody liked"))
    assert found == ["The toll, […], was raised."]


def test_elision_by_first_and_last_words() -> None:
    """A long elision is written by its ends; over the end of a paragraph it joins the two."""
    found = printed(SHARE, Edit(elide="The judges … what it has,"))
    assert found == ["No bank may take the whole of the water. […] and what it leaves behind."]
    assert printed("One two.\nThree four.", Edit(elide="two. … Three")) == ["One […] four."]


def test_insertion_stands_in_brackets_after_its_words() -> None:
    """An editor's word is never taken for the author's."""
    assert printed("It was raised.", Edit(insert="the toll", after="It")) == ["It [the toll] was raised."]


def test_marks_of_edits_are_spoken_in_words() -> None:
    """A listener hears where words are left out, and which words are the editor's; in another language's quotation, in the pack's own."""
    wording = edited("The old toll was raised.", [Edit(elide="old"), Edit(insert="too high", after="raised")])
    said = [(node.words, plain(node)) for node in walk(paragraphs(wording, [], [], SAYS)) if isinstance(node, Spoken)]
    assert said == [("words left out", "[…]"), ("added by the editor: too high", "[too high]")]
    (block,) = paragraphs(wording, [], [], replace(SAYS, language="en-GB"))
    assert [(node.tag, plain(node)) for node in walk(block) if isinstance(node, Language)] == [("en-GB", "[…]")]


def test_emphasis_is_marked() -> None:
    """The words stay, in emphasis."""
    wording = edited("It was raised in 1911.", [Edit(emphasis="was raised")])
    (block,) = paragraphs(wording, [], [], SAYS)
    assert [plain(node) for node in walk(block) if isinstance(node, Emphasis)] == ["was raised"]
    assert plain(block) == "It was raised in 1911."


def test_words_of_the_source_are_counted_as_printed() -> None:
    """Words left out and words put in do not count."""
    assert edited("The old toll was raised.", [Edit(elide="old"), Edit(insert="much too high", after="raised")]).words == 4


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ([Edit(elide="was lowered")], "does not contain the words “was lowered”"),
        ([Edit(emphasis="The toll on barges")], "are in the passage 2 times"),
        ([Edit(insert="x", after="The toll")], "are in the passage 2 times"),
        ([Edit(elide="raised in 1911"), Edit(emphasis="1911. The")], "overlaps another edit"),
        ([Edit(elide="raised in 1911"), Edit(insert="x", after="raised")], "overlaps another edit"),
        ([Edit(elide="The toll on barges was raised … 1923.")], "leaves out the whole passage"),
    ],
)
def test_edit_that_does_not_fit_is_a_fault(edits: list[Edit], said: str) -> None:
    """Each edit has words of its own that stand in the passage once."""
    faults = edited(PARAGRAPHS[4], edits).faults
    assert [fault for fault in faults if said in fault.message]
    assert all(fault.hint for fault in faults)


def test_edit_is_one_of_three() -> None:
    """Anything else is refused when the file is read."""
    for wrong in ({}, {"elide": "a", "emphasis": "b"}, {"insert": "a"}, {"after": "a"}):
        with pytest.raises(ValueError, match="an edit needs exactly one of 'elide', 'insert' with 'after', and 'emphasis'"):
            Edit(**wrong)


def test_sentence_that_a_copy_breaks_is_mended() -> None:
    """A paragraph that ends within a sentence goes on in the next line of the copy; it is one paragraph."""
    assert len(printed(NOTICE)) == 1
    assert len(printed("A first sentence.\nA second one.")) == 2


# ── notes ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def note(**settings: str) -> Annotation:
    made: Annotation = adapter(Annotation).validate_python({"text": "A note.", "kind": "context", **settings})
    return made


def marked(text: str, *notes: Annotation, edits: tuple[Edit, ...] = ()) -> list[tuple[str, str]]:
    """Return the marks of notes in their order, with the words that they are on."""
    wording = edited(text, edits)
    names = [f"n-{number}" for number in range(len(notes))]
    blocks = paragraphs(wording, anchors(wording, notes), names, SAYS)
    if not edits:
        assert [plain(block) for block in blocks] == text.split("\n")
    return [(node.note, plain(node.children)) for node in walk(blocks) if isinstance(node, NoteMark)]


def test_note_stands_on_words_of_the_original() -> None:
    """Else on its words of the digest where the passage has them too, else at the end."""
    notes = note(**{"on": "seven judges", "on-original": 'the judges of "Tarsa"'}), note(on="each bank"), note(on="fairness"), note()
    assert marked(SHARE.replace("The judges", "And the judges"), *notes) == [
        ("n-0", "the judges of “Tarsa”"),
        ("n-1", "each bank"),
        ("n-2", ""),
        ("n-3", ""),
    ]


@pytest.mark.parametrize(("on", "found"), [("the judge", "the judge’s"), ("toll", "toll"), ("It", "It's")])
def test_mark_of_a_note_divides_no_word(on: str, found: str) -> None:
    """It follows a genitive ending: the word is found and copied whole."""
    assert marked("It's what the judge’s toll, not ‘toll’, was for.", note(on=on)) == [("n-0", found)]


def test_notes_on_the_same_words_do_not_stand_in_each_other() -> None:
    """The second mark follows the words of the first."""
    found = marked("the old toll was raised", note(on="old toll"), note(on="toll was"), note(on="toll"))
    assert found == [("n-0", "old toll"), ("n-2", ""), ("n-1", "")]


def test_note_on_words_left_out_stands_at_the_end() -> None:
    """Its words are not printed."""
    assert marked("the old toll was raised", note(on="old"), edits=(Edit(elide="old"),)) == [("n-0", "")]


def test_note_and_emphasis_share_words() -> None:
    """Neither loses its words."""
    assert marked("the old toll was raised", note(on="old toll"), edits=(Edit(emphasis="toll was"),)) == [("n-0", "old toll")]


# ── packs ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

OUTLINE = "title: Probe\nsections:\n- use: excerpts\n  title: Readings\n  select: [probe]\n- use: sources\n"


def workspace_with(folder: Path, **settings: Any) -> Workspace:
    """Return a workspace with the article, one more excerpt of it, and an outline that prints that excerpt."""
    put_copy(folder)
    start, end = ("No bank may take", "what it leaves behind.")
    chosen = excerpt(settings.pop("paragraphs", "4"), start, end, settings.pop("passage", SHARE), **settings)
    workspace = Workspace(folder, folder / "output")
    (folder / "seeds" / "excerpts" / "probe.md").write_text(drafts.text(chosen), encoding="utf-8")
    (folder / "templates" / "probe.yaml").write_text(OUTLINE, encoding="utf-8")
    return workspace


def assembled(workspace: Workspace, name: str = "probe", edition: Any = "student") -> Document:
    library = build.load(workspace)
    (pack,) = build.packs(workspace, library, build.plans(workspace, library, [name], {}), editions=(edition,))
    return pack.document


def only_quote(document: Document) -> Quote:
    (quote,) = [node for node in walk(document.blocks) if isinstance(node, Quote)]
    return quote


def test_passage_is_printed_where_there_is_a_copy(water: Path) -> None:
    """As a quotation, with its source line; the digest is not printed."""
    document = assembled(workspace_with(water))
    assert plain(only_quote(document).blocks) == SHARE
    assert "¶4" in plain(only_quote(document).attribution)
    assert not [node for node in walk(document.blocks) if isinstance(node, Digest)]


def test_digest_is_printed_where_there_is_none(water: Path) -> None:
    """As ever."""
    workspace = workspace_with(water)
    (water / "seeds" / "originals" / "lindqvist-2019.txt").unlink()
    kinds = [type(node) for node in walk(assembled(workspace).blocks) if isinstance(node, Digest | Quote)]
    assert kinds == [Digest]


def test_added_emphasis_is_confessed(water: Path) -> None:
    """In the source line."""
    quote = only_quote(assembled(workspace_with(water, edits=[{"emphasis": "the whole"}])))
    assert "emphasis added" in plain(quote.attribution)


def test_passage_that_moved_is_printed_with_its_new_paragraph(water: Path) -> None:
    """The pinpoint is that of the copy."""
    quote = only_quote(assembled(workspace_with(water, paragraphs="3")))
    assert "¶4" in plain(quote.attribution)


def test_language_of_the_source_is_that_of_the_quotation(water: Path) -> None:
    """Where it is not that of the pack."""
    record = water / "seeds" / "sources" / "lindqvist-2019.md"
    workspace = workspace_with(water)
    assert only_quote(assembled(workspace)).language is None
    record.write_text(record.read_text(encoding="utf-8").replace("language: en", "language: kk"), encoding="utf-8")
    assert only_quote(assembled(workspace)).language == "kk"


@pytest.mark.parametrize("edition", ["student", "teacher"])
def test_mark_of_a_note_divides_no_word_of_a_digest(water: Path, edition: Any) -> None:
    """Neither the mark of a note for everybody nor that of a note for the teacher."""
    notes = [{"kind": "term", "text": "One.", "on": "judge", "for": "everyone" if edition == "student" else "teacher"}]
    workspace = workspace_with(water, notes=notes, digest="This is the judge’s rule.")
    (water / "seeds" / "originals" / "lindqvist-2019.txt").unlink()
    document = assembled(workspace, edition=edition)
    assert [plain(node.children) for node in walk(document.blocks) if isinstance(node, NoteMark)] == ["judge’s"]


def test_notes_of_teachers_are_not_in_the_pack(water: Path) -> None:
    """Neither their words nor their marks; the others are the editor's, in order of their marks."""
    notes = [
        {"kind": "term", "text": "Late.", "on-original": "leaves behind"},
        {"kind": "term", "text": "Early.", "on-original": "the whole"},
        {"kind": "term", "text": "PURPLE-HERON", "for": "teacher"},
    ]
    document = assembled(workspace_with(water, notes=notes))
    found = [node for node in walk(document.blocks) if isinstance(node, Note)]
    assert [(each.mark, plain(each.children), each.series) for each in found] == [("1", "Early.", "Editor"), ("2", "Late.", "Editor")]
    assert "PURPLE-HERON" not in plain(document.blocks)


@pytest.mark.parametrize(
    ("settings", "said", "hint"),
    [
        ({"passage": SHARE.replace("whole", "half")}, "the copy has changed inside this passage", "verify --accept probe"),
        ({"passage": ""}, "cannot be checked: the excerpt has no 'sha256'", "verify --accept probe"),
        ({"select": {"start": "No bank must take", "end": "behind."}}, "“No bank must take” are not in the copy", "[-must-] {+may+}"),
        ({"edits": [{"elide": "zeppelin"}]}, "does not contain the words “zeppelin”", "Copy the words"),
    ],
    ids=["changed", "unproved", "missing", "edit"],
)
def test_doubtful_quotation_stops_the_build(
    water: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, Any], said: str, hint: str
) -> None:
    """With the file of the excerpt, the line, what is wrong and what to do; nothing is written."""
    workspace = workspace_with(water, **{key: value for key, value in settings.items() if key != "select"})
    path = water / "seeds" / "excerpts" / "probe.md"
    if "select" in settings:
        text = path.read_text(encoding="utf-8").replace("No bank may take", "No bank must take")
        path.write_text(text, encoding="utf-8")
    key = "edits:" if "edits" in settings else "select:"
    line = 1 + [each.strip() for each in path.read_text(encoding="utf-8").split("\n")].index(key)
    with pytest.raises(BriefingError) as error:
        assembled(workspace)
    (problem,) = error.value.problems
    assert (problem.file, problem.line) == ("seeds/excerpts/probe.md", line + (key == "edits:"))
    assert said in problem.message
    assert hint in problem.hint
    monkeypatch.chdir(water)
    done = CliRunner().invoke(main, ["build", "probe", "-f", "epub"])
    assert done.exit_code == 1
    assert not list((water / "output").glob("*.epub"))


def test_repeated_passage_stops_the_build(water: Path) -> None:
    """Of two equal places none is chosen, unless the excerpt says which."""
    workspace = workspace_with(water, paragraphs="9")
    put_copy(water, (*PARAGRAPHS, SHARE))
    with pytest.raises(BriefingError, match=re.escape("2 times (¶4, ¶13)")):
        assembled(workspace)


def test_check_names_notes_without_words_in_the_passage(water: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They stand at the end of the quotation, which the editor may not have meant."""
    notes = [
        {"kind": "term", "text": "Au.", "on": "gold"},
        {"kind": "term", "text": "Seven.", "on-original": "there are seven"},
    ]
    edits = [{"elide": "there are … seven"}]
    workspace_with(water, digest="What the passage says of gold.", notes=notes, edits=edits)
    for other in ("defaults", "everything", "footnotes"):
        (water / "templates" / f"{other}.yaml").unlink()
    monkeypatch.chdir(water)
    said = CliRunner().invoke(main, ["check"]).output
    assert re.search(r"probe\.md:\d+:\d+: the words “gold” are not in the quoted passage", said), said
    assert "Add 'on-original:' to the note, with a few words of the passage." in said
    assert "the words “there are seven” are left out by an edit, so their note is printed at the end of the quotation" in said
    assert "Change 'on-original:' to words that are printed, or leave fewer words out." in said


def test_character_that_cannot_be_printed_is_named_in_the_copy(water: Path) -> None:
    """It is left out by an edit, and not by changing the copy."""
    passage = SHARE.replace("Tarsa", "Tarsa水")
    workspace = workspace_with(water, passage=passage)
    put_copy(water, (*PARAGRAPHS[:3], passage, *PARAGRAPHS[4:]))
    with pytest.raises(BriefingError) as error:
        assembled(workspace)
    (problem,) = error.value.problems
    assert (problem.file, problem.line) == ("seeds/originals/lindqvist-2019.txt", 10)
    assert "elide" in problem.hint


def test_copy_without_a_source_is_named(water: Path) -> None:
    """It would lie there unused."""
    put_copy(water, source="lindqvist-2091")
    with pytest.raises(BriefingError, match="there is no source 'lindqvist-2091' for this copy"):
        build.load(Workspace(water, water / "output"))


# ── the shipped library with the articles themselves ─────────────────────────────────────────────────────────────────────────────────


@cache
def articles() -> dict[str, tuple[str, ...]]:
    """Return the paragraphs of each article by its source: the one whose text has the passages of the source's excerpts."""
    library = library_of(SHIPPED)
    found = {}
    for path in sorted(ARTICLES.glob("*.txt")):
        text = lines(path.read_text(encoding="utf-8"))
        normal = normalise("\n".join(text)).text
        for each in library.excerpts.values():
            if normalise(each.select.start).text in normal and normalise(each.select.end).text in normal:
                found[each.source] = text
    return found


@pytest.fixture
def with_articles(tmp_path: Path) -> Workspace:
    """Return the shipped workspace with the five articles."""
    for name in ("seeds", "templates"):
        shutil.copytree(SHIPPED / name, tmp_path / name, ignore=shutil.ignore_patterns("originals"))
    for source, text in articles().items():
        put_copy(tmp_path, text, source)
    return Workspace(tmp_path, tmp_path / "output")


@needs_articles
def test_every_shipped_excerpt_is_exact(with_articles: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """The records hold paragraph, words and hash of the articles as they are."""
    monkeypatch.chdir(with_articles.root)
    done = CliRunner().invoke(main, ["verify"])
    count = len(list((SHIPPED / "seeds" / "excerpts").glob("*.md")))
    assert f"{count} excerpts: {count} exact." in done.output


@pytest.mark.slow
@needs_articles
def test_seminar_quotes_every_excerpt_as_the_article_has_it(with_articles: Workspace) -> None:
    """Compared with the files themselves, but for white space, wrappers of links and marks of footnotes; each has its excerpt’s hash."""
    library = build.load(with_articles)
    document = assembled(with_articles, "seminar")
    quotes = [node for node in walk(document.blocks) if isinstance(node, Quote)]
    assert not [node for node in walk(document.blocks) if isinstance(node, Digest)]
    assert len(quotes) > 10
    for quote in quotes:
        chosen = library.excerpts[quote.id.removeprefix("quote-")]
        text = plain(quote.blocks)
        assert fingerprint(normalise(text).text) == chosen.sha256
        article = re.sub(r"\[\d+\]", "", re.sub(r"\[([^\[\]]*)\]\(#\)", r"\1", " ".join(articles()[chosen.source])))
        assert " ".join(text.split()) in " ".join(article.split())


@needs_articles
def test_every_note_of_the_shipped_library_has_its_words_in_the_article(with_articles: Workspace) -> None:
    """Notes stand beside what they are about, quoted or digested."""
    assert [problem.message for problem in checks.problems(build.load(with_articles), "seeds", with_articles.root)] == []


def test_seminar_without_articles_has_digests() -> None:
    """This is what everybody gets who builds the shipped pack."""
    nodes = list(walk(shipped_packs("seminar")["student"].document.blocks))
    assert not [node for node in nodes if isinstance(node, Quote)]
    assert [node for node in nodes if isinstance(node, Digest)]


@pytest.mark.slow
@needs_articles
def test_no_article_is_in_the_repository() -> None:
    """No run of twelve words of an article stands in the library or in the tests."""
    texts = [
        path.read_text(encoding="utf-8")
        for folder in ("seeds", "templates", "tests", "briefing")
        for path in sorted((SHIPPED / folder).rglob("*"))
        if path.suffix in {".md", ".yaml", ".py", ".tree"} and "originals" not in path.relative_to(SHIPPED).parts
    ]
    titles = " ".join(record.title for record in seeds.load(SHIPPED / "seeds", SHIPPED).sources.values())
    theirs = {run for article in articles().values() for run in _runs(" ".join(article))}.difference(_runs(titles))
    assert [run for text in texts for run in _runs(text) if run in theirs] == []


def _runs(text: str, size: int = 12) -> list[str]:
    words = re.findall(r"\w+", normalise(text).text.lower())
    return [" ".join(words[place : place + size]) for place in range(len(words) - size + 1)]


def test_texts_of_quotations_are_plain() -> None:
    """A passage is no Markdown: stars and brackets in it are printed as they are."""
    text = "He said [sic] *no*, [@nobody] and <b>."
    (block,) = paragraphs(edited(text, []), [], [], SAYS)
    assert [node.text for node in walk(block) if isinstance(node, Text)] == [text]


@pytest.mark.parametrize(("outline", "section", "found"), [("", "lines", "lines"), ("lines", "", "lines"), ("lines", "none", "")])
def test_paragraphs_of_a_passage_are_numbered_if_the_outline_or_the_section_says_so(
    water: Path, outline: str, section: str, found: str
) -> None:
    """The section has the last word, and both formats of numbers have those of the paragraphs."""
    workspace = workspace_with(water)
    text = OUTLINE.replace("  select", f"  numbering: {section}\n  select" if section else "  select")
    (water / "templates" / "probe.yaml").write_text(f"numbering: {outline}\n{text}" if outline else text, encoding="utf-8")
    quote = only_quote(assembled(workspace))
    assert quote.numbering == found
    assert [each.number for each in quote.blocks if isinstance(each, Paragraph)] == (["1"] if found else [""])


KAZAKH = (
    "Сарн құқығы",
    "Өзендер шекаралардан бұрын болған.",
    "Ешбір жағалау бүкіл суды ала алмайды. Сот әр жағалаудан не керегін сұрайды.",
    "Қайықтардың алымы екі рет өзгерді.",
)
"""The same article in another language, in our own words."""


def with_translation(folder: Path, last: int = 4) -> Workspace:
    """Return a workspace with an excerpt, and the same passage from a copy in another language."""
    workspace = workspace_with(folder)
    chosen = excerpt("4-5", "No bank may take", "lifted in 1923.", "\n".join(PARAGRAPHS[3:5]), translation="probe-kk", topics=["twins"])
    (folder / "seeds" / "excerpts" / "probe.md").write_text(drafts.text(chosen), encoding="utf-8")
    record = (folder / "seeds" / "sources" / "lindqvist-2019.md").read_text(encoding="utf-8")
    other = record.replace("language: en", "language: kk").replace("body: 2-11", "body: 2-4").replace("paragraphs: 12", "paragraphs: 4")
    (folder / "seeds" / "sources" / "lindqvist-kk.md").write_text(other, encoding="utf-8")
    put_copy(folder, KAZAKH, "lindqvist-kk")
    ends = {4: "рет өзгерді.", 3: "керегін сұрайды."}
    passage = "\n".join(KAZAKH[2:last])
    place = f"3-{last}" if last > 3 else "3"
    twin = excerpt(place, "Ешбір жағалау бүкіл", ends[last], passage, id="probe-kk", title="Twin", source="lindqvist-kk", topics=["twins"])
    (folder / "seeds" / "excerpts" / "probe-kk.md").write_text(drafts.text(twin), encoding="utf-8")
    return workspace


def only_table(document: Document) -> Table:
    (table,) = [node for node in only_quote(document).blocks if isinstance(node, Table)]
    return table


def test_translation_is_beside_the_passage_paragraph_by_paragraph(water: Path) -> None:
    """Both are computed from their copies; each has its language, its source line and its place in the index of the pack."""
    document = assembled(with_translation(water))
    table, quote = only_table(document), only_quote(document)
    assert [plain(column.head) for column in table.columns] == ["English", "Kazakh"]
    assert [tuple(map(plain, row)) for row in table.rows] == list(zip(PARAGRAPHS[3:5], KAZAKH[2:4], strict=True))
    assert [[type(inline) for inline in row[1]] for row in table.rows] == [[Language]] * 2
    assert table.id == "excerpt-probe-kk"
    assert re.search(r"English: .*¶4–5.* Kazakh: .*¶3–4", plain(quote.attribution))


@pytest.mark.parametrize("numbering", ["lines", "paragraphs"])
def test_paragraphs_of_a_translation_are_numbered(water: Path, numbering: str) -> None:
    """In a column of their own: the lines of two columns are not the same."""
    workspace = with_translation(water)
    path = water / "templates" / "probe.yaml"
    path.write_text(f"numbering: {numbering}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    table = only_table(assembled(workspace))
    assert [plain(column.head) for column in table.columns] == ["¶", "English", "Kazakh"]
    assert [plain(row[0]) for row in table.rows] == ["1", "2"]


def test_passages_with_other_numbers_of_paragraphs_are_beside_each_other_as_wholes(water: Path) -> None:
    """Nobody has said which paragraphs belong together."""
    (row,) = only_table(assembled(with_translation(water, last=3))).rows
    assert [plain(cell) for cell in row] == [" ".join(PARAGRAPHS[3:5]), KAZAKH[2]]


def test_passage_whose_translation_has_no_copy_has_its_digest_below(water: Path) -> None:
    workspace = with_translation(water)
    (water / "seeds" / "originals" / "lindqvist-kk.txt").unlink()
    document = assembled(workspace)
    assert [type(node) for node in walk(document.blocks) if isinstance(node, Digest | Quote)] == [Quote, Digest]
    assert not [node for node in walk(only_quote(document)) if isinstance(node, Table)]


def test_translation_that_is_not_in_its_copy_stops_the_build(water: Path) -> None:
    workspace = with_translation(water)
    put_copy(water, (*KAZAKH[:2], "Басқа сөздер.", "Тағы бірі."), "lindqvist-kk")
    with pytest.raises(BriefingError, match=r"probe-kk\.md"):
        assembled(workspace)


def test_translation_is_not_printed_twice(water: Path) -> None:
    """A section that takes all excerpts leaves it out; one that names it prints it alone."""
    workspace = with_translation(water)
    path = water / "templates" / "probe.yaml"
    path.write_text(OUTLINE.replace("  select: [probe]\n", "  topics: twins\n"), encoding="utf-8")
    passages = [node for node in walk(assembled(workspace).blocks) if isinstance(node, Quote)]
    assert sum("Ешбір" in plain(node) for node in passages) == 1
    path.write_text(OUTLINE.replace("[probe]", "[probe, probe-kk]"), encoding="utf-8")
    passages = [node for node in walk(assembled(workspace).blocks) if isinstance(node, Quote)]
    assert [isinstance(node.blocks[0], Table) for node in passages] == [False, False]
