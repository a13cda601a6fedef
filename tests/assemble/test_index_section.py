"""An index of names: what it finds in a pack, how it is sorted, and the pages that each format gives it."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from briefing import steps
from briefing.check.files import inspection, problems
from briefing.document import Document, Indexed, IndexEntry, NameIndex, Paragraph, Section, plain, walk
from briefing.document.name_index import as_definitions, ranges, with_pages
from briefing.languages.letter_order import letter_order
from briefing.render import pdf, renderer
from briefing.render.docx.wml import w
from briefing.render.epub.printpages import pages_of_mentions
from briefing.theme.model import Theme
from briefing.workspace import Workspace
from tests.support.chance import Chance
from tests.support.epubcheck import epubcheck
from tests.support.pdf_structure import problems as broken
from tests.support.sample import prose, t
from tests.support.variants import variants

OUTLINE = """title: Probe
cover: page
sections:
- use: text
  title: The Valley Board
  text: |
    The board met. [Sluices]{.index} were shut. It is [mud]{index="silt, in canals"}.
- use: text
  title: Second
  text: |
    Amina Okello was for it, and the Valley Board was not [@lindqvist-2019, ¶4]. ^[The Ministry of Rivers said so.]
- use: index
- use: sources
"""
ACTORS = {
    "okello": "name: Amina Okello\nkind: person\naliases: [Okello]\nsummary: A minister.\n",
    "board": "name: Valley Water Board\nabbreviation: VWB\naliases: [Valley Board]\nkind: organisation\nsummary: A board.\n"
    "see-also: [ministry]\n",
    "ministry": "name: Ministry of Rivers\nkind: organisation\nsummary: A ministry.\n",
    "nobody": "name: Nobody Here\nkind: concept\nsummary: Nothing.\n",
}


def assembled(workspace: Path, outline: str = OUTLINE) -> Document:
    for name, record in ACTORS.items():
        (workspace / "seeds" / "actors").mkdir(exist_ok=True)
        (workspace / "seeds" / "actors" / f"{name}.md").write_text(f"---\n{record}---\n", encoding="utf-8")
    for file in (workspace / "templates").glob("*.yaml"):
        file.unlink()
    (workspace / "templates" / "probe.yaml").write_text(outline, encoding="utf-8")
    place = Workspace(workspace, workspace / "output")
    library = steps.load(place)
    (pack,) = steps.packs(place, library, steps.plans(place, library, ["probe"], {}))
    return pack.document


def entries(document: Document) -> list[str]:
    """Return the entries, each with the words that it leads to in the place of pages."""
    words = {each.id: plain(each.children) for each in walk(document) if isinstance(each, Indexed)}
    (index,) = [each for each in walk(document) if isinstance(each, NameIndex)]
    return [plain(item.blocks) for item in as_definitions(replace(index, pages=words)).items]


def test_index_names_what_the_pack_mentions(water: Path) -> None:
    """Persons by surname, other names by a way to them, words that are marked, names in titles and notes, authors of cited sources."""
    found = entries(assembled(water))
    assert found == [
        "Lindqvist, Maren, Lindqvist 2019",
        "Ministry of Rivers, ",
        "Okello, Amina, Amina Okello",
        "silt, in canals, mud",
        "Sluices, Sluices",
        "Valley Water Board. See VWB",
        "VWB, The board met. , Valley Board. See also Ministry of Rivers",
    ]


def test_index_lists_only_what_the_outline_asks_for(water: Path) -> None:
    assert [each.partition(",")[0] for each in entries(assembled(water, OUTLINE.replace("use: index", "use: index\n  names: words")))] == [
        "silt",
        "Sluices",
    ]


def test_words_that_are_marked_are_plain_words_without_an_index(water: Path) -> None:
    document = assembled(water, OUTLINE.replace("- use: index\n", ""))
    assert not [each for each in walk(document) if isinstance(each, Indexed)]
    assert "Sluices were shut. It is mud." in plain(document.blocks)


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        (["3", "5", "6"], ["3", "5", "6"]),
        (["3", "4", "5", "7"], ["3–5", "7"]),
        (["9", "10", "11", "12a", "12a", "13"], ["9–11", "12a", "13"]),
    ],
)
def test_three_pages_in_a_row_are_a_range(pages: list[str], found: list[str]) -> None:
    marks = [f"m{number}" for number in range(len(pages))]
    made = list(ranges(marks, dict(zip(marks, pages, strict=True))))
    assert [words for words, _ in made] == found
    assert [mark for _, mark in made] == [marks[pages.index(words.split("–")[0])] for words in found]


def test_names_are_sorted_by_their_letters() -> None:
    """Whatever their case, accents and dashes; letters with a stroke or a tail come after those without."""
    names = ["Zürich", "Ёлка", "Қазалы", "Каспий", "eau", "École", "Đorđe", "Dora", "Елец", "Йемен", "Кызыл", "Ивана", "A-Z", "AY"]
    assert sorted(names, key=letter_order) == [
        "AY",
        "A-Z",
        "Dora",
        "Đorđe",
        "eau",
        "École",
        "Zürich",
        "Елец",
        "Ёлка",
        "Ивана",
        "Йемен",
        "Каспий",
        "Кызыл",
        "Қазалы",
    ]


@cache
def long_pack(seed: int = 0) -> Document:
    """Return a pack with an index, and with the pages of its PDF; with a seed, a random one."""
    if seed:
        pack = Chance(seed).indexed_pack()
        return replace(pack, pages=pdf.pages(pack, Theme()))
    marks = [f"mention-{number}" for number in range(24)]
    told = [(*t(f"{prose(number, 6)} "), Indexed((f"name {number % 5}",), t("Name"), mark)) for number, mark in enumerate(marks)]
    entries = tuple(IndexEntry(f"entry-{each}", f"name {each}", tuple(marks[each::5])) for each in range(5))
    see = IndexEntry("entry-see", "another: name", (), ("entry-1", "entry-2"))
    index = NameIndex("names", (see, *entries), "See", "See also")
    chapters = Section("a", t("Text"), tuple(map(Paragraph, told))), Section("index", t("Index"), (index,), "index")
    pack = Document("A pack", chapters, "urn:uuid:0", contents_depth=1)
    return replace(pack, pages=pdf.pages(pack, Theme()))


@pytest.mark.parametrize("seed", variants([0, 102], [0]))
def test_index_of_a_pdf_has_the_pages_on_which_the_words_are(tmp_path: Path, seed: int) -> None:
    """The numbers are those that a reader of the file finds, links lead there, and the file keeps all rules."""
    path, pack = tmp_path / "a.pdf", long_pack(seed)
    pdf.render(pack, Theme(), path)
    assert broken(path) == []
    places = pdf.places(pack, Theme())
    (index,) = [each for each in walk(pack) if isinstance(each, NameIndex)]
    printed = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))
    printed = re.sub(r"\s+", " ", printed)
    for entry in index.items:
        pages = ", ".join(words for words, _ in ranges(entry.marks, places))
        assert f"{entry.heading}, {pages}" in printed if pages else f"{entry.heading}. See name 1; name 2" in printed
    marks = [mark for entry in index.items for mark in entry.marks]
    assert len(marks) > 20
    assert set(marks) <= set(places)


@pytest.mark.parametrize("seed", variants([0, 102], [0]))
def test_index_of_a_word_file_is_a_field_made_of_fields(tmp_path: Path, seed: int) -> None:
    """Each mention has its field and its bookmark; the list between the ends of the field has the pages that the program counts."""
    path = tmp_path / "a.docx"
    renderer("docx").render(long_pack(seed), Theme(), path)
    assert [str(each) for each in problems(inspection.check(path.read_bytes(), path.name), path.name)] == []
    with zipfile.ZipFile(path) as file:
        body = etree.fromstring(file.read("word/document.xml"))
    codes = [each.text.strip() for each in body.iter(w("instrText"))]
    names = {each.get(w("name")) for each in body.iter(w("bookmarkStart"))}
    assert codes.count('INDEX \\e ", "') == 1
    assert 'XE "another\\: name" \\t "See name 1; name 2"' in codes
    shown = [
        each
        for each in body.iter(w("p"))
        if (style := each.find(f"{w('pPr')}/{w('pStyle')}")) is not None and style.get(w("val")) == "Index1"
    ]
    assert "".join(shown[0].itertext(w("t"))) == "another: name. See name 1; name 2"
    for entry in shown[1:]:
        text = "".join(entry.itertext(w("t")))
        assert re.match(r"name \d(, \d+)+", text)
        assert {each.get(w("anchor")) for each in entry.iter(w("hyperlink"))} <= names
    assert {each.get(w("fldCharType")) for each in shown[-1].iter(w("fldChar"))} == {"end"}


def test_index_of_an_epub_has_the_pages_of_its_page_list() -> None:
    """Where the words are after the mark of a page and before that of the next."""
    pack = long_pack()
    found = pages_of_mentions(pack)
    (index,) = [each for each in walk(with_pages(pack, found)) if isinstance(each, NameIndex)]
    assert set(found) == {mark for entry in index.items for mark in entry.marks}
    numbers = [int(found[mark]) for mark in sorted(found, key=lambda mark: int(mark.rpartition("-")[2]))]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) > 2


@pytest.mark.java
def test_index_of_an_epub_breaks_no_rule(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    renderer("epub").render(long_pack(103), Theme(), path)
    assert epubcheck(path) == []
