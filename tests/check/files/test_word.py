"""`briefing check` on a Word file: each rule finds the damage that it is there for, and says where."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from briefing.check.files import word
from briefing.check.files.word_rules import WORD
from briefing.system.confined.limits import UnreadableError
from briefing.theme.model import Theme
from tests.support.docx_rules import parts
from tests.support.drawn_sample import put_sample
from tests.support.variants import variants

BODY, STYLES, SETTINGS, CORE = "word/document.xml", "word/styles.xml", "word/settings.xml", "docProps/core.xml"
RELATIONS = "word/_rels/document.xml.rels"
NAMESPACES = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
Change = Callable[[str], str]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return parts(put_sample(tmp_path_factory.mktemp("docx") / "sample.docx", Theme(annotations="comments")))


def replaced(old: str, new: str, times: int = -1) -> Change:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, times)

    return change


def cut(pattern: str) -> Change:
    def change(text: str) -> str:
        assert re.search(pattern, text)
        return re.sub(pattern, "", text, count=1)

    return change


def drawing(about: str, frame: str = "inline") -> Change:
    """Put a picture before the first text."""
    picture = f'<w:r><w:drawing><wp:{frame} {NAMESPACES}><wp:docPr id="9" name="x"{about}/></wp:{frame}></w:drawing></w:r>'
    return lambda text: text.replace("<w:r>", f"{picture}<w:r>", 1)


DAMAGE: dict[str, tuple[str, str, Change]] = {
    "picture without text": ("word-pictures", BODY, drawing("")),
    "picture with the name of a file": ("word-pictures", BODY, drawing(' descr="IMG_2031.jpg"')),
    "picture beside the text": ("word-floating", BODY, drawing(' descr="A map"', "anchor")),
    "object of old Word": ("word-floating", BODY, replaced("<w:r>", "<w:r><w:pict/></w:r><w:r>", 1)),
    "no head row": ("word-heads", BODY, replaced("<w:tblHeader/>", "")),
    "merged cells": ("word-rows", BODY, replaced("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="2"/>', 1)),
    "cell lost": ("word-rows", BODY, cut(r"(?s)<w:tc>(?:(?!</w:tc>).)*</w:tc>")),
    "no description of a table": ("word-table-text", BODY, lambda text: re.sub(r"<w:tbl(Description|Caption) [^>]*/>", "", text)),
    "level skipped": ("word-headings", BODY, replaced('w:val="Heading2"', 'w:val="Heading3"')),
    "no headings": ("word-headings", BODY, lambda text: re.sub(r'w:val="Heading\d"', 'w:val="Normal"', text)),
    "blanks": ("word-blanks", BODY, replaced("A point.", "A    point.")),
    "empty paragraphs": ("word-blanks", BODY, replaced("<w:body>", f"<w:body>{'<w:p/>' * 3}")),
    "link named here": ("word-link-words", BODY, replaced(">read the whole<", ">Here<")),
    "address for words": ("word-link-words", BODY, replaced(">read the whole<", ">https://example.org/archive<")),
    "dead link": ("word-link-targets", BODY, replaced('w:anchor="b_agreements"', 'w:anchor="b_lost"')),
    "number of a lost page": ("word-link-targets", BODY, replaced("PAGEREF _Toc", "PAGEREF _Lost")),
    "link to a file": ("word-link-targets", RELATIONS, replaced("https://example.org/letters", "file:///C:/letters")),
    "template from elsewhere": (
        "word-link-targets",
        RELATIONS,
        replaced("relationships/hyperlink", "relationships/attachedTemplate", 1),
    ),
    "place to fill in without a name": ("word-fields", BODY, replaced('<w:alias w:val="Answer to question 1"/>', "")),
    "locked": (
        "word-locked",
        SETTINGS,
        replaced("<w:defaultTabStop", '<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:defaultTabStop'),
    ),
    "faint style": ("word-contrast", STYLES, replaced('<w:color w:val="54585D"/>', '<w:color w:val="B4B0A6"/>')),
    "dark ground": ("word-contrast", BODY, replaced("<w:pPr>", '<w:pPr><w:shd w:val="clear" w:fill="202020"/>', 30)),
    "no language": ("word-language", STYLES, lambda text: re.sub(r"<w:lang [^>]*/>", "", text)),
    "no title": ("word-title", CORE, replaced("<dc:title>Roads, Rivers and Ledgers</dc:title>", "")),
    "question at opening": (
        "word-prompts",
        SETTINGS,
        replaced("<w:defaultTabStop", '<w:updateFields w:val="true"/><w:defaultTabStop'),
    ),
    "old mode": ("word-mode", SETTINGS, replaced('microsoft.com/office/word" w:val="15"', 'microsoft.com/office/word" w:val="12"')),
    "lost relationship": ("word-parts", BODY, replaced('r:id="rIdLink1"', 'r:id="rIdLost"')),
    "lost part": ("word-parts", RELATIONS, replaced("theme/theme1.xml", "theme/theme7.xml")),
    "cell without a paragraph": ("word-parts", BODY, replaced("</w:tc>", '<w:bookmarkEnd w:id="1"/></w:tc>', 1)),
    "two bookmarks with one name": ("word-bookmarks", BODY, lambda text: re.sub(r'(<w:bookmarkStart [^>]*w:name=")[^"]*', r"\1b", text)),
    "bookmark without end": ("word-bookmarks", BODY, cut(r'<w:bookmarkEnd w:id="\d+"/>')),
    "bookmark with a long name": ("word-bookmarks", BODY, lambda text: text.replace('w:name="b_', f'w:name="{"x" * 40}_', 1)),
    "bookmark with a blank": ("word-bookmarks", BODY, lambda text: re.sub(r'(<w:bookmarkStart [^>]*w:name=")b_', r"\1b ", text, count=1)),
    "open field": ("word-codes", "word/footer1.xml", replaced('w:fldCharType="end"', 'w:fldCharType="separate"')),
    "lost style": ("word-styles", BODY, replaced('w:pStyle w:val="Lead"', 'w:pStyle w:val="Leed"')),
    "lost numbering": ("word-styles", BODY, lambda text: re.sub(r'<w:numId w:val="\d+"/>', '<w:numId w:val="999"/>', text, count=1)),
    "comment without end": ("word-notes", BODY, cut(r'<w:commentRangeEnd w:id="\d+"/>')),
    "note without mark": ("word-notes", BODY, cut(r'<w:footnoteReference [^>]*w:id="\d+"/>')),
}
QUICK = list({rule: kind for kind, (rule, *_) in DAMAGE.items()}.values())[::4]
"""One damage for every fourth rule."""


def found(files: dict[str, bytes]) -> set[str]:
    return {each.rule for each in word.check(files)}


def damaged(files: dict[str, bytes], kind: str) -> dict[str, bytes]:
    _, name, change = DAMAGE[kind]
    text = files[name].decode()
    assert change(text) != text
    return files | {name: change(text).encode()}


def test_good_file_has_nothing_wrong(good: dict[str, bytes]) -> None:
    """What follows is found because of the damage."""
    assert found(good) == set()


@pytest.mark.parametrize("kind", variants(DAMAGE, QUICK))
def test_rule_finds_its_damage(good: dict[str, bytes], kind: str) -> None:
    """A good file with one thing broken is found by the rule for it."""
    assert DAMAGE[kind][0] in found(damaged(good, kind))


@pytest.mark.parametrize("mark", ["-", ".", ":", "ü"])
def test_bookmarks_that_word_opens_are_no_finding(good: dict[str, bytes], mark: str) -> None:
    """Names of other programs have hyphens, points, colons and any letters, and links to them work."""
    text = good[BODY].decode()
    assert 'w:name="b_' in text
    named = text.replace('w:name="b_', f'w:name="b{mark}').replace('w:anchor="b_', f'w:anchor="b{mark}')
    assert "word-bookmarks" not in found(good | {BODY: named.encode()})


def test_place_is_named_by_its_heading(good: dict[str, bytes]) -> None:
    """Word files have no pages that a program knows: the heading above says where to look."""
    (finding,) = word.check(damaged(good, "place to fill in without a name"))
    assert str(finding.place).startswith("under “")


def test_every_rule_has_a_damage_and_says_where_it_comes_from() -> None:
    """A rule that nothing breaks could as well not be there."""
    assert {rule for rule, _, _ in DAMAGE.values()} == WORD.keys()
    assert all(rule.source and rule.fix for rule in WORD.values())


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "not a Word document"),
        ({"word/document.xml": b"<w:document"}, "not XML"),
        ({"word/document.xml": b'<d xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'}, "Strict"),
    ],
)
def test_what_is_no_word_file_is_refused_in_words(files: dict[str, bytes], words: str) -> None:
    """A spreadsheet, half a file, and the kind of Word file that few programs read."""
    with pytest.raises(UnreadableError, match=words):
        word.check(files)
