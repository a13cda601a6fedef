"""Rich Text: all words that a page shows, in their order and in the code pages of their fonts; what is left out is told."""

from __future__ import annotations

import pytest

from briefing.originals.readers import formats
from briefing.originals.readers.rtf_reader import read_rtf
from briefing.system.confined.limits import UnreadableError
from tests.support.rich_texts import rtf


def lines(body: str | bytes, head: str = r"\ansi\ansicpg1252\deff0") -> tuple[str, ...]:
    return tuple(line.strip() for line in rtf(body, head).paragraphs)


# ── letters ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        (r"\mac", "mac_roman"),
        (r"\mac\ansicpg10000", "mac_roman"),
        (r"\ansicpg10000\mac", "mac_roman"),
        (r"\mac\ansicpg10029", "mac_latin2"),
        (r"\pc", "cp437"),
        (r"\pca", "cp850"),
        (r"\ansi", "cp1252"),
        (r"\ansi\ansicpg65001", "utf-8"),
    ],
)
def test_bytes_are_letters_of_the_code_page_that_the_file_names(head: str, codec: str) -> None:
    """In hexadecimal digits or as they are; and nothing is a guess."""
    word = "café Zürich".encode(codec)
    hexadecimal = "".join(chr(each) if each < 128 else f"\\'{each:02x}" for each in word)
    for body in (word, hexadecimal):
        reading = rtf(body, head)
        assert reading.paragraphs == ("café Zürich",)
        assert reading.notices == ()


def test_code_page_that_is_not_named_is_a_guess() -> None:
    """And letters that no code page has are told."""
    (notice,) = rtf(r"caf\'e9", "").notices
    assert notice.startswith("1 part of the text is read as cp1252, which is a guess")
    assert notice.endswith(", at ¶1: “café”")
    assert "the letters of 1 part of the text are a guess, at ¶1: “\ufffd”" in rtf(r"\'81").notices


def test_letters_are_those_of_their_font() -> None:
    """Also two bytes for one letter, one of them written as it is; and fonts of signs."""
    assert lines(r"{\f2 \'d0\'e5\'ea\'e0} flows {\f3 \'83e\'83X}.") == ("Река flows テス.",)
    assert lines(r"The angle {\f1 a} < {\f1\'62}, {\f4 \'fc} {\f1\u-3999?}") == ("The angle α < β, ✓ α",)
    assert rtf(r"A{\f4\'ff}").notices[0].startswith("1 sign of picture fonts")


def test_unicode_letters_are_read_whole() -> None:
    """As two halves, as negative numbers, with as many letters for other programs as the file says."""
    assert lines(r"\u-10179?\u-8704? \uc2\u233\'65\'65x\uc0\u8217 y") == ("😀 éx’y",)
    assert lines(r"A\u8220\ldblquote B\u233 ?\par C") == ("A“Bé", "C")
    assert lines(r"half \u-10179? and \u-8704?") == ("half \ufffd and \ufffd",)


def test_signs_and_breaks() -> None:
    """Dashes, quotation marks, spaces that do not break; a line is a space, a page ends a paragraph."""
    body = r"a\emdash b\endash c\~d\_e\-f \ldblquote g\rdblquote\line h\tab i\{j\}\\k\page l" + "\\\nm"
    assert lines(body) == ("a—b–c\u00a0d\u2011ef “g”\nh\ti{j}\\k".replace("\n", " "), "l", "m")


# ── groups ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("look", [r"\*\cs7\i ", r"\f0\*\cs7\i ", r"\*\s1\cs7 ", r"\cs7 "])
def test_group_that_only_sets_a_style_keeps_its_words(look: str) -> None:
    """An asterisk hides a group only if what follows is not a look."""
    assert lines(rf"Read {{{look}in public}} every month.") == ("Read in public every month.",)


def test_groups_that_a_page_does_not_show_are_no_text() -> None:
    """Styles, unknown groups behind an asterisk, properties, bookmarks, entries of an index, pictures."""
    body = (
        r"{\stylesheet{\s1 Ghost;}}{\*\generator X}{\*\unknown {words} more}{\info{\title The Gauge}{\author Ada Roe; Ben Low}{\subject x}}"
        r"A{\*\bkmkstart b}{\xe entry}{\tc entry}{\pict\wmetafile8 00ff}{\*\shppict{\pict x}}{\nonshppict{\pict x}}"
        r"{\listtext\'b7\tab}.{\*\pnseclvl1 x}"
    )
    reading = rtf(body)
    assert (reading.paragraphs, reading.title, reading.author) == (("A.",), "The Gauge", ("Ada Roe", "Ben Low"))


def test_title_and_author_are_in_the_code_page_of_the_file() -> None:
    """Not in that of some font."""
    reading = rtf(r"{\info{\title \'d0\'e5\'ea\'e0}{\author \u1040?}}A", r"\ansi\ansicpg1251")
    assert (reading.title, reading.author) == ("Река", ("А",))


def test_binary_data_is_passed_over() -> None:
    """Braces in it are no groups; a number may be missing."""
    assert lines(b"A{\\pict\\wmetafile8\\bin5 }}}{\\}.\\par B{\\pict \\bin ffd8}.") == ("A.", "B.")
    assert lines(b"A{\\pict\\bin99999 ffd8}.\\par B.") == ("A.", "B.")


@pytest.mark.parametrize("after", ["", "\r\n", "\0\0", "}"])
def test_bytes_after_the_end_are_nothing(after: str) -> None:
    """Programs leave them there."""
    data = b"{\\rtf1\\ansi A.\\par}" + after.encode()
    assert read_rtf(data).paragraphs == ("A.",)
    assert formats.detect(b"\r\n" + data, "a.rtf") == "rtf"


def test_words_after_the_end_are_told_and_a_missing_end_is_refused() -> None:
    """A brace too many cuts a file short; one too few may do no harm."""
    assert read_rtf(b"{\\rtf1\\ansi A.}{\\rtf1 Second text.}").notices == (
        "2 words after the end of the document left out: “Second text.”",
    )
    assert read_rtf(b"{\\rtf1\\ansi {A.}").paragraphs == ("A.",)
    with pytest.raises(UnreadableError, match="end is missing"):
        read_rtf(b"{\\rtf1\\ansi {A.} and then")


# ── fields, notes, boxes ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def field(code: str, result: str) -> str:
    return rf"{{\field{{\*\fldinst{{ {code} }}}}{{\fldrslt{{{result}}}}}}}"


def test_field_shows_its_result_and_never_its_code() -> None:
    """Links, references, fields within fields, signs, old equations, boxes of forms."""
    link = field('HYPERLINK "http://example.org/rules"', r"\ul the rules")
    assert lines(f"See {link} of the bridge.") == ("See the rules of the bridge.",)
    assert lines(field(f"IF {field('REF x', 'no')} = 1", field("REF y", "yes"))) == ("yes",)
    assert lines("A" + field(r'SYMBOL 97 \\f "Symbol"', "") + "B") == ("AαB",)
    assert lines(field(r"EQ \\f(1,3)", "")) == ("1/3",)
    box = r"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres1{\*\ffname Check}}}}{\fldrslt }}"
    assert lines(box) == ("☒",)
    choice = r"{\field{\*\fldinst FORMDROPDOWN {\*\formfield{\fftype2\ffres1{\*\ffl dry}{\*\ffl wet}}}}{\fldrslt }}"
    assert lines(choice) == ("wet",)


def test_contents_are_told() -> None:
    """The rest of the text is read."""
    reading = rtf(field(r"TOC \\o", rf"{field('PAGEREF a', 'Fees 7')}\par Who 9\par ") + r"\par Fees\par")
    assert reading.paragraphs == ("Fees",)
    assert reading.notices == ("the table of contents is left out (2 lines): “Fees 7”",)


@pytest.mark.parametrize(
    "note",
    [
        r"{\super\chftn}{\footnote\pard\plain {\super\chftn} The ledger.\par}",
        r"{\super\chftn{\*\footnote\chftn  The ledger.}}",
        r"{\super\chftn}{\footnote\ftnalt {\super\chftn} The ledger.}",
        r"{\super *}{\footnote {\super *} The ledger.}",
        r"{\cs2\super 1{\footnote {\cs2\super 1} The ledger.}}",
    ],
)
def test_notes_come_at_the_end_without_their_marks(note: str) -> None:
    """Footnotes and endnotes, with marks that are counted or typed."""
    assert lines(rf"The claim{note} stands.\par Next 10{{\super 6}}.\par") == ("The claim stands.", "Next 10⁶.", "The ledger.")


@pytest.mark.parametrize(
    "shape",
    [
        r"{\shp{\*\shpinst{\sp{\sn a}{\sv 2}}{\shptxt \pard Key finding.\par More.\par}}{\shprslt{\*\do{\dptxbxtext Key finding.\par}}}}",
        r"{\shp{\*\shpinst\shpleft1}{\shprslt\pard Key finding.\par More.\par}}",
        r"{\*\do\dobxpage\dptxbx{\dptxbxtext\pard Key finding.\par More.\par}\dpx1}",
        r"{\shpgrp{\*\shpinst{\shp{\*\shpinst{\shptxt Key finding.\par More.}}}}}",
    ],
)
def test_text_box_is_read_once_after_the_paragraph_that_has_it(shape: str) -> None:
    """In the newer form, in the older one, in both, and in groups."""
    reading = rtf(rf"Before {shape}after.\par Next.\par")
    assert tuple(line.strip() for line in reading.paragraphs) == ("Before after.", "Key finding.", "More.", "Next.")
    assert reading.notices == ("1 text box or frame put after the paragraph at which it is anchored, at ¶1: “Key finding.”",)


def test_letters_as_pictures_are_read() -> None:
    """Their words are a property of the shape."""
    shape = r"{\shp{\*\shpinst{\sp{\sn gtextUNICODE}{\sv DRAFT}}{\sp{\sn gtextFont}{\sv Arial}}}}"
    assert lines(rf"A{shape}.\par") == ("A.", "DRAFT")


def test_cells_are_paragraphs_and_no_bars() -> None:
    """Also those of tables in tables."""
    body = (
        r"Water\par\trowd\cellx1\pard\intbl May\cell dry\cell\row\pard\intbl\itap2 in\nestcell ner\nestcell"
        r"{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}\itap1 out\cell\row\pard End.\par"
    )
    assert lines(body) == ("Water", "May", "dry", "in", "ner", "out", "End.")


def test_numbers_of_lists_are_read_and_bullets_are_not() -> None:
    """As the file stores them."""
    body = r"{\listtext\pard Article 1.\tab}Fees\par{\pntext\f1\'b7\tab}dry\par{\listtext (a)\tab}Who\par{\listtext\f4\'a7\tab}wet\par"
    assert lines(body) == ("Article 1. Fees", "dry", "(a) Who", "wet")


def test_letters_that_are_too_small_to_read_are_left_out_and_told() -> None:
    """Some programs write the sign of a list item as 1 point high letters."""
    found = rtf(r"{\fs2 .0\tab }{\fs22 Late fees}\par {\fs4 dry}\plain\fs20  wet {\fs5 small}\par")
    assert [each.strip() for each in found.paragraphs] == ["Late fees", "wet small"]
    assert any("hides are left out" in notice for notice in found.notices)


def test_words_for_newer_programs_are_read_once() -> None:
    """A group has them twice."""
    assert lines(r"A {\upr{river}{\*\ud{\u1056?\u1077?\u1082?\u1072?}}} flows.") == ("A Река flows.",)


def test_comments_headers_and_changes_are_told() -> None:
    """Each with a count and the first words."""
    body = (
        r"{\header Inland Waters\par}It {\deleted fell}{\revised rose}{\*\atnid AR}{\*\atnauthor Ada Roe}\chatn"
        r"{\*\annotation{\*\atndate 1}Really?}.\par"
    )
    reading = rtf(body)
    assert reading.paragraphs == ("It rose.",)
    assert reading.notices == (
        "tracked changes count as accepted: 1 deleted word left out, at ¶1: “fell”",
        "1 comment left out, at ¶1",
        "2 words of page headers and footers left out: “Inland Waters”",
    )


def test_formula_is_read_as_text() -> None:
    """From the groups that Word writes; the picture for other programs is left out."""
    formula = (
        r"{\mmath{\*\moMath{\mr Q=}{\mf{\mfPr{\mctrlPr}}{\mnum{\mr v}}{\mden{\mr 2}}}{\msSup{\me{\mr A}}{\msup{\mr 2}}}"
        r"{\md{\mdPr{\mbegChr [}{\mendChr ]}}{\me{\mr b}}}}{\mmathPict{\pict x}}}"
    )
    reading = rtf(rf"The flow is {formula}.")
    assert reading.paragraphs == ("The flow is Q = v/2 A²[b].",)
    assert reading.notices == ("1 formula written as a line of text, at ¶1: “Q = v/2 A²[b]”",)


def test_depth_is_bounded() -> None:
    """A file of braces alone is refused."""
    with pytest.raises(UnreadableError, match="nested too deeply"):
        read_rtf(b"{\\rtf1 " + b"{" * 100_000 + b"x" + b"}" * 100_001)
