"""Citation styles of the user's own: their words and no others, for every citation by itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing import steps
from briefing.document import Definition, Definitions, Document, Emphasis, LineBreak, Link, Note, NoteMark, Text, notes, plain, walk
from briefing.errors import BriefingError, Problem
from briefing.library.titles import as_csl, read
from briefing.render import renderer
from briefing.workspace import Workspace
from tests.support.docx_rules import WordFile, words
from tests.support.words import letters

RECORD = """---
type: {type}
title: {title}
{more}about: {about}
rights: {{holder: nobody, basis: own, terms: free}}
original: {{paragraphs: 9, body: 1-9, words: 90}}
---
¶1–9 A digest.
"""
AUTHOR = "author: [{{family: {}, given: {}}}]\nissued: {}\n"
STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="{form}" version="1.0" default-locale="en-GB">
<info><title>S</title><id>urn:briefing:s</id><updated>2024-01-01T00:00:00+00:00</updated></info>
<macro name="who"><names variable="author"><name/><substitute><text variable="title"/></substitute></names></macro>
<citation><layout suffix="." delimiter="; ">{citation}</layout></citation>
{rest}</style>
"""
LIST = "<bibliography><layout suffix='.'>{}</layout></bibliography>"
MEMORY = """<choose><if position="ibid"><text value="Ibid"/></if>
<else-if position="subsequent"><group delimiter=" "><text macro="who"/><text variable="first-reference-note-number" prefix="(n " suffix=")"/></group></else-if>
<else><group delimiter=", "><text macro="who"/><text variable="title" font-style="italic"/></group></else></choose>"""  # noqa: E501
Made = Callable[..., tuple[Document, list[Problem]]]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Build a pack with five invented sources, a text, and a list of sources, in a style."""
    sources = {
        "weir": ("book", "The Weir at Dusk", AUTHOR.format("Aalto", "Mari", 1990)),
        "ferry": ("webpage", "Ferries by Night", AUTHOR.format("Brandt", "Ole", 2004) + "URL: https://example.org/ferries\n"),
        "lock": ("webpage", "Why the ‘Old Lock’ Stays Shut", AUTHOR.format("Dahl", "Eva", 2010) + "URL: https://example.org/lock\n"),
        "court": ("legal_case", "Mill v. Dam", "issued: 1931\ncontainer-title: River Reports\npublisher: High Court\n"),
        "ship": ("book", '"The Last Voyage of the *Heron*, and CO<sub>2</sub>"', AUTHOR.format("Cole", "Ida", 1977)),
    }
    for folder in ("seeds/sources", "seeds/texts", "templates", "styles"):
        (tmp_path / folder).mkdir(parents=True)
    for key, (kind, title, more) in sources.items():
        record = RECORD.format(type=kind, title=title, more=more, about="An invented text.")
        (tmp_path / "seeds" / "sources" / f"{key}.md").write_text(record, encoding="utf-8")

    def make(text: str, style: str = "", *, listed: str = "{use: sources, title: Sources}") -> tuple[Document, list[Problem]]:
        (tmp_path / "seeds" / "texts" / "body.md").write_text(text, encoding="utf-8")
        head = "title: Trial\n" + ("csl: styles/own.csl\n" if style else "")
        (tmp_path / "styles" / "own.csl").write_text(style, encoding="utf-8")
        plan = f"{head}sections:\n- {{use: text, title: Body, texts: [body]}}\n" + (f"- {listed}\n" if listed else "")
        (tmp_path / "templates" / "trial.yaml").write_text(plan, encoding="utf-8")
        workspace = Workspace(tmp_path, tmp_path / "output")
        library = steps.load(workspace)
        (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, ["trial"], {}))
        return pack.document, list(pack.warnings)

    return make


def style(citation: str, entry: str = "", form: str = "in-text") -> str:
    """Return a style."""
    return STYLE.format(form=form, citation=citation, rest=LIST.format(entry) if entry else "")


def entries(document: Document) -> dict[str, Definition]:
    return {each.id: each for node in walk(document) if isinstance(node, Definitions) for each in node.items}


def footnotes(document: Document) -> list[str]:
    return [plain(note).replace("\u00a0", " ") for note in notes(document.blocks).values()]


# ── the words of the style ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_entry_has_the_words_of_its_style_and_no_others(made: Made) -> None:
    """Nothing of ours stands before an address. The title is the link, so that it has words."""
    own = style('<text macro="who"/>', '<text macro="who"/><text variable="title" prefix=". "/><text variable="URL" prefix=". Found at "/>')
    document, _ = made("So [@ferry].", own)
    entry = entries(document)["source-ferry"]
    assert plain(entry) == "Ole Brandt. Ferries by Night. Found at https://example.org/ferries."
    (link,) = (each for each in walk(entry) if isinstance(each, Link))
    assert (link.url, plain(link)) == ("https://example.org/ferries", "Ferries by Night")


WHO = '<text macro="who"/>'


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (style('<text macro="whom"/>', WHO), "uses the macro 'whom', which it does not have"),
        (style(WHO, '<text variable="DOI"/>').replace("suffix='.'", ""), "prints nothing for the source '"),
        (style('<text variable="DOI"/>', WHO).replace(' suffix="."', ""), "prints nothing for the citation [@weir]"),
    ],
    ids=["no macro", "no entry", "no citation"],
)
def test_style_that_prints_nothing_is_refused(made: Made, own: str, said: str) -> None:
    """There would be a gap in the sentence, or in the list of sources, and nobody would be told."""
    with pytest.raises(BriefingError, match=re.escape(said)) as error:
        made("So [@weir].", own)
    assert {each.file for each in error.value.problems} == {"styles/own.csl"}


def test_citation_without_its_author_may_be_nothing(made: Made) -> None:
    """The sentence has the name, and this style has nothing else."""
    document, _ = made("Aalto says so [-@weir].", style(WHO, WHO).replace(' suffix="."', ""))
    assert "Aalto says so" in plain(document.blocks)


def test_entry_of_the_usual_style_ends_with_its_address(made: Made) -> None:
    """Chicago has no word before an address either."""
    document, _ = made("So [@ferry].")
    assert plain(entries(document)["source-ferry"]).endswith("‘Ferries by Night’. https://example.org/ferries.")


def test_title_with_a_quotation_in_it_is_the_link(made: Made) -> None:
    """Chicago sets it between marks of its own, so the marks inside become the other kind."""
    document, _ = made("So [@lock].")
    (link,) = (each for each in walk(entries(document)["source-lock"]) if isinstance(each, Link))
    assert (link.url, plain(link)) == ("https://example.org/lock", "Why the “Old Lock” Stays Shut")


def test_entry_that_changes_the_title_keeps_its_address_as_a_link(made: Made) -> None:
    """Where the title is not in the entry, the address is what can be clicked."""
    document, _ = made("So [@ferry].", style('<text macro="who"/>', '<text macro="who"/><text variable="URL" prefix=" "/>'))
    (link,) = (each for each in walk(entries(document)["source-ferry"]) if isinstance(each, Link))
    assert plain(link) == "https://example.org/ferries"


def test_code_beside_an_entry_leaves_no_words_of_the_style_alone(made: Made) -> None:
    """“Found at” keeps its address when the address is a code, too."""
    own = style('<text macro="who"/>', '<text variable="title"/><text variable="URL" prefix=". Found at "/>')
    document, _ = made("So [@ferry].", own, listed="{use: sources, title: Sources, qr: true}")
    assert "Found at https://example.org/ferries." in plain(entries(document)["source-ferry"].blocks[0])


def test_case_without_an_author_is_not_given_one(made: Made) -> None:
    """A judgment goes by its name; reports and courts do not write it."""
    own = style('<text macro="who"/>', '<text macro="who"/><text variable="container-title" prefix=", "/>')
    document, _ = made("So [@court].", own)
    assert "So Mill v. Dam." in plain(document.blocks)
    assert plain(entries(document)["source-court"]) == "Mill v. Dam, River Reports."
    document, _ = made("So [@court].")
    assert "River Reports 1931" not in plain(document.blocks)


@pytest.mark.parametrize(
    ("entry", "printed"),
    [
        ('<text macro="who"/><date variable="issued" form="text" display="block"/><text variable="title"/>', "Aalto|1990|The"),
        ('<text macro="who"/><text variable="title" display="indent"/>', "Aalto|The Weir at Dusk"),
        ('<text value="[1]" display="left-margin"/><text macro="who" display="right-inline"/>', "[1] Mari"),
        ('<text value="1. " display="left-margin"/><text macro="who" display="right-inline"/>', "1. Mari"),
        ('<text macro="who" display="block"/><text variable="title" display="block"/>', "Mari Aalto|The Weir at Dusk"),
        ('<text macro="who"/><text value="1990" display="left-margin"/><text variable="title" display="right-inline"/>', "Aalto|1990 The"),
    ],
)  # fmt: skip
def test_parts_of_an_entry_that_a_style_sets_apart_are_apart(made: Made, entry: str, printed: str) -> None:
    """On a line of their own, or with a space between; no line is empty."""
    document, _ = made("So [@weir].", style('<text macro="who"/>', entry))
    nodes = [each for each in walk(entries(document)["source-weir"]) if isinstance(each, Text | LineBreak)]
    words = "".join(each.text if isinstance(each, Text) else "|" for each in nodes)
    assert printed in words
    assert not re.search(r"\|\||^\||\|\.?$| \||\| |  ", words)


def test_raised_numbers_stay_raised_and_close_up(made: Made) -> None:
    """A style with superscript numbers has “dry¹”, not “dry 1”; what follows the number keeps its place on the line."""
    own = style('<text variable="citation-number" vertical-align="sup"/>', '<text variable="title"/>').replace('suffix="." ', "")
    document, _ = made("It was dry [@weir]. Then wet [@ferry; @weir], so [@ferry, ¶3].", own)
    assert plain(document.blocks[0]).replace("\u00a0", " ").endswith("It was dry¹. Then wet²; ¹, so², ¶3.")


# ── notes ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_citation_is_worded_for_its_own_place(made: Made) -> None:
    """“Ibid” only where the note before cites the same; the same words elsewhere have the short form with the right number."""
    own = style(MEMORY, '<text macro="who"/>', "note")
    document, _ = made("One [@weir, ¶1]. Two [@weir, ¶2]. Three [@ferry, ¶3]. Four [@weir, ¶2]. Five [@weir, ¶2].", own)
    assert footnotes(document) == [
        "Mari Aalto, The Weir at Dusk, ¶1.",
        "Ibid, ¶2.",
        "Ole Brandt, Ferries by Night, ¶3.",
        "Mari Aalto (n 1), ¶2.",
        "Ibid, ¶2.",
    ]


def test_numbers_of_earlier_notes_count_the_footnotes_of_the_writer(made: Made) -> None:
    """“(n 2)” is the note that the reader finds under that number."""
    own = style(MEMORY, '<text macro="who"/>', "note")
    document, _ = made("One^[Mine.] two [@weir]. Three^[Mine, see [@ferry, ¶1].] four [@weir] five [@ferry].", own)
    found = [(note.mark, plain(note).replace("\u00a0", " ")) for note in notes(document.blocks).values()]
    assert found == [
        ("1", "Mine."),
        ("2", "Mari Aalto, The Weir at Dusk."),
        ("3", "Mine, see Ole Brandt, Ferries by Night, ¶1."),
        ("4", "Mari Aalto (n 2)."),
        ("5", "Ole Brandt (n 3)."),
    ]


def test_style_without_a_list_is_a_style(made: Made) -> None:
    """Lawyers' styles have only notes. A pack without a list of sources has nothing to say about that."""
    document, warnings = made("One [@weir]. Two [@court].", style(MEMORY, form="note"), listed="")
    assert footnotes(document) == ["Mari Aalto, The Weir at Dusk.", "Mill v. Dam."]
    assert warnings == []


def test_list_of_a_style_without_one_has_each_source_as_it_is_first_cited(made: Made) -> None:
    """The pack is built, in alphabetical order, and the section is named."""
    document, warnings = made("One [@weir]. Two [@weir]. Three [@ferry].", style(MEMORY, form="note"))
    assert [plain(each) for each in entries(document).values()] == ["Mari Aalto, The Weir at Dusk.", "Ole Brandt, Ferries by Night."]
    (warning,) = warnings
    assert (warning.line, warning.message.startswith("the citation style 'styles/own.csl' has no list of sources")) == (5, True)


def test_source_that_a_style_passes_over_is_worded_all_the_same(made: Made) -> None:
    """A style that has nothing for a source just cited would leave “, ¶2” alone."""
    own = style('<choose><if position="ibid"><text value=""/></if><else><text macro="who"/></else></choose>', '<text macro="who"/>')
    document, _ = made("One [@weir, ¶1]. Two [@weir, ¶2].", own)
    assert plain(document.blocks[0]).replace("\u00a0", " ").endswith("One Mari Aalto, ¶1.. Two Mari Aalto, ¶2..")


@pytest.mark.parametrize(
    ("test", "holds"),
    [
        ('position="first"', True),
        ('position="subsequent"', False),
        ('position="first" type="book"', True),
        ('position="first" type="map"', False),
        ('position="ibid" type="book"', False),
        ('match="any" position="first" type="map"', True),
        ('match="any" position="ibid" type="book"', True),
        ('match="any" position="ibid" type="map"', False),
        ('match="none" position="first"', False),
        ('match="none" position="ibid"', True),
        ('match="none" position="ibid" type="book"', False),
        ('match="none" position="first" type="map"', False),
    ],
)
def test_conditions_of_a_style_are_decided_as_for_a_first_citation(made: Made, test: str, holds: bool) -> None:
    """In a list that is made of citations, beside conditions of other kinds."""
    own = style(f'<choose><if {test}><text value="Yes"/></if><else><text value="No"/></else></choose>', form="note")
    document, _ = made("One [@weir].", own)
    assert plain(entries(document)["source-weir"]) == ("Yes." if holds else "No.")


def test_notes_in_the_margin_are_worded_by_themselves(water: Path) -> None:
    """They are read beside the text, where “Ibid” would point to nothing."""
    (water / "styles" / "own.csl").write_text(style(MEMORY, '<text macro="who"/>', "note"), encoding="utf-8")
    outline = (
        "title: Probe\ncsl: styles/own.csl\nsections:\n- {use: text, title: A, text: 'So [@lindqvist-2019, ¶4].'}\n- {use: excerpts}\n"
    )
    (water / "templates" / "probe.yaml").write_text(outline, encoding="utf-8")
    workspace = Workspace(water, water / "output")
    library = steps.load(workspace)
    (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, ["probe"], {}))
    margin = [plain(each) for each in walk(pack.document) if isinstance(each, Note) and each.placement == "margin"]
    assert [each for each in margin if "¶" in each]
    assert not [each for each in margin if "Ibid" in each or "(n " in each]
    marks = {each.note for each in walk(pack.document) if isinstance(each, NoteMark)}
    assert len(marks) > len(margin)


# ── titles ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "words", "csl"),
    [
        ("The Loss of the *Tern*", "The Loss of the Tern", "The Loss of the <i>Tern</i>"),
        ("The Loss of the <i>Tern</i>", "The Loss of the Tern", "The Loss of the <i>Tern</i>"),
        ("_Salmo trutta_ in **two** lakes", "Salmo trutta in two lakes", "<i>Salmo trutta</i> in <b>two</b> lakes"),
        ("H<sub>2</sub>O at 10<sup>6</sup> m<sup>2</sup>", "H₂O at 10⁶ m²", "H<sub>2</sub>O at 10<sup>6</sup> m<sup>2</sup>"),
        ("H~2~O at 10^6^ m^2^, ~5 towns", "H₂O at 10⁶ m², ~5 towns", "H<sub>2</sub>O at 10<sup>6</sup> m<sup>2</sup>, ~5 towns"),
        ("Rivers &amp; Towns 1&#8211;9, AT&T; R&D", "Rivers & Towns 1–9, AT&T; R&D", "Rivers & Towns 1–9, AT&T; R&D"),
        ("Louis the 14<sup>th</sup>", "Louis the 14th", "Louis the 14<sup>th</sup>"),
        ('<span class="nocase">eWater</span>', "eWater", '<span class="nocase">eWater</span>'),
        ("2 * 3 * 4 = 24", "2 * 3 * 4 = 24", "2 * 3 * 4 = 24"),
        ("D*A*M and file_name_here", "D*A*M and file_name_here", "D*A*M and file_name_here"),
        (r"A \*starred\* map", "A *starred* map", "A *starred* map"),
        ("Depth < 3 m, and <unknown> waters", "Depth < 3 m, and <unknown> waters", "Depth < 3 m, and <unknown> waters"),
        ("*One **two** three*", "One two three", "<i>One </i><i><b>two</b></i><i> three</i>"),
    ],
)
def test_marks_in_titles_set_words_off_and_are_not_printed(typed: str, words: str, csl: str) -> None:
    """Markdown and the tags of CSL are read; single stars, and stars within words, are stars."""
    title = read(typed)
    assert (title, as_csl(title)) == (words, csl)


def test_name_in_an_italic_title_is_upright(made: Made) -> None:
    """What is set off within a title in italics is set off from it."""
    document, _ = made("So [@ship].")
    entry = entries(document)["source-ship"]
    assert "The Last Voyage of the Heron, and CO₂" in plain(entry)
    italics = [plain(each) for each in walk(entry) if isinstance(each, Emphasis)]
    assert "Heron" not in "".join(italics)
    assert italics[0] == "The Last Voyage of the "


@pytest.mark.parametrize("annotations", ["notes", "comments"])
def test_notes_have_the_numbers_by_which_word_counts_them(water: Path, tmp_path: Path, annotations: str) -> None:
    """Notes in the margin are footnotes in Word: where a text says `n 5`, note 5 is the same in all formats."""
    (water / "styles" / "own.csl").write_text(style(MEMORY, "<text macro='who'/>", "note"), encoding="utf-8")
    (water / "seeds" / "texts" / "probe.md").write_text(
        "So [@lindqvist-2019]. A note^[Of ours.]. And [@osei-hart-2020].\n", encoding="utf-8"
    )
    head = f"title: T\ncsl: styles/own.csl\nannotations: {annotations}\n"
    outline = f"{head}sections:\n- {{use: excerpts, title: A}}\n- {{use: text, texts: [probe]}}\n"
    (water / "templates" / "probe.yaml").write_text(outline, encoding="utf-8")
    workspace = Workspace(water, water / "output")
    library = steps.load(workspace)
    (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, ["probe"], {}))
    renderer("docx").render(pack.document, pack.theme, tmp_path / "probe.docx")
    parts = WordFile(tmp_path / "probe.docx").xml["word/footnotes.xml"]
    counted = [letters(words(each)) for each in parts if words(each)]
    marked = {note.mark: letters(f"{note.kind and note.kind + ':'}{plain(note.children)}") for note in notes(pack.document.blocks).values()}
    numbers = {mark: text for mark, text in marked.items() if mark.isdecimal()}
    assert len(numbers) == len(counted) > 4
    assert {str(number): text for number, text in enumerate(counted, 1)} == numbers
    assert any("(n " in plain(note.children) for note in notes(pack.document.blocks).values())
